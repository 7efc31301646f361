"""Definitions are read strictly, and an error names the file, the place and the mend."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from registry.model.definition import Choice, Definition, Field, Geometry, Rule
from registry.model.errors import DefinitionError, NoSuchFile
from registry.model.reading import definition_from_dict, read_definition, read_definitions
from tests.strategies import definitions

ROADS = """
name = "roads"
key = ["route_id", "km_from"]
label = "route_id"

[title]
en = "Roads"
ru = "Дороги"
kk = "Жолдар"

[geometry]
type = "MultiLineString"
required = false

[[fields]]
name = "route_id"
type = "text"
required = true
references = "routes.route_id"

[[fields]]
name = "km_from"
type = "measure"
minimum = 0
default = "12+500"

[[fields]]
name = "km_to"
type = "measure"

[[fields]]
name = "surface"
type = "text"
choices = ["gravel", { value = "earth", title = { en = "Earth" } }]
default = "gravel"

[[rules]]
name = "km_order"
expression = "km_to > km_from"
message = { en = "km_to must be greater than km_from" }

[linear]
kind = "element"
route = "route_id"
start = "km_from"
end = "km_to"

[style]
color = "#b5483a"
by = "surface"
[style.values.earth]
dash = true
[style.values._other]
marker = "circle"
"""

ROUTES = """
name = "routes"
title = { en = "Routes" }
fields = [{ name = "route_id", type = "text" }]
"""


def plain(**changes):
    """A small sound definition as a table, with some keys replaced; None takes one away."""
    table = {
        "name": "wells",
        "title": {"en": "Wells"},
        "fields": [{"name": "code", "type": "text"}, {"name": "depth", "type": "measure"}],
        **changes,
    }
    return {key: value for key, value in table.items() if value is not None}


def field(**changes):
    return plain(fields=[{"name": "code", "type": "text", **changes}])


def refused(table):
    with pytest.raises(DefinitionError) as caught:
        definition_from_dict(table, "wells.toml")
    assert caught.value.facts["file"] == "wells.toml"
    assert caught.value.facts["mend"]
    return caught.value


def test_a_file_becomes_the_definition_it_describes(tmp_path):
    path = tmp_path / "roads.toml"
    path.write_text(ROADS, encoding="utf-8")
    roads = read_definition(path)
    assert roads.names == ("route_id", "km_from", "km_to", "surface")
    assert roads.title["kk"] == "Жолдар"
    assert roads.geometry == Geometry("MultiLineString", required=False, precision=9)
    assert roads.by_name["km_from"].default == 12.5
    assert roads.by_name["surface"].choices == (Choice("gravel"), Choice("earth", {"en": "Earth"}))
    assert roads.rules == (Rule("km_order", "km_to > km_from", {"en": "km_to must be greater than km_from"}),)
    assert roads.style["values"] == {"earth": {"dash": True}, "_other": {"marker": "circle"}}


@settings(deadline=None)
@given(definitions())
def test_reading_undoes_writing_also_through_json(definition):
    assert definition_from_dict(definition.as_dict()) == definition
    again = definition_from_dict(json.loads(definition.canonical()))
    assert again == definition
    assert again.canonical() == definition.canonical()


def test_a_projected_crs_has_a_grid_of_tenths_of_millimetres_unless_it_says_otherwise():
    def precision(**geometry):
        return definition_from_dict(plain(geometry={"type": "Point", **geometry})).geometry.precision

    assert precision() == 9
    assert precision(crs="EPSG:4284") == precision(crs="EPSG:10941") == 9
    assert precision(crs="EPSG:32639") == 4
    assert precision(crs="EPSG:32639", precision=2) == 2


def test_a_default_is_kept_in_the_open_form(tmp_path):
    path = tmp_path / "wells.toml"
    path.write_text(
        """
