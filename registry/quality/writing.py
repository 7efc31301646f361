"""Findings as a layer that QGIS opens with colours by severity."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ..frames.gdalpaths import to_write
from ..model.definition import Choice, Definition, Field, Geometry
from ..model.errors import DiskFull, FileExists, FileReadOnly, RegistryError, UsageError
from ..versions.files import transaction
from ..versions.layer_styles import write_styles
from ..versions.qgis_style import qml
from .codes import CODES, SEVERITIES
from .report import CheckReport

#: Name of the layer.
LAYER = "findings"

DEFINITION = Definition(
    name=LAYER,
    title={"en": "Findings", "ru": "Замечания проверки", "kk": "Тексеру нәтижелері"},
    fields=(
        Field(
            "severity",
            "text",
            {"en": "Severity", "ru": "Серьёзность", "kk": "Маңыздылығы"},
            choices=tuple(Choice(one, title) for one, title in SEVERITIES.items()),
        ),
        Field(
            "code",
            "text",
            {"en": "Finding", "ru": "Замечание", "kk": "Нәтиже"},
            choices=tuple(Choice(code, kind.title) for code, kind in CODES.items()),
        ),
        Field("layer", "text", {"en": "Layer", "ru": "Слой", "kk": "Қабат"}),
        Field("feature", "text", {"en": "Feature (uid)", "ru": "Объект (uid)", "kk": "Нысан (uid)"}),
        Field("message", "text", {"en": "Problem", "ru": "Что исправить", "kk": "Нені түзету керек"}),
        Field("other_layer", "text", {"en": "Other's layer", "ru": "Слой второго", "kk": "Екінші қабат"}),
        Field("other", "text", {"en": "Other (uid)", "ru": "Второй (uid)", "kk": "Екінші (uid)"}),
    ),
    geometry=Geometry("Point", required=False),
    label="code",
    style={
        "color": "#888888",
        "outline": "#ffffff",
        "width": 0.3,
        "size": 3.0,
        "marker": "circle",
        "by": "severity",
        "order": 1000,
        "values": {
            "error": {"color": "#d7191c", "size": 4.0, "marker": "diamond"},
            "warning": {"color": "#fdae61", "size": 3.4, "marker": "triangle"},
            "info": {"color": "#2c7bb6"},
        },
    },
)  # fmt: skip


class UnknownFindingsFormat(RegistryError):
    """The suffix of a findings file names no format."""

    sentence = "findings cannot be written to {path}: name it .gpkg or .geojson"
    exit_code = 64


def write_findings(
    report: CheckReport, path: str | os.PathLike[str], *, language: str = "en", overwrite: bool = True
) -> Path:
    """Write the findings as the layer ``findings`` of a GeoPackage or GeoJSON file, by its suffix.

    Findings without a place are rows without geometry. The style lies in the GeoPackage; beside a GeoJSON
    file it is the file ``.qml`` that QGIS looks for, unless there is one already. The version and digest of
    the registry stand in the file. It is written to the side and renamed.

    Raises
    ------
    UnknownFindingsFormat
    FileExists
        Also if the file is a registry or a workspace.
    FileReadOnly, DiskFull
        What was there before is as it was.
    """
    target = Path(path)
    writers = {".gpkg": _geopackage, ".geojson": _geojson, ".json": _geojson}
    write = writers.get(target.suffix.lower())
    if write is None:
        raise UnknownFindingsFormat(path=target)
    if language not in ("en", "ru", "kk"):
        raise UsageError(f"there is no language {language!r}; take en, ru or kk")
    if target.exists() and (not overwrite or target.is_dir() or _is_ours(target)):
        raise FileExists(path=target, mend="")
    with _aside(target) as written:
        write(report, written, language)
    beside = target.with_suffix(".qml")
    if write is _geojson and not beside.exists():
        with _aside(beside) as written:
            written.write_text(qml(DEFINITION, language), encoding="utf-8")
    return target


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """A path in a folder beside the target, moved there at the end."""
    folder = target.parent / f".{target.name}.{secrets.token_hex(4)}.part"
    try:
        folder.mkdir()
        written = folder / target.name
        yield written
        os.replace(written, target)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(path=target) from error
        raise FileReadOnly(path=target, problem=error.strerror or str(error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_ours(path: Path) -> bool:
    """Whether a file is a registry or a workspace."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as handle:
            query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name GLOB 'registry_*' LIMIT 1"
            return handle.execute(query).fetchone() is not None
    except sqlite3.Error:
        return False


def _geopackage(report: CheckReport, path: Path, language: str) -> None:
    import json

    import geopandas
    import numpy as np
    import pandas as pd
    import pyogrio
    import shapely
    from pyogrio.errors import DataSourceError, FeatureError

    rows = list(_rows(report))
    columns = {name: [row[name] for row in rows] for name in DEFINITION.names}
    there = np.array([one.place is not None for one in report.findings], dtype=np.bool_)
    places = np.full(len(there), None, dtype=object)
    places[there] = shapely.points(
        np.array([one.place for one in report.findings if one.place]).reshape(-1, 2)
    )
    frame = geopandas.GeoDataFrame(
        pd.DataFrame(columns, dtype="str"), geometry=geopandas.GeoSeries(places, crs="EPSG:4326")
    )
    try:
        with to_write(path) as place:
            pyogrio.write_dataframe(
                frame,
                place,
                layer=LAYER,
                driver="GPKG",
                geometry_type="Point",
                dataset_options={"VERSION": "1.2"},
                layer_options={
                    "GEOMETRY_NAME": "geom",
                    "IDENTIFIER": DEFINITION.title[language],
                    "DESCRIPTION": f"registry check of revision {report.revision}, digest {report.digest}",
                },
                layer_metadata={"registry": json.dumps(report.provenance(), ensure_ascii=False)},
            )
    except (DataSourceError, FeatureError) as error:
        raise FileReadOnly(path=path, problem=str(error)) from error
    with closing(sqlite3.connect(path, isolation_level=None)) as handle, transaction(handle):
        write_styles(handle, [DEFINITION], language)


def _geojson(report: CheckReport, path: Path, language: str) -> None:
    import orjson

    head = {"type": "FeatureCollection", "name": LAYER, "registry": report.provenance()}
    with path.open("xb") as file:
        file.write(orjson.dumps(head)[:-1] + b',"features":[')
        for number, (one, properties) in enumerate(zip(report.findings, _rows(report), strict=True)):
            shape = None if one.place is None else {"type": "Point", "coordinates": one.place}
            feature = {"type": "Feature", "geometry": shape, "properties": properties}
            file.write((b",\n" if number else b"\n") + orjson.dumps(feature))
        file.write(b"\n]}\n")


def _rows(report: CheckReport) -> Iterator[dict[str, str | None]]:
    for one in report.findings:
        yield {
            "severity": one.severity,
            "code": one.code,
            "layer": one.layer,
            "feature": one.uid,
            "message": one.message,
            "other_layer": one.other_layer or (one.layer if one.other else None),
            "other": one.other,
        }
