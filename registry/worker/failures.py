"""Errors as the plugin takes them: a code, a template to translate, and what fills it.

``template.format(**fields)`` is the English sentence. Where a sentence of the library counts things,
``{count:conflict}``, the template has the number and its noun apart, ``{count} {count_noun}``, so that a
translation can count in its own way. A field that is half a sentence itself has its own template and fields
beside it, ``problem_template`` and ``problem_fields``.
"""

from __future__ import annotations

import sqlite3
import traceback
from string import Formatter
from typing import Any

from ..model.errors import RegistryError
from ..model.wording import Sentence, counted
from .job import Cancelled, Job, Stopped
from .protocol import plain

_LINES = 30


def error_answer(error: BaseException, job: Job | None = None) -> dict[str, Any]:
    """What went wrong, as a line holds it."""
    asked = job is not None and job.stop and isinstance(error, (sqlite3.OperationalError, RegistryError))
    if asked or isinstance(error, Stopped):
        error = Cancelled()
    if isinstance(error, RegistryError):
        return _told(error)
    trace = "".join(traceback.format_exception(error)).splitlines()[-_LINES:]
    template = "something went wrong inside the worker ({kind}: {problem}); see the diagnostics page"
    fields = plain({"kind": type(error).__name__, "problem": str(error) or "-", "trace": trace})
    sentence = template.format(**fields)
    return {
        "code": "InternalError",
        "template": template,
        "fields": fields,
        "sentence": sentence,
        "exit_code": 70,
    }


def _told(error: RegistryError) -> dict[str, Any]:
    template, fields = template_of(type(error)), _fields(error)
    if type(error).sentence == RegistryError.sentence or str(error) != _original(error):
        template, fields = "{message}", {**fields, "message": str(error)}
    return {
        "code": type(error).__name__,
        "template": template,
        "fields": fields,
        "sentence": template.format(**fields),
        "exit_code": error.exit_code,
    }


def _original(error: RegistryError) -> str:
    """What the class makes of these facts; another text was given by hand."""
    return type(error)(**error.facts).args[0] if _by_facts(error) else str(error)


def _by_facts(error: RegistryError) -> bool:
    return type(error).__init__ is RegistryError.__init__


def template_of(kind: type[RegistryError]) -> str:
    """The sentence of a class with its numbers and nouns apart.

    >>> from ..model.errors import ConflictsOpen
    >>> template_of(ConflictsOpen)[:48]
    'nothing was committed, {count} {count_noun} to r'
    """
    return nouns_apart(kind.sentence)


def nouns_apart(form: str) -> str:
    """The form of a sentence with its numbers and nouns apart: ``{count} {count_noun}``."""
    parts = []
    for text, name, spec, _ in Formatter().parse(form):
        parts.append(text.replace("{", "{{").replace("}", "}}"))
        if name is not None:
            parts.append(f"{{{name}}} {{{name}_noun}}" if spec else f"{{{name}}}")
    return "".join(parts)


def _fields(error: RegistryError) -> dict[str, Any]:
    fields = _filling(type(error).sentence, error.facts)
    for name, value in error.facts.items():
        if isinstance(value, Sentence):
            fields[f"{name}_template"] = nouns_apart(value.form)
            fields[f"{name}_fields"] = _filling(value.form, value.facts)
    return fields


def _filling(form: str, facts: dict[str, Any]) -> dict[str, Any]:
    fields = {name: plain(value) for name, value in facts.items()}
    for _, name, spec, _ in Formatter().parse(form):
        if not name:
            continue
        value = fields.setdefault(name, "?")
        if spec:
            one, _, several = spec.partition("|")
            alone = isinstance(value, int) and abs(value) == 1
            fields[f"{name}_noun"] = counted(1 if alone else 2, one, several or None).partition(" ")[2]
    return fields
