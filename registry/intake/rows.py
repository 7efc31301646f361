"""Batches of a source as rows of a layer: values read, geometry prepared, everything checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.definition import Definition
from ..model.fieldtypes import opened
from ..model.values import Problem, RowCheck
from ..model.wording import counted
from ..versions.identity import new_uids
from .columns import ColumnReader, shown
from .geometries import Preparer
from .headings import UID
from .plan import Plan, uid_of
from .reversing import Reversing
from .sources import Batch

Row = tuple[Any, ...]


@dataclass
class Chunk:
    """A batch on its way: values of the fields that the source feeds, blobs, and why rows cannot be taken.

    ``rows`` are complete where no key has to be matched first, and None in place of a row refused.
    """

    batch: Batch
    values: dict[str, list[Any]]
    blobs: list[bytes | None] | None
    uids: list[bytes | None]
    reasons: dict[int, list[str]]
    mended: int = 0
    rows: list[Row | None] | None = None

    def refuse(self, place: int, reason: str) -> None:
        self.reasons.setdefault(place, []).append(reason)


class RowMaker:
    """Makes rows out of batches by a plan."""

    def __init__(self, plan: Plan, cells: bool, preparer: Preparer | None) -> None:
        self.plan = plan
        self.definition: Definition = plan.definition
        self.check = RowCheck(plan.definition)
        self.preparer = preparer
        self.reversing = Reversing(plan.definition, plan.fed)
        self.dropped: Counter[str] = Counter()
        self.readers = {
            name: ColumnReader(self.definition.by_name[name], plan.match_of(name), cells)
            for name in plan.fed
            if name != UID
        }

    def notes(self) -> list[str]:
        """What was read into the rows beyond what is written in them."""
        return self._guesses() + self.reversing.notes() + self._dropped()

    def _dropped(self) -> list[str]:
        """Which ordinates the layer does not keep, and how it would."""
        geometry = self.definition.geometry
        if geometry is None or not self.dropped:
            return []
        wanted = "XY" + "".join(one for one in "ZM" if one in self.dropped or one in geometry.dimensions)
        told = [
            f"{name} of {counted(n, 'geometry', 'geometries')}" for name, n in sorted(self.dropped.items())
        ]
        keeps = f"layer {self.definition.name} keeps {geometry.dimensions} alone"
        mend = f'to keep more, say dimensions = "{wanted}" in its definition before the first rows come'
        return [f"dropped {' and '.join(told)}: {keeps}; {mend}"]

    def _guesses(self) -> list[str]:
        """Which cells were taken for a choice by less than its title, a sentence for each field."""
        told = []
        for name, one in self.readers.items():
            pairs = [f"{cell!r} as {value}" for cell, value in one.words.guessed.items()]
            if pairs:
                more = f" and {len(pairs) - 5} more" if len(pairs) > 5 else ""
                told.append(f"{name}: read {', '.join(pairs[:5])}{more}")
        return told

    def chunk(self, batch: Batch) -> Chunk:
        """A batch as a chunk; with its rows, where the plan has no key."""
        chunk = self.read(batch)
        if not self.plan.key:
            chunk.rows = self.complete(chunk, {})
        return chunk

    def read(self, batch: Batch) -> Chunk:
        """Read the cells and prepare the geometry of a batch."""
        reasons: dict[int, list[str]] = {place: [why] for place, why in batch.broken.items()}
        chunk = Chunk(batch, {}, None, [None] * len(batch), reasons)
        for name, reader in self.readers.items():
            refused: dict[int, str] = {}
            chunk.values[name] = reader.values(batch.columns[self.plan.fed[name]], refused)
            for place, why in refused.items():
                chunk.refuse(place, why)
        if UID in self.plan.fed:
            self._read_uids(chunk, batch.columns[self.plan.fed[UID]])
        if self.plan.geometry:
            chunk.blobs = self._blobs(chunk)
        return chunk

    def _read_uids(self, chunk: Chunk, column: Any) -> None:
        cells = column if isinstance(column, list) else column.to_pylist()
        for place, cell in enumerate(cells):
            if cell in (None, ""):
                continue
            chunk.uids[place] = uid_of(cell)
            if chunk.uids[place] is None:
                chunk.refuse(place, f"uid = {shown(cell)}: is not 32 hex digits")

    def _blobs(self, chunk: Chunk) -> list[bytes | None]:
        wkb = chunk.batch.wkb
        if self.preparer is None:
            for place, there in enumerate(wkb.is_valid().to_pylist()):
                if there:
                    chunk.refuse(place, "geometry is in an unknown reference system; name it with --crs")
            return [None] * len(chunk.batch)
        done = self.preparer(wkb)
        for place, why in done.refused.items():
            chunk.refuse(place, why)
        chunk.mended = len(done.mended)
        self.dropped += done.dropped
        return done.blobs

    def complete(self, chunk: Chunk, old: Mapping[int, Row]) -> list[Row | None]:
        """Whole rows, stored values in the definition's order; reasons of those refused go to the chunk.

        Parameters
        ----------
        old : stored rows (uid, geom, values...) that rows of the chunk update, by place: they keep what
        nothing feeds
        """
        size = len(chunk.batch)
        columns = self.reversing.ordered(
            [self._column(chunk, name, at, old) for at, name in enumerate(self.definition.names)]
        )
        kept, problems = self.check.columns(columns)
        unread = {
            place: {reason.partition(" = ")[0] for reason in reasons}
            for place, reasons in chunk.reasons.items()
        }
        for place, problem in problems:  # of each row those of its values come before broken rules
            known = unread.setdefault(place, set())
            if not _follows(problem, known):
                chunk.refuse(place, sentence(problem))
            if problem.code != "rule":
                known.add(problem.field)
        blobs = chunk.blobs if chunk.blobs is not None else [None] * size
        if chunk.blobs is None and old:
            blobs = [old[place][1] if place in old else None for place in range(size)]
        if self.definition.geometry and self.definition.geometry.required and None in blobs:
            for place, blob in enumerate(blobs):
                if blob is None and not any(
                    why.startswith("geometry") for why in chunk.reasons.get(place, ())
                ):
                    chunk.refuse(place, "geometry is required")
        made = list(zip(self._identities(chunk, old), blobs, *kept, strict=True))
        if not chunk.reasons:
            return list(made)
        return [None if place in chunk.reasons else row for place, row in enumerate(made)]

    def _identities(self, chunk: Chunk, old: Mapping[int, Row]) -> Sequence[bytes]:
        fresh = list(new_uids(len(chunk.batch)))
        if not old and UID not in self.plan.fed:
            return fresh
        return [
            old[place][0] if place in old else given or fresh[place] for place, given in enumerate(chunk.uids)
        ]

    def _column(self, chunk: Chunk, name: str, at: int, old: Mapping[int, Row]) -> list[Any]:
        field, size = self.definition.fields[at], len(chunk.batch)
        fed = chunk.values.get(name)
        if fed is not None:
            if field.required and field.default is not None and None in fed:
                # Not said, in a column where the layer says what that means.
                broken = {
                    place
                    for place, why in chunk.reasons.items()
                    if any(w.startswith(f"{name} = ") for w in why)
                }
                return [
                    field.default if v is None and place not in broken else v for place, v in enumerate(fed)
                ]
            return fed
        if name == "currency" and self.plan.currency:
            return [None if cost is None else self.plan.currency for cost in chunk.values["cost"]]
        if name in self.plan.given:
            return [opened(field.type, self.plan.given[name])] * size
        if not old:
            return [field.default] * size
        return [
            opened(field.type, old[place][2 + at]) if place in old else field.default for place in range(size)
        ]


def _follows(problem: Problem, unread: Iterable[str]) -> bool:
    """Whether a problem only follows from a cell that could not be read, which is said already."""
    return any(name in unread for name in problem.field.split(", "))


def sentence(problem: Problem) -> str:
    """A problem without the name of its layer and feature, which the row number stands for."""
    if problem.code == "required":
        return f"{problem.field} is required"
    values = problem.value if isinstance(problem.value, tuple) else (problem.value,)
    told = ", ".join("nothing" if value is None else shown(value) for value in values)
    return f"{problem.field} = {told}: {problem.rule}"
