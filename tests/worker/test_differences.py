"""Differences that are told in part: what is left out is counted all the same."""

from __future__ import annotations

import pytest

from registry.versions.ledger import Ledger
from tests.versions.small import line, put, remove, road
from tests.worker.conftest import Client


@pytest.fixture
def ledger(registry: str) -> Ledger:
    """The small registry with two commits more: one changes and adds, one deletes."""
    made = Ledger.open(registry)
    put(made, "roads", road(1, line(54), lanes=2), road(7, line(55)), message="Move one, add one")
    remove(made, "roads", 2)
    return made


def test_a_commit_is_counted_whole_however_few_features_are_told(
    bare: Client, registry: str, ledger: Ledger
) -> None:
    for revision in range(2, ledger.head().revision + 1):
        for older, newer in ((revision - 1, revision), (revision, revision - 1)):
            whole = bare.ask("difference", registry=registry, older=older, newer=newer)
            part = bare.ask("difference", registry=registry, older=older, newer=newer, limit=1)
            assert len(part["features"]) == min(1, whole["total"])
            assert part["total"] == whole["total"] == len(whole["features"])
            assert part["layers"] == whole["layers"]


def test_geometries_of_chosen_features_are_those_among_all(
    bare: Client, registry: str, ledger: Ledger
) -> None:
    asked = {"registry": registry, "older": 1, "newer": "head", "layer": "roads"}
    whole = bare.ask("difference_geometry", **asked)["features"]
    assert len(whole) > 1
    for one in whole:
        assert bare.ask("difference_geometry", uids=[one["uid"]], **asked)["features"] == [one]
    assert bare.ask("difference_geometry", uids=["0" * 32, "no uid"], **asked)["features"] == []
