"""Commands keep the lengths and areas of what they write, and `registry verify` finds a false one."""

import pytest

from tests.cli.conftest import ROAD

LACKING = """
    SELECT count(*) FROM {0}__rows AS r LEFT JOIN {0}__measures AS m ON m.fid = r.fid
    WHERE r.geom IS NOT NULL AND m.{1} IS NULL
"""


def lacking(ask, layer, column="length_m"):
    return ask("atyrau.gpkg", LACKING.format(layer, column))


def newest(ask, layer="roads", column="length_m"):
    return ask("atyrau.gpkg", f"SELECT {column} FROM {layer}__measures ORDER BY fid DESC LIMIT 1")


def test_a_new_registry_has_the_sizes_of_its_seed_rows(atyrau, ask):
    assert lacking(ask, "roads") == 0
    assert lacking(ask, "regions", "area_m2") == 0
    assert ask(atyrau, "SELECT sum(length_m) FROM roads__measures") > 1e6


def test_a_commit_keeps_the_size_of_the_new_shape(run, work, edit, ask):
    last = ask("atyrau.gpkg", "SELECT max(fid) FROM roads__rows")
    other = f"(SELECT geom FROM roads WHERE uid <> '{ROAD}' AND geom IS NOT NULL LIMIT 1)"
    edit(work, f"UPDATE roads SET geom = {other} WHERE uid = '{ROAD}'")
    run("commit", "-m", "Drawn anew", "--author", "Aliya")
    assert ask("atyrau.gpkg", "SELECT max(fid) FROM roads__measures") == last + 1
    assert lacking(ask, "roads") == 0
    assert newest(ask) > 0
    run("verify")


def test_an_import_a_revert_and_a_restore_keep_sizes(run, atyrau, ask, tmp_path):
    source = tmp_path / "zones.csv"
    source.write_text(
        "zone_id;name_ru;source;quality;wkt\n"
        "new-zone;Новая;survey;digitised;MULTIPOLYGON (((53 47, 53.1 47, 53.1 47.1, 53 47)))\n",
        encoding="utf-8",
    )
    run("import", "tourism_zones", source, "--crs", "EPSG:4326", "-m", "zone", "--author", "Aliya")
    assert lacking(ask, "tourism_zones", "area_m2") == 0
    assert newest(ask, "tourism_zones", "area_m2") == pytest.approx(42_250_000, rel=0.01)
    run("revert", 3, "--author", "Aliya")
    run("restore", "tourism_zones", "--to", 3, "--author", "Aliya")
    assert lacking(ask, "tourism_zones", "area_m2") == 0
    run("verify")


def test_verify_names_a_false_length(run, atyrau, edit):
    seal = "roads__measures_no_update"
    text = f'CREATE TRIGGER "{seal}" BEFORE UPDATE ON roads__measures'
    text += " BEGIN SELECT RAISE(ABORT, 'history is append-only: roads__measures'); END"
    false = "UPDATE roads__measures SET length_m = length_m + 1000 WHERE fid = 1"
    edit(atyrau, f"DROP TRIGGER {seal}", false, text)
    outcome = run("verify", code=74)
    assert "layer roads row version 1" in outcome.out
    assert "that of its geometry" in outcome.out
