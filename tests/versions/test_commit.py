"""Committing in steps that survive a kill between any two, while other programs go on saving."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import threading
from contextlib import closing, contextmanager

import pytest

from registry.model.errors import FileLocked, FileReadOnly, NewerFormat, NotAWorkspace, OtherRegistry
from registry.versions.ledger import Ledger
from registry.versions.verify import verify
from registry.versions.workspace import Workspace
from registry.versions.workspace import commit as committing
from registry.versions.workspace.commit import commit
from registry.versions.workspace.discard import CommitUnderWay, discard
from registry.versions.workspace.status import local_changes, status
from registry.versions.workspace.update import update
from tests.versions.small import ask, edit, put, road, state, uid, values

STEPS = ("before", "begun", "taken", "in the registry", "landed", "settled")

SAVES = {
    "the same column again": f"UPDATE roads SET lanes = lanes + 1 WHERE uid = '{uid(1)}'",
    "the value before": f"UPDATE roads SET lanes = NULL WHERE uid = '{uid(1)}'",
    "another feature": f"UPDATE roads SET lanes = 8 WHERE uid = '{uid(4)}'",
    "delete what was edited": f"DELETE FROM roads WHERE uid = '{uid(1)}'",
    "delete what was added": "DELETE FROM roads WHERE route_id = 'NEW'",
    "change what was added": "UPDATE roads SET name = 'again' WHERE route_id = 'NEW'",
    "add another": "INSERT INTO roads (route_id, km_from, km_to) VALUES ('NEWER', 1, 2)",
    "bring back what was deleted": "INSERT INTO roads (uid, geom, route_id, km_from, km_to, name)"
    f" SELECT '{uid(2)}', geom, 'A-27', 2, 3, 'back' FROM roads WHERE uid = '{uid(3)}'",
    "everything": "UPDATE roads SET width = 3",
}


@pytest.fixture
def edited(work):
    edit(
        work.path,
        f"UPDATE roads SET lanes = 2 WHERE uid = '{uid(1)}'",
        f"DELETE FROM roads WHERE uid = '{uid(2)}'",
        "INSERT INTO roads (route_id, km_from, km_to) VALUES ('NEW', 1, 2)",
    )
    return work


@contextmanager
def pausing(monkeypatch, step, act):
    """Do something at a step of a commit, once."""
    pending = [act]

    def now(name):
        if name == step and pending:
            pending.pop()()

    def around(module, name, before=None, after=None):
        real = getattr(module, name)

        def wrapped(*given, **named):
            now(before)
            done = real(*given, **named)
            now(after)
            return done

        monkeypatch.setattr(module, name, wrapped)

    around(committing, "begin", "before", "begun")
    around(committing, "sent_edits", after="taken")
    around(committing, "_send", after="in the registry")
    around(committing, "settle", "landed", "settled")
    yield
    monkeypatch.undo()
    assert pending == []


def rows(work):
    names = "uid, geom, route_id, name, km_from, km_to, lanes, width"
    return {one[0]: one[1:] for one in ask(work.path, f"SELECT {names} FROM roads")}


def registered(ledger):
    return {key: (*one[:5], one[5], one[6]) for key, one in state(ledger, "roads").items()}


def nothing_lost_nothing_double(work, ledger, wanted):
    """What people saved is what the workspace holds, and after a commit the registry too."""
    assert rows(work) == wanted
    commit(work, ledger, message="the rest", author="A")
    assert rows(work) == wanted == registered(ledger)
    assert status(work, ledger).edits == 0
    assert commit(work, ledger, message="nothing", author="A").commit is None
    assert verify(ledger).findings == ()
    assert ask(work.path, "SELECT count(*) FROM registry_before_roads") == [(0,)]


@pytest.mark.parametrize("save", SAVES)
@pytest.mark.parametrize("step", STEPS)
def test_another_program_saves_between_two_steps(edited, ledger, monkeypatch, step, save):
    with pausing(monkeypatch, step, lambda: edit(edited.path, SAVES[save])):
        commit(edited, ledger, message="m", author="A")
    nothing_lost_nothing_double(edited, ledger, rows(edited))


def killed(work):
    """Run in a child process that is killed on the way; True if it was."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    _, how = os.waitpid(child, 0)
    return os.WIFSIGNALED(how) and os.WTERMSIG(how) == signal.SIGKILL


