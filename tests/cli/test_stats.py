"""Indicators, claims and receipts on the command line."""

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest


def test_the_answer_comes_first_and_the_receipt_last(run, atyrau):
    lines = run("stats", "reclaimed-ha", "--by", "owner").out.splitlines()
    assert lines[0].split() == [
        "owner", "works", "sum", "ha", "union", "ha", "stated", "ha", "part", "ha", "share", "of", "part",
        "site", "ha", "share", "of", "site",
    ]  # fmt: skip
    assert lines[1].split()[:4] == ["city", "1", "476.00", "476.00"]
    assert "35.6 %" in lines[1]
    assert "100.0 %" in lines[1]
    assert lines[3].startswith("all")
    assert any(line.startswith("left out: 1 feature; counted with a doubt: 1") for line in lines)
    assert lines[-1].startswith("registry atyrau.gpkg at 2 (")
    assert "receipt" in lines[-1]


def test_titles_and_numbers_in_three_languages(run, atyrau):
    russian = run("stats", "reclaimed-ha", "--by", "owner", "--language", "ru").out
    assert "Владелец" in russian
    assert "1 336,00" in russian
    assert "всего" in russian
    assert "Иесі" in run("stats", "reclaimed-ha", "--by", "owner", "--language", "kk").out
    by_kind = ("stats", "layer-count", "-p", "layer=settlements", "--by", "kind")
    assert "город" in run(*by_kind, "--language", "ru").out
    assert "city" in run(*by_kind).out


def test_a_receipt_is_kept_and_computed_again(run, atyrau):
    run("stats", "road-length", "--by", "region_code", "--where", "lanes is null", "--receipt", "r.json")
    assert "holds: road-length at 2" in run("verify-receipt", "r.json").out
    assert run("verify-receipt", "r.json", "--json").json["holds"] is True
    receipt = json.loads(Path("r.json").read_text())
    receipt["result"] = "0" * 64
    Path("r.json").write_text(json.dumps(receipt))
    complaint = run("verify-receipt", "r.json", code=74).complaint
    assert "does not hold: the figures come out otherwise" in complaint
    told = run("verify-receipt", "r.json", "--json", code=74)
    assert told.json["problem"].startswith("the figures")
    assert told.error["error"] == "ReceiptFails"


def test_a_result_written_as_json_is_a_receipt_too(run, atyrau):
    run("stats", "reclaimed-ha", "--output", "r.json")
    assert "holds" in run("verify-receipt", "r.json").out
    Path("broken.json").write_text("{")
    assert "is not a receipt" in run("verify-receipt", "broken.json", code=65).complaint
    run("verify-receipt", "none.json", code=66)


