"""The road tools in a real QGIS, with the mouse simulated: kilometres read and gone to, events, hatches."""

import importlib
import shutil
import subprocess

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsGui, QgsMapMouseEvent
from qgis.PyQt.QtCore import QEvent, QPoint, QSize, Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QWidget
from undisturbed import Heartbeat, quick_enough

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def module(name):
    return importlib.import_module(f"infra_registry.{name}")


@pytest.fixture
def work(session, demo_registry, tmp_path, wait_for):
    """Layers of a workspace of the demo in the project, by table name, the canvas in the project's CRS."""
    path = str(tmp_path / "work.gpkg")
    names = ["routes", "roads", "repairs", "condition_surveys", "km_posts"]
    wait_for(session.ask("checkout", registry=demo_registry, workspace=path, layers=names, language="en"))
    info = wait_for(session.ask("workspace_info", workspace=path))
    added = {}
    module("project_layers").WorkspaceLayers(session, info).added.connect(added.update)
    wait_for(lambda: added and session.workspace)
    session.canvas.resize(800, 600)
    session.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    session.canvas.setLayers([added["roads"]])
    session.canvas.setExtent(QgsRectangle(5.6e6, 5.4e6, 6.2e6, 6.3e6))  # a canvas never shown has none
    return added


@pytest.fixture
def tools(session, work, wait_for):
    QgsGui.editorWidgetRegistry().initEditors()
    made = module("road_tools").RoadTools(session, session.iface.mainWindow())
    wait_for(lambda: made.roads.events)
    yield made
    made.stop()


@pytest.fixture
def at(session, wait_for):
    """The pixel of a kilometre of a road, with the map centred between those asked for."""

    def pixels(route, *measures, scale=20_000):
        canvas = session.canvas
        source = {"workspace": session.workspace}
        points = []
        for measure in measures:
            place = wait_for(session.ask("place", route_id=route, measure=measure, **source))
            points.append(module("road_tools.places").on_map(canvas, place["x"], place["y"], place["crs"]))
        box = QgsRectangle(points[0], points[0])
        for one in points:
            box.combineExtentWith(one)
        canvas.setExtent(QgsRectangle(box.center().x() - 500, box.center().y() - 500,
                                      box.center().x() + 500, box.center().y() + 500))  # fmt: skip
        canvas.zoomScale(scale)
        places = [canvas.getCoordinateTransform().transform(one) for one in points]
        return [QPoint(round(one.x()), round(one.y())) for one in places]

    return pixels


def move(canvas, place, keys=NONE):
    event = QgsMapMouseEvent(
        canvas, QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, keys
    )
    canvas.mapTool().canvasMoveEvent(event)


def click(canvas, place, button=Qt.MouseButton.LeftButton, keys=NONE):
    for kind, slot in (
        (QEvent.Type.MouseButtonPress, canvas.mapTool().canvasPressEvent),
        (QEvent.Type.MouseButtonRelease, canvas.mapTool().canvasReleaseEvent),
    ):
        slot(QgsMapMouseEvent(canvas, kind, place, button, button, keys))


def settled(tool, wait_for):
    wait_for(lambda: not tool.asking.is_busy)


# --- reading ---------------------------------------------------------------------------------------------


def test_the_kilometre_under_the_pointer_is_read(tools, session, at, wait_for):
    tools.read_action.trigger()
    assert session.canvas.mapTool() is tools.reading
    (pixel,) = at("atyrau-oral", "85+400")
    move(session.canvas, pixel + QPoint(3, 2))
    wait_for(lambda: tools.reading.places)
    (place,) = tools.reading.places
    assert place["route_id"] == "atyrau-oral"
    # Three pixels are some 20 m at this scale.
    assert abs(place["measure_m"] - 85_400) < 40
    assert tools.label.text() == tools.bar.reading.text() == f"Atyrau – Oral km {place['shown']}"
    assert tools.label.isVisibleTo(session.canvas)
    assert tools.bar.isVisibleTo(session.canvas)
    # The mark is on the road itself.
    assert tools.reading._marker.isVisible()


