"""The zip passes what plugins.qgis.org runs on every uploaded one, with its own selection of rules.

The selection is the one of its public source (`security_scanner.py` and the rules beside it, read in 2026):
all of bandit but four, all of detect-secrets but public addresses, flake8's errors and logic but no style.
"""

import json
import subprocess
import sys
from pathlib import Path

BANDIT_OFF = {"B109", "B404", "B410", "B411"}
FLAKE8 = (
    "E101,E711,E712,E713,E714,E721,E722,E731,E741,E742,E743,E901,E902,E999,W605,"
    "F402,F403,F404,F405,F811,F821,F822,F823,F831,F901,C901"
)
SECRETS_OFF = ["IPPublicDetector"]


def run(module, *arguments, cwd):
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=cwd, capture_output=True, text=True, timeout=300
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def bandit(folder):
    report = json.loads(run("bandit", "-r", ".", "-f", "json", "--quiet", cwd=folder))
    assert not report["errors"]
    return [
        f"{one['filename']}:{one['line_number']}: {one['test_id']} {one['issue_text']}"
        for one in report["results"]
        if one["test_id"] not in BANDIT_OFF
    ]


def secrets(folder):
    off = [part for name in SECRETS_OFF for part in ("--disable-plugin", name)]
    found = run(
        "detect_secrets", "scan", "--all-files", "--exclude-files", r"metadata\.txt", *off, ".", cwd=folder
    )
    return [
        f"{path}:{one['line_number']}: {one['type']}"
        for path, ones in json.loads(found)["results"].items()
        for one in ones
    ]


def flake8(folder):
    selected = ("--isolated", "--max-line-length=120", f"--select={FLAKE8}")
    return run("flake8", *selected, ".", cwd=folder).splitlines()


def test_bandit_finds_nothing_in_the_zip(plugin_folder):
    assert bandit(plugin_folder) == []


def test_no_secret_is_found_in_the_zip(plugin_folder):
    assert secrets(plugin_folder) == []


def test_flake8_finds_nothing_in_the_zip(plugin_folder):
    assert flake8(plugin_folder) == []


def test_the_scanners_do_find_what_they_are_for(tmp_path):
    bad = "import os\npassword = 'a1' + undefined\nos.system('ls ' + password)\n"
    key = "AKIA" + "Q3EGXVLNR7WTZ5PD"
    Path(tmp_path, "bad.py").write_text(f"{bad}key = '{key}'\n", encoding="utf-8")
    assert any("B605" in line for line in bandit(tmp_path))
    assert any("AWS" in line for line in secrets(tmp_path))
    assert any("F821" in line for line in flake8(tmp_path))


def test_no_assurance_against_bandit_is_without_its_reason_by_code(plugin_folder):
    """`# nosec` alone would let everything through on its line."""
    bare = [
        f"{path.name}:{number}"
        for path in plugin_folder.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "# nosec" in line and "# nosec B" not in line
    ]
    assert bare == []
