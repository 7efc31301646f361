"""Results as JSON, CSV, Excel, a map layer of the evidence and a chart."""

import csv
import dataclasses
import io
import itertools
import json
import struct
import xml.etree.ElementTree as ET

import openpyxl
import pandas as pd
import pytest
import shapely

from registry.model.errors import UsageError
from registry.publish.errors import UnknownFormat, WouldOverwriteRegistry
from registry.publish.results import FORMATS, format_of, write_result
from registry.publish.results.bars import COLOURS
from registry.publish.results.chart import charted, drawn
from registry.publish.results.numbers import decimals, number, told
from registry.publish.results.titles import title
from registry.stats.change import CHANGE
from registry.stats.computing import compute, compute_change
from registry.stats.indicator import indicators
from registry.stats.receipt import Receipt, read_receipt
from registry.stats.result import Column
from registry.versions.ledger import Ledger
from tests.stats.seeding import planted


@pytest.fixture(scope="module")
def ledger(tmp_path_factory) -> Ledger:
    return planted(tmp_path_factory.mktemp("results") / "atyrau.gpkg")


@pytest.fixture(scope="module")
def reclaimed(ledger):
    return compute(ledger, "reclaimed-ha", by=["owner"])[0]


@pytest.fixture(scope="module")
def lengths(ledger):
    return compute(ledger, "road-length", by=["region_code", "lifecycle"], lifecycle="")[0]


@pytest.fixture(scope="module")
def works(ledger):
    """Works by year and type, as a department has them; the figures are made up."""
    result, _ = compute(ledger, "repaired-km", by=["year", "work_type"])
    rows = [(2023, "capital", 18.5), (2023, "medium", 49.0), (2024, "capital", 44.0), (2024, "medium", None)]
    table = pd.DataFrame(rows, columns=["year", "work_type", "union_km"])
    columns = [one for one in result.columns if one.name in table]
    return dataclasses.replace(result, table=table, columns=columns)


def written(result, ledger, tmp_path, name, language=None):
    path = tmp_path / name
    write_result(result, ledger, path, language=language)
    return path


def test_json_holds_figures_whole_evidence_and_the_receipt(reclaimed, ledger, tmp_path):
    path = written(reclaimed, ledger, tmp_path, "r.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["rows"][0]["union_ha"] == reclaimed.table["union_ha"][0]
    assert document["rows"][1]["stated_ha"] is None
    assert document["evidence"][0]["uid"] == "09f9c88448405dfbbc496366ef55a299"
    assert [one["reason"] for one in document["left_out"]]
    assert document["columns"][3]["title"]["kk"] == "Қайталанбайтын га"
    assert read_receipt(path) == reclaimed.receipt
    assert isinstance(reclaimed.receipt, Receipt)


def test_csv_has_names_or_titles(reclaimed, ledger, tmp_path):
    plain = written(reclaimed, ledger, tmp_path, "r.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(plain)))
    assert float(rows[0]["union_ha"]) == reclaimed.table["union_ha"][0]
    assert rows[1]["stated_ha"] == ""
    russian = written(reclaimed, ledger, tmp_path, "ru.csv", "ru").read_bytes()
    assert russian.startswith(b"\xef\xbb\xbf\xd0\x92\xd0\xbb\xd0\xb0")  # Владелец


def test_a_workbook_has_the_table_the_evidence_what_was_left_out_and_the_receipt(reclaimed, ledger, tmp_path):
    book = openpyxl.load_workbook(written(reclaimed, ledger, tmp_path, "r.xlsx", "ru"))
    assert book.sheetnames == ["Результат", "Объекты", "Не учтено", "Квитанция"]
    table = book["Результат"]
    assert table["A1"].value == "Рекультивированная площадь"
    assert [cell.value for cell in table[2]][:2] == ["Владелец", "Работ"]
    assert table["D3"].value == pytest.approx(reclaimed.table["union_ha"][0], rel=1e-13)  # whole
    assert table["D3"].number_format == "#,##0.00"
    assert table["G3"].number_format == "0.0%"
    assert table["A5"].value == "всего"
    assert book["Объекты"]["A2"].value == "city"
    assert book["Объекты"]["C2"].value == "09f9c88448405dfbbc496366ef55a299"
    assert "состояние не указано" in book["Не учтено"]["C2"].value
    receipt = {row[0].value: row[1].value for row in book["Квитанция"].iter_rows()}
    assert receipt["result"] == reclaimed.receipt.result
    assert receipt["digest"] == reclaimed.receipt.digest


def test_csv_in_russian_and_kazakh_is_as_excel_reads_it_there(ledger, tmp_path):
    result = compute(ledger, "zone-coverage", by=["region"])[0]
    for language in ("ru", "kk"):
        text = written(result, ledger, tmp_path, f"{language}.csv", language).read_text(encoding="utf-8-sig")
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))
        assert len({len(row) for row in rows}) == 1
        assert float(rows[2][1].replace(",", ".")) == result.table["area_km2"][1]
    english = written(result, ledger, tmp_path, "en.csv", "en").read_text(encoding="utf-8-sig")
    assert next(csv.DictReader(io.StringIO(english)))["Area, km²"].count(".") == 1


