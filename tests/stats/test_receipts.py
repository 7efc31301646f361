"""Receipts hold as long as the history and the figures are what they were."""

import dataclasses
import hashlib
import json
import shutil
import sqlite3

import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.model.errors import NoSuchFile
from registry.stats.computing import compute, compute_change, verify_receipt
from registry.stats.receipt import NotAReceipt, read_receipt
from registry.stats.result import Column, Result
from registry.versions.ledger import Ledger
from tests.stats.seeding import planted


@pytest.fixture
def ours(seeded, tmp_path):
    return Ledger.open(shutil.copy(seeded.path, tmp_path / "ours.gpkg"))


def write(receipt, path):
    path.write_text(receipt.to_json(), encoding="utf-8")
    return path


def test_a_receipt_survives_its_file_and_holds(seeded, tmp_path):
    area = shapely.box(51, 46, 53, 48)
    asked = {"by": ["owner"], "where": "owner = 'city'", "area": area, "stage": "", "until": "2025-12-31"}
    _, receipt = compute(seeded, "reclaimed-ha", **asked)
    again = read_receipt(write(receipt, tmp_path / "r.json"))
    assert again == receipt
    assert verify_receipt(seeded, again).holds


def test_it_holds_after_later_commits(ours):
    _, receipt = compute(ours, "road-length", by=["region_code"])
    ((uid, *_),) = list(ours.rows("roads", where="route_id = 'aktau-kuryk'"))
    with ours.writing(author="x", message="gone") as work:
        work.delete("roads", [bytes.fromhex(uid)])
    assert compute(ours, "road-length", by=["region_code"])[1].result != receipt.result
    assert verify_receipt(ours, receipt).holds


def test_a_receipt_of_a_change_is_computed_as_one(seeded, tmp_path):
    _, receipt = compute_change(seeded, "layer-count", 1, 2, layer="roads", by=["region_code"])
    again = read_receipt(write(receipt, tmp_path / "r.json"))
    assert verify_receipt(seeded, again).holds
    assert not verify_receipt(seeded, dataclasses.replace(again, older=2)).holds


def test_a_receipt_knows_the_files_that_were_read(seeded, tmp_path):
    thresholds = tmp_path / "ours.toml"
    thresholds.write_text('name = "ours"\n[[cells]]\ngood = 3\nsatisfactory = 5\n')
    _, receipt = compute(seeded, "condition-share", profile=str(thresholds))
    digest = hashlib.sha256(thresholds.read_bytes()).hexdigest()
    assert receipt.files == {str(thresholds): digest}
    again = read_receipt(write(receipt, tmp_path / "r.json"))
    assert verify_receipt(seeded, again).holds
    thresholds.write_text('name = "ours"\n[[cells]]\ngood = 3\nsatisfactory = 6\n')
    told = verify_receipt(seeded, again)  # no survey, so the figures are what they were
    assert not told.holds
    assert f"is another file now (SHA-256 {told.now.files[str(thresholds)][:16]}…" in told.problem
    thresholds.unlink()
    assert "does not exist" in verify_receipt(seeded, again).problem


def test_a_receipt_of_before_files_were_named_still_holds(seeded, tmp_path):
    _, receipt = compute(seeded, "condition-share", profile="fhwa-23cfr490")
    assert receipt.files == {}
    told = json.loads(receipt.to_json())
    del told["files"]
    (tmp_path / "r.json").write_text(json.dumps(told))
    assert verify_receipt(seeded, read_receipt(tmp_path / "r.json")).holds


def test_another_registry_and_an_older_copy_are_named(seeded, ours, tmp_path):
    _, receipt = compute(seeded, "road-length")
    assert "another registry" in verify_receipt(planted(tmp_path / "b.gpkg"), receipt).problem
    later = dataclasses.replace(receipt, revision=7)
    assert "no revision 7" in verify_receipt(ours, later).problem


def test_a_rewritten_history_is_told(seeded, ours):
    _, receipt = compute(seeded, "road-length")
    other = dataclasses.replace(receipt, digest="0" * 64)
    assert "the history is not the one" in verify_receipt(ours, other).problem


