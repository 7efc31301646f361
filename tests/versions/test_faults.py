"""Kills, full disks, flipped bytes, rewritten histories: what the store promises survives them."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from registry.model.errors import DiskFull, RegistryError
from registry.versions.history import log
from registry.versions.ledger import Ledger
from registry.versions.tags import add_tag, tags
from registry.versions.verify import _recomputed, verify
from registry.versions.workspace import Workspace, checkout
from registry.versions.workspace.commit import commit
from registry.versions.workspace.status import status
from registry.versions.workspace.update import update
from tests.versions.small import ask, edit, fill, line, put, remove, road, state, uid, values

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked, which only POSIX can"),
]

ROADS = 200
THEIRS = "theirs, and so long that it needs room " * 20

#: A road whose uid no other bytes of the file look like.
ODD = 0x123456789ABCDEF123456789ABCDEF12


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """A registry of 200 roads, and a workspace with edits of a third of them, to be copied."""
    folder = tmp_path_factory.mktemp("grown")
    ledger = Ledger.create(folder / "registry.gpkg")
    fill(ledger, roads=ROADS)
    work = checkout(ledger, folder / "work.gpkg")
    put(ledger, "roads", *(road(number, name=THEIRS) for number in range(1, ROADS, 2)))
    remove(ledger, "roads", *(number for number in range(7, ROADS, 40) if number % 3))
    edit(
        work.path,
        "UPDATE roads SET lanes = 3 WHERE km_from % 3 = 0",
        "DELETE FROM roads WHERE km_from % 40 = 20",
        "INSERT INTO roads (route_id, km_from, km_to) SELECT 'NEW', km_from, km_to FROM roads WHERE fid < 30",
    )
    return folder


@pytest.fixture
def copied(grown, tmp_path):
    """The grown registry and workspace, fresh."""

    def made():
        for name in ("registry.gpkg", "work.gpkg"):
            shutil.copy(grown / name, tmp_path / name)
            for suffix in ("-journal", "-wal", "-shm"):
                (tmp_path / f"{name}{suffix}").unlink(missing_ok=True)
        return Ledger.open(tmp_path / "registry.gpkg", wait=10), Workspace.open(
            tmp_path / "work.gpkg", wait=10
        )

    return made


def rows(work):
    return {
        one[0]: one[1:]
        for one in ask(work.path, "SELECT uid, geom, route_id, name, km_from, lanes FROM roads")
    }


def registered(ledger):
    return {key: (one[0], one[1], one[2], one[3], one[5]) for key, one in state(ledger, "roads").items()}


def in_a_child(work):
    """Start something in a child process; returns its id."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return child


def killed_after(seconds, work):
    """Run something in a child process and kill it; True if it was not done yet."""
    child = in_a_child(work)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, how = os.waitpid(child, 0)
    return os.WIFSIGNALED(how)


# --- kill -9 ----------------------------------------------------------------------------------------------


def import_many(ledger, work):
    with ledger.writing(author="A", message="import") as tx:
        tx.insert("roads", (road(number, geom=line(50 + number / 1000)) for number in range(10_000, 14_000)))


def check_import(ledger, work):
    landed = ledger.head().revision == 5
    assert ledger.count("roads") == len(state(ledger, "roads")) == state_size(ledger, 4) + 4000 * landed
    return landed


def state_size(ledger, revision):
    return sum(1 for _ in ledger.rows("roads", revision))


def commit_edits(ledger, work):
    commit(work, ledger, message="edits", author="A")


def check_commit(ledger, work):
    landed = ledger.head().revision == 5
    wanted = None
    for _ in range(2):
        commit(work, ledger, message="again", author="A")
        wanted = wanted or rows(work)
    assert ledger.head().revision == 5, "the edits landed once"
    assert rows(work) == wanted == registered(ledger)
    assert sum(one[1] == "NEW" for one in wanted.values()) == 28
    assert sum(one[4] == 3 for one in wanted.values()) > 50
    assert sum(one[2] == THEIRS for one in wanted.values()) > 80
    return landed


def update_work(ledger, work):
    update(work, ledger)


def check_update(ledger, work):
    landed = work.facts().revision == 4
    update(work, ledger)
    assert work.facts().revision == 4
    kept = ledger.head().revision
    assert kept == 4
    check_commit(ledger, work)
    return landed


def check_out(ledger, work):
    checkout(ledger, work.path.with_name("new.gpkg"), overwrite=True)


def check_checkout(ledger, work):
    path = work.path.with_name("new.gpkg")
    landed = path.exists()
    if landed:
        assert rows(Workspace.open(path)) == registered(ledger)
        path.unlink()
    assert rows(checkout(ledger, path)) == registered(ledger)
    path.unlink()
    return landed


