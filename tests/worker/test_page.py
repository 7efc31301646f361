"""``docs/worker.md`` tells every operation, its parameters and the shape of its answer as they are."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from registry.worker import modules
from registry.worker.operations import OPERATIONS
from tests.worker.conftest import Client
from tests.worker.scenario import PAGE, Walk, parameters_of, shortened

modules.load()
SECTION = re.compile(r"^### (?P<name>\w+)\n(?P<told>.*?)```json\n(?P<json>.*?)```$", re.MULTILINE | re.DOTALL)
SECTIONS = {one["name"]: one for one in SECTION.finditer(PAGE.read_text(encoding="utf-8"))}


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory, bare: Client, full: Client) -> Walk:
    """The walk that the page shows, gone anew."""
    made = Walk(tmp_path_factory.mktemp("walk"), bare, full)
    made.run()
    return made


def shape(value: Any, path: str = "result") -> Iterator[str]:
    """Every place in an answer where there is a member, and the kind of what cannot be otherwise."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield f"{path}.{name}"
            yield from shape(one, f"{path}.{name}")
    elif isinstance(value, list) and value:
        yield from shape(value[0], f"{path}[]")


def test_the_page_tells_every_operation_and_no_other():
    assert SECTIONS.keys() == OPERATIONS.keys()


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_the_parameters_on_the_page_are_those_of_the_operation(name):
    told = re.findall(r"^- `(\w+)`: (.*?)(, may be left out)?$", SECTIONS[name]["told"], re.MULTILINE)
    assert [(one, kind, bool(left)) for one, kind, left in told] == parameters_of(OPERATIONS[name])


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_the_answer_on_the_page_has_the_shape_of_the_answer(name, walk: Walk):
    request, _, answer = SECTIONS[name]["json"].partition("\n")
    assert json.loads(request)["do"] == name
    shown = json.loads(answer)["result"]
    assert sorted(shape(shown)) == sorted(shape(shortened(walk.seen[name][1])))


def test_the_core_does_its_operations_from_beginning_to_end_on_a_bare_python(walk: Walk, bare: Client):
    """The walk asks the bare worker, started with -I -S, whatever it says it can do."""
    assert bare.hello["mode"] == "core"
    assert "-S" in bare.process.args
    core = {name for name, one in OPERATIONS.items() if one.family is None}
    assert set(bare.hello["operations"]) == core
    assert core <= walk.seen.keys()


def test_the_bare_python_has_nothing_installed(bare: Client):
    probe = "import sys; print([one for one in sys.path if one.endswith('-packages')])"
    python, *flags = [one for one in bare.process.args if not Path(one).suffix]
    told = subprocess.run([python, *flags, "-c", probe], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
