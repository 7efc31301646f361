"""Help: every command has examples, and they run."""

from __future__ import annotations

import json
import shlex
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import click
import pytest

from registry.cli.app import COMMANDS, registry
from registry.model.geometry import register_functions
from registry.model.reading import read_definitions
from registry.shipped import layers_folder
from registry.versions.ledger import Ledger
from registry.versions.tags import add_tag

ROAD = "23bdc5a963885a3ca93f942988c1b170"


def commands(group=registry, path=()):
    """Every command with the words that call it."""
    context = click.Context(group)
    yield path, group
    for name in group.list_commands(context):
        one = group.get_command(context, name)
        if isinstance(one, click.Group):
            yield from commands(one, (*path, name))
        else:
            yield (*path, name), one


def named(one):
    return " ".join(("registry", *one)) if isinstance(one, tuple) else "help"


ALL = list(commands())
EXAMPLES = [(words, line) for words, one in ALL for line in one.examples]


@pytest.mark.parametrize(("words", "command"), ALL, ids=named)
def test_every_command_has_help_with_examples_of_itself(run, words, command):
    text = run(*words, "--help").out
    assert "Examples:" in text
    assert command.examples
    for line in command.examples:
        assert f"  {line}" in text
        assert line.startswith("registry ")
    if words:
        assert all(shlex.split(line)[1 : 1 + len(words)] == list(words) for line in command.examples)


@pytest.mark.parametrize(("words", "command"), ALL, ids=named)
def test_options_of_every_command_are_on_every_command(words, command):
    names = {name for one in command.params for name in getattr(one, "opts", ())}
    if words != ("config",):
        assert {"--registry", "--json", "--quiet", "--wait"} <= names


def test_every_option_says_what_it_does():
    silent = [
        (words, one.name) for words, command in ALL for one in command.params
        if isinstance(one, click.Option) and not one.hidden and not one.help and one.name != "language"
    ]  # fmt: skip
    assert silent == []


def test_the_same_option_has_the_same_letter_everywhere():
    letters: dict[str, set[str]] = {}
    for _, command in ALL:
        for one in command.params:
            short = [name for name in one.opts if isinstance(one, click.Option) and len(name) == 2]
            long = [name for name in one.opts if name.startswith("--")]
            for name in short:
                letters.setdefault(name, set()).update(long)
    assert letters["-m"] == {"--message"}
    assert letters["-n"] == {"--limit"}
    assert letters["-l"] == {"--layer", "--layers"}
    assert letters["-w"] == {"--workspace"}


def test_the_program_s_help_lists_commands_and_exit_codes(run):
    text = run("--help").out
    for name, (_, line) in COMMANDS.items():
        assert name in text
        assert line in text
    assert "Exit codes" in text
    assert run().out == text
    assert run("--version").out.startswith("registry ")


# --- the examples run -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """A registry with a past: layers in January 2024, seed rows in June, edits in November and in 2025."""
    from registry.cli.seed import plant

    ledger = Ledger.create(tmp_path_factory.mktemp("past") / "atyrau.gpkg", time="2024-01-09T00:00:00.000Z")

    def write(month, message, *edits):
        moment = f"{month}-10T00:00:00.000Z"
        with ledger.writing(author="Aliya", message=message, time=moment) as work:
            for row in edits:
                work.put("roads", [row])

    with ledger.writing(author="Aliya", message="Layers", time="2024-01-10T00:00:00.000Z") as work:
        for one in read_definitions(layers_folder()).values():
            work.define(one)
    plant(
        ledger,
        layers_folder() / "data",
        author="Aliya",
        author_source="test",
        time="2024-06-10T00:00:00.000Z",
    )
    lanes = 2 + ledger.definition("roads").names.index("lanes")
    row = list(next(ledger.rows("roads", uids=[ROAD], opened=False)))
    for month, count in (("2024-11", 4), ("2025-03", 6)):
        row[lanes] = count
        write(month, f"{count} lanes, repairs", (bytes.fromhex(ROAD), *row[1:]))
    add_tag(ledger, "2024-report", 2, author="Aliya")
    return ledger.path


