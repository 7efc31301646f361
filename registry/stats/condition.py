"""Share of roads in good and satisfactory condition, as of a day, from the newest survey on each metre.

A share names its numerator, its denominator, its date and how much was surveyed. What nobody surveyed is not
bad, and what a survey cannot class is neither good nor bad: both are kept apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..roads.arrays import Bools, Floats, Ints
from .carriageways import KINDS, NAMES
from .classes import PARAMETERS as PROFILE_PARAMETERS
from .classes import Judged, disagreements, enter_profile, judged, profile_notes, strange_profiles
from .grouping import Groups, grouped, labelled
from .indicator import Indicator, Parameter, Request
from .network import LAYER as ROADS
from .profiles import CLASSES, UNKNOWN
from .repairtables import titled
from .result import Column, Result
from .roadbook import Roadbook
from .sentences import Sentence, values
from .stretches import GROUPINGS, PARAMETERS, Stretched, answered, merged, read_stretches
from .surveys import LAYER, Surveys

#: Classes of the evidence; the last is that of roads nobody surveyed.
SHOWN = (*CLASSES, "not surveyed")


def condition_share(request: Request) -> Result:
    """Compute the indicator."""
    asked = request.parameters
    day = asked["as_of"] or request.day
    enter_profile(request)
    book, surveys, found = read_stretches(request, [day])
    found, _ = merged(found)
    one = judged(found, book, surveys, asked["profile"], asked["without_cell"])
    groups = grouped(answered(request, book, found), len(found.line))
    sums = amounts(found, one, found.lanes(book))
    apart = asked["unknown"] == "apart"
    labels = labelled(groups.labels, request.by)
    table = pd.concat([labels, shares(summed(sums, groups.group, len(groups)), apart)], axis=1)
    if not len(found.line):
        table = table.iloc[:0]
    nowhere = np.zeros(len(found.line), dtype=np.int64)
    total = shares(summed(sums, nowhere, 1), apart).iloc[0]
    return Result(
        indicator="condition-share",
        table=table,
        columns=[*(titled(name) for name in request.by), *COLUMNS],
        evidence=evidence(found, one, book, surveys, groups),
        total={str(name): float(value) for name, value in total.items()},
        left_out=[*found.left_out, *strange_profiles(surveys, asked["profile"])],
        notes=_notes(request, day, found, one, total),
        details={"disagreements": lambda: disagreements(found, one, book, surveys)},
    )


def amounts(found: Stretched, one: Judged, lanes: Floats, day: int = -1) -> dict[str, Floats]:
    """(m,) of each stretch, in metres and lane-metres, what :func:`shares` needs."""
    metres = np.where(found.section[:, day] >= 0, found.metres, 0.0)
    lanes = np.where((found.section[:, day] >= 0) & np.isfinite(lanes), lanes, 0.0)
    surveyed = one.found >= 0

    def only(which: Bools, values: Floats) -> Floats:
        return np.where(which, values, 0.0)

    return {
        "total": metres,
        "surveyed": only(surveyed, metres),
        "good": only(surveyed & (one.found <= 1), metres),
        "satisfactory": only(one.found == 2, metres),
        "unsatisfactory": only(one.found == 3, metres),
        "unknown": only(one.found == UNKNOWN, metres),
        "lanes": lanes,
        "lanes_known": only(one.known, lanes),
        "lanes_surveyed": only(surveyed, lanes),
        "lanes_good": only(one.good, lanes),
    }


def summed(values: Mapping[str, Floats], group: Ints, groups: int) -> dict[str, Floats]:
    """Added up by group."""
    return {
        name: np.bincount(group, one, minlength=groups).astype(np.float64) for name, one in values.items()
    }


def shares(of: Mapping[str, Floats], apart: bool) -> pd.DataFrame:
    """The figures of groups. ``apart`` leaves metres of unknown class out of the denominator."""
    good = of["good"] + of["satisfactory"]
    below = of["surveyed"] - (of["unknown"] if apart else 0)
    lanes_below = of["lanes_known"] if apart else of["lanes_surveyed"]
    return pd.DataFrame(
        {
            "share": _share(good, below),
            "share_lanes": _share(of["lanes_good"], lanes_below),
            "share_of_whole": _share(good, of["total"]),
            "good_km": of["good"] / 1000,
            "satisfactory_km": of["satisfactory"] / 1000,
            "unsatisfactory_km": of["unsatisfactory"] / 1000,
            "unknown_km": of["unknown"] / 1000,
            "surveyed_km": of["surveyed"] / 1000,
            "surveyed_share": _share(of["surveyed"], of["total"]),
            "total_km": of["total"] / 1000,
            "lane_km": of["lanes"] / 1000,
        }
    )


def _share(part: Floats, whole: Floats) -> Floats:
    found: Floats = np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), np.nan)
    return found


def evidence(found: Stretched, one: Judged, book: Roadbook, surveys: Surveys, groups: Groups) -> pd.DataFrame:
    """A row for each stretch: the survey that speaks for it, or the section of road that nobody surveyed."""
    survey, section = found.survey[:, -1], found.section[:, -1]
    seen = survey >= 0
    uids = np.where(seen, np.append(surveys.uid, "")[survey], np.append(book.network.uid, "")[section])
    routes = np.array([*book.routes.names, ""], dtype=object)
    return pd.DataFrame(
        {
            "row": groups.group,
            "layer": np.where(seen, LAYER, ROADS),
            "uid": uids,
            "route_id": routes[found.route],
            "carriageway": np.array(NAMES)[found.line % KINDS],
            "start_m": found.span[:, 0],
            "end_m": found.span[:, 1],
            "value": found.metres / 1000,
            "condition": np.array(SHOWN, dtype=object)[np.where(one.found < 0, len(CLASSES), one.found)],
            "iri": np.append(surveys.iri, np.nan)[survey],
            "surveyed_on": np.append(surveys.day, np.datetime64("NaT", "D"))[survey],
        }
    )


def _notes(request: Request, day: str, found: Stretched, one: Judged, total: pd.Series[Any]) -> list[str]:
    apart = request.parameters["unknown"] == "apart"
    told = [
        Sentence.of(
            "good and satisfactory / {below}, as of {day}; excellent counts as good;"
            " {surveyed:.3f} of {whole:.3f} km surveyed; roads {lifecycles}",
            below=denominator(apart),
            day=day,
            surveyed=float(total["surveyed_km"]),
            whole=float(total["total_km"]),
            lifecycles=values("lifecycle", request.parameters["lifecycles"])
            or Sentence.of("in any stage of life"),
        ),
        *profile_notes(one),
        *found.notes,
    ]
    if total["unknown_km"] > 0:
        unknown = float(total["unknown_km"])
        told.append(Sentence.of("{km:.3f} surveyed km are of unknown class", km=unknown))
    if one.disagree.any():
        km = float(found.metres[one.disagree].sum()) / 1000
        told.append(
            Sentence.of(
                "on {km:.3f} km the surveyor's class is not that of the IRI, which wins", km=km
            ).shown_by("disagreements")
        )
    if found.uncovered > 0 and request.where is None and request.area is None:
        km = found.uncovered / 1000
        told.append(Sentence.of("{km:.3f} km were surveyed where no road that counts is", km=km))
    return told


def denominator(apart: bool) -> Sentence:
    """What a share of good and satisfactory roads is a share of."""
    return Sentence.of("surveyed km of known class") if apart else Sentence.of("surveyed km")


_KM = {
    "good_km": ("Good, km", "Хорошее, км", "Жақсы, км"),
    "satisfactory_km": ("Satisfactory, km", "Удовлетворительное, км", "Қанағаттанарлық, км"),
    "unsatisfactory_km": ("Unsatisfactory, km", "Неудовлетворительное, км", "Қанағаттанарлықсыз, км"),
    "unknown_km": ("Class unknown, km", "Класс неизвестен, км", "Класы белгісіз, км"),
    "surveyed_km": ("Surveyed, km", "Обследовано, км", "Тексерілген, км"),
    "total_km": ("Roads, km", "Дорог, км", "Жолдар, км"),
    "lane_km": ("Lane-km", "Полосо-километры", "Жолақ-км"),
}
_SHARES = {
    "share": ("Good and satisfactory", "Хорошее и удовлетворительное", "Жақсы және қанағаттанарлық"),
    "share_lanes": ("The same by lane-km", "То же по полосо-километрам", "Сол, жолақ-км бойынша"),
    "share_of_whole": ("Of all roads", "От всех дорог", "Барлық жолдан"),
    "surveyed_share": ("Surveyed", "Доля обследованных", "Тексерілген үлесі"),
}
_ORDER = (
    "share", "share_lanes", "share_of_whole", "good_km", "satisfactory_km", "unsatisfactory_km", "unknown_km",
    "surveyed_km", "surveyed_share", "total_km", "lane_km",
)  # fmt: skip


def column(name: str) -> Column:
    """A column of the table with its unit and titles."""
    en, ru, kk = (_SHARES if name in _SHARES else _KM)[name]
    return Column(name, "share" if name in _SHARES else "km", {"en": en, "ru": ru, "kk": kk})


COLUMNS = [column(name) for name in _ORDER]
INDICATORS = (
    Indicator(
        name="condition-share",
        title={
            "en": "Share of roads in good and satisfactory condition",
            "ru": "Доля дорог в хорошем и удовлетворительном состоянии",
            "kk": "Жақсы және қанағаттанарлық күйдегі жолдардың үлесі",
        },
        formula="(good + satisfactory) / surveyed, by km and by lane-km; of several surveys on a metre the"
        " newest date wins, then the later commit, then uid; IRI with a profile wins over a stored class",
        inputs=("roads", "routes", "condition_surveys", "concurrencies", "km_posts", "regions"),
        source="national road statistics; thresholds: GOST 33388-2015, 23 CFR 490 (United States)",
        compute=condition_share,
        parameters=(
            Parameter(
                "as_of", "date", None, "day of the roads and surveys; by default the day of the version"
            ),
            *PROFILE_PARAMETERS,
            *PARAMETERS,
        ),
        groupings=GROUPINGS,
    ),
)
