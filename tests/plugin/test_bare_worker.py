"""The core of the worker as the zip carries it, run by a bare Python: no site-packages, no environment."""

import json
import subprocess
from pathlib import Path

import pytest


class Worker:
    """A worker of the unpacked plugin, spoken to line by line."""

    def __init__(self, python, folder, cwd):
        script = folder / "registry" / "worker" / "__main__.py"
        self.process = subprocess.Popen(
            [python, "-I", "-S", str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env={},
            cwd=cwd,
        )
        self.hello = json.loads(self.process.stdout.readline())["hello"]
        self.asked = 0

    def ask(self, operation, **parameters):
        self.asked += 1
        line = json.dumps({"id": self.asked, "do": operation, "with": parameters})
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        while True:
            told = json.loads(self.process.stdout.readline())
            assert told["id"] == self.asked
            if "progress" not in told:
                return told

    def result(self, operation, **parameters):
        told = self.ask(operation, **parameters)
        assert "result" in told, told
        return told["result"]


@pytest.fixture(scope="module", params=["/usr/bin/python3"])
def worker(request, plugin_folder, tmp_path_factory):
    if not Path(request.param).exists():
        pytest.skip(f"no {request.param}: only where QGIS uses the system's Python")
    made = Worker(request.param, plugin_folder, tmp_path_factory.mktemp("cwd"))
    yield made
    made.process.stdin.close()
    assert made.process.wait(20) == 0


def test_it_says_who_it_is_and_what_needs_the_full_environment(worker):
    assert worker.hello["mode"] == "core"
    assert {"checkout", "changes", "commit", "log", "conflicts", "locate"} <= set(worker.hello["operations"])
    assert "statistics" not in worker.hello["operations"]
    assert worker.hello["missing"]["statistics"]


def test_its_own_check_is_passed(worker):
    checks = worker.result("self_test")["checks"]
    assert checks
    assert [one for one in checks if not one["ok"]] == []


def test_a_registry_is_made_checked_out_and_committed_to(worker, tmp_path):
    registry, workspace = str(tmp_path / "registry.gpkg"), str(tmp_path / "work.gpkg")
    told = worker.result("create_registry", path=registry, layers="shipped", author="Test")
    assert {layer["name"] for layer in told["layers"]} >= {"roads", "repairs", "landfills"}
    made = worker.result(
        "checkout", registry=registry, workspace=workspace, layers=["landfills"], language="kk"
    )
    assert [layer["name"] for layer in made["layers"]] == ["landfills"]
    assert worker.result("changes", workspace=workspace)["total"] == 0


def test_what_needs_the_full_environment_is_refused_by_name(worker):
    told = worker.ask("statistics", registry="nowhere.gpkg", indicator="repaired-km", language="en")
    assert told["error"]["code"]
    assert told["error"]["sentence"]


def test_it_ends_with_its_input(plugin_folder, tmp_path):
    one = Worker("/usr/bin/python3", plugin_folder, tmp_path)
    one.process.stdin.close()
    assert one.process.wait(20) == 0


def test_the_folder_of_the_plugin_is_left_as_it_was(worker, plugin_folder):
    """QGIS updates and removes it; caches of a child process would stand in the way."""
    worker.result("self_test")
    assert not list(plugin_folder.rglob("__pycache__"))
