"""Who commits: ``--author``, ``REGISTRY_AUTHOR``, the configuration file, else the system user."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ..model.errors import RegistryError, UsageError
from .output import one_line
from .settings import Settings


class UnreadableConfiguration(RegistryError):
    """The user's configuration file is not what it should be."""

    sentence = "{path}: {problem}; mend it, or set your name anew with `registry config author NAME`"
    exit_code = 65


@dataclass(frozen=True)
class Author:
    """A name and where it came from, which the commit records."""

    name: str
    source: str

    def __str__(self) -> str:
        return f"{self.name} ({self.source})"


def author(settings: Settings) -> Author:
    """Who commits.

    Raises
    ------
    UsageError (a name that cannot be one), UnreadableConfiguration
    """
    if settings.author is not None:
        return Author(checked_name(settings.author), "--author")
    if os.environ.get("REGISTRY_AUTHOR"):
        return Author(checked_name(os.environ["REGISTRY_AUTHOR"]), "REGISTRY_AUTHOR")
    configured = configured_author()
    if configured is not None:
        return Author(configured, "configuration file")
    return Author(_system_user(), "system user")


def checked_name(name: str) -> str:
    """A name on one line, with plain single spaces and none around it."""
    plain = checked_text(name, "author").strip()
    plain = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in plain)
    if not plain or not plain.isprintable():
        raise UsageError(f"{name!r} is no name of an author; write it on one line")
    return plain


def checked_text(text: str, what: str) -> str:
    """Text that can be stored: valid Unicode without NUL."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise UsageError(f"the {what} is not valid UTF-8; write it again in a UTF-8 terminal") from None
    if "\x00" in text:
        raise UsageError(f"the {what} holds a NUL character; leave it out")
    return text


def configuration_file() -> Path:
    """Where the user's configuration is on this platform; ``XDG_CONFIG_HOME`` goes first everywhere."""
    base = os.environ.get("XDG_CONFIG_HOME")
    if base and os.path.isabs(base):
        folder = Path(base)
    elif sys.platform == "win32":
        folder = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Application Support"
    else:
        folder = Path.home() / ".config"
    return folder / "infra-registry" / "config.toml"


def configured_author() -> str | None:
    """The name in the configuration file, None without one."""
    path = configuration_file()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableConfiguration(path=path, problem=str(error)) from None
    import tomllib

    try:
        name = tomllib.loads(text).get("author")
    except tomllib.TOMLDecodeError as error:
        raise UnreadableConfiguration(path=path, problem=f"is no TOML ({error})") from None
    if name is not None and not isinstance(name, str):
        raise UnreadableConfiguration(path=path, problem="author is no text")
    return checked_name(name) if name else None


def set_configured_author(name: str) -> Path:
    """Write the name into the configuration file; what else stands there stays."""
    import json

    path = configuration_file()
    line = f"author = {json.dumps(checked_name(name), ensure_ascii=False)}"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ""
    present = re.compile(r"^author\s*=.*$", re.MULTILINE)
    head, table, rest = text.partition("\n[") if not text.startswith("[") else ("", "[", text[1:])
    if present.search(head):
        head = present.sub(lambda _: line, head, count=1)
    else:
        head = f"{line}\n{head}"
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    aside.write_text(head + table + rest, encoding="utf-8")
    os.replace(aside, path)
    return path


def _system_user() -> str:
    import getpass

    try:
        login = getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
    try:
        import pwd

        full = pwd.getpwnam(login).pw_gecos.partition(",")[0].strip()
    except (ImportError, KeyError):
        full = ""
    name = full or login
    return one_line(name.strip()) or "unknown"
