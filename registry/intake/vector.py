"""Vector sources through GDAL, as a stream of Arrow batches.

GDAL ends the stream quietly where a file is cut short, so every source is asked beforehand whether it is
whole, and the rows that came are held against the number the file announces. A GeoPackage is opened only
while no connection of ours is on it.
"""

from __future__ import annotations

import warnings
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from ..frames.gdalpaths import to_read
from ..model.definition import Definition
from ..versions.files import closed_to_sqlite
from . import shapefiles
from .archives import unpacked
from .columns import strings
from .encodings import guessed, known
from .errors import ChooseLayer, DamagedSource, UnknownEncoding, UnreadableSource
from .sources import BATCH, Batch, Choices, Source, _reader
from .transform import Box
from .wholeness import SQLITE, check_whole

_NOT_DATA = frozenset({"layer_styles", "qgis_projects"})


def open_vector(path: Path, definition: Definition, said: Choices) -> Source:
    """Open a file with pyogrio, or with fiona if that cannot.

    Raises
    ------
    UnreadableSource, DamagedSource, ChooseLayer, UnknownEncoding
    """
    held = ExitStack()
    try:
        inner, layer = path, said.source_layer
        if path.suffix.lower() == ".zip":
            inner, layer = unpacked(path, said.source_layer, held)
            if inner.suffix in (".csv", ".xlsx"):
                source = _reader(inner, inner.suffix, definition, said)
                source.path = path
                source.held.push(held.pop_all())
                return source
        source = _opened(path, inner, layer, definition, said, held)
        source.held = held.pop_all()
        return source
    except BaseException:
        held.close()
        raise


def _opened(
    path: Path, inner: Path, layer: str | None, definition: Definition, said: Choices, held: ExitStack
) -> Source:
    import pyogrio
    from pyogrio.errors import DataSourceError

    suffix = inner.suffix.lower()
    encoding, note = _encoding(inner, suffix, said.encoding)
    check_whole(inner, suffix)
    if suffix == ".fgb":  # its quick way gives broken arrays where a feature has no geometry (GDAL 3.12)
        pyogrio.set_gdal_config_options({"OGR_FLATGEOBUF_STREAM_BASE_IMPL": True})
    if suffix in SQLITE:
        held.enter_context(closed_to_sqlite(inner))
    # Shapefiles come as Latin-1, see there; by GDAL's own option, for pyogrio's is a setting of the thread.
    as_latin1 = suffix in (".shp", ".dbf")
    options = {"ENCODING": "ISO-8859-1"} if as_latin1 else {}
    try:
        listed = [(str(name), kind) for name, kind in pyogrio.list_layers(to_read(inner))]
        chosen = choose_layer(path, listed, layer, definition)
        info = pyogrio.read_info(to_read(inner), layer=chosen, **options)
    except UnicodeDecodeError as error:
        raise UnknownEncoding(path=path, problem="the names of its columns are not UTF-8") from error
    except DataSourceError as error:
        # Only what pyogrio does not know goes to fiona, whose GDAL crashes on some damaged files.
        if "not recognized" in str(error):
            from .records import open_records

            if records := open_records(path, inner, layer, said.encoding):
                return records
        raise _unreadable(path, suffix, error) from error
    columns = [str(name) for name in info["fields"]]
    count = int(info["features"])
    source = Source(
        path=path,
        layer=chosen,
        columns=list(shapefiles.renamed(columns, encoding)) if as_latin1 and encoding else columns,
        has_geometry=info["geometry_type"] is not None,
        crs=info["crs"],
        total=count if count >= 0 else None,
        extent=_extent(info["total_bounds"]),
        encoding=encoding,
        notes=[note] if note else [],
    )
    source.stream = _batches(source, inner, chosen, options)
    return source


