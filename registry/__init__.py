"""Infra Registry: a versioned geospatial registry of a region's infrastructure.

>>> import registry
>>> reg = registry.open("atyrau.gpkg")                    # doctest: +SKIP
>>> roads = reg.read("roads", version="2024-12-31")       # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import Registry, Workspace, create, open, workspace
    from .model.errors import RegistryError

__version__ = "0.1.0"
__all__ = ["Registry", "RegistryError", "Workspace", "create", "open", "workspace"]


def __getattr__(name: str) -> Any:
    """Public names come in when they are asked for, so that ``import registry`` costs nothing."""
    if name == "RegistryError":
        from .model.errors import RegistryError

        return RegistryError
    if name in __all__:
        from . import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
