"""Looking for faults in the layers of a registry at a version: ``registry check``.

Each kind of check is a module; :mod:`.codes` lists what they may find. Lengths, distances and areas are
geodesic on WGS 84.
"""

from .checking import check
from .codes import CODES, SEVERITIES
from .limits import Limits
from .report import CheckReport, Finding, Ran, Skipped
from .writing import write_findings

__all__ = [
    "CODES",
    "SEVERITIES",
    "CheckReport",
    "Finding",
    "Limits",
    "Ran",
    "Skipped",
    "check",
    "write_findings",
]