def test_a_workbook_is_as_wide_as_its_words_and_says_what_each_feature_is_of(ledger, tmp_path):
    density = compute(ledger, "road-density", by=["region"])[0]
    book = openpyxl.load_workbook(written(density, ledger, tmp_path, "r.xlsx", "kk"))
    table, behind = book["Нәтиже"], book["Нысандар"]
    assert table.column_dimensions["A"].width > len("Маңғыстау облысы")
    assert table.freeze_panes == "A3"
    assert behind["A1"].value == "Облыс"
    assert {cell.value for cell in behind["A"][1:]} <= {
        "Атырау облысы",
        "Маңғыстау облысы",
        "контурлардан тыс",
    }
    assert behind.freeze_panes == "A2"


def test_a_workbook_has_the_further_lists_and_a_receipt_that_programs_read(ledger, tmp_path):
    claims = compute(ledger, "claims")[0]
    book = openpyxl.load_workbook(written(claims, ledger, tmp_path, "r.xlsx", "ru"))
    assert book.sheetnames[3] == "Противоречия"
    assert "не могут быть одной и той же цифрой" in book["Противоречия"]["D2"].value
    receipt = {row[0].value: row[1].value for row in book["Квитанция"].iter_rows()}
    assert json.loads(receipt["parameters"])["about"] == 0.05


def test_text_that_looks_like_a_formula_stays_text(reclaimed, ledger, tmp_path):
    table = reclaimed.table.copy()
    table["owner"] = ["=1+1", "a\x07b"]
    risky = dataclasses.replace(reclaimed, table=table)
    book = openpyxl.load_workbook(written(risky, ledger, tmp_path, "r.xlsx"))
    assert book["Result"]["A3"].value == "=1+1"
    assert book["Result"]["A3"].data_type != "f"
    assert book["Result"]["A4"].value == "a\ufffdb"


def test_geojson_draws_the_evidence_and_names_its_row(reclaimed, ledger, tmp_path):
    document = json.loads(written(reclaimed, ledger, tmp_path, "r.geojson").read_text(encoding="utf-8"))
    (feature,) = document["features"]
    assert shapely.from_geojson(json.dumps(feature["geometry"])).area > 0
    assert feature["properties"]["by_owner"] == "city"
    assert document["registry"]["receipt"] == reclaimed.receipt.result


def test_geojson_in_a_language_tells_regions_and_keeps_identities(ledger, tmp_path):
    result = compute(ledger, "road-density", by=["region"])[0]
    document = json.loads(written(result, ledger, tmp_path, "r.geojson", "kk").read_text(encoding="utf-8"))
    told = [one["properties"] for one in document["features"]]
    assert "Атырау облысы" in {one["by_region"] for one in told}
    assert {one["layer"] for one in told} == {"roads"}