@pytest.fixture
def folder(request, history, run, monkeypatch):
    """The current folder as a command's examples expect it."""
    words = request.getfixturevalue("words") or (shlex.split(request.getfixturevalue("line"))[1],)
    if words == ("init",):
        return
    shutil.copy(history, "atyrau.gpkg")
    _sources()
    if words == ("checkout",):
        return
    if words == ("verify-receipt",):
        run("stats", "reclaimed-ha", "--receipt", "receipt.json", "--output", "result.json")
        return
    run("checkout", "work.gpkg", "--registry", "atyrau.gpkg")
    if words == ("update",):
        return
    _edit("work.gpkg", f"lanes = 8, surface = 'gravel', km_to = 95 WHERE uid = '{ROAD}'")
    if words in (("conflicts",), ("resolve",)):
        run("checkout", "theirs.gpkg", "--registry", "atyrau.gpkg")
        _edit("theirs.gpkg", f"lanes = 7, surface = 'earth', km_to = 96 WHERE uid = '{ROAD}'")
        run("commit", "theirs.gpkg", "-m", "Theirs")
        Path("theirs.gpkg").unlink()
        run("update", "work.gpkg", code=1)


def _edit(path, change):
    with closing(sqlite3.connect(path)) as handle, handle:
        register_functions(handle)
        handle.execute(f"UPDATE roads SET {change}")


def _sources():
    """Files that the examples import."""
    import geopandas
    import openpyxl
    import shapely

    corners = [[51.5, 46.8], [53.2, 47.8], [51.5, 47.8], [51.5, 46.8]]
    Path("district.geojson").write_text(json.dumps({"type": "Polygon", "coordinates": [corners]}))
    data = layers_folder() / "data"
    shutil.copy(data / "settlements.geojson", "towns.geojson")
    headings = ["work_id", "route_id", "km_from", "km_to", "carriageway", "source", "quality"]
    rows = [["w1", "atyrau-dossor", "1+000", "2+500", "both", "report", "digitised"]]
    lines = [",".join(line) for line in (headings, *rows)]
    Path("works.csv").write_text("\n".join(lines).replace(",quality", "").replace(",digitised", "") + "\n")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "2024"
    for line in (["Works of 2024"], ["Шоссе" if one == "route_id" else one for one in headings], *rows):
        sheet.append(line)
    book.save("works.xlsx")
    frame = geopandas.GeoDataFrame(
        {"landfill_i": ["x"], "name_ru": ["Полигон"], "source": ["survey"], "quality": ["surveyed"]},
        geometry=[shapely.box(500000, 5200000, 500100, 5200100)], crs=32639,
    )  # fmt: skip
    frame.to_file("sites.shp", encoding="CP1251")
    Path("wells.toml").write_text(
        'name = "wells"\n[title]\nen = "Wells"\n[[fields]]\nname = "owner"\ntype = "text"\n'
    )
    shutil.copy(layers_folder() / "roads.toml", "roads.toml")


@pytest.mark.parametrize(("words", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
@pytest.mark.usefixtures("folder")
def test_examples_run(run, words, line):
    arguments = shlex.split(line)[1:]
    if "--head" in arguments:
        arguments[-1] = Ledger.open("atyrau.gpkg").head().digest[:16]
    expected = 1 if words in (("conflicts",),) else 0
    outcome = run(*arguments, code=expected)
    assert outcome.out


def test_completion_offers_commands_and_options(process):
    words = {"_REGISTRY_COMPLETE": "bash_complete", "COMP_WORDS": "registry che", "COMP_CWORD": "1"}
    assert process(env=words).stdout.split() == ["plain,checkout", "plain,check"]
    words |= {"COMP_WORDS": "registry log --au"}
    words["COMP_CWORD"] = "2"
    assert "plain,--area" in process(env={**words, "COMP_WORDS": "registry log --ar"}).stdout
