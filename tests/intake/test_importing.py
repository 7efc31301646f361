"""An import is one commit, all or nothing; keys update instead of duplicate; bad rows say why."""

import csv
import json

import geopandas as gpd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.intake.errors import (
    BallparkTransformation,
    ImportedBefore,
    RequiredMissing,
    RowsRefused,
    SourceIsRegistry,
    UnknownCrs,
    UnusableKey,
    UnusableMapping,
)
from registry.intake.importing import import_source
from registry.model.definition import Choice, Definition, Field, Rule
from registry.model.errors import UnknownField, UnknownLayer, UsageError
from registry.versions.ledger import Ledger

from .conftest import WORKS


def table(tmp_path, *rows, heading="route_id,km_from,km_to,cost,contractor", name="works.csv"):
    path = tmp_path / name
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return path


GOOD = ("A-1,1,2,10,x", "A-2,3,4,20,y")
BAD = ("A-3,9,5,1,z", "A-4,q,6,1,z", ",1,2,3,z", "A-5,-1,2,many,z")


def works(values):
    return values("works", "route_id", "km_from", "km_to", "cost", "contractor")


# --- all or nothing -----------------------------------------------------------------------------------


def test_one_commit_with_the_message_and_where_the_rows_came_from(tmp_path, ledger, bring):
    report = bring(table(tmp_path, *GOOD), "works")
    head = ledger.head()
    assert report.commit == head
    assert (head.author, head.revision) == ("Test", 2)
    subject, source, digest = head.message.split("\n\n")[0], *head.message.split("\n")[2:4]
    assert (subject, source) == ("import", "Source: works.csv")
    assert digest.startswith("Source-SHA256: ")


