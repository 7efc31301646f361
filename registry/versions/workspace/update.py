"""Bringing a workspace to a newer version, merging what was edited here."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ...model.definition import Definition
from ...model.errors import OtherRegistry
from ...model.wording import Sentence
from ..asof import AsOf, read_rows
from ..changes import layer_changes
from ..commits import LayerVersion, commit_at, layer_at, newest
from ..identity import quoted
from ..ledger import Ledger
from . import layout
from .area import Inside, Membership
from .conflicts import Conflict, add_conflicts, open_conflicts
from .edits import Row, applying, clear_before, raw_edits, set_before, stored_row, write_row
from .merge import merge
from .migrate import Migration, migrate_layer
from .opening import Facts, Workspace, read_facts, set_fact
from .overwritten import adopt
from .slices import in_slices


@dataclass
class UpdateReport:
    """What an update did: features brought in, features merged with edits here, conflicts left."""

    revision: int
    before: int
    applied: int = 0
    merged: int = 0
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def nothing_to_do(self) -> bool:
        return self.revision == self.before and not self.applied


def update(
    workspace: Workspace,
    ledger: Ledger,
    version: str | int | None = None,
    *,
    inside: Inside | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> UpdateReport:
    """Bring a workspace to a version (the newest by default), keeping what was edited here.

    Disjoint features and disjoint columns merge by themselves. What both sides changed differently
    becomes a conflict; ours stays in the layer until it is resolved, and nothing of either side is lost.
    Works in small transactions and takes up again after a cut-off.

    Parameters
    ----------
    inside : for a workspace of a polygon, tells whether a geometry blob lies in it; without it the
        polygon's bounding box decides

    Raises
    ------
    OtherRegistry, UnknownVersion, LayoutChanged, UntrustedSchema, FileLocked
    """
    from .pending import recover

    recover(workspace, ledger)
    facts = workspace.facts()
    check_same_registry(workspace, ledger, facts)
    adopt(workspace, ledger)
    before = facts.revision
    report = UpdateReport(before, before)
    if facts.target is not None:
        _bring(workspace, ledger, facts.target, report, inside, progress)
    target = ledger.resolve(version)
    if target != workspace.facts().revision or _has_new_features(workspace):
        _bring(workspace, ledger, target, report, inside, progress)
    report.revision = workspace.facts().revision
    report.conflicts = open_conflicts(workspace)
    return report


def check_same_registry(workspace: Workspace, ledger: Ledger, facts: Facts) -> None:
    """Refuse a registry that is not the one this workspace came from.

    Raises
    ------
    OtherRegistry
        Another registry; or a copy restored from before, or gone another way since, the workspace's version.
    """
    if facts.registry_id != ledger.registry_id:
        raise OtherRegistry(
            path=workspace.path,
            problem=Sentence.of(
                "it was checked out from {registry}, not {other}",
                registry=str(facts.registry),
                other=str(ledger.path),
            ),
        )
    with ledger.reading() as handle:
        newest_revision = newest(handle).revision
        if facts.revision > newest_revision:
            raise OtherRegistry(
                path=workspace.path,
                problem=Sentence.of(
                    "it is at revision {revision} and {registry} ends at {newest}"
                    " (restored from an older copy?)",
                    revision=facts.revision,
                    registry=str(ledger.path),
                    newest=newest_revision,
                ),
            )
        known = [(facts.revision, facts.digest)]
        if facts.target is not None and facts.target_digest is not None:
            known.append((facts.target, facts.target_digest))
        for revision, digest in known:
            if revision > newest_revision or commit_at(handle, revision).digest != digest:
                raise OtherRegistry(
                    path=workspace.path,
                    problem=Sentence.of(
                        "revision {revision} of {registry} is not the one it has"
                        " (a copy that went its own way?)",
                        revision=revision,
                        registry=str(ledger.path),
                    ),
                )


def _has_new_features(workspace: Workspace) -> bool:
    with workspace.reading() as handle:
        facts = read_facts(handle, workspace.path)
        return any(
            handle.execute(
                f"SELECT 1 FROM {quoted(layout.before_table(name))} WHERE existed__ = 0"  # nosec B608
                " AND generation__ > (SELECT settled FROM registry_state) LIMIT 1"
            ).fetchone()
            for name in facts.layers
        )


def _bring(
    workspace: Workspace,
    ledger: Ledger,
    target: int,
    report: UpdateReport,
    inside: Inside | None,
    progress: Callable[[str, int, int], None] | None,
) -> None:
    """Bring everything to one revision; the target is written down first, so that after a cut-off it goes on
    to the same one."""
    with workspace.editing() as handle, ledger.reading() as source:
        facts = read_facts(handle, workspace.path)
        goal = commit_at(source, target)
        versions = [layer_at(source, name, target) for name in facts.layers]
        migrations = {
            one.name: Migration(one.definition, now, layer_at(source, one.name, facts.revision).columns)
            for one, now in zip(facts.layers.values(), versions, strict=True)
            if now.definition != one.definition
        }
        for migration in migrations.values():
            migration.refuse_loss(handle, target < facts.revision)
        if target != facts.revision:
            with applying(handle):
                set_fact(handle, "target", str(target))
                set_fact(handle, "target_digest", goal.digest)
        for done, (one, now) in enumerate(zip(facts.layers.values(), versions, strict=True)):
            if progress:
                progress(one.name, done, len(facts.layers))
            if one.name in migrations:
                migrate_layer(handle, migrations[one.name], facts.language)
            members = Membership(handle, facts, one, inside)
            states = _incoming(handle, source, now, facts.revision, target)
            _apply(handle, now.definition, states, members, target, report)
        with applying(handle):
            set_fact(handle, "revision", str(target))
            set_fact(handle, "digest", goal.digest)
            set_fact(handle, "target", None)
            set_fact(handle, "target_digest", None)


Incoming = tuple[str, Row | None, bool]


def _incoming(
    handle: sqlite3.Connection, source: sqlite3.Connection, one: LayerVersion, older: int, newer: int
) -> Iterator[Incoming]:
    """(uid, their state at the newer revision, whether it is news) of every feature to look at.

    Those that changed between, and those inserted here, which the registry may know already.
    """
    definition = one.definition
    seen = set()
    for change in layer_changes(source, one, older, newer):
        seen.add(change.uid)
        yield change.uid, change.after, True
    new_here = [
        uid for uid, before, now in raw_edits(handle, definition) if before is None and now is not None
    ]
    unseen = [uid for uid in new_here if uid not in seen]
    for row in read_rows(source, AsOf(one.definition, one.columns, newer), uids=unseen, opened=False):
        yield row[0], row[1:], False


def _apply(
    handle: sqlite3.Connection,
    definition: Definition,
    states: Iterator[Incoming],
    members: Membership,
    target: int,
    report: UpdateReport,
) -> None:
    def apply(part: Sequence[Incoming]) -> None:
        _apply_part(handle, definition, part, members, target, report)

    in_slices(handle, list(states), apply)


def _apply_part(
    handle: sqlite3.Connection,
    definition: Definition,
    part: Sequence[Incoming],
    members: Membership,
    target: int,
    report: UpdateReport,
) -> None:
    local = {
        uid: (before, now) for uid, before, now in raw_edits(handle, definition, [uid for uid, _, _ in part])
    }
    for uid, theirs, _ in part:
        if uid in local:
            _merge_feature(handle, definition, uid, local[uid], theirs, members, target, report)
            continue
        if members.takes(uid, theirs):
            write_row(handle, definition, uid, theirs)
            members.note(uid, theirs is not None)
            report.applied += 1
        elif members.has(uid):
            write_row(handle, definition, uid, None)
            members.note(uid, False)
            report.applied += 1


def _merge_feature(
    handle: sqlite3.Connection,
    definition: Definition,
    uid: str,
    local: tuple[Row | None, Row | None],
    theirs: Row | None,
    members: Membership,
    target: int,
    report: UpdateReport,
) -> None:
    base, ours = (None if row is None else stored_row(definition, uid, row)[0] for row in local)
    if base == theirs:
        return
    if base == ours and not members.takes(uid, theirs):  # changed and changed back, and it left the area
        theirs = ours = None
        write_row(handle, definition, uid, None)
    outcome = merge(base, ours, theirs)
    add_conflicts(handle, definition, uid, outcome, base, ours, theirs, target)
    if outcome.row == theirs and outcome.kind is None:
        clear_before(handle, definition, uid)
    else:
        set_before(handle, definition, uid, theirs)
    if outcome.row != ours:
        write_row(handle, definition, uid, outcome.row)
    members.note(uid, theirs is not None or outcome.row is not None)
    report.merged += 1
