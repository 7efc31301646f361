"""What the ledger has measured, no figure measures again; and the figures are the same either way."""

import shutil

import pytest
import shapely

from registry.frames import sizes
from registry.roads.areas import areas
from registry.roads.measuring import measured
from registry.roads.sizes import line_lengths
from registry.stats import density
from registry.stats.computing import compute
from registry.versions.ledger import Ledger
from tests.quality.building import SHIPPED, build, row
from tests.stats.earth import ATYRAU, area, square
from tests.stats.seeding import planted
from tests.stats.test_density import road
from tests.versions.test_measures import forged

FIGURES = [
    ("road-length", {"by": ["significance"]}),
    ("road-density", {"by": ["region"]}),
    ("layer-area", {"layer": "landfills"}),
    ("layer-area", {"layer": "regions", "by": ["code"]}),
    ("event-length", {"layer": "repairs"}),
]


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The seed rows, with their sizes; tests only read it."""
    return planted(tmp_path_factory.mktemp("kept") / "atyrau.gpkg", measured)


@pytest.fixture
def shapes_measured(monkeypatch):
    """How many shapes are measured from now on."""
    counts = []

    def counting(measure):
        def counted(shapes, crs="EPSG:4326"):
            counts.append(len(shapes))
            return measure(shapes, crs)

        return counted

    for module, name, measure in (
        (sizes, "line_lengths", line_lengths),
        (sizes, "areas", areas),
        (density, "line_lengths", line_lengths),
    ):
        monkeypatch.setattr(module, name, counting(measure))
    return counts


@pytest.mark.parametrize(("name", "asked"), FIGURES)
def test_a_figure_is_the_same_whether_or_not_the_ledger_knows_the_sizes(kept, seeded, name, asked):
    with_sizes, without = (compute(one, name, **asked)[0] for one in (kept, seeded))
    assert with_sizes.digest() == without.digest()
    for figure, value in without.total.items():
        assert with_sizes.total[figure] == pytest.approx(value, rel=1e-9, nan_ok=True)


@pytest.mark.parametrize(("name", "asked"), [FIGURES[0], *FIGURES[2:]])
def test_no_shape_is_measured_that_is_stored(kept, shapes_measured, name, asked):
    compute(kept, name, **asked)
    assert shapes_measured == []


def test_density_measures_only_what_an_outline_cuts(tmp_path, shapes_measured):
    regions = [{"code": "KZ-23", "role": "kept", "geom": shapely.box(50, 46, 52, 48)}]
    lines = [[(50.1, 46.1), (50.2, 46.2)], [(51, 47), (51.5, 47.5)], [(51.9, 47), (52.1, 47)]]
    roads = [road(*one, km_from=at, km_to=at + 1) for at, one in enumerate(lines)]
    ledger = build(tmp_path / "r.gpkg", {"regions": regions, "roads": roads})
    expected = compute(ledger, "road-density", by=["region"])[0]
    assert sum(shapes_measured) == 3 + 2  # each road, and both parts of the one that was cut
    shapes_measured.clear()
    able = Ledger.open(ledger.path, measuring=measured)
    with able.writing(author="A", message="lanes") as work:
        work.put("roads", [row(SHIPPED["roads"], 0, {**roads[0], "lanes": 2})])
    found = compute(able, "road-density", by=["region"])[0]
    assert sum(shapes_measured) == 2
    assert found.table["road_km"].tolist() == pytest.approx(expected.table["road_km"].tolist(), rel=1e-9)


def test_areas_kept_are_those_of_whole_sound_outlines(tmp_path):
    zone, bow = square(ATYRAU, 476), shapely.Polygon([(53, 47), (53.1, 47.1), (53.1, 47), (53, 47.1)])
    rows = [{"zone_id": str(at), "geom": shapely.MultiPolygon([one])} for at, one in enumerate([zone, bow])]
    ledger = build(tmp_path / "a.gpkg", {"tourism_zones": rows})
    able = Ledger.open(ledger.path, measuring=measured)
    with able.writing(author="A", message="one more") as work:
        work.put(
            "tourism_zones", [row(SHIPPED["tourism_zones"], 2, {"zone_id": "2", "geom": rows[0]["geom"]})]
        )
    found = compute(able, "layer-area", layer="tourism_zones")[0]
    mended = shapely.make_valid(bow, method="structure")
    exact = 2 * area(zone) + area(mended)
    assert found.total["sum_ha"] == pytest.approx(exact / 1e4, rel=1e-7)
    assert found.total["union_ha"] == pytest.approx((exact - area(zone)) / 1e4, rel=1e-7)
    half = shapely.box(51.8, 47, ATYRAU[0], 47.2)
    clipped = compute(able, "layer-area", layer="tourism_zones", area=half)[0]
    assert clipped.total["sum_ha"] == pytest.approx(476, rel=1e-5)


def test_figures_come_from_the_ledger_and_verify_is_what_proves_it(kept, tmp_path):
    path = shutil.copy(kept.path, tmp_path / "forged.gpkg")
    false = Ledger.open(path, measuring=measured)
    forged(false, "UPDATE roads__measures SET length_m = 2 * length_m")
    before, after = (compute(one, "road-length", lifecycle=[])[0].total["drawn_km"] for one in (kept, false))
    assert after == pytest.approx(2 * before)