def _encoding(inner: Path, suffix: str, said: str | None) -> tuple[str | None, str | None]:
    if suffix == ".shp":
        found = shapefiles.encoding_of(inner, said)
        return found.name, found.note
    if said is not None:
        name = known(said)
        if name is None:
            raise UnknownEncoding(path=inner, problem=f"there is no encoding {said!r}")
        return name, None
    # Other forms say their encoding and GDAL heeds it; but MapInfo writes "Neutral" over any text.
    texts = {".mif": ".mid", ".tab": ".dat"}.get(suffix)
    beside = shapefiles.sibling(inner, texts) if texts else None
    if beside is None:
        return None, None
    with beside.open("rb") as file:
        name, certain = guessed(file.read(1 << 20))
    if certain or name is None:
        return None, None
    return name, shapefiles.GUESSED.format(what="charset", encoding=name.upper())


def choose_layer(
    path: Path, listed: list[tuple[str, Any]], wanted: str | None, definition: Definition
) -> str:
    """The layer named, or the only one, or the only one with geometry for a layer that has geometry.

    Raises
    ------
    ChooseLayer
    """
    names = [name for name, _ in listed if name not in _NOT_DATA]
    shown = ", ".join(names) or "none"
    if wanted is not None:
        if wanted not in names:
            raise ChooseLayer(path=path, problem=f"has no layer {wanted!r}", known=shown)
        return wanted
    if len(names) > 1 and definition.geometry:
        names = [name for name, kind in listed if kind is not None and name in names] or names
    if not names:
        raise UnreadableSource(
            path=path, problem="it holds no layers", mend="get it again from where it came"
        )
    if len(names) != 1:
        raise ChooseLayer(path=path, problem=f"holds {len(names)} layers", known=shown)
    return names[0]


def _extent(bounds: Any) -> Box | None:
    if bounds is None:
        return None
    west, south, east, north = (float(side) for side in bounds)
    return west, south, east, north


def _batches(
    source: Source, inner: Path, layer: str, options: dict[str, str]
) -> Generator[Batch, None, None]:
    import pyarrow as pa
    import pyogrio

    done = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            stream = pyogrio.open_arrow(
                to_read(inner),
                layer=layer,
                use_pyarrow=True,
                batch_size=BATCH,
                datetime_as_string=True,
                **options,
            )
            with stream as (meta, reader):
                geometry = meta["geometry_name"] or "wkb_geometry"
                # Not by name: a field may be called as the feature number is.
                places = [at for at, name in enumerate(reader.schema.names) if name != geometry]
                for arrow in reader:
                    columns = [arrow.column(at) for at in places]
                    wkb = arrow.column(geometry) if source.has_geometry else None
                    yield Batch(
                        numbers=range(done + 1, done + 1 + arrow.num_rows),
                        columns=[_decoded(column, source.encoding, bool(options)) for column in columns],
                        wkb=wkb,
                    )
                    done += arrow.num_rows
    except (OSError, pa.ArrowException) as error:
        raise DamagedSource(
            path=source.path, problem=f"reading stopped after {done} rows ({error})"
        ) from error
    except pyogrio.errors.DataSourceError as error:
        raise _unreadable(source.path, inner.suffix.lower(), error) from error
    if source.total is not None and done < source.total:
        raise DamagedSource(path=source.path, problem=f"it announces {source.total} rows and holds {done}")


def _decoded(column: Any, encoding: str | None, as_latin1: bool) -> Any:
    import pyarrow as pa

    if encoding is None or not pa.types.is_string(column.type):
        return column
    if as_latin1:
        return shapefiles.redecoded(column.to_pylist(), encoding)
    texts = strings(column)
    if bytes not in set(map(type, texts)):
        return column  # GDAL knew better
    return [_text(text, encoding) if isinstance(text, bytes) else text for text in texts]


def _text(raw: bytes, encoding: str) -> str | bytes:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return raw


def _unreadable(path: Path, suffix: str, error: Exception) -> Exception:
    problem = str(error).split("\n")[0].rpartition(" failed: ")[2].rstrip(". ")[:200]
    if suffix in SQLITE and _is_sqlite(path):
        return DamagedSource(path=path, problem=problem)
    if "not recognized" in problem:
        problem = "no reader takes it"
    mend = "name a Shapefile, GeoPackage, GeoJSON, KML, FlatGeobuf, DXF, MapInfo, CSV or XLSX file"
    return UnreadableSource(path=path, problem=problem, mend=mend)


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"
