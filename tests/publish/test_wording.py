"""What results say, in Kazakh, Russian and English."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import registry.stats
from registry.publish.results.titles import title
from registry.publish.results.wording import Wording, words
from registry.roads.errors import SENTENCES
from registry.stats import contradictions, reclamation
from registry.stats.claimed import REASONS
from registry.stats.computing import compute, compute_change
from registry.stats.indicator import indicators
from registry.stats.result import Column
from registry.stats.sentences import Listed, Sentence, Value, values
from tests.stats.seeding import planted

STATS = Path(registry.stats.__file__).parent
#: Indicators with what they cannot do without.
ASKED = {
    "layer-count": {"layer": "facilities"},
    "layer-sum": {"layer": "projects", "field": "cost"},
    "layer-area": {"layer": "landfills"},
    "rural-area-near-roads": {"urban": "none"},
    "road-length": {"lifecycle": "planned"},
}
#: Those that need a raster of people.
BY_RASTER = {"raster-zonal", "rural-access-index"}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    return planted(tmp_path_factory.mktemp("wording") / "atyrau.gpkg")


def constants(node, tree):
    """Texts that an expression may be; of a name all that it is ever given in the module."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp():
            return constants(node.body, tree) + constants(node.orelse, tree)
        case ast.Name(id=name):
            found = []
            for one in ast.walk(tree):
                if isinstance(one, ast.Assign):
                    pairs = [(one.targets[0], one.value)]
                    if isinstance(one.targets[0], ast.Tuple) and isinstance(one.value, ast.Tuple):
                        pairs = list(zip(one.targets[0].elts, one.value.elts, strict=True))
                    found += [
                        value.value
                        for target, value in pairs
                        if ast.unparse(target) == name
                        and isinstance(value, ast.Constant)
                        and isinstance(value.value, str)
                    ]
            return found
    return []


