"""Lengths, areas, distances against PostGIS's ``geography``, in a database of the tests' own on loopback."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely
from geopandas import read_file

from registry.roads.areas import areas
from registry.roads.sizes import line_lengths
from registry.stats.buffers import buffered
from registry.stats.nearest import nearest_roads
from registry.stats.plane import from_plane
from tests.stats.earth import ATYRAU, BEINEU, BOZZHYRA, DOSSOR, SAKSAUL, square

Ask = Callable[[str, list], list[float]]


def newest(folder: Path, pattern: str) -> Path | None:
    found = sorted(folder.glob(pattern), key=lambda one: [int(part) for part in one.parts if part.isdigit()])
    return found[-1] if found else None


@pytest.fixture(scope="module")
def postgis() -> Iterator[Ask]:
    """Asks for a figure of each of many geometries."""
    extension = newest(Path("/usr/share/postgresql"), "*/extension/postgis.control")
    if extension is None:
        absent = "no PostGIS on this machine (on Debian: apt-get install postgresql-postgis)"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(absent)
    binaries = Path("/usr/lib/postgresql") / extension.parts[-3] / "bin"
    user = pwd.getpwnam("postgres") if os.getuid() == 0 else None
    as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    folder = Path(tempfile.mkdtemp(prefix="registry-postgis-"))  # its path short, for the socket's sake
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])

    def run(*words: str, text: str | None = None) -> str:
        done = subprocess.run(
            words, input=text, capture_output=True, text=True, cwd=folder, timeout=120, check=False, **as_user
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ask(expression: str, shapes: list) -> list[float]:
        rows = ",".join(f"({n}, '{shapely.to_wkb(one, hex=True)}')" for n, one in enumerate(shapes))
        sql = f"SELECT {expression} FROM (VALUES {rows}) AS given(n, g) ORDER BY n"
        told = run(
            str(binaries / "psql"), "-qAtX", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", port,
            "-U", "tests", "postgres", text=f"SET extra_float_digits = 3; {sql};",
        )  # fmt: skip
        return [float(line) for line in told.split()]

    database = folder / "database"
    try:
        run(str(binaries / "initdb"), "-D", str(database), "-A", "trust", "-U", "tests", "--no-sync")
        settings = f"-F -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        log = str(folder / "log")
        run(str(binaries / "pg_ctl"), "-D", str(database), "-l", log, "-w", "-o", settings, "start")
        try:
            run(
                str(binaries / "psql"), "-qX", "-h", "127.0.0.1", "-p", port, "-U", "tests", "postgres",
                text="CREATE EXTENSION postgis;",
            )  # fmt: skip
            yield ask
        finally:
            run(str(binaries / "pg_ctl"), "-D", str(database), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def stars(count: int) -> list:
    """Polygons of all sizes from 30 m to 300 km between 70° south and north, some with a hole."""
    chance = np.random.default_rng(4)
    shapes = []
    for _ in range(count):
        size = 10 ** chance.uniform(-3.5, 0.5)
        middle = chance.uniform((-175, -70), (175, 70))
        angles = np.sort(chance.uniform(0, 2 * np.pi, chance.integers(5, 30)))
        if np.diff(np.append(angles, angles[0] + 2 * np.pi)).max() > 3:
            continue
        ring = middle + size * np.column_stack([np.cos(angles), np.sin(angles)])
        hole = middle + size * 0.01 * np.array([(-1, -1), (1, -1), (0, 1)])
        shapes.append(shapely.Polygon(ring, [hole] if len(shapes) % 3 else []))
    return [one for one in shapes if one.is_valid]


def test_areas_are_those_of_geography_to_a_billionth(postgis):
    shapes = [*stars(120), square(ATYRAU, 476), square(BOZZHYRA, 476), shapely.box(50, 45, 55, 48)]
    expected = postgis("ST_Area(ST_GeogFromWKB(decode(g, 'hex')))", shapes)
    # The library that both PostGIS and pyproj use is good to 1e-4 m2 on small shapes.
    assert areas(shapes) == pytest.approx(expected, rel=1e-9, abs=1e-3)


def test_lengths_are_those_of_geography_to_a_billionth(postgis):
    chance = np.random.default_rng(8)
    lines = [shapely.LineString([ATYRAU, DOSSOR]), shapely.LineString([BEINEU, SAKSAUL])]
    for size in (1e-4, 1e-3, 0.01, 0.1, 1.0):
        start = chance.uniform((-170, -75), (170, 75), (20, 1, 2))
        lines += list(
            shapely.linestrings(start + chance.normal(0, size, (20, 9, 2)).cumsum(axis=1) * (1, 0.3))
        )
    expected = postgis("ST_Length(ST_GeogFromWKB(decode(g, 'hex')))", lines)
    assert line_lengths(np.array(lines, dtype=object)) == pytest.approx(expected, rel=1e-9)


def test_real_regions_have_the_areas_of_geography(postgis, shared_data):
    shapes = list(read_file(shared_data / "admin" / "atyrau_mangystau_adm2.gpkg").geometry)
    expected = postgis("ST_Area(ST_GeogFromWKB(decode(g, 'hex')))", shapes)
    assert areas(shapes) == pytest.approx(expected, rel=1e-9)


def test_outlines_of_buffers_lie_at_their_distance_by_geography(postgis):
    line = shapely.LineString([ATYRAU, DOSSOR])
    outlines = from_plane(buffered([line], 2000.0).shapes)
    shape = shapely.union_all(outlines)
    points = [shapely.Point(*one) for one in shapely.get_coordinates(shape)[::5]]
    other = shapely.to_wkb(line, hex=True)
    found = postgis(
        f"ST_Distance(ST_GeogFromWKB(decode(g, 'hex')), ST_GeogFromWKB(decode('{other}', 'hex')))", points
    )
    assert min(found) > 1998
    assert max(found) < 2002


def test_distances_to_the_nearest_road_are_those_of_geography(postgis):
    chance = np.random.default_rng(3)
    line = shapely.LineString(chance.uniform((51, 46), (52, 47), (12, 2)))
    points = list(shapely.points(chance.uniform((50.9, 45.9), (52.1, 47.1), (40, 2))))
    other = shapely.to_wkb(line, hex=True)
    expected = postgis(
        f"ST_Distance(ST_GeogFromWKB(decode(g, 'hex')), ST_GeogFromWKB(decode('{other}', 'hex')))", points
    )
    metres, _ = nearest_roads(np.array(points), np.array([line]), 50_000)
    assert metres == pytest.approx(expected, rel=2e-4, abs=0.5)
