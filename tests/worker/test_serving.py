"""The worker's lines: order, nonsense, cancelling, errors, and the worker's end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from registry.model import errors
from registry.model.errors import RegistryError
from registry.model.geometry import register_functions
from registry.model.wording import Sentence
from registry.versions.ledger import Ledger
from registry.worker import PROTOCOL, modules
from registry.worker.failures import error_answer, template_of
from registry.worker.operations import FAMILIES
from tests.versions.small import LAYERS, line, road
from tests.worker.conftest import BARE, FULL, MAIN, Client, Failed

modules.load()
MANY = 15_000


@pytest.fixture(scope="module")
def wide_registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many roads, so that work on them takes a while."""
    path = tmp_path_factory.mktemp("wide") / "wide.gpkg"
    ledger = Ledger.create(path)
    with ledger.writing(author="Aliya", message="layers") as work:
        for definition in LAYERS:
            work.define(definition)
    with ledger.writing(author="Aliya", message="roads") as work:
        shapes = [line(50 + number / 100) for number in range(1000)]
        work.insert("roads", (road(number, shapes[number % 1000]) for number in range(1, MANY + 1)))
    return path


def edit_all(path: str, column: str, value: str) -> None:
    with closing(sqlite3.connect(path)) as handle, handle:
        register_functions(handle)
        handle.execute(f"UPDATE roads SET {column} = {value}")


def wait_for(path: str, sql: str) -> None:
    """Wait until a statement of truth about a file is true."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with closing(sqlite3.connect(path, timeout=5)) as handle:
            if (handle.execute(sql).fetchone() or (0,))[0]:
                return
        time.sleep(0.01)
    raise AssertionError(f"never came true: {sql}")


# --- lines --------------------------------------------------------------------------------------------------


def test_the_first_line_says_what_the_core_can_and_what_it_lacks(bare: Client):
    hello = bare.hello
    assert hello["protocol"] == PROTOCOL
    assert hello["mode"] == "core"
    assert {"checkout", "commit", "locate", "export_geojson"} <= set(hello["operations"])
    assert not {"statistics", "import"} & set(hello["operations"])
    assert hello["missing"] == {family: list(packages) for family, packages in FAMILIES.items()}


def test_the_full_environment_can_do_everything(full: Client):
    assert full.hello["mode"] == "full"
    assert {"statistics", "import", "checkout"} <= set(full.hello["operations"])
    assert full.hello["missing"] == {}


@pytest.mark.parametrize(
    "line",
    [b"{", b"7", b"[]", b"nonsense", b'{"id": 1}', b'{"do": "log"}', b"\xff\xfe", b"[" * 100_000,
     b'{"id": true, "do": "x"}', b'{"id": 1, "do": "log", "with": 3}'],
)  # fmt: skip
def test_nonsense_is_answered_and_the_worker_goes_on(bare: Client, line: bytes, registry: str):
    bare.send(line)
    answer = bare.next()
    assert answer["id"] is None
    assert answer["error"]["code"] == "BadRequest"
    assert bare.ask("tags", registry=registry) == {"tags": []}


def test_a_request_that_makes_no_sense_is_answered_with_what_it_takes(bare: Client, registry: str):
    for given, told in (
        ({}, "'registry' is missing"),
        ({"registry": 3}, "'registry' is int, it takes str"),
        ({"registry": registry, "layre": "roads"}, "there is no 'layre'; it takes registry, layer"),
        ({"registry": registry, "limit": "many"}, "'limit' is str, it takes int | null"),
    ):
        with pytest.raises(Failed, match=r".") as caught:
            bare.ask("log", **given)
        assert caught.value.code == "BadParameters"
        assert told in str(caught.value)


def test_what_this_worker_cannot_do_says_what_it_lacks(bare: Client, registry: str):
    with pytest.raises(Failed) as caught:
        bare.ask("fly")
    assert caught.value.code == "UnknownOperation"
    with pytest.raises(Failed, match="it lacks numpy") as caught:
        bare.ask("statistics", registry=registry, indicator="repaired-km")
    assert caught.value.code == "UnknownOperation"


def test_requests_are_answered_in_their_order(bare: Client, registry: str):
    numbers = [bare.start("registry_info", registry=registry) for _ in range(5)]
    assert [bare.next()["id"] for _ in numbers] == numbers


def test_letters_of_all_languages_come_through(bare: Client, registry: str):
    bare.ask("add_tag", registry=registry, name="есеп-Ә😀", author="Әлия Қ.")
    tag = bare.ask("tags", registry=registry)["tags"][0]
    assert (tag["name"], tag["author"]) == ("есеп-Ә😀", "Әлия Қ.")


def test_what_libraries_print_never_gets_between_the_lines(tmp_path: Path):
    """A library that prints, and one that writes to file descriptor 1 behind Python's back."""
    program = (
        "import sys, os, runpy; sys.argv = [sys.argv[1]]\n"
        "import tempfile; keep = tempfile.mkdtemp\n"
        "def noisy(*a, **k):\n"
        "    print('printed'); sys.__stdout__.flush(); os.write(1, b'written\\n'); return keep(*a, **k)\n"
        "tempfile.mkdtemp = noisy\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')\n"
    )
    client = Client([BARE[0], "-I", "-S", "-c", program, str(MAIN)])
    assert client.ask("self_test")["ok"]
    assert client.close() == 0
    assert b"written\n" in client.errors


