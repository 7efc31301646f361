"""Proving a ledger: everything that digests and bookkeeping say is computed again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..model.canonical import RowsDigest, commit_digest, genesis_digest
from ..model.errors import FileDamaged, RegistryError, UnknownVersion
from ..model.geometry import envelope
from .asof import AsOf
from .identity import quoted
from .layout import columns_from_json, numbered_fields, rows_table, rows_triggers, rtree_of
from .ledger import Commit, LayerVersion, Ledger, layer_at, layers_at, newest

_BATCH = 2000


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: where, and what."""

    where: str
    problem: str

    def sentence(self) -> str:
        return f"{self.where}: {self.problem}"


@dataclass(frozen=True)
class VerifyReport:
    """The outcome: revisions and row versions checked, and what was found wrong (nothing, if all is well)."""

    head: Commit
    commits: int
    row_versions: int
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        return not self.findings


def verify(
    ledger: Ledger, *, head: str | None = None, progress: Callable[[str, int, int], None] | None = None
) -> VerifyReport:
    """Recompute the digest chain, the bookkeeping of rows, indexes and the file itself.

    Parameters
    ----------
    head : a digest kept elsewhere (in a report, an export, a workspace), in full or its first 8 digits or
        more; a rewritten history may chain perfectly, but it cannot contain this

    Raises
    ------
    FileDamaged
        If SQLite cannot read the file at all.
    """
    findings: list[Finding] = []
    try:
        with ledger.reading() as handle:
            findings += _file(handle)
            if findings:
                return VerifyReport(newest(handle), 0, 0, tuple(findings))
            commits, found = _chain(handle, ledger, progress)
            findings += found
            rows = 0
            for name, one in layers_at(handle, newest(handle).revision).items():
                count, found = _layer(handle, name, one)
                rows += count
                findings += found
            findings += _tags(handle)
            findings += _kept_digest(handle, head)
            return VerifyReport(newest(handle), commits, rows, tuple(findings))
    except sqlite3.DatabaseError as error:
        raise FileDamaged(path=ledger.path, problem=str(error)) from error


def _file(handle: sqlite3.Connection) -> list[Finding]:
    return [
        Finding("file", str(text))
        for (text,) in handle.execute("PRAGMA integrity_check(20)")
        if text != "ok"
    ]  # fmt: skip


def _chain(
    handle: sqlite3.Connection, ledger: Ledger, progress: Callable[[str, int, int], None] | None
) -> tuple[int, list[Finding]]:
    findings = []
    commits = [Commit(*row) for row in handle.execute("SELECT * FROM registry_commits ORDER BY revision")]
    facts = dict(handle.execute("SELECT name, value FROM registry_metadata"))
    first = commits[0]
    if genesis_digest(facts["registry_id"], facts["timezone"], first.time).hex() != first.digest:
        findings.append(Finding("revision 0", "its digest does not match the registry's identity"))
    for done, (parent, commit) in enumerate(zip(commits, commits[1:], strict=False)):
        if progress and done % 10 == 0:
            progress("commits", done, len(commits))
        if commit.revision != parent.revision + 1:
            findings.append(
                Finding(f"revision {commit.revision}", f"follows {parent.revision}; revisions are missing")
            )
        if commit.time <= parent.time:
            findings.append(Finding(f"revision {commit.revision}", "is not later than the one before"))
        try:
            digest = _recomputed(handle, parent, commit)
        except (RegistryError, ValueError, KeyError, TypeError, IndexError) as error:
            findings.append(Finding(f"revision {commit.revision}", f"cannot be computed again ({error})"))
            continue
        if digest != commit.digest:
            findings.append(
                Finding(f"revision {commit.revision}", "its rows or fields do not give its digest")
            )
    return len(commits), findings


def _recomputed(handle: sqlite3.Connection, parent: Commit, commit: Commit) -> str:
    at = (commit.revision,)
    definitions = [
        (layer, text, [(one.number, name) for name, one in columns_from_json(columns).items()])
        for layer, text, columns in handle.execute(
            "SELECT layer, definition, columns FROM registry_definitions WHERE revision = ?", at
        )
    ]
    layers = [
        (layer, _rows_digest(handle, layer_at(handle, layer, commit.revision), commit.revision, first, last))
        for layer, first, last in handle.execute(
            "SELECT layer, first_fid, last_fid FROM registry_changes WHERE revision = ?", at
        ).fetchall()
    ]
    return commit_digest(
        parent=bytes.fromhex(parent.digest), revision=commit.revision, commit_id=commit.commit_id, time=commit.time,
        author=commit.author, author_source=commit.author_source, message=commit.message, definitions=definitions,
        layers=layers,
    ).hex()  # fmt: skip


def _rows_digest(
    handle: sqlite3.Connection, one: LayerVersion, revision: int, first: int | None, last: int | None
) -> bytes:
    """The digest of a layer's part of a commit, from the rows as they stand."""
    digest = RowsDigest(numbered_fields(one.definition, one.columns))
    table = quoted(rows_table(one.definition.name))
    fields = AsOf(one.definition, one.columns, revision).select_stored().split(" FROM ", 1)[0]
    if first is not None:
        cursor = handle.execute(
            f"{fields} FROM {table} WHERE fid BETWEEN ? AND ? AND from_rev = ? ORDER BY fid",
            (first, last, revision),
        )
        while batch := cursor.fetchmany(_BATCH):
            digest.written(batch)
    gone = handle.execute(
        f"SELECT uid FROM {table} AS o WHERE to_rev = ? AND NOT EXISTS"
        f" (SELECT 1 FROM {table} AS n WHERE n.uid = o.uid AND n.from_rev = o.to_rev)",
        (revision,),
    )
    digest.deleted(uid for (uid,) in gone)
    return digest.digest()


