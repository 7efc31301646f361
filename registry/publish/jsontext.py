"""Columns as JSON text, a whole Arrow array at a time.

Each function takes an array and returns a string array of the same length without nulls (``null`` for a
missing value), ready to be joined into objects. Numbers are written in the shortest form that reads back
to the same value.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import orjson
import pyarrow
import pyarrow.compute as compute

from ..model.definition import Field

_NEEDS_ESCAPE = r'["\\\x00-\x1f]'
_WHOLE = r"^-?[0-9]+$"


def joined(*parts: Any) -> pyarrow.Array:
    """Concatenation by row of string arrays and plain strings."""
    return compute.binary_join_element_wise(*parts, "")


def values(array: pyarrow.Array, field: Field) -> pyarrow.Array:
    """JSON of a field's open values."""
    return compute.fill_null(_texts(array, field.type), "null")


def _texts(array: pyarrow.Array, kind: str) -> pyarrow.Array:
    if kind == "text":
        return _quoted(array)
    if kind in ("real", "measure"):
        return numbers(array)
    text = array.cast(pyarrow.string())
    if kind == "date":
        return joined('"', text, '"')
    if kind == "datetime":
        return joined('"', moments(array), '"')
    return text


def numbers(array: pyarrow.Array) -> pyarrow.Array:
    """Float64 as text; a whole number keeps a decimal, so that readers who guess types see a real."""
    text = array.cast(pyarrow.string())
    return compute.if_else(compute.match_substring_regex(text, _WHOLE), joined(text, ".0"), text)


def moments(array: pyarrow.Array) -> pyarrow.Array:
    """UTC date-times as ``2024-12-31T10:00:00.000Z``."""
    return compute.replace_substring(array.cast(pyarrow.string()), " ", "T", max_replacements=1)


def _quoted(array: pyarrow.Array) -> pyarrow.Array:
    awkward = compute.match_substring_regex(array, _NEEDS_ESCAPE)
    if not compute.any(awkward).as_py():
        return joined('"', array, '"')
    inner = [orjson.dumps(text)[1:-1].decode() for text in array.filter(awkward).to_pylist()]
    return joined(
        '"',
        compute.replace_with_mask(
            array, compute.fill_null(awkward, False), pyarrow.array(inner, pyarrow.string())
        ),
        '"',
    )


def positions(coordinates: np.ndarray[Any, Any], starts: np.ndarray[Any, Any]) -> pyarrow.Array:
    """JSON arrays of positions: runs of vertices as ``[[x,y],[x,y]]``.

    Parameters
    ----------
    coordinates : (n, 2) or (n, 3) float64
    starts : (runs + 1,) int
        Where each run begins, and n; no run is empty.

    Returns
    -------
    string array of length runs
    """
    return joined(_open_runs(coordinates, starts), "]")


def points(coordinates: np.ndarray[Any, Any]) -> pyarrow.Array:
    """One position per string, ``[x,y]``."""
    return compute.utf8_slice_codeunits(_open_runs(coordinates, np.arange(len(coordinates) + 1)), 1)


def _open_runs(coordinates: np.ndarray[Any, Any], starts: np.ndarray[Any, Any]) -> pyarrow.Array:
    """Runs as ``[[x,y],[x,y]``, each a slice of one text of all positions.

    In ``[[x,y],[x,y],...]`` the position k ends with its own ``]``, and one character, ``[`` or a comma,
    stands before it; where a run begins that character is made its opening bracket.
    """
    text = bytearray(orjson.dumps(np.ascontiguousarray(coordinates), option=orjson.OPT_SERIALIZE_NUMPY))
    letters = np.frombuffer(text, np.uint8)
    ends = np.flatnonzero(letters == ord("]"))
    offsets = np.zeros(len(starts), np.int32)
    offsets[1:] = ends[starts[1:] - 1] + 1
    letters[offsets[:-1]] = ord("[")
    return pyarrow.StringArray.from_buffers(
        len(starts) - 1, pyarrow.py_buffer(offsets), pyarrow.py_buffer(text)
    )


def lists(items: pyarrow.Array, starts: np.ndarray[Any, Any]) -> pyarrow.Array:
    """JSON arrays of ready texts, ``starts`` as in :func:`positions`."""
    offsets = pyarrow.array(starts.astype(np.int32))
    return joined("[", compute.binary_join(pyarrow.ListArray.from_arrays(offsets, items), ","), "]")