def test_a_stretch_of_road_is_cut_out_by_measure(ledger, tmp_path):
    result, _ = compute(ledger, "road-length", route="atyrau-dossor", km_from="20", km_to="40")
    document = json.loads(written(result, ledger, tmp_path, "r.geojson").read_text(encoding="utf-8"))
    line = shapely.from_geojson(json.dumps(document["features"][0]["geometry"]))
    from pyproj import Geod

    assert Geod(ellps="WGS84").geometry_length(line) == pytest.approx(20_000, rel=1e-3)


def test_what_has_no_place_stays_with_a_null_geometry(ledger, tmp_path):
    result, _ = compute(ledger, "layer-count", layer="facilities")
    document = json.loads(written(result, ledger, tmp_path, "r.geojson").read_text(encoding="utf-8"))
    assert len(document["features"]) == 13
    assert sum(one["geometry"] is None for one in document["features"]) == 9


def test_features_that_are_gone_are_drawn_as_they_were(ledger, tmp_path):
    result, _ = compute_change(ledger, "road-length", 2, 1, by=["region_code"])
    document = json.loads(written(result, ledger, tmp_path, "r.geojson").read_text(encoding="utf-8"))
    assert {one["properties"]["change"] for one in document["features"]} == {"removed"}
    assert all(one["geometry"] for one in document["features"])


@pytest.mark.parametrize(
    ("language", "heading", "kind"),
    [
        (None, "Repaired kilometres", "capital repair"),
        ("ru", None, "капитальный ремонт"),
        ("kk", None, "күрделі жөндеу"),
    ],
)
def test_a_chart_is_a_picture_with_titles_in_the_language(works, ledger, tmp_path, language, heading, kind):
    content = written(works, ledger, tmp_path, "r.png", language).read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", content[16:24])
    assert width >= 1600
    assert height >= 800
    figure = drawn(works, ledger, language)
    texts = {text.get_text() for text in figure.findobj() if hasattr(text, "get_text")}
    assert (heading or indicators()["repaired-km"].title[language]) in texts
    assert kind in texts
    assert {"49.0", "49,0"} & texts
    assert "–" in texts  # no figure


def test_an_svg_chart_is_the_same_every_time_and_its_text_is_text(lengths, ledger, tmp_path):
    one = written(lengths, ledger, tmp_path, "a.svg", "kk").read_bytes()
    assert one == written(lengths, ledger, tmp_path, "b.svg", "kk").read_bytes()
    ET.fromstring(one)
    assert "Жолдардың ұзындығы" in one.decode()


def test_no_two_series_are_told_by_colour_alone(works, ledger):
    figure = drawn(works, ledger, "en")
    bars = {(patch.get_facecolor(), patch.get_hatch()) for patch in figure.axes[0].patches}
    assert len({hatch for _, hatch in bars}) == len({colour for colour, _ in bars}) > 1
    assert len(set(COLOURS)) == len(COLOURS)


def test_claims_of_different_units_are_compared_by_their_share(ledger):
    result = compute(ledger, "claims")[0]
    figure = drawn(result, ledger, "ru")
    texts = [text.get_text() for text in figure.findobj() if hasattr(text, "get_text")]
    assert "Вычислено, доля заявленного, %" in texts
    assert "105,8\u00a0%" in texts  # a bypass of 27.5 km that was claimed to be 26
    assert "2\u00a0000" not in texts


def test_a_chart_of_a_change_shows_the_change_of_the_main_figure(ledger):
    result = compute_change(ledger, "reclaimed-ha", 1, 2, by=["owner"])[0]
    texts = {text.get_text() for text in drawn(result, ledger, "kk").findobj() if hasattr(text, "get_text")}
    assert "Қайталанбайтын га: өзгеріс" in texts


