"""What changed in the condition of roads between two days, and which stretches brought it.

Kilometres repaired are not the gain: a repaired road may have been good before, and another may have decayed
meanwhile. The gain is the difference of two shares, each over what was surveyed by its day.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..model.errors import UsageError
from ..roads.arrays import Bools, Floats, Ints
from .carriageways import KINDS, NAMES
from .classes import PARAMETERS as PROFILE_PARAMETERS
from .classes import Judged, enter_profile, judged, profile_notes, strange_profiles
from .condition import SHOWN, amounts, denominator, shares, summed
from .grouping import grouped, labelled
from .indicator import Indicator, Parameter, Request
from .network import LAYER as ROADS
from .profiles import CLASSES
from .repairtables import titled
from .result import Column, Result
from .sentences import Sentence
from .stretches import GROUPINGS, PARAMETERS, Stretched, answered, merged, read_stretches
from .surveys import LAYER

#: Kinds of change by column; a stretch is of one at most.
CHANGES = ("improved_km", "worsened_km", "newly_known_good_km", "newly_known_bad_km", "no_longer_known_km")


def condition_gain(request: Request) -> Result:
    """Compute the indicator."""
    asked = request.parameters
    until = asked["until"] or request.day
    since = asked["since"] or f"{int(until[:4]) - 1:04d}-12-31"
    if since >= until:
        raise UsageError(f"since {since} is not before until {until}; give an earlier day")
    enter_profile(request)
    book, surveys, found = read_stretches(request, [since, until])
    found, _ = merged(found)
    before, after = (
        judged(found, book, surveys, asked["profile"], asked["without_cell"], day) for day in (0, 1)
    )
    groups = grouped(answered(request, book, found), len(found.line))
    labels = labelled(groups.labels, request.by)
    changes = _changes(found, before, after)
    both = [
        (amounts(found, one, found.lanes(book, day), day), f"share_{name}")
        for one, day, name in ((before, 0, "before"), (after, 1, "after"))
    ]
    apart = asked["unknown"] == "apart"

    def figures(group: Ints, many: int) -> pd.DataFrame:
        made = {name: shares(summed(one, group, many), apart)["share"] for one, name in both}
        table = pd.DataFrame(made)
        table["gain"] = table["share_after"] - table["share_before"]
        for name, which in changes.items():
            metres = np.where(which, found.metres, 0.0)
            table[name] = np.bincount(group, metres, minlength=many) / 1000
        return table

    table = pd.concat([labels, figures(groups.group, len(groups))], axis=1)
    if not len(found.line):
        table = table.iloc[:0]
    total = figures(np.zeros(len(found.line), dtype=np.int64), 1).iloc[0]
    used = {one.digest: one for each in (before, after) for one in each.profiles}
    routes = np.array([*book.routes.names, ""], dtype=object)
    return Result(
        indicator="condition-gain",
        table=table,
        columns=[*(titled(name) for name in request.by), *_columns()],
        evidence=_evidence(
            found, before, after, changes, groups.group, routes, surveys.uid, book.network.uid
        ),
        total={str(name): float(value) for name, value in total.items()},
        left_out=[*found.left_out, *strange_profiles(surveys, asked["profile"])],
        notes=[
            Sentence.of(
                "good and satisfactory / {below}, {since} against {until}",
                below=denominator(apart),
                since=since,
                until=until,
            ),
            *profile_notes(Judged(after.found, after.iri, after.stored, list(used.values()))),
            *found.notes,
        ],
    )


def _changes(found: Stretched, before: Judged, after: Judged) -> dict[str, Bools]:
    """(m,) by kind of change. A road that was not there, or not surveyed, was not known."""
    known = [one.known & (found.section[:, day] >= 0) for day, one in enumerate((before, after))]
    good = [one.good & each for one, each in zip((before, after), known, strict=True)]
    return {
        "improved_km": known[0] & ~good[0] & good[1],
        "worsened_km": good[0] & known[1] & ~good[1],
        "newly_known_good_km": ~known[0] & good[1],
        "newly_known_bad_km": ~known[0] & known[1] & ~good[1],
        "no_longer_known_km": known[0] & ~known[1],
    }


def _evidence(
    found: Stretched,
    before: Judged,
    after: Judged,
    changes: dict[str, Bools],
    group: Ints,
    routes: np.ndarray,
    surveys: np.ndarray,
    sections: np.ndarray,
) -> pd.DataFrame:
    """A row for each stretch that brought or took something."""
    kind = np.full(len(group), "", dtype=object)
    for name, which in changes.items():
        kind[which] = name.removesuffix("_km").replace("_", " ")
    rows = np.flatnonzero(kind != "")
    survey = np.where(found.survey[rows, 1] < 0, found.survey[rows, 0], found.survey[rows, 1])
    seen = survey >= 0
    section = found.section[rows].max(axis=1)
    names = np.array(SHOWN, dtype=object)
    metres: Floats = found.metres[rows]
    return pd.DataFrame(
        {
            "row": group[rows],
            "layer": np.where(seen, LAYER, ROADS),
            "uid": np.where(seen, np.append(surveys, "")[survey], np.append(sections, "")[section]),
            "route_id": routes[found.route[rows]],
            "carriageway": np.array(NAMES)[found.line[rows] % KINDS],
            "start_m": found.span[rows, 0],
            "end_m": found.span[rows, 1],
            "value": metres / 1000,
            "change": kind[rows],
            "before": names[np.where(before.found[rows] < 0, len(CLASSES), before.found[rows])],
            "after": names[np.where(after.found[rows] < 0, len(CLASSES), after.found[rows])],
        }
    )


def _columns() -> list[Column]:
    titles = {
        "share_before": ("Share before", "Доля до", "Бұрынғы үлесі"),
        "share_after": ("Share after", "Доля после", "Кейінгі үлесі"),
        "gain": ("Gain, percentage points", "Прирост, п. п.", "Өсім, пайыздық тармақ"),
        "improved_km": ("Improved, km", "Улучшено, км", "Жақсарғаны, км"),
        "worsened_km": ("Worsened, km", "Ухудшилось, км", "Нашарлағаны, км"),
        "newly_known_good_km": (
            "Newly known, good, km",
            "Впервые известно, хорошее, км",
            "Жаңа мәлімет, жақсы, км",
        ),
        "newly_known_bad_km": (
            "Newly known, bad, km",
            "Впервые известно, плохое, км",
            "Жаңа мәлімет, нашар, км",
        ),
        "no_longer_known_km": ("No longer known, km", "Больше не известно, км", "Енді белгісіз, км"),
    }
    return [
        Column(name, "km" if name.endswith("_km") else "share", {"en": en, "ru": ru, "kk": kk})
        for name, (en, ru, kk) in titles.items()
    ]


INDICATORS = (
    Indicator(
        name="condition-gain",
        title={
            "en": "Gain in good and satisfactory roads between two days",
            "ru": "Прирост доли хороших и удовлетворительных дорог между двумя датами",
            "kk": "Екі күн арасындағы жақсы және қанағаттанарлық жолдар үлесінің өсімі",
        },
        formula="share after - share before, each (good + satisfactory) / surveyed by its day; improved:"
        " known and not good before, good after",
        inputs=("roads", "routes", "condition_surveys", "concurrencies", "km_posts", "regions"),
        source="own definition: docs/counting.md",
        compute=condition_gain,
        parameters=(
            Parameter("since", "date", None, "the earlier day; by default the last day of the year before"),
            Parameter("until", "date", None, "the later day; by default the day of the version"),
            *PROFILE_PARAMETERS,
            *PARAMETERS,
        ),
        groupings=GROUPINGS,
    ),
)
