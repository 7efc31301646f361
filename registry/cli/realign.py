"""``registry realign``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..model.chainage import written
from ..model.errors import UsageError
from .author import author, checked_text
from .find import open_registry
from .output import answer, counted, hint, table
from .progress import progress
from .settings import Settings, author_option, command
from .shown import commit_facts, short_uid

if TYPE_CHECKING:
    from ..roads.realignment import Change


@command(
    "realign",
    "registry realign 2..head --behaviour move",
    "registry realign 2..head repairs --behaviour retire --apply",
)
@click.argument("versions", metavar="A..B")
@click.argument("layers", nargs=-1)
@click.option("--behaviour", type=click.Choice(["stay", "move", "retire"]), required=True,
              help="Keep kilometres, keep the place, or close what lies on the old line.")  # fmt: skip
@click.option("--apply", is_flag=True, help="Commit it; B has to be the newest version.")
@click.option("--message", "-m", metavar="TEXT", help="Instead of a message that says what was done.")
@author_option
def realign(
    settings: Settings, versions: str, layers: tuple[str, ...], behaviour: str, apply: bool,
    message: str | None,
) -> None:  # fmt: skip
    """Tell what becomes of events whose road was redrawn or measured anew between two versions.

    Without --apply nothing is changed. What is split keeps its identity for its first part; what is retired
    leaves the layer, and stays in its history.
    """
    from ..roads.remeasuring import AS_IT_IS, carried_out, event_layers, remeasured

    older, dots, newer = versions.partition("..")
    if not dots or not older:
        raise UsageError(
            f"{versions}: write it as A..B, the version before the road changed and the one after"
        )
    ledger = open_registry(settings)
    newer = newer or "head"
    if apply and ledger.resolve(newer) != ledger.head().revision:
        raise UsageError(f"{newer} is not the newest version, so nothing can be applied to it; leave B out")
    changes: dict[str, list[Change]] = {}
    findings = []
    with progress(settings, "realign"):
        for name in layers or event_layers(ledger, newer):
            changes[name], found = remeasured(ledger, name, older, newer, behaviour)
            findings += found
    touched = {name: [one for one in some if one.action != "unchanged"] for name, some in changes.items()}
    commit = None
    if apply:
        who = author(settings)
        number = sum(one.action not in AS_IT_IS for some in touched.values() for one in some)
        text = message or f"Measure {counted(number, 'event')} anew after the roads of {older} ({behaviour})"
        commit = carried_out(ledger, touched.items(), author=who.name, author_source=who.source,
                             message=checked_text(text, "message"))  # fmt: skip
    unchanged = sum(map(len, changes.values())) - sum(map(len, touched.values()))
    facts = {
        "behaviour": behaviour,
        "changes": [{"layer": name, **one._asdict()} for name, some in touched.items() for one in some],
        "unchanged": unchanged,
        "findings": [one.as_json() for one in findings],
        "commit": commit_facts(commit),
    }

    def lines() -> list[str]:
        rows: list[tuple[Any, ...]] = [
            (
                name,
                short_uid(one.uid),
                one.route,
                _spans([one.before]),
                _spans(one.after),
                one.action,
                one.why,
            )
            for name, some in touched.items()
            for one in some
        ]
        told = table(("layer", "feature", "route", "before", "after", "outcome", "why"), rows) if rows else []
        told.append(f"{counted(unchanged, 'event')} unchanged")
        if commit is not None:
            told.append(f"committed {commit.revision} by {commit.author} ({commit.author_source})")
        elif apply:
            told.append("nothing to commit")
        return told

    answer(settings, facts, lines)
    if commit is not None:
        hint(settings, "`registry draw` draws them anew")
    elif _to_change(touched) and not apply:
        hint(settings, "nothing was changed; --apply commits it")


def _to_change(touched: dict[str, list[Change]]) -> bool:
    """Whether anything would be committed."""
    from ..roads.remeasuring import AS_IT_IS

    return any(one.action not in AS_IT_IS for some in touched.values() for one in some)


def _spans(spans: Any) -> str:
    return ", ".join(f"{written(start)} – {written(end)}" for start, end in spans) or "–"
