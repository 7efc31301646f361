"""Bad input and faults: one line that says what and the mend, an exit code, nothing changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
import sys
from contextlib import closing
from pathlib import Path

import pytest

from registry.versions.ledger import Ledger

ROAD = "23bdc5a963885a3ca93f942988c1b170"
LANES = f"UPDATE roads SET lanes = 4 WHERE uid = '{ROAD}'"


@pytest.fixture
def refused(run):
    """Run a command that must fail with one line, and leave every file of the folder as it was."""

    def refused(*words, code):
        before = {path: path.read_bytes() for path in sorted(Path().iterdir())}
        outcome = run(*words, code=code)
        assert len(outcome.err.strip().splitlines()) == 1, outcome.err
        assert outcome.err.startswith("registry: ")
        assert {path: path.read_bytes() for path in sorted(Path().iterdir())} == before
        error = run(*words, "--json", code=code).error
        assert error["exit_code"] == code
        assert f"registry: {error['message']}\n" == outcome.err
        return outcome.complaint

    return refused


# --- files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"hello", 65, "is not a registry"),
        (b"", 65, "is not a registry"),
        (b"SQLite format 3\x00" + b"x" * 5000, 74, "is damaged"),
        (None, 66, "does not exist"),
    ],
)
def test_a_file_that_is_no_registry(refused, content, code, says):
    if content is not None:
        Path("x.gpkg").write_bytes(content)
    assert says in refused("log", "--registry", "x.gpkg", code=code)


def test_a_folder_and_a_workspace_are_no_registries(refused, work):
    assert "is a folder" in refused("log", "--registry", "..", code=65)
    assert "is not a registry" in refused("log", "--registry", "work.gpkg", code=65)
    assert "it is a registry" in refused("status", "atyrau.gpkg", code=65)
    assert "is a folder" in refused("status", "--workspace", "..", code=65)


def test_a_text_file_is_no_workspace(refused, atyrau):
    Path("x.gpkg").write_text("hello")
    assert "is not a workspace" in refused("status", "x.gpkg", code=65)


def test_a_newer_format_asks_for_a_newer_program(refused, work, edit):
    edit(work, "UPDATE registry_workspace SET value = '99' WHERE name = 'format'")
    assert "update Infra Registry" in refused("status", code=69)
    edit(
        "atyrau.gpkg",
        *unsealed("registry_metadata"),
        "UPDATE registry_metadata SET value = '99' WHERE name = 'format'",
    )
    assert "update Infra Registry" in refused("log", "--registry", "atyrau.gpkg", code=69)


def unsealed(table):
    with closing(sqlite3.connect("atyrau.gpkg")) as handle:
        rows = handle.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
        )
        return [f'DROP TRIGGER "{name}"' for (name,) in rows.fetchall()]


def test_a_truncated_registry(refused, atyrau):
    with atyrau.open("r+b") as file:
        file.truncate(atyrau.stat().st_size // 3)
    for words in (("log",), ("verify",), ("checkout", "x.gpkg"), ("export", "roads", "x.csv")):
        assert "is damaged" in refused(*words, "--registry", atyrau, code=74)


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write everywhere")
def test_a_registry_one_may_not_write(refused, atyrau):
    atyrau.chmod(0o444)
    Path().chmod(0o555)
    try:
        assert "cannot be written" in refused("tag", "x", code=73)
    finally:
        Path().chmod(0o755)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_an_output_that_is_full_is_said(atyrau, process):
    with open("/dev/full", "w") as full:
        result = process("log", stdout=full)
    assert result.returncode == 74
    assert result.stderr.startswith("registry: no room left")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are another thing there")
def test_a_file_that_cannot_grow_leaves_the_old_one(atyrau, process):
    import resource

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    Path("roads.geojson").write_text("old")
    result = process("export", "roads", "roads.geojson", preexec_fn=small)
    assert result.returncode == 74
    assert result.stderr.startswith("registry: no room left")
    assert Path("roads.geojson").read_text() == "old"
    assert sorted(path.name for path in Path().iterdir()) == ["atyrau.gpkg", "roads.geojson"]


@pytest.mark.parametrize(
    ("locked", "words"),
    [
        ("atyrau.gpkg", ["tag", "x"]),
        ("atyrau.gpkg", ["commit", "work.gpkg", "-m", "x"]),
        ("atyrau.gpkg", ["revert", "2"]),
        ("work.gpkg", ["commit", "work.gpkg", "-m", "x"]),
        ("work.gpkg", ["discard", "work.gpkg", "--all"]),
    ],
)
def test_a_lock_is_waited_for_as_long_as_asked(run, work, edit, ask, locked, words):
    edit(work, LANES)
    with closing(sqlite3.connect(locked, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        outcome = run("--registry", "atyrau.gpkg", "--wait", "0.1", *words, code=75)
    assert "is locked by another program" in outcome.complaint
    assert "--wait" in outcome.complaint
    assert ask("atyrau.gpkg", "SELECT max(revision) FROM registry_commits") == 2
    assert run("status", work, "--json").json["edits"] == 1


# --- another registry, another history --------------------------------------------------------------------


def test_a_workspace_of_another_registry(refused, run, work):
    run("init", "other.gpkg")
    for words in (("update", work), ("commit", work, "-m", "x")):
        assert "belongs to another registry" in refused(*words, "--registry", "other.gpkg", code=76)
    assert "belongs to another registry" in run("status", work, "--registry", "other.gpkg", code=76).complaint


def test_a_registry_restored_from_an_older_copy_and_one_that_went_its_own_way(refused, run, work, edit):
    shutil.copy("atyrau.gpkg", "copy.gpkg")
    edit(work, LANES)
    run("commit", work, "-m", "x")
    assert "older copy" in refused("update", work, "--registry", "copy.gpkg", code=76)
    run("tag", "x", "--registry", "copy.gpkg")
    run("revert", "2", "--registry", "copy.gpkg")
    assert "went its own way" in refused("commit", work, "-m", "x", "--registry", "copy.gpkg", code=76)


# --- what other programs do to a workspace ----------------------------------------------------------------


@pytest.mark.parametrize("command", [("status",), ("diff",), ("commit", "-m", "x")])
def test_a_renamed_column_is_named_with_the_mend(refused, work, edit, command):
    edit(work, LANES, "ALTER TABLE roads RENAME COLUMN lanes TO strips")
    complaint = refused(*command, code=65)
    assert "lanes" in complaint
    assert "strips" in complaint


def test_an_added_column_is_named_with_the_mend(refused, work, edit):
    edit(work, LANES, "ALTER TABLE roads ADD COLUMN colour TEXT")
    assert "colour" in refused("commit", "-m", "x", code=65)


def test_a_foreign_trigger_or_view_is_not_run(refused, work, edit, ask):
    edit(work, "CREATE TRIGGER evil AFTER UPDATE ON roads BEGIN DELETE FROM regions; END")
    before = ask(work, "SELECT count(*) FROM regions")
    assert "trigger 'evil'" in refused("commit", "-m", "x", code=65)
    assert ask(work, "SELECT count(*) FROM regions") == before
    edit(work, "DROP TRIGGER evil", "CREATE VIEW spy AS SELECT * FROM roads")
    assert "view 'spy'" in refused("commit", "-m", "x", code=65)


def test_a_layer_whose_table_is_gone_is_brought_back(run, work, edit, ask):
    edit(work, "DROP TABLE roads")
    assert "registry discard roads" in run("commit", "-m", "x", code=65).complaint
    run("discard", "roads")
    assert ask(work, "SELECT count(*) FROM roads") == 19
    assert "nothing to commit" in run("commit", "-m", "x").out


def blob(kind, *numbers):
    header = b"GP\x00\x01" + struct.pack("<i", 4326)
    return header + struct.pack(f"<BII{len(numbers)}d", 1, kind, len(numbers) // 2, *numbers)


@pytest.mark.parametrize(
    ("geometry", "says"),
    [
        (blob(2, float("nan"), 1, 50, 46), "not a finite number"),
        (blob(2, float("inf"), 1, 50, 46), "not a finite number"),
        (blob(2, 999, 1, 50, 46), "lies outside"),
        (b"\x00", "cut short"),
        (b"GP\x00\x01" + struct.pack("<i", 4326) + struct.pack("<BIdd", 1, 1, 50, 46), "Point"),
    ],
)
def test_a_geometry_that_cannot_be_is_named(run, work, edit, ask, geometry, says):
    with closing(sqlite3.connect(work)) as handle, handle:
        handle.create_function("ST_IsEmpty", 1, lambda _: 1)
        for name in ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            handle.create_function(name, 1, lambda _: 0.0)
        handle.execute("UPDATE roads SET geom = ? WHERE uid = ?", (geometry, ROAD))
    assert says in run("diff").out
    outcome = run("commit", "-m", "x", code=65)
    assert says in outcome.complaint
    assert ROAD in outcome.complaint
    assert ask("atyrau.gpkg", "SELECT max(revision) FROM registry_commits") == 2


def test_text_that_is_not_utf_8_is_named(run, work, edit, ask):
    edit(work, f"UPDATE roads SET name_en = CAST(x'ff41' AS TEXT) WHERE uid = '{ROAD}'")
    assert "name_en" in run("diff").out
    complaint = run("commit", "-m", "x", code=65).complaint
    assert ROAD in complaint
    assert "name_en" in complaint
    run("discard", "--all")
    assert "nothing to commit" in run("commit", "-m", "x").out


def test_names_with_quotes_semicolons_emoji_and_kazakh_letters_simply_work(run, work, edit, ask):
    name = 'Ұлы\'; DROP TABLE "roads"; -- 😀'
    edit(work, ("UPDATE roads SET name_kk = ? WHERE uid = ?", (name, ROAD)))
    assert name in run("diff").out
    run("commit", "-m", name, "--author", 'О\'Қ "x";')
    run("tag", "Есеп-2024")
    assert ask("atyrau.gpkg", f"SELECT name_kk FROM roads WHERE uid = '{ROAD}'") == name
    assert name in run("log", "-n", "1").out
    where = f"name_kk = '{name.replace(chr(39), chr(39) * 2)}'"
    assert run("export", "roads", "x.csv", "--where", where, "--json").json["features"] == 1
    run("export", "roads", "қ 'x'.csv", "--version", "tag:Есеп-2024")
    assert Path("қ 'x'.csv").exists()


def test_workspaces_and_registries_with_odd_names(run, edit):
    run("init", "Ә 'b\"?#%41.gpkg", "--seed")
    run("checkout", "w ?#%41;.gpkg")
    edit("w ?#%41;.gpkg", LANES)
    assert "committed 3" in run("commit", "w ?#%41;.gpkg", "-m", "x").out


def test_a_replaced_row_and_a_changed_fid_keep_their_history(run, work, edit, ask):
    edit(work, f"UPDATE roads SET fid = 900, lanes = 4 WHERE uid = '{ROAD}'")
    run("commit", "-m", "x")
    steps = run("history", "roads", ROAD, "--registry", "atyrau.gpkg", "--json").json["versions"]
    assert [one["change"] for one in steps] == ["update", "insert"]


# --- the program itself -----------------------------------------------------------------------------------


def test_an_unexpected_error_is_one_line_with_advice(run, atyrau, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(Ledger, "open", broken)
    outcome = run("log", code=70)
    assert len(outcome.err.splitlines()) == 1
    assert "ZeroDivisionError: by zero" in outcome.complaint
    assert "REGISTRY_TRACEBACK=1" in outcome.complaint
    assert run("log", "--json", code=70).error["error"] == "ZeroDivisionError"


def test_something_not_installed_is_named(run, atyrau, monkeypatch):
    def missing(*_, **__):
        raise ModuleNotFoundError("No module named 'fiona'", name="fiona")

    monkeypatch.setattr(Ledger, "open", missing)
    assert "fiona, which is not installed" in run("log", code=69).complaint


def test_an_interrupted_command_leaves_with_130(run, atyrau, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(Ledger, "open", interrupted)
    outcome = run("log", code=130)
    assert outcome.complaint == "registry: interrupted"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("comit",), "did you mean commit?"),
        (("log", "--layr", "x"), "--layr"),
        (("commit",), "--message"),
        (("log", "-n", "none"), "none"),
        (("export", "roads"), "FILE"),
        (("--wait", "-1", "log"), "-1"),
        (("completion", "tcsh"), "tcsh"),
    ],
)
def test_a_command_line_that_is_not_understood_leaves_with_2(run, words, says):
    outcome = run(*words, code=2)
    assert says in outcome.complaint
    assert "--help`" in outcome.complaint
    assert len(outcome.err.strip().splitlines()) == 1
    assert run(*words, "--json", code=2).error["exit_code"] == 2


# --- where files lie --------------------------------------------------------------------------------------


@pytest.fixture
def on_a_share(monkeypatch):
    monkeypatch.setattr("registry.versions.shares.network_share", lambda path: "nfs4")


def test_a_registry_on_a_share_is_warned_of_in_a_line_each_and_used(on_a_share, run, atyrau, edit):
    warning = "lies on a network share (nfs4)"
    outcome = run("init", "new.gpkg", "--empty")
    assert warning in outcome.err
    Path("new.gpkg").unlink()
    outcome = run("checkout", "work.gpkg")
    assert outcome.err.count(warning) == 2  # the registry and the workspace
    edit("work.gpkg", LANES)
    assert "atyrau.gpkg lies on" in run("commit", "-m", "x").err
    run("export", "roads", "roads.csv")
    outcome = run("import", "roads", "roads.csv", "--json")
    assert [one for one in outcome.json["warnings"] if warning in one]
    assert outcome.err == ""
    assert "warning" not in run("status").err


def test_nothing_is_warned_of_on_a_disk(run, atyrau):
    assert "warning" not in run("checkout", "work.gpkg").err
    assert run("checkout", "more.gpkg", "--json").json["warnings"] == []


def test_copies_of_one_registry_in_a_folder_are_named_with_what_to_do(run, atyrau):
    shutil.copy("atyrau.gpkg", "atyrau-2025.gpkg")
    complaint = run("log", code=64).complaint
    assert "say which with --registry FILE or the variable REGISTRY" in complaint
    assert "atyrau-2025.gpkg, atyrau.gpkg are copies of one registry: keep the copies in another" in complaint
    Path("atyrau-2025.gpkg").unlink()
    run("init", "other.gpkg", "--empty")
    assert "copies" not in run("log", code=64).complaint


# --- what terminals obey ----------------------------------------------------------------------------------

TITLE, RED, CSI = "\x1b]0;owned\x07", "\x1b[31m", "\x9b2J"


def test_escape_sequences_in_data_never_reach_the_terminal(run, work, edit):
    evil = f"A{TITLE}{RED}{CSI}"
    edit(work, ("UPDATE roads SET name_ru = ?, note = ? WHERE uid = ?", (evil, evil, ROAD)))
    seen = [run("diff"), run("diff", "--json")]
    run("commit", "-m", f"Message {evil}")
    edit(work, (f"UPDATE roads SET lanes = 99, owner = ? WHERE uid = '{ROAD}'", (evil,)))
    seen += [run("commit", "-m", "x", code=65)]
    run("discard", "--all")
    Path("evil.csv").write_text(f'work_id,"{RED}column"\n"{evil}",1\n', encoding="utf-8")
    seen += [
        run("log"), run("log", "--full"), run("show", "3"), run("show", "3", "--json"), run("check"),
        run("blame", "roads", ROAD), run("history", "roads", ROAD), run("diff", "2..3"),
        run("import", "repairs", "evil.csv", "--key", "work_id", code=65),
    ]  # fmt: skip
    for outcome in seen:
        for text in (outcome.out, outcome.err):
            assert not any(sign in text for sign in ("\x1b", "\x07", "\x9b"))


def test_names_of_authors_as_people_have_them(run, work, edit, ask):
    name = "Ә. Оспанова-О’Нил\N{NO-BREAK SPACE}III (ЖШС «Жол»)"
    edit(work, LANES)
    run("commit", "-m", "x", "--author", f" {name} ")
    assert "by Ә. Оспанова-О’Нил III (ЖШС «Жол») (--author)" not in run("log").out
    assert "Ә. Оспанова-О’Нил III (ЖШС «Жол»)" in run("log").out
    edit(work, f"UPDATE roads SET lanes = 3 WHERE uid = '{ROAD}'")
    for bad in ("", "  ", "two\nlines", "\x1b[31mred"):
        assert "no name of an author" in run("commit", "-m", "x", "--author", bad, code=64).complaint