def forms():
    """Every sentence that an indicator can say, as it is written in its module."""
    found = {*REASONS.values(), *contradictions.SIGNS.values(), *reclamation._DOUBTS.values()}
    found |= {
        SENTENCES[code]
        for code in ("no-route", "no-measure", "zero-length", "reversed", "beyond-end", "section-overlap")
    }
    found.add(f"{SENTENCES['unknown-route']} or add the road")
    for path in sorted(STATS.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Sentence.of":
                found.update(constants(node.args[0], tree))
    return sorted(found)


def facts(form):
    return {name for _, name, _, _ in Formatter().parse(form) if name}


def test_there_are_sentences_to_look_at():
    assert len(forms()) > 140


@pytest.mark.parametrize("form", forms())
def test_each_sentence_is_said_in_three_languages_with_the_same_facts(form):
    assert form in words()["texts"], "put it into words.toml"
    for language in ("ru", "kk"):
        assert facts(words()["texts"][form][language]) == facts(form)


def test_every_text_and_heading_has_its_languages():
    for english, told in words()["texts"].items():
        assert set(told) == {"ru", "kk"}, english
        assert re.search("[a-zа-яё]", told["ru"].lower()) or not re.search("[a-z]{2}", english), english
    for name, told in words()["columns"].items():
        assert list(told) == ["en", "ru", "kk"], name


def test_kazakh_is_written_with_its_letters():
    kazakh = " ".join(one["kk"] for part in ("texts", "columns") for one in words()[part].values())
    assert set("әғқңөұүһі") - set("һ") <= set(kazakh.lower())
    # Latin letters only inside braces, in units, codes and names of options.
    russian_only = re.findall(r"\b\w*[ёщъ]\w*\b", re.sub(r"\{[^}]*\}", "", kazakh))
    assert not russian_only


@pytest.mark.parametrize(
    ("count", "russian", "kazakh"),
    [(1, "1 объект", "1 нысан"), (3, "3 объекта", "3 нысан"), (5, "5 объектов", "5 нысан"),
     (21, "21 объект", "21 нысан"), (112, "112 объектов", "112 нысан"),
     (1004, "1\u00a0004 объекта", "1\u00a0004 нысан")],
)  # fmt: skip
def test_things_are_counted_as_the_language_counts(count, russian, kazakh):
    form = "left out: {count:feature}"
    assert Wording(None, None, "ru").said(form, count=count) == f"не учтено: {russian}"
    assert Wording(None, None, "kk").said(form, count=count) == f"есепке алынбады: {kazakh}"
    assert Wording(None, None, "en").said(form, count=2) == "left out: 2 features"


def test_numbers_days_and_shares_are_written_as_the_language_writes_them():
    told = Sentence.of("{count} of {whole} differ by more than {metres:g} m and {share:.1%}",
                       count=1, whole=2, metres=0.5, share=0.125)  # fmt: skip
    assert Wording(None, None, "ru").text(told) == "расходятся больше чем на 0,5 м и 12,5\u00a0%: 1 из 2"
    until = Sentence.of("is dated {date}, after {until}", date="2025-01-31", until="2024-12-31")
    assert Wording(None, None, "kk").text(until) == (
        "күні 2025\u202fж. 31 қаңтар, ол 2024\u202fж. 31 желтоқсан күнінен кейін"
    )
    year = Sentence.of(contradictions.SIGNS["exact"].replace(":,", ":"), value=2026.0)
    assert Wording(None, None, "ru").text(year) == "2026"


def test_values_are_told_by_their_titles(ledger):
    russian, kazakh = (Wording(ledger, 2, language) for language in ("ru", "kk"))
    types = values("work_type", ["capital", "medium"], " and ")
    assert (types, russian.text(types)) == ("capital and medium", "капитальный ремонт и средний ремонт")
    assert kazakh.text(Value.of("region", "KZ-47")) == "Маңғыстау облысы"
    assert kazakh.cell("region_code", "KZ-23") == "Атырау облысы"
    assert kazakh.cell("region", "unplaced") == "орны белгісіз"
    assert russian.cell("road", "makat-beineu") == "Макат – Кульсары – Бейнеу"
    assert kazakh.cell("name", "Кульсары") == "Құлсары"
    assert russian.text(Value.of("field", "accepted_on")) == "принято"
    assert russian.text(Listed.of([Sentence.of("added"), "as it is"], "; ")) == "добавлено; as it is"


def test_without_a_language_all_stays_as_it_is(ledger):
    plain = Wording(ledger, 2, None)
    assert plain.cell("region_code", "KZ-23") == "KZ-23"
    assert plain.text(Sentence.of("has no {field}", field="population")) == "has no population"


def test_what_has_no_translation_is_left_in_english():
    assert Wording(None, None, "kk").text("disk full") == "disk full"


@pytest.mark.parametrize("name", sorted(set(indicators()) - BY_RASTER))
@pytest.mark.parametrize("language", ["ru", "kk"])
def test_each_indicator_speaks_the_language_asked_for(ledger, name, language):
    result, _ = compute(ledger, name, **ASKED.get(name, {}))
    wording = Wording(ledger, 2, language)
    told = [*result.notes, *(one.reason for one in result.left_out)]
    if name == "claims":
        told += [*result.table["verdict"], *result.table["note"]]
    for one in (one for one in told if one):
        assert isinstance(one, (Sentence, Listed)), one
        assert re.search("[а-яё]", wording.text(one).lower()), one
        bare = re.sub(
            r"«[^»]*»|\([^)]*\)|\b[\w]+[-_][\w-]+\b|\b(SHA|WGS|IRI|KZ|CRS|km_\w+)\b", "", wording.text(one)
        )
        assert not re.search(r"\b(the|has|is|not|of|and|no)\b", bare), wording.text(one)


@pytest.mark.parametrize("name", sorted(set(indicators()) - BY_RASTER))
def test_each_column_that_an_indicator_can_have_is_called_something(ledger, name):
    one = indicators()[name]
    lacking = set()
    for by in [(), *((grouping,) for grouping in one.groupings)]:
        if by == ("district",):
            continue  # the seed has no layer of districts
        result, _ = compute(ledger, name, by=by, **ASKED.get(name, {}))
        columns = [*result.columns, *(Column(str(each)) for each in result.evidence.columns)]
        for made in result.details.values():
            columns += [Column(str(each)) for each in made().columns]
        for column in columns:
            plain = column.name.replace("_", " ")
            lacking |= {(column.name, language) for language in ("ru", "kk")
                        if title(column, language) in (plain, title(column, None))}  # fmt: skip
    assert not lacking - {("uid", "ru"), ("uid", "kk")}


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_what_stands_in_further_lists_is_said_in_the_language(ledger, language):
    wording = Wording(ledger, 2, language)
    for name in sorted(set(indicators()) - BY_RASTER):
        result, _ = compute(ledger, name, **ASKED.get(name, {}))
        for detail, made in result.details.items():
            assert wording.text(detail) != detail
            for column, value in ((each, value) for each, some in made().items() for value in some):
                if isinstance(value, (Sentence, Listed)):
                    assert re.search("[а-яё]", wording.cell(str(column), value).lower()), value
                else:
                    assert not isinstance(value, str) or " cannot be " not in value, (name, detail)


def test_a_change_speaks_the_language_asked_for(ledger):
    result, _ = compute_change(ledger, "reclaimed-ha", 1, 2, by=["owner"])
    told = [Wording(ledger, 2, "ru").text(one) for one in result.notes]
    assert told[0] == "было: версия 1 (1 сентября 2025\u202fг.), стало: версия 2 (12 сентября 2025\u202fг.)"
    assert "добавлено: 2" in told[-1] or "добавлено: 1" in told[-1]
