"""The dock where work begins: a registry, its layers, what is checked out of it."""

from .panel import RegistryPanel

__all__ = ["RegistryPanel"]
