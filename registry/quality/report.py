"""What a check found, what it looked at, and what it could not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .codes import CODES, SEVERITIES, Severity


@dataclass(frozen=True)
class Finding:
    """One fault of one feature.

    ``message`` is one sentence with the mend. ``place`` is (longitude, latitude) in WGS 84, None without
    geometry. ``other`` is the uid of the other feature where there are two, ``other_layer`` its layer.
    """

    layer: str
    uid: str
    code: str
    severity: Severity
    message: str
    place: tuple[float, float] | None = None
    other: str | None = None
    other_layer: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "layer": self.layer,
            "uid": self.uid,
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "place": None if self.place is None else list(self.place),
            "other": self.other,
            "other_layer": self.other_layer,
        }


@dataclass(frozen=True)
class Ran:
    """A check that was made of a layer, and of how many of its features."""

    check: str
    layer: str
    features: int


@dataclass(frozen=True)
class Skipped:
    """A check that could not be made of a layer, or not of all of it, and why."""

    check: str
    layer: str
    reason: str


@dataclass(frozen=True)
class CheckReport:
    """The account of one check of a registry at a version.

    ``findings`` come the worst first, then by layer, code and uid. ``digest`` is that of the commit at
    ``revision``; ``box`` what the check was narrowed to.
    """

    registry_id: str
    revision: int
    time: str
    digest: str
    layers: tuple[str, ...]
    findings: list[Finding]
    checks: list[Ran]
    skipped: list[Skipped]
    box: tuple[float, float, float, float] | None = None

    @cached_property
    def by_code(self) -> dict[str, int]:
        """Number of findings of each code that was found, the worst first."""
        found = Counter(one.code for one in self.findings)
        rank = {severity: place for place, severity in enumerate(SEVERITIES)}
        order = sorted(found, key=lambda code: (rank[CODES[code].severity], code))
        return {code: found[code] for code in order}

    @cached_property
    def by_severity(self) -> dict[Severity, int]:
        """Number of errors, warnings and infos, zeros too."""
        found = Counter(one.severity for one in self.findings)
        return {severity: found[severity] for severity in SEVERITIES}

    @property
    def sound(self) -> bool:
        """Whether there is no error."""
        return not self.by_severity["error"]

    def provenance(self) -> dict[str, Any]:
        """What was checked, to be recorded beside the findings."""
        return {
            "registry_id": self.registry_id,
            "revision": self.revision,
            "time": self.time,
            "digest": self.digest,
            "layers": list(self.layers),
            **({"box": list(self.box)} if self.box else {}),
        }

    def as_json(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        return {
            **self.provenance(),
            "sound": self.sound,
            "by_severity": self.by_severity,
            "by_code": self.by_code,
            "findings": [one.as_json() for one in self.findings],
            "checks": [vars(one) for one in self.checks],
            "skipped": [vars(one) for one in self.skipped],
        }
