"""The history panel in a real QGIS: commits, filters, what they changed on the map, going back, tags."""

import importlib

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QDate, QItemSelectionModel, QPoint, Qt
from undisturbed import Heartbeat, quick_enough

MAKAT = 32  # the newest commit of the demo: one road's lanes, surface and width


def module(name):
    return importlib.import_module(f"infra_registry.{name}")


@pytest.fixture
def panel(session, demo_registry, wait_for):
    """The panel, shown, on the registry of `make demo`."""
    session.set_registry(demo_registry)
    made = module("history_panel").HistoryPanel(session)
    made.resize(420, 900)
    made.show()
    wait_for(lambda: made.commits.model.rowCount() and made._layers)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def choose(panel, wait_for):
    """Choose commits by revision, and wait for what they changed."""

    def chosen(*revisions):
        heard = []
        panel.commits.changes.shown.connect(lambda: heard.append(1))
        panel.commits.go_to(revisions[0])
        for revision in revisions[1:]:
            heard.clear()
            index = panel.commits.model.index_of(revision)
            panel.commits.list.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
        wait_for(lambda: heard)

    return chosen


def revisions(panel):
    model = panel.commits.model
    return [model.commit(model.index(row))["revision"] for row in range(model.rowCount())]


def told(panel):
    """What the tree of changes says: {layer: {feature: {column: (before, after)}}}."""
    model, found = panel.commits.changes.model, {}
    for at in range(model.rowCount()):
        layer = model.index(at, 0)
        for row in range(model.rowCount(layer)):
            feature = model.index(row, 0, layer)
            columns = {
                model.index(column, 0, feature).data(): tuple(
                    model.index(column, side, feature).data() for side in (1, 2)
                )
                for column in range(model.rowCount(feature))
            }
            found.setdefault(layer.data(), {})[feature.data()] = columns
    return found


def test_commits_are_listed_newest_first_with_author_day_and_counts(panel):
    assert revisions(panel) == list(range(32, -1, -1))
    model = panel.commits.model
    newest = model.commit(model.index(0))
    assert newest["author"] == "Road operator, western branch"
    # 04:30 in UTC: the registry's own time zone is five hours east.
    assert newest["local_time"].startswith("2026-02-09")
    assert "09:30" in newest["local_time"]
    assert model.did(newest) == [("Roads", 0, 1, 0)]
    assert "Roads: ~1" in model.data(model.index(0), Qt.ItemDataRole.ToolTipRole)


def test_pages_are_read_as_one_scrolls(panel, wait_for, monkeypatch):
    monkeypatch.setattr(module("history_panel.commit_model"), "PAGE", 10)
    panel.commits.list.resize(200, 200)
    panel.commits.read()
    wait_for(lambda: 0 < panel.commits.model.rowCount() < 33)
    while panel.commits.model.canFetchMore():
        before = panel.commits.model.rowCount()
        panel.commits.model.fetchMore()
        wait_for(lambda: not panel.commits.model.is_reading())
        assert before < panel.commits.model.rowCount() <= before + 10
    assert revisions(panel) == list(range(32, -1, -1))


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("text", "bypass", [17, 8]),
        ("author", "ecology", [23, 22, 16, 12, 6]),
        ("layer", "condition_surveys", [31, 30, 15, 1]),
    ],
)
def test_the_list_is_narrowed(panel, wait_for, field, value, expected):
    filters = panel.commits.filters
    if field == "layer":
        filters.layer.setCurrentIndex(filters.layer.findData(value))
    else:
        getattr(filters, field).setText(value)
    wait_for(lambda: revisions(panel) == expected)


def test_days_are_those_of_the_registry_and_both_count(panel, wait_for):
    panel.commits.filters.since.setDate(QDate(2025, 8, 4))
    panel.commits.filters.until.setDate(QDate(2025, 9, 12))
    wait_for(lambda: revisions(panel) == list(range(27, 16, -1)))


