"""What can go wrong with an export, besides what :mod:`registry.model.errors` knows."""

from __future__ import annotations

from ..model.errors import RegistryError


class UnknownFormat(RegistryError):
    """No such export format, or the file name does not tell which."""

    sentence = "{problem}; name a format with --format: {known}"
    exit_code = 64


class UnknownCrs(RegistryError):
    """A coordinate reference system that PROJ does not know."""

    sentence = "there is no coordinate reference system '{crs}'; write it as EPSG:4326"
    exit_code = 64


class NoTransformation(RegistryError):
    """Coordinates cannot be brought from one reference system into the other."""

    sentence = "layer {layer} cannot be brought from {source} to {target}: {problem}"
    exit_code = 65


class FormatCannotHold(RegistryError):
    """The format has no place for what the layer holds."""

    sentence = "{format} cannot hold layer {layer}: {problem}; use {instead}"
    exit_code = 65


class CannotWrite(RegistryError):
    """The target could not be written; what was there before is as it was."""

    sentence = "{path} could not be written: {problem}; what was there before is as it was"
    exit_code = 73


class WouldOverwriteRegistry(RegistryError):
    """The target of an export is a registry or a workspace."""

    sentence = "{path} is a registry or a workspace, and an export would replace it; choose another name"
    exit_code = 73


class NoSuchFolder(RegistryError):
    """The folder of the target is not there."""

    sentence = "{path} cannot be made: there is no folder {folder}; make it first"
    exit_code = 73
