"""Every error a person can meet: one sentence that names the thing and the mend, and an exit code.

Exit codes follow BSD ``sysexits.h`` where it has one: 64 wrong use, 65 bad input, 66 no such input,
69 something needed is missing, 73 cannot write the output, 74 damaged or unreadable file,
75 try again later, 76 another registry or history; 2 is left to the command-line parser and 1 to
"conflicts to resolve" and "problems found".
"""

from __future__ import annotations

from collections.abc import Sequence
from string import Formatter
from typing import Any, ClassVar

from .wording import Counted


class RegistryError(Exception):
    """Base of all errors of this package.

    Keyword arguments fill the class's ``sentence`` and stay readable as ``error.facts``; a number counts
    things as ``{count:conflict}`` or ``{count:value breaks|values break}``.

    >>> str(UnknownLayer(layer="rodas", known="roads, routes"))
    "there is no layer 'rodas'; layers here: roads, routes"
    """

    sentence: ClassVar[str] = "{message}"
    exit_code: ClassVar[int] = 70

    def __init__(self, message: str | None = None, **facts: Any) -> None:
        self.facts = facts
        text = self.sentence if message is None else message
        if message is None:
            wanted = {name for _, name, _, _ in Formatter().parse(text) if name}
            text = text.format(**{name: _worded(facts.get(name, "?")) for name in wanted})
        super().__init__(text)

    def __reduce__(self) -> tuple[Any, ...]:
        # To another process without calling the constructor again, which may take something else.
        return _restored, (type(self), str(self), self.__dict__)

    def as_json(self) -> dict[str, Any]:
        """The error as scripts read it: class name, sentence, exit code and the facts it names."""
        facts = {
            key: value if isinstance(value, (str, int, float, bool, list, type(None))) else str(value)
            for key, value in self.facts.items()
        }
        return {"error": type(self).__name__, "message": str(self), "exit_code": self.exit_code, **facts}


class _Words(str):
    """A text where a sentence would count: ``some`` things."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        one, _, several = spec.partition("|")
        return f"{self} {several or one + 's'}" if one else str(self)


def _worded(fact: Any) -> Any:
    """A fact as a sentence takes it: numbers count things, ``{count:conflict}``."""
    if isinstance(fact, int) and not isinstance(fact, bool):
        return Counted(fact)
    return _Words(fact) if isinstance(fact, str) else fact


def _restored(cls: type[RegistryError], text: str, attributes: dict[str, Any]) -> RegistryError:
    error = cls.__new__(cls, text)
    error.__dict__.update(attributes)
    return error


class UsageError(RegistryError):
    """The request itself makes no sense."""

    exit_code = 64


# --- definitions and values ---------------------------------------------------------------------------


class DefinitionError(RegistryError):
    """A layer definition is wrong; names the file, the field and the mend."""

    sentence = "{file}: {where}: {problem}; {mend}"
    exit_code = 65


class ValueRefused(RegistryError):
    """A value breaks its field's definition; names layer, feature, field, value and rule."""

    sentence = "{layer} {uid}: {field} = {value}: {rule}"
    exit_code = 65


class GeometryRefused(RegistryError):
    """A geometry cannot be stored in its layer."""

    sentence = "{layer} {uid}: geometry {problem}"
    exit_code = 65


class InvalidRows(RegistryError):
    """Several rows break their definitions; ``problems`` lists them all."""

    sentence = (
        "{count:value breaks|values break} the layer definitions, first: {first}; nothing was committed"
    )
    exit_code = 65

    def __init__(self, problems: Sequence[Any]) -> None:
        listed = [one.as_json() for one in problems]
        super().__init__(count=len(problems), first=problems[0].sentence(), problems=listed)
        self.problems = list(problems)


class DestructiveDefinition(RegistryError):
    """A changed layer definition would lose data that the registry holds."""

    sentence = "layer {layer}: {problem}; {mend}"
    exit_code = 65


# --- finding things -----------------------------------------------------------------------------------


class UnknownLayer(RegistryError):
    """No layer of that name."""

    sentence = "there is no layer '{layer}'; layers here: {known}"
    exit_code = 64


