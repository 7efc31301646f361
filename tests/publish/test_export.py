"""What is chosen, where it goes, and what a failure leaves behind."""

import io
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import shapely

from registry.model.errors import (
    DiskFull,
    FileExists,
    RegistryError,
    UnknownField,
    UnknownLayer,
    UnknownVersion,
    UsageError,
)
from registry.publish import FORMATS, export, withgdal
from registry.publish.errors import (
    CannotWrite,
    NoSuchFolder,
    NoTransformation,
    UnknownCrs,
    UnknownFormat,
    WouldOverwriteRegistry,
)
from registry.versions.ledger import Ledger
from tests.publish import sample

NAMES = list(FORMATS)


def uids(ledger, layer, **selection):
    stream = io.BytesIO()
    report = export(ledger, layer, stream, format="geojsonl", **selection)
    found = {json.loads(line)["id"] for line in stream.getvalue().splitlines()}
    assert report.rows == len(found)
    return found


def numbered(*numbers):
    return {sample.uid(number).hex() for number in numbers}


def test_the_report_names_the_version(ledger, out):
    path = out / "roads.geojson"
    report = export(ledger, "roads", str(path), revision="1")
    assert (report.rows, report.path, report.revision) == (4, path, 1)
    assert report.digest == ledger.commit(1).digest
    assert report.complete


def test_any_version_can_be_had(ledger):
    assert uids(ledger, "roads", revision=1) == numbered(0, 1, 2, 3)
    assert uids(ledger, "roads", revision="head") == numbered(0, 2, 3, 9)


def test_conditions_boxes_and_both(ledger):
    assert uids(ledger, "roads", revision=1, where="lanes > 0") == numbered(0, 2)
    assert uids(ledger, "roads", revision=1, box=(49, 43, 53, 48)) == numbered(0, 1)
    assert uids(ledger, "roads", revision=1, where="lanes > 0", box=(49, 43, 53, 48)) == numbered(0)
    assert uids(ledger, "roads", revision=1, where="lanes = 77") == set()


def test_an_area_means_a_true_intersection(ledger):
    # In the bounding box of the bent road 1, above its bend; and in the hole of the zone.
    beside = shapely.box(51.8, 44.8, 52, 45)
    assert uids(ledger, "roads", revision=1, box=beside.bounds) == numbered(1)
    assert uids(ledger, "roads", revision=1, area=beside) == set()
    assert uids(ledger, "zones", box=(51.1, 45.1, 51.2, 45.2)) == numbered(0)
    assert uids(ledger, "zones", area=shapely.box(51.1, 45.1, 51.2, 45.2)) == set()
    assert uids(ledger, "zones", area=shapely.box(50.1, 44.1, 50.2, 44.2)) == numbered(0)


def test_an_area_and_a_box_narrow_both(ledger):
    everywhere = shapely.box(0, 0, 90, 90)
    assert uids(ledger, "zones", area=everywhere) == numbered(0, 2), "what has no geometry is nowhere"
    assert uids(ledger, "zones", area=everywhere, box=(54.5, 46.5, 57, 49)) == numbered(2)
    assert uids(ledger, "zones", area=shapely.box(0, 0, 1, 1), box=(54, 46, 57, 49)) == set()
    assert uids(ledger, "works", area=everywhere) == numbered(0, 1, 2), "a table is everywhere"


def test_columns_can_be_chosen(ledger):
    stream = io.BytesIO()
    export(ledger, "roads", stream, format="csv", columns=["lanes", "name"])
    assert stream.getvalue().startswith(b'"uid","lanes","name","wkt"\n')


def test_progress_is_told(ledger, out):
    said = []
    export(ledger, "roads", out / "a.geojson", progress=lambda done, total: said.append((done, total)))
    assert said == [(0, 4), (4, 4)]
    said.clear()
    export(ledger, "roads", out / "a.geojson", where="lanes = 2", progress=lambda *now: said.append(now))
    assert said == [(0, 1), (1, 1)]
    said.clear()
    area = shapely.box(0, 0, 90, 90)
    export(ledger, "roads", out / "a.geojson", area=area, progress=lambda *now: said.append(now))
    assert said == [(0, None), (4, None)]


