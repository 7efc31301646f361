"""Indicators from Python, as data frames."""

import pytest
import shapely

import registry
from registry import RegistryError
from tests.stats.seeding import planted


@pytest.fixture(scope="module")
def reg(tmp_path_factory):
    return registry.open(planted(tmp_path_factory.mktemp("figures") / "atyrau.gpkg").path)


def test_a_result_is_data_frames_with_a_receipt(reg, tmp_path):
    result = reg.stats("reclaimed-ha", by=["owner"], until="2025-12-31")
    assert result.table.set_index("owner").loc["city", "union_ha"] == pytest.approx(476, abs=0.01)
    assert result.evidence["uid"].tolist() == ["09f9c88448405dfbbc496366ef55a299"]
    assert reg.verify_receipt(result.receipt).holds
    path = tmp_path / "r.json"
    path.write_text(result.receipt.to_json())
    assert reg.verify_receipt(path).holds


def test_two_versions_an_area_and_claims(reg):
    change = reg.stats("layer-count", layer="roads", since=1)
    assert change.table["features_change"].tolist() == [19]
    near = reg.stats("layer-count", layer="settlements", area=shapely.box(51.8, 47, 52, 47.2))
    assert near.total["features"] == 1
    assert len(reg.claims(where="region_code = 'KZ-27'").table) == 11
    with pytest.raises(RegistryError, match="did you mean"):
        reg.stats("reclaimed-h")


def test_a_result_prints_what_it_is_of_its_table_and_what_was_left_out(reg):
    result = reg.stats("reclaimed-ha", by=["owner"])
    lines = repr(result).splitlines()
    assert lines[0] == f"reclaimed-ha at 2, receipt {result.receipt.short}"
    assert "union_ha" in lines[1]
    assert lines[-1] == "left out: 1; counted with a doubt: 1 (left_out)"
    assert len(lines) < 12


def test_a_notebook_shows_the_table_and_nothing_of_it_is_markup(reg):
    result = reg.stats("layer-count", layer="roads", by=["route_id"], where="route_id <> '<b>'")
    shown = result._repr_html_()
    assert "<table" in shown
    assert "layer-count at 2" in shown
    assert "<b>" not in shown


def test_claims_are_a_data_frame_with_a_verdict_each(reg):
    table = reg.claims(where="claim_id like 'tukhlaya%'").table
    assert set(table.verdict) <= {"agrees", "differs", "target", "not computable"}
    assert table.set_index("claim").loc["tukhlaya-balka-reclaimed", "verdict"] == "agrees"
    assert table["computed"].dtype == float
