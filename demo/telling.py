"""Telling the story: headings, sentences, and commands with what they really print."""

from __future__ import annotations

import io
import os
import shlex
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

WIDTH = 100


def heading(text: str) -> None:
    """A part of the story begins."""
    print(f"\n\n{text}\n{'=' * len(text)}")


def say(text: str) -> None:
    """A paragraph."""
    print("\n" + textwrap.fill(" ".join(text.split()), WIDTH))


#: Hints of figures that were told; each is worth telling once.
_hints: set[str] = set()


def command(line: str, expect: int | None = 0, space: bool = True, shown: bool = True) -> None:
    """Print a command as one types it, run it, and hold it to the exit code it should have.

    Parameters
    ----------
    line : what stands after the prompt, ``registry log -n 5``
    expect : exit code; None for 0 or 1, of a command that tells by 1 that it found something
    shown : False runs it without telling
    """
    from registry.cli.app import registry

    program, *words = shlex.split(line)
    assert program == "registry", line
    if shown:
        print(f"{chr(10) * space}$ {line}", flush=True)
    figures = words[0] in ("stats", "claims")
    aside, silent = io.StringIO(), io.StringIO()
    try:
        with (
            redirect_stderr(aside if figures or not shown else sys.stdout),
            redirect_stdout(sys.stdout if shown else silent),
        ):
            registry.main(words)
    except SystemExit as left:
        code = left.code or 0
    for hint in aside.getvalue().splitlines() if shown else ():
        if hint not in _hints:
            print(hint)
        _hints.add(hint)
    sys.stdout.flush()
    if code not in ((0, 1) if expect is None else (expect,)):
        raise SystemExit(f"`{line}` left with {code} instead of {expect or 0}")
    if code:
        print(f"(exit code {code})")


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Commands run in the folder, as after ``cd``; nobody's own configuration plays a part."""
    before = Path.cwd()
    aside = {name: os.environ.pop(name, None) for name in ("REGISTRY", "REGISTRY_AUTHOR")}
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
        os.environ.update({name: value for name, value in aside.items() if value is not None})