def test_another_package_of_the_name_on_the_path_is_not_taken(tmp_path: Path):
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry" / "__init__.py").write_text("raise SystemExit('the wrong one')")
    client = Client([BARE[0], "-S", "-B", str(MAIN)], PYTHONPATH=str(tmp_path))
    assert client.hello["protocol"] == PROTOCOL
    assert client.close() == 0


def test_the_package_runs_from_wherever_it_was_copied_to(tmp_path: Path):
    home = tmp_path / "plugins" / "infra_registry"
    without = shutil.ignore_patterns("__pycache__")
    shutil.copytree(MAIN.parents[1], home / "registry", ignore=without)
    shutil.copytree(MAIN.parents[2] / "layers", home / "layers", ignore=without)
    client = Client([*BARE[:-1], str(home / "registry" / "worker" / "__main__.py")])
    assert client.ask("self_test")["ok"]
    assert client.close() == 0
    assert not list(home.rglob("__pycache__"))


# --- errors -------------------------------------------------------------------------------------------------


def every_error() -> list[type[RegistryError]]:
    found, waiting = [], [RegistryError]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += one.__subclasses__()
    return sorted(set(found), key=lambda one: one.__name__)


@pytest.mark.parametrize("kind", every_error(), ids=lambda one: one.__name__)
def test_a_template_filled_with_its_fields_is_the_sentence(kind: type[RegistryError]):
    if kind.__init__ is not RegistryError.__init__:
        pytest.skip("made of other things than its facts; errors of its kind are looked at below")
    for count in (1, 2, 12_000):
        facts = {name: f"<{name}>" for name in names_in(template_of(kind)) if not name.endswith("_noun")}
        facts.update({name: count for name in facts if f"{name}_noun" in names_in(template_of(kind))})
        error = kind(**facts) if kind.sentence != RegistryError.sentence else kind("a sentence with {braces}")
        answer = error_answer(error)
        assert answer["template"].format(**answer["fields"]) == answer["sentence"]
        assert answer["sentence"].replace(" ", "") == str(error).replace(" ", "")
        assert (answer["code"], answer["exit_code"]) == (kind.__name__, kind.exit_code)
        json.dumps(answer)


def names_in(template: str) -> set[str]:
    from string import Formatter

    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_refused_rows_are_listed_in_the_fields():
    from registry.model.values import Problem

    answer = error_answer(
        errors.InvalidRows([Problem("roads", "ab", "lanes", 40, "must be at most 16", "range")])
    )
    assert answer["fields"]["count"] == 1
    assert answer["fields"]["problems"][0]["field"] == "lanes"
    assert answer["sentence"].startswith("1 value breaks the layer definitions, first: roads ab")


def test_half_a_sentence_among_the_fields_has_its_own_template():
    problem = Sentence.of("the registry has only {count:commit}", count=2)
    answer = error_answer(errors.UnknownVersion(version="head~9", problem=problem))
    assert answer["fields"]["problem"] == "the registry has only 2 commits"
    assert answer["fields"]["problem_template"] == "the registry has only {count} {count_noun}"
    assert answer["fields"]["problem_fields"] == {"count": 2, "count_noun": "commits"}
    assert answer["template"].format(**answer["fields"]) == answer["sentence"]


