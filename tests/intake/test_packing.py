"""The spatial index of a bulk load: byte for byte what the plain packing makes."""

import sqlite3

import numpy as np
import pytest

from registry.intake import packing
from registry.versions import rtree
from registry.versions.boxes import Boxes


def boxes(count: int, seed: int) -> Boxes:
    chooser = np.random.default_rng(seed)
    low = np.round(chooser.uniform((-60.0, -50.0), (60.0, 50.0), (count, 2)), 9)
    high = low + np.round(chooser.exponential(0.01, (count, 2)), 9)
    found = Boxes()
    found.ids.extend(chooser.permutation(count).tolist() if seed % 2 else range(1, count + 1))
    found.sides.extend(np.stack([low[:, 0], high[:, 0], low[:, 1], high[:, 1]], axis=1).ravel().tolist())
    return found


def packed(pack, some: Boxes) -> dict[str, list]:
    handle = sqlite3.connect(":memory:")
    handle.execute('CREATE VIRTUAL TABLE "lines" USING rtree(id, minx, maxx, miny, maxy)')
    assert pack(handle, "lines", some) == len(some)
    assert handle.execute("SELECT rtreecheck('lines')").fetchone() == ("ok",)
    return {
        part: handle.execute(f"SELECT * FROM lines_{part} ORDER BY 1").fetchall()
        for part in ("node", "rowid", "parent")
    }


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
@pytest.mark.parametrize("count", [1, 47, 48, 3000, 20_011])
def test_numpy_packs_the_same_bytes(monkeypatch, count, seed):
    monkeypatch.setattr(packing, "_WORTH_IT", 100)
    some = boxes(count, seed)
    assert packed(packing.pack, some) == packed(rtree.pack, some)


def test_a_box_that_is_none_is_refused_by_row(monkeypatch):
    monkeypatch.setattr(packing, "_WORTH_IT", 1)
    some = boxes(10, 0)
    some.sides[4] = float("nan")
    with pytest.raises(ValueError, match="row 2"):
        packed(packing.pack, some)