@pytest.mark.parametrize("form", ["json", "csv", "geojson", "svg"])
def test_every_format_goes_to_standard_output(process, atyrau, form):
    done = process("stats", "reclaimed-ha", "--by", "owner", "--format", form)
    assert done.returncode == 0, done.stderr
    if form == "csv":
        assert [row["owner"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["city", "refinery"]
    elif form == "svg":
        assert done.stdout.startswith("<?xml")
    else:
        assert json.loads(done.stdout)


def test_files_are_written_whole_in_the_format_of_their_name(run, atyrau):
    facts = run("stats", "reclaimed-ha", "--by", "owner", "--output", "r.xlsx", "--json").json
    assert facts["file"] == "r.xlsx"
    assert facts["total"]["works"] == 1
    assert "evidence" not in facts
    assert openpyxl.load_workbook("r.xlsx").sheetnames[0] == "Result"
    assert "r.png: reclaimed-ha at 2" in run("stats", "reclaimed-ha", "--by", "owner", "-o", "r.png").out
    assert Path("r.png").read_bytes().startswith(b"\x89PNG")
    run("stats", "reclaimed-ha", "-o", "r.txt", "-f", "table")
    assert "476.00" in Path("r.txt").read_text(encoding="utf-8")
    assert "does not say its format" in run("stats", "reclaimed-ha", "-o", "r.doc", code=64).complaint
    assert run("stats", "reclaimed-ha", "-o", "atyrau.gpkg", "-f", "json", code=73)


def test_what_is_behind_a_figure_is_shown_on_request(run, atyrau):
    left = run("stats", "reclaimed-ha", "--show", "left-out").out
    assert "has no status" in left
    evidence = run("stats", "road-length", "--by", "region_code", "--show", "evidence").out
    assert "487+000" in evidence
    assert run("stats", "repaired-km", "--by", "year", "--show", "overlaps")
    complaint = run("stats", "reclaimed-ha", "--show", "overlaps", code=64).complaint
    assert "it can: left-out, evidence" in complaint


def test_two_versions_are_compared(run, atyrau):
    out = run("stats", "reclaimed-ha", "--by", "owner", "--change", "1..2", "--receipt", "r.json").out
    assert [line.split() for line in out.splitlines() if line.startswith("all") and "union" in line] == [
        ["all", "union", "ha", "0.00", "476.00", "+476.00"]
    ]
    assert "1 added" in out
    assert "from 1 to 2" in run("verify-receipt", "r.json").out
    assert "no figure differs" in run("stats", "reclaimed-ha", "--change", "2..head").out
    assert "not both" in run("stats", "reclaimed-ha", "--change", "1..2", "--version", "2", code=64).complaint
    assert "no beginning" in run("stats", "reclaimed-ha", "--change", "..2", code=64).complaint


def test_an_area_in_degrees_and_a_version(run, atyrau):
    half = run("stats", "reclaimed-ha", "--area", "51.9,47,51.944801,48", "--json").json
    assert 230 < half["total"]["union_ha"] < 245
    assert run("stats", "layer-count", "-p", "layer=roads", "--version", "1", "--json").json["total"] == {
        "features": 0
    }


def test_indicators_explain_themselves(run):
    overview = run("stats", "--list").out
    assert "reclaimed-ha" in overview
    assert "road-distance" in overview
    one = run("stats", "--list", "reclaimed-ha").out
    assert "union of the areas" in one
    assert "tolerance" in one
    listed = run("stats", "--list", "--json").json["indicators"]
    assert all(each["formula"] and each["source"] and each["inputs"] for each in listed)
    assert all(each["title"].keys() == {"en", "ru", "kk"} for each in listed)
    assert run("stats", "--list", "reclaimed-ha", "--json").json["name"] == "reclaimed-ha"
    assert "did you mean" in run("stats", "--list", "reclaimed", code=64).complaint


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "which indicator"),
        (("happiness",), "there is no indicator"),
        (("reclaimed-ha", "--by", "colour"), "cannot be grouped by 'colour'"),
        (("reclaimed-ha", "--param", "colour=red"), "has no parameter 'colour'"),
        (("reclaimed-ha", "--param", "colour"), "write it as NAME=VALUE"),
        (("reclaimed-ha", "--param", "by=year"), "an option of its own, --by"),
        (("reclaimed-ha", "--where", "colour = 1"), "colour"),
        (("reclaimed-ha", "--version", "99"), "there is no version '99'"),
        (("layer-count", "--param", "layer=rodas"), "there is no layer 'rodas'"),
    ],
)
def test_a_wrong_request_names_the_mend(run, atyrau, words, said):
    assert said in run("stats", *words, code=64).complaint


def test_a_table_wider_than_the_terminal_is_turned_about(run, atyrau, monkeypatch):
    wide = run("stats", "condition-share", "--by", "region").out.splitlines()
    monkeypatch.setenv("COLUMNS", "60")
    narrow = run("stats", "condition-share", "--by", "region").out.splitlines()
    assert narrow[0].split() == [*(line.split()[0] for line in wide[1:] if line[:3] in ("KZ-", "all"))]
    assert [line[:11] for line in narrow[1:4]] == ["share of wh", "good km    ", "satisfactor"]
    assert max(map(len, narrow[:10])) <= 60
    monkeypatch.setenv("COLUMNS", "10")  # nothing fits: as it is
    assert run("stats", "condition-share", "--by", "region").out.splitlines()[0] == wide[0]


def test_a_day_of_a_compared_version_is_that_of_the_time_zone(run, atyrau):
    out = run("stats", "reclaimed-ha", "--change", "1..2").out
    told = re.search(r"newer 2 \(([\d-]+)\)", out)
    assert told is not None
    assert f"at 2 ({told[1]})" in out


def test_a_list_of_nothing_says_so_and_none_has_a_row_number(run, atyrau):
    out = run("stats", "repeated-works", "--show", "repeats", "--show", "evidence", "--language", "ru").out
    assert out.splitlines().count("ничего") == 2
    assert "Строка, с 0" not in out