def test_wrong_requests_are_named_and_write_nothing(ledger, out):
    path = out / "roads.geojson"
    for error, options in (
        (UnknownVersion, {"revision": "77"}),
        (UnknownField, {"where": "colour = 1"}),
        (UnknownField, {"columns": ["colour"]}),
        (UsageError, {"where": "1; DROP TABLE roads__rows"}),
        (UnknownFormat, {"format": "dwg"}),
        (UnknownCrs, {"format": "csv", "crs": "EPSG:nothing"}),
    ):
        with pytest.raises(error):
            export(ledger, "roads", path, **options)
    with pytest.raises(UnknownLayer):
        export(ledger, "rodas", path)
    assert list(out.iterdir()) == []


def test_coordinates_the_target_system_cannot_show_are_named(tmp_path):
    ledger = Ledger.create(tmp_path / "r.gpkg")
    with ledger.writing(author="a", message="m") as tx:
        tx.define(sample.POSTS)
        tx.insert("posts", [sample.row(sample.POSTS, 5, ("pole", 0.0, shapely.Point(141, 0)))])
    with pytest.raises(NoTransformation, match=sample.uid(5).hex()):
        export(ledger, "posts", tmp_path / "posts.csv", crs="EPSG:32639")


@pytest.mark.parametrize("name", NAMES)
def test_a_failure_leaves_the_old_file_and_nothing_else(ledger, out, name, monkeypatch):
    path = out / f"roads{FORMATS[name].suffixes[0]}"
    path.write_bytes(b"old")

    class Interrupted(Exception):
        pass

    def fail(done, total):
        if done:
            raise Interrupted

    with pytest.raises(Interrupted):
        export(ledger, "roads", path, format=name, progress=fail)
    assert path.read_bytes() == b"old"
    assert list(out.iterdir()) == [path]
    assert ledger.head().revision == 2, "the registry is free again"


@pytest.mark.faults
@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk_leaves_the_old_file(tmp_path, out, name):
    # A limit on file size stands for the full disk: the same errors, without root.
    sample.many_lines(tmp_path / "lines.gpkg", 4_000)
    path = out / f"roads{FORMATS[name].suffixes[0]}"
    path.write_bytes(b"old")
    program = (
        "import resource, sys\n"
        "from registry.publish import export\n"
        "from registry.versions.ledger import Ledger\n"
        "ledger = Ledger.open(sys.argv[1])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "try:\n"
        "    export(ledger, 'roads', sys.argv[2], format=sys.argv[3])\n"
        "except Exception as error:\n"
        "    print(type(error).__name__, error)\n"
    )
    result = run(program, tmp_path / "lines.gpkg", path, name)
    assert result.stdout.startswith((DiskFull.__name__, CannotWrite.__name__)), result.stdout + result.stderr
    assert str(path) in result.stdout
    assert path.read_bytes() == b"old"
    assert list(out.iterdir()) == [path]


def test_a_full_disk_is_told_as_one_also_where_gdal_says_what_followed(ledger, out, monkeypatch):
    full = shutil.disk_usage(out)._replace(free=0)
    monkeypatch.setattr(withgdal.shutil, "disk_usage", lambda _: full)

    def failing(*_, **__):
        raise RuntimeError("sqlite3_exec(UPDATE gpkg_contents) failed: no such table: gpkg_contents")

    monkeypatch.setattr("pyogrio.write_arrow", failing)
    with pytest.raises(DiskFull, match="free some space"):
        export(ledger, "roads", out / "roads.gpkg")
    assert list(out.iterdir()) == []


