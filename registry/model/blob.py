"""The GeoPackage binary: a short header (reference system, box) before WKB (OGC 12-128, clause 2.1.3).

Functions here read any such blob, and plain WKB where it makes sense; what is written is little-endian.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Callable
from typing import NamedTuple

from . import wkb as _wkb

Box = tuple[float, float, float, float]

#: Bytes of the envelope by its code in the flags: none, XY, XYZ, XYM, XYZM.
_ENVELOPES = (0, 32, 48, 48, 64)


class Header(NamedTuple):
    """``code`` is the kind of envelope (0 to 4), ``body`` where the WKB starts."""

    order: str
    srs_id: int
    code: int
    empty: bool
    body: int


def is_gpkg(blob: bytes | None) -> bool:
    """Whether the bytes start as a GeoPackage geometry does."""
    return blob is not None and blob[:2] == b"GP"


def header(blob: bytes) -> Header:
    """The header of a GeoPackage blob.

    Raises
    ------
    ValueError
        What is wrong, to follow "geometry".
    """
    if len(blob) < 8:
        raise ValueError("is cut short")
    version, flags = blob[2], blob[3]
    if version != 0:
        raise ValueError(f"is a GeoPackage blob of version {version + 1}, this program knows 1")
    if flags & 0x20:
        raise ValueError("is an extended GeoPackage geometry, which only its own program can read")
    code = flags >> 1 & 7
    if code > 4:
        raise ValueError(f"has a GeoPackage header with an unknown envelope ({code})")
    order = "<" if flags & 1 else ">"
    (srs_id,) = struct.unpack_from(order + "i", blob, 4)
    return Header(order, srs_id, code, bool(flags & 0x10), 8 + _ENVELOPES[code])


def wkb(blob: bytes) -> bytes:
    """The WKB of a GeoPackage blob (of plain WKB: itself)."""
    return blob[header(blob).body :] if blob[:2] == b"GP" else blob


def make_blob(iso_wkb: bytes, srs_id: int, envelope: Box | None) -> bytes:
    """A GeoPackage blob of WKB.

    Parameters
    ----------
    envelope : (minx, miny, maxx, maxy) or None
        None writes no envelope, as is usual for points.
    """
    if envelope is None:
        return struct.pack("<2sBBi", b"GP", 0, 0b1, srs_id) + iso_wkb
    minx, miny, maxx, maxy = envelope
    return struct.pack("<2sBBi4d", b"GP", 0, 0b11, srs_id, minx, maxx, miny, maxy) + iso_wkb


def parsed(blob: bytes) -> _wkb.Parsed:
    """The parts of a GeoPackage blob or of WKB, arcs as straight segments."""
    return _wkb.parse(blob, header(blob).body if blob[:2] == b"GP" else 0, curves=True)


def envelope(blob: bytes | None) -> Box | None:
    """Box ``(minx, miny, maxx, maxy)`` in the units of the CRS: from the header, else from the vertices.

    None of null and of an empty geometry.
    """
    if blob is None:
        return None
    if blob[:2] == b"GP":
        order, _, code, empty, body = header(blob)
        if code:
            if len(blob) < body:
                raise ValueError("is cut short")
            minx, maxx, miny, maxy = struct.unpack_from(order + "4d", blob, 8)
            return None if empty or minx != minx else (minx, miny, maxx, maxy)
        if empty and len(blob) == body:
            return None
    return _wkb.extremes(parsed(blob).parts)


def vertices(blob: bytes | None) -> int:
    """Number of vertices; a closed ring counts its first one twice."""
    if blob is None:
        return 0
    return sum(len(run) // part.step for part in parsed(blob).parts for run in part.runs)


def describe(blob: bytes | None) -> str:
    """What the geometry is, for people.

    >>> describe(bytes.fromhex("0101000000000000000000f03f0000000000000040"))
    'Point'
    """
    if blob is None:
        return "no geometry"
    kind, _, parts = parsed(blob)
    name = _wkb.NAMES[kind]
    if not parts:
        return f"{name}, empty"
    name += " Z" * parts[0].z + " M" * parts[0].m
    if kind == _wkb.POINT:
        return name
    count = sum(len(run) // part.step for part in parts for run in part.runs)
    pieces = [name]
    if kind > _wkb.POLYGON:
        pieces.append(f"{len(parts)} part" + "s" * (len(parts) > 1))
    pieces.append(f"{count} " + ("vertex" if count == 1 else "vertices"))
    return ", ".join(pieces)


def register_functions(connection: sqlite3.Connection) -> None:
    """Give a connection ST_IsEmpty, ST_MinX, ST_MaxX, ST_MinY and ST_MaxY, which rtree triggers call.

    They answer as GDAL's do: null for null and for what is no GeoPackage geometry; the four extremes are null
    for an empty geometry too.
    """
    connection.create_function("ST_IsEmpty", 1, _is_empty, deterministic=True)
    for axis, name in enumerate(("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY")):
        connection.create_function(name, 1, _extreme(axis), deterministic=True)


def _is_empty(blob: object) -> int | None:
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < 8:
        return None
    if blob[3] & 0x10:
        return 1
    if blob[3] & 0x0E:  # a box: something is there, and nothing else need be read
        return 0
    try:
        return int(not parsed(blob).parts)
    except ValueError:
        return None


def _extreme(axis: int) -> Callable[[object], float | None]:
    at = 8 + 8 * axis
    little, big = struct.Struct("<d").unpack_from, struct.Struct(">d").unpack_from
    place = (0, 2, 1, 3)[axis]
    point = 13 + 8 * (axis > 1)

    def extreme(blob: object) -> float | None:
        if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < 8:
            return None
        flags = blob[3]
        try:
            if flags & 0x10:
                return None
            if flags & 0x0E:
                return float((little if flags & 1 else big)(blob, at)[0])
            if len(blob) == 29 and blob[8:13] == b"\x01\x01\0\0\0":
                return float(little(blob, point)[0])
            box = envelope(blob)
        except (ValueError, struct.error):
            return None
        return None if box is None else box[place]

    return extreme
