"""The condition of stretches of road: by IRI and a profile where there are both, else as surveyors judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..roads.arrays import Bools, Ints
from .carriageways import KINDS, NAMES
from .columns import Coded
from .indicator import Parameter
from .profiles import CLASSES, UNKNOWN, Profile, read_profile, shipped
from .result import LeftOut
from .roadbook import Roadbook
from .sentences import Listed, Sentence
from .surveys import LAYER, Surveys

if TYPE_CHECKING:
    from .indicator import Request
    from .stretches import Stretched

#: Used for surveys with an IRI that name no profile, if none is asked for.
DEFAULT = "gost-33388-2015"
PARAMETERS = (
    Parameter("profile", "text", None,
              f"thresholds of IRI for all surveys, by name or TOML file; else each one's own or {DEFAULT}"),
    Parameter("without_cell", "text", "unknown",
              "class of a survey with IRI where the profile has no cell: unknown, or as stored",
              ("unknown", "stored")),
    Parameter("unknown", "text", "apart",
              "whether surveyed metres of unknown class are kept apart or stand in the denominator",
              ("apart", "in-denominator")),
)  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """(m,) place in CLASSES of each stretch, -1 without survey; by ``iri`` alone and as ``stored``, UNKNOWN
    where they tell nothing; ``profiles`` that were used."""

    found: Ints
    iri: Ints
    stored: Ints
    profiles: list[Profile]

    @property
    def good(self) -> Bools:
        """(m,) excellent, good or satisfactory."""
        return (self.found >= 0) & (self.found <= CLASSES.index("satisfactory"))

    @property
    def known(self) -> Bools:
        """(m,) of any class but unknown."""
        return (self.found >= 0) & (self.found < UNKNOWN)

    @property
    def disagree(self) -> Bools:
        """(m,) where IRI and surveyor say different things; excellent is good."""
        both = (self.iri >= 0) & (self.iri < UNKNOWN) & (self.stored < UNKNOWN)
        found: Bools = both & (np.maximum(self.iri, 1) != np.maximum(self.stored, 1))
        return found


def judged(
    stretches: Stretched,
    book: Roadbook,
    surveys: Surveys,
    profile: str | None,
    without_cell: str,
    day: int = -1,
) -> Judged:
    """The class of each stretch on a day.

    Parameters
    ----------
    profile : for all surveys; None for each survey's own
    without_cell : ``unknown`` or ``stored``

    Raises
    ------
    NoSuchFile, BadProfile
    """
    section, survey = stretches.section[:, day], stretches.survey[:, day]
    network = book.network
    places = {one: place for place, one in enumerate(CLASSES)}
    stored = np.append(surveys.condition.codes_in(places), -1)[survey]
    stored = np.where((survey >= 0) & (stored >= 0), stored, UNKNOWN)
    iri = np.append(surveys.iri, np.nan)[survey]
    pavement = Coded(np.append(network.pavement.code, -1)[section], network.pavement.names)
    category = Coded(np.append(network.category.code, -1)[section], network.category.names)
    named = Coded(np.append(surveys.profile.code, -1)[survey], surveys.profile.names)
    measured = np.isfinite(iri) & (section >= 0)
    by_iri = np.full(len(survey), -1)
    used: list[Profile] = []
    for name, those in _choices(named, measured, profile):
        one = read_profile(name)
        used.append(one)
        rows = np.flatnonzero(those)
        by_iri[rows] = one.classes(iri[rows], pavement.take(rows), category.take(rows))
    found = np.where(by_iri >= 0, by_iri, stored)
    if without_cell == "stored":
        found = np.where(by_iri == UNKNOWN, stored, found)
    found = np.where((survey >= 0) & (section >= 0), found, -1)
    return Judged(found, by_iri, stored, used)


def _choices(named: Coded, measured: Bools, profile: str | None) -> list[tuple[str, Bools]]:
    """Profiles, and the stretches with an IRI that each speaks of."""
    if profile is not None:
        return [(profile, measured)]
    found = []
    for name in dict.fromkeys([DEFAULT, *named.names]):
        if name not in shipped():
            continue
        those = measured & ((named.codes_in({name: 1}) > 0) | ((name == DEFAULT) & (named.code < 0)))
        if those.any():
            found.append((name, those))
    return found


def strange_profiles(surveys: Surveys, profile: str | None) -> list[LeftOut]:
    """Surveys with an IRI that name a profile nobody has; they count by their stored class."""
    if profile is not None:
        return []
    wrong = [name for name in surveys.profile.names if name and name not in shipped()]
    told = []
    for name in wrong:
        rows = np.flatnonzero((surveys.profile.codes_in({name: 1}) > 0) & np.isfinite(surveys.iri))
        reason = Sentence.of(
            "names the profile '{name}', which is not among {known}: counted by its stored class; correct it",
            name=name,
            known=Listed.of(shipped()),
        )
        told += [LeftOut(LAYER, str(surveys.uid[row]), reason, counted=True) for row in rows.tolist()]
    return told


def disagreements(stretches: Stretched, one: Judged, book: Roadbook, surveys: Surveys) -> pd.DataFrame:
    """Where a surveyor's class is not that of the IRI, which wins."""
    rows = np.flatnonzero(one.disagree & (one.found >= 0))
    survey = stretches.survey[rows, -1]
    names = np.array(CLASSES, dtype=object)
    routes = np.array([*book.routes.names, ""], dtype=object)
    return pd.DataFrame(
        {
            "uid": surveys.uid[survey],
            "route_id": routes[stretches.route[rows]],
            "carriageway": np.array(NAMES)[stretches.line[rows] % KINDS],
            "start_m": stretches.span[rows, 0],
            "end_m": stretches.span[rows, 1],
            "iri": surveys.iri[survey],
            "by_iri": names[one.iri[rows]],
            "stored": names[one.stored[rows]],
        }
    )


def enter_profile(request: Request) -> None:
    """Enter one's own file of thresholds among the files that a figure was computed from."""
    asked = request.parameters["profile"]
    if asked is not None and asked not in shipped():
        request.files[asked] = read_profile(asked).digest


def profile_notes(one: Judged) -> list[str]:
    """Which profiles were used, with the first digits of their digests: a file of one's own may change."""
    told = [f"{each.name} ({each.digest[:8]})" for each in one.profiles]
    return [Sentence.of("IRI judged by {profiles}", profiles=Listed.of(told))] if told else []
