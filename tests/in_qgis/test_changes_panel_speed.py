"""The changes panel over half a million features: how long a look takes; the window never stands still."""

import importlib
import os
import shutil
import subprocess
import time

import pytest
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtTest import QTest

EDITS = 1000
#: Seconds; the best of a few rounds counts.
REFRESH, COMMIT, BLOCK = 0.5, 0.5, 0.1
ROUNDS = 4


def crowding():
    """How many programs share a processor: everything takes that many times longer."""
    return max(1.0, os.getloadavg()[0] / os.cpu_count())


@pytest.fixture
def lines(session, large, wait_for):
    project_layers = importlib.import_module("infra_registry.project_layers")
    info = wait_for(session.ask("workspace_info", workspace=large))
    added = {}
    project_layers.WorkspaceLayers(session, info).added.connect(added.update)
    wait_for(lambda: added and session.workspace is not None)
    return added["lines"]


@pytest.fixture
def panel(session, lines, wait_for):
    made = importlib.import_module("infra_registry.changes_panel").ChangesPanel(session)
    made.resize(380, 860)
    made.show()
    wait_for(lambda: made.info is not None and not made.reading.is_running)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def edit(lines, first, count, lanes):
    """Change an attribute of many features and the line of some, and save: QGIS's own time, not ours."""
    assert lines.startEditing()
    place = lines.fields().indexOf("lanes")
    for fid in range(first, first + count):
        assert lines.changeAttributeValue(fid, place, lanes)
    assert lines.commitChanges(), lines.commitErrors()


@pytest.mark.slow
def test_a_save_of_1000_edits_shows_at_once_and_never_stops_the_window(panel, lines, wait_for, heartbeat):
    looks, blocks = [], []
    for number in range(ROUNDS):
        edit(lines, 1, EDITS, 7 + number)
        begun = time.perf_counter()
        shown = []
        panel.reading.changes_read.connect(lambda _, shown=shown: shown.append(time.perf_counter()))
        with heartbeat() as heart:
            wait_for(lambda shown=shown: shown)
            wait_for(lambda: not panel.reading.is_running)
            wait_for(lambda: len(panel.on_map.drawn()) == 300)
        assert panel.model.visible_count() == EDITS
        looks.append(shown[0] - begun)
        blocks.append(heart.longest)
    assert min(looks) <= REFRESH * crowding(), looks
    assert min(blocks) <= BLOCK, blocks


@pytest.mark.slow
def test_a_commit_of_1000_edits_takes_half_a_second_and_the_window_stays_alive(
    panel, session, lines, wait_for, heartbeat
):
    wait_for(session.ask("self_test", lane="long"))  # the second worker is started
    took, blocks = [], []
    panel.commit_box.author.setText("Test")
    for number in range(ROUNDS):
        edit(lines, 1, EDITS, 20 + number)
        wait_for(lambda: panel.model.visible_count() == EDITS and not panel.reading.is_running)
        panel.commit_box.message.setPlainText("A thousand edits")
        wait_for(panel.commit_box.button.isEnabled)
        begun = time.perf_counter()
        with heartbeat() as heart:
            panel.commit_box.button.click()
            wait_for(lambda: panel.notices.text("result"))
            took.append(time.perf_counter() - begun)
            wait_for(lambda: not panel.reading.is_running and panel.total == 0)
        assert "Committed" in panel.notices.text("result")
        panel.notices.clear("result")
        blocks.append(heart.longest)
    assert min(took) <= COMMIT * crowding(), took
    assert min(blocks) <= BLOCK, blocks


@pytest.mark.slow
def test_1000_changes_are_discarded_without_stopping_the_window(panel, lines, wait_for, heartbeat):
    edit(lines, 1, EDITS, 15)
    wait_for(lambda: panel.model.visible_count() == EDITS and not panel.reading.is_running)
    with heartbeat() as heart:
        panel.tools.discard.click()
        panel.notices.press("confirm", "Discard")
        wait_for(lambda: panel.total == 0 and not panel.reading.is_running)
    assert "1000 changes discarded" in panel.notices.text("undo").replace(",", "")
    assert heart.longest <= BLOCK


@pytest.mark.slow
def test_5000_changes_open_filter_and_scroll_without_stopping_the_window(panel, lines, wait_for, heartbeat):
    edit(lines, 1, 5000, 11)
    wait_for(lambda: panel.model.visible_count() == 5000)
    wait_for(lambda: not panel.reading.is_running)
    wait_for(lambda: len(panel.on_map.drawn()) == 300)
    blocks = []
    for _ in range(ROUNDS):
        with heartbeat() as heart:
            panel.tree.expand(panel.model.index(0, 0))
            QTest.qWait(50)
            panel.tree.scrollToBottom()
            QTest.qWait(50)
            panel.filter_bar.words.setText("участок 1234")
            QTest.qWait(300)
            panel.filter_bar.words.clear()
            QTest.qWait(300)
            panel.tree.collapse(panel.model.index(0, 0))
            panel.refresh()
            wait_for(lambda: not panel.reading.is_running)
        blocks.append(heart.longest)
    assert min(blocks) <= BLOCK, blocks


@pytest.mark.slow
def test_1000_conflicts_are_shown_and_decided_without_stopping_the_window(
    session, large, lines, tmp_path, wait_for, heartbeat
):
    wait_for(session.ask("discard", lane="long", workspace=large))
    theirs = shutil.copy(large, tmp_path / "theirs.gpkg")
    write = "UPDATE lines SET lanes = {} WHERE fid <= 1000"
    subprocess.run(["ogrinfo", "-q", theirs, "-sql", write.format(30)], check=True)
    wait_for(session.ask("commit", lane="long", workspace=str(theirs), message="Theirs", author="Colleague"))
    subprocess.run(["ogrinfo", "-q", large, "-sql", write.format(31)], check=True)
    report = wait_for(session.ask("update", lane="long", workspace=large))
    assert report["conflicts"] == EDITS
    begun = time.perf_counter()
    with heartbeat() as heart:
        panel = importlib.import_module("infra_registry.conflicts_panel").ConflictsPanel(session)
        panel.resize(400, 800)
        panel.show()
        wait_for(lambda: len(panel.model.all()) == EDITS)
        looked = time.perf_counter() - begun
        panel.features.selectAll()
        QTest.qWait(100)
        panel.bar.buttons["theirs"].click()
        wait_for(lambda: not panel.model.all() and not panel.reading.is_running)
    panel.close()
    panel.deleteLater()
    assert looked <= 2 * REFRESH * crowding()
    assert heart.longest <= BLOCK