def test_bad_rows_stop_the_import_and_all_of_them_are_told(tmp_path, ledger, bring):
    path = table(tmp_path, *GOOD, *BAD)
    before = ledger.head()
    with pytest.raises(RowsRefused) as caught:
        bring(path, "works")
    assert ledger.head() == before
    assert ledger.count("works") == 0
    error = caught.value
    assert "4 of 6 rows of works.csv cannot be taken, first: line 4: " in str(error)
    assert (error.report.rejected, error.report.inserted, error.report.commit) == (4, 0, None)
    assert len(error.as_json()["rejects"]) == 4
    with (tmp_path / "works.csv.rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        rejects = list(csv.DictReader(file))
    assert [(one["row"], one["reason"]) for one in rejects] == [
        ("4", "km_to, km_from = 5.0, 9.0: km_to must be greater than km_from"),
        ("5", "km_from = 'q': is not a number"),
        ("6", "route_id is required"),
        ("7", "cost = 'many': is not a number; km_from = -1: must be at least 0"),
    ]
    assert [one["contractor"] for one in rejects] == ["z"] * 4


def test_asked_to_go_on_the_good_rows_come_in(tmp_path, ledger, bring, values):
    report = bring(table(tmp_path, *BAD[:2], *GOOD, *BAD[2:]), "works", on_bad_rows="skip")
    assert (report.rows, report.inserted, report.rejected) == (6, 2, 4)
    assert works(values) == [("A-1", 1.0, 2.0, 10.0, "x"), ("A-2", 3.0, 4.0, 20.0, "y")]


def test_the_reject_file_mended_can_be_imported(tmp_path, ledger, bring, values):
    path = table(tmp_path, *GOOD, "A-3,9,5,1,z")
    report = bring(path, "works", on_bad_rows="skip", reject_path=tmp_path / "bad.csv")
    text = report.reject_path.read_text(encoding="utf-8-sig").replace(",9,5,", ",5,9,")
    report.reject_path.write_text(text, encoding="utf-8-sig")
    assert bring(report.reject_path, "works").inserted == 1
    assert works(values)[-1] == ("A-3", 5.0, 9.0, 1.0, "z")


def test_the_rejects_of_a_gis_file_keep_their_geometry_and_system(tmp_path, ledger, bring):
    shapes = [shapely.from_wkt("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))"), shapely.box(5, 5, 6, 6)]
    frame = gpd.GeoDataFrame({"name": ["крест", "ok"]}, geometry=shapes, crs=4326)
    frame.to_file(tmp_path / "zones.gpkg", engine="pyogrio")
    report = bring(tmp_path / "zones.gpkg", "zones", on_bad_rows="skip")
    assert report.rejects[0].reasons == ("geometry is invalid: self-intersection at (1, 1)",)
    mended = bring(report.reject_path, "zones", fix=True)
    assert (mended.inserted, mended.mended) == (1, 1)
    assert ledger.count("zones") == 2


def test_no_rejects_leave_no_file(tmp_path, bring):
    bring(table(tmp_path, *GOOD), "works")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["registry.gpkg", "works.csv"]


def test_a_failure_halfway_leaves_everything_as_it_was(tmp_path, ledger, bring, monkeypatch):
    from registry.intake import rows

    complete = rows.RowMaker.complete
    calls = []

    def fails(self, chunk, old):
        calls.append(1)
        if len(calls) == 3:
            raise OSError("the share went away")
        return complete(self, chunk, old)

    monkeypatch.setattr(rows.RowMaker, "complete", fails)
    monkeypatch.setattr("registry.intake.tables.BATCH", 10)
    before = ledger.head()
    path = table(tmp_path, *(f"A-{i},1,2,3,z" for i in range(100)), "A,x,x,x,x")
    with pytest.raises(OSError, match="went away"):
        bring(path, "works", on_bad_rows="skip")
    assert ledger.head() == before
    assert ledger.count("works") == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == ["registry.gpkg", "works.csv"]


def test_a_dry_run_writes_its_rejects_where_it_is_told(tmp_path, bring):
    told = tmp_path / "bad.csv"
    report = bring(table(tmp_path, *GOOD, *BAD), "works", dry_run=True, reject_path=told)
    assert report.reject_path == told
    assert len(told.read_text(encoding="utf-8").splitlines()) == 5


def test_a_bad_choice_is_one_reason_also_where_a_rule_asks_for_it(tmp_path, ledger, bring):
    done = Definition(
        "done",
        {"en": "Done"},
        (
            Field("status", "text", choices=(Choice("done"), Choice("planned"))),
            Field("kind", "text", choices=(Choice("medium", {"ru": "средний ремонт"}), Choice("capital"))),
            Field("cost", "real"),
        ),
        None,
        rules=(Rule("kind", "status != 'done' or kind is not None", {"en": "what is done needs its kind"}),),
    )
    with ledger.writing(author="Test", message="layer") as tx:
        tx.define(done)
    path = table(tmp_path, "done,ямочный,1", "done,,2", "done,Средний,3", heading="status,kind,cost")
    report = bring(path, "done", dry_run=True)
    assert [len(one.reasons) for one in report.rejects] == [1, 1]
    assert "is none of the choices" in report.rejects[0].reasons[0]
    assert "what is done needs its kind" in report.rejects[1].reasons[0]
    assert "kind: read 'Средний' as medium" in report.notes


def test_a_dry_run_tells_all_and_changes_nothing(tmp_path, ledger, bring):
    path = table(tmp_path, *GOOD, *BAD)
    before = ledger.path.read_bytes()
    for key in (None, "route_id,km_from"):
        report = bring(path, "works", dry_run=True, key=key)
        assert (report.rows, report.inserted, report.rejected, report.commit) == (6, 2, 4, None)
        assert report.reject_path is None
        assert not list(tmp_path.glob("*.rejects.csv"))
    assert ledger.path.read_bytes() == before


def test_the_report_is_plain_json(tmp_path, bring):
    report = bring(table(tmp_path, *GOOD, *BAD), "works", on_bad_rows="skip")
    told = json.loads(json.dumps(report.as_json(), ensure_ascii=False))
    assert told["rejects"][0]["row"] == 4
    assert {one["field"] for one in told["mapping"]} == {"route_id", "km_from", "km_to", "cost", "contractor"}
    assert told["missing"] == ["name_ru", "work_type", "currency", "accepted_on", "done"]


def test_progress_counts_up_to_the_rows(tmp_path, bring, monkeypatch):
    monkeypatch.setattr("registry.intake.tables.BATCH", 1)
    seen = []
    bring(table(tmp_path, *GOOD), "works", progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, None), (2, None)]


# --- keys ---------------------------------------------------------------------------------------------

KEY = ("route_id", "km_from")


