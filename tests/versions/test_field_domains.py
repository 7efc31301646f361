"""Field domains and titles, as GDAL finds them in a GeoPackage."""

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from registry.model.definition import Choice, Definition, Field
from registry.versions.field_domains import glob, write_domains
from tests.versions.sample_layers import ROADS, ROUTES, SAMPLES, write_layers

CODES = Definition(
    name="codes",
    title={"en": "Codes"},
    fields=(
        Field("number", "text", pattern=r"^[A-Z]-\d{2}$"),
        Field("year", "integer", minimum=1991),
        Field("depth", "real", maximum=-0.5),
        Field("kind", "integer", choices=(Choice(1, {"en": 'it\'s "one"'}), Choice(2))),
    ),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_layers(tmp_path / "layers.gpkg", (*SAMPLES, CODES))
    return tmp_path / "layers.gpkg"


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    handle = sqlite3.connect(path)
    yield handle
    handle.close()


@pytest.fixture
def ogrinfo(path: Path, connection: sqlite3.Connection, qgis_environment: dict[str, str]):
    """GDAL's own program, which also prints a warning for anything in the file that it finds wrong."""
    program = shutil.which("ogrinfo", path="/usr/bin:/usr/local/bin")
    if program is None:
        pytest.skip("ogrinfo is not installed (gdal-bin)")

    def run(*arguments: str) -> str:
        connection.commit()
        result = subprocess.run(
            [program, "-ro", path, *arguments],
            env=qgis_environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert result.returncode == 0, result.stderr
        assert "Warning" not in result.stderr, result.stderr
        return result.stdout

    return run


def test_gdal_shows_value_lists_with_titles_in_the_language(connection, ogrinfo):
    write_domains(connection, [ROADS], "kk")
    shown = ogrinfo("-fielddomain", "roads.lifecycle")
    assert "Type: coded" in shown
    assert dict(re.findall(r"^ {4}(\w+): (.+)$", shown, re.MULTILINE)) == {
        "planned": "жоспарланған",
        "in_use": "пайдалануда",
        "under_construction": "салынуда",
    }


def test_gdal_ties_domains_and_titles_to_fields(connection, ogrinfo):
    write_domains(connection, [ROADS], "ru")
    shown = ogrinfo("roads", "-so")
    assert re.search(r"^lifecycle: .*domain name=roads\.lifecycle", shown, re.MULTILINE)
    titles = connection.execute("SELECT column_name, title FROM gpkg_data_columns WHERE table_name = 'roads'")
    assert dict(titles)["lifecycle"] == "Состояние"  # read by GDAL 3.7 and later
    assert not re.search(r"^seen: .*domain name", shown, re.MULTILINE)


@pytest.mark.parametrize(
    ("layer", "field", "low", "high"),
    [("roads", "lanes", "1", "12"), ("roads", "width", "2.5", "60"), ("codes", "year", "1991", None)],
)
def test_gdal_shows_ranges_also_open_ones(connection, ogrinfo, layer, field, low, high):
    write_domains(connection, [ROADS, CODES])
    shown = ogrinfo("-fielddomain", f"{layer}.{field}")
    assert "Type: range" in shown
    assert re.search(rf"Minimum value: {re.escape(low)}\b", shown)
    assert (re.search(r"Maximum value: (\S+)", shown) or [None, None])[1] == high


def test_gdal_shows_simple_patterns_as_globs(connection, ogrinfo):
    write_domains(connection, [CODES])
    shown = ogrinfo("-fielddomain", "codes.number")
    assert "Type: glob" in shown
    assert "[A-Z]-[0-9][0-9]" in shown


def test_whole_number_choices_are_whole_numbers_and_quotes_survive(connection, ogrinfo):
    write_domains(connection, [CODES])
    shown = ogrinfo("-fielddomain", "codes.kind")
    assert "Field type: Integer" in shown
    assert '1: it\'s "one"' in shown


@pytest.mark.parametrize(
    ("pattern", "examples"),
    [
        (r"^[A-Z]{2}-[0-9A-Z]{3}$", ["KZ-AKT", "KZ-AK", "kz-AKT", "KZ-AKTX"]),
        (r"\d{4}", ["2024", "202", "20245", "202a"]),
        (r".+", ["", "a", "ab"]),
        (r"A.*", ["A", "Abc", "bA"]),
    ],
)
def test_a_glob_accepts_what_its_pattern_accepts(connection, pattern, examples):
    simple = glob(pattern)
    for text in examples:
        (accepted,) = connection.execute("SELECT ? GLOB ?", (text, simple)).fetchone()
        assert bool(accepted) == bool(re.fullmatch(pattern, text)), text


@pytest.mark.parametrize(
    "pattern", ["^[^;|]+$", "a|b", "(ab)+", "[a-z]+", "a?", r"\w", "[0-9]{1,3}", "*", "]"]
)
def test_patterns_that_a_glob_cannot_say_get_none(pattern):
    assert glob(pattern) is None


def test_no_two_fields_share_a_domain(connection):
    write_domains(connection, SAMPLES)
    names = connection.execute("SELECT constraint_name FROM gpkg_data_columns WHERE constraint_name NOT NULL")
    found = [name for (name,) in names]
    assert len(found) == len({*found})
    assert {"roads.lifecycle", "roads.km_from", "zones.area"} <= {*found}


def test_writing_again_leaves_no_trace_of_what_went(connection):
    write_domains(connection, [ROADS, ROUTES])
    fewer = replace(ROADS, fields=tuple(one for one in ROADS.fields if one.name != "lifecycle"))
    write_domains(connection, [fewer])
    columns = connection.execute("SELECT column_name FROM gpkg_data_columns WHERE table_name = 'roads'")
    assert "lifecycle" not in {name for (name,) in columns}
    left = connection.execute("SELECT DISTINCT constraint_name FROM gpkg_data_column_constraints").fetchall()
    assert ("roads.lifecycle",) not in left
    assert ("roads.surface",) in left
    extensions = connection.execute(
        "SELECT table_name FROM gpkg_extensions WHERE extension_name = 'gpkg_schema'"
    )
    assert sorted(extensions) == [("gpkg_data_column_constraints",), ("gpkg_data_columns",)]


def test_domains_that_others_made_for_the_same_file_stay(connection):
    write_domains(connection, [ROADS])
    connection.execute(
        "INSERT INTO gpkg_data_column_constraints VALUES ('mine', 'enum', 'a', 0, 0, 0, 0, 'A')"
    )
    write_domains(connection, [ROADS])
    mine = connection.execute(
        "SELECT count(*) FROM gpkg_data_column_constraints WHERE constraint_name = 'mine'"
    )
    assert mine.fetchone() == (1,)


def test_a_layer_that_gdal_wrote_anew_gets_its_domains_again(connection):
    write_domains(connection, [ROADS, ROUTES])
    before = set(connection.execute("SELECT * FROM gpkg_data_column_constraints"))
    connection.execute("DELETE FROM gpkg_data_columns WHERE table_name = 'roads'")  # all that GDAL takes away
    write_domains(connection, [ROADS])
    assert set(connection.execute("SELECT * FROM gpkg_data_column_constraints")) == before
