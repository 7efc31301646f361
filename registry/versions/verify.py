"""Proving a ledger: everything that digests and bookkeeping say is computed again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..model.canonical import RowsDigest, commit_digest, genesis_digest, tag_digest
from ..model.errors import DefinitionError, FileDamaged, UnknownVersion
from .asof import AsOf
from .commits import BEGINNING, Commit, LayerVersion, layer_at, layers_at, newest
from .identity import quoted
from .layout import FORMAT, columns_from_json, numbered_fields, rows_table
from .ledger import Ledger
from .measures import Measuring
from .soundness import Finding, layer_findings, table_findings

_BATCH = 2000


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
    try:
        with ledger.reading() as handle:
            damage = [Finding("file", text) for (text,) in handle.execute("PRAGMA integrity_check(20)")]
            if damage != [Finding("file", "ok")]:
                return VerifyReport(newest(handle), 0, 0, tuple(damage))
            commits = [
                Commit(*row) for row in handle.execute("SELECT * FROM registry_commits ORDER BY revision")
            ]
            if not commits or commits[0].revision != 0:
                raise FileDamaged(path=ledger.path, problem="the first commit is missing")
            findings = [*table_findings(handle), *_beginning(handle, commits[0])]
            findings += _chain(handle, commits, progress)
            versions, found = _layers(handle, commits[-1].revision, ledger.measuring)
            findings += [*found, *_tags(handle), *_kept_digest(handle, head)]
            return VerifyReport(commits[-1], len(commits), versions, tuple(findings))
    except (sqlite3.DatabaseError, DefinitionError) as error:
        raise FileDamaged(path=ledger.path, problem=str(error)) from error


def _beginning(handle: sqlite3.Connection, first: Commit) -> Iterator[Finding]:
    facts = dict(handle.execute("SELECT name, value FROM registry_metadata"))
    digest = genesis_digest(facts.get("registry_id", ""), facts.get("timezone", ""), first.time).hex()
    facts.pop("timezone", None)
    expected = {"format": str(FORMAT), "registry_id": first.commit_id, "created": first.time}
    texts = (first.author, first.author_source, first.message)
    if digest != first.digest or facts != expected or texts != BEGINNING:
        yield Finding("revision 0", "its digest does not match the registry's identity")


def _chain(
    handle: sqlite3.Connection, commits: list[Commit], progress: Callable[[str, int, int], None] | None
) -> Iterator[Finding]:
    for done, (parent, commit) in enumerate(pairwise(commits)):
        where = f"revision {commit.revision}"
        if progress and done % 10 == 0:
            progress("commits", done, len(commits))
        if commit.revision != parent.revision + 1:
            yield Finding(where, f"follows {parent.revision}; revisions are missing")
        if commit.time <= parent.time:
            yield Finding(where, "is not later than the one before")
        try:
            digest = _recomputed(handle, parent, commit)
        except sqlite3.DatabaseError:
            raise
        except Exception as error:  # a damaged value can fail to be encoded in any way
            yield Finding(where, f"cannot be computed again ({error})")
            continue
        if digest != commit.digest:
            yield Finding(where, "its rows or fields do not give its digest")


def _layers(
    handle: sqlite3.Connection, revision: int, measuring: Measuring | None
) -> tuple[int, list[Finding]]:
    """Row versions, and what is wrong with the layers."""
    versions = 0
    findings: list[Finding] = []
    for name, one in layers_at(handle, revision).items():
        (count,) = handle.execute(f"SELECT count(*) FROM {quoted(rows_table(name))}").fetchone()  # nosec B608
        versions += count
        try:
            findings += layer_findings(handle, one, measuring)
        except sqlite3.DatabaseError:
            raise
        except Exception as error:  # as above
            findings.append(Finding(f"layer {name}", f"cannot be checked ({error})"))
    for (strange,) in handle.execute(
        "SELECT layer FROM registry_changes WHERE layer NOT IN (SELECT layer FROM registry_definitions)"
        " UNION SELECT revision FROM registry_definitions"
        " WHERE revision NOT IN (SELECT revision FROM registry_commits)"
    ).fetchall():
        findings.append(Finding("registry", f"there is no definition or commit for {strange}"))
    return versions, findings


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
        parent=bytes.fromhex(parent.digest), revision=commit.revision, commit_id=commit.commit_id,
        time=commit.time, author=commit.author, author_source=commit.author_source, message=commit.message,
        definitions=definitions, layers=layers,
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
        f"SELECT uid FROM {table} AS o WHERE to_rev = ? AND NOT EXISTS"  # nosec B608
        f" (SELECT 1 FROM {table} AS n WHERE n.uid = o.uid AND n.from_rev = o.to_rev)",
        (revision,),
    )
    digest.deleted(uid for (uid,) in gone)
    return digest.digest()


def _tags(handle: sqlite3.Connection) -> Iterator[Finding]:
    """Each record of a tag is chained to the one before, and holds the digest of its commit."""
    record, expected = "00" * 32, 1
    for number, tag, revision, digest, time, author, message, found in handle.execute(
        "SELECT * FROM registry_tags ORDER BY number"
    ).fetchall():
        try:
            made = tag_digest(
                bytes.fromhex(record), number, tag, revision, digest, time, author, message
            ).hex()
        except (ValueError, TypeError) as error:
            made = str(error)
        if number != expected or made != found:
            yield Finding(f"tag {tag}", "its record is not what was written")
        commit = handle.execute(
            "SELECT digest FROM registry_commits WHERE revision = ?", (revision,)
        ).fetchone()
        if revision is not None and (commit is None or commit[0] != digest):
            yield Finding(f"tag {tag}", f"holds another digest than revision {revision} has")
        record, expected = found, number + 1


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