name = "wells"
title = { en = "Wells" }
fields = [
    { name = "depth", type = "measure", default = "0+012" },
    { name = "sealed", type = "boolean", default = false },
    { name = "drilled_on", type = "date", default = 2024-12-31 },
    { name = "seen_at", type = "datetime", default = 2024-12-31T15:00:00+05:00 },
    { name = "flow", type = "real", default = 2 },
]
""",
        encoding="utf-8",
    )
    wells = read_definition(path)
    assert [one.default for one in wells.fields] == [
        0.012,
        False,
        "2024-12-31",
        "2024-12-31T10:00:00.000Z",
        2.0,
    ]
    assert definition_from_dict(wells.as_dict()) == wells


def test_bounds_are_numbers_of_the_fields_own_kind():
    table = plain(
        fields=[
            {"name": "lanes", "type": "integer", "minimum": 1.0},
            {"name": "iri", "type": "real", "minimum": 0},
        ]
    )
    lanes, iri = definition_from_dict(table).fields
    assert (repr(lanes.minimum), repr(iri.minimum)) == ("1", "0.0")


@pytest.mark.parametrize(
    ("table", "where", "problem"),
    [
        (plain(name=None), "layer", "has no name"),
        (plain(title=None), "layer wells", "has no title"),
        (plain(title={}), "layer wells", "has no title"),
        (plain(title="Wells"), "layer wells", "title that is not by language"),
        (plain(title={"de": "Brunnen"}), "layer wells", "in 'de'"),
        (plain(title={"en": " "}), "layer wells", "empty title.en"),
        (plain(title={"en": 5}), "layer wells", "title.en = 5"),
        (plain(name="Wells"), "layer Wells", "name 'Wells'"),
        (plain(name="my__wells"), "layer my__wells", "name 'my__wells'"),
        (plain(name="w" * 49), "layer " + "w" * 49, "name"),
        (plain(name="wells\n"), "layer", r"name 'wells\n'"),
        (plain(name="gpkg_wells"), "layer gpkg_wells", "keeps for itself"),
        (plain(name="registry_x"), "layer registry_x", "keeps for itself"),
        (plain(name="layer_styles"), "layer layer_styles", "keeps for itself"),
        (plain(feilds=[]), "layer wells", "unknown key 'feilds'"),
        (plain(fields=None), "layer wells", "neither fields nor geometry"),
        (plain(fields={"name": "a"}), "layer wells", "fields that is not a list"),
        (plain(fields=["code"]), "field 1", "is not a table"),
        (plain(key=["depht"]), "layer wells", "key = 'depht'"),
        (plain(key=["code", "code"]), "layer wells", "'code' twice in key"),
        (plain(key="code"), "layer wells", "key that is not a list"),
        (plain(label="nam"), "layer wells", "label = 'nam'"),
        (plain(region=5), "layer wells", "region = 5"),
        (plain(fields=[{"type": "text"}]), "field 1", "has no name"),
        (plain(fields=[{"name": "code"}]), "field code", "has no type"),
        (plain(fields=[{"name": "a", "type": "text"}] * 2), "layer wells", "'a' twice in fields"),
        (field(name="Code"), "field Code", "name 'Code'"),
        (field(name="1st"), "field 1st", "name '1st'"),
        (field(name="geom"), "field geom", "uses already"),
        (field(name="uid"), "field uid", "uses already"),
        (field(type="txt"), "field code", "type = 'txt'"),
        (field(requird=True), "field code", "unknown key 'requird'"),
        (field(required="yes"), "field code", "required = 'yes'"),
        (field(required=1), "field code", "required = 1"),
        (field(choices=["a", "a"]), "field code", "'a' twice in choices"),
        (field(choices=["a", 1]), "field code", "choice 1"),
        (field(choices=[""]), "field code", "choice ''"),
        (field(choices=["a\x00"]), "field code", "NUL"),
        (field(choices=[{"title": {"en": "A"}}]), "field code", "choice None"),
        (field(choices=[{"value": "a", "titel": {}}]), "field code", "unknown key 'titel'"),
        (field(type="integer", choices=[True]), "field code", "choice True"),
        (field(type="integer", choices=[2**63]), "field code", "64 bits"),
        (field(type="real", choices=[1.5]), "field code", "has choices, but is real"),
        (field(pattern="[A-Z"), "field code", "no regular expression"),
        (field(pattern="a{99999999999999}"), "field code", "no regular expression"),
        (field(type="integer", pattern="[A-Z]"), "field code", "pattern or max_length, but is integer"),
        (field(max_length=0), "field code", "max_length = 0"),
        (field(max_length=2.0), "field code", "max_length = 2.0"),
        (field(minimum=1), "field code", "has a minimum, but is text"),
        (field(type="integer", minimum=1.5), "field code", "minimum = 1.5"),
        (field(type="real", minimum="1"), "field code", "is no number"),
        (field(type="real", maximum=float("nan")), "field code", "maximum = nan"),
        (field(type="real", maximum=True), "field code", "is no number"),
        (field(type="real", minimum=2, maximum=1), "field code", "minimum above its maximum"),
        (field(references="routes"), "field code", "references = 'routes'"),
        (field(references="Routes.id"), "field code", "references = 'Routes.id'"),
        (field(references="wells.cod"), "field code", "unknown field 'wells.cod'"),
        (field(default=5), "field code", "default 5, which is not text"),
        (field(default=[1]), "field code", "default [1]"),
        (field(default="", required=True), "field code", "is required"),
        (field(default="c", choices=["a", "b"]), "field code", "none of the choices (a, b)"),
        (field(default="abc", max_length=2), "field code", "longer than 2"),
        (field(default="abc", pattern="[0-9]*"), "field code", "does not match the pattern"),
        (field(type="real", default=9, maximum=5), "field code", "is not at most 5"),
        (field(type="date", default="2024-02-30"), "field code", "day of the calendar"),
        (field(was="code"), "field code", "was called the same"),
        (field(was="Old"), "field code", "the was 'Old'"),
        (plain(rules=[{"name": "r"}]), "rule r", "has no expression"),
        (plain(rules=[{"name": "r", "expression": "depth >"}]), "rule r", "does not parse"),
        (plain(rules=[{"name": "r", "expression": "dept > 1"}]), "rule r", "unknown field 'dept'"),
        (plain(rules=[{"expression": "depth > 1"}]), "rule 1", "has no name"),
        (plain(rules=[{"name": "r", "expression": "depth > 1"}] * 2), "layer wells", "'r' twice in rules"),
        (plain(geometry={}), "geometry", "has no type"),
        (plain(geometry="Point"), "geometry", "is not a table"),
        (plain(geometry={"type": "Polyline"}), "geometry", "type = 'Polyline'"),
        (plain(geometry={"type": "Point", "crs": "4326"}), "geometry", "crs = '4326'"),
        (plain(geometry={"type": "Point", "crs": "EPSG:0"}), "geometry", "crs = 'EPSG:0'"),
        (plain(geometry={"type": "Point", "dimensions": "3D"}), "geometry", "dimensions = '3D'"),
        (plain(geometry={"type": "Point", "precision": 14}), "geometry", "precision = 14"),
        (plain(geometry={"type": "Point", "precision": -1}), "geometry", "precision = -1"),
        (plain(geometry={"type": "Point", "precision": True}), "geometry", "precision = True"),
        (plain(geometry={"type": "Point", "curves": "keep"}), "geometry", "curves = 'keep'"),
        (plain(linear={"kind": "event", "route": "code", "start": "code"}), "linear", "which is text"),
        (plain(linear={"kind": "event", "route": "x", "start": "depth"}), "linear", "route = 'x'"),
        (plain(linear={"kind": "line", "route": "code", "start": "depth"}), "linear", "kind = 'line'"),
        (plain(linear={"kind": "element", "route": "code", "start": "depth"}), "linear", "without end"),
        (plain(linear={"kind": "event", "route": "code"}), "linear", "has no start"),
        (plain(style={"color": "red"}), "style", "color = 'red'"),
        (plain(style={"color": "#12345"}), "style", "color = '#12345'"),
        (plain(style={"marker": "dot"}), "style", "marker = 'dot'"),
        (plain(style={"width": -1}), "style", "width = -1"),
        (plain(style={"opacity": 1.5}), "style", "opacity = 1.5"),
        (plain(style={"dash": 1}), "style", "dash = 1"),
        (plain(style={"label": "nam"}), "style", "label = 'nam'"),
        (plain(style={"by": "nam"}), "style", "by = 'nam'"),
        (plain(style={"colour": "#000000"}), "style", "unknown key 'colour'"),
        (plain(style={"values": {"a": {}}}), "style", "values of no field"),
        (plain(style={"by": "code", "values": ["a"]}), "style", "no tables"),
        (plain(style={"by": "code", "values": {"a": {"label": "code"}}}), "style.values.a", "unknown key"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(table, where, problem):
    error = refused(table)
    assert error.facts["where"] == where
    assert problem in error.facts["problem"]


@pytest.mark.parametrize(
    ("table", "mend"),
    [
        (field(type="txt"), "did you mean 'text'?"),
        (field(type="colour"), "use one of text, integer"),
        (field(requird=True), "did you mean 'required'?"),
        (plain(label="cod"), "did you mean 'code'?"),
        (plain(style={"marker": "sqare"}), "did you mean 'square'?"),
        (plain(rules=[{"name": "r", "expression": "dept > 1"}]), "did you mean depth?"),
    ],
)
def test_a_misspelt_word_gets_the_nearest_known_one(table, mend):
    assert refused(table).facts["mend"].startswith(mend)


def test_a_style_for_a_value_that_is_no_choice_is_refused():
    table = field(choices=["gravel", "earth"])
    error = refused({**table, "style": {"by": "code", "values": {"gravle": {"dash": True}}}})
    assert error.facts["where"] == "style.values.gravle"
    assert "did you mean 'gravel'?" in error.facts["mend"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('name = "wells"\ntitle = {en = "Wells"\n', "line 2"),
        ('name = "wells"\nname = "wells"\n', "line 2"),
        ("name = ", "line 1"),
        ('name = "wells"\n\ntitle = """never closed\n', "line 4"),
    ],
)
def test_a_syntax_error_is_named_with_its_line(tmp_path, text, where):
    path = tmp_path / "wells.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        read_definition(path)
    assert (caught.value.facts["file"], caught.value.facts["where"]) == ("wells.toml", where)


