"""Kilometres on the map: reading them, going to them, events between them, hatches along the roads."""

from .tools import RoadTools

__all__ = ["RoadTools"]