def _layer(handle: sqlite3.Connection, name: str, one: LayerVersion) -> tuple[int, list[Finding]]:
    table = quoted(rows_table(name))
    (count,) = handle.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(count), [
        *_seals(handle, name),
        *_bookkeeping(handle, name, table),
        *(_index(handle, name, table) if one.definition.geometry else ()),
    ]


def _seals(handle: sqlite3.Connection, name: str) -> Iterator[Finding]:
    standing = {
        trigger: text
        for trigger, text in handle.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (rows_table(name),)
        )
    }
    for trigger, text in rows_triggers(handle, name):
        if standing.get(trigger) != f"CREATE TRIGGER {quoted(trigger)} {text}":
            yield Finding(f"layer {name}", f"the seal {trigger} is gone or altered")


def _bookkeeping(handle: sqlite3.Connection, name: str, table: str) -> Iterator[Finding]:
    """Versions of one feature must follow each other, one current at most, inside their commits' ranges."""
    checks = {
        "lies outside the rows its commit recorded": f"SELECT r.uid FROM {table} AS r LEFT JOIN registry_changes AS c"
        f" ON c.layer = '{name}' AND c.revision = r.from_rev WHERE c.first_fid IS NULL"
        " OR r.fid NOT BETWEEN c.first_fid AND c.last_fid LIMIT 5",
        "is closed by a commit that did not touch the layer": f"SELECT r.uid FROM {table} AS r"
        f" WHERE to_rev IS NOT NULL AND NOT EXISTS (SELECT 1 FROM registry_changes AS c WHERE c.layer = '{name}'"
        " AND c.revision = r.to_rev) LIMIT 5",
        "has versions that overlap or a gap that no commit made": f"SELECT uid FROM (SELECT uid, from_rev, lag(to_rev)"
        f" OVER (PARTITION BY uid ORDER BY from_rev) AS ended, lag(fid) OVER (PARTITION BY uid ORDER BY from_rev)"
        f" AS former FROM {table}) WHERE former IS NOT NULL AND (ended IS NULL OR ended > from_rev) LIMIT 5",
    }
    for problem, sql in checks.items():
        for (uid,) in handle.execute(sql).fetchall():
            yield Finding(f"layer {name} feature {uid.hex()}", problem)
    for revision, inserted, updated, deleted, opened, closed in handle.execute(
        "SELECT c.revision, inserted, updated, deleted,"
        f" (SELECT count(*) FROM {table} AS r WHERE r.fid BETWEEN c.first_fid AND c.last_fid),"
        f" (SELECT count(*) FROM {table} AS r WHERE r.to_rev = c.revision)"
        " FROM registry_changes AS c WHERE layer = ?",
        (name,),
    ):
        if opened != inserted + updated or closed != updated + deleted:
            yield Finding(f"revision {revision}", f"its counts for layer {name} do not match the rows")


def _index(handle: sqlite3.Connection, name: str, table: str) -> Iterator[Finding]:
    index = rtree_of(name)
    (verdict,) = handle.execute("SELECT rtreecheck(?)", (index,)).fetchone()
    if verdict != "ok":
        yield Finding(f"layer {name}", f"its spatial index is damaged ({verdict.splitlines()[0]})")
        return
    (indexed,) = handle.execute(f"SELECT count(*) FROM {quoted(index)}").fetchone()
    drawn = 0
    for fid, geom, *box in handle.execute(
        f"SELECT r.fid, r.geom, x.minx, x.miny, x.maxx, x.maxy FROM {table} AS r"
        f" LEFT JOIN {quoted(index)} AS x ON x.id = r.fid WHERE r.geom IS NOT NULL"
    ):
        sides = envelope(geom)
        if sides is None:
            continue
        drawn += 1
        if box[0] is None or not (
            box[0] <= sides[0] and box[1] <= sides[1] and box[2] >= sides[2] and box[3] >= sides[3]
        ):
            yield Finding(f"layer {name} row version {fid}", "its spatial index does not cover its geometry")
            return
    if indexed != drawn:
        yield Finding(f"layer {name}", f"its spatial index holds {indexed} entries for {drawn} geometries")


def _tags(handle: sqlite3.Connection) -> Iterator[Finding]:
    for tag, revision in handle.execute(
        "SELECT t.tag, t.revision FROM registry_tags AS t LEFT JOIN registry_commits AS c ON c.revision = t.revision"
        " WHERE t.revision IS NOT NULL AND c.digest IS NOT t.digest"
    ):
        yield Finding(f"tag {tag}", f"holds another digest than revision {revision} has")


def _kept_digest(handle: sqlite3.Connection, digest: str | None) -> Iterator[Finding]:
    if digest is None:
        return
    wanted = digest.strip().lower()
    if len(wanted) < 8 or any(letter not in "0123456789abcdef" for letter in wanted):
        raise UnknownVersion(version=digest, problem="a digest is 64 hex digits, or at least the first 8")
    found = handle.execute(
        "SELECT 1 FROM registry_commits WHERE substr(digest, 1, ?) = ?", (len(wanted), wanted)
    ).fetchone()
    if found is None:
        yield Finding(
            "history", f"no commit has the digest {digest}: this is not the history it was taken from"
        )
