"""The changes panel over half a million features: how long a look takes; the window never stands still."""

import importlib
import itertools
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtTest import QTest
from undisturbed import Heartbeat, Stopwatch, quick_enough

EDITS = 1000
#: Seconds.
REFRESH, COMMIT, BLOCK, LOCK = 0.5, 0.5, 0.1, 0.1
#: Another number of lanes each time, so that each edit is one.
LANES = itertools.count(7)


@pytest.fixture
def stopwatch(session):
    """A stopwatch that leaves out what kept us or the workers from running."""
    lanes = session.client.lanes.values()
    return lambda: Stopwatch(lambda: [lane.process_id for lane in lanes if lane.process_id])


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
def test_a_save_of_1000_edits_shows_at_once_and_never_stops_the_window(panel, lines, wait_for, stopwatch):
    shown = []
    panel.reading.changes_read.connect(lambda _: shown.append(1))

    def save():
        edit(lines, 1, EDITS, next(LANES))
        shown.clear()
        watch = stopwatch()
        with Heartbeat() as heart:
            wait_for(lambda: shown)
            took = watch.lap()
            wait_for(lambda: not panel.reading.is_running)
            wait_for(lambda: len(panel.on_map.drawn()) == 300)
        assert panel.model.visible_count() == EDITS
        return {"shown": took, "held": heart.longest}

    quick_enough({"shown": REFRESH, "held": BLOCK}, save)


@pytest.mark.slow
def test_a_commit_of_1000_edits_takes_half_a_second_and_the_window_stays_alive(
    panel, session, lines, wait_for, stopwatch
):
    wait_for(session.ask("self_test", lane="long"))  # the second worker is started
    panel.commit_box.author.setText("Test")

    def commit():
        edit(lines, 1, EDITS, next(LANES))
        wait_for(lambda: panel.model.visible_count() == EDITS and not panel.reading.is_running)
        panel.commit_box.message.setPlainText("A thousand edits")
        wait_for(panel.commit_box.button.isEnabled)
        watch = stopwatch()
        with Heartbeat() as heart:
            panel.commit_box.button.click()
            wait_for(lambda: panel.notices.text("result"))
            took = watch.lap()
            wait_for(lambda: not panel.reading.is_running and panel.total == 0)
        assert "Committed" in panel.notices.text("result")
        panel.notices.clear("result")
        return {"committed": took, "held": heart.longest}

    quick_enough({"committed": COMMIT, "held": BLOCK}, commit)


@pytest.mark.slow
def test_1000_changes_are_discarded_without_stopping_the_window(panel, lines, wait_for):
    def discard():
        edit(lines, 1, EDITS, next(LANES))
        wait_for(lambda: panel.model.visible_count() == EDITS and not panel.reading.is_running)
        with Heartbeat() as heart:
            panel.tools.discard.click()
            panel.notices.press("confirm", "Discard")
            wait_for(lambda: panel.total == 0 and not panel.reading.is_running)
        assert "1000 changes discarded" in panel.notices.text("undo").replace(",", "")
        return {"held": heart.longest}

    quick_enough({"held": BLOCK}, discard)


@pytest.mark.slow
def test_5000_changes_open_filter_and_scroll_without_stopping_the_window(panel, lines, wait_for):
    edit(lines, 1, 5000, next(LANES))
    wait_for(lambda: panel.model.visible_count() == 5000)
    wait_for(lambda: not panel.reading.is_running)
    wait_for(lambda: len(panel.on_map.drawn()) == 300)

    def look_around():
        with Heartbeat() as heart:
            panel.tree.expand(panel.model.index(0, 0))
            QTest.qWait(50)
            panel.tree.scrollToBottom()
            QTest.qWait(50)
            panel.filter_bar.words.setText("участок 1234")
            wait_for(lambda: panel.model.visible_count() < 5000)
            panel.filter_bar.words.clear()
            wait_for(lambda: panel.model.visible_count() == 5000)
            panel.tree.collapse(panel.model.index(0, 0))
            panel.refresh()
            wait_for(lambda: not panel.reading.is_running)
        return {"held": heart.longest}

    quick_enough({"held": BLOCK}, look_around)


@pytest.mark.slow
def test_1000_conflicts_are_shown_and_decided_without_stopping_the_window(
    session, large, lines, tmp_path, wait_for, stopwatch
):
    theirs = str(tmp_path / "theirs.gpkg")

    def lanes(path):
        write = f"UPDATE lines SET lanes = {next(LANES)} WHERE fid <= {EDITS}"
        subprocess.run(["ogrinfo", "-q", path, "-sql", write], check=True)

    def decide():
        wait_for(session.ask("discard", lane="long", workspace=large))
        shutil.copy(large, theirs)
        lanes(theirs)
        wait_for(session.ask("commit", lane="long", workspace=theirs, message="Theirs", author="Colleague"))
        lanes(large)
        report = wait_for(session.ask("update", lane="long", workspace=large))
        assert report["conflicts"] == EDITS
        watch = stopwatch()
        with Heartbeat() as heart:
            panel = importlib.import_module("infra_registry.conflicts_panel").ConflictsPanel(session)
            panel.resize(400, 800)
            panel.show()
            wait_for(lambda: len(panel.model.all()) == EDITS)
            looked = watch.lap()
            panel.features.selectAll()
            QTest.qWait(100)
            panel.bar.buttons["theirs"].click()
            wait_for(lambda: not panel.model.all() and not panel.reading.is_running)
        panel.close()
        panel.deleteLater()
        return {"looked": looked, "held": heart.longest}

    quick_enough({"looked": 2 * REFRESH, "held": BLOCK}, decide)


# --- the lock of the workspace ---------------------------------------------------------------------------


@contextmanager
def lock_watched(path, process):
    """Tells, at the end, the longest time in seconds that a process held the write lock of a GeoPackage."""
    watcher = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("lock_watch.py")), path, str(process)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert watcher.stdout.readline() == "watching\n"
    told = {}
    yield told
    said, _ = watcher.communicate("")
    told["times"], told["longest"] = int(said.split()[0]), float(said.split()[1])


@pytest.mark.slow
@pytest.mark.parametrize("doing", ["commit", "discard", "update"])
def test_no_write_transaction_on_the_workspace_lasts_a_tenth_of_a_second(
    session, large, lines, tmp_path, wait_for, doing
):
    wait_for(session.ask("self_test", lane="long"))

    def locked():
        if doing == "update":
            theirs = shutil.copy(large, tmp_path / "theirs.gpkg")
            write = f"UPDATE lines SET lanes = {next(LANES)} WHERE fid <= {EDITS}"
            subprocess.run(["ogrinfo", "-q", theirs, "-sql", write], check=True)
            asked = {"message": "Theirs", "author": "Colleague"}
            wait_for(session.ask("commit", lane="long", workspace=str(theirs), **asked))
            asked = {}
        else:
            edit(lines, 1, EDITS, next(LANES))
            asked = {"message": "Mine", "author": "Test"} if doing == "commit" else {}
        with lock_watched(large, session.client.lanes["long"].process_id) as told:
            wait_for(session.ask(doing, lane="long", workspace=large, **asked))
        assert told["times"], "the lock was not seen to be held"
        return {"locked": told["longest"]}

    wait_for(session.ask("discard", lane="long", workspace=large))
    quick_enough({"locked": LOCK}, locked)
