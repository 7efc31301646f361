"""Every error is one sentence with its facts, and an exit code that scripts can tell apart."""

import json
import pickle
from pathlib import Path
from string import Formatter

import pytest

from registry.model import errors
from registry.model.errors import DefinitionError, InvalidRows, RegistryError, UnknownLayer, UsageError
from registry.model.values import Problem

CLASSES = [
    found for found in vars(errors).values() if isinstance(found, type) and issubclass(found, RegistryError)
]


def _with_facts(cls, facts):
    """An error of a class, whatever its own constructor takes."""
    error = cls.__new__(cls)
    RegistryError.__init__(error, facts.pop("message", None), **facts)
    return error


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_a_sentence_names_all_its_facts_and_ends_without_a_stop(cls):
    wanted = {name for _, name, _, _ in Formatter().parse(cls.sentence) if name}
    text = str(_with_facts(cls, {name: f"<{name}>" for name in wanted}))
    assert all(f"<{name}>" in text for name in wanted)
    assert "\n" not in text
    assert not text.endswith(".")
    assert cls.__doc__


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_exit_codes_are_those_that_are_documented(cls):
    assert cls.exit_code in {1, 64, 65, 66, 69, 70, 73, 74, 75, 76}
    assert (cls.exit_code == 70) == (cls is RegistryError)


def test_a_fact_that_is_missing_shows_as_a_question_mark():
    assert str(UnknownLayer(layer="rodas")) == "there is no layer 'rodas'; layers here: ?"


def test_braces_in_facts_are_only_braces():
    assert "'{known}'" in str(UnknownLayer(layer="{known}", known="roads"))
    assert str(UsageError("choose {one}")) == "choose {one}"


def test_json_holds_the_class_the_sentence_and_the_facts():
    error = DefinitionError(file=Path("roads.toml"), where="line 3", problem="is wrong", mend="mend it")
    assert json.loads(json.dumps(error.as_json())) == {
        "error": "DefinitionError",
        "message": "roads.toml: line 3: is wrong; mend it",
        "exit_code": 65,
        "file": "roads.toml",
        "where": "line 3",
        "problem": "is wrong",
        "mend": "mend it",
    }


def test_several_rows_are_counted_and_all_listed():
    first = Problem("roads", "ab", "lanes", 40, "must be from 1 to 16", "range")
    error = InvalidRows([first, Problem("roads", None, "surface", None, "is required", "required")])
    assert "2 values break the layer definitions, first: roads ab: lanes = 40: must be" in str(error)
    listed = json.loads(json.dumps(error.as_json()))["problems"]
    assert [one["code"] for one in listed] == ["range", "required"]
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.problems) == (str(error), error.problems)


def test_errors_survive_the_way_to_another_process():
    error = pickle.loads(pickle.dumps(UnknownLayer(layer="rodas", known="roads")))
    assert str(error) == "there is no layer 'rodas'; layers here: roads"
    assert error.facts == {"layer": "rodas", "known": "roads"}
