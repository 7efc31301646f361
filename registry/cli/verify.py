"""``registry verify``."""

from __future__ import annotations

import click

from .find import open_registry
from .output import answer, counted, hint, table
from .progress import progress
from .settings import Settings, command
from .shown import near


@command("verify", "registry verify", "registry verify --head 9012b6102ef2f2d0")
@click.option(
    "--head",
    metavar="DIGEST",
    help="A digest kept elsewhere (a report, an export) that must be in the history.",
)
def verify(settings: Settings, head: str | None) -> None:
    """Prove the history: every digest, count and index is computed again.

    A history that was rewritten whole proves itself; only a digest kept elsewhere (--head) shows that.
    Exit code 74 if anything is wrong.
    """
    from ..model.errors import BrokenHistory
    from ..versions.clock import local
    from ..versions.verify import verify as prove

    ledger = open_registry(settings)
    with progress(settings, "verify") as bar:
        report = prove(ledger, head=head, progress=bar)
    facts = {
        "registry": str(ledger.path),
        "sound": report.sound,
        "commits": report.commits,
        "row_versions": report.row_versions,
        "revision": report.head.revision,
        "digest": report.head.digest,
        "findings": [{"where": one.where, "problem": one.problem} for one in report.findings],
    }

    def text() -> list[str]:
        if not report.sound:
            return table(("where", "what is wrong"), [(one.where, one.problem) for one in report.findings])
        return [
            f"{near(ledger.path)} is sound: {counted(report.commits, 'commit')},"
            f" {counted(report.row_versions, 'version')} of rows",
            f"at {report.head.revision} ({local(report.head.time, ledger.timezone)}),"
            f" digest {report.head.digest}",
            *([f"and the digest given is in its history: {head}"] if head else []),
        ]

    answer(settings, facts, text)
    if not report.sound:
        first = report.findings[0].sentence()
        raise BrokenHistory(path=ledger.path, count=len(report.findings), first=first)
    if head is None:
        hint(
            settings, "keep that digest elsewhere; `registry verify --head DIGEST` shows a rewritten history"
        )