WORK = {
    "import": (import_many, check_import),
    "commit": (commit_edits, check_commit),
    "update": (update_work, check_update),
    "checkout": (check_out, check_checkout),
}


@pytest.mark.parametrize("what", WORK)
def test_killed_at_random_moments_nothing_committed_is_lost(copied, what):
    """55 kills of each: 220 in all. The next command finds everything consistent."""
    act, check = WORK[what]
    ledger, work = copied()
    began = time.monotonic()
    assert os.waitpid(in_a_child(lambda: act(ledger, work)), 0)[1] == 0
    took = time.monotonic() - began
    dice = random.Random(what)
    landed = cut = 0
    for _ in range(55):
        ledger, work = copied()
        before = state(ledger, "roads")
        cut += killed_after(dice.uniform(0, 0.9) * took, lambda ledger=ledger, work=work: act(ledger, work))
        assert Ledger.open(ledger.path).head().revision >= 4
        assert state(ledger, "roads", 4) == before
        status(work)
        landed += check(ledger, work)
        assert verify(ledger).findings == ()
        assert ask(work.path, "PRAGMA integrity_check") == [("ok",)]
    assert cut > 15, "many were cut off"
    assert landed < 55


# --- a full disk ------------------------------------------------------------------------------------------


def tag_it(ledger, work):
    for number in range(3000):
        add_tag(ledger, f"tag {number}", 2, author="A", message="x" * 2000)


FILLING = {
    "import": import_many,
    "commit": commit_edits,
    "update": update_work,
    "checkout": check_out,
    "tags": tag_it,
}


def refused_for_room(act, ledger, work):
    """Whether something fails with DiskFull and leaves registry and workspace as they were."""
    before = registered(ledger), ledger.head(), rows(work), status(work).edits
    try:
        act(ledger, work)
        return "there was room"
    except DiskFull:
        pass
    if (registered(ledger), ledger.head()) != before[:2] or status(work).edits != before[3]:
        return "something changed"
    if act not in (update_work, commit_edits) and rows(work) != before[2]:  # those bring in what others did
        return "rows changed"
    if act is update_work and work.facts().revision != 2:
        return "moved on"
    if work.path.with_name("new.gpkg").exists():
        return "half a workspace"
    return "refused" if verify(ledger).sound else "not sound"


@pytest.mark.parametrize("what", FILLING)
def test_a_limit_on_the_size_of_files_is_a_full_disk(copied, what):
    ledger, work = copied()
    grow(work, what)
    room = max(ledger.path.stat().st_size, work.path.stat().st_size) + 8192
    if what == "checkout":
        room = 100_000
    told, tell = os.pipe()

    def act():
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        os.write(tell, refused_for_room(FILLING[what], ledger, work).encode())

    os.waitpid(in_a_child(act), 0)
    os.close(tell)
    assert os.read(told, 100) == b"refused"
    os.close(told)
    if what != "tags":
        FILLING[what](ledger, work)
    assert verify(ledger).findings == ()


def grow(work, what):
    """Edits that need room."""
    if what == "commit":
        big = "SELECT 'BIG', hex(zeroblob(2000)), km_from, km_to FROM roads"
        edit(work.path, f"INSERT INTO roads (route_id, name, km_from, km_to) {big}")


