"""``registry conflicts``, ``resolve`` and ``discard``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..model.errors import NoSuchFile, RegistryError, UnknownFeature, UsageError
from .changes import plain_value
from .find import open_registry, open_workspace, workspace_and_rest
from .identify import among
from .output import answer, counted, hint, table
from .settings import Settings, command, workspace_option
from .shown import short_uid, shown_column

if TYPE_CHECKING:
    from ..versions.workspace.conflicts import Conflict
    from ..versions.workspace.opening import Facts, Workspace


@command("conflicts", "registry conflicts", "registry conflicts work.gpkg --layer roads --json")
@click.argument("file", metavar="WORKSPACE", required=False)
@click.option("--layer", "-l", metavar="NAME", help="Only of this layer.")
@workspace_option
def conflicts(settings: Settings, file: str | None, layer: str | None) -> None:
    """List what was changed here and in the registry, differently.

    BASE is the value both began with, OURS stands in the workspace, THEIRS in the registry. Nothing of
    either is lost until you decide with `registry resolve`. Exit code 1 if there are any.
    """
    from ..versions.workspace.conflicts import open_conflicts

    workspace = open_workspace(settings, file)
    facts = workspace.facts()
    if layer is not None:
        facts.layer(layer)
    found = open_conflicts(workspace, layer=layer)
    path = str(workspace.path)
    answer(
        settings,
        {"workspace": path, "conflicts": [_facts(one, facts) for one in found]},
        lambda: _table(found, facts) if found else [f"no conflicts in {path}"],
    )
    if found:
        hint(settings, f"decide with `registry resolve {path} NUMBER... --ours`, --theirs or --value VALUE")
        raise click.exceptions.Exit(1)


def _table(found: list[Conflict], facts: Facts) -> list[str]:
    rows = [
        (one.number, one.layer, short_uid(one.uid), one.column or "(feature)",
         *(_side(one, facts, side) for side in (one.base, one.ours, one.theirs)), one.sentence)
        for one in found
    ]  # fmt: skip
    headings = ("number", "layer", "feature", "column", "base", "ours", "theirs", "what happened")
    return table(headings, rows, right=("number",), limit=28)


def _side(one: Conflict, facts: Facts, value: Any) -> str:
    if one.column is None:
        return "(not there)" if value is None else "(there)"
    return shown_column(facts.layer(one.layer).definition, one.column, value)


def _facts(one: Conflict, facts: Facts) -> dict[str, Any]:
    sides = {side: _plain_side(getattr(one, side)) for side in ("base", "ours", "theirs")}
    return {
        "number": one.number, "layer": one.layer, "uid": one.uid, "kind": one.kind, "column": one.column,
        **sides, "revision": one.revision, "sentence": one.sentence,
    }  # fmt: skip


def _plain_side(value: Any) -> Any:
    if isinstance(value, dict) and isinstance(value.get("geom"), str):
        return {**value, "geom": plain_value(bytes.fromhex(value["geom"]))}
    return plain_value(value)


@command(
    "resolve",
    "registry resolve 1 2 --ours",
    "registry resolve work.gpkg --layer roads --column surface --theirs",
    "registry resolve 3 --value 513+850",
    "registry resolve --all --theirs",
)
@click.argument("what", nargs=-1, metavar="[WORKSPACE] [NUMBER]...")
@click.option("--ours", is_flag=True, help="What stands in the workspace.")
@click.option("--theirs", is_flag=True, help="What stands in the registry.")
@click.option("--value", metavar="VALUE", help="Another value; a geometry as GeoJSON.")
@click.option("--null", is_flag=True, help="No value.")
@click.option("--layer", "-l", metavar="NAME", help="All of a layer.")
@click.option("--uid", metavar="FEATURE", help="All of a feature.")
@click.option("--column", metavar="NAME", help="All of a column; geom is the geometry.")
@click.option("--all", "every", is_flag=True, help="All there are.")
@workspace_option
def resolve(
    settings: Settings, what: tuple[str, ...], ours: bool, theirs: bool, value: str | None, null: bool,
    layer: str | None, uid: str | None, column: str | None, every: bool,
) -> None:  # fmt: skip
    """Decide conflicts: by number, layer, feature or column, or all."""
    from ..versions.workspace.conflicts import open_conflicts, resolve_conflicts

    if ours + theirs + (value is not None) + null != 1:
        raise UsageError("say how: one of --ours, --theirs, --value VALUE and --null")
    named, rest = workspace_and_rest(settings, what)
    numbers = [_number(one) for one in rest]
    if not (numbers or every or layer or uid or column):
        raise UsageError("say which: numbers of `registry conflicts`, --layer, --uid, --column or --all")
    workspace = open_workspace(settings, named)
    if layer is not None:
        workspace.facts().layer(layer)
    if uid is not None:
        uid = among((one.uid for one in open_conflicts(workspace)), layer or "(any)", uid)
    choice = "ours" if ours else "theirs" if theirs else "value"
    done = resolve_conflicts(
        workspace, choice, numbers=numbers or None, layer=layer, uid=uid, column=column, value=value
    )
    left = len(open_conflicts(workspace))
    path = str(workspace.path)
    facts = {"workspace": path, "resolved": [one.number for one in done], "left": left, "choice": choice}
    word = {"ours": "ours", "theirs": "theirs", "value": "the value given"}[choice]
    answer(settings, facts, lambda: [f"{counted(len(done), 'conflict')} resolved with {word}, {left} left"])
    if left:
        hint(settings, f"the others: `registry conflicts {path}`")
    else:
        hint(settings, f'next: `registry commit {path} -m "..."`')


def _number(word: str) -> int:
    if not word.isdigit():
        raise UsageError(
            f"{word!r} is no number of a conflict and no workspace; `registry conflicts` lists them"
        )
    return int(word)


@command(
    "discard",
    "registry discard --all",
    "registry discard roads",
    "registry discard work.gpkg roads 23bdc5a963885a3ca93f942988c1b170",
)
@click.argument("what", nargs=-1, metavar="[WORKSPACE] [LAYER]... [FEATURE]...")
@click.option("--all", "every", is_flag=True, help="All edits of the workspace.")
@workspace_option
def discard(settings: Settings, what: tuple[str, ...], every: bool) -> None:
    """Undo edits that are not committed: all, of layers, or of single features."""
    from ..versions.workspace.discard import discard as put_back

    named, rest = workspace_and_rest(settings, what)
    workspace = open_workspace(settings, named)
    known = workspace.facts().layers
    layers = [word for word in rest if word in known]
    features = [word for word in rest if word not in known]
    if every and rest:
        raise UsageError("--all is everything; leave it out, or the layers and features")
    if not every and not rest:
        raise UsageError("say what: --all, or layers, or features by their uid")
    for word in features:
        if not set(word.lower().lstrip("….")) <= set("0123456789abcdef-"):
            workspace.facts().layer(word)
    try:
        ledger = open_registry(settings, workspace)
    except (NoSuchFile, RegistryError):
        ledger = None  # its edits are known without the registry
    edited, idle = _edited(workspace, layers, features)
    done = (
        put_back(workspace, ledger, layers=layers or None, uids=edited or None) if edited or not idle else 0
    )
    path = str(workspace.path)

    def text() -> list[str]:
        lines = [f"{layer} {uid} was not edited" for layer, uid in idle]
        if done:
            return [*lines, f"{counted(done, 'feature')} put back in {path}"]
        return lines or [f"nothing to discard in {path}"]

    facts = {"workspace": path, "discarded": done, "not_edited": [uid for _, uid in idle]}
    answer(settings, facts, text)


def _edited(
    workspace: Workspace, layers: list[str], words: list[str]
) -> tuple[list[str], list[tuple[str, str]]]:
    """Uids of the edited features that words mean; and (layer, uid) of those meant that nobody edited.

    Raises
    ------
    UnknownFeature
    """
    if not words:
        return [], []
    from ..versions.workspace.status import local_changes

    where = ", ".join(layers) or "(any)"
    edited = {one.uid for one in local_changes(workspace, layers or None)}
    standing: dict[str, str] = {}
    found, idle = [], []
    for word in words:
        try:
            found.append(among(edited, where, word))
        except UnknownFeature:
            standing = standing or _standing(workspace, layers)
            uid = among({*standing, *edited}, where, word)
            idle.append((standing.get(uid, where), uid))
    return found, idle


def _standing(workspace: Workspace, layers: list[str]) -> dict[str, str]:
    """Layer of each feature that stands in the workspace, by uid."""
    from ..versions.identity import quoted

    with workspace.reading() as handle:
        return {
            uid: layer
            for layer in layers or list(workspace.facts().layers)
            for (uid,) in handle.execute(f"SELECT uid FROM {quoted(layer)}")  # nosec B608
        }
