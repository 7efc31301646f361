"""The operation between two systems is named, and never ballpark unasked."""

import numpy as np
import pytest

from registry.intake import qaztrf
from registry.intake.errors import BallparkTransformation, NoTransformation, UnknownCrs
from registry.intake.transform import crs_name, known_crs, operation, same_system

ATYRAU = (51.88427, 47.1048)
REGION = (50.0, 46.0, 54.0, 48.5)


def moved(way, x, y):
    east, north = way.apply(np.array([x]), np.array([y]))
    return float(east[0]), float(north[0])


@pytest.mark.parametrize(
    "text", ["EPSG:4326", "4326", "OGC:CRS84", "+proj=longlat +datum=WGS84", "EPSG:4979"]
)
def test_wgs84_under_any_name_needs_no_operation(text):
    assert operation(known_crs(text), known_crs("EPSG:4326")) is None


def test_x_comes_first_whatever_the_system_declares():
    way = operation(
        known_crs("EPSG:28409"), known_crs("EPSG:4326"), (9_400_000, 5_100_000, 9_600_000, 5_300_000)
    )
    longitude, latitude = moved(way, 9_567_000, 5_218_000)
    assert 51 < longitude < 53
    assert 46 < latitude < 48


def test_a_zone_number_before_the_easting_does_not_land_in_another_country():
    way = operation(known_crs("EPSG:32639"), known_crs("EPSG:4326"))
    assert moved(way, 9_500_000, 5_200_000) == (np.inf, np.inf)
    assert moved(way, 500_000, 5_200_000) == pytest.approx((51, 46.954), abs=1e-3)


def test_a_whole_country_in_one_zone_is_taken():
    there, back = known_crs("EPSG:32642"), known_crs("EPSG:4326")
    x, y = operation(back, there).apply(np.array([46.5, 87.3]), np.array([47.0, 49.2]))
    longitude, latitude = operation(there, back).apply(x, y)
    assert longitude == pytest.approx([46.5, 87.3], abs=1e-6)
    assert latitude == pytest.approx([47.0, 49.2], abs=1e-6)


def test_pulkovo_is_shifted_by_an_operation_that_holds_in_kazakhstan():
    way = operation(known_crs("EPSG:4284"), known_crs("EPSG:4326"), REGION)
    assert "Kazakhstan" in way.area
    assert way.accuracy == 4.5
    assert not way.ballpark
    x, y = moved(way, *ATYRAU)
    shift = np.hypot((x - ATYRAU[0]) * 111_320 * np.cos(np.radians(47.1)), (y - ATYRAU[1]) * 111_200)
    assert 83 <= round(shift) <= 98  # as domain.md says of Pulkovo 1942 read as WGS 84


def test_the_report_of_an_operation_says_everything():
    way = operation(known_crs("EPSG:4284"), known_crs("EPSG:4326"), REGION)
    assert (
        str(way)
        == "EPSG:4284 (Pulkovo 1942) to EPSG:4326 (WGS 84) by Pulkovo 1942 to WGS 84 (16) (accuracy 4.5 m)"
    )
    assert way.as_json()["accuracy_m"] == 4.5


UNRELATED = "+proj=longlat +ellps=krass +type=crs"


def test_a_ballpark_operation_is_refused_unless_allowed():
    source, target = known_crs(UNRELATED), known_crs("EPSG:4326")
    with pytest.raises(BallparkTransformation, match="--allow-ballpark"):
        operation(source, target)
    way = operation(source, target, allow_ballpark=True)
    assert way.ballpark
    assert "(ballpark)" in str(way)


@pytest.mark.parametrize("text", ["EPSG:999999", "nonsense", "", "EPSG:"])
def test_an_unknown_system_is_refused(text):
    with pytest.raises(UnknownCrs, match="--crs"):
        known_crs(text)


def test_a_system_without_a_place_on_earth_is_refused():
    local = 'LOCAL_CS["site grid",UNIT["metre",1],AXIS["X",EAST],AXIS["Y",NORTH]]'
    with pytest.raises(NoTransformation):
        operation(known_crs(local), known_crs("EPSG:4326"))


def test_a_compound_system_is_used_for_its_horizontal_part():
    assert operation(known_crs("EPSG:4326+5773"), known_crs("EPSG:4326")) is None


@pytest.mark.parametrize("zone", range(8, 16))
def test_zones_of_qaztrf_are_six_degrees_wide_and_carry_their_number(zone):
    way = operation(known_crs(f"EPSG:{10934 + zone}"), known_crs("EPSG:4326"))
    longitude, latitude = moved(way, zone * 1_000_000 + 500_000, 5_210_000)
    assert longitude == pytest.approx(6 * zone - 3, abs=1e-12)
    assert latitude == pytest.approx(47.03, abs=0.02)
    assert (way.accuracy, way.ballpark) == (1.0, False)
    assert f"EPSG:{10934 + zone}" in way.source


def test_qaztrf_equals_wgs84_within_the_accuracy_of_the_operation():
    way = operation(known_crs("EPSG:10941"), known_crs("EPSG:4326"))
    assert moved(way, *ATYRAU) == pytest.approx(ATYRAU, abs=1e-8)


def test_qaztrf_in_another_programs_words_is_recognised():
    written = known_crs(qaztrf.wkt(10948))
    assert not operation(written, known_crs("EPSG:4326")).ballpark
    assert same_system(written, known_crs("EPSG:10948"))


def test_to_a_layer_in_qaztrf_there_is_a_way_from_pulkovo():
    way = operation(
        known_crs("EPSG:28409"), known_crs("EPSG:10943"), (9_400_000, 5_100_000, 9_600_000, 5_300_000)
    )
    assert not way.ballpark
    assert way.accuracy == pytest.approx(5.5)


def test_names_of_systems_are_for_people():
    assert crs_name(known_crs("10948")) == "EPSG:10948 (QazTRF-23 / Gauss-Kruger zone 14)"
