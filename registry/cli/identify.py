"""Features named by people: a uid, its beginning, or its end as tables show it (``…cdd72293``)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model.errors import UnknownFeature

if TYPE_CHECKING:
    from ..versions.ledger import Ledger

_LEAST = 4
_HEX = frozenset("0123456789abcdef")


def feature(ledger: Ledger, layer: str, text: str) -> str:
    """The uid of a feature of a layer, now or in the past, that a person means.

    Raises
    ------
    UnknownLayer, UnknownFeature
        If none, or several, are called so.
    """
    from ..versions.identity import is_uid, quoted
    from ..versions.layout import rows_table

    ledger.definition(layer)
    plain, whole = _plain(text)
    if is_uid(plain):
        return plain
    table = quoted(rows_table(layer))
    with ledger.reading() as handle:
        known = [
            uid
            for (uid,) in handle.execute(
                f"SELECT DISTINCT lower(hex(uid)) FROM {table}"  # nosec B608
                " WHERE lower(hex(uid)) LIKE ? OR lower(hex(uid)) LIKE ?",
                (f"%{plain}", f"{plain}%" if whole else f"%{plain}"),
            )
        ] if _usable(plain) else []  # fmt: skip
    return _only(known, layer, text)


def among(candidates: Iterable[str], layer: str, text: str) -> str:
    """The one of some uids that a person means.

    Raises
    ------
    UnknownFeature
    """
    plain, whole = _plain(text)
    known = {
        uid for uid in candidates
        if _usable(plain) and (uid.endswith(plain) or (whole and uid.startswith(plain)))
    }  # fmt: skip
    return _only(sorted(known), layer, text)


def _plain(text: str) -> tuple[str, bool]:
    """Digits, and whether they may be the beginning."""
    lowered = text.strip().lower().replace("-", "").strip("{}")
    ending = lowered.lstrip("….")
    return ending, ending == lowered


def _usable(plain: str) -> bool:
    return len(plain) >= _LEAST and set(plain) <= _HEX


def _only(known: list[str], layer: str, text: str) -> str:
    if len(known) == 1:
        return known[0]
    if known:
        several = ", ".join(known[:3]) + (", ..." if len(known) > 3 else "")
        raise UnknownFeature(layer=layer, uid=text, problem=f" alone; several are called so: {several}")
    problem = (
        ""
        if _usable(_plain(text)[0])
        else f"; give its uid, or {_LEAST} digits or more of its beginning or end"
    )
    raise UnknownFeature(layer=layer, uid=text, problem=problem)