def test_only_commits_that_touched_the_extent_shown(panel, session, wait_for):
    from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle

    session.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    session.canvas.setExtent(QgsRectangle(51.95, 43.2, 52.0, 43.25))
    panel.commits.filters.extent.setChecked(True)
    wait_for(lambda: not panel.commits.model.is_reading() and len(revisions(panel)) < 33)
    assert 32 not in revisions(panel)


def test_what_a_commit_changed_is_told_and_drawn(panel, choose, wait_for):
    choose(17)
    wait_for(lambda: panel.commits.changes.on_map._bands)
    (road,) = told(panel)["Roads"].values()
    assert road == {"Lifecycle": ("planned", "under construction")}
    choose(13)  # a road was realigned
    wait_for(lambda: len(panel.commits.changes.on_map._bands) > 2)
    colours = {band.strokeColor().name() for band in panel.commits.changes.on_map._bands}
    assert colours == {"#0072b2", "#d55e00"}
    panel.commits.draws.setChecked(False)
    assert not panel.commits.changes.on_map._bands


def test_two_commits_show_how_they_differ(panel, choose):
    choose(32, 13)
    assert any(layer.startswith("Road works") for layer in told(panel))
    assert "13" in panel.commits.changes.title.text()
    assert not panel.commits.load.isEnabled()


def test_a_commit_is_reverted_after_it_was_asked(panel, session, choose, wait_for):
    choose(MAKAT)
    (made,) = told(panel)["Roads"].values()
    assert made
    panel.commits.revert.trigger()
    assert panel.confirm.isVisible()
    # The other way round: what would come back is on the right.
    undone = {column: (new, old) for column, (old, new) in made.items()}
    wait_for(lambda: [*told(panel)["Roads"].values()] == [undone])
    assert len(revisions(panel)) == 33
    panel.confirm.yes.click()
    wait_for(lambda: revisions(panel)[0] == 33)
    assert not panel.confirm.isVisible()
    choose(33)
    assert [*told(panel)["Roads"].values()] == [undone]


def test_a_revert_that_later_commits_stand_against_asks_again(panel, choose, wait_for):
    choose(19)
    panel.commits.revert.trigger()
    panel.confirm.yes.click()
    wait_for(lambda: panel.confirm.isVisible())
    assert "cannot be undone whole" in panel.confirm.text.text()
    panel.confirm.no.click()
    assert len(revisions(panel)) == 33
    choose(19)
    panel.commits.revert.trigger()
    panel.confirm.yes.click()
    wait_for(lambda: panel.confirm.isVisible() and "cannot be undone" in panel.confirm.text.text())
    panel.confirm.yes.click()
    wait_for(lambda: revisions(panel)[0] == 33)


def test_the_life_of_a_feature_and_who_gave_each_value(panel, session, wait_for):
    log = wait_for(session.ask("commit_changes", registry=session.registry, revision=MAKAT, language="en"))
    uid = log["features"][0]["uid"]
    panel.feature.show_uid("roads", uid)
    wait_for(lambda: panel.feature.versions.topLevelItemCount() and panel.feature.blame.topLevelItemCount())
    newest = panel.feature.versions.topLevelItem(0)
    assert newest.text(0).startswith("32 · 2026-02-09")
    changed = {newest.child(row).text(0) for row in range(newest.childCount())}
    assert {"Lanes", "Surface"} & changed
    blame = {
        panel.feature.blame.topLevelItem(row).text(0): panel.feature.blame.topLevelItem(row).text(2)
        for row in range(panel.feature.blame.topLevelItemCount())
    }
    assert blame["Lanes"] == "2026-02-09 · Road operator, western branch"
    assert blame["Route"].endswith("Roads department, Atyrau region")