def test_the_unforeseen_has_a_trace_for_the_diagnostics_and_a_sentence_for_people(
    bare: Client, tmp_path: Path
):
    with pytest.raises(Failed) as caught:
        bare.ask("apply_fixes", workspace=str(tmp_path / "no.gpkg"), fixes=[])
    assert caught.value.code == "NoSuchFile"
    answer = error_answer(ZeroDivisionError("by zero"))
    assert answer["code"] == "InternalError"
    assert "by zero" in answer["sentence"]
    assert answer["template"].format(**answer["fields"]) == answer["sentence"]


# --- cancelling ---------------------------------------------------------------------------------------------


def cancelled(client: Client, number: int, after: float) -> float:
    """Cancel a request after a while; the seconds until it was."""
    time.sleep(after)
    client.send({"cancel": number})
    began = time.monotonic()
    with pytest.raises(Failed) as caught:
        client.answer(number)
    assert caught.value.code == "Cancelled"
    return time.monotonic() - began


def test_a_checkout_is_cancelled_and_leaves_nothing(bare: Client, wide_registry: Path, tmp_path: Path):
    target = tmp_path / "work.gpkg"
    number = bare.start("checkout", registry=str(wide_registry), workspace=str(target))
    assert cancelled(bare, number, 0.05) < 3
    assert list(tmp_path.iterdir()) == []


def test_what_waits_is_cancelled_before_it_begins(bare: Client, wide_registry: Path, registry: str):
    first = bare.start("verify", registry=str(wide_registry))
    second = bare.start("add_tag", registry=registry, name="never", author="Aliya")
    bare.send({"cancel": second})
    bare.send({"cancel": first})
    for number in (first, second):
        with pytest.raises(Failed) as caught:
            bare.answer(number)
        assert caught.value.code == "Cancelled"
    assert bare.ask("tags", registry=registry) == {"tags": []}


def test_cancelling_what_is_over_does_nothing(bare: Client, registry: str):
    bare.ask("tags", registry=registry)
    bare.send({"cancel": bare._number})
    bare.send({"cancel": 99_999})
    assert bare.ask("tags", registry=registry) == {"tags": []}


def test_a_cancelled_update_goes_on_where_it_was(bare: Client, wide_registry: Path, tmp_path: Path):
    registry, mine, theirs = (str(tmp_path / name) for name in ("r.gpkg", "mine.gpkg", "theirs.gpkg"))
    shutil.copy(wide_registry, registry)
    for workspace in (mine, theirs):
        bare.ask("checkout", registry=registry, workspace=workspace)
    edit_all(theirs, "lanes", "4")
    edit_all(mine, "name", "'mine'")
    bare.ask("commit", workspace=theirs, message="lanes", author="Bolat")
    number = bare.start("update", workspace=mine)
    wait_for(mine, "SELECT 1 FROM registry_workspace WHERE name = 'target' AND value IS NOT NULL")
    cancelled(bare, number, 0.1)
    assert bare.ask("workspace_info", workspace=mine)["unfinished"] == "update"
    assert bare.ask("update", workspace=mine)["to"] == 3
    with closing(sqlite3.connect(mine)) as handle:
        rows = handle.execute("SELECT count(*) FROM roads WHERE lanes = 4 AND name = 'mine'").fetchone()
    assert rows == (MANY,)
    assert bare.ask("workspace_info", workspace=mine)["edits"] == MANY


def test_a_discard_of_much_lets_others_save_meanwhile_and_can_be_stopped(
    bare: Client, wide_registry: Path, tmp_path: Path
):
    work = str(tmp_path / "work.gpkg")
    bare.ask("checkout", registry=str(wide_registry), workspace=work)
    edit_all(work, "lanes", "4")
    number = bare.start("discard", workspace=work)
    wait_for(work, f"SELECT count(*) < {MANY} FROM registry_before_roads")
    waited = []
    with closing(sqlite3.connect(work, timeout=5, isolation_level=None)) as handle:
        register_functions(handle)
        for width in range(3):
            began = time.monotonic()
            handle.execute("UPDATE roads SET width = ? WHERE fid = 1", (width,))
            waited.append(time.monotonic() - began)
    assert max(waited) < 2.5
    assert cancelled(bare, number, 0) < 2
    left = bare.ask("edit_counts", workspace=work)["edits"]
    assert 0 < left < MANY
    assert bare.ask("discard", workspace=work)["discarded"] == left
    assert bare.ask("edit_counts", workspace=work)["edits"] == 0