@pytest.mark.parametrize("save", [None, *SAVES])
@pytest.mark.parametrize("step", STEPS)
def test_a_kill_between_two_steps_and_a_save_right_after(edited, ledger, monkeypatch, step, save):
    before = ledger.head().revision

    def kill():
        os.kill(os.getpid(), signal.SIGKILL)

    def attempt():
        with pausing(monkeypatch, step, kill):
            commit(edited, ledger, message="cut off", author="A")

    assert killed(attempt)
    landed = step in ("landed", "settled")
    assert ledger.head().revision == before + landed
    if save:
        edit(edited.path, SAVES[save])
    nothing_lost_nothing_double(edited, ledger, rows(edited))
    again = sum(one.message == "cut off" for one in map(ledger.commit, range(ledger.head().revision + 1)))
    assert again == landed


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_and_then_an_update_a_discard_or_others_commits(edited, ledger, monkeypatch, step):
    def attempt():
        with pausing(monkeypatch, step, lambda: os.kill(os.getpid(), signal.SIGKILL)):
            commit(edited, ledger, message="cut off", author="A")

    assert killed(attempt)
    put(ledger, "roads", road(5, name="theirs"))
    copy = Workspace.open(shutil.copy(edited.path, edited.path.with_name("copy.gpkg")))
    update(edited, ledger)
    commit(edited, ledger, message="the rest", author="A")
    wanted = {1: 2, 3: None, 4: None, 5: None}
    assert {
        number: lanes for number, lanes in values(ledger, "roads", "lanes").items() if number < 10**6
    } == wanted
    assert sum(one[1] == "NEW" for one in registered(ledger).values()) == 1
    assert values(ledger, "roads", "name")[5] == "theirs"
    discard(copy, ledger)
    update(copy, ledger)
    assert rows(copy) == registered(ledger)


def test_without_the_registry_edits_are_seen_and_a_cut_off_commit_waits(
    edited, ledger, monkeypatch, tmp_path
):
    def attempt():
        with pausing(monkeypatch, "landed", lambda: os.kill(os.getpid(), signal.SIGKILL)):
            commit(edited, ledger, message="cut off", author="A")

    assert killed(attempt)
    away = ledger.path.rename(tmp_path / "away.gpkg")
    assert status(edited).edits == len(list(local_changes(edited))) == 3
    with pytest.raises(CommitUnderWay, match=r"registry\.gpkg"):
        discard(edited)
    away.rename(ledger.path)
    assert discard(edited, ledger) == 0
    nothing_lost_nothing_double(edited, ledger, rows(edited))


def test_a_workspace_and_registry_that_moved_together_find_each_other(edited, ledger, tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    ledger.path.rename(folder / ledger.path.name)
    moved = Workspace.open(edited.path.rename(folder / edited.path.name))
    assert moved.registry == folder / ledger.path.name


# --- several processes ------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", STEPS)
def test_two_processes_committing_one_workspace(edited, ledger, monkeypatch, step):
    """One commits the whole while the other is between two steps; what is saved meanwhile is not settled."""
    other = Workspace.open(edited.path)

    def second():
        done = threading.Thread(
            target=lambda: commit(other, Ledger.open(ledger.path), message="second", author="B", wait=0.2)
        )
        done.start()
        done.join()
        edit(edited.path, "UPDATE roads SET width = 9 WHERE km_from = 4")

    if step == "in the registry":  # holds the registry's lock, so the second waits in vain
        with pausing(
            monkeypatch, step, lambda: edit(edited.path, "UPDATE roads SET width = 9 WHERE km_from = 4")
        ):
            commit(edited, ledger, message="first", author="A")
    else:
        with pausing(monkeypatch, step, second):
            commit(edited, ledger, message="first", author="A")
    nothing_lost_nothing_double(edited, ledger, rows(edited))
    assert sum(one[1] == "NEW" for one in registered(ledger).values()) == 1


# --- locks ------------------------------------------------------------------------------------------------


def test_a_project_that_holds_the_lock_is_named_with_the_mend_after_the_wait(edited, ledger):
    impatient = Workspace(edited.path, wait=0.1)
    with closing(sqlite3.connect(edited.path, isolation_level=None)) as project:
        project.execute("BEGIN IMMEDIATE")
        with pytest.raises(FileLocked, match="end its edit session, or use --wait") as caught:
            commit(impatient, ledger, message="m", author="A")
        assert caught.value.exit_code == 75
        assert status(impatient, ledger).edits == 3
        timer = threading.Timer(0.3, lambda: None)
        timer.start()
        project.execute("ROLLBACK")
    assert ledger.head().revision == 2
    assert commit(Workspace(edited.path, wait=5), ledger, message="m", author="A").commit.revision == 3


def test_a_lock_that_comes_after_the_commit_landed_does_not_hide_it(edited, ledger, monkeypatch):
    impatient = Workspace(edited.path, wait=0.1)
    project = sqlite3.connect(edited.path, isolation_level=None)
    with pausing(monkeypatch, "landed", lambda: project.execute("BEGIN IMMEDIATE")):
        done = commit(impatient, ledger, message="m", author="A")
    assert (done.commit.revision, done.settled) == (3, False)
    project.close()
    nothing_lost_nothing_double(edited, ledger, rows(edited))
    assert ledger.head().revision == 3


def test_a_registry_that_is_locked_leaves_the_edits(edited, ledger):
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FileLocked):
            commit(edited, ledger, message="m", author="A", wait=0.1)
    assert edited.facts().pending is None
    nothing_lost_nothing_double(edited, ledger, rows(edited))