def test_a_feature_is_restored_to_a_version(panel, session, wait_for):
    log = wait_for(session.ask("commit_changes", registry=session.registry, revision=MAKAT, language="en"))
    uid = log["features"][0]["uid"]
    panel.feature.show_uid("roads", uid)
    wait_for(lambda: panel.feature.versions.topLevelItemCount() > 1)
    panel.feature.versions.setCurrentItem(panel.feature.versions.topLevelItem(1))
    panel.feature.restore.click()
    assert panel.confirm.isVisible()
    assert "Lanes" in panel.confirm.text.text()
    panel.confirm.yes.click()
    wait_for(lambda: revisions(panel)[0] == 33)
    back = wait_for(session.ask("difference", registry=session.registry, older=31, newer=33, language="en"))
    assert back["total"] == 0


def test_restoring_what_is_so_already_asks_nothing(panel, session, wait_for):
    log = wait_for(session.ask("commit_changes", registry=session.registry, revision=MAKAT, language="en"))
    panel.feature.show_uid("roads", log["features"][0]["uid"])
    wait_for(lambda: panel.feature.versions.topLevelItemCount() > 1)
    panel.feature.versions.setCurrentItem(panel.feature.versions.topLevelItem(0))
    panel.feature.restore.click()
    assert not panel.confirm.isVisible()


def test_the_list_shows_the_commits_of_one_feature_alone(panel, session, wait_for):
    log = wait_for(session.ask("commit_changes", registry=session.registry, revision=MAKAT, language="en"))
    panel.feature.show_uid("roads", log["features"][0]["uid"])
    wait_for(lambda: panel.feature.versions.topLevelItemCount())
    panel.feature.only.click()
    wait_for(lambda: len(revisions(panel)) < 33)
    shown = panel.feature.versions
    assert revisions(panel) == [
        int(shown.topLevelItem(row).text(0).split(" ")[0]) for row in range(shown.topLevelItemCount())
    ]


def test_tags_are_added_shown_gone_to_and_removed(panel, session, choose, wait_for):
    choose(14)
    panel.tags.name.setText("2024-report")
    panel.tags.add.click()
    wait_for(lambda: panel.tags.names() == ["2024-report"])
    index = panel.commits.model.index_of(14)
    wait_for(lambda: panel.commits.model.commit(panel.commits.model.index_of(14))["tags"] == ["2024-report"])
    choose(32)
    panel.tags.list.setCurrentItem(panel.tags.list.topLevelItem(0))
    panel.tags.go.click()
    assert [one["revision"] for one in panel.commits.chosen()] == [14]
    assert index.row() == panel.commits.list.currentIndex().row()
    panel.tags.list.setCurrentItem(panel.tags.list.topLevelItem(0))
    panel.tags.remove.click()
    wait_for(lambda: panel.tags.names() == [])


def test_going_to_a_commit_that_a_filter_hides_takes_the_filter_away(panel, wait_for):
    panel.commits.filters.text.setText("bypass")
    wait_for(lambda: revisions(panel) == [17, 8])
    panel.commits.go_to(25)
    wait_for(lambda: [one["revision"] for one in panel.commits.chosen()] == [25])


def test_a_click_on_a_feature_shows_its_life(panel, session, wait_for):
    layers = module("history_panel.version_layers")
    panel.load("head", "head", [("roads", "Roads")])
    wait_for(layers.version_layers)
    (layer,) = layers.version_layers()
    canvas = session.canvas
    canvas.setDestinationCrs(layer.crs())
    canvas.setLayers([layer])
    feature = next(layer.getFeatures())
    middle = feature.geometry().interpolate(feature.geometry().length() / 2).asPoint()
    canvas.zoomToFeatureExtent(feature.geometry().boundingBox())
    panel.feature.pick.setChecked(True)
    assert canvas.mapTool() is panel.feature.tool
    place = canvas.getCoordinateTransform().transform(middle)
    press(canvas, QPoint(round(place.x()), round(place.y())))
    wait_for(lambda: panel.feature.versions.topLevelItemCount())
    assert panel.feature._feature[:2] == ("roads", feature["uid"])
    panel.feature.pick.setChecked(False)
    assert canvas.mapTool() is not panel.feature.tool


