"""The ledger: what is read at which version, and what is refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.model.errors import (
    FileDamaged,
    FileExists,
    FileReadOnly,
    NewerFormat,
    NoSuchFile,
    NotARegistry,
    RegistryError,
    UnknownFeature,
    UnknownField,
    UnknownLayer,
    UnknownTag,
    UnknownVersion,
    UsageError,
)
from registry.versions.asof import _unbalanced
from registry.versions.ledger import Ledger
from registry.versions.rowwriting import FeatureThere, GivenTwice
from registry.versions.tags import TagExists, add_tag, remove_tag, tags
from registry.versions.verify import verify
from registry.versions.writing import MovedOn
from tests.versions.small import (
    ROADS,
    ROUTES,
    ZONES,
    line,
    put,
    remove,
    road,
    row,
    square,
    state,
    uid,
    values,
)

# --- reading at a version ---------------------------------------------------------------------------------


def test_every_version_reads_as_it_was(ledger):
    first = state(ledger, "roads")
    put(ledger, "roads", road(1, lanes=4), road(6))
    remove(ledger, "roads", 2)
    put(ledger, "roads", road(2, name="again"))
    assert state(ledger, "roads", 2) == first
    assert state(ledger, "roads", 1) == {}
    assert values(ledger, "roads", "lanes", 3) == {1: 4, 2: None, 3: None, 4: None, 5: None, 6: None}
    assert uid(2) not in state(ledger, "roads", 4)
    assert values(ledger, "roads", "name", 5)[2] == "again"
    assert [ledger.count("roads", revision) for revision in range(1, 6)] == [0, 5, 6, 5, 6]
    assert verify(ledger).sound


def test_values_come_back_open_or_as_stored(ledger):
    given = {"name": "Қызылорда", "lanes": 2, "width": 7.5, "paved": True, "opened": "2024-02-29"}
    put(ledger, "roads", road(1, km_to=513.85, seen="2024-12-31T10:00:00+05:00", **given))
    shown = dict(zip(ROADS.names, next(ledger.rows("roads", uids=[uid(1)]))[2:], strict=True))
    assert shown["km_to"] == 513.85
    assert shown["paved"] is True
    assert shown["seen"] == "2024-12-31T05:00:00.000Z"
    kept = dict(zip(ROADS.names, next(ledger.rows("roads", uids=[uid(1)], opened=False))[2:], strict=True))
    assert kept["km_to"] == 513850
    assert kept["paved"] == 1
    assert {name: shown[name] for name in given} == given


def test_identical_rows_are_no_commit(ledger):
    before = ledger.head()
    assert put(ledger, "roads", *(road(number) for number in range(1, 6))) is None
    assert ledger.head() == before


def test_an_exception_leaves_no_trace(ledger):
    before = ledger.path.read_bytes()

    def failing():
        yield road(1, lanes=9)
        raise KeyError

    with pytest.raises(KeyError), ledger.writing(author="A", message="m") as work:
        work.put("roads", chain([road(77)], (road(1000 + n) for n in range(600)), failing()))
    assert values(ledger, "roads", "lanes") == dict.fromkeys(range(1, 6))
    assert len(ledger.path.read_bytes()) == len(before)


def test_a_feature_deleted_and_put_in_one_commit_was_updated(ledger):
    with ledger.writing(author="A", message="m") as work:
        work.delete("roads", [bytes.fromhex(uid(1)), bytes.fromhex(uid(2))])
        work.put("roads", [road(1, lanes=3)])
        work.insert("roads", [road(2, lanes=5)])
    assert (work.changes["roads"].inserted, work.changes["roads"].updated, work.changes["roads"].deleted) == (
        0,
        2,
        0,
    )
    assert values(ledger, "roads", "lanes")[2] == 5
    assert verify(ledger).findings == ()


def put_and_delete(ledger, number):
    with ledger.writing(author="A", message="m") as work:
        work.put("roads", [road(number, lanes=2)])
        work.delete("roads", [bytes.fromhex(uid(number))])


def test_one_feature_given_twice_is_refused(ledger):
    with pytest.raises(GivenTwice, match=uid(7)), ledger.writing(author="A", message="m") as work:
        work.put("roads", [road(7), road(7, lanes=2)])
    with pytest.raises(GivenTwice), ledger.writing(author="A", message="m") as work:
        work.insert("roads", [road(8), road(8)])
    with pytest.raises(GivenTwice):
        put_and_delete(ledger, 1)
    many = [road(number) for number in range(1000, 1600)]
    with pytest.raises(GivenTwice), ledger.writing(author="A", message="m") as work:
        work.put("roads", [*many, road(1000, lanes=3)])
    assert ledger.head().revision == 2


def test_inserting_what_is_there_is_refused(ledger):
    with pytest.raises(FeatureThere, match=uid(3)), ledger.writing(author="A", message="m") as work:
        work.insert("roads", [road(3, lanes=2)])
    remove(ledger, "roads", 3)
    with ledger.writing(author="A", message="undelete") as work:
        work.insert("roads", [road(3, lanes=2)])
    assert values(ledger, "roads", "lanes")[3] == 2
    assert verify(ledger).sound


def test_what_is_not_there_cannot_be_deleted(ledger):
    with pytest.raises(UnknownFeature), ledger.writing(author="A", message="m") as work:
        work.delete("roads", [bytes.fromhex(uid(99))])
    with pytest.raises(RegistryError, match="16 bytes"), ledger.writing(author="A", message="m") as work:
        work.put("roads", [(b"short", *road(1)[1:])])


def test_a_commit_for_another_revision_is_refused(ledger):
    with pytest.raises(MovedOn), ledger.writing(author="A", message="m", expected=1) as work:
        work.put("roads", [road(9)])


# --- narrowing --------------------------------------------------------------------------------------------


def test_a_box_takes_what_it_meets_at_any_version(ledger):
    put(ledger, "roads", road(1, geom=line(60.0)))
    assert {one[0] for one in ledger.rows("roads", box=(59, 45, 61, 47))} == {uid(1)}
    assert list(ledger.rows("roads", 2, box=(59, 45, 61, 47))) == []
    assert {one[0] for one in ledger.rows("roads", 2, box=(50.0, 45, 50.015, 47))} == {uid(1)}
    assert ledger.count("roads", box=(50.0, 45, 50.035, 47)) == 2


@pytest.mark.parametrize("many", [3, 300])
def test_a_box_is_exact_at_its_edge_whether_indexed_or_not(ledger, many, monkeypatch):
    """The rtree rounds to 32 bits, the box must not."""
    monkeypatch.setattr("registry.versions.rowwriting._UNINDEXED", 100)
    put(
        ledger,
        "roads",
        *(road(number, geom=line(60 + number * 1e-9, 10)) for number in range(1000, 1000 + many)),
    )
    edge = 60 + 1001 * 1e-9
    with closing(sqlite3.connect(ledger.path)) as handle:
        indexed = handle.execute("SELECT count(*) FROM rtree_roads__rows_geom WHERE minx > 59").fetchone()[0]
    assert (indexed > 0) == (many == 300)
    assert {one[0] for one in ledger.rows("roads", box=(59, 9, edge, 11))} == {uid(1000), uid(1001)}
    left = {one[0] for one in ledger.rows("roads", box=(60.01 + (1000 + many - 1) * 1e-9, 9, 62, 11))}
    assert left == {uid(1000 + many - 1)}


@pytest.mark.parametrize(
    "box", [(1, 2, 0, 3), (0, 5, 1, 3), (float("nan"), 0, 1, 1), (0, 0, float("inf"), 1), (1, 2, 3)]
)
def test_what_is_no_box_is_refused(ledger, box):
    with pytest.raises(UsageError, match="no box"):
        list(ledger.rows("roads", box=box))


def test_a_condition_speaks_of_open_values(ledger):
    put(ledger, "roads", road(1, lanes=4, name='it\'s; a "road" 🚧', surface="gravel"))
    names = {one[0] for one in ledger.rows("roads", where="lanes >= 2 and km_to < 3")}
    assert names == {uid(1)}
    assert ledger.count("roads", where="name = 'it''s; a \"road\" 🚧' -- (or so") == 1
    assert ledger.count("roads", where="km_from >= 4") == 2
    assert ledger.count("roads", where="lanes is null or (surface in ('gravel'))") == 5
    assert ledger.count("roads", where=f"uid = '{uid(5)}'") == 1
    assert ledger.count("roads", where="lanes > 3", box=(50, 45, 50.015, 47)) == 1


@pytest.mark.parametrize(
    "where",
    [
        "1) ; DELETE FROM roads__rows; --",
        "1; SELECT 1",
        "1) UNION SELECT 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 FROM registry_metadata WHERE (1",
        "lanes = ",
        "(lanes = 1",
        "lanes = 'x",
        "1 /*",
        "load_extension('evil')",
        "writefile('/tmp/x', 1)",
        "(DELETE FROM roads__rows)",
        "nosuch(1)",
        "a\x00b",
        "name = '\udcff'",
        "abs(cast('-9223372036854775808' as integer)) > 0",
        "json_extract(name, '$.x') = 1 and json(route_id)",
        "",
    ],
)
def test_a_condition_can_only_be_a_condition(ledger, where):
    put(ledger, "roads", road(1, name="{"))
    with pytest.raises(UsageError, match="cannot be read"):
        list(ledger.rows("roads", where=where))
    assert ledger.count("roads") == 5
    assert verify(ledger).sound


def test_a_condition_over_an_unknown_field_names_the_known_ones(ledger):
    with pytest.raises(UnknownField, match=r"lames.*uid, route_id"):
        list(ledger.rows("roads", where="lames = 2"))
    with pytest.raises(UnknownField):
        list(ledger.rows("roads", where="from_rev = 2"))


@given(st.text(alphabet="()';\"`[]-/*\n a1"))
def test_brackets_that_balance_for_us_balance_for_sqlite(where):
    """What gets past the check stays inside its brackets: SQLite, given a column per bracket, agrees."""
    if not _unbalanced(where):
        with closing(sqlite3.connect(":memory:")) as handle:
            try:
                rows = handle.execute(
                    f"SELECT count(*) FROM (SELECT 1 AS a WHERE 0) WHERE (\n{where}\n)"
                ).fetchall()
            except sqlite3.Error:
                return
            assert rows == [(0,)]


def test_features_can_be_asked_for_by_uid(ledger):
    assert [one[0] for one in ledger.rows("roads", uids=[uid(2), uid(99), uid(4)])] == [uid(2), uid(4)]
    assert list(ledger.rows("roads", uids=[])) == []
    with pytest.raises(UnknownFeature, match="32 hex"):
        list(ledger.rows("roads", uids=["xyz"]))


# --- version specs ----------------------------------------------------------------------------------------


def test_versions_are_named_as_people_name_them(tmp_path):
    ledger = Ledger.create(tmp_path / "r.gpkg", timezone="+05:00", time="2024-12-01T00:00:00Z")
    moments = [
        "2024-12-30T18:59:59.999Z",
        "2024-12-30T19:00:00.000Z",
        "2024-12-31T18:59:59.999Z",
        "2025-01-01T00:00:00Z",
    ]
    with ledger.writing(author="A", message="layer", time="2024-12-02T00:00:00Z") as work:
        work.define(ROUTES)
    for number, time in enumerate(moments):
        with ledger.writing(author="A", message="m", time=time) as work:
            work.put("routes", [row(ROUTES, number, route_id=str(number))])
    assert ledger.resolve("2024-12-30") == 2
    assert ledger.resolve("2024-12-31") == 4
    assert ledger.resolve("2024-12-31T00:00:00") == 3
    assert ledger.resolve("2024-12-30T19:00:00Z") == 3
    assert ledger.resolve("2030-01-01") == ledger.resolve(None) == ledger.resolve("HEAD") == 5
    assert ledger.resolve("head~1") == 4
    assert ledger.resolve(" 3 ") == ledger.resolve(3) == 3
    add_tag(ledger, "2024-report", "2024-12-31", author="A")
    assert ledger.resolve("tag:2024-report") == 4
    assert ledger.commit("tag:2024-report").time == moments[2]


@pytest.mark.parametrize(
    "version",
    ["2020-01-01", "2024-02-30", "9999-12-31", "0001-01-01T00:00:00", "head~9", "7",
     "head~99999999999999999999",     "9" * 5000, -1, "draft:x", "", "2024", "tag:none", "2024-12-31Tx"],
)  # fmt: skip
def test_a_version_that_is_none_is_refused(ledger, version):
    with pytest.raises((UnknownVersion, UnknownTag)):
        ledger.resolve(version)


def test_unknown_layers_are_refused_at_any_version(ledger):
    with pytest.raises(UnknownLayer, match="roads, routes, zones"):
        list(ledger.rows("rodas"))
    with pytest.raises(UnknownLayer):
        ledger.count("roads", 0)


def test_time_never_runs_backwards(ledger):
    before = ledger.head()
    with ledger.writing(author="A", message="m", time="2001-01-01T00:00:00Z") as work:
        work.put("roads", [road(9)])
    assert work.commit.time > before.time
    times = [put(ledger, "roads", road(9, lanes=1 + number)).time for number in range(5)]
    assert times == sorted(set(times))
    with pytest.raises(UsageError), ledger.writing(author="A", message="m", time="yesterday") as work:
        work.put("roads", [road(9, lanes=11)])


# --- tags -------------------------------------------------------------------------------------------------


def test_tags_are_moved_on_purpose_only_and_every_record_stays(ledger):
    add_tag(ledger, "отчёт 2024", 1, author="A", message="draft")
    assert add_tag(ledger, "отчёт 2024", 1, author="B").author == "A"
    with pytest.raises(TagExists, match="revision 1"):
        add_tag(ledger, "отчёт 2024", 2, author="A")
    add_tag(ledger, "отчёт 2024", 2, author="A", force=True)
    assert [(one.name, one.revision) for one in tags(ledger)] == [("отчёт 2024", 2)]
    remove_tag(ledger, "отчёт 2024", author="A")
    assert tags(ledger) == []
    with pytest.raises(UnknownTag):
        remove_tag(ledger, "отчёт 2024", author="A")
    with closing(sqlite3.connect(ledger.path)) as handle:
        assert handle.execute("SELECT count(*) FROM registry_tags").fetchone() == (3,)
    assert verify(ledger).sound


@pytest.mark.parametrize("name", ["", " ", " a", "a ", "a\n", "a\nb", "a\0b", "x" * 101, "-a", "a..b"])
def test_some_names_cannot_be_tags(ledger, name):
    with pytest.raises(UsageError):
        add_tag(ledger, name, author="A")


@pytest.mark.parametrize(
    "name", ["a", "a;b", "a'b", '«Есеп» 2024; "соңғы" 😀', "x" * 100, "2024/IV.1 ~", "#1"]
)
def test_quotes_semicolons_and_emoji_are_fine_in_tags(ledger, name):
    add_tag(ledger, name, 1, author="A")
    assert [one.name for one in tags(ledger)] == [name]
    assert ledger.resolve(f"tag:{name}") == 1
    remove_tag(ledger, name, author="A")
    assert verify(ledger).sound


# --- texts ------------------------------------------------------------------------------------------------


def test_any_text_simply_works(ledger):
    nasty = 'Ә\'; DROP TABLE roads__rows; -- "quoted" 🚜 \\ % \u202e'
    with ledger.writing(author=nasty, message=nasty * 50) as work:
        work.put("roads", [road(1, name=nasty)])
    assert ledger.head().author == nasty
    assert values(ledger, "roads", "name")[1] == nasty
    assert verify(ledger).sound


@pytest.mark.parametrize("text", ["a\x00b", "\udcff\udcfe"])
def test_text_that_cannot_be_kept_is_refused(ledger, text):
    for facts in ({"author": text, "message": "m"}, {"author": "A", "message": text}):
        with pytest.raises(UsageError), ledger.writing(**facts) as work:
            work.put("roads", [road(9)])
    with pytest.raises(UsageError):
        add_tag(ledger, "t", author="A", message=text)


# --- files ------------------------------------------------------------------------------------------------


def test_a_registry_in_a_folder_with_any_name_works(tmp_path):
    folder = tmp_path / "Атырау # 100% ? & 'x'"
    folder.mkdir()
    ledger = Ledger.create(folder / "тізілім #1?.gpkg")
    with ledger.writing(author="A", message="m") as work:
        work.define(ZONES)
        work.put("zones", [row(ZONES, 1, square(50))])
    assert Ledger.open(ledger.path).count("zones") == 1
    assert [one.name for one in folder.iterdir()] == [ledger.path.name]


def test_creating_never_overwrites(ledger, tmp_path):
    with pytest.raises(FileExists):
        Ledger.create(ledger.path)
    with pytest.raises(RegistryError, match="no folder"):
        Ledger.create(tmp_path / "nowhere" / "r.gpkg")
    with pytest.raises(RegistryError, match="offset"):
        Ledger.create(tmp_path / "z.gpkg", timezone="Asia/Almaty")
    assert not (tmp_path / "z.gpkg").exists()


def test_a_file_that_is_no_registry_is_named(tmp_path, ledger, work):
    (tmp_path / "text.gpkg").write_text("name;km\n" * 1000)
    (tmp_path / "nothing.gpkg").touch()
    (tmp_path / "folder.gpkg").mkdir()
    for path in ("text.gpkg", "nothing.gpkg"):
        with pytest.raises(NotARegistry):
            Ledger.open(tmp_path / path)
    with pytest.raises(NotARegistry):
        Ledger.open(work.path)
    for path in ("folder.gpkg", "none.gpkg"):
        with pytest.raises(NoSuchFile):
            Ledger.open(tmp_path / path)


@pytest.mark.parametrize(("found", "error"), [("2", NewerFormat), ("0", FileDamaged), ("x", FileDamaged)])
def test_another_format_is_named(ledger, found, error):
    with closing(sqlite3.connect(ledger.path)) as handle, handle:
        handle.execute("DROP TRIGGER registry_metadata_no_update")
        handle.execute("UPDATE registry_metadata SET value = ? WHERE name = 'format'", (found,))
    with pytest.raises(error):
        Ledger.open(ledger.path)


def test_where_hard_links_are_unknown_a_registry_is_made_all_the_same(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("os.link", refuse)
    assert Ledger.create(tmp_path / "r.gpkg").head().revision == 0
    with pytest.raises(FileExists):
        Ledger.create(tmp_path / "r.gpkg")
    monkeypatch.setattr("os.open", refuse)
    with pytest.raises(FileReadOnly):
        Ledger.create(tmp_path / "s.gpkg")


def test_a_journal_left_beside_is_not_played_into_a_new_registry(tmp_path, ledger):
    (tmp_path / "new.gpkg-journal").write_bytes(ledger.path.read_bytes()[:4096])
    assert verify(Ledger.create(tmp_path / "new.gpkg")).sound