# --- the wrong registry -----------------------------------------------------------------------------------


def untouched(work, attempt, problem):
    before = work.path.read_bytes()
    with pytest.raises(OtherRegistry, match=problem) as caught:
        attempt()
    assert caught.value.exit_code == 76
    assert work.path.read_bytes() == before


def test_a_workspace_of_another_registry_is_refused(edited, tmp_path):
    other = Ledger.create(tmp_path / "other.gpkg")
    for attempt in (commit, update):
        named = {"message": "m", "author": "A"} if attempt is commit else {}
        untouched(
            edited, lambda attempt=attempt, named=named: attempt(edited, other, **named), "checked out from"
        )


def test_a_registry_restored_from_an_older_copy_is_refused(edited, ledger, tmp_path):
    older = shutil.copy(ledger.path, tmp_path / "older.gpkg")
    put(ledger, "roads", road(5, lanes=1))
    update(edited, ledger)
    shutil.copy(older, ledger.path)
    untouched(edited, lambda: commit(edited, ledger, message="m", author="A"), "restored from an older copy")
    put(ledger, "roads", road(5, lanes=6))
    untouched(edited, lambda: commit(edited, ledger, message="m", author="A"), "went its own way")


def test_a_fork_made_by_copying_is_refused(edited, ledger, tmp_path):
    fork = Ledger.open(shutil.copy(ledger.path, tmp_path / "fork.gpkg"))
    put(fork, "roads", road(5, lanes=1))
    put(ledger, "roads", road(5, lanes=2))
    update(edited, ledger)
    untouched(edited, lambda: commit(edited, fork, message="m", author="A"), "went its own way")
    nothing_lost_nothing_double(edited, ledger, rows(edited))


def test_an_update_cut_off_on_its_way_to_a_version_that_the_registry_lost_is_refused(
    edited, ledger, tmp_path
):
    older = shutil.copy(ledger.path, tmp_path / "older.gpkg")
    for number in range(3):
        put(ledger, "roads", road(5, lanes=1 + number))
    edit(
        edited.path,
        "INSERT INTO registry_workspace VALUES ('target', '5'), ('target_digest', '%s')" % ("0" * 64),
    )
    untouched(edited, lambda: update(edited, ledger), "revision 5")
    shutil.copy(older, ledger.path)
    untouched(edited, lambda: update(edited, ledger), "revision 5")


# --- files ------------------------------------------------------------------------------------------------


def test_what_is_no_workspace_is_named(ledger, tmp_path, work):
    with pytest.raises(NotAWorkspace, match="it is a registry"):
        Workspace.open(ledger.path)
    with closing(sqlite3.connect(tmp_path / "plain.gpkg")) as handle, handle:
        handle.execute("CREATE TABLE t (a)")
    with pytest.raises(NotAWorkspace, match="registry checkout"):
        Workspace.open(tmp_path / "plain.gpkg")
    edit(work.path, "UPDATE registry_workspace SET value = '9' WHERE name = 'format'")
    with pytest.raises(NewerFormat):
        Workspace.open(work.path)


@pytest.mark.skipif(os.name == "nt", reason="rights are not these on Windows")
def test_a_read_only_workspace_or_registry_is_named(edited, ledger, tmp_path):
    """As another user, for root may write anything."""

    def attempt():
        os.setgroups([])
        os.setuid(65534)
        assert status(edited).edits == 3
        try:
            commit(edited, ledger, message="m", author="A")
        except FileReadOnly:
            os.kill(os.getpid(), signal.SIGKILL)

    if os.getuid() != 0:
        pytest.skip("only root can become another user")
    top = tmp_path
    while top != top.parent:
        if top.stat().st_uid == 0 and str(top).startswith("/tmp/"):
            top.chmod(0o755)
        top = top.parent
    edited.path.chmod(0o644)
    ledger.path.chmod(0o644)
    assert killed(attempt)
    edited.path.chmod(0o666)
    tmp_path.chmod(0o777)
    assert killed(attempt)
    tmp_path.chmod(0o755)
    nothing_lost_nothing_double(edited, ledger, rows(edited))