def test_far_from_roads_nothing_is_read(tools, session, at, wait_for):
    tools.read_action.trigger()
    (pixel,) = at("atyrau-oral", "85+400")
    move(session.canvas, pixel)
    wait_for(lambda: tools.reading.places)
    move(session.canvas, pixel + QPoint(250, 0))
    wait_for(lambda: not tools.reading.places)
    assert not tools.label.isVisibleTo(session.canvas)
    assert tools.bar.reading.text() == "—"


def test_moves_never_queue_and_the_last_one_is_read(tools, session, at, wait_for):
    tools.read_action.trigger()
    first, last = at("atyrau-oral", "85+000", "86+000")
    asked = tools.reading.asking.asked
    for step in range(101):
        move(session.canvas, first + (last - first) * step / 100)
    settled(tools.reading, wait_for)
    assert tools.reading.asking.asked - asked == 2
    assert abs(tools.reading.places[0]["measure_m"] - 86_000) < 40


def test_with_shift_whole_hundreds_of_metres_are_read(tools, session, at, wait_for):
    tools.read_action.trigger()
    (pixel,) = at("atyrau-oral", "85+370")
    move(session.canvas, pixel, SHIFT)
    wait_for(lambda: tools.reading.places)
    assert tools.reading.places[0]["shown"] == "85+400"
    assert tools.reading.places[0]["measure_m"] == 85_400


def test_a_click_copies_the_reading_and_fills_the_fields(tools, session, at, wait_for):
    tools.read_action.trigger()
    wait_for(lambda: tools.go_to.route.count())
    (pixel,) = at("atyrau-oral", "85+400")
    click(session.canvas, pixel)
    wait_for(lambda: tools.go_to.measure.text())
    assert QApplication.clipboard().text().startswith("Atyrau – Oral km 85+")
    assert tools.go_to.route_id() == "atyrau-oral"
    assert tools.go_to.measure.text().startswith("85+")


def test_among_several_roads_one_is_chosen_and_kept_to(tools, session, at, wait_for):
    tools.read_action.trigger()
    # The bypass crosses the road to Oral some ten kilometres from its beginning.
    (pixel,) = at("atyrau-dossor", "0+000", scale=60_000)
    move(session.canvas, pixel)
    wait_for(lambda: len(tools.reading.places) > 1)
    routes = [one["route_id"] for one in tools.reading.places]
    assert "Right click" in tools.bar.hint.text()
    menu = tools.reading.menu()
    texts = [one.text() for one in menu.actions()]
    assert len(texts) == len(routes)
    assert all("km" in one and "m away" in one for one in texts)
    menu.actions()[1].trigger()
    assert tools.reading.pinned == routes[1]
    move(session.canvas, pixel + QPoint(1, 1))
    settled(tools.reading, wait_for)
    assert [one["route_id"] for one in tools.reading.places] == [routes[1]]
    tools.reading.escape()
    move(session.canvas, pixel)
    settled(tools.reading, wait_for)
    assert len(tools.reading.places) > 1


def test_another_tool_takes_everything_off_the_map(tools, session, at, wait_for):
    items = len(session.canvas.scene().items())
    tools.read_action.trigger()
    (pixel,) = at("atyrau-oral", "85+400")
    move(session.canvas, pixel)
    wait_for(lambda: tools.reading.places)
    session.canvas.unsetMapTool(tools.reading)
    assert not tools.read_action.isChecked()
    assert len(session.canvas.scene().items()) == items
    assert not tools.bar.isVisibleTo(session.canvas)