def test_rows_changed_under_the_history_give_other_figures(ours):
    _, receipt = compute(ours, "road-length")
    with sqlite3.connect(ours.path) as handle:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'roads__rows'"
        for (name,) in handle.execute(triggers).fetchall():
            handle.execute(f'DROP TRIGGER "{name}"')
        (column,) = [
            row[1] for row in handle.execute("PRAGMA table_info(roads__rows)") if row[1].startswith("km_to")
        ]
        handle.execute(f'UPDATE roads__rows SET "{column}" = "{column}" + 1000 WHERE "{column}" = 500000')
    handle.close()
    checked = verify_receipt(ours, receipt)
    assert not checked.holds
    assert "figures come out otherwise" in checked.problem
    assert "registry verify" in checked.problem


def test_a_result_that_was_never_computed_does_not_hold(seeded):
    _, receipt = compute(seeded, "road-length")
    assert not verify_receipt(seeded, dataclasses.replace(receipt, result="ab" * 32)).holds
    lied = verify_receipt(seeded, dataclasses.replace(receipt, features=3))
    assert "what the receipt says of them was changed" in lied.problem
    unknown = verify_receipt(seeded, dataclasses.replace(receipt, indicator="happiness"))
    assert "cannot be computed again" in unknown.problem


def test_only_software_may_differ(seeded):
    _, receipt = compute(seeded, "road-length")
    assert verify_receipt(seeded, dataclasses.replace(receipt, software="infra-registry 9")).holds
    other = dataclasses.replace(receipt, software="infra-registry 9", result="ab" * 32)
    assert "infra-registry 9" in verify_receipt(seeded, other).problem


def test_a_receipt_from_before_a_parameter_holds_with_its_default(seeded):
    _, receipt = compute(seeded, "road-length")
    older = {name: one for name, one in receipt.parameters.items() if name != "ramps"}
    assert verify_receipt(seeded, dataclasses.replace(receipt, parameters=older)).holds
    other = dataclasses.replace(receipt, parameters={**receipt.parameters, "ramps": "only"})
    assert not verify_receipt(seeded, other).holds


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"format": 1}', '{"format": 2}', "\x00", '{"format": 1, "by": 3}']
)
def test_what_is_no_receipt_is_named(tmp_path, content):
    path = tmp_path / "r.json"
    path.write_text(content)
    with pytest.raises(NotAReceipt, match=r"r\.json is not a receipt"):
        read_receipt(path)


def test_a_receipt_with_something_else_in_it_is_refused(seeded, tmp_path):
    _, receipt = compute(seeded, "road-length")
    mapping = json.loads(receipt.to_json())
    path = tmp_path / "r.json"
    path.write_text(json.dumps({**mapping, "more": 1}))
    with pytest.raises(NotAReceipt, match="more"):
        read_receipt(path)
    with pytest.raises(NoSuchFile):
        read_receipt(tmp_path / "none.json")


def test_two_computations_digest_alike_and_other_figures_do_not(seeded):
    one, _ = compute(seeded, "road-length", by=["region_code"])
    two, _ = compute(seeded, "road-length", by=["region_code"])
    assert one.digest() == two.digest()
    two.table.loc[0, "measured_km"] += 1e-9  # below a millimetre
    assert one.digest() == two.digest()
    two.table.loc[0, "measured_km"] += 0.001
    assert one.digest() != two.digest()


@settings(deadline=None)
@given(
    st.lists(st.floats(-1e9, 1e9) | st.just(float("nan")), max_size=8),
    st.sampled_from(["km", "m2", "share", "count"]),
)
def test_a_column_is_digested_as_each_of_its_values_would_be(values, unit):
    column = Column("figure", unit)
    alone = pd.Series(values, dtype=object)
    together = pd.Series(values, dtype=float)
    nobody = pd.DataFrame(columns=["row", "layer", "uid", "value"])
    tables = (pd.DataFrame({"figure": one}) for one in (alone, together))
    digests = {Result("x", one, [column], nobody).digest() for one in tables}
    assert len(digests) == 1
