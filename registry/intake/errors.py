"""What can go wrong with a foreign file: one class each, with the mend in its sentence."""

from __future__ import annotations

from ..model.errors import RegistryError


class UnreadableSource(RegistryError):
    """No reader takes the file."""

    sentence = "{path} cannot be read: {problem}; {mend}"
    exit_code = 65


class DamagedSource(RegistryError):
    """The file starts well and is cut short or broken further on."""

    sentence = "{path} is damaged: {problem}; nothing was imported, get it again from where it came"
    exit_code = 74


class ChooseLayer(RegistryError):
    """The source holds several layers, or not the one named."""

    sentence = "{path} {problem}; name one with --source-layer: {known}"
    exit_code = 64


class UnknownEncoding(RegistryError):
    """It cannot be told in which encoding the texts of the file are."""

    sentence = "{path}: {problem}; name the encoding with --encoding, such as CP1251, KZ1048, CP866 or UTF-8"
    exit_code = 65


class UnknownCrs(RegistryError):
    """The source does not say its reference system, or nobody knows the one it was said to have."""

    sentence = "{path}: {problem}; name it with --crs, such as EPSG:4326 or EPSG:28410"
    exit_code = 65


class BallparkTransformation(RegistryError):
    """Only a transformation that ignores the difference between the two datums is at hand."""

    sentence = (
        "from {source} to {target} there is only a ballpark transformation, which may be off by a hundred"
        " metres{missing}; name the right --crs, or accept that with --allow-ballpark"
    )
    exit_code = 65


class NoTransformation(RegistryError):
    """The two reference systems have no transformation between them."""

    sentence = "there is no transformation from {source} to {target}; check --crs"
    exit_code = 65


class UnusableMapping(RegistryError):
    """The mapping of columns to fields contradicts the source, the layer or itself."""

    sentence = "mapping: {problem}; {mend}"
    exit_code = 64


class UnusableKey(RegistryError):
    """The key named does not come from the source."""

    sentence = "key {key}: {problem}; {mend}"
    exit_code = 64


class RequiredMissing(RegistryError):
    """Fields that every feature must have get no column of the source."""

    sentence = (
        "layer {layer} requires {fields}, and no column of {path} gives it; name the column with"
        " --map COLUMN=FIELD (columns: {known})"
    )
    exit_code = 65


class RowsRefused(RegistryError):
    """Some rows cannot be taken, and the import was to stop at that; ``report`` tells all."""

    sentence = "{count} of {rows:row} of {path} cannot be taken, first: {first}; nothing was imported, {mend}"
    exit_code = 65


class SourceIsRegistry(RegistryError):
    """The source is the very file to import into."""

    sentence = "{path} is the registry itself; import from another file"
    exit_code = 64


class ImportedBefore(RegistryError):
    """The same file was imported into the layer before, and nothing tells its rows from new ones."""

    sentence = (
        "{path} was imported into {layer} before, in revision {revision}: once more would double its"
        " features; name a --key to update them, or say --again"
    )
    exit_code = 65