def test_the_bar_gives_way_to_a_message_and_folds_where_the_map_is_narrow(tools, session, work):
    canvas, bar = session.canvas, tools.bar
    canvas.resize(1400, 600)
    tools.go_action.trigger()
    bar.place()
    wide, top = bar.height(), bar.y()
    canvas.resize(460, 600)
    bar.place()
    assert bar.width() <= 440
    assert bar.height() > wide
    assert bar.minimumSizeHint().width() <= bar.width()  # nothing lies over another
    canvas.resize(1400, 600)
    messages = QWidget(canvas)
    messages.setGeometry(0, 0, 1400, 40)
    bar._messages = messages
    messages.show()
    bar.place()
    assert (bar.y(), bar.height()) == (top + 40, wide)
    messages.hide()
    bar.place()
    assert bar.y() == top
    bar._messages = None
    messages.setParent(None)


@pytest.mark.parametrize(
    ("place", "called"),
    [
        ({"route_id": "A-27", "name": "Atyrau – Astrakhan"}, "A-27"),
        ({"route_id": "KD-AT-12", "name": "To the landfill"}, "KD-AT-12"),
        ({"route_id": "atyrau-dossor", "name": "Atyrau – Dossor"}, "Atyrau – Dossor"),
        ({"route_id": "road-of-2024", "name": "The new road"}, "The new road"),
        ({"route_id": "atyrau-dossor", "name": ""}, "atyrau-dossor"),
    ],
)
def test_a_road_is_called_by_its_number_or_else_its_name(place, called):
    assert module("road_tools.places").road(place) == called


# --- going -----------------------------------------------------------------------------------------------


def test_going_to_a_kilometre_by_a_few_letters(tools, session, wait_for):
    tools.go_action.trigger()
    wait_for(lambda: tools.go_to.route.count())
    tools.go_to.route.setEditText("oral")
    tools.go_to.measure.setText("85,4")
    tools.go_to.go.click()
    wait_for(lambda: tools.place.on_map._bands)
    place = wait_for(
        session.ask("place", workspace=session.workspace, route_id="atyrau-oral", measure="85+400")
    )
    there = module("road_tools.places").on_map(session.canvas, place["drawn_x"], place["drawn_y"])
    assert session.canvas.center().distance(there) < 1
    assert session.canvas.scale() <= 10_001
    assert tools.bar.reading.text() == "Atyrau – Oral km 85+400"


@pytest.mark.parametrize(("route", "measure"), [("no such road", "5"), ("oral", "9999"), ("oral", "five")])
def test_what_is_not_there_is_said(tools, session, wait_for, route, measure):
    tools.go_action.trigger()
    wait_for(lambda: tools.go_to.route.count())
    told = []
    session.error = lambda error, mend=None: told.append(str(error))
    tools.go_to.route.setEditText(route)
    tools.go_to.measure.setText(measure)
    tools.go_to.go.click()
    wait_for(lambda: told)
    assert len(told) == 1
    assert not tools.place.on_map._bands


# --- events ----------------------------------------------------------------------------------------------


def test_an_event_is_made_between_two_clicks_and_undone(tools, session, work, at, wait_for):
    tools.make_events("repairs")
    assert session.canvas.mapTool() is tools.events
    first, last = at("atyrau-oral", "85+000", "86+500")
    click(session.canvas, first)
    wait_for(lambda: tools.events.start)
    move(session.canvas, last + QPoint(0, 4))
    wait_for(lambda: tools.events.drawn)
    length = tools.events.drawn["length_m"]
    assert abs(length - 1500) < 80
    assert f"{length / 1000:.3f} km" in tools.label.text()
    assert tools.events._shown._bands
    count = work["repairs"].featureCount()
    click(session.canvas, last)
    wait_for(lambda: tools.forms._open)
    (form,) = tools.forms._open
    assert work["repairs"].isEditable()
    attributes = form.feature()
    assert attributes["route_id"] == "atyrau-oral"
    assert abs(attributes["km_from"] - 85) < 0.05
    assert abs(attributes["km_to"] - 86.5) < 0.05
    assert attributes["carriageway"] == "both"
    # The road is chosen by its name among those of the workspace.
    combos = [one for one in form.findChildren(QComboBox) if one.currentData() == "atyrau-oral"]
    assert [one.currentText() for one in combos] == ["Атырау – Уральск"]
    assert combos[0].count() > 5
    form.attributeForm().changeAttribute("source", "inspection")
    form.attributeForm().changeAttribute("quality", "surveyed")
    form.accept()
    assert work["repairs"].featureCount() == count + 1
    (fid,) = work["repairs"].editBuffer().addedFeatures()
    added = work["repairs"].getFeature(fid)
    assert added.geometry().length() > 0
    assert added["source"] == "inspection"
    work["repairs"].undoStack().undo()
    assert work["repairs"].featureCount() == count
    assert not tools.events._shown._bands


