"""The modules of operations."""

from __future__ import annotations

import importlib

_NAMES = (
    "registries",
    "workspaces",
    "edits",
    "committing",
    "conflicts",
    "past",
    "differences",
    "returning",
    "versions",
    "locating",
    "events",
    "drawings",
    "figures",
    "evidence",
    "exchange",
)


def load() -> None:
    """Import them, so that each operation is known."""
    for name in _NAMES:
        importlib.import_module(f".{name}", __package__)
