"""``registry checkout``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..versions.asof import common_crs
from .areas import area_in, area_option
from .find import open_registry
from .output import answer, counted, detail, hint, table
from .progress import progress
from .settings import Settings, command
from .shares import share_warnings
from .shown import near

if TYPE_CHECKING:
    from ..versions.ledger import Ledger


def layer_names(ctx: click.Context, option: click.Parameter, value: tuple[str, ...]) -> list[str] | None:
    """Layers given as ``--layers roads,repairs`` or one by one."""
    names = [name.strip() for one in value for name in one.split(",") if name.strip()]
    return list(dict.fromkeys(names)) or None


@command(
    "checkout",
    "registry checkout work.gpkg",
    "registry checkout dossor.gpkg --layers roads,repairs --area 52.9,47.4,53.3,47.7",
    "registry checkout district.gpkg --area district.geojson --language kk",
    "registry checkout old.gpkg --version 2024-12-31",
)
@click.argument("file")
@click.option(
    "--layers", "-l", multiple=True, callback=layer_names, metavar="NAME,...", help="Only these layers."
)
@click.option("--version", metavar="VERSION", help="Another version than the newest.")
@area_option
@click.option(
    "--language", type=click.Choice(["en", "ru", "kk"]), default="en", show_default=True,
    help="Of titles, forms and value lists.",
)  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Replace FILE, unless it has edits that are not committed.")
def checkout(
    settings: Settings, file: str, layers: list[str] | None, version: str | None, area: str | None,
    language: str, overwrite: bool,
) -> None:  # fmt: skip
    """Write the workspace FILE: a GeoPackage that QGIS and others edit.

    Forms, value lists and styles are in it. Commit your edits with `registry commit`.
    """
    from ..publish.errors import NoSuchFolder
    from ..versions.workspace.checkout import checkout as write_workspace

    if not (folder := Path(file).parent).is_dir():
        raise NoSuchFolder(path=file, folder=folder)
    ledger = open_registry(settings)
    revision = ledger.resolve(version)
    known = ledger.layers(revision)
    names = layers if layers is not None else list(known)
    chosen = [known[name] if name in known else ledger.definition(name, revision) for name in names]
    limits = area_in(area, common_crs(chosen)) if area is not None else None
    uids = None
    if limits is not None and limits.polygon is not None:
        uids = _inside(ledger, names, revision, limits.polygon)
    if overwrite:
        _refuse_edits(file, settings)
    with progress(settings, "checkout") as bar:
        workspace = write_workspace(
            ledger, file, layers=names, version=revision, box=limits.box if limits else None, uids=uids,
            area=limits.outline if limits else None, language=language, overwrite=overwrite, progress=bar,
        )  # fmt: skip
    with workspace.reading() as handle:
        counts = {
            name: handle.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # nosec B608
            for name in names
        }
    facts: dict[str, Any] = {
        "workspace": file, "registry": str(ledger.path), "revision": revision, "language": language,
        "box": list(limits.box) if limits else None, "layers": counts,
        "warnings": share_warnings(settings, ledger.path, file),
    }  # fmt: skip

    def text() -> list[str]:
        rows = [(name, f"{count:,}") for name, count in counts.items()]
        return [
            *detail(settings, table(("layer", "features"), rows, right=("features",))),
            f"{file}: {counted(len(names), 'layer')} of {near(ledger.path)} at {revision}"
            + (", part of them" if limits else ""),
        ]

    answer(settings, facts, text)
    hint(settings, f'next: edit {file}, then `registry status` and `registry commit {file} -m "..."`')


def _inside(ledger: Ledger, names: list[str], revision: int, polygon: Any) -> dict[str, list[str]]:
    from ..api.workspaces import features_inside

    return features_inside(ledger, names, revision, polygon)


def _refuse_edits(file: str, settings: Settings) -> None:
    """A file that is no workspace, or that has edits nobody committed, is not replaced."""
    from ..model.errors import FileExists, LocalChanges
    from ..versions.workspace.opening import Workspace
    from ..versions.workspace.status import status
    from .find import is_workspace, layouts_told

    if not Path(file).exists():
        return
    if not is_workspace(file):
        raise FileExists(path=file, mend=": it is no workspace")
    workspace = Workspace.open(file, wait=settings.wait)
    with layouts_told(workspace):
        state = status(workspace)
    if state.edits or state.conflicts or state.overwritten:
        raise LocalChanges(path=file, count=state.edits or "some", mend="")
