"""Columns of a batch as the values of a field: quick for what Arrow already has right, cell by cell for the
rest.

The values go to :class:`..model.values.RowCheck`, which alone judges them; here only what cannot even be read
is refused, with the reason.
"""

from __future__ import annotations

import json
from typing import Any

from ..model.definition import Field
from .cells import Reader, reader
from .choicewords import ChoiceWords
from .headings import ColumnMatch

Values = list[Any]


class ColumnReader:
    """Reads one column for one field."""

    def __init__(self, field: Field, match: ColumnMatch, cells: bool) -> None:
        self.field = field
        self.match = match
        self.words = ChoiceWords(field)
        self.read: Reader = reader(field, match.factor, keep_text=not cells, words=self.words)
        self._plain_text = field.type == "text" and not field.choices and not cells
        self._known: dict[Any, tuple[Any, str | None]] = {}

    def values(self, column: Any, refused: dict[int, str]) -> Values:
        """The values of a column; ``refused`` gets why a row's cell cannot be read (its value is None)."""
        if isinstance(column, list):
            return self._each(column, refused)
        import pyarrow as pa

        kind = column.type
        if pa.types.is_string(kind) or pa.types.is_large_string(kind):
            texts = strings(column)
            if self._plain_text and bytes not in set(map(type, texts)):
                return texts
            return self._each(texts, refused)
        if pa.types.is_integer(kind) or pa.types.is_floating(kind):
            numbers = (
                column.to_numpy(zero_copy_only=False).tolist()
                if column.null_count == 0
                else column.to_pylist()
            )
            fits = self.field.type in ("real", "measure") or (
                self.field.type == "integer" and pa.types.is_integer(kind)
            )
            if fits and self.match.factor is None and not self.field.choices:
                return list(numbers)
            return self._each(numbers, refused)
        cells = column.to_pylist()
        if pa.types.is_list(kind) or pa.types.is_struct(kind) or pa.types.is_large_list(kind):
            cells = [
                None if cell is None else json.dumps(cell, ensure_ascii=False, default=str) for cell in cells
            ]
        if pa.types.is_boolean(kind) and self.field.type == "boolean":
            return list(cells)
        return self._each(cells, refused)

    def _each(self, cells: Values, refused: dict[int, str]) -> Values:
        distinct = set(cells) if set(map(type, cells)) <= {str, type(None)} else None
        if distinct is not None and 2 * len(distinct) < len(cells):
            try:
                values = {cell: self.read(cell) for cell in distinct}
            except ValueError:
                pass  # one of them cannot be read: find out which rows have it
            else:
                return [values[cell] for cell in cells]
        known, read, out = self._known, self.read, []
        if len(known) > 100_000:
            known.clear()
        for place, cell in enumerate(cells):
            # True == 1 and 1 == 1.0, but they do not read the same.
            key = (cell.__class__, cell)
            found = known.get(key)
            if found is None:
                try:
                    found = (read(cell), None)
                except ValueError as error:
                    found = (None, str(error))
                known[key] = found
            out.append(found[0])
            if found[1] is not None:
                refused[place] = f"{self.field.name} = {shown(cell)}: {found[1]}"
        return out


def strings(column: Any) -> Values:
    """Texts of an Arrow column; those that are not UTF-8 as bytes."""
    import pyarrow as pa

    try:
        texts: Values = column.to_numpy(zero_copy_only=False).tolist()
        return texts
    except (UnicodeDecodeError, pa.ArrowException):
        pass
    out: Values = []
    for raw in column.cast(pa.binary()).to_pylist():
        try:
            out.append(None if raw is None else raw.decode("utf-8"))
        except UnicodeDecodeError:
            out.append(raw)
    return out


def shown(cell: Any) -> str:
    """A cell as it stands in a reason."""
    if isinstance(cell, bytes):
        cell = cell.decode("latin-1")
    text = str(cell)
    text = text if len(text) <= 60 else text[:57] + "..."
    return repr(text) if isinstance(cell, str) else text


def cell_at(column: Any, place: int) -> Any:
    """One cell of a source column, as a plain value."""
    if isinstance(column, list):
        return column[place]
    one = column.slice(place, 1)
    import pyarrow as pa

    if pa.types.is_string(one.type) or pa.types.is_large_string(one.type):
        return strings(one)[0]
    return one.to_pylist()[0]
