"""Schema changes are commits: old versions read with the fields they had, and no value is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.model import chainage
from registry.model.definition import Choice, Definition, Field, Geometry
from registry.model.errors import DefinitionError, DestructiveDefinition, UsageError
from registry.model.fieldtypes import WIDENINGS, stored
from registry.model.geojson import to_geojson
from registry.versions.history import differences
from registry.versions.ledger import Ledger
from registry.versions.verify import verify
from tests.versions.small import ROADS, ROUTES, ZONES, ask, line, put, road, row, state, uid, values


def define(ledger, definition, **how):
    with ledger.writing(author="A", message="schema") as work:
        steps = work.define(definition, **how)
    return work.commit, [one.kind for one in steps]


def changed(definition, field, /, **how):
    """The definition with one field changed."""
    fields = tuple(replace(one, **how) if one.name == field else one for one in definition.fields)
    return replace(definition, fields=fields, rules=(), linear=None, key=())


def without(definition, *names):
    fields = tuple(one for one in definition.fields if one.name not in names)
    return replace(definition, fields=fields, rules=(), linear=None, key=())


def test_the_same_definition_again_is_no_commit(ledger):
    assert define(ledger, ROADS) == (None, [])


def test_an_added_field_is_null_in_what_is_there(ledger):
    before = state(ledger, "roads")
    commit, steps = define(ledger, replace(ROADS, fields=(*ROADS.fields, Field("note", "text"))))
    assert steps == ["add_field"]
    assert state(ledger, "roads", 2) == before
    assert set(values(ledger, "roads", "note").values()) == {None}
    assert ledger.definition("roads", 2).names == ROADS.names
    assert ledger.definition("roads", commit.revision).names == (*ROADS.names, "note")
    assert verify(ledger).sound


def test_a_renamed_field_keeps_its_values_and_old_versions_their_name(ledger):
    put(ledger, "roads", road(1, lanes=4))
    define(ledger, changed(ROADS, "lanes", name="lane_count", was="lanes"))
    assert values(ledger, "roads", "lane_count")[1] == 4
    assert values(ledger, "roads", "lanes", 3)[1] == 4
    define(ledger, changed(changed(ROADS, "lanes", name="lane_count", was="lanes"), "width", minimum=0.0))
    assert values(ledger, "roads", "lane_count")[1] == 4  # `was` left over in the file means nothing
    assert verify(ledger).sound


def test_a_name_given_up_can_be_taken_by_another_field(ledger):
    put(ledger, "zones", row(ZONES, 201, name="a", area_ha=1))
    define(ledger, replace(ZONES, fields=(Field("title", "text", was="name"), ZONES.fields[1])))
    define(ledger, replace(ZONES, fields=(Field("title", "text"), Field("name", "real", was="area_ha"))))
    assert values(ledger, "zones", "title")[201] == "a"
    assert values(ledger, "zones", "name")[201] == 1.0
    assert values(ledger, "zones", "name", 3)[201] == "a"
    assert verify(ledger).sound


def test_a_dropped_field_must_be_asked_for_and_a_name_used_again_is_a_new_field(ledger):
    put(ledger, "roads", road(1, lanes=4))
    with pytest.raises(DestructiveDefinition, match="lanes would be dropped"):
        define(ledger, without(ROADS, "lanes"))
    define(ledger, without(ROADS, "lanes"), allow_drop=True)
    again = without(ROADS, "lanes")
    define(ledger, replace(again, fields=(*again.fields, Field("lanes", "text"))))
    put(
        ledger,
        "roads",
        row(ledger.definition("roads"), 1, line(50), route_id="A", km_from=1, km_to=2, lanes="two"),
    )
    assert values(ledger, "roads", "lanes", 3)[1] == 4
    assert "lanes" not in ledger.definition("roads", 4).names
    assert set(values(ledger, "roads", "lanes", 5).values()) == {None}
    assert values(ledger, "roads", "lanes")[1] == "two"
    assert verify(ledger).sound


def test_a_new_choice_can_be_used_and_a_used_one_not_removed(ledger):
    more = (*ROADS.by_name["surface"].choices, Choice("concrete"))
    assert define(ledger, changed(ROADS, "surface", choices=more))[1].count("add_choice") == 1
    put(ledger, "roads", road(1, surface="concrete"))
    with pytest.raises(DestructiveDefinition, match="concrete"):
        define(ledger, changed(ROADS, "surface"))
    assert verify(ledger).sound


def test_a_tighter_rule_needs_rows_that_keep_it(ledger):
    with pytest.raises(DestructiveDefinition, match="5 row"):
        define(ledger, changed(ROADS, "lanes", required=True))
    with pytest.raises(DestructiveDefinition, match="2 row"):
        define(ledger, changed(ROADS, "km_to", maximum=4.0))
    put(ledger, "roads", *(road(number, lanes=2) for number in range(1, 6)))
    define(ledger, changed(ROADS, "lanes", required=True))
    assert ledger.definition("roads").by_name["lanes"].required


def test_a_required_field_brings_its_default_to_what_is_there(ledger):
    added = Field("owner", "text", required=True, default="state")
    commit, _ = define(ledger, replace(ROADS, fields=(*ROADS.fields, added)))
    assert set(values(ledger, "roads", "owner").values()) == {"state"}
    assert ledger.count("roads", commit.revision) == 5
    assert {one.kind for one in differences(ledger, 2)} == {"update"}
    assert verify(ledger).sound


WIDENED = [
    (was, now, value)
    for was, wider in WIDENINGS.items()
    for now in wider
    for value in {
        "integer": [0, 7, -12345678901],
        "boolean": [0, 1],
        "real": [0.0, 2.0, -7.5, 0.1 + 0.2, 1e300, 5e-324, 123456789012345680.0, 1 / 3],
        "date": ["2024-02-29"],
        "datetime": ["2024-12-31T10:00:00.000Z"],
        "measure": [0, 513850, -5, 1000],
    }[was]
]


@pytest.mark.parametrize(("was", "now", "value"), WIDENED)
def test_a_widened_value_is_the_same_value(empty, was, now, value):
    old = Definition("things", {"en": "Things"}, (Field("a", was), Field("b", "text")))
    with empty.writing(author="A", message="m") as work:
        work.define(old)
        work.put("things", [(b"1" * 16, None, value, "x"), (b"2" * 16, None, None, "y")])
    define(empty, replace(old, fields=(Field("a", now), Field("b", "text"))))
    (found, *_), (nothing, *_) = (one[2:] for one in empty.rows("things", opened=False))
    assert nothing is None
    assert next(empty.rows("things", 1, opened=False))[2] == value
    if now == "text":
        assert {"measure": chainage.parse, "real": float, "integer": int}.get(was, str)(found) == (
            {0: "false", 1: "true"}[value] if was == "boolean" else value
        )
    else:
        assert found == stored(now, value)
    assert verify(empty).sound


def test_values_widen_step_by_step_and_never_change_their_reading(empty):
    """A boolean made a number reads 1, and so it must when the number is made a text."""

    def things(kind):
        return Definition("things", {"en": "T"}, (Field("a", kind),))

    with empty.writing(author="A", message="m") as work:
        work.define(things("boolean"))
        work.put("things", [(b"1" * 16, None, 1)])
    define(empty, things("integer"))
    put(empty, "things", (b"2" * 16, None, 12))
    define(empty, things("text"))
    put(empty, "things", (b"3" * 16, None, "x"))
    assert sorted(one[2] for one in empty.rows("things")) == ["1", "12", "x"]
    assert [one[2] for one in empty.rows("things", 1)] == [True]
    assert verify(empty).sound


@given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_no_digit_of_a_real_is_lost_as_text(number):
    import sqlite3
    from contextlib import closing

    from registry.versions.layout import widened

    with closing(sqlite3.connect(":memory:")) as handle:
        (text,) = handle.execute(f"SELECT {widened('?1', ['real', 'text'])}", (number,)).fetchone()
    assert float(text) == number
    if number.is_integer() and abs(number) < 1e15:
        assert text == str(int(number))


def test_a_promoted_geometry_is_promoted_in_every_row(ledger):
    commit, steps = define(ledger, replace(ROADS, geometry=replace(ROADS.geometry, type="MultiLineString")))
    assert steps == ["promote"]
    kinds = {to_geojson(one[1])["type"] for one in ledger.rows("roads")}
    assert kinds == {"MultiLineString"}
    assert {to_geojson(one[1])["type"] for one in ledger.rows("roads", 2)} == {"LineString"}
    assert verify(ledger).findings == ()
    assert commit.revision == 3


def test_a_table_can_get_a_geometry(ledger):
    define(ledger, replace(ROUTES, geometry=Geometry("LineString", required=False)))
    definition = ledger.definition("routes")
    put(ledger, "routes", row(definition, 101, line(53), route_id="A-27"))
    assert [one[0] for one in ledger.rows("routes", box=(52, 45, 54, 47))] == [uid(101)]
    assert ask(ledger.path, "SELECT data_type FROM gpkg_contents WHERE table_name = 'routes'") == [
        ("features",)
    ]
    assert verify(ledger).findings == ()


def test_rows_without_a_dimension_do_not_get_one(ledger):
    with pytest.raises(DestructiveDefinition, match="no such dimension"):
        define(ledger, replace(ROADS, geometry=replace(ROADS.geometry, dimensions="XYZ")))


def test_a_finer_grid_changes_no_coordinate(ledger):
    before = state(ledger, "roads")
    assert define(ledger, replace(ROADS, geometry=replace(ROADS.geometry, precision=11)))[1] == ["refine"]
    assert state(ledger, "roads") == before
    assert put(ledger, "roads", *(road(number) for number in range(1, 6))) is None


def test_a_definition_is_changed_once_in_a_commit_and_before_its_rows(ledger):
    more = replace(ROADS, fields=(*ROADS.fields, Field("note", "text")))

    def attempt(first):
        with ledger.writing(author="A", message="m") as work:
            first(work)
            work.define(more)

    with pytest.raises(UsageError, match="once"):
        attempt(lambda work: work.define(more))
    with pytest.raises(UsageError, match="before its rows"):
        attempt(lambda work: work.put("roads", [road(1, lanes=2)]))
    assert ledger.definition("roads") == ROADS


@pytest.mark.parametrize(
    "wrong",
    [
        replace(ZONES, name="Zones"),
        replace(ZONES, name="zo'nes"),
        replace(ZONES, name="registry_commits"),
        replace(ZONES, name="a__rows"),
        replace(ZONES, fields=(Field("from_rev", "text"),)),
        replace(ZONES, fields=(Field("a", "text"), Field("a", "real"))),
        replace(ZONES, fields=(Field('a";--', "text"),)),
        replace(ZONES, fields=(Field("существо", "text"),)),
    ],
)
def test_a_definition_that_no_file_could_hold_is_refused(ledger, wrong):
    with pytest.raises(DefinitionError):
        define(ledger, wrong)
    assert set(ledger.layers()) == {"roads", "routes", "zones"}


def test_fields_may_be_called_as_the_registrys_own_columns_are(tmp_path):
    """Of every table that a layer's rows are ever joined with."""
    names = (
        "time author message revision digest layer id minx generation existed settled applying name value"
        " kind base ours theirs select order group inserted first_fid tag found o t b"
    )
    names = names.split()
    definition = Definition(
        "found", {"en": "F"}, tuple(Field(one, "text") for one in names), Geometry("LineString")
    )
    ledger = Ledger.create(tmp_path / "r.gpkg")
    with ledger.writing(author="A", message="m") as work:
        work.define(definition)
        work.put("found", [row(definition, 1, line(50), **{one: one for one in names})])
    put(ledger, "found", row(definition, 1, line(51), **{one: one * 2 for one in names}))
    chosen = ledger.rows("found", where="\"order\" = 'orderorder'", box=(50, 46, 52, 47))
    assert [one[2:] for one in chosen] == [tuple(one * 2 for one in names)]
    found = ask(ledger.path, "SELECT time, from_time, to_time, author FROM found__history ORDER BY from_rev")
    assert [(one[0], one[3]) for one in found] == [("time", "author"), ("timetime", "authorauthor")]
    assert found[0][2] == found[1][1]
    assert verify(ledger).sound