class UnknownField(RegistryError):
    """No field of that name in the layer."""

    sentence = "layer {layer} has no field '{field}'; fields: {known}"
    exit_code = 64


class UnknownVersion(RegistryError):
    """A version spec names nothing."""

    sentence = "there is no version '{version}': {problem}"
    exit_code = 64


class UnknownFeature(RegistryError):
    """No feature with that uid in the layer."""

    sentence = "layer {layer} has no feature '{uid}'{problem}"
    exit_code = 64


class UnknownTag(RegistryError):
    """No such tag."""

    sentence = "there is no tag '{tag}'; `registry tag` lists them"
    exit_code = 64


class NoRegistry(RegistryError):
    """No registry was named and none found."""

    sentence = (
        "no registry found: name one with --registry FILE or REGISTRY=FILE, or make one with `registry init`"
    )
    exit_code = 66


class NoSuchFile(RegistryError):
    """A file that should be read is not there."""

    sentence = "{path} does not exist; check the name"
    exit_code = 66


# --- files --------------------------------------------------------------------------------------------


class NotARegistry(RegistryError):
    """The file is something else."""

    sentence = "{path} is not a registry: {problem}"
    exit_code = 65


class NotAWorkspace(RegistryError):
    """The file is a GeoPackage, or not even that, but no workspace."""

    sentence = "{path} is not a workspace: {problem}; make one with `registry checkout`"
    exit_code = 65


class NewerFormat(RegistryError):
    """The file was written by a newer program."""

    sentence = "{path} has format {found}, this program knows up to {known}; update Infra Registry"
    exit_code = 69


class FileDamaged(RegistryError):
    """SQLite cannot read the file, or its contents contradict themselves."""

    sentence = "{path} is damaged: {problem}; restore it from a copy (`registry verify` tells what is hit)"
    exit_code = 74


class FileLocked(RegistryError):
    """Another program holds the lock for longer than we were asked to wait."""

    sentence = (
        "{path} is locked by another program ({problem}); "
        "save and end its edit session, or use --wait SECONDS"
    )
    exit_code = 75


class FileReadOnly(RegistryError):
    """The file or its folder cannot be written."""

    sentence = "{path} cannot be written: {problem}; check the rights of the file and its folder"
    exit_code = 73


class DiskFull(RegistryError):
    """No room left; nothing was changed."""

    sentence = "no room left on the disk of {path}; nothing was changed, free some space and try again"
    exit_code = 74


class FileExists(RegistryError):
    """The target is already there."""

    sentence = "{path} exists already; choose another name{mend}"
    exit_code = 73


class UntrustedSchema(RegistryError):
    """A GeoPackage carries a trigger or view that is neither ours nor GDAL's."""

    sentence = (
        "{path} carries {kind} '{name}', which is not the registry's or GDAL's; drop it, it was not run"
    )
    exit_code = 65


# --- histories ----------------------------------------------------------------------------------------


class OtherRegistry(RegistryError):
    """A workspace belongs to another registry, or to another history of this one."""

    sentence = "{path} belongs to another registry: {problem}; it was left as it is"
    exit_code = 76


class BrokenHistory(RegistryError):
    """Verification found history that does not prove itself."""

    sentence = "{path}: {count:thing} wrong with the history, first: {first}"
    exit_code = 74


class ConflictsOpen(RegistryError):
    """Conflicts must be resolved first."""

    sentence = (
        "nothing was committed, {count:conflict} to resolve first: see `registry conflicts {path}`,"
        " then `registry resolve {path}`"
    )
    exit_code = 1


class LayoutChanged(RegistryError):
    """The table of a workspace layer no longer has the columns it was checked out with."""

    sentence = "layer {layer} in {path}: {problem}; {mend}"
    exit_code = 65


class LocalChanges(RegistryError):
    """An operation would overwrite changes that are not committed."""

    sentence = "{path} has {count:change} not committed; commit or discard them first{mend}"
    exit_code = 75


class UidChanged(RegistryError):
    """Rows of a workspace layer do not carry usable identities."""

    sentence = "layer {layer} in {path}: {problem}; {mend}"
    exit_code = 65
