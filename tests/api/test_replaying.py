"""A history written again later keeps its days and its authors."""

import pytest

import registry
from registry import RegistryError


@pytest.fixture
def reg(tmp_path):
    return registry.create(
        tmp_path / "old.gpkg", author="Archive", author_source="archive", time="2019-01-01T05:00:00Z"
    )


def test_a_registry_begins_when_it_is_said_to(reg):
    first = reg.head
    assert (first.revision, first.author, first.author_source) == (1, "Archive", "archive")
    assert first.time.startswith("2019-01-01T05:00:00")
    assert [one.commit.time[:10] for one in reg.log()] == ["2019-01-01", "2019-01-01"]


def test_frames_and_workspaces_are_committed_at_a_time(reg, tmp_path):
    import geopandas
    from shapely import Point

    towns = geopandas.GeoDataFrame(
        {"uid": [None], "settlement_id": ["a"], "name_ru": ["А"], "source": ["s"], "quality": ["surveyed"]},
        geometry=[Point(52, 47)], crs=4326,
    )  # fmt: skip
    done = reg.write(
        "settlements",
        towns,
        message="m",
        author="Aliya",
        author_source="archive",
        time="2020-06-30T12:00:00Z",
    )
    assert (done.time[:10], done.author_source) == ("2020-06-30", "archive")
    work = reg.checkout(tmp_path / "work.gpkg", layers=["settlements"])
    found = geopandas.read_file(work.core.path, layer="settlements")
    found["population"] = 7
    found.to_file(work.core.path, layer="settlements", driver="GPKG")
    report = work.commit(message="m", author="Bolat", author_source="archive", time="2021-06-30T12:00:00Z")
    assert (report.commit.time[:10], report.commit.author_source) == ("2021-06-30", "archive")
    assert len(reg.read("settlements", version="2020-12-31")) == 1
    assert reg.read("settlements", version="2020-12-31").population.isna().all()


def test_a_time_that_is_none_is_refused(tmp_path):
    with pytest.raises(RegistryError):
        registry.create(tmp_path / "x.gpkg", time="yesterday")
    assert not (tmp_path / "x.gpkg").exists()