def test_places_and_regions_are_called_by_name(ledger):
    density = compute(ledger, "road-density", by=["region"])[0]
    texts = {text.get_text() for text in drawn(density, ledger, "kk").findobj() if hasattr(text, "get_text")}
    assert {"Атырау облысы", "Маңғыстау облысы", "контурлардан тыс"} <= texts
    ways = compute(ledger, "road-distance", to="town", places="settlements")[0]
    texts = {text.get_text() for text in drawn(ways, ledger, None).findobj() if hasattr(text, "get_text")}
    assert {"Dossor", "Kulsary"} <= texts


def test_large_numbers_on_an_axis_do_not_run_into_one_another(ledger):
    money = compute(ledger, "layer-sum", by=["region_code"], layer="projects", field="cost")[0]
    figure = drawn(money, ledger, "ru")
    figure.canvas.draw()
    boxes = [one.get_window_extent() for one in figure.axes[0].get_xticklabels() if one.get_text()]
    assert len(boxes) > 3
    assert not any(one.overlaps(other) for one, other in itertools.pairwise(boxes))


def ticks(axis):
    axis.figure.canvas.draw()
    return [one.get_text() for one in axis.get_ticklabels() if one.get_text()]


def shares(table, ledger):
    """Shares of condition by road, as given."""
    result, _ = compute(ledger, "condition-share", by=["road"])
    frame = pd.DataFrame(table, columns=["road", "share"])
    columns = [one for one in result.columns if one.name in frame]
    return dataclasses.replace(result, table=frame, columns=columns)


def test_shares_are_drawn_against_the_whole(ledger):
    axes = drawn(shares([("a", 0.854), ("b", 1.0)], ledger), ledger, "ru").axes[0]
    assert axes.get_ylim()[0] == 0
    assert 100 <= axes.get_ylim()[1] <= 120
    assert {"0", "20", "100"} <= set(ticks(axes.yaxis))
    assert axes.get_ylabel().endswith(", %")


def test_ticks_of_a_small_share_are_even_and_its_figure_has_two_digits(ledger):
    figure = drawn(shares([("a", 0.00085), ("b", 0.0)], ledger), ledger, "en")
    found = [float(one) for one in ticks(figure.axes[0].yaxis)]
    steps = [round(other - one, 9) for one, other in itertools.pairwise(found)]
    assert len(set(steps)) == 1
    assert "0.085 %" in {one.get_text() for one in figure.axes[0].texts}


def test_bars_below_nought_and_their_figures_stay_inside(ledger):
    axes = drawn(shares([("a", -0.3), ("b", 0.25)], ledger), ledger, "kk").axes[0]
    axes.figure.canvas.draw()
    inside = axes.get_window_extent()
    for label in axes.texts:
        box = label.get_window_extent()
        assert inside.y0 <= box.y0
        assert box.y1 <= inside.y1


def test_one_bar_is_no_wall_and_of_many_it_is_told_how_many_are_not_drawn(works, ledger):
    one = dataclasses.replace(works, table=works.table.head(1))
    axes = drawn(one, ledger, "en").axes[0]
    low, high = axes.get_xlim()
    assert axes.patches[0].get_width() < (high - low) / 3
    many = shares([(f"road {number}", number / 50) for number in range(45)], ledger)
    figure = drawn(many, ledger, "ru")
    assert len(figure.axes[0].patches) == 40
    assert figure.get_supxlabel().startswith("не показано: 5 строк")


def test_long_names_are_folded(ledger):
    name = "Reconstruction of the road of republican significance from Atyrau to Oral " * 3
    names = ticks(drawn(shares([(name, 0.5), ("b", 1.0)], ledger), ledger, "en").axes[0].yaxis)
    assert max(len(line) for line in names[0].splitlines()) <= 38
    assert len(names[0].splitlines()) <= 3


def test_two_currencies_never_share_an_axis(ledger):
    money = compute(ledger, "layer-sum", by=["region_code"], layer="projects", field="cost")[0]
    figure = drawn(money, ledger, "kk")
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["теңге", "АҚШ доллары"]
    assert [len(axes.patches) for axes in figure.axes] == [2, 1]


