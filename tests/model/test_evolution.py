"""A changed definition becomes a list of changes, or is refused before it loses data."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.model.definition import Choice, Definition, Field, Geometry, Linear, Rule
from registry.model.errors import DestructiveDefinition
from registry.model.evolution import compare, former_names
from registry.model.reading import definition_from_dict
from tests.strategies import definitions

ROADS = Definition(
    "roads",
    {"en": "Roads"},
    (
        Field("route_id", "text", required=True),
        Field("km_from", "measure", minimum=0.0),
        Field("km_to", "measure"),
        Field("surface", "text", choices=(Choice("gravel"), Choice("earth"))),
        Field("lanes", "integer", minimum=1, maximum=8),
    ),
    Geometry("LineString", required=False),
    key=("route_id", "km_from"),
    rules=(Rule("km_order", "km_to > km_from"),),
    linear=Linear("element", "route_id", "km_from", "km_to"),
)


def changed(name, /, **changes):
    """The roads with one field changed."""
    fields = tuple(replace(one, **changes) if one.name == name else one for one in ROADS.fields)
    return replace(ROADS, fields=fields)


def kinds(new, old=ROADS, **options):
    return [change.kind for change in compare(old, new, **options)]


def refusal(new, old=ROADS, **options):
    with pytest.raises(DestructiveDefinition) as caught:
        compare(old, new, **options)
    assert caught.value.facts["mend"]
    return str(caught.value)


def counting(expected, count):
    """A callback that is asked exactly this."""

    def asked(*question):
        assert question == expected
        return count

    return asked


@settings(max_examples=50, deadline=None)
@given(definitions())
def test_equal_definitions_have_no_changes(definition):
    assert compare(definition, definition_from_dict(definition.as_dict())) == []


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_difference_is_either_told_or_refused(data):
    old = data.draw(definitions(name="roads"))
    part = st.sampled_from(["title", "fields", "geometry", "description", "key", "rules", "style", "label"])
    other = data.draw(definitions(name="roads"))
    parts = data.draw(st.lists(part, min_size=1, unique=True))
    new = replace(old, **{one: getattr(other, one) for one in parts})
    try:
        changes = compare(old, new, allow_drop=True, rows=0)
    except DestructiveDefinition:
        return
    assert (changes == []) == (old == new)


def test_other_layers_are_not_compared():
    with pytest.raises(ValueError, match="different layers"):
        compare(ROADS, replace(ROADS, name="streets"))


# --- fields that come and go --------------------------------------------------------------------------


def test_a_new_field_is_added_as_it_will_be_kept():
    iri = Field("iri", "real")
    (change,) = compare(ROADS, replace(ROADS, fields=(*ROADS.fields, iri)))
    assert (change.kind, change.layer, change.field, change.old, change.new) == (
        "add_field", "roads", "iri", None, iri,
    )  # fmt: skip
    assert change.sentence == "field iri (real) is added"


def test_a_required_field_needs_a_default_or_an_empty_layer():
    owner = Field("owner", "text", required=True)
    new = replace(ROADS, fields=(*ROADS.fields, owner))
    assert "the new field owner is required" in refusal(new)
    assert "the new field owner is required" in refusal(new, rows=3)
    assert kinds(new, rows=0) == ["add_field"]
    with_default = replace(ROADS, fields=(*ROADS.fields, replace(owner, default="state")))
    assert kinds(with_default, rows=3) == ["add_field"]


def test_a_field_put_in_the_middle_changes_the_order():
    assert kinds(replace(ROADS, fields=(Field("iri", "real"), *ROADS.fields))) == ["add_field", "reorder"]
    assert kinds(replace(ROADS, fields=ROADS.fields[::-1])) == ["reorder"]


def test_a_field_is_dropped_only_if_asked_for():
    new = replace(ROADS, fields=ROADS.fields[:-1])
    assert "field lanes would be dropped" in refusal(new)
    assert "field lanes would be dropped" in refusal(new, drops={"surface"}, rows=0)
    assert kinds(new, drops={"lanes"}) == kinds(new, allow_drop=True) == ["drop_field"]


def test_a_rename_carries_the_rules_and_roles_along():
    fields = tuple(
        replace(one, name="start_km", was="km_from") if one.name == "km_from" else one for one in ROADS.fields
    )
    new = replace(
        ROADS,
        fields=fields,
        key=("route_id", "start_km"),
        rules=(Rule("km_order", "km_to > start_km"),),
        linear=Linear("element", "route_id", "start_km", "km_to"),
    )
    changes = compare(ROADS, new)
    assert [change.kind for change in changes] == ["rename_field", "change_rule"]
    assert (changes[0].field, changes[0].old, changes[0].new) == ("start_km", "km_from", "start_km")
    assert former_names(ROADS, new)["start_km"] == "km_from"
    kept = definition_from_dict(new.as_dict())
    assert compare(kept, new) == []  # the file still says was
    assert former_names(kept, new) == {name: name for name in new.names}


def test_a_left_over_former_name_may_be_used_by_a_new_field():
    renamed = changed("lanes", name="lane_count")
    again = replace(renamed, fields=(*renamed.fields[:-1], replace(renamed.fields[-1], was="lanes")))
    new = replace(again, fields=(*again.fields, Field("lanes", "text")))
    assert kinds(new, old=renamed) == ["add_field"]
    assert kinds(new, old=definition_from_dict(new.as_dict())) == []


def test_a_contradictory_rename_is_refused():
    assert "was 'lane', which is no field" in refusal(changed("lanes", name="lane_count", was="lane"))
    onto_another = tuple(one for one in changed("surface", was="lanes").fields if one.name != "lanes")
    assert "cannot be renamed to surface" in refusal(replace(ROADS, fields=onto_another), allow_drop=True)
    copied = replace(ROADS, fields=(*ROADS.fields, Field("lane_count", "integer", was="lanes")))
    assert "goes on or is named twice" in refusal(copied)
    twice = (*ROADS.fields[:-1], Field("a", "integer", was="lanes"), Field("b", "integer", was="lanes"))
    assert "goes on or is named twice" in refusal(replace(ROADS, fields=twice))


# --- fields that change -------------------------------------------------------------------------------


def test_a_type_may_only_widen():
    wider = changed("lanes", type="real", minimum=1.0, maximum=8.0)
    (change,) = compare(ROADS, wider)
    assert (change.kind, change.old, change.new) == ("widen_type", "integer", "real")
    as_text = changed("lanes", type="text", minimum=None, maximum=None)
    assert kinds(as_text) == ["widen_type", "relax", "relax"]
    assert "cannot turn from integer into date" in refusal(changed("lanes", type="date"), rows=0)
    assert "cannot turn from text into integer" in refusal(changed("route_id", type="integer"), rows=0)


def test_choices_of_a_widened_field_are_the_same_choices():
    counted = Field("class", "integer", choices=(Choice(1), Choice(2)))
    old = Definition("roads", {"en": "Roads"}, (counted,))
    wider = replace(counted, type="text", choices=(Choice("1"), Choice("2"), Choice("I-a")))
    assert kinds(replace(old, fields=(wider,)), old=old) == ["widen_type", "add_choice"]


def test_a_choice_is_added_freely_and_removed_only_if_unused():
    more = changed("surface", choices=(Choice("gravel"), Choice("earth"), Choice("asphalt")))
    assert kinds(more) == ["add_choice"]
    less = changed("surface", choices=(Choice("gravel"),))
    assert "choice earth, which rows that are here may have" in refusal(less)
    assert "choice earth, which 7 rows have" in refusal(less, in_use=counting(("surface", "earth"), 7))
    assert kinds(less, in_use=counting(("surface", "earth"), 0)) == kinds(less, rows=0) == ["remove_choice"]


def test_use_of_a_choice_is_asked_for_by_the_old_name():
    less = changed("surface", name="cover", was="surface", choices=(Choice("gravel"),))
    assert kinds(less, in_use=counting(("surface", "earth"), 0)) == ["rename_field", "remove_choice"]


def test_choices_in_another_order_or_with_other_titles():
    assert kinds(changed("surface", choices=(Choice("earth"), Choice("gravel")))) == ["reorder"]
    titled = (Choice("gravel", {"en": "Gravel"}), Choice("earth"))
    assert kinds(changed("surface", choices=titled)) == ["retitle"]


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("lanes", {"required": True}),
        ("lanes", {"minimum": 2}),
        ("lanes", {"maximum": 7}),
        ("km_to", {"minimum": 0.0}),
        ("km_to", {"maximum": 900.0}),
        ("route_id", {"pattern": "[A-Z]-[0-9]+"}),
        ("route_id", {"max_length": 20}),
        ("route_id", {"references": "routes.route_id"}),
        ("route_id", {"choices": (Choice("A-27"),)}),
    ],
)
def test_a_tighter_limit_holds_only_if_no_row_breaks_it(name, changes):
    tighter, looser = changed(name, **changes), ROADS
    assert "rows that are here may break that" in refusal(tighter)
    assert "2 rows break that" in refusal(tighter, violations=counting((name,), 2))
    assert kinds(tighter, violations=counting((name,), 0)) == kinds(tighter, rows=0) == ["tighten"]
    assert kinds(looser, old=tighter) == ["relax"]


def test_limits_that_move_outwards_are_relaxed():
    assert kinds(changed("lanes", minimum=0, maximum=None)) == ["relax", "relax"]
    old = changed("route_id", max_length=20)
    assert kinds(changed("route_id", max_length=30), old=old) == ["relax"]


def test_what_only_people_read_changes_freely():
    assert kinds(changed("lanes", title={"en": "Lanes"})) == ["retitle"]
    assert kinds(changed("km_to", unit="km")) == ["retitle"]
    assert kinds(changed("lanes", default=2)) == ["change_default"]
    assert kinds(replace(ROADS, title={"en": "All roads"}, description={"en": "Sections"})) == ["retitle"] * 2
    assert kinds(replace(ROADS, style={"color": "#000000"})) == ["restyle"]
    other_roles = replace(ROADS, label="route_id", key=(), region="surface", linear=None)
    assert kinds(other_roles) == ["change_role"] * 4


# --- geometry and rules -------------------------------------------------------------------------------


def with_geometry(**changes):
    return replace(ROADS, geometry=replace(ROADS.geometry, **changes))


def test_a_geometry_may_gain_parts_dimensions_and_digits():
    assert kinds(with_geometry(type="MultiLineString")) == ["promote"]
    assert kinds(with_geometry(dimensions="XYZ")) == ["widen_dimensions"]
    measured = with_geometry(dimensions="XYM")
    assert kinds(with_geometry(dimensions="XYZM"), old=measured) == ["widen_dimensions"]
    assert kinds(with_geometry(precision=10)) == ["refine"]
    assert kinds(with_geometry(z_precision=1)) == ["refine"]  # there is no Z that could lose by it
    assert kinds(with_geometry(overlaps="forbid", curves="linearise")) == ["change_geometry"] * 2


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"crs": "EPSG:32639"}, "CRS cannot change from EPSG:4326 to EPSG:32639"),
        ({"type": "Polygon"}, "cannot turn from LineString into Polygon"),
        ({"type": "MultiPolygon"}, "cannot turn from LineString into MultiPolygon"),
        ({"precision": 7}, "precision would shrink from 9 to 7"),
    ],
)
def test_a_geometry_loses_nothing_even_in_an_empty_layer(changes, problem):
    assert problem in refusal(with_geometry(**changes), rows=0)


def test_a_geometry_keeps_its_parts_and_dimensions():
    multi = with_geometry(type="MultiLineString")
    assert "cannot turn from MultiLineString into LineString" in refusal(ROADS, old=multi)
    deep = with_geometry(dimensions="XYZ")
    assert "would lose a dimension (XYZ to XY)" in refusal(ROADS, old=deep)
    assert "would lose a dimension (XYZ to XYM)" in refusal(with_geometry(dimensions="XYM"), old=deep)
    coarse = with_geometry(dimensions="XYZ", z_precision=1)
    assert "z_precision would shrink from 3 to 1" in refusal(coarse, old=deep)


def test_a_geometry_becomes_required_only_if_every_row_has_one():
    new = with_geometry(required=True)
    assert "required of the geometry changes from false to true, and rows" in refusal(new)
    assert kinds(new, violations=counting(("geom",), 0)) == ["tighten"]
    assert kinds(ROADS, old=new) == ["relax"]


def test_a_table_may_get_a_geometry_but_a_layer_never_loses_its_own():
    table = replace(ROADS, geometry=None)
    assert kinds(ROADS, old=table) == ["add_geometry"]
    assert "which is required" in refusal(with_geometry(required=True), old=table, rows=2)
    assert kinds(with_geometry(required=True), old=table, rows=0) == ["add_geometry"]
    assert "the geometry would be dropped" in refusal(table, rows=0)


def test_a_rule_is_added_or_changed_only_if_every_row_keeps_it():
    few = Rule("few_lanes", "lanes < 9")
    more = replace(ROADS, rules=(*ROADS.rules, few))
    assert "the rule few_lanes (lanes < 9) is added, and rows" in refusal(more)
    assert kinds(more, violations=counting(("rule few_lanes",), 0)) == ["add_rule"]
    other = replace(ROADS, rules=(Rule("km_order", "km_to >= km_from"),))
    assert "1 row breaks that" in refusal(other, violations=counting(("rule km_order",), 1))
    assert kinds(other, rows=0) == ["change_rule"]
    assert kinds(ROADS, old=more) == ["drop_rule"]
    assert kinds(replace(more, rules=more.rules[::-1]), old=more) == ["reorder"]


def test_a_rule_written_otherwise_is_the_same_rule():
    assert kinds(replace(ROADS, rules=(Rule("km_order", "(km_to)>km_from"),))) == ["change_rule"]
    said = (Rule("km_order", "km_to > km_from", {"en": "runs backwards"}),)
    assert kinds(replace(ROADS, rules=said)) == ["retitle"]