def test_an_event_made_is_saved_and_committed(tools, session, work, at, wait_for):
    tools.make_events("repairs")
    for pixel in at("atyrau-oral", "86+500", "85+000"):  # against the kilometres
        click(session.canvas, pixel, keys=SHIFT)
    wait_for(lambda: tools.forms._open)
    (form,) = tools.forms._open
    form.attributeForm().changeAttribute("source", "inspection")
    form.attributeForm().changeAttribute("quality", "surveyed")
    form.accept()
    assert work["repairs"].commitChanges(), work["repairs"].commitErrors()
    done = wait_for(session.ask("commit", workspace=session.workspace, message="A work", author="Test"))
    assert done["commit"]["layers"] == [{"name": "repairs", "added": 1, "changed": 0, "deleted": 0}]
    change = wait_for(
        session.ask(
            "commit_changes", registry=session_registry(session, wait_for), revision=33, language="en"
        )
    )["features"][0]
    values = {one["name"]: one["new"] for one in change["columns"]}
    assert (values["route_id"], values["km_from"], values["km_to"]) == ("atyrau-oral", 85.0, 86.5)


def session_registry(session, wait_for):
    return wait_for(session.ask("workspace_info", workspace=session.workspace))["registry"]


def test_an_event_without_length_is_refused_and_escape_begins_anew(tools, session, at, wait_for):
    told = []
    session.error = lambda error, mend=None: told.append(str(error))
    tools.make_events("condition_surveys")
    (pixel,) = at("atyrau-oral", "85+400")
    click(session.canvas, pixel)
    wait_for(lambda: tools.events.start)
    click(session.canvas, pixel)
    wait_for(lambda: told)
    assert "no length" in told[0]
    tools.events.escape()
    assert tools.events.start is None
    assert tools.events.pinned is None


def test_the_second_end_stays_on_the_road_of_the_first(tools, session, at, wait_for):
    tools.make_events("repairs")
    start, other = at("atyrau-dossor", "3+000", "0+000", scale=60_000)
    click(session.canvas, start)
    wait_for(lambda: tools.events.start)
    move(session.canvas, other)
    wait_for(lambda: tools.events.drawn)
    assert tools.events.drawn["from_m"] < 100
    assert {one["route_id"] for one in tools.events.places} == {"atyrau-dossor"}


def test_events_are_drawn_anew_when_their_kilometres_are_edited(tools, session, work, wait_for):
    layer = work["repairs"]
    wait_for(lambda: layer.id() in tools.follow._linear)
    feature = next(one for one in layer.getFeatures() if not one.geometry().isNull())
    before = feature.geometry().length()
    layer.startEditing()
    half = (feature["km_from"] + feature["km_to"]) / 2
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("km_to"), half)
    wait_for(lambda: layer.getFeature(feature.id()).geometry().length() < before * 0.9)
    stack = layer.undoStack()
    assert stack.count() == 2
    stack.undo()
    assert layer.getFeature(feature.id()).geometry().length() == pytest.approx(before)
    stack.undo()
    assert layer.getFeature(feature.id())["km_to"] == feature["km_to"]
    # Nothing is drawn again now that it is right, so that redo is still there.
    heard = wait_for(session.ask("stale_drawings", workspace=session.workspace))
    assert heard
    assert stack.count() == 2
    assert stack.canRedo()
    layer.rollBack()