@contextmanager
def small_disk(folder: Path, size: int):
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True
    )
    if done.returncode:
        pytest.skip("a small disk can only be mounted by root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.parametrize("what", FILLING)
def test_a_full_disk_changes_nothing(copied, tmp_path, what):
    if os.geteuid() != 0:
        pytest.skip("a small disk can only be mounted by root")
    ledger, work = copied()
    grow(work, what)
    used = ledger.path.stat().st_size + work.path.stat().st_size
    with small_disk(tmp_path / "disk", used + 2_000_000) as disk:
        for path in (ledger.path, work.path):
            shutil.copy(path, disk / path.name)
        full = disk / "ballast"
        with open(full, "wb") as file:
            free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            file.write(bytes(free - (20_480 if what != "update" else 8192)))
        there, here = Ledger.open(disk / ledger.path.name), Workspace.open(disk / work.path.name)
        assert refused_for_room(FILLING[what], there, here) == "refused"
        full.unlink()
        if what != "tags":
            FILLING[what](there, here)
        assert verify(there).findings == ()


# --- several processes ------------------------------------------------------------------------------------

READER = """
import sys, pyogrio
from registry.versions.files import closed_to_sqlite
from registry.versions.ledger import Ledger
from pathlib import Path
path = Path(sys.argv[1])
counts = []
print("ready", flush=True)
while not path.with_name("stop").exists():
    with closed_to_sqlite(path):
        frame = pyogrio.read_dataframe(path, layer="roads")
    assert frame.uid.is_unique and frame.lanes.notna().all(), "a commit was seen in half"
    counts.append(len(frame))
assert counts == sorted(counts), counts
print(len(counts))
"""


def test_two_processes_commit_at_once_while_a_third_reads_through_gdal(tmp_path, repository):
    ledger = Ledger.create(tmp_path / "registry.gpkg", wait=30)
    fill(ledger, roads=3)
    put(ledger, "roads", *(road(number, lanes=1) for number in (1, 2, 3)))
    works = [checkout(ledger, tmp_path / f"{name}.gpkg") for name in ("a", "b")]
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, ledger.path],
        cwd=repository,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout.readline() == "ready\n"

    def writer(name, work):
        for number in range(12):
            insert = "INSERT INTO roads (route_id, km_from, km_to, lanes) VALUES ('{0}', {1}, {1} + 1, 1)"
            change = {"a": f"width = {number}", "b": f"surface = '{['asphalt', 'gravel'][number % 2]}'"}[name]
            statements = [insert.format(name, number)] * 5
            edit(work.path, *statements, f"UPDATE roads SET {change} WHERE route_id = 'A-27'")
            commit(work, Ledger.open(ledger.path, wait=30), message=f"{name} {number}", author=name, wait=30)

    children = [
        in_a_child(lambda name=name, work=work: writer(name, work))
        for name, work in zip("ab", works, strict=True)
    ]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    (tmp_path / "stop").touch()
    out, complaint = reader.communicate(timeout=60)
    assert codes == [0, 0]
    assert reader.returncode == 0, complaint
    assert int(out) > 0
    messages = [one.commit.message for one in log(ledger)]
    assert sorted(messages[:-4]) == sorted(f"{name} {number}" for name in "ab" for number in range(12))
    assert ledger.count("roads") == 3 + 2 * 12 * 5
    assert values(ledger, "roads", "width")[1] == 11.0
    assert values(ledger, "roads", "surface")[1] == "gravel"
    assert verify(ledger).findings == ()


# --- damage -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A small registry with everything in it that history can hold."""
    ledger = Ledger.create(tmp_path_factory.mktemp("lived") / "registry.gpkg")
    fill(ledger, roads=30)
    put(
        ledger,
        "roads",
        *(road(n, lanes=2, name=f"дорога {n}", paved=True, opened="2024-01-05") for n in range(1, 20)),
    )
    remove(ledger, "roads", 3, 4)
    put(
        ledger,
        "roads",
        road(3, seen="2024-01-05T10:00:00Z", width=7.25),
        road(ODD, geom=line(51), km_from=1, km_to=2),
    )
    add_tag(ledger, "2024-report", 3, author="A", message="as sent")
    return ledger


def reads(ledger):
    """All that a reader can learn from a registry through us."""
    versions = range(ledger.head().revision + 1)
    layers = {version: ledger.layers(version) for version in versions}
    box = (50, 45, 50.1, 47)
    read = {
        (name, version): [list(ledger.rows(name, version)), list(ledger.rows(name, version, box=box))]
        for version in versions
        for name in layers[version]
    }
    return layers, read, log(ledger), log(ledger, box=box), tags(ledger)


def everything(ledger):
    """The same, and what its views tell other programs."""
    with closing(sqlite3.connect(ledger.path)) as handle:
        views = {
            name: handle.execute(f"SELECT * FROM {name}").fetchall() for name in ("roads", "roads__history")
        }
    return reads(ledger), views


def sound(path):
    """Whether verify finds nothing; what cannot even be read comes out as an error of ours."""
    try:
        return verify(Ledger.open(path, wait=0)).sound
    except RegistryError:
        return False


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_byte_is_found_or_changes_nothing(lived, tmp_path, seed):
    """25 flips each: a registry that verify calls sound reads back equal, whatever was flipped."""
    whole = everything(lived)
    good = lived.path.read_bytes()
    dice = random.Random(seed)
    path = tmp_path / "flipped.gpkg"
    found = 0
    for _ in range(25):
        place, bit = dice.randrange(len(good)), 1 << dice.randrange(8)
        path.write_bytes(good[:place] + bytes([good[place] ^ bit]) + good[place + 1 :])
        found += not sound(path)
        if sound(path):
            assert everything(Ledger.open(path)) == whole, f"byte {place}, bit {bit}"
    assert found >= 1


def places(path, needle):
    data = path.read_bytes()
    at = data.find(needle)
    while at >= 0:
        yield at
        at = data.find(needle, at + 1)


