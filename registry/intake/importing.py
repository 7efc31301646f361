"""Importing a source into a layer: one commit, all or nothing.

While one thread reads the source and prepares rows, the other writes them in the ledger's transaction. A bad
row stops the import, but only after all rows were looked at, so that one reject file names everything there
is to mend; asked to go on, the import commits the good rows. Whatever goes wrong before the end, the registry
stays as it was.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..roads.measuring import measured
from .errors import ImportedBefore, RowsRefused, SourceIsRegistry
from .geometries import Preparer
from .keys import Matcher, Sorting
from .mappings import remember
from .packing import pack
from .plan import Plan, check_arguments, planned
from .provenance import digest_of, earlier_import, with_trailers
from .reading import Reading, reading
from .rejects import Rejects
from .report import ImportReport
from .rows import Chunk, Row, RowMaker
from .sameness import Sameness
from .sources import Choices, Source, open_source

if TYPE_CHECKING:
    from ..versions.ledger import Ledger
    from ..versions.writing import Transaction

Progress = Callable[[int, int | None], None]


def import_source(
    ledger: Ledger,
    source: str | os.PathLike[str],
    layer: str,
    *,
    author: str,
    message: str,
    mapping: Mapping[str, str | None] | None = None,
    constants: Mapping[str, Any] | None = None,
    key: Sequence[str] | str | None = None,
    table: bool | None = None,
    encoding: str | None = None,
    crs: str | None = None,
    allow_ballpark: bool = False,
    on_bad_rows: str = "stop",
    reject_path: str | os.PathLike[str] | None = None,
    dry_run: bool = False,
    sheet: str | int | None = None,
    heading_row: int | str | None = None,
    source_layer: str | None = None,
    fix: bool = False,
    again: bool = False,
    progress: Progress | None = None,
    **facts: Any,
) -> ImportReport:
    """Import a file into a layer as one commit.

    Parameters
    ----------
    mapping : column of the source -> ``field``, ``field*factor``, or None to leave the column out
        Kept beside the registry for the next source with the same columns.
    constants : values of fields, the same for all rows
    key : fields that tell which feature a row updates, or ``uid``
        Fields that no column feeds keep their values. Without a key every row is a new feature, unless the
        source has a column ``uid`` with the registry's identities.
    table : True to read no geometry out of a table's coordinate columns, False to insist on it
    encoding, crs : of the source, over what it says itself
    on_bad_rows : ``stop`` (nothing is committed) or ``skip`` (good rows are)
    reject_path : where bad rows go with their reasons; by default ``<source>.rejects.csv``, and nowhere of a
    dry run
    sheet, heading_row : of a workbook or CSV, as numbered by the program that shows it; ``"3-4"`` for two
    rows
    fix : mend invalid geometries instead of refusing them
    again : import without a key what was imported before
    progress : called with the rows done and the rows in all, None if unknown
    facts : further arguments of :func:`registry.versions.writing.writing`

    Raises
    ------
    RowsRefused
        With the report as ``error.report``.
    UnknownLayer, NoSuchFile, and all of :mod:`registry.intake.errors`

    Examples
    --------
    >>> import_source(ledger, "works.xlsx", "repairs", author="Roads", message="2024",     # doctest: +SKIP
    ...               key="work_id", constants={"source": "report of 2025-01-10", "quality": "digitised"})
    """
    check_arguments(on_bad_rows, message)
    path = Path(source)
    if path.exists() and os.path.samefile(path, ledger.path):
        raise SourceIsRegistry(path=path)
    definition = ledger.definition(layer)
    said = Choices(table, encoding, sheet, heading_row, source_layer)
    with open_source(path, definition, said) as opened, reading(opened) as batches:
        if batches.first is None:
            notes = [*opened.notes, "the source has no rows"]
            return ImportReport(opened.shown, layer, notes=notes, dry_run=dry_run)
        plan = planned(
            opened, batches.first, definition, ledger.path,
            mapping=mapping, constants=constants, key=key, crs=crs, allow_ballpark=allow_ballpark,
        )  # fmt: skip
        report = _begun(opened, plan, dry_run)
        if definition.key and not plan.key and ledger.count(layer):
            report.notes.append(f"rows are added; to update features, give --key {','.join(definition.key)}")
        digest = digest_of(path, opened.layer)
        if digest and not plan.key and not again:
            earlier = earlier_import(ledger, layer, digest)
            if earlier and earlier[1]:
                report.notes.append(
                    f"the same file was imported in revision {earlier[0]}, and the layer is as it was then;"
                    " name a key to compare row by row, or import it again to have all twice"
                )
                return report
            if earlier:
                raise ImportedBefore(path=path, layer=layer, revision=earlier[0])
        where = Path(reject_path) if reject_path else None
        rejects = Rejects(opened, where, plan.crs, keep=where is not None or not dry_run)
        work = _Work(ledger, opened, plan, batches, rejects, report, on_bad_rows, progress, fix)
        try:
            if dry_run:
                work.rehearse()
            else:
                message = with_trailers(message, report, digest)
                with ledger.writing(
                    author=author, message=message, packing=pack, measuring=measured, **facts
                ) as tx:
                    work.write(tx)
                report.commit = tx.commit
        finally:
            rejects.abandon()
    if mapping and not dry_run:
        remember(ledger.path, definition, opened.columns, plan.matches)
    return report


def _begun(source: Source, plan: Plan, dry_run: bool) -> ImportReport:
    places = source.places if plan.geometry else ()
    used = {match.column for match in plan.matches} | set(places)
    notes = source.notes  # shared: the source adds to it while it is read
    notes += plan.notes
    if plan.operation and plan.operation.ballpark:
        notes.append("the transformation is a ballpark one: positions may be off by a hundred metres")
    return ImportReport(
        source=source.shown,
        layer=plan.definition.name,
        mapping=plan.matches,
        places=places,
        unmapped=[column for column in source.columns if column not in used],
        missing=plan.missing,
        key=plan.key,
        encoding=source.encoding,
        crs=plan.crs,
        transformation=plan.operation,
        notes=notes,
        dry_run=dry_run,
    )


@dataclass
class _Work:
    """One import under way."""

    ledger: Ledger
    source: Source
    plan: Plan
    batches: Reading
    rejects: Rejects
    report: ImportReport
    on_bad_rows: str
    progress: Progress | None
    fix: bool

    def __post_init__(self) -> None:
        spec = self.plan.definition.geometry
        located = spec is not None and self.plan.geometry and self.plan.crs is not None
        preparer = Preparer(spec, self.plan.operation, self.fix) if spec and located else None
        self.maker = RowMaker(self.plan, self.source.cells, preparer)

    def write(self, tx: Transaction) -> None:
        """Everything into the transaction, or an error that undoes it."""
        layer = self.plan.definition.name
        if not self.plan.key:
            self.report.inserted = tx.insert(layer, self._new_rows())
            self._finish()
            return
        with closing(self._sorting()) as sorting:
            self._sort(sorting, keep=True)
            self._finish()
            if sorting.inserts.count:
                tx.insert(layer, sorting.inserts)
            if sorting.puts.count:
                tx.put(layer, sorting.puts)

    def rehearse(self) -> None:
        """All the same without a transaction."""
        if not self.plan.key:
            self.report.inserted = sum(1 for _ in self._new_rows())
        else:
            with closing(self._sorting()) as sorting:
                self._sort(sorting, keep=False)
        self._finish()

    def _new_rows(self) -> Iterator[Row]:
        for chunk in self.batches.chunks(self.maker):
            assert chunk.rows is not None  # nosec B101
            self._count(chunk)
            if not chunk.reasons:
                yield from chunk.rows  # type: ignore[misc]
            elif self.report.dry_run or self.on_bad_rows == "skip":
                yield from (row for row in chunk.rows if row is not None)
            elif self.rejects.count:
                continue

    def _sorting(self) -> Sorting:
        same = Sameness(self.plan.definition, self.source.cells, self.plan.operation is not None)
        return Sorting(Matcher(self.ledger, self.plan), self.maker, same)

    def _sort(self, sorting: Sorting, keep: bool) -> None:
        for chunk in self.batches.chunks(self.maker):
            sorting.take(chunk, keep)
            self._count(chunk)
        self.report.inserted = sorting.inserted
        self.report.updated = sorting.updated
        self.report.unchanged = sorting.unchanged

    def _count(self, chunk: Chunk) -> None:
        self.report.rows += len(chunk.batch)
        self.report.mended += chunk.mended
        for place in sorted(chunk.reasons):
            self.rejects.add(chunk.batch, place, chunk.reasons[place])
        if self.progress:
            self.progress(self.report.rows, self.source.total)

    def _finish(self) -> None:
        report, rejects = self.report, self.rejects
        report.rejected, report.rejects = rejects.count, rejects.first
        report.reject_path = rejects.finish()
        report.notes += self.maker.notes()
        if report.mended:
            report.notes.append(f"{report.mended} invalid geometries were mended")
        if rejects.count and self.on_bad_rows == "stop" and not report.dry_run:
            first = rejects.first[0]
            error = RowsRefused(
                count=rejects.count,
                rows=report.rows,
                path=self.source.path.name,
                reject_path=str(report.reject_path),
                rejects=[reject.as_json() for reject in rejects.first],
                first=f"{self.source.word} {first.number}: {first.reasons[0]}",
                mend=f"see {report.reject_path}, or go on without them with --on-bad-rows skip",
            )
            report.inserted = report.updated = 0
            error.report = report  # type: ignore[attr-defined]
            raise error
