"""Conflicts with what others committed: seen side by side, and decided."""

from .panel import ConflictsPanel

__all__ = ["ConflictsPanel"]
