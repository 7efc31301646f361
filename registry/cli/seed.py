"""Seed rows of layers: ``data/<layer>.geojson`` or ``.csv`` beside the definitions, with their uid."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model.definition import Definition
from ..model.errors import DefinitionError, InvalidRows, NoSuchFile

if TYPE_CHECKING:
    from ..model.values import Problem
    from ..versions.ledger import Ledger

Row = tuple[Any, ...]


def plant(
    ledger: Ledger, folder: Path, *, author: str, author_source: str, time: str | None = None
) -> dict[str, int]:
    """Put the seed rows of every layer in, as one commit at ``time`` (now); returns how many.

    Raises
    ------
    NoSuchFile, DefinitionError (a file that is not as it should be), InvalidRows
    """
    from ..model.values import RowCheck

    if not folder.is_dir():
        raise NoSuchFile(path=folder)
    found: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for name, definition in ledger.layers().items():
        check = RowCheck(definition)
        rows = []
        for uid, geom, values in _rows(folder, definition):
            row, wrong = check.row(uid, geom, values)
            problems += wrong
            rows.append((bytes.fromhex(uid), *row[1:]))
        if rows:
            found[name] = rows
    if problems:
        raise InvalidRows(problems)
    with ledger.writing(author=author, author_source=author_source, message="Seed rows", time=time) as work:
        for name, rows in found.items():
            work.put(name, rows)
    return {name: len(rows) for name, rows in found.items()}


def _rows(folder: Path, definition: Definition) -> Iterator[tuple[str, bytes | None, list[Any]]]:
    for suffix, read in ((".geojson", _geojson), (".csv", _csv)):
        path = folder / f"{definition.name}{suffix}"
        if path.is_file():
            try:
                yield from read(path, definition)
            except (ValueError, KeyError, TypeError) as error:
                raise DefinitionError(
                    file=path, where=f"layer {definition.name}", problem=f"its rows cannot be read ({error})",
                    mend="give each row a uid and the layer's columns",
                ) from None  # fmt: skip


def _geojson(path: Path, definition: Definition) -> Iterator[tuple[str, bytes | None, list[Any]]]:
    from ..model.geometry import from_geojson

    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        values = feature["properties"]
        shape = feature.get("geometry")
        geom = from_geojson(shape, definition.geometry) if shape and definition.geometry else None
        yield _uid(values), geom, [values.get(name) for name in definition.names]


def _csv(path: Path, definition: Definition) -> Iterator[tuple[str, bytes | None, list[Any]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for values in csv.DictReader(file):
            yield _uid(values), None, [values.get(name) or None for name in definition.names]


def _uid(values: dict[str, Any]) -> str:
    from ..versions.identity import is_uid, new_uids

    uid = str(values.get("uid") or "").replace(
        "-", ""
    )  # the seed of the QGIS plugin has the hyphens of a UUID
    if not uid:
        return next(new_uids(1)).hex()
    if not is_uid(uid):
        raise ValueError(f"uid {uid!r} is not 32 hex digits")
    return uid