def test_a_file_in_another_encoding_is_named_with_its_line(tmp_path):
    path = tmp_path / "wells.toml"
    path.write_bytes('name = "wells"\ntitle = { ru = "Скважины" }\n'.encode("cp1251"))
    with pytest.raises(DefinitionError, match=r"wells.toml: line 2: is not UTF-8 text; save the file"):
        read_definition(path)


def test_a_byte_order_mark_is_no_error(tmp_path):
    path = tmp_path / "routes.toml"
    path.write_text(ROUTES, encoding="utf-8-sig")
    assert read_definition(path).name == "routes"


def test_a_missing_file_or_folder_is_said_so(tmp_path):
    with pytest.raises(NoSuchFile, match=r"wells\.toml does not exist"):
        read_definition(tmp_path / "wells.toml")
    with pytest.raises(NoSuchFile, match="layers does not exist"):
        read_definitions(tmp_path / "layers")


def write(folder, **texts):
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def test_a_folder_is_read_in_order_of_file_names(tmp_path):
    write(tmp_path, b_roads=ROADS, a_routes=ROUTES)
    (tmp_path / "notes.txt").write_text("not a layer", encoding="utf-8")
    assert list(read_definitions(tmp_path)) == ["routes", "roads"]


def test_a_layer_defined_twice_is_refused_with_both_files(tmp_path):
    write(tmp_path, one=ROUTES, two=ROUTES)
    with pytest.raises(DefinitionError, match=r"two.toml: layer routes: is defined twice; .*one.toml has it"):
        read_definitions(tmp_path)


def test_a_reference_must_lead_to_a_field_of_the_same_type(tmp_path):
    write(tmp_path, roads=ROADS)
    missing = r"roads.toml: field route_id: references the unknown layer 'routes'"
    with pytest.raises(DefinitionError, match=missing):
        read_definitions(tmp_path)
    write(tmp_path, routes=ROUTES.replace("route_id", "code"))
    with pytest.raises(DefinitionError, match=r"unknown field 'routes\.route_id'"):
        read_definitions(tmp_path)
    write(tmp_path, routes=ROUTES.replace('type = "text"', 'type = "integer"'))
    with pytest.raises(DefinitionError, match=r"is text and references 'routes.route_id', which is integer"):
        read_definitions(tmp_path)


def test_a_reference_may_lead_to_a_layer_that_is_known_already(tmp_path):
    write(tmp_path, roads=ROADS)
    routes = Definition("routes", {"en": "Routes"}, (Field("route_id", "text"),))
    assert list(read_definitions(tmp_path, known={"routes": routes})) == ["roads"]
    elsewhere = replace(routes, name="paths")
    with pytest.raises(DefinitionError, match="unknown layer 'routes'; use one of paths, roads"):
        read_definitions(tmp_path, known={"paths": elsewhere})
