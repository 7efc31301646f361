"""``make translations``: bring the plugin's ``.ts`` files up to date with its sentences and all errors.

What is translated stays. A new sentence comes in unfinished; one that is gone stays as "vanished", so that a
sentence that comes back has its translation, until ``--prune`` takes it out. Qt Linguist opens the files.

    .venv/bin/python scripts/translations.py [--prune]
"""

from __future__ import annotations

import argparse
import ast
import importlib
import pkgutil
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
#: Language -> (its name in the file, forms of a plural that Qt knows).
LANGUAGES = {"ru": ("ru_RU", 3), "kk": ("kk_KZ", 2)}
SENTENCES, ERRORS = "InfraRegistry", "errors"
#: Keyword arguments of errors that hold half a sentence.
HALF_SENTENCES = {"problem", "mend"}
#: Parts of the library where a ``Sentence.of`` is half of an error's; elsewhere it stands in a result.
WITH_ERRORS = {"model", "versions"}


class NotLiteral(Exception):
    """A sentence is made at run time, so that no translation can be kept for it."""


@dataclass
class Message:
    """A sentence and its translation: one form, or as many as the language has."""

    source: str
    plural: bool = False
    forms: list[str] = field(default_factory=list)
    state: str = ""  # "", "unfinished" or "vanished"


Messages = dict[tuple[str, str], Message]  # by context and source


def texts(node: ast.expr, place: str) -> list[str]:
    """The literal texts of an expression: one, or those of the branches of a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return texts(node.body, place) + texts(node.orelse, place)
    raise NotLiteral(f"{place}: tr({ast.unparse(node)}) has no literal text to translate")


def sentences(plugin: Path) -> Messages:
    """Every ``tr("...")`` of the plugin, and every template of a ``WorkerError("Code", "...")``."""
    found: Messages = {}
    for path in sorted(plugin.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func).rpartition(".")[2]
            place = f"{path.relative_to(plugin.parent)}:{node.lineno}"
            if called == "tr":
                plural = len(node.args) > 1 or any(word.arg == "n" for word in node.keywords)
                for text in texts(node.args[0], place):
                    known = found.setdefault((SENTENCES, text), Message(text))
                    known.plural |= plural
            elif called == "WorkerError" and len(node.args) > 1:
                template = node.args[1]
                if isinstance(template, ast.Constant) and isinstance(template.value, str):
                    found[(ERRORS, template.value)] = Message(template.value)
    return found


def templates() -> Messages:
    """The sentence of every error of the library, as the worker hands it over."""
    import registry
    from registry.model.errors import RegistryError
    from registry.worker.failures import template_of

    for module in pkgutil.walk_packages(registry.__path__, "registry."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: Messages = {}
    waiting = [RegistryError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        text = template_of(kind)
        if kind.__module__.startswith("registry.") and text != "{message}":
            found[(ERRORS, text)] = Message(text)
    return found


def halves(package: Path) -> Messages:
    """Literal ``problem=`` and ``mend=`` that errors are given, and the sentences made for them."""
    from registry.worker.failures import nouns_apart

    found: Messages = {}
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
            if _is_sentence_of(node) and path.relative_to(package).parts[0] in WITH_ERRORS:
                for form in texts(node.args[0], f"{path.relative_to(package.parent)}:{node.lineno}"):
                    found[(ERRORS, nouns_apart(form))] = Message(nouns_apart(form))
            for word in node.keywords if isinstance(node, ast.Call) else ():
                text = word.value.value if isinstance(word.value, ast.Constant) else None
                if word.arg in HALF_SENTENCES and isinstance(text, str) and " " in text.strip():
                    found[(ERRORS, text)] = Message(text)
    return found


def _is_sentence_of(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "Sentence.of"


def collect(repository: Path) -> Messages:
    """Everything that has to be translated."""
    return halves(repository / "registry") | templates() | sentences(repository / "qgis_plugin")


def read(path: Path) -> Messages:
    """The messages of a ``.ts`` file."""
    found: Messages = {}
    if not path.exists():
        return found
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for element in context.iter("message"):
            translation = element.find("translation")
            plural = element.get("numerus") == "yes"
            forms = (
                [one.text or "" for one in translation.iter("numerusform")]
                if plural
                else [translation.text or ""]
            )
            source = element.findtext("source", "")
            found[(name, source)] = Message(source, plural, forms, translation.get("type", ""))
    return found


def merged(wanted: Messages, known: Messages, forms: int) -> Messages:
    """What is wanted with the translations known; the rest of these as vanished."""
    result: Messages = {}
    for key, message in wanted.items():
        count = forms if message.plural else 1
        old = known.get(key)
        kept = old.forms if old is not None and len(old.forms) == count else [""] * count
        result[key] = Message(message.source, message.plural, kept, "" if all(kept) else "unfinished")
    for key, old in known.items():
        if key not in wanted and any(old.forms):
            result[key] = Message(old.source, old.plural, old.forms, "vanished")
    return result


def write(path: Path, messages: Messages, locale: str) -> None:
    """The file as Qt Linguist writes it, without places in the source: those change with every line."""
    root = ET.Element("TS", version="2.1", language=locale, sourcelanguage="en")
    for name in sorted({context for context, _ in messages}):
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        for (_, _), message in sorted((key, one) for key, one in messages.items() if key[0] == name):
            element = ET.SubElement(context, "message", {"numerus": "yes"} if message.plural else {})
            ET.SubElement(element, "source").text = message.source
            state = {"type": message.state} if message.state else {}
            translation = ET.SubElement(element, "translation", state)
            if message.plural:
                for form in message.forms:
                    ET.SubElement(translation, "numerusform").text = form
            else:
                translation.text = message.forms[0]
    ET.indent(root, " " * 4)
    text = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--prune", action="store_true", help="take out what is not in the sources any more")
    prune = parser.parse_args().prune
    sys.path.insert(0, str(REPOSITORY))
    try:
        wanted = collect(REPOSITORY)
    except NotLiteral as error:
        sys.exit(f"translations: {error}")
    for language, (locale, forms) in LANGUAGES.items():
        path = REPOSITORY / "qgis_plugin" / "i18n" / f"infra_registry_{language}.ts"
        result = merged(wanted, read(path), forms)
        if prune:
            result = {key: one for key, one in result.items() if one.state != "vanished"}
        write(path, result, locale)
        states = [one.state for one in result.values()]
        print(
            f"{path.relative_to(REPOSITORY)}: {len(wanted)} sentences,"
            f" {states.count('unfinished')} unfinished, {states.count('vanished')} vanished"
        )


if __name__ == "__main__":
    main()
