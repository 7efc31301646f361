"""The statistics panel in a real QGIS: figures, the features behind them, claims, receipts, files."""

import importlib
import json
import shutil
from pathlib import Path

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsSettings, QgsVectorLayer, edit
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from undisturbed import Heartbeat, quick_enough


def module(name):
    return importlib.import_module(f"infra_registry.{name}")


@pytest.fixture
def full(full_python):
    """The plugin's environment set to one that has everything."""
    QgsSettings().setValue("infra_registry/environment", str(full_python.parent.parent))


@pytest.fixture(scope="module")
def _shared(plugin_package, qgis_iface, qgis_app, full_python, _demo, tmp_path_factory):
    """One panel for all tests here, on the registry of `make demo`: a worker of the full environment takes
    seconds to start."""
    registry = str(shutil.copy(_demo, tmp_path_factory.mktemp("counted") / "demo.gpkg"))
    QgsSettings().setValue("infra_registry/environment", str(full_python.parent.parent))
    session = module("session").Session(qgis_iface)
    session.set_registry(registry)
    made = module("statistics_panel").StatisticsPanel(session)
    made.resize(1200, 480)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    session.close()


@pytest.fixture
def panel(full, _shared, wait_for):
    """The panel, shown, with nothing chosen yet."""
    wait_for(lambda: _shared.pages.currentIndex() == 1 and _shared.answer.layer_titles)
    wait_for(lambda: not _shared.counting.is_busy)
    question = _shared.question
    question.indicator.setCurrentIndex(question.indicator.findData("repaired-km"))
    question._choose()
    question.area.setCurrentIndex(0)
    question.version.kinds.setCurrentIndex(0)
    question.since.kinds.setCurrentIndex(0)
    _shared.tabs.setCurrentIndex(0)
    _shared.evidence.clear()
    _shared.kept.clear()
    return _shared


@pytest.fixture
def session_of_panel(panel):
    return panel.session


@pytest.fixture
def compute(panel, wait_for):
    """Choose an indicator and groupings, compute, give the result."""

    def done(indicator="repaired-km", by=(), **parameters):
        question = panel.question
        question.indicator.setCurrentIndex(question.indicator.findData(indicator))
        for box, name in zip(question.groupings, [*by, *[None] * 3], strict=False):
            box.setCurrentIndex(max(0, box.findData(name)))
        for name, value in parameters.items():
            question.parameters.set_value(name, value)
        before = panel.answer.result
        question.run.click()
        wait_for(lambda: panel.answer.result is not before)
        return panel.answer.result

    return done


@pytest.fixture
def saved_as(monkeypatch, tmp_path):
    """Answers the file dialogs: `saved_as("table.csv")` is the file that will be chosen."""

    def choose(name):
        path = str(tmp_path / name)
        monkeypatch.setattr(module("statistics_panel.saving"), "ask_where", lambda *_: path)
        return Path(path)

    return choose


def column(table, name):
    model = table.figures
    return [one["name"] for one in model._columns].index(name)


def texts(table, at):
    return [table.figures.index(row, at).data() for row in range(table.figures.rowCount())]


# --- asking ----------------------------------------------------------------------------------------------


def test_indicators_are_grouped_by_family_and_explained(panel):
    box = panel.question.indicator
    headings = [row for row in range(box.count()) if box.itemData(row) is None]
    assert len(headings) >= 5
    assert all(not box.model().item(row).isEnabled() for row in headings)
    box.setCurrentIndex(box.findData("reclaimed-ha"))
    assert "hectares" in panel.explanation.text.text()


def test_parameters_have_fields_of_their_types(panel):
    question = panel.question
    question.indicator.setCurrentIndex(question.indicator.findData("repaired-km"))
    assert question.parameters.values() == {}
    question.parameters.set_value("types", ["capital"])
    question.parameters.set_value("one_side", 1.0)
    question.parameters.set_value("concurrent_once", False)
    question.parameters.set_value("period_start", "2024-01-01")
    assert question.parameters.values() == {
        "types": ["capital"], "one_side": 1.0, "concurrent_once": False, "period_start": "2024-01-01"
    }  # fmt: skip


