"""What the real QGIS makes of a layer's style, opened from the GeoPackage with no plugin."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from registry.model.definition import Definition
from registry.model.reading import read_definitions
from registry.model.rules import compile_rule
from registry.versions.qgis_style import qml
from tests.versions.sample_layers import PLAIN, ROADS, SAMPLES, write_sample

pytestmark = pytest.mark.qgis

HERE = Path(__file__).parent
HARD, SOFT = 1, 2
ROAD = {
    "uid": "0" * 31 + "1",
    "route_id": "A-27",
    "name": "Атырау–Доссор",
    "km_from": 1.5,
    "km_to": 2.25,
    "width": 7.123456789,
    "lifecycle": "planned",
    "surface": 1,
    "opened": "2024-01-02",
    "seen": "2024-01-02T10:00:00.123Z",
}
ROWS = {
    "routes": [{"route_id": "A-27", "name_ru": "Актобе – Атырау"}],
    "roads": [ROAD],
    "zones": [{"name_ru": "Бозжыра", "kind": "beach"}, {"name_ru": "Шерқала", "name_kk": "Шерқала шатқалы"}],
    "plain": [{"value": "<script>alert(1)</script> & co"}],
}
JUDGED = {
    "routes": [
        {"route_id": "A-27", "name_ru": "x"},
        {"route_id": "A-27\n", "name_ru": "x"},
        {"route_id": "Ж-2", "name_ru": "x"},
        {"route_id": "xA-27"},
    ],
    "roads": [
        {"km_from": 1, "km_to": 4, "lifecycle": "planned"},
        {},
        {
            "km_from": 5,
            "km_to": 4,
            "name": "x" * 21,
            "lanes": 13,
            "lifecycle": "lost",
            "surface": 3,
            "width": 1,
            "opened": "1800-01-01",
            "closed": "1700-01-01",
        },
        {
            "km_from": 0,
            "km_to": 4,
            "name": "x" * 20,
            "lanes": 12,
            "lifecycle": "in_use",
            "surface": 2,
            "width": 60,
            "opened": "2024-01-01",
            "closed": "2024-01-01",
        },
    ],
}
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def ask_qgis(qgis_python: Path, qgis_environment: dict[str, str]) -> Ask:
    """Run one of the scripts beside this file in QGIS's Python and read its JSON."""

    def ask(script: str, **asked: Any) -> dict[str, Any]:
        result = subprocess.run(
            [qgis_python, HERE / script],
            input=json.dumps(asked, default=str),
            env=qgis_environment,
            capture_output=True,
            text=True,
            timeout=180,
        )
        assert result.returncode == 0, result.stderr
        told: dict[str, Any] = json.loads(result.stdout.strip().splitlines()[-1])
        return told

    return ask