# --- the end ------------------------------------------------------------------------------------------------


def test_the_worker_ends_with_its_input(wide_registry: Path):
    client = Client(BARE)
    client.start("verify", registry=str(wide_registry))
    time.sleep(0.1)
    began = time.monotonic()
    assert client.close() == 0
    assert time.monotonic() - began < 5


def test_a_commit_is_finished_though_qgis_is_gone(bare: Client, wide_registry: Path, tmp_path: Path):
    registry, work = str(tmp_path / "r.gpkg"), str(tmp_path / "work.gpkg")
    shutil.copy(wide_registry, registry)
    bare.ask("checkout", registry=registry, workspace=work)
    edit_all(work, "lanes", "4")
    client = Client(BARE)
    client.start("commit", workspace=work, message="lanes", author="Aliya")
    time.sleep(0.5)
    assert client.close() == 0
    info = bare.ask("workspace_info", workspace=work)
    assert (info["base"]["message"], info["edits"], info["unfinished"]) == ("lanes", 0, None)


@pytest.mark.faults
@pytest.mark.parametrize("after", [0.3, 1.0, 1.8])
def test_a_worker_killed_in_a_commit_loses_nothing(
    bare: Client, wide_registry: Path, tmp_path: Path, after: float
):
    registry, work = str(tmp_path / "r.gpkg"), str(tmp_path / "work.gpkg")
    shutil.copy(wide_registry, registry)
    bare.ask("checkout", registry=registry, workspace=work)
    edit_all(work, "lanes", "4")
    client = Client(BARE)
    client.start("commit", workspace=work, message="lanes", author="Aliya")
    time.sleep(after)
    client.process.kill()
    client.process.wait()
    bare.ask("commit", workspace=work, message="lanes", author="Aliya")
    info = bare.ask("workspace_info", workspace=work)
    assert (info["revision"], info["edits"], info["unfinished"]) == (3, 0, None)
    assert bare.ask("verify", registry=registry)["sound"]
    assert bare.ask("commit_changes", registry=registry, revision=3, limit=0)["total"] == MANY


@pytest.mark.parametrize("after", [0.1, 0.6, 1.2])
def test_a_commit_cancelled_at_any_moment_is_there_whole_or_not_at_all(
    bare: Client, wide_registry: Path, tmp_path: Path, after: float
):
    registry, work = str(tmp_path / "r.gpkg"), str(tmp_path / "work.gpkg")
    shutil.copy(wide_registry, registry)
    bare.ask("checkout", registry=registry, workspace=work)
    edit_all(work, "lanes", "4")
    number = bare.start("commit", workspace=work, message="lanes", author="Aliya")
    time.sleep(after)
    bare.send({"cancel": number})
    code = None
    try:
        landed = bare.answer(number)["commit"] is not None
    except Failed as failed:
        landed, code = False, failed.code
    assert code in (None, "Cancelled")
    assert bare.ask("registry_info", registry=registry)["commits"] == (3 if landed else 2)
    bare.ask("commit", workspace=work, message="lanes", author="Aliya")
    info = bare.ask("workspace_info", workspace=work)
    assert (info["revision"], info["edits"], info["unfinished"]) == (3, 0, None)
    assert bare.ask("commit_changes", registry=registry, revision=3, limit=0)["total"] == MANY


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX processes")
def test_the_worker_ends_with_its_parent_though_its_input_stays_open(tmp_path: Path):
    """Another child of QGIS may hold the pipe open."""
    read, write = os.pipe()
    program = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen(sys.argv[2:], stdin=int(sys.argv[1]), stdout=subprocess.DEVNULL)\n"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(read), *BARE], pass_fds=[read], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    time.sleep(1)
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline and is_running(worker):
        time.sleep(0.2)
    ended = not is_running(worker)
    os.close(write)
    os.close(read)
    assert ended


def is_running(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_an_interrupt_in_the_terminal_of_qgis_does_not_end_the_worker(registry: str):
    for command in (BARE, FULL):
        client = Client(command)
        client.process.send_signal(signal.SIGINT)
        assert client.ask("tags", registry=registry) == {"tags": []}
        assert client.close() == 0
