"""Figures, claims, receipts, reports, imports, exports and checks through the worker."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest
import shapely

import registry as package
from registry.stats.indicator import indicators
from tests.worker.conftest import FULL, Client, Failed

REPOSITORY = Path(package.__file__).parents[1]


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of the shipped layers with their seed rows, to be copied."""
    path = tmp_path_factory.mktemp("seeded") / "atyrau.gpkg"
    command = [sys.executable, "-m", "registry.cli", "init", str(path), "--author", "Aliya", "--seed"]
    subprocess.run(command, check=True, capture_output=True, cwd=REPOSITORY)
    return path


@pytest.fixture
def atyrau(seeded: Path, tmp_path: Path) -> str:
    return str(shutil.copy(seeded, tmp_path / "atyrau.gpkg"))


def lengths(full: Client, atyrau: str, **more: object) -> dict[str, object]:
    asked = {"indicator": "road-length", "by": ["region_code"], "language": "ru", **more}
    return full.ask("statistics", registry=atyrau, **asked)


def test_every_indicator_explains_itself_in_the_language_asked_for(full: Client):
    told = {one["name"]: one for one in full.ask("indicators", language="kk")["indicators"]}
    assert told.keys() == indicators().keys()
    repaired = told["repaired-km"]
    assert repaired["title"] == indicators()["repaired-km"].title["kk"]
    assert repaired["family"] == "repairs"
    assert {"name": "year", "title": "Жыл"} in repaired["groupings"]
    assert [one["name"] for one in told["layer-sum"]["parameters"] if one["required"]] == ["layer", "field"]
    types = {one["name"]: one["type"] for one in repaired["parameters"]}
    assert (types["statuses"], types["one_side"]) == ("list", "real")


def test_a_figure_is_that_of_the_library_and_shown_in_the_language(full: Client, atyrau: str):
    found = lengths(full, atyrau)
    result = package.open(atyrau).stats("road-length", by=["region_code"])
    names = [one["name"] for one in found["columns"]]
    assert found["receipt"]["result"] == result.receipt.result
    assert [row[names.index("measured_km")] for row in found["rows"]] == result.table["measured_km"].tolist()
    assert found["keys"] == ["region_code"]
    assert found["columns"][0]["title"] == "Область"
    assert found["shown"][0][0] == "Атырауская область"
    assert "," in found["shown"][0][names.index("measured_km")]
    assert found["total"]["measured_km"] == result.total["measured_km"]
    assert found["shown_total"][0] == ""


@pytest.mark.parametrize("form", ["hex", "geojson", "box"])
def test_an_area_comes_as_wkb_geojson_or_box(full: Client, atyrau: str, form: str):
    box = shapely.box(51.0, 46.5, 53.5, 48.0)
    area = {
        "hex": shapely.to_wkb(box, hex=True),
        "geojson": json.loads(shapely.to_geojson(box)),
        "box": [51.0, 46.5, 53.5, 48.0],
    }[form]
    found = full.ask(
        "statistics", registry=atyrau, indicator="layer-count", area=area,
        parameters={"layer": "settlements"}, by=["kind"],
    )  # fmt: skip
    whole = full.ask(
        "statistics",
        registry=atyrau,
        indicator="layer-count",
        parameters={"layer": "settlements"},
        by=["kind"],
    )
    assert 0 < found["total"]["features"] < whole["total"]["features"]


def test_what_cannot_be_asked_is_said(full: Client, atyrau: str):
    for given, told in (
        ({"indicator": "repaird-km"}, "did you mean repaired-km"),
        ({"indicator": "repaired-km", "by": ["moon"]}, "moon"),
        ({"indicator": "repaired-km", "area": "zz"}, "the area cannot be read"),
        ({"indicator": "repaired-km", "area": {"type": "Point", "coordinates": [1, 2]}}, "give a polygon"),
        ({"indicator": "repaired-km", "parameters": {"version": 3}}, "no parameter of an indicator"),
        ({"indicator": "repaired-km", "version": 99}, "there is no version '99'"),
    ):
        with pytest.raises(Failed, match=told):
            full.ask("statistics", registry=atyrau, **given)