def test_claims_are_coloured_by_verdict_and_the_key_says_so(ledger):
    result = compute(ledger, "claims")[0]
    figure = drawn(result, ledger, "en")
    axes = figure.axes[0]
    known = [one.get_text() for one in axes.get_legend().get_texts()]
    assert set(known) == {"agrees", "differs", "target"}
    assert len({bar.get_hatch() for bar in axes.patches}) == 3


@pytest.mark.parametrize(
    ("name", "figure"),
    [("condition-gain", "gain"), ("road-density", "per_1000_km2"), ("rural-area-near-roads", "index")],
)
def test_a_chart_shows_what_the_indicator_is_named_after(ledger, name, figure):
    asked = {"urban": "none"} if name.startswith("rural") else {}
    result = compute(ledger, name, **asked)[0]
    table = result.table.assign(**{figure: 0.5})
    assert charted(dataclasses.replace(result, table=table)).name == figure


def test_nothing_to_draw_says_so(ledger, tmp_path):
    result, _ = compute(ledger, "layer-count", layer="repairs", where="work_id = 'none'", by=["work_type"])
    with pytest.raises(UsageError, match="no row to draw"):
        written(result, ledger, tmp_path, "r.png")
    assert not (tmp_path / "r.png").exists()


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_takes_an_empty_result_or_says_why_not(ledger, tmp_path, name):
    result, _ = compute(ledger, "layer-count", layer="repairs", where="work_id = 'none'", by=["work_type"])
    if name in ("png", "svg"):
        return
    assert written(result, ledger, tmp_path, f"r.{name}").stat().st_size > 0


def test_a_registry_is_never_overwritten_and_a_format_must_be_known(reclaimed, ledger):
    with pytest.raises(WouldOverwriteRegistry):
        write_result(reclaimed, ledger, ledger.path, "json")
    with pytest.raises(UnknownFormat, match="json, csv, xlsx"):
        format_of("result.doc")
    with pytest.raises(UnknownFormat, match="pdf"):
        format_of("result.json", "pdf")


# --- numbers and titles ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [
        (1336.0, None, "1,336.00"), (1336.0, "ru", "1\u00a0336,00"), (1336.0, "kk", "1\u00a0336,00"),
        (-0.001, "en", "0.00"),
    ],
)  # fmt: skip
def test_numbers_are_as_the_language_writes_them(value, language, shown):
    assert number(value, 2, language) == shown


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        (Column("share", "share"), 0.3562874, "35.6 %"), (Column("km", "km"), 272.15, "272.15"),
        (Column("km", "km"), 312, "312.0"), (Column("ha", "ha"), 475.999995, "476.00"),
        (Column("works", "count"), 3.0, "3"), (Column("m", "money"), 7e12, "7,000,000,000,000"),
        (Column("x", "as claimed"), 1335.99997, "1,336"), (Column("x", "as claimed"), 497.3, "497.3"),
        (Column("x"), "text", "text"), (Column("km", "km"), float("nan"), ""),
        (Column("km", "km"), pd.NA, ""),
    ],
)  # fmt: skip
def test_figures_are_rounded_only_as_far_as_they_need(column, value, shown):
    assert told(value, column, decimals(column, [value])) == shown


def test_columns_have_titles_in_all_languages(ledger):
    lacking = set()
    asked = {
        "reclaimed-ha": ["site", "owner", "year"], "repaired-km": ["year", "work_type"], "claims": [],
        "road-length": ["region_code"], "road-distance": [],
    }  # fmt: skip
    for name, by in asked.items():
        for column in compute(ledger, name, by=by)[0].columns:
            lacking |= {(name, column.name, language) for language in ("ru", "kk")
                        if title(column, language) == title(column, None)}  # fmt: skip
    assert not lacking


def test_a_change_says_which_side_a_column_is_of():
    assert title(Column("union_ha" + CHANGE, "ha"), "en") == "Distinct ha: change"
    assert title(Column("colour_of_things"), "ru") == "colour of things"
