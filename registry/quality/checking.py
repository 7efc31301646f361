"""All checks of some layers at a version, in one report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..versions.asof import Box
from ..versions.ledger import Ledger, VersionSpec
from .claims import check_indicators, check_subjects
from .collecting import Collector
from .duplicates import check_keys, check_shapes
from .geometry import check_geometry
from .layer import Cannot, Layer, Layers
from .limits import Limits
from .measures import check_measures
from .overlaps import check_overlaps
from .posts import check_posts
from .references import check_references
from .regions import check_regions
from .report import CheckReport, Ran
from .sections import check_sections
from .values import check_values

#: Called with what is being checked, how many checks are done, and how many there are.
Progress = Callable[[str, int, int | None], object]

#: A check of one layer: the number of features it looked at, None if it does not apply to such a layer.
Check = Callable[[Layer, Layers, Limits, Collector], int | None]

#: Every check by its name, in the order in which they run.
CHECKS: dict[str, Check] = {
    "geometry": check_geometry,
    "values": check_values,
    "keys": check_keys,
    "references": check_references,
    "duplicates": check_shapes,
    "overlaps": check_overlaps,
    "sections": check_sections,
    "measures": check_measures,
    "km posts": check_posts,
    "regions": check_regions,
    "subjects of claims": check_subjects,
    "indicators of claims": check_indicators,
}


def check(
    ledger: Ledger,
    version: VersionSpec = None,
    layers: Sequence[str] | None = None,
    box: Box | None = None,
    progress: Progress | None = None,
    *,
    limits: Limits | None = None,
) -> CheckReport:
    """Look for faults in the layers of a registry.

    Parameters
    ----------
    version : revision or version spec; the newest by default
    layers : names of the layers to check, all by default; others are read where these refer to them
    box : (min x, min y, max x, max y) in the layers' CRS
        Only features whose bounding box meets it are checked, but against everything.
    progress : called with (what, checks done, checks in all)
    limits : thresholds, the defaults of :class:`~registry.quality.limits.Limits` by default

    Returns
    -------
    CheckReport
        With every check that ran and what each could not look at.

    Raises
    ------
    UnknownLayer, UnknownVersion
        The request is wrong.
    FileLocked, FileDamaged
        While reading.

    Examples
    --------
    >>> report = check(ledger, "2024-12-31", ["roads", "km_posts"])   # doctest: +SKIP
    >>> report.by_severity                                            # doctest: +SKIP
    {'error': 0, 'warning': 3, 'info': 1}
    """
    commit = ledger.commit(version)
    limits = limits or Limits()
    known = Layers(ledger, commit.revision, box)
    names = list(dict.fromkeys(known.definitions if layers is None else layers))
    for name in names:
        ledger.definition(name, commit.revision)
    found, total = Collector(), len(names) * len(CHECKS)
    for number, name in enumerate(names):
        if box is not None and known.definitions[name].geometry is None:
            found.check = "all"
            found.skip(name, "it has no geometry, so none of it lies in the area")
            continue
        for place, (what, one) in enumerate(CHECKS.items()):
            if progress is not None:
                progress(f"{name}: {what}", number * len(CHECKS) + place, total)
            found.check = what
            try:
                features = one(known[name], known, limits, found)
            except Cannot as reason:
                found.skip(name, str(reason))
                continue
            if features is not None:
                found.ran.append(Ran(what, name, features))
    if progress is not None:
        progress("", total, total)
    return CheckReport(
        ledger.registry_id,
        commit.revision,
        commit.time,
        commit.digest,
        tuple(names),
        found.findings(),
        found.ran,
        found.skipped,
        box,
    )
