"""Receipts: what a figure was computed from, so that anyone can compute it again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from ..model.errors import NoSuchFile, RegistryError


class NotAReceipt(RegistryError):
    """The file is no receipt."""

    sentence = "{path} is not a receipt: {problem}; receipts are written by `registry stats --receipt FILE`"
    exit_code = 65


@dataclass(frozen=True)
class Receipt:
    """An indicator, its parameters, the exact data and the digest of what came out.

    ``digest`` is the ledger's at ``revision``; ``result`` the digest of the figures (see
    :meth:`registry.stats.result.Result.digest`); ``area`` GeoJSON text; ``older`` the earlier revision of a
    comparison, which the digest covers too, since each commit's covers the one before; ``files`` the SHA-256
    of each file outside the registry that was read (rasters, thresholds), by the name it was asked for by.
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
    older: int | None = None
    files: dict[str, str] = field(default_factory=dict)
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
    NotAReceipt, NoSuchFile
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise NoSuchFile(path=path) from None
    except UnicodeDecodeError:
        raise NotAReceipt(path=path, problem="it is no JSON") from None
    except OSError as error:
        raise NotAReceipt(path=path, problem=str(error)) from None
    try:
        mapping = json.loads(text)
    except ValueError as error:
        raise NotAReceipt(path=path, problem=f"it is no JSON ({error})") from None
    if isinstance(mapping, dict) and isinstance(mapping.get("receipt"), dict):
        mapping = mapping["receipt"]  # a result written as JSON carries its receipt
    if not isinstance(mapping, dict) or mapping.get("format") != 1:
        raise NotAReceipt(path=path, problem='there is none in it ("format": 1)')
    mapping = {"files": {}, **mapping}
    wrong = [name for name, kinds in _FIELDS.items() if not isinstance(mapping.get(name), kinds)]
    strange = mapping.keys() - {one.name for one in fields(Receipt)}
    if wrong or strange:
        problem = f"{wrong[0]} is missing or wrong" if wrong else f"nothing is called {min(strange)}"
        raise NotAReceipt(path=path, problem=problem)
    return Receipt(**{**mapping, "by": tuple(mapping["by"])})


_NONE = type(None)
_FIELDS: dict[str, Any] = {
    "indicator": str, "parameters": dict, "by": list, "where": (str, _NONE), "area": (str, _NONE),
    "registry_id": str, "revision": int, "time": str, "digest": str, "software": str, "result": str,
    "features": int, "left_out": int, "older": (int, _NONE), "files": dict,
}  # fmt: skip
