"""A layer at a version as GeoJSON (RFC 7946), written by the standard library alone.

The same bytes as :mod:`registry.publish.geojson` writes with more at hand: one feature a line, in the order
of uids, the version told in the foreign member ``registry``.
"""

from __future__ import annotations

import json
import math
import os
import secrets
from pathlib import Path
from typing import Any, BinaryIO

from .. import __version__
from ..model.definition import Definition
from ..model.errors import DiskFull, FileExists, FileReadOnly, RegistryError
from ..model.geometry import envelope, to_geojson
from ..versions.asof import AsOf, Box
from ..versions.commits import Commit, commit_at, count_at, layer_at
from ..versions.ledger import Ledger
from ..versions.spec import resolve
from .job import Job

_SQLITE = b"SQLite format 3\0"


class NotInDegrees(RegistryError):
    """GeoJSON is in WGS 84, and turning coordinates takes more than the core."""

    sentence = "layer {layer} is in {crs} and GeoJSON in EPSG:4326; export it with the full environment"
    exit_code = 65


class NotToBeReplaced(RegistryError):
    """The target of an export is a GeoPackage, a registry perhaps."""

    sentence = "{path} is a GeoPackage and is not replaced by GeoJSON; choose another name"
    exit_code = 73


def write_layer(
    job: Job,
    ledger: Ledger,
    layer: str,
    path: str,
    version: str | int | None,
    box: Box | None,
    overwrite: bool,
) -> tuple[int, Commit]:
    """Write a file that appears whole or not at all; returns rows written and the commit.

    Raises
    ------
    UnknownLayer, UnknownVersion, NotInDegrees, FileExists, FileReadOnly, DiskFull
    """
    target = Path(path)
    _refuse(target, overwrite)
    aside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with ledger.reading() as handle:
            revision = resolve(handle, version, ledger.timezone)
            one, commit = layer_at(handle, layer, revision), commit_at(handle, revision)
            if one.definition.geometry and one.definition.geometry.crs != "EPSG:4326":
                raise NotInDegrees(layer=layer, crs=one.definition.geometry.crs)
            rows = handle.execute(
                AsOf(one.definition, one.columns, revision).select_open(box) + " ORDER BY uid"
            )
            with open(aside, "xb") as file:
                head = _head(ledger, layer, commit, box)
                total = None if box else count_at(handle, layer, revision)
                count = _write(job, file, head, one.definition, rows, total)
                file.flush()
                os.fsync(file.fileno())
        os.replace(aside, target)
    except OSError as error:
        if error.errno in (28, 122):
            raise DiskFull(path=target) from None
        raise FileReadOnly(path=target, problem=error.strerror or str(error)) from None
    finally:
        aside.unlink(missing_ok=True)
    return count, commit


def _refuse(target: Path, overwrite: bool) -> None:
    if not target.parent.is_dir():
        raise FileReadOnly(path=target, problem="its folder does not exist")
    if not target.exists():
        return
    if not overwrite:
        raise FileExists(path=target, mend=" or allow overwriting")
    with open(target, "rb") as file:
        if file.read(len(_SQLITE)) == _SQLITE:
            raise NotToBeReplaced(path=target)


def _head(ledger: Ledger, layer: str, commit: Commit, box: Box | None) -> dict[str, Any]:
    source = {
        "registry_id": ledger.registry_id,
        "layer": layer,
        "revision": commit.revision,
        "time": commit.time,
        "commit": commit.commit_id,
        "digest": commit.digest,
        "software": f"Infra Registry {__version__}",
        **({"selection": {"box": [float(side) for side in box]}} if box else {}),
    }
    return {"type": "FeatureCollection", "name": layer, "registry": source}


def _write(
    job: Job, file: BinaryIO, head: dict[str, Any], definition: Definition, rows: Any, total: int | None
) -> int:
    file.write(_json(head)[:-1] + b',"features":[')
    sides = [math.inf, math.inf, -math.inf, -math.inf]
    heights = [math.inf, -math.inf]
    count = 0
    names = definition.names
    has_z = definition.geometry is not None and definition.geometry.has_z
    kinds = {"real": float, "measure": float, "boolean": bool}
    turned = [kinds.get(one.type) for one in definition.fields]
    for uid, blob, *values in rows:
        shape = to_geojson(blob) if blob is not None else None
        if shape is not None:
            _widen(sides, envelope(blob))
            if has_z:
                _raise(heights, shape["coordinates"])
        values = [
            value if value is None or turn is None else turn(value)
            for value, turn in zip(values, turned, strict=True)
        ]
        feature = {
            "type": "Feature",
            "id": uid,
            "properties": dict(zip(names, values, strict=True)),
            "geometry": shape,
        }
        file.write((b",\n" if count else b"\n") + _json(feature))
        count += 1
        if count % 1000 == 0:
            job.progress(count / total if total else None, str(count))
    file.write(b"\n]")
    if sides[0] <= sides[2]:
        low, high = sides[:2], sides[2:]
        if heights[0] <= heights[1]:
            low, high = [*low, heights[0]], [*high, heights[1]]
        file.write(b',"bbox":' + _json([*low, *high]))
    file.write(b"}\n")
    return count


def _widen(sides: list[float], box: Box | None) -> None:
    if box is not None:
        sides[0], sides[1] = min(sides[0], box[0]), min(sides[1], box[1])
        sides[2], sides[3] = max(sides[2], box[2]), max(sides[3], box[3])


def _raise(heights: list[float], part: Any) -> None:
    if part and isinstance(part[0], float):
        heights[0], heights[1] = min(heights[0], part[2]), max(heights[1], part[2])
        return
    for one in part:
        _raise(heights, one)


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def _json(value: Any) -> bytes:
    return _encoded(value).encode()
