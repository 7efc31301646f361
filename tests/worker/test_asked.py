"""The plugin asks only for operations that there are, with parameters that they take."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

import registry
from registry.worker import modules
from registry.worker.operations import OPERATIONS

PLUGIN = Path(registry.__file__).parents[1] / "qgis_plugin"
#: What `Session.ask`, `ask_and_wait` and the clients take for themselves.
OWN = {"title", "lane", "then", "otherwise", "progress", "feedback", "language", "timeout", "anew", "quiet"}
NAMES = {"ask", "ask_and_wait"}

modules.load()


def asked(path: Path) -> Iterator[tuple[int, str, set[str]]]:
    """Line, operation and named parameters of each request that is written out in a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
        for value in _texts(node.args[0]) if name in NAMES else ():
            yield node.lineno, value, {one.arg for one in node.keywords if one.arg is not None}


def _texts(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return [*_texts(node.body), *_texts(node.orelse)] if isinstance(node, ast.IfExp) else []


MODULES = sorted(path for path in PLUGIN.rglob("*.py") if any(asked(path)))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PLUGIN).as_posix())
def test_requests_of_the_plugin_are_ones_that_the_worker_knows(path: Path):
    wrong = []
    for line, operation, given in asked(path):
        if operation not in OPERATIONS:
            wrong.append(f"line {line}: there is no {operation}")
            continue
        taken = set(inspect.signature(OPERATIONS[operation].function).parameters) - {"job"}
        wrong += [f"line {line}: {operation} takes no {name}" for name in sorted(given - taken - OWN)]
    assert not wrong, "\n".join(wrong)


def test_the_plugin_asks_for_much_of_it():
    """Lest the search find nothing any more."""
    assert len({operation for path in MODULES for _, operation, _ in asked(path)}) > 25
