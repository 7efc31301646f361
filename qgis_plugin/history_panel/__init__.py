"""The history of a registry: commits, versions on the map, the life of a feature, tags."""

from .panel import HistoryPanel

__all__ = ["HistoryPanel"]
