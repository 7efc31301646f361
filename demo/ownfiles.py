"""The demonstration's files in its output folder: it removes only what an earlier one made.

Their names are written down before the first of them is made, so that a run cut off at any moment can be run
again, and a file of that name that somebody else put there is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

LIST = "demo-files.txt"


class NotOurs(Exception):
    """A file stands where the demonstration would write, and it did not make it."""


def claim(out: Path, names: Iterable[str]) -> None:
    """Make the folder ready: what an earlier run made is gone, the names of this run are written down.

    Raises
    ------
    NotOurs
        If a file of one of the names is there that no earlier run wrote down.
    """
    out.mkdir(parents=True, exist_ok=True)
    wanted, listed = list(names), out / LIST
    ours = set(listed.read_text(encoding="utf-8").splitlines()) if listed.is_file() else set()
    strange = [name for name in wanted if (out / name).exists() and name not in ours]
    if strange:
        raise NotOurs(
            f"{out / strange[0]} was not made by the demonstration; move it away, or name another folder:"
            " demo/run.py --out FOLDER"
        )
    listed.write_text("".join(f"{name}\n" for name in sorted({*wanted, *ours})), encoding="utf-8")
    for name in ours:
        if Path(name).name == name:
            (out / name).unlink(missing_ok=True)
    listed.write_text("".join(f"{name}\n" for name in sorted(wanted)), encoding="utf-8")