def test_the_features_behind_a_number_are_drawn_where_they_count(full: Client, atyrau: str):
    found = lengths(full, atyrau)
    behind = full.ask("evidence", result_id=found["result_id"], row=0, language="ru")
    names = [one["name"] for one in found["columns"]]
    value = found["rows"][0][names.index("measured_km")]
    assert sum(one["value"] for one in behind["features"]) == pytest.approx(value)
    assert {one["row"] for one in behind["features"]} == {0}
    assert all(one["label"] for one in behind["features"])
    shapes = [shapely.from_wkb(bytes.fromhex(one["wkb"])) for one in behind["features"]]
    assert all(one.geom_type.endswith("LineString") and one.length > 0 for one in shapes)
    everything = full.ask("evidence", result_id=found["result_id"])
    assert {one["row"] for one in everything["features"]} == set(range(len(found["rows"])))
    with pytest.raises(Failed, match="has no row 99"):
        full.ask("evidence", result_id=found["result_id"], row=99)


def test_a_result_is_kept_until_many_newer_ones_came(full: Client, atyrau: str):
    first = lengths(full, atyrau)["result_id"]
    asked = {"indicator": "layer-count", "parameters": {"layer": "regions"}}
    for _ in range(30):
        full.ask("statistics", registry=atyrau, **asked)
    with pytest.raises(Failed) as caught:
        full.ask("evidence", result_id=first)
    assert caught.value.code == "UnknownResult"


