"""Everything the library does, as Processing algorithms."""

from .provider import Provider

__all__ = ["Provider"]
