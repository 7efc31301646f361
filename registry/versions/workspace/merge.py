"""Three-way merge of one feature, column by column; geometry is one column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Row = tuple[Any, ...]
Kind = Literal["both_changed", "both_inserted", "deleted_here", "deleted_there"]


@dataclass(frozen=True)
class Merged:
    """What comes of a merge.

    ``row`` is the feature's state here afterwards (None: it is not here); ``conflicts`` the places of the
    columns that both sides changed differently, ours kept meanwhile; ``kind`` says what kind of conflict.
    """

    row: Row | None
    conflicts: tuple[int, ...] = ()
    kind: Kind | None = None


def merge(base: Row | None, ours: Row | None, theirs: Row | None) -> Merged:
    """Merge two states of one feature that came from ``base``; None means it is not there.

    Disjoint columns merge; the same change on both sides is one change; a delete meets an update in a
    conflict, and so do two different values of one column.

    >>> merge((1, "a"), (2, "a"), (1, "b"))
    Merged(row=(2, 'b'), conflicts=(), kind=None)
    >>> merge((1, "a"), (2, "a"), (3, "b"))
    Merged(row=(2, 'b'), conflicts=(0,), kind='both_changed')
    """
    if ours == theirs or theirs == base:
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    if ours is None:
        return Merged(None, kind="deleted_here")
    if theirs is None:
        return Merged(ours, kind="deleted_there")
    if base is None:
        differing = tuple(
            place for place, (our, their) in enumerate(zip(ours, theirs, strict=True)) if our != their
        )
        return Merged(ours, differing, "both_inserted")
    row, conflicts = [], []
    for place, (was, our, their) in enumerate(zip(base, ours, theirs, strict=True)):
        if our == was:
            row.append(their)
        else:
            row.append(our)
            if their not in (was, our):
                conflicts.append(place)
    return Merged(tuple(row), tuple(conflicts), "both_changed" if conflicts else None)