def test_a_key_updates_what_is_there_and_adds_the_rest(tmp_path, ledger, bring, values):
    bring(table(tmp_path, *GOOD), "works")
    uids = {row[2]: row[0] for row in ledger.rows("works")}
    report = bring(
        table(tmp_path, "A-1,1,7,10,x", "A-2,3,4,20,y", "A-9,1,2,3,z", name="new.csv"), "works", key=KEY
    )
    assert (report.inserted, report.updated, report.unchanged) == (1, 1, 1)
    assert works(values) == [
        ("A-1", 1.0, 7.0, 10.0, "x"),
        ("A-2", 3.0, 4.0, 20.0, "y"),
        ("A-9", 1.0, 2.0, 3.0, "z"),
    ]
    assert {row[2]: row[0] for row in ledger.rows("works") if row[2] != "A-9"} == uids


def test_an_update_keeps_what_the_source_has_no_column_for_and_empties_what_it_says_is_empty(
    tmp_path, bring, values
):
    bring(table(tmp_path, *GOOD), "works")
    bring(table(tmp_path, "A-1,1,", heading="route_id,km_from,cost", name="costs.csv"), "works", key=KEY)
    assert works(values)[0] == ("A-1", 1.0, 2.0, None, "x")


def test_rules_hold_for_the_row_as_it_will_be(tmp_path, bring):
    bring(table(tmp_path, *GOOD), "works")
    path = table(tmp_path, "A-1,5", heading="route_id,km_from", name="later.csv")
    report = bring(path, "works", key="route_id", on_bad_rows="skip")
    assert report.rejects[0].reasons == ("km_to, km_from = 2.0, 5.0: km_to must be greater than km_from",)


def test_the_same_again_by_key_is_nothing_to_import(tmp_path, ledger, bring):
    path = table(tmp_path, *GOOD)
    bring(path, "works", key=KEY)
    before = ledger.head()
    report = bring(path, "works", key=KEY)
    assert (report.unchanged, report.nothing, report.commit) == (2, True, None)
    assert ledger.head() == before


def test_keys_that_come_twice_are_missing_or_fit_several_are_rejected(tmp_path, ledger, bring):
    bring(table(tmp_path, "A-1,1,2,,", "A-1,1,3,,"), "works")
    rows = ("A-1,1,5,,", "A-2,3,4,,", ",3,4,,", "A-2,3,9,,")
    report = bring(table(tmp_path, *rows, name="new.csv"), "works", key=KEY, on_bad_rows="skip")
    assert [(one.number, one.reasons[0]) for one in report.rejects] == [
        (2, "the key route_id = A-1, km_from = 1000 fits several features of the layer"),
        (4, "route_id = nothing: a key must be there"),
        (5, "the key route_id = A-2, km_from = 3000 comes twice: in rows 3 and 5"),
    ]
    assert report.inserted == 1


def test_a_row_refused_for_its_key_says_it_once(tmp_path, bring):
    report = bring(table(tmp_path, ",3,4,,"), "works", key=KEY, on_bad_rows="skip")
    assert report.rejects[0].reasons == ("route_id = nothing: a key must be there",)


def test_a_table_updates_attributes_and_leaves_the_geometry(tmp_path, ledger, bring, values):
    frame = gpd.GeoDataFrame(
        {"name": ["Атырау"], "population": [1]}, geometry=[shapely.Point(51.9, 47.1)], crs=4326
    )
    frame.to_file(tmp_path / "p.geojson", driver="GeoJSON", engine="pyogrio")
    bring(tmp_path / "p.geojson", "places")
    (before,) = ledger.rows("places")
    path = table(tmp_path, "Атырау,2", heading="name,population")
    assert bring(path, "places", key="name").updated == 1
    (after,) = ledger.rows("places")
    assert after == (*before[:3], 2)


def test_identities_are_kept_and_match_without_a_key_named(tmp_path, ledger, bring, values):
    heading = "uid,route_id,km_from,km_to"
    first = "ab" * 16
    written = "{ABABABAB-ABAB-ABAB-ABAB-ABABABABABAB}"
    bring(table(tmp_path, f"{written},A-1,1,2", ",A-2,3,4", heading=heading), "works")
    assert {row[2]: row[0] for row in ledger.rows("works")}["A-1"] == first
    report = bring(table(tmp_path, f"{first},A-1,1,9", heading=heading, name="new.csv"), "works")
    assert (report.inserted, report.updated, report.key) == (0, 1, ("uid",))


