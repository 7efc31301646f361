"""The command as a process of its own: what it imports, how it ends, what it prints where."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from ast import literal_eval
from pathlib import Path

import pytest

import registry
from registry.shipped import layers_folder

HEAVY = [
    "numpy",
    "pandas",
    "rich",
    "shapely",
    "pyproj",
    "pyarrow",
    "pyogrio",
    "fiona",
    "geopandas",
    "rasterio",
    "openpyxl",
]
REPOSITORY = str(Path(registry.__file__).parents[1])
COMMAND = [sys.executable, "-m", "registry.cli"]
ROAD = "23bdc5a963885a3ca93f942988c1b170"


def loaded_after(*words):
    """Names of the heavy modules in memory once a command has run."""
    program = (
        "import sys\n"
        "from registry.cli import main\n"
        "try:\n"
        "    main(sys.argv[1:])\n"
        "except SystemExit as end:\n"
        "    code = end.code\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    environment = {**os.environ, "PYTHONPATH": REPOSITORY}
    result = subprocess.run(
        [sys.executable, "-c", program, *words], env=environment, capture_output=True, text=True, timeout=120
    )
    assert result.returncode == 0, result.stderr
    return result.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    "line",
    ["status", "log", "show 2 --stat", "commit -m x", "diff", "layers", "--help", "--version"],
)
def test_what_one_asks_often_imports_nothing_heavy(work, edit, line):
    edit(work, f"UPDATE roads SET lanes = 4 WHERE uid = '{ROAD}'")
    assert loaded_after(*line.split()) == "[]"


def test_verify_imports_no_more_than_it_takes_to_measure_areas_again(work):
    assert set(literal_eval(loaded_after("verify"))) <= {"numpy", "shapely", "pyproj"}


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_kazakh_letters_come_out_under_any_locale(work, edit, process, locale):
    edit(work, f"UPDATE roads SET name_kk = 'Ұлы жол' WHERE uid = '{ROAD}'")
    environment = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = process("diff", env=environment)
    assert result.returncode == 0, result.stderr
    assert "Ұлы жол" in result.stdout


def test_a_message_that_is_not_utf_8_is_refused(work, edit, process, ask):
    edit(work, f"UPDATE roads SET lanes = 4 WHERE uid = '{ROAD}'")
    bad = os.fsdecode(b"\xff\xfe")
    environment = {"LC_ALL": "C.UTF-8"}
    for words in (("commit", "-m", bad), ("commit", "-m", "x", "--author", bad)):
        result = process(*words, env=environment)
        assert result.returncode == 64, result.stderr
        assert "not valid UTF-8" in result.stderr
    assert ask("atyrau.gpkg", "SELECT max(revision) FROM registry_commits") == 2


def test_no_colours_without_a_terminal(atyrau, process):
    assert "\x1b" not in process("log", "--full").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_on_a_terminal_unless_refused(atyrau, environment, coloured):
    import pty

    ours, theirs = pty.openpty()
    env = {
        **os.environ,
        "PYTHONPATH": REPOSITORY,
        "TERM": "xterm",
        **environment,
    }
    subprocess.run(
        [*COMMAND, "log", "-n", "1"],
        env=env,
        stdout=theirs,
        stderr=theirs,
        timeout=60,
    )
    os.close(theirs)
    text = os.read(ours, 10_000)
    os.close(ours)
    assert (b"\x1b[" in text) is coloured


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("export roads x.csv", True),
        ("verify", True),
        ("checkout x.gpkg", True),
        ("check -l roads", True),
        ("import settlements towns.geojson --key settlement_id", True),
        ("verify --quiet", False),
        ("verify --json", False),
    ],
)
def test_long_work_shows_progress_on_a_terminal_and_nowhere_else(atyrau, line, shown):
    import pty

    shutil.copy(layers_folder() / "data" / "settlements.geojson", "towns.geojson")
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONPATH": REPOSITORY, "TERM": "xterm"}
    result = subprocess.run(
        [*COMMAND, *line.split()], env=env, stdout=subprocess.PIPE, stderr=theirs, timeout=60
    )
    os.write(theirs, b"end")
    os.close(theirs)
    text = b""
    while not text.endswith(b"end"):
        text += os.read(ours, 10_000)
    os.close(ours)
    assert result.returncode == 0, text
    assert (line.split()[0].encode() in text.split(b"next:")[0] and b"\x1b" in text) is shown


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
@pytest.mark.parametrize("line", ["show 2 -n 0", "export roads - -f geojson"])
def test_a_reader_that_goes_away_is_no_noise(atyrau, line):
    env = {**os.environ, "PYTHONPATH": REPOSITORY}
    with subprocess.Popen(
        [*COMMAND, *line.split()],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        errors = running.stderr.read()
    assert errors == b""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("mode", ["IMMEDIATE", "EXCLUSIVE"])
def test_an_interrupt_ends_the_waiting_for_a_lock_at_once(atyrau, process, mode):
    import sqlite3
    from contextlib import closing

    env = {**os.environ, "PYTHONPATH": REPOSITORY}
    with closing(sqlite3.connect("atyrau.gpkg", isolation_level=None)) as holder:
        holder.execute(f"BEGIN {mode}")
        with subprocess.Popen(
            [*COMMAND, "--wait", "60", "tag", "x", "--registry", "atyrau.gpkg"],
            env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored under nohup
        ) as running:  # fmt: skip
            time.sleep(2)
            running.send_signal(signal.SIGINT)
            _, errors = running.communicate(timeout=10)
    assert errors.strip() == "registry: interrupted"
    assert running.returncode == 130
    assert json.loads(process("tag", "--registry", "atyrau.gpkg", "--json").stdout)["tags"] == []


def test_the_module_is_a_program(process):
    result = process("--version")
    assert result.returncode == 0
    assert result.stdout.startswith("registry ")