@pytest.fixture(scope="session")
def told(ask_qgis: Ask, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What QGIS tells of the sample layers, by language and layer."""
    folder = tmp_path_factory.mktemp("styles")
    names = [one.name for one in SAMPLES]
    return {
        language: ask_qgis(
            "qgis_probe.py",
            path=write_sample(folder / f"{language}.gpkg", SAMPLES, language, ROWS),
            layers=names,
            rows=JUDGED if language == "ru" else {},
        )
        for language in ("en", "ru", "kk")
    }


def test_categories_come_in_the_order_of_the_choices_with_titles_in_the_language(told):
    renderer = told["kk"]["roads"]["renderer"]
    assert (renderer["type"], renderer["by"]) == ("categorizedSymbol", "lifecycle")
    # What the style does not name is one choice only, and the category of the rest bears its title.
    assert [(one["value"], one["label"]) for one in renderer["categories"]] == [
        ("planned", "жоспарланған"),
        ("under_construction", "салынуда"),
        ("", "пайдалануда"),
    ]


def test_symbols_have_the_colours_widths_and_dashes_of_the_style(told):
    planned, building, rest = (one["symbol"] for one in told["en"]["roads"]["renderer"]["categories"])
    assert [one["color"] for one in (planned, building, rest)] == ["#888888", "#e0912f", "#b5483a"]
    assert [one["properties"]["use_custom_dash"] for one in (planned, building, rest)] == ["1", "0", "0"]
    assert {one["properties"]["line_width"] for one in (planned, building, rest)} == {"0.9"}


def test_opacity_of_a_polygon_is_that_of_its_inside_only(told):
    beach, rest = told["ru"]["zones"]["renderer"]["categories"]
    assert (beach["value"], rest["label"]) == ("beach", "прочие")
    assert beach["symbol"]["properties"]["color"] == "227,197,101,102"
    assert beach["symbol"]["properties"]["outline_color"] == "47,107,61,255"
    assert (beach["symbol"]["properties"]["outline_style"], beach["symbol"]["alpha"]) == ("solid", 1.0)
    assert rest["symbol"]["properties"]["outline_style"] == "dash"


def test_a_layer_without_categories_has_one_symbol(told):
    posts = told["en"]["km_posts"]["renderer"]
    assert posts["type"] == "singleSymbol"
    assert (posts["symbol"]["type"], posts["symbol"]["color"]) == ("SimpleMarker", "#223355")
    assert (posts["symbol"]["properties"]["name"], posts["symbol"]["properties"]["size"]) == (
        "cross_fill",
        "3.5",
    )
    assert told["en"]["plain"]["renderer"]["type"] == "singleSymbol"


def test_labels_stand_on_a_buffer_and_speak_the_language(told):
    assert told["ru"]["roads"]["labels"]["field"] == "name"
    assert told["ru"]["roads"]["labels"]["buffer"] == 0.8
    assert told["ru"]["zones"]["labels"] == told["ru"]["roads"]["labels"] | {"field": "name_ru"}
    kazakh = told["kk"]["zones"]["labels"]
    assert kazakh["expression"]
    assert "name_kk" in kazakh["field"]
    assert told["ru"]["plain"]["labels"] is None


def test_features_are_called_by_name_in_the_language_where_there_is_one(told):
    assert [name for name, _ in told["ru"]["zones"]["shown"]] == ["Бозжыра", "Шерқала"]
    assert [name for name, _ in told["kk"]["zones"]["shown"]] == ["Бозжыра", "Шерқала шатқалы"]
    assert told["ru"]["roads"]["display"] == '"name"'


def test_map_tips_show_markup_in_values_as_text(told):
    (_, tip) = told["en"]["plain"]["shown"][0]
    layer = 'A "plain" layer; &lt;b>&amp;&lt;/b> Ақтау'
    assert tip == f"<b>&lt;script>alert(1)&lt;/script> &amp; co</b><br>{layer}"


def test_a_layer_without_geometry_has_a_form_and_no_renderer(told):
    routes = told["ru"]["routes"]
    assert (routes["geometry"], routes["renderer"], routes["labels"]) == ("NoGeometry", None, None)
    assert routes["fields"]["name_ru"]["alias"] == "Название"


@pytest.mark.parametrize(
    ("language", "aliases"),
    [
        ("en", {"km_from": "From, km", "width": "Width, m", "opened": "Opened"}),
        ("ru", {"km_from": "От, км", "width": "Ширина, м", "opened": "Открыта"}),
        ("kk", {"km_from": "Басы, км", "width": "Ені, м", "opened": "Ашылған күні"}),
    ],
)
def test_fields_are_called_by_title_and_unit(told, language, aliases):
    fields = told[language]["roads"]["fields"]
    assert {name: fields[name]["alias"] for name in aliases} == aliases


def test_widgets_fit_the_types(told):
    fields = told["ru"]["roads"]["fields"]
    assert {name: one["widget"] for name, one in fields.items()} == {
        "fid": "Hidden",
        "uid": "Hidden",
        "route_id": "ValueRelation",
        "owner_id": "TextEdit",  # refers to a layer that is not in the file
        "name": "TextEdit",
        "km_from": "Range",
        "km_to": "Range",
        "width": "TextEdit",
        "lanes": "Range",
        "lifecycle": "ValueMap",
        "surface": "ValueMap",
        "paid": "CheckBox",
        "opened": "DateTime",
        "closed": "DateTime",
        "seen": "DateTime",
        "note": "TextEdit",
    }
    assert [name for name, one in fields.items() if not one["editable"]] == ["fid", "uid"]
    assert [fields[name]["settings"]["IsMultiline"] for name in ("name", "note")] == [False, True]
    assert fields["opened"]["settings"]["display_format"] == "dd.MM.yyyy"
    assert told["en"]["roads"]["fields"]["opened"]["settings"]["display_format"] == "yyyy-MM-dd"
    lanes = fields["lanes"]["settings"]
    assert (lanes["Min"], lanes["Max"], lanes["AllowNull"]) == (1, 12, True)


def test_value_lists_have_titles_in_the_language_and_nothing_where_it_is_allowed(told):
    fields = told["ru"]["roads"]["fields"]
    assert fields["lifecycle"]["settings"]["map"] == [
        {"планируется": "planned"},
        {"действует": "in_use"},
        {"строится": "under_construction"},
    ]
    nothing, *surfaces = fields["surface"]["settings"]["map"]
    assert list(nothing) == ["—"]
    assert surfaces == [{"асфальт": "1"}, {"щебень": "2"}]


def test_a_reference_lists_the_features_of_the_other_layer(told):
    settings = told["kk"]["roads"]["fields"]["route_id"]["settings"]
    wanted = {"LayerName": "routes", "LayerProviderName": "ogr", "Key": "route_id", "AllowNull": True}
    assert settings | wanted == settings
    assert settings["Value"] == "name_ru"  # not name_kk, which may be empty


def test_columns_of_the_attribute_table_come_in_the_order_of_the_definition(told):
    assert told["en"]["roads"]["columns"] == list(ROADS.names)


def test_defaults_are_filled_in(told):
    fields = told["en"]["roads"]["fields"]
    defaults = {name: one["default"] for name, one in fields.items() if one["default"] is not None}
    assert defaults == {"lanes": 2, "lifecycle": "in_use", "paid": False}
    assert told["en"]["plain"]["fields"]["value"]["default"] == PLAIN.fields[0].default


def test_constraints_are_hard_and_a_repeated_key_is_a_warning(told):
    fields = told["en"]["roads"]["fields"]
    assert fields["km_from"]["constraints"] == {"required": HARD, "expression": HARD}
    assert fields["paid"]["constraints"] == {}
    assert told["en"]["routes"]["fields"]["route_id"]["constraints"] == {
        "required": HARD,
        "unique": SOFT,
        "expression": HARD,
    }


def test_good_rows_pass_and_missing_values_pass_all_but_required(told):
    good, empty, _, edges = told["ru"]["roads"]["judged"]
    assert good == {}
    assert edges == {}
    assert set(empty) == {"km_from", "km_to", "lifecycle"}


def test_broken_rows_are_refused_with_the_rule_in_the_language(told):
    broken = told["ru"]["roads"]["judged"][2]
    assert set(broken) == {"name", "km_to", "width", "lanes", "lifecycle", "surface", "opened", "closed"}
    assert "конец после начала" in broken["km_to"][0]
    assert "Полосы: от 1 до 12" in broken["lanes"][0]
    assert "не длиннее 20 знаков" in broken["name"][0]
    assert "closed after opened" in broken["closed"][0]


def test_patterns_are_about_the_whole_value_and_know_letters_of_all_alphabets(told):
    fine, with_newline, cyrillic, with_prefix = told["ru"]["routes"]["judged"]
    assert fine == {}
    assert cyrillic == {}
    assert set(with_newline) == {"route_id"}
    assert set(with_prefix) == {"route_id", "name_ru"}


@pytest.mark.parametrize("others", [["routes"], []], ids=["with the other layer", "without the other layer"])
def test_saving_a_form_changes_only_what_was_typed(ask_qgis, tmp_path, others):
    path = write_sample(tmp_path / "form.gpkg", SAMPLES, "ru", {**ROWS, "roads": [{**ROAD, "paid": True}]})
    told = ask_qgis(
        "qgis_form.py", path=path, layer="roads", others=others, change={"note": "жаңа"}, picture=None
    )
    assert told["saved"]
    assert told["changed"] == {"note": ["NULL", "жаңа"]}


def test_saving_a_form_keeps_a_missing_truth_missing_from_qgis_3_38_on(ask_qgis, tmp_path):
    path = write_sample(tmp_path / "form.gpkg", SAMPLES, "ru", ROWS)
    told = ask_qgis(
        "qgis_form.py", path=path, layer="roads", others=[], change={"surface": "2"}, picture=None
    )
    # Older forms have no third state of a check box; the definition had better give choices.
    older = {} if told["version"] >= 33800 else {"paid": ["NULL", "False"]}
    assert told["changed"] == {"surface": ["1", "2"], **older}


def test_layers_are_drawn_with_their_styles(ask_qgis, tmp_path):
    path = write_sample(tmp_path / "map.gpkg", SAMPLES, "kk", ROWS | {"km_posts": [{"km": 12.0}]})
    drawn = ask_qgis(
        "qgis_render.py",
        path=path,
        layers=["zones", "roads", "km_posts"],
        picture=tmp_path / "map.png",
        size=[600, 400],
        extent=[50.5, 43.5, 53.5, 48.0],
    )
    assert drawn["errors"] == []
    assert drawn["drawn"] > 300


def test_characters_that_xml_cannot_hold_do_not_break_the_style():
    root = ElementTree.fromstring(qml(PLAIN, "en"))
    assert root.find("aliases/alias").get("name") == 'It\'s <a> & "b"'


def test_a_style_needs_neither_titles_nor_fields():
    bare = Definition(name="bare", title={}, fields=())
    root = ElementTree.fromstring(qml(bare, "kk"))
    assert root.findtext("previewExpression") == '"uid"'
    assert root.findtext("layerGeometryType") == "4"
    assert root.find("renderer-v2") is None


@pytest.fixture(scope="session")
def shipped(repository: Path) -> dict[str, Definition]:
    return read_definitions(repository / "layers")


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_shipped_layers_open_in_qgis_with_every_field_set_up(shipped, ask_qgis, tmp_path, language):
    path = write_sample(tmp_path / "layers.gpkg", shipped.values(), language)
    told = ask_qgis("qgis_probe.py", path=path, layers=list(shipped), rows={name: [{}] for name in shipped})
    for name, definition in shipped.items():
        layer = told[name]
        assert layer["columns"] == list(definition.names)
        assert (layer["renderer"] is None) == (definition.geometry is None)
        by = definition.style.get("by")
        if definition.geometry and by:
            assert layer["renderer"]["type"] == "categorizedSymbol"
            named = [one["value"] for one in layer["renderer"]["categories"]]
            assert {*named, "_other"} == {*definition.style["values"], "", "_other"}
        for field in definition.fields:
            shown = layer["fields"][field.name]
            assert shown["alias"].startswith(field.title[language]), field.name
            if field.choices:
                assert shown["widget"] == "ValueMap"
                labels = [label for entry in shown["settings"]["map"] for label in entry]
                assert labels[-len(field.choices) :] == [one.title[language] for one in field.choices]
            if field.references and field.references.partition(".")[0] in shipped:
                assert shown["widget"] == "ValueRelation"
        # A row of nulls breaks what is required, and the rules that ask for a value, as they do at commit.
        nulls = dict.fromkeys(definition.names)
        broken = [
            one for one in definition.rules if compile_rule(one.expression, definition.fields)(nulls) is False
        ]
        refused = layer["judged"][0]
        assert {one.name for one in definition.fields if one.required} <= refused.keys()
        said = " ".join(text for texts in refused.values() for text in texts)
        assert {one.name for one in definition.rules if one.message[language] in said} == {
            one.name for one in broken
        }