def test_a_result_becomes_a_file_by_the_ending_of_its_name(full: Client, atyrau: str, tmp_path: Path):
    number = lengths(full, atyrau)["result_id"]
    for ending in ("csv", "xlsx", "json", "geojson", "png", "svg"):
        done = full.ask("export_result", result_id=number, path=str(tmp_path / f"x.{ending}"), language="ru")
        assert done["format"] == ending
    assert "Область" in (tmp_path / "x.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames[0] == "Результат"
    assert json.loads((tmp_path / "x.geojson").read_text())["features"]
    assert (tmp_path / "x.png").read_bytes()[:4] == b"\x89PNG"
    with pytest.raises(Failed) as caught:
        full.ask("export_result", result_id=number, path=str(tmp_path / "x.docx"))
    assert caught.value.code == "UnknownFormat"


def test_a_chart_has_the_size_asked_for(full: Client, atyrau: str):
    png = base64.b64decode(
        full.ask("chart", result_id=lengths(full, atyrau)["result_id"], width=640, height=360)["png"]
    )
    assert png[:4] == b"\x89PNG"
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (640, 360)


def test_a_report_is_one_page_with_tables_charts_and_receipts(full: Client, atyrau: str, tmp_path: Path):
    found = lengths(full, atyrau)
    claims = full.ask("claims", registry=atyrau, language="ru", where="indicator = 'objects'")
    path = tmp_path / "report.html"
    full.ask("report", registry=atyrau, result_ids=[found["result_id"], claims["result_id"]], path=str(path),
             title="Дороги <2025>", language="ru")  # fmt: skip
    text = path.read_text(encoding="utf-8")
    assert "<h1>Дороги &lt;2025&gt;</h1>" in text
    assert text.count("<section ") == 2
    assert "data:image/svg+xml;base64," in text
    assert "Атырауская область" in text
    assert found["receipt"]["result"] in text
    assert "http" not in text.replace("http-equiv", "")


def test_a_receipt_holds_until_the_registry_differs(full: Client, atyrau: str, tmp_path: Path):
    receipt = lengths(full, atyrau)["receipt"]
    assert full.ask("verify_receipt", registry=atyrau, receipt=receipt)["holds"] is True
    (tmp_path / "receipt.json").write_text(json.dumps(receipt))
    assert full.ask("verify_receipt", registry=atyrau, path=str(tmp_path / "receipt.json"))["holds"] is True
    other = {**receipt, "result": "0" * 64}
    told = full.ask("verify_receipt", registry=atyrau, receipt=other)
    assert told["holds"] is False
    assert told["problem"] in told["text"]
    with pytest.raises(Failed) as caught:
        full.ask("verify_receipt", registry=atyrau, receipt={"no": "receipt"})
    assert caught.value.code == "NotAReceipt"


def test_claims_get_their_verdicts(full: Client, atyrau: str):
    found = full.ask("claims", registry=atyrau)
    names = [one["name"] for one in found["columns"]]
    verdicts = [row[names.index("verdict")] for row in found["rows"]]
    assert found["verdicts"] == {name: verdicts.count(name) for name in set(verdicts)}
    assert {"agrees", "not computable"} <= found["verdicts"].keys()
    groups = {row[names.index("group")] for row in found["rows"]} - {None}
    assert bool(groups) == bool(found["contradictions"])


def test_figures_are_cancelled_in_the_middle_of_what_asks_nobody(full: Client, atyrau: str):
    number = full.start("claims", registry=atyrau)
    time.sleep(0.1)
    full.send({"cancel": number})
    began = time.monotonic()
    with pytest.raises(Failed) as caught:
        full.answer(number)
    assert caught.value.code == "Cancelled"
    assert time.monotonic() - began < 3
    assert full.ask("tags", registry=atyrau) == {"tags": []}


# --- files and checks ---------------------------------------------------------------------------------------

VILLAGES = (
    "settlement_id,name_ru,kind,source,quality,lon,lat\n"
    "taskesken,Таскескен,village,survey,surveyed,51.9,47.2\n"
    "unknown,Неизвестно,aul,survey,surveyed,51.9,47.3\n"
)


def test_a_file_is_looked_at_and_then_imported_without_its_bad_rows(
    full: Client, atyrau: str, tmp_path: Path
):
    source = tmp_path / "villages.csv"
    source.write_text(VILLAGES, encoding="utf-8")
    given = {"registry": atyrau, "source": str(source), "layer": "settlements", "key": ["settlement_id"]}
    seen = full.ask("import_preview", **given)
    assert (seen["added"], seen["rejected"], seen["commit"], seen["dry_run"]) == (1, 1, None, True)
    assert full.ask("registry_info", registry=atyrau)["commits"] == 2
    done = full.ask("import", **given, author="Aliya", message="Villages")
    assert (done["added"], done["rejected"], done["commit"]["revision"]) == (1, 1, 3)
    assert done["rejects"][0]["row"] == 3
    again = full.ask("import", **given, author="Aliya", message="Villages")
    assert (again["unchanged"], again["commit"]) == (1, None)
    with pytest.raises(Failed) as caught:
        full.ask("import", **given, author="Aliya", message="Villages", on_bad_rows="stop")
    assert caught.value.code == "RowsRefused"


@pytest.mark.parametrize("ending", ["geojson", "gpkg", "fgb", "parquet", "csv"])
def test_a_layer_is_exported_by_the_ending_of_the_name(
    full: Client, atyrau: str, tmp_path: Path, ending: str
):
    path = tmp_path / f"roads.{ending}"
    done = full.ask("export", registry=atyrau, layer="roads", path=str(path), version=2)
    assert (done["rows"], done["revision"]) == (19, 2)
    assert path.stat().st_size > 0


def test_faults_are_found_with_their_place(full: Client, atyrau: str):
    assert full.ask("check", registry=atyrau, layers=["roads"])["sound"] is True
    ledger = package.open(atyrau)
    roads = ledger.read("roads")
    uid = roads.index[0]
    roads.loc[uid, "route_id"] = "nowhere"
    ledger.write("roads", roads.loc[[uid]], message="break", author="A")
    found = full.ask("check", registry=atyrau, layers=["roads"])
    fault = next(one for one in found["findings"] if one["uid"] == uid)
    assert fault["layer"] == "roads"
    assert fault["text"]
    assert shapely.from_wkb(bytes.fromhex(fault["wkb"])).geom_type == "Point"
    assert sum(found["by_severity"].values()) == found["total"]


def test_the_full_worker_does_what_the_core_does(full: Client, atyrau: str, tmp_path: Path):
    work = str(tmp_path / "work.gpkg")
    assert full.ask("checkout", registry=atyrau, workspace=work)["edits"] == 0
    assert full.ask("routes", registry=atyrau)["routes"]


def test_numpy_is_loaded_only_when_figures_are_asked_for(atyrau: str):
    """So that an everyday answer of the full worker is as quick as the core's."""
    client = Client([*FULL[:1], "-I", "-X", "importtime", FULL[-1]])
    client.ask("registry_info", registry=atyrau)
    client.ask("routes", registry=atyrau)
    assert client.close() == 0
    loaded = {line.rpartition(b"|")[2].strip() for line in client.errors if line.startswith(b"import time")}
    assert b"json" in loaded
    assert not {b"numpy", b"pandas", b"shapely", b"pyproj"} & loaded