@pytest.mark.parametrize(
    "what",
    ["a text", "a uid", "a coordinate", "a message", "a digest", "a definition", "a tag", "an envelope"],
)
def test_a_flipped_byte_in_history_is_found(lived, tmp_path, what):
    blob = state(lived, "roads")[uid(7)][0]
    needle = {
        "a text": "дорога 7".encode(),
        "a uid": bytes.fromhex(uid(ODD)),
        "a coordinate": blob[49:57],
        "a message": b"first rows",
        "a digest": lived.commit(2).digest.encode(),
        "a definition": b'"name":"lanes"',
        "a tag": b"2024-report",
        "an envelope": blob[8:16],
    }[what]
    found = list(places(lived.path, needle))
    assert found
    good = lived.path.read_bytes()
    path = tmp_path / "flipped.gpkg"
    for at in found:
        for offset in (0, len(needle) - 1):
            path.write_bytes(good[: at + offset] + bytes([good[at + offset] ^ 1]) + good[at + offset + 1 :])
            assert not sound(path), f"{what} at {at + offset}"


def unsealed(handle):
    """As somebody with the file and enough will can."""
    seals = handle.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in seals:
        handle.execute(f'DROP TRIGGER "{name}"')
    return [text for _, text in seals]


def rechained(path):
    """Compute every digest again, as the one who rewrote history would."""
    ledger = Ledger.open(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as handle:
        seals = unsealed(handle)
        for revision in range(1, ledger.head().revision + 1):
            digest = _recomputed(handle, ledger.commit(revision - 1), ledger.commit(revision))
            handle.execute("UPDATE registry_commits SET digest = ? WHERE revision = ?", (digest, revision))
        for text in seals:
            handle.execute(text)
    return ledger


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE roads__rows SET lanes = 9 WHERE fid = 35",
        "UPDATE registry_commits SET author = 'Somebody' WHERE revision = 2",
        "UPDATE roads__rows SET name = 'another' WHERE fid = 40",
    ],
)
def test_a_rewritten_history_is_found_against_a_digest_kept_elsewhere(lived, tmp_path, forgery):
    path = tmp_path / "forged.gpkg"
    shutil.copy(lived.path, path)
    kept = lived.head().digest
    assert verify(lived, head=kept).sound
    with closing(sqlite3.connect(path, isolation_level=None)) as handle:
        seals = unsealed(handle)
        assert handle.execute(forgery).rowcount == 1
        for text in seals:
            handle.execute(text)
    assert not verify(Ledger.open(path)).sound
    with closing(sqlite3.connect(path, isolation_level=None)) as handle:
        seals = unsealed(handle)
        handle.execute("DELETE FROM registry_tags")
        for text in seals:
            handle.execute(text)
    ledger = rechained(path)
    assert verify(ledger).findings == (), "it chains perfectly"
    found = verify(ledger, head=kept)
    assert [one.where for one in found.findings] == ["history"]
    assert verify(ledger, head=kept[:12].upper()).findings
    assert verify(ledger, head=ledger.commit(1).digest).sound


def test_a_seal_taken_away_or_altered_is_found(lived, tmp_path):
    with closing(sqlite3.connect(lived.path)) as handle:
        names = [
            name
            for (name,) in handle.execute("SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')")
        ]
    assert len(names) > 30
    for name in names[::3]:
        path = tmp_path / "seal.gpkg"
        shutil.copy(lived.path, path)
        with closing(sqlite3.connect(path)) as handle, handle:
            (kind,) = handle.execute("SELECT type FROM sqlite_master WHERE name = ?", (name,)).fetchone()
            handle.execute(f'DROP {kind} "{name}"')
        assert any(name in one.problem for one in verify(Ledger.open(path)).findings)


@pytest.mark.parametrize("keep", [0.95, 0.5, 0.1, 0.01])
def test_a_truncated_registry_is_named_as_damaged(lived, tmp_path, keep):
    path = tmp_path / "cut.gpkg"
    data = lived.path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep) // 512 * 512])
    assert not sound(path)
    with suppress(RegistryError):
        reads(Ledger.open(path, wait=0))


def test_a_page_of_rubbish_is_found_and_reading_fails_in_words_if_at_all(lived, tmp_path):
    data = lived.path.read_bytes()
    path = tmp_path / "page.gpkg"
    for page in range(0, len(data) // 4096, 2):
        at = page * 4096
        path.write_bytes(data[:at] + random.Random(page).randbytes(4096) + data[at + 4096 :])
        if sound(path):
            assert everything(Ledger.open(path)) == everything(lived)
        with suppress(RegistryError):
            reads(Ledger.open(path, wait=0))
