"""A report: one page with tables, charts, claims, what was left out, and receipts that hold."""

import html
import json
import re
from pathlib import Path

import pytest

from registry.publish.report import write_report
from registry.publish.report.words import _KNOWN
from registry.stats.computing import compute, verify_receipt
from registry.stats.receipt import read_receipt
from registry.versions.ledger import Ledger
from registry.worker.results import keep, result_shape
from tests.stats.seeding import planted


@pytest.fixture(scope="module")
def ledger(tmp_path_factory) -> Ledger:
    return planted(tmp_path_factory.mktemp("report") / "atyrau.gpkg")


def page(ledger: Ledger, path: Path, asked, language="en", title=None) -> str:
    results = []
    for name, given in asked:
        result, _ = compute(ledger, name, **given)
        results.append((result_shape(keep(result, ledger), language), result))
    write_report(path, ledger, results, language, title)
    return path.read_text(encoding="utf-8")


LENGTHS = ("road-length", {"by": ["region_code"], "where": "route_id <> '<x>'"})
CLAIMS = ("claims", {})


def test_one_page_holds_every_result_and_fetches_nothing(ledger, tmp_path):
    text = page(ledger, tmp_path / "report.html", [LENGTHS, CLAIMS])
    assert text.count("<section ") == 2
    assert "data:image/svg+xml;base64," in text
    assert not re.search(r"(?:src|href)=\"(?!data:|#)", text)
    assert "&lt;x&gt;" in text
    assert "<x>" not in text


def test_the_same_results_give_the_same_bytes(ledger, tmp_path):
    first = page(ledger, tmp_path / "one.html", [LENGTHS, CLAIMS], "ru")
    assert page(ledger, tmp_path / "two.html", [LENGTHS, CLAIMS], "ru") == first


def test_a_receipt_on_the_page_holds(ledger, tmp_path):
    text = page(ledger, tmp_path / "report.html", [LENGTHS])
    told = html.unescape(re.search(r"<pre>(.*?)</pre>", text, re.DOTALL).group(1))
    (tmp_path / "receipt.json").write_text(json.dumps(json.loads(told)), encoding="utf-8")
    assert verify_receipt(ledger, read_receipt(tmp_path / "receipt.json")).holds


def test_claims_are_counted_by_verdict_and_marked_by_sign_and_word(ledger, tmp_path):
    text = page(ledger, tmp_path / "report.html", [CLAIMS], "kk")
    result, _ = compute(ledger, "claims")
    differing = int((result.table["verdict"] == "differs").sum())
    assert f"<b>{differing}</b> ≠ айырма бар" in text
    assert text.count('<td class="verdict differs">≠ айырма бар</td>') == differing


def test_what_was_asked_differently_than_usual_is_told(ledger, tmp_path):
    asked = ("repaired-km", {"by": ["year"], "types": ["capital"]})
    text = page(ledger, tmp_path / "report.html", [asked], "ru", title="Год <2024>")
    assert "<h1>Год &lt;2024&gt;</h1>" in text
    assert "Группировка: Год" in text
    assert "капитальный ремонт" in text
    assert "первый день периода" not in text.lower().partition("<details>")[0]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_word_is_there_in_every_language(language):
    assert all(words[language].strip() for words in _KNOWN.values())
