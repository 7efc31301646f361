"""Receipts: what a figure was computed from, so that anyone can compute it again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..model.errors import RegistryError


class NotAReceipt(RegistryError):
    """The file is no receipt."""

    sentence = "{path} is not a receipt: {problem}; receipts are written by `registry stats --receipt FILE`"
    exit_code = 65


@dataclass(frozen=True)
class Receipt:
    """An indicator, its parameters, the exact data and the digest of what came out.

    ``digest`` is the ledger's at ``revision``; ``result`` the digest of the figures (see
    :meth:`registry.stats.result.Result.digest`); ``area`` GeoJSON text.
    """

    indicator: str
    parameters: dict[str, Any]
    by: tuple[str, ...]
    where: str | None
    area: str | None
    registry_id: str
    revision: int
    time: str
    digest: str
    software: str
    result: str
    features: int
    left_out: int
    format: int = 1

    def to_json(self) -> str:
        """The receipt as a JSON document."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2, sort_keys=True)

    @property
    def short(self) -> str:
        """The first digits of the result's digest, to print."""
        return self.result[:8]


def read_receipt(path: Path) -> Receipt:
    """Read a receipt.

    Raises
    ------
    NotAReceipt
    """
    try:
        mapping = json.loads(path.read_text("utf-8"))
        mapping["by"] = tuple(mapping["by"])
        return Receipt(**mapping)
    except FileNotFoundError:
        raise NotAReceipt(path=path, problem="the file does not exist") from None
    except (ValueError, KeyError, TypeError) as error:
        raise NotAReceipt(path=path, problem=str(error)) from None
