"""Workspaces: GeoPackages checked out from a registry, edited with anything, committed back."""

from __future__ import annotations

from .checkout import checkout
from .opening import Workspace

__all__ = ["Workspace", "checkout"]