def press(canvas, place):
    from qgis.gui import QgsMapMouseEvent
    from qgis.PyQt.QtCore import QEvent

    left = Qt.MouseButton.LeftButton
    for kind, slot in (
        (QEvent.Type.MouseButtonPress, canvas.mapTool().canvasPressEvent),
        (QEvent.Type.MouseButtonRelease, canvas.mapTool().canvasReleaseEvent),
    ):
        slot(QgsMapMouseEvent(canvas, kind, place, left, left, Qt.KeyboardModifier.NoModifier))


def test_without_a_registry_the_panel_says_so(session):
    made = module("history_panel").HistoryPanel(session)
    made.show()
    assert made.commits.empty.isVisible()
    assert "registry" in made.commits.empty.text()
    made.close()
    made.deleteLater()


def test_closing_the_panel_leaves_nothing_on_the_map(panel, session, choose, wait_for):
    choose(17)
    wait_for(lambda: panel.commits.changes.on_map._bands)
    items = len(session.canvas.scene().items())
    panel.close()
    assert len(session.canvas.scene().items()) < items
    assert not panel.commits.changes.on_map._bands
    assert not QgsProject.instance().mapLayers()


def test_a_registry_that_went_away_is_told_in_place_of_the_list(panel, session, demo_registry, wait_for):
    import os

    os.rename(demo_registry, demo_registry + ".moved")
    panel.read()
    wait_for(lambda: panel.commits.empty.isVisible())
    assert "demo.gpkg" in panel.commits.empty.text()
    assert revisions(panel) == []
    os.rename(demo_registry + ".moved", demo_registry)
    panel.read()
    wait_for(lambda: revisions(panel) == list(range(32, -1, -1)))
    assert not panel.commits.empty.isVisible()


def test_choosing_many_commits_one_after_another_shows_the_last(panel, wait_for):
    for revision in range(4, 33):
        panel.commits.go_to(revision)
    wait_for(lambda: list(told(panel)) == ["Roads"])
    (road,) = told(panel)["Roads"].values()
    assert road["Lanes"] == ("no value", "2")
    assert panel.commits.changes.title.text().startswith("Makat")


@pytest.mark.parametrize("doing", ["choose", "load", "compare", "slide", "life"])
def test_the_main_thread_is_never_held(panel, session, wait_for, doing):
    changes = wait_for(
        session.ask("commit_changes", registry=session.registry, revision=MAKAT, language="en")
    )
    uid = changes["features"][0]["uid"]
    heard = []
    for signal in (
        panel.commits.changes.drawn,
        panel.versions.loaded,
        panel.difference.loaded,
        panel.time.ready,
    ):
        signal.connect(lambda *_: heard.append(1))

    def choose():
        panel.commits.list.clearSelection()
        panel.commits.go_to(19)
        wait_for(lambda: heard)

    def load():
        panel.load("13", "13")
        wait_for(lambda: heard)

    def compare():
        panel.difference.load("4", "32", list(panel._layers), "4 → 32")
        wait_for(lambda: heard)

    def slide():
        if not panel.time.frames:
            panel.time_bar.begin.click()
            wait_for(lambda: heard)
        for number in range(0, 33, 4):
            panel.time_bar.slider.setValue(number)
            QCoreApplication.processEvents()

    def life():
        panel.feature.clear()
        panel.feature.show_uid("roads", uid)
        wait_for(
            lambda: panel.feature.versions.topLevelItemCount() and panel.feature.blame.topLevelItemCount()
        )

    def held():
        heard.clear()
        with Heartbeat() as heart:
            doings[doing]()
        return {"held": heart.longest}

    doings = {one.__name__: one for one in (choose, load, compare, slide, life)}
    quick_enough({"held": 0.1}, held)
    panel.end_time()
