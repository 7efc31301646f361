"""Sentences, plural forms, numbers and dates in three languages."""

import importlib

import pytest
from qgis.PyQt.QtCore import QCoreApplication, QTranslator


@pytest.fixture
def language(plugin_package):
    module = importlib.import_module("infra_registry.language")
    yield module
    module.set_language("")
    module.remove()


class Sentences(QTranslator):
    """Translations of a test's own."""

    def __init__(self, known):
        super().__init__()
        self._known = known

    def translate(self, context, source, disambiguation=None, n=-1):
        return self._known.get((context, source))

    def isEmpty(self):
        return False


@pytest.fixture
def translated():
    installed = []

    def install(known):
        one = Sentences(known)
        QCoreApplication.installTranslator(one)
        installed.append(one)

    yield install
    for one in installed:
        QCoreApplication.removeTranslator(one)


def test_english_counts_without_a_translation(language):
    language.set_language("en")
    assert [language.tr("%n change(s)", n=n) for n in (0, 1, 3)] == ["0 changes", "1 change", "3 changes"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ru", {1: "1 изменение", 2: "2 изменения", 5: "5 изменений", 21: "21 изменение"}),
        ("kk", {1: "1 өзгеріс", 2: "2 өзгеріс", 5: "5 өзгеріс"}),
    ],
)
def test_plural_forms_are_those_of_the_language(language, code, expected):
    language.set_language(code)
    assert {n: language.tr("%n change(s)", n=n) for n in expected} == expected


def test_titles_fall_back_to_english_then_to_whatever_there_is(language):
    language.set_language("kk")
    assert language.in_language({"en": "Roads", "ru": "Дороги", "kk": "Жолдар"}) == "Жолдар"
    assert language.in_language({"en": "Roads", "ru": "Дороги"}) == "Roads"
    assert language.in_language({}, "roads") == "roads"
    assert language.in_language("plain") == "plain"


@pytest.mark.parametrize(
    ("code", "number", "date", "moment"),
    [
        ("en", "1,234,567.50", "2025-01-15", "2025-01-15 14:20"),
        ("ru", "1\xa0234\xa0567,50", "15.01.2025", "15.01.2025 14:20"),
        ("kk", "1\xa0234\xa0567,50", "15.01.2025", "15.01.2025 14:20"),
    ],
)
def test_numbers_and_dates_are_written_as_in_the_language(language, code, number, date, moment):
    language.set_language(code)
    assert language.number(1234567.5, 2) == number
    assert language.date("2025-01-15") == date
    assert language.date_time("2025-01-15 14:20") == moment
    assert language.date_time("2025-01-15T14:20:33.123Z") == moment


def test_a_russian_error_counts_with_three_forms(plugin_package, language, translated):
    errors = importlib.import_module("infra_registry.worker.errors")
    language.set_language("ru")
    template = "nothing was committed, {count} {count_noun} to settle"
    translated({("errors", template): "{count:конфликт|конфликта|конфликтов}: не зафиксировано"})
    shown = [
        str(errors.WorkerError("X", template, {"count": n, "count_noun": "conflicts"}))
        for n in (1, 3, 11, 22, 112)
    ]
    assert [one.partition(":")[0] for one in shown] == [
        "1 конфликт", "3 конфликта", "11 конфликтов", "22 конфликта", "112 конфликтов",
    ]  # fmt: skip


def test_a_field_that_is_missing_never_breaks_a_sentence(plugin_package, language):
    errors = importlib.import_module("infra_registry.worker.errors")
    assert str(errors.WorkerError("X", "the {thing} of {path}", {"path": "a"})) == "The ? of a"


def test_half_a_sentence_within_an_error_is_translated_too(plugin_package, language, translated):
    errors = importlib.import_module("infra_registry.worker.errors")
    language.set_language("ru")
    answer = {
        "code": "LayoutChanged",
        "template": "layer {layer} in {path}: {problem}; {mend}",
        "fields": {
            "layer": "roads",
            "path": "work.gpkg",
            "problem": "column lanes is gone",
            "problem_template": "column {missing} is gone",
            "problem_fields": {"missing": "lanes"},
        },
    }
    told = str(errors.WorkerError.from_answer(answer))
    assert "столбец lanes исчез" in told
    assert "gone" not in told


def test_names_at_the_beginning_keep_their_case(plugin_package, language):
    errors = importlib.import_module("infra_registry.worker.errors")
    assert str(errors.WorkerError("X", "{path} is gone", {"path": "work.gpkg"})) == "work.gpkg is gone"


def test_an_unknown_locale_is_english(language, monkeypatch):
    from qgis.core import QgsApplication

    monkeypatch.setattr(QgsApplication, "locale", staticmethod(lambda: "pt_BR"))
    language.set_language("")
    assert language.language() == "en"
    monkeypatch.setattr(QgsApplication, "locale", staticmethod(lambda: "kk"))
    language.set_language("")
    assert language.language() == "kk"
