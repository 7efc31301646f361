"""Roads by kilometre on the command line: places found, events drawn, and measured anew."""

import json

import pytest

from registry.model.geojson import from_geojson
from registry.versions.ledger import Ledger


def shift_posts(path, by):
    """The road from Atyrau to Dossor begins so many kilometres later."""
    ledger = Ledger.open(path)
    with ledger.writing(author="Test", message="Kilometres anew") as work:
        definition = ledger.definition("roads")
        at = [definition.names.index(one) + 2 for one in ("route_id", "km_from", "km_to")]
        rows = [list(row) for row in ledger.rows("roads", opened=False) if row[at[0]] == "atyrau-dossor"]
        for row in rows:
            row[0] = bytes.fromhex(row[0])
            row[at[1]], row[at[2]] = row[at[1]] + by * 1000, row[at[2]] + by * 1000
        work.put("roads", [tuple(row) for row in rows])
    return ledger


def spans(path, route="atyrau-dossor"):
    ledger = Ledger.open(path)
    names = ledger.definition("repairs").names
    place = [names.index(one) + 1 for one in ("route_id", "km_from", "km_to")]
    return [
        (row[1:][place[1]], row[1:][place[2]]) for row in ledger.rows("repairs") if row[1:][place[0]] == route
    ]


def test_a_point_and_its_kilometre_are_found_both_ways(run, atyrau):
    told = run("locate", "atyrau-dossor", "12+500").out.strip()
    assert run("locate", told).out.strip() == "atyrau-dossor km 12+500"
    facts = run("--json", "locate", told, "--route", "atyrau-dossor").json
    assert (facts["measure_m"], facts["metres"] < 0.05) == (12500, True)


def test_a_stretch_is_cut_out_beside_the_road(run, atyrau, tmp_path):
    file = tmp_path / "left.geojson"
    run("locate", "atyrau-dossor", "18+000", "12+500", "--offset", "-6", "--output", file)
    feature = json.loads(file.read_text(encoding="utf-8"))["features"][0]
    assert feature["properties"]["measured_m"] == 5500
    assert feature["properties"]["true_m"] == pytest.approx(5500, abs=1)
    assert feature["geometry"]["type"] == "MultiLineString"


def test_a_stretch_lies_on_the_road_as_a_map_draws_it(run, atyrau, tmp_path):
    file = tmp_path / "stretch.geojson"
    run("locate", "atyrau-dossor", "40", "50", "--output", file)
    (ends,) = json.loads(file.read_text(encoding="utf-8"))["features"][0]["geometry"]["coordinates"]
    (start_x, start_y), (end_x, end_y) = (51.88427, 47.1048), (52.9709, 47.53234)
    for x, y in ends:
        assert y == pytest.approx(start_y + (x - start_x) / (end_x - start_x) * (end_y - start_y), abs=1e-8)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("atyrau-dossor", "120"), 65, "leaves the route, which has km 0+000 to 94+911"),
        (("nowhere", "1"), 64, "there is no route 'nowhere' with a line"),
        (("10,10",), 65, "no road lies within 500 m of 10,10"),
        (("ten,10",), 64, "write a point as LON,LAT"),
        (("nan,47",), 64, "nan,47 is no place"),
        (("52.2,47.2318", "--heading", "150"), 65, "no road that runs towards 150° lies within 500 m"),
        (("atyrau-dossor", "3", "3"), 64, "km 3+000 twice is no stretch"),
        (("atyrau-dossor", "a+b"), 64, "'a+b' is no kilometre"),
        (("atyrau-dossor", "1", "2", "3"), 64, "3 kilometres"),
    ],
)
def test_what_cannot_be_found_says_why(run, atyrau, words, code, said):
    assert said in run("locate", *words, code=code).complaint


def test_events_are_drawn_where_their_kilometres_say_and_only_once(run, atyrau):
    shift_posts(atyrau, 10)
    dry = run("--json", "draw", "--dry-run").json
    assert dry["commit"] is None
    assert dry["drawn"]["repairs"] > 0
    done = run("--json", "--author", "Test", "draw").json
    assert done["drawn"] == dry["drawn"]
    assert run("--json", "draw").json["drawn"] == {"condition_surveys": 0, "repairs": 0}


def test_a_preview_of_a_realignment_changes_nothing(run, atyrau):
    before = spans(atyrau)
    shift_posts(atyrau, 10)
    told = run("realign", "2..head", "repairs", "--behaviour", "move").out
    assert "keeps its place, which is +10000 m in kilometres of route atyrau-dossor" in told
    assert spans(atyrau) == before


def test_events_that_move_keep_their_place_and_get_the_new_kilometres(run, atyrau):
    before = spans(atyrau)
    shift_posts(atyrau, 10)
    run("--author", "Test", "realign", "2..head", "--behaviour", "move", "--apply")
    assert spans(atyrau) == [(start + 10, end + 10) for start, end in before]
    assert (
        "nothing to commit"
        in run("--author", "Test", "realign", "head..head", "--behaviour", "move", "--apply").out
    )


def test_events_that_stay_keep_their_kilometres(run, atyrau):
    before = spans(atyrau)
    shift_posts(atyrau, 10)
    told = run("--author", "Test", "realign", "2..head", "repairs", "--behaviour", "stay", "--apply").out
    assert "which stand 10000 m elsewhere now" in told
    assert spans(atyrau) == before


def test_a_realignment_is_applied_to_the_newest_version_only(run, atyrau):
    shift_posts(atyrau, 10)
    told = run("realign", "1..2", "--behaviour", "move", "--apply", code=64).complaint
    assert "not the newest version" in told
    assert "write it as A..B" in run("realign", "2", "--behaviour", "move", code=64).complaint
    assert (
        "choose of: concurrencies, condition_surveys, repairs"
        in run("realign", "2..head", "roads", "--behaviour", "move", code=64).complaint
    )


def test_a_route_alone_tells_its_kilometres_and_how_its_posts_fit(run, atyrau):
    posts = [
        (0, 51.88427, 47.1048),
        (40, 52.3400905, 47.2862445),
        (50, 52.0263801, 47.1616967),
        (60, 52.5691672, 47.3762816),
        (90, 52.9, 47.6),
    ]
    ledger = Ledger.open(atyrau)
    names = ledger.definition("km_posts").names
    with ledger.writing(author="Test", message="Posts") as work:
        rows = []
        for number, (km, longitude, latitude) in enumerate(posts):
            told = {"route_id": "Atyrau-Dossor", "km": km * 1000, "source": "survey", "quality": "surveyed"}
            geometry = ledger.definition("km_posts").geometry
            blob = from_geojson({"type": "Point", "coordinates": [longitude, latitude]}, geometry)
            rows.append((bytes([number]) * 16, blob, *(told.get(name) for name in names)))
        work.insert("km_posts", rows)
    facts = run("--json", "locate", "atyrau-dossor").json
    assert facts["measured_by"] == "posts"
    assert [one["status"] for one in facts["posts"]] == ["used", "used", "out-of-order", "used", "off-path"]
    shown = run("locate", "ATYRAU-DOSSOR").out
    assert "3 of 5 km posts used" in shown
    assert "km 50+000 stands at about km" in shown


def test_a_route_is_found_by_its_other_name(run, atyrau):
    shown = run("locate", "Атырау–Уральск", "200").out
    assert shown == run("locate", "atyrau-oral", "200").out