def test_stale_drawings_are_found_and_drawn_anew(tools, session, work, wait_for):
    layer = work["repairs"]
    told, done = [], []
    session.error = lambda error, mend=None: told.append((str(error), mend))
    session.done = done.append
    feature = next(one for one in layer.getFeatures() if not one.geometry().isNull())
    layer.startEditing()
    away = feature.geometry()
    away.translate(0.05, 0.05)
    layer.changeGeometry(feature.id(), away)
    assert layer.commitChanges()
    tools.drawings.check()
    wait_for(lambda: told)
    text, (_, mend) = told[0]
    assert "Road works" in text
    mend()
    wait_for(lambda: any(one.startswith("Road works") and "drawn anew" in one for one in done))
    assert layer.isEditable()
    back = layer.getFeature(feature.id()).geometry()
    drawings = module("road_tools.drawings")
    asked = drawings.request_of(feature, tools.follow._linear[layer.id()])
    found = wait_for(session.ask("event_values", **asked))
    assert drawings.is_same(back, drawings.geometry_for(layer, found["wkb"], found["crs"]))
    for one in work.values():
        assert not one.isEditable() or one.commitChanges()
    told.clear()
    done.clear()
    tools.drawings.check()
    wait_for(lambda: done or told)
    assert not told, told
    assert "along their road" in done[0]


SIGNS = """
name = "signs"
[title]
en = "Signs"
[geometry]
type = "Point"
[linear]
kind = "event"
route = "route_id"
start = "km"
[[fields]]
name = "route_id"
type = "text"
[[fields]]
name = "km"
type = "measure"
"""


def test_a_point_event_takes_one_click(session, full_python, tmp_path, at, wait_for):
    repository = full_python.parents[2]
    shutil.copytree(repository / "layers", tmp_path / "layers", ignore=shutil.ignore_patterns("build"))
    (tmp_path / "layers" / "signs.toml").write_text(SIGNS, encoding="utf-8")
    registry, path = str(tmp_path / "signs.gpkg"), str(tmp_path / "work.gpkg")
    command = [full_python, "-m", "registry.cli", "init", registry, "--seed", "--author", "Test"]
    subprocess.run([*command, "--layers", tmp_path / "layers"], cwd=repository, check=True, timeout=120)
    wait_for(session.ask("checkout", registry=registry, workspace=path, layers=["routes", "roads", "signs"]))
    info = wait_for(session.ask("workspace_info", workspace=path))
    added = {}
    module("project_layers").WorkspaceLayers(session, info).added.connect(added.update)
    wait_for(lambda: added and session.workspace)
    session.canvas.resize(800, 600)
    session.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    tools = module("road_tools").RoadTools(session, session.iface.mainWindow())
    wait_for(lambda: tools.roads.events)
    (action,) = tools.event_menu.actions()
    assert action.text() == "Signs"
    action.trigger()
    (pixel,) = at("atyrau-oral", "85+400")
    click(session.canvas, pixel + QPoint(4, 0), keys=SHIFT)
    wait_for(lambda: tools.forms._open)
    (form,) = tools.forms._open
    assert form.feature()["km"] == 85.4
    form.accept()
    (sign,) = added["signs"].getFeatures()
    place = wait_for(session.ask("place", workspace=path, route_id="atyrau-oral", measure="85+400"))
    assert sign.geometry().asPoint().distance(place["drawn_x"], place["drawn_y"]) < 1e-8
    tools.stop()


# --- hatches ---------------------------------------------------------------------------------------------


