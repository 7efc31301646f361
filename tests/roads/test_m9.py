"""A real road: M-9 with its 334 km posts, and the contractor's stretch 158+862 to 419+700."""

import numpy as np
import pyogrio
import pytest
import shapely

from registry.roads.building import build
from registry.roads.calibration import calibrate
from registry.roads.cutting import cut
from registry.roads.location import locate
from registry.roads.plain import parse
from registry.roads.sections import Section, plain_route
from registry.roads.sizes import line_lengths
from tests.roads.drawn import pairs

FROM, TO = parse("158+862"), parse("419+700")


@pytest.fixture(scope="module")
def layers(shared_data):
    source = shared_data / "m9" / "m9_baltia.gpkg"
    names = ("path", "km_posts", "calibrated_parts", "contractor_stretches")
    return {name: pyogrio.read_dataframe(source, layer=name) for name in names}


@pytest.fixture(scope="module")
def posted(layers):
    posts = layers["km_posts"]
    routes = build(["M-9"], layers["path"].geometry.to_numpy()).routes
    places = shapely.get_coordinates(posts.geometry.to_numpy())
    return calibrate(routes, np.zeros(len(posts), np.int64), posts["Position"].to_numpy(), places)


def test_by_measure_the_stretch_is_260_838_metres():
    assert TO - FROM == 260_838


def test_all_334_posts_are_in_order_and_near(posted):
    assert posted.findings == []
    assert len(posted.used) == 334
    off = np.abs(posted.residuals.off)
    assert np.median(off) == pytest.approx(6.3, abs=0.05)
    assert off.max() == pytest.approx(35, abs=0.5)
    left_out = np.abs(posted.residuals.left_out)
    assert np.isnan(left_out).sum() == 2
    assert np.nanmedian(left_out) < 30


def test_calibrated_by_its_posts_alone_the_stretch_is_261_562_metres(posted):
    made = cut(posted.routes, [0], [[FROM, TO]])
    assert made.length[0] == pytest.approx(261_562, abs=10)
    assert line_lengths(made.line)[0] == pytest.approx(made.length[0], abs=0.001)


def test_on_the_sources_calibrated_parts_it_is_261_532_metres(layers):
    parts = layers["calibrated_parts"]
    low, high = parts["beg"].to_numpy(), parts["end"].to_numpy()
    built = build(["M-9"] * len(parts), parts.geometry.to_numpy(), low, high)
    assert built.findings == []
    # The source counts a part's metres by degrees, the registry on the ellipsoid: that makes 1.4 m.
    assert cut(built.routes, [0], [[FROM, TO]]).length[0] == pytest.approx(261_532, abs=2)
    own = line_lengths(layers["contractor_stretches"].geometry.to_numpy())[0]
    assert own == pytest.approx(261_532, abs=0.5)
    shares = (np.clip([FROM, TO], low[:, None], high[:, None]) - low[:, None]) / (high - low)[:, None]
    pieces = [
        shapely.ops.substring(one, a, b, normalized=True)
        for one, (a, b) in zip(parts.geometry, shares.tolist(), strict=True)
        if a < b
    ]
    assert line_lengths(np.array(pieces, dtype=object)).sum() == pytest.approx(own, abs=0.01)


def test_parts_shuffled_and_reversed_make_the_same_road(layers):
    parts = layers["calibrated_parts"].sample(frac=1, random_state=5)
    shapes = parts.geometry.to_numpy().copy()
    shapes[::3] = shapely.reverse(shapes[::3])
    for measures in ((parts["beg"], parts["end"]), (None, None)):
        routes = build(["M-9"] * len(parts), shapes, *measures).routes
        assert len(routes.parts) == 2
        assert routes.length[0] == pytest.approx(598_633.79, abs=0.01)


def test_what_lies_past_the_posts_is_reported(posted):
    made = cut(posted.routes, [0], [[0, 20_000]])
    assert made.past[0] == pytest.approx(17_989, abs=1)


def test_the_standard_library_alone_calibrates_and_locates_it_alike(layers, posted):
    posts = layers["km_posts"]
    stands = [(pairs(one)[0], km) for one, km in zip(posts.geometry, posts["Position"].tolist(), strict=True)]
    plain = plain_route([Section([pairs(layers["path"].geometry[0])])], stands)
    assert plain.extent == pytest.approx(tuple(posted.routes.extent[0]), abs=1e-3)
    assert plain.along_at(TO) - plain.along_at(FROM) == pytest.approx(261_562, abs=10)
    rng = np.random.default_rng(9)
    spots, _ = posted.routes.at(np.zeros(50, np.int64), rng.uniform(0, plain.reach, 50))
    points = spots + rng.normal(0, 0.003, (50, 2))
    found = locate(posted.routes, points, within=5000)
    each = [plain.locate(tuple(point)) for point in points.tolist()]
    assert [one.measure for one in each] == pytest.approx(found.measure, abs=1e-3)
    assert [one.right for one in each] == pytest.approx(found.right, abs=1e-3)
