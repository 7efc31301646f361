"""The rows an export writes: a layer at a version, narrowed, in the coordinate system wanted.

All formats read the same thing: Arrow record batches with ``uid``, the fields in their open form and
``geometry`` as little-endian ISO WKB, x before y, in the order of uids, so that an edit moves no row.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pyarrow

from .. import __version__
from ..frames import GEOMETRY
from ..frames.columns import geometry_field
from ..frames.selection import choose
from ..model.definition import Definition, Field, Geometry
from ..versions.asof import Box
from ..versions.ledger import Commit, Ledger, VersionSpec
from .reproject import Reprojection

if TYPE_CHECKING:
    import shapely

SOFTWARE = f"Infra Registry {__version__}"

# A batch is cut so that its geometry stays below this many bytes, however large its features are.
_PIECE = 4 << 20
_ROWS = 10_000


@dataclass
class Selected:
    """Rows to be written, and what is known about them.

    ``geometry`` tells type, CRS and grid of the rows as written, None if they have no geometry. ``total`` is
    their number, None where an area makes it unknown; ``seen`` counts those that have been handed out.
    """

    definition: Definition
    fields: tuple[Field, ...]
    geometry: Geometry | None
    commit: Commit
    registry_id: str
    schema: pyarrow.Schema
    pieces: Generator[pyarrow.RecordBatch]
    total: int | None
    narrowed: dict[str, Any] = field(default_factory=dict)
    seen: int = 0

    def __iter__(self) -> Iterator[pyarrow.RecordBatch]:
        for piece in self.pieces:
            self.seen += piece.num_rows
            yield piece

    @property
    def layer(self) -> str:
        return self.definition.name

    def provenance(self) -> dict[str, Any]:
        """Where the rows come from, to be recorded in the output.

        ``digest`` is the commit's: `registry verify --head DIGEST` says whether the registry still has it.
        """
        return {
            "registry_id": self.registry_id,
            "layer": self.layer,
            "revision": self.commit.revision,
            "time": self.commit.time,
            "commit": self.commit.commit_id,
            "digest": self.commit.digest,
            "software": SOFTWARE,
            **({"selection": self.narrowed} if self.narrowed else {}),
        }

    def provenance_text(self) -> str:
        """:meth:`provenance` as JSON."""
        return json.dumps(self.provenance(), ensure_ascii=False)


def select(
    ledger: Ledger,
    layer: str,
    *,
    revision: VersionSpec = None,
    where: str | None = None,
    box: Box | None = None,
    area: shapely.Geometry | None = None,
    columns: Sequence[str] | None = None,
    crs: str | None = None,
) -> Selected:
    """Begin to read what is to be exported.

    Parameters
    ----------
    area : polygon in the layer's CRS; features that truly meet it (those without geometry do not)
    crs : reference system of the output, the layer's by default

    Raises
    ------
    UnknownLayer, UnknownVersion, UnknownField, UsageError, UnknownCrs, NoTransformation
    """
    commit = ledger.commit(revision)
    definition = ledger.definition(layer, commit.revision)
    narrowed: dict[str, Any] = {}
    if where is not None:
        narrowed["where"] = where
    if box is not None:
        narrowed["box"] = [float(side) for side in box]
    if area is not None:
        narrowed["area"] = area.wkt
        box = _common(box, area.bounds)
    if columns is not None:
        narrowed["columns"] = list(columns)
    geometry, reprojection = definition.geometry, None
    if geometry is not None and crs is not None:
        reprojection = Reprojection.between(layer, geometry, crs)
        if reprojection is not None:
            geometry = replace(geometry, crs=reprojection.target, precision=reprojection.precision)
    chosen = choose(ledger, layer, commit.revision, where, box, columns)
    schema, found = chosen.schema, chosen.read(_ROWS, by_uid=True)
    if geometry is not None and reprojection is not None:
        schema = schema.set(len(schema) - 1, geometry_field(replace(definition, geometry=geometry)))
    narrow = geometry is not None and area is not None
    pieces = _pieces(found, schema, area if narrow else None, reprojection)
    total = None if narrow else chosen.total
    return Selected(
        definition, chosen.fields, geometry, commit, ledger.registry_id, schema, pieces, total, narrowed
    )


def _common(box: Box | None, bounds: Box) -> Box:
    if box is None:
        return bounds
    west, south = max(box[0], bounds[0]), max(box[1], bounds[1])
    east, north = min(box[2], bounds[2]), min(box[3], bounds[3])
    return west, south, max(west, east), max(south, north)  # of two apart, a corner: the area takes the rest


def _pieces(
    found: Generator[pyarrow.RecordBatch],
    schema: pyarrow.Schema,
    area: shapely.Geometry | None,
    reprojection: Reprojection | None,
) -> Generator[pyarrow.RecordBatch]:
    if area is not None:
        import shapely

        shapely.prepare(area)
    # Closed in turn when an export stops early, so that the ledger is free again at once.
    with closing(found):
        for piece in (piece for batch in found for piece in _cut(batch)):
            if area is not None:
                shapes = shapely.from_wkb(piece.column(GEOMETRY).to_numpy(zero_copy_only=False))
                piece = piece.filter(pyarrow.array(shapely.intersects(area, shapes)))
            if reprojection is not None and piece.num_rows:
                moved = reprojection.applied(piece.column(GEOMETRY), piece.column("uid"))
                piece = pyarrow.RecordBatch.from_arrays([*piece.columns[:-1], moved], schema=schema)
            if piece.num_rows:
                yield piece


def _cut(batch: pyarrow.RecordBatch) -> Iterator[pyarrow.RecordBatch]:
    if batch.num_rows <= 1 or batch.nbytes <= _PIECE:
        yield batch
        return
    middle = batch.num_rows // 2
    yield from _cut(batch.slice(0, middle))
    yield from _cut(batch.slice(middle))
