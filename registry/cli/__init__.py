"""The ``registry`` command.

One module a group of commands. Nothing but click is imported until a command needs it, so that
``registry status`` answers at once.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code (``registry --help`` lists the codes)."""
    from .app import registry

    registry.main(args=arguments)
