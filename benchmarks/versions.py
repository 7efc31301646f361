"""Import, checkout, status, diff, commit, past versions, export: on one data set, beside the bare library."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pyogrio

from benchmarks.lines import LAYER, edit, table, write_geopackage
from benchmarks.measuring import Result, in_child, seconds
from registry.frames import frame
from registry.frames import table as read_table
from registry.publish.export import export
from registry.versions import history
from registry.versions.ledger import Ledger
from registry.versions.workspace import Workspace, checkout
from registry.versions.workspace.commit import commit
from registry.versions.workspace.status import local_changes, status

EDITS = 1000


def run(folder: Path, rows: int, commits: int) -> list[Result]:
    """All rows of the table."""
    lines = table(rows)
    source, registry_file = folder / "source.gpkg", folder / "registry.gpkg"
    bare_write = seconds(lambda: write_geopackage(source, lines), 2, lambda: source.unlink(missing_ok=True))
    done = in_child("benchmarks.importing", str(source), str(registry_file))
    results = [
        Result("import", done["seconds"], "s", 4 * bare_write, "bare indexed write", bare_write),
        Result("import, peak memory", done["peak_mb"], "MB", 400),
    ]
    ledger = Ledger.open(registry_file)
    work_file = folder / "work.gpkg"
    took = seconds(lambda: checkout(ledger, work_file), 2, lambda: work_file.unlink(missing_ok=True))
    results.append(Result("checkout", took, "s", 2 * bare_write, "bare indexed write", bare_write))
    results += _edits(folder, ledger, Workspace.open(work_file))
    results += _past(folder, ledger, Workspace.open(work_file), commits)
    results.append(_whole_process(work_file))
    return results


def _edits(folder: Path, ledger: Ledger, workspace: Workspace) -> list[Result]:
    base, theirs = folder / "base.gpkg", folder / "theirs.gpkg"
    shutil.copy(folder / "source.gpkg", base)
    shutil.copy(base, theirs)
    edit(theirs, EDITS, 1)
    changeset = folder / "changes.diff"
    peer = _geodiff(base, theirs, changeset)
    edit(workspace.path, EDITS, 1)
    name = "pygeodiff"
    results = [
        Result(
            "status, 1,000 edits", seconds(lambda: status(workspace, ledger), 5), "s", 0.020, name, peer[0]
        ),
        Result(
            "diff, 1,000 edits", seconds(lambda: list(local_changes(workspace)), 5), "s", 0.100, name, peer[0]
        ),
    ]
    size = registry_size(ledger)
    took = [seconds(lambda: commit(workspace, ledger, message="1,000 edits", author="bench"))]
    for seed in range(2, 5):
        edit(workspace.path, EDITS, seed)
        took.append(seconds(lambda: commit(workspace, ledger, message="1,000 edits", author="bench")))
    results.append(Result("commit, 1,000 edits", min(took), "s", 0.150, f"{name} apply", peer[1]))
    grown = (registry_size(ledger) - size) / len(took) / 1e6
    results.append(Result("growth per 1,000 edits", grown, "MB", 0.5))
    head = ledger.head().revision
    apart = seconds(lambda: list(history.differences(ledger, head - 1, head)), 5)
    results.append(Result("diff of two past versions", apart, "s", 0.100, name, peer[0]))
    return results


def _geodiff(base: Path, theirs: Path, changeset: Path) -> tuple[float | None, float | None]:
    """Seconds of pygeodiff to make and to apply the changes; None where it is not installed."""
    try:
        import pygeodiff
    except ImportError:
        return None, None
    peer = pygeodiff.GeoDiff()
    made = seconds(lambda: peer.create_changeset(str(base), str(theirs), str(changeset)), 2)
    copy = base.with_name("applied.gpkg")
    applied = seconds(
        lambda: peer.apply_changeset(str(copy), str(changeset)), 2, lambda: shutil.copy(base, copy)
    )
    return made, applied


def registry_size(ledger: Ledger) -> int:
    """Bytes of the registry file."""
    return ledger.path.stat().st_size


def _past(folder: Path, ledger: Ledger, workspace: Workspace, commits: int) -> list[Result]:
    while ledger.head().revision < commits + 2:
        edit(workspace.path, EDITS, 100 + ledger.head().revision)
        commit(workspace, ledger, message="1,000 edits", author="bench")
    middle = commits // 2
    same = folder / "same.gpkg"
    bare = frame(ledger, LAYER, middle).reset_index()
    pyogrio.write_dataframe(bare, same, layer=LAYER, driver="GPKG", use_arrow=True)
    bare_read = seconds(lambda: pyogrio.read_arrow(same, layer=LAYER), 5)
    ours = seconds(lambda: read_table(ledger, LAYER, middle), 5)
    results = [
        Result(
            f"read a version of {commits} commits", ours, "s", 1.3 * bare_read, "bare Arrow read", bare_read
        )
    ]
    target, theirs = folder / "lines.geojson", folder / "theirs.geojson"
    bare_export = seconds(
        lambda: pyogrio.write_dataframe(bare, theirs, driver="GeoJSON", use_arrow=True),
        before=lambda: theirs.unlink(missing_ok=True),
    )
    export_time = seconds(lambda: export(ledger, LAYER, target, revision=middle), 2)
    results.append(
        Result("export as GeoJSON", export_time, "s", bare_export / 3, "pyogrio's writer", bare_export)
    )
    return results


def _whole_process(work_file: Path) -> Result:
    command = [sys.executable, "-m", "registry.cli", "status", str(work_file)]
    edit(work_file, EDITS, 999)
    took = seconds(lambda: subprocess.run(command, check=True, capture_output=True), 7)
    bare = seconds(lambda: subprocess.run([sys.executable, "-c", "import click, sqlite3"], check=True), 5)
    return Result("`registry status`, whole process", took, "s", 0.2, "python with click", bare)
