"""Names of files as pyogrio takes them.

pyogrio reads a name as a URL: it cuts ``works;2024.gpkg`` off at the semicolon and takes what stands before
an exclamation mark for an archive. People have such names, and they must simply work. fiona and rasterio take
a ``pathlib.Path`` as it is and need nothing of this.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_TAKEN_APART = frozenset(";!")


class _AsItIs(str):
    """A name that says yes when asked for ``/vsi``, for what begins so pyogrio hands on to GDAL untouched."""

    __slots__ = ()

    def __str__(self) -> str:
        return self

    def startswith(self, prefix: str | tuple[str, ...], *span: Any) -> bool:
        return prefix == "/vsi" or super().startswith(prefix, *span)


def to_read(path: Path) -> Path | str:
    """What to give to pyogrio to read a file.

    >>> to_read(Path("works;2024!.gpkg"))
    'works;2024!.gpkg'
    """
    return _AsItIs(path) if _is_taken_apart(path) else path


@contextmanager
def to_write(path: Path) -> Iterator[Path]:
    """Where pyogrio may write a new file; at the end it stands at ``path``.

    Its functions that write insist on a plain text, so a name that it would take apart is reached through a
    link to its folder.
    """
    if os.name == "nt" or not _is_taken_apart(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="registry-write-") as folder:
        link = Path(folder, "at")
        link.symlink_to(path.parent.absolute(), target_is_directory=True)
        plain = link / (os.path.basename(folder) + _plain_suffix(path))
        yield plain
        os.replace(plain, path)


def _plain_suffix(path: Path) -> str:
    return path.suffix if path.suffix[1:].isalnum() else ""


def _is_taken_apart(path: Path) -> bool:
    return not _TAKEN_APART.isdisjoint(os.fspath(path))
