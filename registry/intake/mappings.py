"""Mappings of columns to fields, kept beside the registry for the next file with the same columns.

The file ``<registry>.mappings.json`` holds them by layer and by the set of folded columns, so that case,
spaces, order and punctuation of the headings do not matter.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..model.definition import Definition
from .folding import folded
from .headings import ColumnMatch


def path_beside(registry: Path) -> Path:
    """Where the mappings of a registry are."""
    return registry.with_name(registry.name + ".mappings.json")


def _key(layer: str, columns: Sequence[str]) -> str:
    return json.dumps([layer, *sorted({folded(column) for column in columns})], ensure_ascii=False)


def _all(path: Path) -> dict[str, dict[str, str | None]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # a convenience: never a reason to stop an import
    kept = found.get("mappings") if isinstance(found, dict) else None
    return kept if isinstance(kept, dict) else {}


def recalled(registry: Path, definition: Definition, columns: Sequence[str]) -> Mapping[str, str | None]:
    """What was said about such columns the last time: folded column -> ``field*factor`` or None."""
    found = _all(path_beside(registry)).get(_key(definition.name, columns), {})
    return {column: target for column, target in found.items() if target is None or isinstance(target, str)}


def remember(
    registry: Path, definition: Definition, columns: Sequence[str], matches: Sequence[ColumnMatch]
) -> None:
    """Keep what feeds what; written to the side and renamed. A folder that cannot be written is no error."""
    path = path_beside(registry)
    fed = {match.column: match for match in matches}
    mapping: dict[str, str | None] = {}
    for column in columns:
        match = fed.get(column)
        factor = "" if match is None or match.factor is None else f"*{match.factor}"
        mapping[folded(column)] = f"{match.field}{factor}" if match else None
    known = _all(path)
    known[_key(definition.name, columns)] = mapping
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        aside.write_text(
            json.dumps({"mappings": known}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        os.replace(aside, path)
    except OSError:
        aside.unlink(missing_ok=True)
