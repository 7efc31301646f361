"""``registry verify-receipt``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ..model.errors import RegistryError
from .find import open_registry
from .output import answer
from .progress import progress
from .settings import Settings, command
from .shown import near


class ReceiptFails(RegistryError):
    """A receipt does not hold."""

    sentence = "{path} does not hold: {problem}"
    exit_code = 74


@command(
    "verify-receipt",
    "registry verify-receipt receipt.json",
    "registry verify-receipt result.json --registry atyrau.gpkg",
)
@click.argument("file")
def verify_receipt(settings: Settings, file: str) -> None:
    """Compute a figure again from its receipt: same registry, same history, same result?

    FILE is a receipt, or a result written as JSON. Exit code 74 if it does not hold; the reason is told.
    """
    from ..stats.computing import verify_receipt as verify
    from ..stats.receipt import read_receipt

    receipt = read_receipt(Path(file))
    ledger = open_registry(settings)
    with progress(settings, "verify"):
        found = verify(ledger, receipt)
    facts = {
        "file": file, "registry": str(ledger.path), "holds": found.holds, "problem": found.problem,
        "receipt": asdict(receipt), "now": None if found.now is None else asdict(found.now),
    }  # fmt: skip
    what = f"{receipt.indicator} at {receipt.revision}"
    if receipt.older is not None:
        what = f"{receipt.indicator} from {receipt.older} to {receipt.revision}"
    if found.holds or settings.json:
        holds = f"{file} holds: {what} of {near(ledger.path)} comes out the same, {receipt.short}"
        answer(settings, facts, lambda: [holds])
    if not found.holds:
        raise ReceiptFails(path=file, problem=found.problem)