def test_json_has_the_lists_that_are_asked_for(run, atyrau):
    assert "details" not in run("--json", "claims").json
    lists = run("--json", "claims", "--show", "contradictions").json["details"]
    assert {"group", "claim", "statement", "why"} <= set(lists["contradictions"][0])
    run("stats", "reclaimed-ha", "--output", "r.json")
    assert "holds" in run("verify-receipt", "r.json").out


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_indicator_is_explained_in_the_language(run, language):
    from registry.stats.indicator import indicators

    overview = run("stats", "--list", "--language", language).out
    for name, one in indicators().items():
        assert f"{name} " in overview
        assert one.title[language] in overview
        told = run("stats", "--list", name, "--language", language).out
        for english in (one.formula, one.source, *(each.description for each in one.parameters)):
            # A name of a program or of people may be the same in every language.
            assert english not in told or english.startswith("exactextract"), english
        assert not re.search(r"^(formula|inputs|by|source|parameter) ", told, re.MULTILINE)
        assert "…" not in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("repaired-km", "--by", "yeer"), "did you mean year?"),
        (("repaired-km", "-p", "type=capital"), "did you mean types?"),
        (("repaired-km", "-p", "one_side=half"), "is no number"),
        (("repaired-km", "-p", "period_start=2024-13-01"), "is no day; write it as 2024-12-31"),
    ],
)
def test_what_is_misspelt_is_asked_about(run, atyrau, words, said):
    assert said in run("stats", *words, code=64).complaint


def test_a_route_that_nothing_is_on_is_named(run, atyrau):
    assert "nothing on route atyrau-orel counts" in run("stats", "road-length", "-p", "route=atyrau-orel").out


# --- claims ----------------------------------------------------------------------------------------------


def test_claims_stand_beside_computed_figures(run, atyrau):
    out = run("claims").out
    lines = {line.split()[0]: line for line in out.splitlines() if line.strip()}
    assert "agrees" in lines["tukhlaya-balka-reclaimed"]
    assert "no layer holds emissions" in lines["emissions"]
    assert "the parts of wko-2025-plan add up to 496.3, not to 497.3" in out
    assert "62 claims" in out
    assert out.splitlines()[-1].startswith("registry atyrau.gpkg at 2")


def test_a_contradiction_is_told_once_and_named_by_its_number(run, atyrau):
    lines = run("claims").out.splitlines()
    pair = [line for line in lines if "cannot be the same figure" in line and "bypass-length" in line]
    assert len(pair) == 1
    number = pair[0].removeprefix("contradiction ").partition(":")[0]
    marked = [line.split()[:2] for line in lines if line[3:].startswith("bypass-length")]
    assert marked == [[number, "bypass-length"], [number, "bypass-length-older"]]


def test_claims_of_a_version_without_any(run, atyrau):
    assert run("claims", "--version", "1").out.startswith("nothing to count\n")


def test_claims_by_verdict_and_as_a_document(run, atyrau):
    out = run("claims", "--verdict", "differs").out
    assert "bypass-length-older" in out
    assert "tukhlaya-balka-site" not in out
    assert "choose of agrees" in run("claims", "--verdict", "maybe", code=64).complaint
    document = run("claims", "--json", "--where", "region_code = 'KZ-27'").json
    assert len(document["rows"]) == 11
    assert document["receipt"]["where"] == "region_code = 'KZ-27'"
    run("claims", "--output", "claims.xlsx", "--language", "kk")
    assert openpyxl.load_workbook("claims.xlsx").sheetnames[0] == "Нәтиже"


def test_an_empty_table_says_so(run, atyrau):
    words = ("stats", "layer-count", "-p", "layer=km_posts", "--by", "kind", "--version", "1")
    assert "nothing to count" in run(*words).out


def test_a_note_says_how_to_see_what_is_behind_it(run, atyrau):
    told = run("claims").out
    assert "contradictions)" in told
    listed = run("claims", "--show", "contradictions", "--language", "kk").out
    assert "496,3, 497,3 емес" in listed
    differences = run("stats", "length-reconciliation").out
    assert "(--show differences)" in differences


def test_regions_and_reasons_are_told_in_the_language(run, atyrau):
    told = run("stats", "reclaimed-ha", "--by", "region", "--language", "kk", "--show", "left-out").out
    assert "Атырау облысы" in told
    assert "күйі көрсетілмеген, сондықтан рекультивацияланғаны белгісіз; күйін көрсетіңіз" in told
    assert "KZ-23" not in told
    assert "KZ-23" in run("stats", "reclaimed-ha", "--by", "region").out