def test_hatches_are_put_on_the_roads_saved_with_the_project_and_taken_off(tools, work, tmp_path):
    hatches = module("road_tools.hatches")
    before = work["roads"].renderer().dump()
    tools.hatch_action.trigger()
    assert hatches.has_hatches(work["roads"])
    assert not hatches.has_hatches(work["repairs"])
    assert tools.hatch_action.isChecked()
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "project.qgz"))
    tools.hatch_action.trigger()
    assert not hatches.has_hatches(work["roads"])
    assert work["roads"].renderer().dump() == before
    project.read(str(tmp_path / "project.qgz"))
    (roads,) = tools.road_layers()
    assert hatches.has_hatches(roads)
    assert tools.hatch_action.isChecked()


def test_hatches_stand_at_the_kilometres(tools, session, work, at, wait_for):
    """Each hatch is on the line that is drawn, at the kilometre that the worker reads there."""
    from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils

    hatches = module("road_tools.hatches")
    layer = work["roads"]
    feature = next(layer.getFeatures('"route_id" = \'atyrau-oral\' AND "km_from" = 189'))
    context = QgsExpressionContext()
    context.appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    expression = QgsExpression(hatches.along_expression("EPSG:4326", "100", "@there"))
    assert expression.prepare(context), expression.parserErrorString()
    points = expression.evaluate(context).asMultiPoint()
    assert len(points) == 3  # km 200, 300 and 400 of 189 to 492
    for kilometre, point in zip((200, 300, 400), points, strict=True):
        (place, *_) = wait_for(
            session.ask(
                "locate",
                workspace=session.workspace,
                route="atyrau-oral",
                x=point.x(),
                y=point.y(),
                crs="EPSG:4326",
            )
        )["places"]
        # Between vertices 280 km apart, where the map's straight line and the geodesic differ most.
        assert abs(place["measure_m"] - kilometre * 1000) < 40
        assert feature.geometry().distance(QgsGeometry.fromPointXY(point)) < 1e-9


@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:4326"])
def test_hatches_are_drawn(tools, session, work, at, crs):
    from qgis.core import QgsExpressionContext, QgsExpressionContextUtils, QgsMapRendererParallelJob

    session.canvas.setDestinationCrs(QgsCoordinateReferenceSystem(crs))

    def dark():
        settings = QgsMapSettings(session.canvas.mapSettings())
        settings.setOutputSize(QSize(800, 600))
        settings.setOutputDpi(192)
        settings.setLayers([work["roads"]])
        context = QgsExpressionContext()
        context.appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(work["roads"]))
        context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))  # the scale of this picture
        settings.setExpressionContext(context)
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        image = job.renderedImage()
        assert not job.errors()
        ink = QColor("#1f2328").lightness() + 20
        return sum(
            QColor(image.pixel(x, y)).lightness() < ink
            for x in range(image.width())
            for y in range(image.height())
        )

    session.canvas.setExtent(
        module("project_layers").extent_of([work["roads"]], QgsCoordinateReferenceSystem(crs))
    )
    before = dark()
    tools.hatch_action.trigger()
    assert dark() > before + 100


# --- the main thread -------------------------------------------------------------------------------------


def test_the_main_thread_is_never_held_while_the_pointer_moves(tools, session, at, wait_for):
    tools.make_events("repairs")
    first, last = at("atyrau-oral", "85+000", "86+500")
    click(session.canvas, first)
    wait_for(lambda: tools.events.start)

    def draw_along():
        with Heartbeat() as heart:
            for step in range(40):
                move(session.canvas, first + (last - first) * step / 40)
                QApplication.processEvents()
            settled(tools.events, wait_for)
            wait_for(lambda: not tools.events._lines.is_busy)
        return {"held": heart.longest}

    quick_enough({"held": 0.1}, draw_along)


def test_the_map_goes_on_where_a_style_with_hatches_is_copied(tools, work):
    """QGIS copies a style with each drawing of the map, in the main thread."""
    tools.hatch_action.trigger()

    def copy():
        with Heartbeat() as heart:
            for _ in range(10):
                copies = [work["roads"].renderer().clone() for _ in range(3)]
                copies.clear()
                QApplication.processEvents()
        return {"held": heart.longest}

    quick_enough({"held": 0.1}, copy)