def test_an_indicator_of_any_layer_is_grouped_by_the_fields_of_the_one_chosen(panel, compute, wait_for):
    question = panel.question
    question.indicator.setCurrentIndex(question.indicator.findData("layer-sum"))
    question.parameters.set_value("layer", "roads")
    wait_for(lambda: question.groupings[0].findData("surface") > 0)
    wait_for(lambda: question.parameters._fields["field"][1].findData("lanes") >= 0)
    question.indicator.setCurrentIndex(question.indicator.findData("layer-count"))
    question.parameters.set_value("layer", "roads")
    wait_for(lambda: question.groupings[0].findData("region_code") > 0)
    result = compute("layer-count", by=["region_code"])
    assert sum(row[1] for row in result["rows"]) == result["total"]["features"]


def test_what_must_be_given_is_asked_for_before_anything_runs(panel, session_of_panel, monkeypatch):
    told = []
    monkeypatch.setattr(session_of_panel, "error", lambda error, mend=None: told.append(str(error)))
    question = panel.question
    question.indicator.setCurrentIndex(question.indicator.findData("layer-count"))
    question.run.click()
    assert "layer" in told[0]
    assert not panel.counting.is_busy


def test_the_version_of_a_day_is_counted(panel, compute):
    now = compute()
    panel.question.version.choose_day("2023-12-31")
    then = compute()
    assert then["receipt"]["revision"] < now["receipt"]["revision"]
    assert then["total"]["union_km"] < now["total"]["union_km"]


def test_two_versions_are_compared(panel, compute):
    panel.question.since.choose_day("2023-12-31")
    result = compute(by=["year"])
    panel.question.since.kinds.setCurrentIndex(0)
    assert result["receipt"]["older"] < result["receipt"]["revision"]
    headings = [panel.answer.figure.itemText(row) for row in range(panel.answer.figure.count())]
    assert any("change" in text for text in headings)


def test_only_what_the_map_shows_is_counted(panel, compute, session_of_panel):
    whole = compute()
    area = panel.question.area
    area.setCurrentIndex(area.findData("extent"))
    session_of_panel.canvas.setDestinationCrs(_wgs84())
    session_of_panel.canvas.setExtent(QgsRectangle(51.0, 46.8, 52.5, 48.0))
    part = compute()
    assert 0 < part["total"]["union_km"] < whole["total"]["union_km"]
    assert part["receipt"]["area"]


def test_only_what_a_selected_polygon_covers_is_counted(panel, compute, session_of_panel, monkeypatch):
    area = panel.question.area
    area.setCurrentIndex(area.findData("selection"))
    told = []
    monkeypatch.setattr(session_of_panel, "error", lambda error, mend=None: told.append(str(error)))
    panel.question.run.click()
    assert "polygon" in told[0]
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326", "area", "memory")
    QgsProject.instance().addMapLayer(layer)
    with edit(layer):
        one = QgsFeature()
        one.setGeometry(QgsGeometry.fromRect(QgsRectangle(51.0, 46.8, 52.5, 48.0)))
        layer.addFeature(one)
    layer.selectAll()
    monkeypatch.setattr(session_of_panel.iface, "activeLayer", lambda: layer)
    assert json.loads(compute()["receipt"]["area"])["type"] in ("Polygon", "MultiPolygon")


# --- the answer ------------------------------------------------------------------------------------------


def test_the_table_has_a_total_last_and_numbers_to_the_right(panel, compute):
    result = compute(by=["year", "work_type"])
    table = panel.answer.table
    at = column(table, "union_km")
    assert table.figures.rowCount() == len(result["rows"]) + 1
    assert texts(table, 0)[-1] == "all"
    assert table.figures.index(0, at).data(Qt.ItemDataRole.TextAlignmentRole) & 0x2
    assert "km" in table.figures.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)


def test_sorting_goes_by_size_and_leaves_the_total_last(panel, compute):
    result = compute(by=["year", "work_type"])
    table = panel.answer.table
    at = column(table, "union_km")
    table.sortByColumn(at, Qt.SortOrder.DescendingOrder)
    rows = [table.figures.index(row, at).data(Qt.ItemDataRole.UserRole) for row in range(len(result["rows"]))]
    sizes = [result["rows"][row][at] for row in rows]
    assert sizes == sorted(sizes, reverse=True)
    assert texts(table, 0)[-1] == "all"


