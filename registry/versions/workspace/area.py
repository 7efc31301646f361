"""Which features belong to a workspace that holds part of a layer."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from ...model.geometry import envelope
from .edits import Row
from .opening import CheckedOut, Facts

Inside = Callable[[bytes], bool]


class Membership:
    """Tells and records which features of a layer a workspace was given.

    A feature it was not given never counts as deleted because it is absent.
    """

    def __init__(
        self, handle: sqlite3.Connection, facts: Facts, one: CheckedOut, inside: Inside | None
    ) -> None:
        self._handle = handle
        self._layer = one.name
        self._complete = one.complete
        self._box = facts.box
        self._inside = inside if facts.area else None

    def has(self, uid: str) -> bool:
        """Whether the feature was given."""
        if self._complete:
            return True
        found = self._handle.execute(
            "SELECT 1 FROM registry_given WHERE layer = ? AND uid = ?", (self._layer, uid)
        ).fetchone()
        return found is not None

    def takes(self, uid: str, theirs: Row | None) -> bool:
        """Whether a feature in this state belongs here: it lies in the area, or is gone and was here."""
        if self._complete:
            return True
        if theirs is None:
            return self.has(uid)
        blob = theirs[0]
        if blob is None or self._box is None:
            return self.has(uid)
        sides = envelope(blob)
        if sides is None:
            return self.has(uid)
        west, south, east, north = self._box
        meets = sides[2] >= west and sides[0] <= east and sides[3] >= south and sides[1] <= north
        return meets and (self._inside is None or self._inside(blob))

    def note(self, uid: str, given: bool) -> None:
        """Remember that a feature is here, or no longer."""
        if self._complete:
            return
        if given:
            self._handle.execute("INSERT OR IGNORE INTO registry_given VALUES (?, ?)", (self._layer, uid))
        else:
            self._handle.execute("DELETE FROM registry_given WHERE layer = ? AND uid = ?", (self._layer, uid))
