"""Bounding boxes of many rows, in bounded memory."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator

from ..model.geometry import envelope

Box = tuple[float, float, float, float]

_WITH_XY_ENVELOPE = 0x03  # header flags of a little-endian, non-empty blob with an XY envelope


class Boxes:
    """Boxes of rows: iterates as ``(fid, minx, maxx, miny, maxy)``, the order of an rtree's columns."""

    def __init__(self) -> None:
        self._ids = array("q")
        self._sides = array("d")

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, rows: Iterable[tuple[int, bytes | None]]) -> None:
        """Take the boxes of ``(fid, geometry blob)``; rows without geometry have none."""
        plain_ids, plain_sides = [], []
        for fid, blob in rows:
            if blob is None:
                continue
            if blob[3] == _WITH_XY_ENVELOPE:
                plain_ids.append(fid)
                plain_sides.append(blob[8:40])
            elif (sides := envelope(blob)) is not None:
                west, south, east, north = sides
                self._ids.append(fid)
                self._sides.extend((west, east, south, north))
        self._ids.extend(plain_ids)
        self._sides.extend(_doubles(b"".join(plain_sides)))

    def __iter__(self) -> Iterator[tuple[int, float, float, float, float]]:
        sides = iter(self._sides)
        return zip(self._ids, sides, sides, sides, sides, strict=True)

    @property
    def ids(self) -> array[int]:
        """The rows, in the order they came."""
        return self._ids

    @property
    def sides(self) -> array[float]:
        """(minx, maxx, miny, maxy) of each row, one after the other."""
        return self._sides

    def extent(self) -> Box | None:
        """(min x, min y, max x, max y) of them all."""
        if not self._ids:
            return None
        sides = self._sides
        return min(sides[0::4]), min(sides[2::4]), max(sides[1::4]), max(sides[3::4])


def _doubles(little_endian: bytes) -> array[float]:
    numbers = array("d", little_endian)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def around(boxes: Iterable[Box | None]) -> Box | None:
    """The box around boxes; None if there is none."""
    known = [one for one in boxes if one is not None]
    if not known:
        return None
    west, south, east, north = zip(*known, strict=True)
    return min(west), min(south), max(east), max(north)
