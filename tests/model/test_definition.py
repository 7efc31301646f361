"""A definition is a value with one canonical text."""

import json
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given, settings

from registry.model.definition import RESERVED_COLUMNS, Choice, Definition, Field, Geometry, title_in
from registry.model.errors import UnknownField
from tests.strategies import definitions

ROADS = Definition(
    "roads",
    {"en": "Roads", "kk": "Жолдар"},
    (Field("km_from", "measure", minimum=0.0), Field("surface", "text", choices=(Choice("gravel"),))),
    Geometry("MultiLineString", crs="EPSG:32639", precision=9),
)


def test_the_canonical_text_is_fixed():
    assert ROADS.canonical() == (
        '{"fields":[{"minimum":0.0,"name":"km_from","type":"measure"},'
        '{"choices":[{"value":"gravel"}],"name":"surface","type":"text"}],'
        '"geometry":{"crs":"EPSG:32639","precision":9,"type":"MultiLineString"},'
        '"name":"roads","title":{"en":"Roads","kk":"Жолдар"}}'
    )


def test_the_order_in_which_titles_were_written_means_nothing():
    other = replace(ROADS, title={"kk": "Жолдар", "en": "Roads"})
    assert other == ROADS
    assert other.canonical() == ROADS.canonical()


def test_the_name_before_a_rename_is_no_part_of_the_text():
    renamed = replace(ROADS, fields=tuple(replace(one, was=f"old_{one.name}") for one in ROADS.fields))
    assert renamed.canonical() == ROADS.canonical()


def test_falsehood_and_zero_are_said_where_they_are_not_the_default():
    field = Field("paved", "boolean", default=False)
    geometry = Geometry("Point", required=False, z_precision=0)
    kept = replace(ROADS, fields=(field,), geometry=geometry).as_dict()
    assert kept["fields"][0]["default"] is False
    assert kept["geometry"] == {"type": "Point", "required": False, "precision": 9, "z_precision": 0}


@settings(deadline=None)
@given(definitions(), definitions())
def test_definitions_have_one_text_exactly_if_they_are_equal(one, other):
    assert json.loads(one.canonical()) == one.as_dict()
    assert (one == other) == (one.canonical() == other.canonical())


def test_fields_are_found_by_name():
    assert ROADS.names == ("km_from", "surface")
    assert ROADS.field_named("surface").kind.sql == "TEXT"
    with pytest.raises(UnknownField, match="layer roads has no field 'surfce'; fields: km_from, surface"):
        ROADS.field_named("surfce")


def test_a_definition_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        ROADS.name = "streets"


def test_a_missing_title_falls_back_to_english_and_then_to_the_name():
    assert title_in(ROADS.title, "kk", "roads") == "Жолдар"
    assert title_in(ROADS.title, "ru", "roads") == "Roads"
    assert title_in({}, "ru", "roads") == "roads"


@pytest.mark.parametrize(
    ("dimensions", "has_z", "has_m"),
    [("XY", False, False), ("XYZ", True, False), ("XYM", False, True), ("XYZM", True, True)],
)
def test_dimensions_say_what_coordinates_have(dimensions, has_z, has_m):
    geometry = Geometry("Point", dimensions=dimensions, crs="EPSG:28408")
    assert (geometry.has_z, geometry.has_m, geometry.srs_id) == (has_z, has_m, 28408)


def test_columns_that_every_table_has_are_reserved():
    assert {"fid", "uid", "geom", "geometry", "from_rev", "to_rev", "rowid"} <= RESERVED_COLUMNS