def run(program, *arguments, **options):
    command = [sys.executable, "-c", program, *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    return subprocess.run(
        command, env=environment, capture_output=True, timeout=120, **({"text": True} | options)
    )


TO_STDOUT = (
    "import sys\n"
    "from registry.publish import export\n"
    "from registry.versions.ledger import Ledger\n"
    "report = export(Ledger.open(sys.argv[1]), 'roads', '-', format=sys.argv[2])\n"
    "print(report.rows, report.path, report.complete, file=sys.stderr)\n"
)


@pytest.mark.parametrize("name", NAMES)
def test_standard_output_gets_what_a_file_gets(ledger, out, name):
    result = run(TO_STDOUT, ledger.path, name, text=False)
    assert result.stderr == b"4 None True\n"
    if name in ("geopackage", "flatgeobuf"):
        assert result.stdout[:3] in (b"SQL", b"fgb")
        return
    path = export(ledger, "roads", out / "roads", format=name).path
    assert result.stdout == path.read_bytes()


def test_a_stream_that_takes_parts_gets_everything(ledger):
    class Sip(io.RawIOBase):
        content = b""

        def writable(self):
            return True

        def write(self, content):
            self.content += bytes(content[:100])
            return min(len(content), 100)

    stream, whole = Sip(), io.BytesIO()
    export(ledger, "roads", stream, format="geojson")
    export(ledger, "roads", whole, format="geojson")
    assert stream.content == whole.getvalue()
    assert not stream.closed


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("name", ["geojson", "csv", "geoparquet", "geopackage"])
def test_a_reader_that_goes_away_is_no_error(tmp_path, name, unbuffered):
    sample.many_lines(tmp_path / "lines.gpkg", 4_000)
    command = [sys.executable, "-c", TO_STDOUT, str(tmp_path / "lines.gpkg"), name]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.read(100)
        process.stdout.close()
        said = process.stderr.read().decode()
    assert process.returncode == 0, said
    assert said.endswith(" None False\n")
    assert said.count("\n") == 1


def test_a_named_pipe_is_written_to_not_replaced(ledger, out):
    pipe = out / "pipe.geojson"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        report = export(ledger, "roads", pipe)
        content = reader.stdout.read()
    assert report.path is None
    assert len(json.loads(content)["features"]) == 4
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_overwriting_can_be_forbidden(ledger, out):
    path = out / "roads.geojson"
    path.write_bytes(b"old")
    with pytest.raises(FileExists):
        export(ledger, "roads", path, overwrite=False)
    assert path.read_bytes() == b"old"
    assert export(ledger, "roads", out / "new.geojson", overwrite=False).path.is_file()


def test_a_registry_is_never_overwritten(ledger, out, tmp_path):
    with pytest.raises(WouldOverwriteRegistry):
        export(ledger, "roads", ledger.path)
    link = out / "link.gpkg"
    link.symlink_to(ledger.path)
    with pytest.raises(WouldOverwriteRegistry):
        export(ledger, "roads", link)
    assert ledger.count("roads") == 4
    exported = export(ledger, "roads", out / "roads.gpkg").path
    assert export(ledger, "zones", exported).rows == 3, "an export may be"


def test_a_link_stays_a_link_and_rights_stay(ledger, out):
    real = out / "real.geojson"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link = out / "link.geojson"
    link.symlink_to(real)
    export(ledger, "roads", link)
    assert link.is_symlink()
    assert json.loads(real.read_bytes())["type"] == "FeatureCollection"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_targets_that_cannot_be_are_named(ledger, out):
    with pytest.raises(NoSuchFolder, match="nowhere"):
        export(ledger, "roads", out / "nowhere" / "roads.geojson")
    with pytest.raises(CannotWrite, match="folder"):
        export(ledger, "roads", out, format="geojson")
    if os.access("/proc", os.R_OK):
        with pytest.raises(RegistryError):
            export(ledger, "roads", Path("/proc/roads.geojson"))


MEMORY = (
    "import os, resource, sys\n"
    "from registry.publish import export\n"
    "from registry.versions.ledger import Ledger\n"
    "ledger = Ledger.open(sys.argv[1])\n"
    "export(ledger, 'roads', sys.argv[2], where='lanes < 0')\n"
    "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
    "export(ledger, 'roads', sys.argv[2])\n"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
)


@pytest.fixture(scope="module")
def sizes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sizes")
    for count in (40_000, 160_000):
        sample.many_lines(folder / f"{count}.gpkg", count)
    return folder


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in kilobytes on Linux")
@pytest.mark.parametrize("name", NAMES)
def test_memory_does_not_grow_with_the_rows(sizes, out, name):
    grown = {
        count: int(run(MEMORY, sizes / f"{count}.gpkg", out / f"a{FORMATS[name].suffixes[0]}").stdout) / 1024
        for count in (40_000, 160_000)
    }
    # Megabytes. The index of a FlatGeobuf holds a box a row; the rest is of constant size, but for chance.
    more = 120_000 * 200 / 1e6 if name == "flatgeobuf" else 0
    assert grown[160_000] < grown[40_000] + 30 + more, grown
