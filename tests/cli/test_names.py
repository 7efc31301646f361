"""Names with quotes, semicolons, exclamation marks, emoji and Kazakh letters simply work."""

from __future__ import annotations

from pathlib import Path

import pytest

FORMATS = (".gpkg", ".fgb", ".parquet", ".csv", ".geojson", ".geojsons", ".ndjson")
NAMES = ["жол; 2024", "важно!", "a;b!c?d#e%20'\" 😀", "zip!of;it"]


@pytest.fixture(params=NAMES)
def named(request, atyrau) -> str:
    """A name, and a registry of that name in a folder of that name: the current one of the test."""
    name = str(request.param)
    Path(name).mkdir()
    atyrau.rename(Path(name, f"{name}.gpkg"))
    return name


def test_a_registry_of_such_a_name_is_exported_and_its_files_come_back(run, named):
    registry = Path(named, f"{named}.gpkg")
    for ending in FORMATS:
        file = Path(named, f"out {named}{ending}")
        run("export", "roads", file, "--registry", registry)
        again = run("import", "roads", file, "--registry", registry)
        assert "19 as they were" in again.out, ending
    assert not list(Path(named).glob(".*"))


def test_findings_are_written_under_such_a_name(run, named):
    registry = Path(named, f"{named}.gpkg")
    for ending in (".gpkg", ".geojson"):
        file = Path(named, f"found {named}{ending}")
        run("check", "--output", file, "--registry", registry)
        assert file.stat().st_size
    assert not list(Path(named).glob(".*"))


def test_a_workspace_of_such_a_name_is_committed(run, named, edit):
    registry, work = Path(named, f"{named}.gpkg"), Path(named, f"work {named}.gpkg")
    run("checkout", work, "--layers", "routes,roads", "--registry", registry)
    edit(work, ("UPDATE roads SET note = ?", (named,)))
    run("commit", work, "-m", named, "--author", named)
    assert run("log", "--registry", registry, "--by", named, "--json").json["commits"][0]["message"] == named


def test_an_area_of_such_a_name_is_read(run, named):
    registry, area = Path(named, f"{named}.gpkg"), Path(named, f"area {named}.gpkg")
    run("export", "regions", area, "--registry", registry, "--where", "code = 'KZ-47'")
    outcome = run("checkout", "part.gpkg", "--layers", "roads", "--area", area, "--registry", registry)
    assert "part of them" in outcome.out
