"""Random edits, commits, merges and schema changes against a plain dictionary.

The model knows a registry as a list of versions, each a dictionary of rows, and a workspace as two
dictionaries: what it was given, and what it holds. After each step the files must say the same as the
model; at the end every past version must still read back as it was, and the history prove itself.

``REGISTRY_STEPS=20000 pytest tests/versions/test_stateful.py`` runs it long.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from registry.model.definition import Definition, Field, Geometry
from registry.model.errors import ConflictsOpen, UsageError
from registry.model.geometry import envelope
from registry.roads.measuring import measured
from registry.versions.history import blame, differences, log
from registry.versions.identity import new_uids
from registry.versions.ledger import Ledger
from registry.versions.restore import restore, revert
from registry.versions.verify import verify
from registry.versions.workspace import Workspace, checkout
from registry.versions.workspace import commit as committing
from registry.versions.workspace.commit import commit
from registry.versions.workspace.conflicts import open_conflicts, resolve_conflicts
from registry.versions.workspace.discard import discard
from registry.versions.workspace.migrate import DroppedHere
from registry.versions.workspace.status import status
from registry.versions.workspace.update import update
from tests.versions.small import line, plain

STEPS = int(os.environ.get("REGISTRY_STEPS", "900"))
LENGTH = 60
GEOM = 0
BOX = (50.0, 45.0, 50.5, 47.0)
PLACES = [None, 50.0, 50.1, 50.25, 51.0, 52.0]
SHAPES = {place: None if place is None else line(place) for place in PLACES}

VALUES = {"text": [None, "a", "b", "ж'"], "integer": [None, 0, 1, 2], "real": [None, 0.0, 1.0, 2.0]}


class Dice(Random):
    """Choices of one step. Drawn from a seed, for Hypothesis's own draws seldom meet twice in one feature."""

    def several(self, among: list[str]) -> list[str]:
        return self.sample(among, min(len(among), self.randint(1, 3)))


DICE = st.integers(0, 2**32).map(Dice)

Row = dict[int, Any]
Rows = dict[str, Row]


@dataclass
class Layer:
    """A layer's fields by number, in order: name and type. Number 0 is the geometry."""

    name: str
    fields: dict[int, tuple[str, str]]
    spatial: bool

    def definition(self) -> Definition:
        geometry = Geometry("LineString", required=False) if self.spatial else None
        fields = tuple(Field(name, kind) for name, kind in self.fields.values())
        return Definition(self.name, {"en": self.name}, fields, geometry)

    def seen(self, row: Row | None) -> Row | None:
        """A row with the fields of this definition."""
        return None if row is None else {number: row.get(number) for number in (GEOM, *self.fields)}

    def stored(self, uid: str, row: Row) -> tuple[Any, ...]:
        return (bytes.fromhex(uid), row[GEOM], *(row.get(number) for number in self.fields))


@dataclass
class Version:
    """All layers at a revision."""

    layers: dict[str, Layer]
    rows: dict[str, Rows]
    schema: bool = False

    def seen(self, layer: str, by: Layer) -> Rows:
        return {uid: by.seen(row) or {} for uid, row in self.rows[layer].items()}


@dataclass
class Held:
    """A workspace: its base, what it was given of it (pre-images), and what it holds."""

    work: Workspace
    revision: int
    part: bool
    given: dict[str, Rows]
    rows: dict[str, Rows]
    pending: str | None = None

    def edits(self, layer: str) -> dict[str, tuple[Row | None, Row | None]]:
        before, now = self.given[layer], self.rows[layer]
        pairs = {uid: (before.get(uid), now.get(uid)) for uid in before.keys() | now.keys()}
        return {uid: pair for uid, pair in pairs.items() if pair[0] != pair[1]}


def merged(base: Row | None, ours: Row | None, theirs: Row | None) -> tuple[Row | None, bool]:
    """A plain three-way merge: the row, and whether anything is left open (ours stands meanwhile)."""
    if ours == theirs or theirs == base:
        return ours, False
    if ours == base:
        return theirs, False
    if ours is None or theirs is None:
        return ours, True
    out, torn = {}, False
    for number in ours:
        was = None if base is None else base[number]
        if base is not None and ours[number] == was:
            out[number] = theirs[number]
        else:
            out[number] = ours[number]
            torn |= theirs[number] != ours[number] and (base is None or theirs[number] != was)
    return out, torn


def inside(row: Row | None) -> bool:
    sides = None if row is None else envelope(row[GEOM])
    return sides is not None and BOX[0] <= sides[2] and sides[0] <= BOX[2]


