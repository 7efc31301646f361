"""What people call the features of a result, and where they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..model.showing import label_of
from ..versions.ledger import Ledger
from .shapes import geometry_shape, system_of


class Named(NamedTuple):
    """A feature's label, its geometry as WKB in hex and the reference system of that."""

    label: str
    wkb: str | None
    crs: str | None


#: What is not there at the version.
UNNAMED = Named("", None, None)


def named_features(
    ledger: Ledger, revision: int | None, features: Iterable[tuple[str, str]], language: str
) -> dict[tuple[str, str], Named]:
    """Features by (layer, uid), as they are at a version; one that is not there is left out."""
    wanted: dict[str, set[str]] = {}
    for layer, uid in features:
        wanted.setdefault(layer, set()).add(uid)
    known = ledger.layers(revision)
    found = {}
    for layer in wanted.keys() & known.keys():
        definition = known[layer]
        for uid, *stored in ledger.rows(layer, revision, uids=wanted[layer], opened=False):
            found[layer, uid] = Named(
                label_of(definition, tuple(stored), language),
                geometry_shape(stored[0]),
                system_of(definition),
            )
    return found
