"""The worker, seen from QGIS: a child process that does all work on registries and workspaces."""

from .answer import Answer
from .client import WorkerClient
from .errors import WorkerError

__all__ = ["Answer", "WorkerClient", "WorkerError"]
