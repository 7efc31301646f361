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
