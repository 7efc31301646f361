"""Kazakh and Russian are complete: every sentence, every plural form, every place that is filled in."""

import re
from pathlib import Path

import pytest

from scripts import translations
from scripts.translations import LANGUAGES, Message

REPOSITORY = Path(__file__).resolve().parents[2]
#: Letters of the alphabets, without those that both have.
OWN_LETTERS = {"ru": "ыэё", "kk": "әғқңөұүі"}


@pytest.fixture(scope="module")
def wanted():
    return translations.collect(REPOSITORY)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def known(language):
    return translations.read(REPOSITORY / "qgis_plugin" / "i18n" / f"infra_registry_{language}.ts")


def places(text):
    """What is filled in: %n, %1 and {names}; how a name is counted differs with the language."""
    return sorted(
        re.findall(r"%n|%\d", text) + re.findall(r"\{(\w*)", text.replace("{{", "").replace("}}", ""))
    )


def nouns_counted(found):
    """``{count} {count_noun}`` of the library may become one ``{count:конфликт|конфликта|конфликтов}``."""
    return [one for one in found if not one.endswith("_noun")]


def test_there_are_sentences_of_the_plugin_and_errors_of_the_library(wanted):
    contexts = [context for context, _ in wanted]
    assert contexts.count("InfraRegistry") > 100
    assert contexts.count("errors") > 80


def test_every_sentence_is_in_the_file(wanted, known):
    assert sorted(wanted.keys() - known.keys()) == [], "run `make translations` and translate what is new"


def test_nothing_is_in_the_file_that_is_said_no_more(wanted, known):
    assert sorted(known.keys() - wanted.keys()) == [], (
        "run `.venv/bin/python scripts/translations.py --prune`"
    )


def test_nothing_is_unfinished(known):
    left = [one.source for one in known.values() if one.state or not all(form.strip() for form in one.forms)]
    assert left == []


def test_a_counted_sentence_has_every_form_of_the_language(wanted, known, language):
    _, forms = LANGUAGES[language]
    wrong = [
        key
        for key, one in known.items()
        if one.plural != wanted[key].plural or len(one.forms) != (forms if one.plural else 1)
    ]
    assert wrong == []


def test_what_is_filled_in_is_the_same(known):
    wrong = [
        (one.source, form)
        for one in known.values()
        for form in one.forms
        if nouns_counted(places(form)) != nouns_counted(places(one.source))
    ]
    assert wrong == []


def test_dots_and_spaces_at_the_ends_are_kept(known):
    def ends(text):
        shape = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return (*shape, text.rstrip()[-1:] if text.rstrip()[-1:] in "…:.?" else "")

    wrong = [
        (one.source, form) for one in known.values() for form in one.forms if ends(form) != ends(one.source)
    ]
    assert wrong == []


def test_a_translation_is_in_its_own_language(known, language):
    other = next(one for one in OWN_LETTERS if one != language)
    everything = " ".join(form for one in known.values() for form in one.forms).lower()
    assert all(letter in everything for letter in OWN_LETTERS[language])
    if language == "ru":
        assert [letter for letter in OWN_LETTERS[other] if letter in everything] == []


def test_an_update_keeps_what_is_translated_and_marks_what_is_new_and_gone(tmp_path):
    path = tmp_path / "one.ts"
    kept = Message("Open", forms=["Открыть"])
    counted = Message("%n change(s)", plural=True, forms=["%n правка", "%n правки", "%n правок"])
    gone = Message("Gone <&>", forms=["Ушло <&>"])
    before = {("InfraRegistry", one.source): one for one in (kept, counted, gone)}
    translations.write(path, before, "ru_RU")
    assert translations.read(path) == before

    wanted = {
        ("InfraRegistry", "Open"): Message("Open"),
        ("InfraRegistry", "%n change(s)"): Message("%n change(s)", plural=True),
        ("InfraRegistry", "New"): Message("New"),
    }
    after = translations.merged(wanted, translations.read(path), 3)
    states = {source: one.state for (_, source), one in after.items()}
    assert states == {"Open": "", "%n change(s)": "", "New": "unfinished", "Gone <&>": "vanished"}
    assert after[("InfraRegistry", "%n change(s)")].forms == counted.forms


def test_a_sentence_made_at_run_time_is_refused_by_its_place(tmp_path):
    (tmp_path / "one.py").write_text("tr(f'{count} changes')\n", encoding="utf-8")
    with pytest.raises(translations.NotLiteral, match=r"one\.py:1"):
        translations.sentences(tmp_path)