def test_a_click_on_a_figure_shows_the_features_behind_it(panel, compute, session_of_panel, wait_for):
    result = compute(by=["year"])
    table, canvas = panel.answer.table, session_of_panel.canvas
    canvas.setDestinationCrs(_wgs84())
    canvas.setExtent(QgsRectangle(0, 0, 10, 10))
    at = column(table, "union_km")
    table.scrollTo(table.figures.index(1, at))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=_middle(table, 1, at))
    wait_for(lambda: panel.answer.behind.topLevelItemCount())
    works = result["rows"][1][column(table, "works")]
    assert panel.answer.behind.topLevelItemCount() == works
    assert panel.evidence._drawn._bands
    assert 45 < canvas.extent().center().y() < 50


def test_the_features_behind_a_figure_are_selected_in_their_layer(
    panel, compute, session_of_panel, demo_registry, tmp_path, wait_for
):
    work = str(tmp_path / "work.gpkg")
    asked = session_of_panel.ask(
        "checkout", registry=demo_registry, workspace=work, layers=["repairs"], language="en"
    )
    wait_for(asked)
    layer = QgsVectorLayer(f"{work}|layername=repairs", "repairs", "ogr")
    layer.setCustomProperty("infra_registry/workspace", work)
    QgsProject.instance().addMapLayer(layer)
    wait_for(lambda: session_of_panel.workspaces())
    result = compute(by=["year"])
    panel.answer.chart.wanted.emit(0, 2)
    wait_for(lambda: layer.selectedFeatureCount())
    assert layer.selectedFeatureCount() == result["rows"][0][column(panel.answer.table, "works")]


def test_a_bar_of_the_chart_leads_to_its_features(panel, compute, wait_for):
    compute(by=["year", "work_type"])
    chart = panel.answer.chart
    chart.grab()
    box, bar = chart._places[2]
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    wait_for(lambda: panel.answer.behind.topLevelItemCount())
    rows = {one["row"] for one in _listed(panel.answer.behind)}
    assert rows == {bar.row}


def test_what_was_left_out_is_listed_with_the_reason(panel, compute):
    result = compute()
    left = panel.answer.left_out
    assert left.topLevelItemCount() == len(result["left_out"]) > 0
    assert left.topLevelItem(0).text(2)


def test_a_table_is_copied_for_a_spreadsheet(panel, compute):
    compute(by=["year"])
    lines = panel.answer.table.text_selected().split("\n")
    assert lines[0].startswith("Year\t")
    assert len(lines) == panel.answer.table.figures.rowCount() + 1


@pytest.mark.parametrize("ending", ["csv", "xlsx", "geojson", "png", "svg", "json"])
def test_a_result_is_saved(panel, compute, saved_as, wait_for, ending):
    compute(by=["year"])
    path = saved_as(f"figures.{ending}")
    wait_for(panel.saving.export(panel.answer.result, ending))
    assert path.stat().st_size > 50


def test_a_report_holds_every_result_that_was_kept(panel, compute, saved_as, wait_for, monkeypatch):
    opened = []
    monkeypatch.setattr(module("statistics_panel.saving"), "open_file", opened.append)
    compute(by=["year"])
    panel.answer.keep_wanted.emit()
    compute("zone-coverage", by=["region"])
    path = saved_as("report.html")
    panel.answer.report_wanted.emit()
    wait_for(lambda: opened)
    text = path.read_text(encoding="utf-8")
    assert "Repaired kilometres" in text
    assert "covered by zones" in text
    assert not panel.kept


def test_a_receipt_is_saved_and_verified(panel, compute, saved_as, wait_for):
    compute(by=["year"])
    path = saved_as("receipt.json")
    panel.answer.receipt.save.click()
    assert json.loads(path.read_text(encoding="utf-8"))["indicator"] == "repaired-km"
    panel.answer.receipt.verify.click()
    wait_for(lambda: "holds" in panel.answer.receipt.text.text())


def test_a_receipt_that_was_changed_does_not_hold(panel, compute, session_of_panel, wait_for, monkeypatch):
    result = compute()
    told = []
    monkeypatch.setattr(session_of_panel, "error", lambda error, mend=None: told.append(str(error)))
    result["receipt"]["features"] += 1
    panel.answer.receipt.verify.click()
    wait_for(lambda: told)
    assert panel.answer.receipt.text.text().startswith("✗")


# --- claims ----------------------------------------------------------------------------------------------