class CutOff(BaseException):
    """Stands for a kill."""


@contextmanager
def cut_off(step: str) -> Any:
    """Leave a commit as a kill would, ``begun`` or ``landed``."""
    patch = pytest.MonkeyPatch()

    def die(*_: Any, **__: Any) -> None:
        raise CutOff

    patch.setattr(committing, "sent_edits" if step == "begun" else "settle", die)
    patch.setattr(committing, "abandon_if_not_landed", lambda *_: None)
    try:
        yield
    finally:
        patch.undo()


class Registry(RuleBasedStateMachine):
    """See the module."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="stateful-"))
        self.ledger = Ledger.create(self.folder / "registry.gpkg")
        self.versions = [Version({}, {})]
        self.held: list[Held] = []
        self.known: dict[str, list[str]] = {"roads": [], "notes": []}
        self.made = 0

    def teardown(self) -> None:
        try:
            self.everything_reads_back()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    # --- reading and the model --------------------------------------------------------------------------

    @property
    def head(self) -> Version:
        return self.versions[-1]

    def new_version(self, rows: dict[str, Rows], layers: dict[str, Layer] | None = None) -> None:
        self.versions.append(Version(layers or self.head.layers, rows, schema=layers is not None))

    def changed_rows(self, layer: str, changes: dict[str, Row | None]) -> dict[str, Rows]:
        """Rows of all layers at head, with changes of one."""
        rows = {**self.head.rows, layer: dict(self.head.rows[layer])}
        for uid, row in changes.items():
            if row is None:
                rows[layer].pop(uid, None)
            else:
                rows[layer][uid] = row
        return rows

    def read(self, layer: str, revision: int) -> Rows:
        numbers = (GEOM, *self.versions[revision].layers[layer].fields)
        return {
            uid: dict(zip(numbers, values, strict=True)) for uid, *values in self.ledger.rows(layer, revision)
        }

    def everything_reads_back(self) -> None:
        for revision, version in enumerate(self.versions):
            assert set(self.ledger.layers(revision)) == set(version.layers)
            for name, layer in version.layers.items():
                assert self.read(name, revision) == version.seen(name, layer)
                assert self.ledger.count(name, revision) == len(version.rows[name])
                if layer.spatial:
                    found = {row[0] for row in self.ledger.rows(name, revision, box=BOX)}
                    assert found == {uid for uid, row in version.rows[name].items() if inside(row)}
        found = verify(Ledger.open(self.ledger.path, measuring=measured))
        assert found.findings == ()
        assert len(log(self.ledger)) == len(self.versions)
        last = len(self.versions) - 1
        for older in {0, last // 2, last // 3}:
            self.differences_are_right(older, last)

    def differences_are_right(self, older: int, newer: int) -> None:
        found: dict[str, dict[str, Any]] = {name: {} for name in self.known}
        for change in differences(self.ledger, older, newer):
            found[change.layer][change.uid] = (change.before, change.after)
        for name, layer in self.versions[newer].layers.items():
            before = self.versions[older].seen(name, layer) if name in self.versions[older].rows else {}
            after = self.versions[newer].seen(name, layer)
            expected = {uid for uid in before.keys() | after.keys() if before.get(uid) != after.get(uid)}
            assert set(found[name]) == expected

    @invariant()
    def the_head_is_as_modelled(self) -> None:
        assert self.ledger.head().revision == len(self.versions) - 1
        for name, layer in self.head.layers.items():
            assert self.read(name, len(self.versions) - 1) == self.head.seen(name, layer)

    @invariant()
    def workspaces_are_as_modelled(self) -> None:
        for one in self.held:
            layers = self.versions[one.revision].layers
            counts = {found.layer: found.edits for found in status(one.work).layers}
            for name, layer in layers.items():
                if name not in one.rows:
                    continue
                assert self.held_rows(one, layer) == one.rows[name]
                if one.pending is None:
                    assert counts[name] == len(one.edits(name))
            for conflict in open_conflicts(one.work):
                theirs = one.given[conflict.layer].get(conflict.uid)
                if conflict.column is not None and conflict.column != "geom":
                    numbers = {
                        column: number for number, (column, _) in layers[conflict.layer].fields.items()
                    }
                    assert theirs is not None
                    assert conflict.theirs == theirs[numbers[conflict.column]]

    def held_rows(self, one: Held, layer: Layer) -> Rows:
        columns = ", ".join(
            [*(["geom"] if layer.spatial else ["NULL"]), *(f'"{name}"' for name, _ in layer.fields.values())]
        )
        with plain(one.work.path) as handle:
            found = handle.execute(f"SELECT uid, {columns} FROM {layer.name}").fetchall()
        numbers = (GEOM, *layer.fields)
        return {uid: dict(zip(numbers, values, strict=True)) for uid, *values in found}

    # --- the registry itself ------------------------------------------------------------------------------

    @initialize()
    def begin(self) -> None:
        layers = {
            "roads": Layer("roads", {1: ("name", "text"), 2: ("lanes", "integer")}, True),
            "notes": Layer("notes", {1: ("text", "text")}, False),
        }
        rows: dict[str, Rows] = {"roads": {}, "notes": {}}
        for name, layer in layers.items():
            for number, uid in enumerate(new_uids(4)):
                shape = SHAPES[PLACES[number]] if layer.spatial else None
                rows[name][uid.hex()] = {GEOM: shape, **dict.fromkeys(layer.fields), 1: f"row {number}"}
            self.known[name] = list(rows[name])
        with self.ledger.writing(author="A", message="begin") as work:
            for name, layer in layers.items():
                work.define(layer.definition())
                work.insert(name, [layer.stored(uid, row) for uid, row in rows[name].items()])
        self.new_version(rows, layers)

    @rule(able=st.booleans())
    def commit_from_now_on_where_sizes_can_be_measured_or_not(self, able: bool) -> None:
        self.ledger.measuring = measured if able else None

    @rule(dice=DICE)
    def others_commit(self, dice: Dice) -> None:
        name = dice.choice(["roads", "notes"])
        self.commit_directly(dice, name, dice.several(self.known[name]))

    @precondition(lambda self: any(held.edits(name) for held in self.held for name in held.rows))
    @rule(dice=DICE)
    def others_commit_what_is_edited(self, dice: Dice) -> None:
        edited = [
            (name, list(held.edits(name))) for held in self.held for name in held.rows if held.edits(name)
        ]
        name, uids = dice.choice(edited)
        self.commit_directly(dice, name, dice.several(uids))

    def commit_directly(self, dice: Dice, name: str, uids: list[str]) -> None:
        layer, before = self.head.layers[name], self.head.seen(name, self.head.layers[name])
        changes: dict[str, Row | None] = {}
        for uid in uids:
            drawn = self.drawn_row(dice, layer)
            if uid in before and dice.random() < 0.25:
                changes[uid] = None
            elif uid in before:
                changes[uid] = {
                    n: drawn[n] if dice.random() < 0.3 else value for n, value in before[uid].items()
                }
            else:
                changes[uid] = drawn
        with self.ledger.writing(author="Other", message="direct") as work:
            work.put(name, [layer.stored(uid, row) for uid, row in changes.items() if row is not None])
            work.delete(name, [bytes.fromhex(uid) for uid, row in changes.items() if row is None])
        if any(before.get(uid) != row for uid, row in changes.items()):
            self.new_version(self.changed_rows(name, changes))
        else:
            assert work.commit is None

    def drawn_row(self, dice: Dice, layer: Layer) -> Row:
        row: Row = {GEOM: dice.choice(list(SHAPES.values())) if layer.spatial else None}
        for number, (_, kind) in layer.fields.items():
            row[number] = dice.choice(VALUES[kind])
        return row

    @rule(dice=DICE)
    def take_back(self, dice: Dice) -> None:
        """Revert one commit, keeping what was changed since."""
        target = dice.randint(0, len(self.versions) - 1)
        if target == 0 or self.versions[target].schema:
            with pytest.raises(UsageError):
                revert(self.ledger, target, author="R", keep_later=True)
            return
        rows = dict(self.head.rows)
        for name, layer in self.head.layers.items():
            before, after = (self.versions[at].seen(name, layer) for at in (target - 1, target))
            now = self.head.seen(name, layer)
            changes: dict[str, Row | None] = {}
            for uid in before.keys() | after.keys():
                was, made, stands = before.get(uid), after.get(uid), now.get(uid)
                if was == made or stands == was:
                    continue
                if stands == made:
                    changes[uid] = was
                elif was and made and stands:
                    back = {
                        n: was[n] if was[n] != made[n] and stands[n] == made[n] else stands[n] for n in stands
                    }
                    if back != stands:
                        changes[uid] = back
            rows[name] = self.changed_rows(name, changes)[name]
        done = revert(self.ledger, target, author="R", keep_later=True)
        if rows == self.head.rows:
            assert done.commit is None
        else:
            self.new_version(rows)

    @rule(dice=DICE, whole=st.booleans())
    def bring_back(self, dice: Dice, whole: bool) -> None:
        """Restore a layer or a feature as of a version."""
        name = dice.choice(["roads", "notes"])
        target = dice.randint(1, len(self.versions) - 1)
        layer = self.head.layers[name]
        then, now = self.versions[target].seen(name, layer), self.head.seen(name, layer)
        uids = sorted(then.keys() | now.keys())
        if not uids:
            return
        uid = None if whole else dice.choice(uids)
        chosen = uids if uid is None else [uid]
        changes = {one: then.get(one) for one in chosen if then.get(one) != now.get(one)}
        done = restore(self.ledger, name, version=target, uid=uid, author="R")
        assert (done.commit is not None) == bool(changes)
        if changes:
            self.new_version(self.changed_rows(name, changes))

    @rule(dice=DICE, what=st.sampled_from(["add", "rename", "drop", "widen"]))
    def change_the_schema(self, dice: Dice, what: str) -> None:
        layer = self.head.layers[dice.choice(["roads", "notes"])]
        fields = dict(layer.fields)
        self.made += 1
        number = dice.choice(sorted(fields))
        name, kind = fields[number]
        new = [Field(one, sort) for one, sort in fields.values()]
        place = list(fields).index(number)
        if what == "add" and len(fields) < 5:
            number = 100 + self.made
            again = dice.choice(["extra", "name", "lanes", "remark"])
            if again in [one for one, _ in fields.values()]:
                again = f"extra_{self.made}"
            fields[number] = (again, dice.choice(["text", "integer"]))
            new.append(Field(*fields[number]))
        elif what == "rename":
            fields[number] = (f"renamed_{self.made}", kind)
            new[place] = Field(fields[number][0], kind, was=name)
        elif what == "drop" and len(fields) > 1:
            del fields[number]
            del new[place]
        elif what == "widen" and kind == "integer":
            fields[number] = (name, "real")
            new[place] = Field(name, "real")
        else:
            return
        changed = Layer(layer.name, fields, layer.spatial)
        definition = Definition(layer.name, {"en": layer.name}, tuple(new), layer.definition().geometry)
        with self.ledger.writing(author="S", message=what) as work:
            work.define(definition, allow_drop=True)
        rows = {**self.head.rows, layer.name: self.head.seen(layer.name, changed)}
        self.new_version(rows, {**self.head.layers, layer.name: changed})

    @rule(dice=DICE)
    def ask_for_blame(self, dice: Dice) -> None:
        name = dice.choice(["roads", "notes"])
        if not self.head.rows[name]:
            return
        uid = dice.choice(sorted(self.head.rows[name]))
        layer = self.head.layers[name]
        row = layer.seen(self.head.rows[name][uid]) or {}
        found = {one.column: one for one in blame(self.ledger, name, uid)}
        for number, (column, _) in layer.fields.items():
            given = found[column]
            assert given.value == row[number]
            since = self.versions[given.commit.revision].rows[name][uid].get(number)
            assert since == row[number]
            former = self.versions[given.commit.revision - 1].rows.get(name, {}).get(uid)
            assert former is None or former.get(number) != row[number]

    # --- workspaces ---------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.held) < 3)
    @rule(dice=DICE, part=st.booleans(), newest=st.booleans())
    def check_out(self, dice: Dice, part: bool, newest: bool) -> None:
        revision = len(self.versions) - 1 if newest else dice.randint(1, len(self.versions) - 1)
        self.made += 1
        work = checkout(
            self.ledger, self.folder / f"work{self.made}.gpkg", version=revision, box=BOX if part else None
        )
        given = {}
        for name, layer in self.versions[revision].layers.items():
            rows = self.versions[revision].seen(name, layer)
            given[name] = {
                uid: row for uid, row in rows.items() if not part or not layer.spatial or inside(row)
            }
        self.held.append(
            Held(work, revision, part, given, {name: dict(rows) for name, rows in given.items()})
        )

    def some(self, dice: Dice) -> Held:
        return self.held[dice.randint(0, len(self.held) - 1)]

    @precondition(lambda self: self.held)
    @rule(dice=DICE)
    def edit_a_workspace(self, dice: Dice) -> None:
        one = self.some(dice)
        for _ in range(dice.randint(1, 4)):
            self.edit(
                one, dice, dice.choice(["change", "change", "change", "delete", "insert", "again", "replace"])
            )

    def edit(self, one: Held, dice: Dice, how: str) -> None:
        layer = self.versions[one.revision].layers[dice.choice(["roads", "notes"])]
        rows = one.rows[layer.name]
        columns = {number: name for number, (name, _) in layer.fields.items()}
        if layer.spatial:
            columns[GEOM] = "geom"
        here = sorted(rows)
        with plain(one.work.path) as handle:
            if how in ("insert", "again"):
                gone = [uid for uid in self.known[layer.name] if uid not in rows]
                uid = dice.choice(gone) if how == "again" and gone else None
                row = self.drawn_row(dice, layer)
                names = ", ".join(["uid", *(f'"{columns[number]}"' for number in columns)])
                marks = ", ?" * len(columns)
                done = handle.execute(
                    f"INSERT INTO {layer.name} ({names}) VALUES (?{marks})",
                    (uid, *(row[number] for number in columns)),
                )
                (uid,) = handle.execute(
                    f"SELECT uid FROM {layer.name} WHERE fid = ?", (done.lastrowid,)
                ).fetchone()
                rows[uid] = row
                if uid not in self.known[layer.name]:
                    self.known[layer.name].append(uid)
            elif not here:
                return
            elif how == "delete":
                uid = dice.choice(here)
                handle.execute(f"DELETE FROM {layer.name} WHERE uid = ?", (uid,))
                del rows[uid]
            elif how == "replace":
                uid = dice.choice(here)
                rows[uid] = self.drawn_row(dice, layer)
                names = ", ".join(["fid", "uid", *(f'"{columns[number]}"' for number in columns)])
                handle.execute(
                    f"REPLACE INTO {layer.name} ({names}) SELECT fid, uid{', ?' * len(columns)}"
                    f" FROM {layer.name} WHERE uid = ?",
                    (*(rows[uid][number] for number in columns), uid),
                )
            else:
                uid = dice.choice(here)
                number = dice.choice(sorted(columns))
                value = self.drawn_row(dice, layer)[number]
                handle.execute(f'UPDATE {layer.name} SET "{columns[number]}" = ? WHERE uid = ?', (value, uid))
                rows[uid] = {**rows[uid], number: value}

    def loses(self, one: Held) -> bool:
        """Whether an edit has a value in a field that the registry dropped meanwhile."""
        for name, layer in self.head.layers.items():
            gone = self.versions[one.revision].layers[name].fields.keys() - layer.fields.keys()
            for before, now in one.edits(name).values():
                if now is not None and any(now[number] != (before or {}).get(number) for number in gone):
                    return True
        return False

    def model_update(self, one: Held) -> None:
        """Bring the model of a workspace to head, as the design tells it."""
        head = len(self.versions) - 1
        for name, layer in self.head.layers.items():
            before = self.versions[one.revision].seen(name, layer)
            news = self.head.seen(name, layer)
            given = {uid: layer.seen(row) or {} for uid, row in one.given[name].items()}
            rows = {uid: layer.seen(row) or {} for uid, row in one.rows[name].items()}
            part = one.part and layer.spatial
            for uid in before.keys() | news.keys() | rows.keys() | given.keys():
                theirs, was, ours = news.get(uid), given.get(uid), rows.get(uid)
                if was == ours:  # not edited here
                    if before.get(uid) == theirs and not (uid in given and was != theirs):
                        continue
                    if (
                        not part
                        or inside(theirs)
                        or (theirs is not None and uid in given and theirs[GEOM] is None)
                    ):
                        pass
                    elif uid not in given:
                        continue
                    else:
                        theirs = None
                    self.put(given, uid, theirs)
                    self.put(rows, uid, theirs)
                    continue
                if before.get(uid) == theirs and was is not None:
                    continue
                if was is None and before.get(uid) == theirs and theirs is None:
                    continue
                if was == theirs:
                    continue
                row, _ = merged(was, ours, theirs)
                self.put(given, uid, theirs)
                self.put(rows, uid, row)
            one.given[name], one.rows[name] = given, rows
        one.revision = head

    @staticmethod
    def put(rows: Rows, uid: str, row: Row | None) -> None:
        if row is None:
            rows.pop(uid, None)
        else:
            rows[uid] = row

    def recovered(self, one: Held) -> None:
        """What the next command makes of a commit that was cut off."""
        if one.pending == "landed":
            return
        one.pending = None

    @precondition(lambda self: self.held)
    @rule(dice=DICE)
    def update_a_workspace(self, dice: Dice) -> None:
        one = self.some(dice)
        self.settle_model(one)
        if self.loses(one):
            with pytest.raises(DroppedHere):
                update(one.work, self.ledger)
            self.throw_away(one)
            return
        update(one.work, self.ledger)
        self.model_update(one)

    def settle_model(self, one: Held) -> None:
        one.pending = None

    def throw_away(self, one: Held) -> None:
        discard(one.work, self.ledger)
        one.rows = {name: dict(rows) for name, rows in one.given.items()}

    @precondition(lambda self: self.held)
    @rule(dice=DICE, cut=st.sampled_from([None, None, None, None, "begun", "landed"]))
    def commit_a_workspace(self, dice: Dice, cut: str | None) -> None:
        one = self.some(dice)
        self.settle_model(one)

        def attempt() -> Any:
            return commit(one.work, self.ledger, message="m", author="W")

        if self.loses(one):
            with pytest.raises(DroppedHere):
                attempt()
            self.throw_away(one)
            return
        self.model_update(one)
        if cut is not None:
            self.cut_off_commit(one, cut, attempt)
            return
        try:
            done = attempt()
        except ConflictsOpen:
            if dice.random() < 0.3:
                return
            while open_conflicts(one.work):
                self.decide_some(one, dice)
            done = attempt()
        assert open_conflicts(one.work) == []
        edits = {name: one.edits(name) for name in one.rows}
        assert (done.commit is not None) == any(edits.values())
        self.committed(one, edits)

    def cut_off_commit(self, one: Held, cut: str, attempt: Callable[[], Any]) -> None:
        edits = {name: one.edits(name) for name in one.rows}
        with cut_off(cut):
            try:
                attempt()
            except ConflictsOpen:
                return
            except CutOff:
                one.pending = cut
        if cut == "landed":
            self.committed(one, edits)

    def committed(self, one: Held, edits: dict[str, dict[str, tuple[Row | None, Row | None]]]) -> None:
        rows = dict(self.head.rows)
        for name, changes in edits.items():
            rows[name] = self.changed_rows(name, {uid: now for uid, (_, now) in changes.items()})[name]
        if any(edits.values()):
            self.new_version(rows)
            one.revision = len(self.versions) - 1
        one.given = {name: dict(held) for name, held in one.rows.items()}

    @precondition(lambda self: self.held)
    @rule(dice=DICE)
    def decide(self, dice: Dice) -> None:
        for one in self.held:
            if dice.random() < 0.5:
                self.decide_some(one, dice)

    def decide_some(self, one: Held, dice: Dice) -> None:
        choice, all_of_them = dice.choice(["ours", "theirs"]), dice.random() < 0.3
        found = open_conflicts(one.work)
        if not found:
            return
        chosen = found if all_of_them else [dice.choice(found)]
        resolve_conflicts(one.work, choice, numbers=[conflict.number for conflict in chosen])
        if choice == "ours":
            return
        for conflict in chosen:
            layer = self.versions[one.revision].layers[conflict.layer]
            theirs, rows = one.given[conflict.layer].get(conflict.uid), one.rows[conflict.layer]
            numbers = {"geom": GEOM, **{name: number for number, (name, _) in layer.fields.items()}}
            if conflict.column is None or conflict.uid not in rows:
                self.put(rows, conflict.uid, theirs)
            else:
                assert theirs is not None
                number = numbers[conflict.column]
                rows[conflict.uid] = {**rows[conflict.uid], number: theirs[number]}

    @precondition(lambda self: self.held)
    @rule(dice=DICE)
    def discard_edits(self, dice: Dice) -> None:
        one, whole = self.some(dice), dice.random() < 0.2
        self.settle_model(one)
        edited = [(name, uid) for name in one.rows for uid in sorted(one.edits(name))]
        if whole or not edited:
            self.throw_away(one)
            return
        name, uid = dice.choice(edited)
        discard(one.work, self.ledger, layers=[name], uids=[uid])
        self.put(one.rows[name], uid, one.given[name].get(uid))

    @precondition(lambda self: len(self.held) == 3)
    @rule(dice=DICE)
    def lose_a_workspace(self, dice: Dice) -> None:
        one = self.some(dice)
        self.held.remove(one)
        one.work.path.unlink()


def test_the_registry_does_as_a_dictionary_would():
    run_state_machine_as_test(
        Registry,
        settings=settings(
            max_examples=max(1, STEPS // LENGTH),
            stateful_step_count=LENGTH,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