def test_an_identity_that_comes_twice_or_is_none_is_rejected(tmp_path, bring):
    one = "ab" * 16
    rows = (f"{one},A-1,1,2", f"{one},A-2,1,2", "7,A-3,1,2")
    path = table(tmp_path, *rows, heading="uid,route_id,km_from,km_to")
    report = bring(path, "works", mapping={"uid": "uid"}, on_bad_rows="skip")
    assert [one.reasons[0] for one in report.rejects] == [
        f"the key uid = {'ab' * 16} comes twice: in rows 2 and 3",
        "uid = '7': is not 32 hex digits",
    ]


def test_a_column_uid_of_another_program_is_no_identity(tmp_path, bring):
    report = bring(table(tmp_path, "1,A-1,1,2", "2,A-2,1,2", heading="uid,route_id,km_from,km_to"), "works")
    assert (report.inserted, report.key) == (2, ())
    assert any("identities" in note for note in report.notes)


def test_a_deleted_feature_comes_back_under_its_identity(tmp_path, ledger, bring):
    one = "cd" * 16
    path = table(tmp_path, f"{one},A-1,1,2", heading="uid,route_id,km_from,km_to")
    bring(path, "works")
    with ledger.writing(author="Test", message="gone") as tx:
        tx.delete("works", [bytes.fromhex(one)])
    assert bring(path, "works").inserted == 1
    assert [row[0] for row in ledger.rows("works")] == [one]


@pytest.mark.parametrize(
    ("key", "error"),
    [
        ("colour", UnknownField),
        ("accepted_on", UnusableKey),
        ("uid", UnusableKey),
        ("", UnknownField),
        ([], UnusableKey),
    ],
)
def test_a_key_that_cannot_be_is_refused(tmp_path, bring, key, error):
    with pytest.raises(error):
        bring(table(tmp_path, *GOOD), "works", key=key)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["A", "Б", "Қ;", 'x"']), st.integers(1, 4), min_size=1, max_size=4),
        min_size=1,
        max_size=4,
    )
)
def test_imports_by_key_are_updates_of_a_dictionary(tmp_path_factory, versions):
    folder = tmp_path_factory.mktemp("keys")
    ledger = Ledger.create(folder / "r.gpkg")
    with ledger.writing(author="Test", message="layers") as tx:
        tx.define(WORKS)
    model = {}
    for number, rows in enumerate(versions):
        path = folder / f"{number}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(
                [["route_id", "km_from", "km_to"], *([key, 0, to] for key, to in rows.items())]
            )
        report = import_source(ledger, path, "works", author="Test", message="m", key="route_id")
        assert report.inserted == len(rows.keys() - model.keys())
        assert report.updated == sum(model[key] != to for key, to in rows.items() if key in model)
        model |= rows
        assert {row[2]: row[5] for row in ledger.rows("works")} == model


# --- what is asked of it ------------------------------------------------------------------------------


def test_values_the_same_for_all_rows(tmp_path, bring, values):
    path = table(tmp_path, "A-1,1,2", heading="route_id,km_from,km_to")
    bring(
        path,
        "works",
        constants={"work_type": "Капитальный ремонт", "accepted_on": "31.12.2024", "cost": "1 000,5"},
    )
    assert values("works", "work_type", "accepted_on", "cost") == [("capital", "2024-12-31", 1000.5)]
    with pytest.raises(UnusableMapping, match=r"31\.12\.24"):
        bring(path, "works", constants={"accepted_on": "31.12.24"}, again=True)


def test_a_mapping_said_once_serves_the_next_file(tmp_path, ledger, bring, values):
    heading = "Шоссе,a,b"
    mapping = {"Шоссе": "route_id", "a": "km_from", "b": "km_to*0.001"}
    bring(table(tmp_path, "A-1,1,2000", heading=heading), "works", mapping=mapping)
    report = bring(table(tmp_path, "A-2,1,3000", heading="ШОССЕ ,A,B", name="2.csv"), "works")
    assert {match.how for match in report.mapping} == {"saved"}
    assert values("works", "route_id", "km_to") == [("A-1", 2.0), ("A-2", 3.0)]


