"""Errors on the command line: one line that says what and what to do, and an exit code. Never a traceback."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from .output import harmless, one_line, styled

INTERRUPTED = 130
BROKEN_PIPE = 141
UNEXPECTED = 70

EXIT_CODES = """\
0 done, also where there was nothing to do; 1 conflicts to resolve, problems found, or differences with
--exit-code; 2 the command line was not understood; 64 a wrong request (no such layer, version, field);
65 bad input; 66 no such file; 69 something needed is missing, or the file is of a newer format; 70 an
error of the program itself; 73 the output cannot be written; 74 a damaged file, a receipt that does not
hold, a full disk; 75 locked, try again; 76 another registry or another
history; 130 interrupted."""


def report(error: BaseException, as_json: bool) -> int:
    """Print an error on standard error and return its exit code."""
    if os.environ.get("REGISTRY_TRACEBACK") and not isinstance(error, click.exceptions.Exit):
        import traceback

        traceback.print_exception(error)
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else UNEXPECTED
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    facts, lines = told(error)
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, default=str), err=True)
    else:
        for line in lines:
            click.echo(harmless(line), err=True)
        message = one_line(facts["message"])
        click.echo(f"{styled('registry:', fg='red')} {message}", err=True)
    return int(facts["exit_code"])


def told(error: BaseException) -> tuple[dict[str, Any], Sequence[str]]:
    """An error as scripts read it, and lines that people read before its sentence."""
    from ..model.errors import InvalidRows, RegistryError

    if isinstance(error, (KeyboardInterrupt, click.Abort)):
        return _facts("Interrupted", "interrupted", INTERRUPTED), ()
    if isinstance(error, click.ClickException):
        return _facts("UsageError", _usage(error), error.exit_code), ()
    if isinstance(error, RegistryError):
        return error.as_json(), _problems(error) if isinstance(error, InvalidRows) else ()
    if isinstance(error, OSError) and (known := _of_the_system(error)) is not None:
        return known.as_json(), ()
    if isinstance(error, ModuleNotFoundError) and not (error.name or "").startswith(
        __package__.partition(".")[0]
    ):
        message = f"this needs {error.name}, which is not installed; install infra-registry with all it needs"
        return _facts("NotInstalled", message, 69), ()
    text = str(error) or "no message"
    advice = "an error of the program; REGISTRY_TRACEBACK=1 shows where, please report it"
    return _facts(type(error).__name__, f"{type(error).__name__}: {text} ({advice})", UNEXPECTED), ()


def _facts(name: str, message: str, code: int) -> dict[str, Any]:
    return {"error": name, "message": message, "exit_code": code}


def _usage(error: click.ClickException) -> str:
    text = error.format_message().rstrip(".")
    text = text[:1].lower() + text[1:]
    context = getattr(error, "ctx", None)
    return f"{text}; see `{context.command_path} --help`" if context is not None else text


def _of_the_system(error: OSError) -> Any:
    from ..model.errors import DiskFull, FileReadOnly, NoSuchFile, RegistryError

    path = error.filename if error.filename is not None else "the output"
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(path=path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return FileReadOnly(path=path, problem=os.strerror(error.errno))
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return NoSuchFile(path=path)
    if error.errno in (errno.EISDIR, errno.ENAMETOOLONG, errno.EIO) and error.filename is not None:
        return RegistryError(f"{path}: {os.strerror(error.errno).lower()}; choose another file")
    return None


def _problems(error: Any, shown: int = 20) -> list[str]:
    """Every value that breaks its layer's definition, the first of them."""
    from .output import counted, table
    from .shown import shown_value

    rows = []
    for one in error.problems[:shown]:
        value = "" if isinstance(one.value, bytes) else shown_value(None, one.value)
        rows.append((one.layer, one.uid or "(new feature)", one.field, value, one.rule))
    lines = table(("layer", "feature", "field", "value", "what is wrong"), rows, limit=40)
    if len(error.problems) > shown:
        lines.append(f"... and {counted(len(error.problems) - shown, 'more problem')}; --json lists all")
    return lines


def quiet_pipe() -> None:
    """The reader of our output has gone: write the rest to nowhere, so that leaving stays quiet."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        pass