@pytest.fixture
def claims(panel, wait_for):
    """The claims of the registry with their verdicts, all of them shown."""
    panel.tabs.setCurrentIndex(1)
    if panel.claims.result is None:
        panel.claims.run.click()
        wait_for(lambda: panel.claims.result)
    panel.claims.search.clear()
    panel.claims.contradicting.setChecked(False)
    for button in panel.claims.filters.values():
        button.setChecked(True)
    return panel.claims


def shown(claims):
    items = [claims.list.topLevelItem(row) for row in range(claims.list.topLevelItemCount())]
    return [item for item in items if not item.isHidden()]


def test_claims_are_filtered_by_verdict_and_text(claims):
    everything = len(shown(claims))
    assert everything == len(claims.result["rows"]) > 20
    for verdict in ("agrees", "target", "not computable"):
        claims.filters[verdict].setChecked(False)
    assert {item.text(0) for item in shown(claims)} == {"≠ differs"}
    claims.search.setText("bypass")
    assert 0 < len(shown(claims)) < everything


def test_contradictions_are_found_by_one_button(claims):
    claims.contradicting.setChecked(True)
    names = [one["name"] for one in claims.result["columns"]]
    at = names.index("group")
    rows = [item.data(0, Qt.ItemDataRole.UserRole) for item in shown(claims)]
    assert rows
    assert all(claims.result["rows"][row][at] is not None for row in rows)


def test_a_claim_chosen_is_explained_and_drawn(claims, panel, wait_for):
    item = next(one for one in shown(claims) if "bypass" in one.text(1))
    item.setSelected(True)
    assert "cannot be the same figure" in claims.detail.text()
    wait_for(lambda: panel.evidence._drawn is not None and panel.evidence._drawn._bands)


# --- without the environment, faults, the main thread ----------------------------------------------------


def test_with_the_core_alone_the_panel_says_what_is_missing(session, seeded_registry, wait_for):
    session.set_registry(seeded_registry)
    asked = []
    session.show_settings = lambda: asked.append(True)
    panel = module("statistics_panel").StatisticsPanel(session)
    panel.show()
    wait_for(lambda: "full environment" in panel.state.title.text())
    assert panel.pages.currentIndex() == 0
    panel.state.button.click()
    assert asked
    panel.close()


def test_without_a_registry_the_panel_leads_to_one(full, session):
    asked = []
    session.show_panel = asked.append
    panel = module("statistics_panel").StatisticsPanel(session)
    panel.show()
    panel.state.button.click()
    assert asked == ["registry"]
    panel.close()


def test_a_computation_is_cancelled(panel, wait_for):
    panel.question.run.click()
    assert panel.counting.is_busy
    panel.busy.cancel.click()
    wait_for(lambda: not panel.counting.is_busy)
    assert panel.busy.isHidden()
    assert panel.question.run.isEnabled()


def test_after_a_crash_of_the_worker_figures_are_asked_for_anew(
    panel, compute, session_of_panel, monkeypatch, wait_for
):
    compute(by=["year"])
    told = []
    monkeypatch.setattr(session_of_panel, "error", lambda error, mend=None: told.append((str(error), mend)))
    session_of_panel.client.stop()
    panel.answer.evidence_wanted.emit(0)
    wait_for(lambda: told)
    sentence, (_, again) = told[0]
    assert "again" in sentence
    before = panel.answer.result
    again()
    wait_for(lambda: panel.answer.result is not before)


def test_the_main_thread_is_never_blocked(panel, compute, wait_for):
    def count():
        with Heartbeat() as heart:
            compute(by=["year", "work_type"])
            panel.answer.evidence_wanted.emit(None)
            wait_for(lambda: panel.answer.behind.topLevelItemCount())
            before = panel.claims.result
            panel.claims.run.click()
            wait_for(lambda: panel.claims.result is not before)
        return {"held": heart.longest}

    quick_enough({"held": 0.1}, count)


def _wgs84():
    from qgis.core import QgsCoordinateReferenceSystem

    return QgsCoordinateReferenceSystem("EPSG:4326")


def _middle(table, row, at):
    box = table.visualRect(table.figures.index(row, at))
    return QPoint(box.center())


def _listed(widget):
    return [
        widget.topLevelItem(row).data(0, Qt.ItemDataRole.UserRole)
        for row in range(widget.topLevelItemCount())
    ]
