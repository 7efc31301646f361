"""What the conflicts panel says: what happened, who made theirs, what a decision is about."""

from __future__ import annotations

from typing import Any

from ..language import date_time, in_language, tr
from .conflicts_model import Conflict, label_of


def kind_text(kind: str) -> str:
    """What happened on both sides, in words."""
    return {
        "deleted_here": tr("deleted here, changed in the registry"),
        "deleted_there": tr("changed here, deleted in the registry"),
        "both_inserted": tr("added here, and in the registry with other values"),
    }.get(kind, tr("changed here and in the registry"))


def whose_text(commit: dict[str, Any] | None) -> str:
    """Who made theirs, and when."""
    if commit is None:
        return tr("Who made theirs is known once the registry is within reach.")
    return tr("Theirs: {author}, {time}, revision {revision}: {message}").format(
        author=commit["author"],
        time=date_time(commit["local_time"]),
        revision=commit["revision"],
        message=commit["message"],
    )


def scope_text(features: list[Conflict], columns: list[dict[str, Any]]) -> str:
    """What the buttons decide about: columns of a feature, a feature, or many."""
    if not features:
        return tr("Choose a feature.")
    named = ", ".join(in_language(column["title"], column["name"]) for column in columns)
    several = len(features) > 1
    label = tr("%n feature(s)", n=len(features)) if several else label_of(features[0])
    if named and not all(one["whole"] for one in features):
        return tr("Decide {fields} of {feature}:").format(fields=named, feature=label)
    return tr("Decide all of {feature}:").format(feature=label)
