"""What was edited in the workspace in use: shown, checked, discarded, committed."""

from .panel import ChangesPanel

__all__ = ["ChangesPanel"]