def test_a_dry_run_remembers_no_mapping(tmp_path, bring):
    mapping = {"a": "route_id", "b": "km_from", "c": "km_to"}
    path = table(tmp_path, "A-1,1,2", heading="a,b,c")
    bring(path, "works", mapping=mapping, dry_run=True)
    with pytest.raises(RequiredMissing, match="route_id, km_from, km_to"):
        bring(path, "works")


def test_the_same_file_twice_without_a_key_is_nothing_and_never_doubles(tmp_path, ledger, bring):
    path = table(tmp_path, *GOOD)
    bring(path, "works")
    report = bring(path, "works")
    assert (report.nothing, report.commit) == (True, None)
    assert "imported in revision 2" in report.notes[-1]
    bring(table(tmp_path, "A-7,1,2,3,z", name="other.csv"), "works")
    with pytest.raises(ImportedBefore, match="--key"):
        bring(path, "works")
    assert bring(path, "works", again=True).inserted == 2
    assert ledger.count("works") == 5


def test_required_fields_without_a_column_are_named_before_a_row_is_read(tmp_path, bring):
    with pytest.raises(RequiredMissing, match="works requires km_from, km_to"):
        bring(table(tmp_path, "A-1", heading="route_id"), "works")


def test_what_makes_no_sense_is_refused(tmp_path, ledger, bring):
    path = table(tmp_path, *GOOD)
    with pytest.raises(UnknownLayer):
        bring(path, "rodas")
    with pytest.raises(UsageError):
        bring(path, "works", on_bad_rows="maybe")
    with pytest.raises(UsageError):
        import_source(ledger, path, "works", author="Test", message="  ")
    with pytest.raises(UnknownField):
        bring(path, "works", constants={"colour": "red"})
    with pytest.raises(SourceIsRegistry):
        bring(ledger.path, "works")


def test_a_ballpark_transformation_is_refused_before_anything_is_written(tmp_path, ledger, bring):
    frame = gpd.GeoDataFrame(
        {"name": ["a"]}, geometry=[shapely.Point(51.9, 47.1)], crs="+proj=longlat +ellps=krass"
    )
    path = tmp_path / "p.gpkg"
    frame.to_file(path, engine="pyogrio")
    with pytest.raises((BallparkTransformation, UnknownCrs)):
        bring(path, "places")
    assert ledger.count("places") == 0
    report = bring(path, "places", crs="+proj=longlat +ellps=krass +type=crs", allow_ballpark=True)
    assert report.transformation.ballpark
    assert any("ballpark" in note for note in report.notes)
    assert "(ballpark)" in ledger.head().message


def test_mixed_geometry_and_numbers_that_are_none_are_told_row_by_row(tmp_path, bring):
    features = [
        {"type": "Point", "coordinates": [51.9, 47.1]},
        {"type": "LineString", "coordinates": [[51, 47], [52, 48]]},
        {"type": "Point", "coordinates": [512345, 5212345]},
        {"type": "Point", "coordinates": [47.1, 151.9]},
        None,
    ]
    path = tmp_path / "mixed.geojson"
    rows = [
        {"type": "Feature", "properties": {"name": str(i)}, "geometry": one} for i, one in enumerate(features)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
    report = bring(path, "places", on_bad_rows="skip")
    assert report.inserted == 2
    assert [one.number for one in report.rejects] == [2, 3, 4]
    assert "is a LineString, the layer takes Point" in report.rejects[0].reasons[0]
    assert "lies outside longitude" in report.rejects[1].reasons[0]


def test_nan_and_infinite_coordinates_are_rejected(tmp_path, bring):
    shapes = [
        shapely.LineString([(50, 47), (float("inf"), 48)]),
        shapely.LineString([(50, 47), (float("nan"), 48)]),
    ]
    frame = gpd.GeoDataFrame({"route_id": ["a", "b"]}, geometry=shapes, crs=4326)
    frame.to_file(tmp_path / "n.gpkg", engine="pyogrio")
    report = bring(tmp_path / "n.gpkg", "roads", on_bad_rows="skip")
    assert report.rejected == 2
    assert all("not a finite number" in one.reasons[0] for one in report.rejects)
