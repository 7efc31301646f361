"""The table, the evidence and the notes of repaired kilometres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..roads.arrays import Bools, Floats, Ints
from .carriageways import KINDS, NAMES
from .grouping import labelled
from .indicator import Request
from .overlapping import Overlaps
from .result import Column
from .roadbook import Roadbook
from .sentences import Sentence, values
from .spreading import Spread
from .tally import Tally
from .works import DATES, LAYER, Works

TITLES = {
    "year": ("Year", "Год", "Жыл"),
    "month": ("Month", "Месяц", "Ай"),
    "work_type": ("Type of work", "Вид работ", "Жұмыс түрі"),
    "road": ("Road", "Дорога", "Жол"),
    "significance": ("Significance", "Значение дороги", "Жолдың маңызы"),
    "region": ("Region", "Область", "Облыс"),
    "district": ("District", "Район", "Аудан"),
    "contractor": ("Contractor", "Подрядчик", "Мердігер"),
    "carriageway": ("Carriageway", "Проезжая часть", "Жүріс бөлігі"),
    "surface": ("Surface", "Покрытие", "Жабыны"),
    "pavement": ("Pavement type", "Тип дорожной одежды", "Жол төсемінің түрі"),
    "tech_category": ("Technical category", "Техническая категория", "Техникалық санаты"),
    "works": ("Works", "Работ", "Жұмыс саны"),
    "sum_km": ("Sum of works, km", "Сумма работ, км", "Жұмыстар жиыны, км"),
    "union_km": ("Distinct km", "Без двойного счёта, км", "Қайталанбайтын км"),
    "lane_km": ("Lane-km", "Полосо-километры", "Жолақ-км"),
    "area_m2": ("Area of pavement, m²", "Площадь покрытия, м²", "Төсем ауданы, м²"),
    "true_km": ("Along the line, km", "По линии дороги, км", "Жол сызығы бойынша, км"),
    "stated_km": ("As stated, km", "Заявлено, км", "Мәлімделгені, км"),
}


def titled(name: str, unit: str | None = None) -> Column:
    """A column with its titles."""
    en, ru, kk = TITLES[name]
    return Column(name, unit, {"en": en, "ru": ru, "kk": kk})


@dataclass(frozen=True)
class Figures:
    """Of each of n cells: what was counted, and what was added up over works.

    ``area`` in square metres, the others in metres or money: ``lined`` are metres of works on a road that is
    drawn, ``true`` those along its line; ``stated`` kilometres, ``stated_of`` metres of works of which a
    length is stated; ``paid`` metres of works with a cost in a currency.
    """

    counted: Tally
    area: Floats
    without_width: Floats
    true: Floats
    lined: Floats
    stated: Floats
    stated_of: Floats
    cost: dict[str, Floats]
    paid: dict[str, Floats]

    def take(self, cells: Ints) -> Figures:
        flat = self.counted.flat()
        return Figures(
            Tally(flat.works[cells], *(one[cells] for one in flat[1:])),
            self.area[cells],
            self.without_width[cells],
            self.true[cells],
            self.lined[cells],
            self.stated[cells],
            self.stated_of[cells],
            {name: one[cells] for name, one in self.cost.items()},
            {name: one[cells] for name, one in self.paid.items()},
        )


@dataclass(frozen=True)
class Amounts:
    """(n,) of each piece what :class:`Figures` adds up, by its name there; none of what nobody knows."""

    made: dict[str, Floats]
    cost: dict[str, Floats]
    paid: dict[str, Floats]

    def figures(self, counted: Tally, cell: Ints) -> Figures:
        """Added up by cell, beside a tally of as many cells."""
        cells = counted.works.size

        def added(values: Floats) -> Floats:
            if cells == 1:
                return np.array([values.sum()])
            return np.bincount(cell, values, minlength=cells).astype(np.float64)

        names = ("area", "without_width", "true", "lined", "stated", "stated_of")
        sums = [added(self.made[name]) if name in self.made else np.zeros(cells) for name in names]
        money = [{name: added(one) for name, one in each.items()} for each in (self.cost, self.paid)]
        return Figures(counted, *sums, *money)  # type: ignore[arg-type]


def columns(by: Sequence[str], figures: Figures) -> list[Column]:
    """Of the table, in order."""
    found = [titled(one) for one in by]
    found.append(titled("works", "count"))
    found += [titled(one, "km") for one in ("sum_km", "union_km", "lane_km")]
    found.append(titled("area_m2", "m2"))
    found += [titled(one, "km") for one in ("true_km", "stated_km")]
    for name in figures.cost:
        en, ru, kk = f"Cost, {name}", f"Стоимость, {name}", f"Құны, {name}"
        found.append(Column(f"cost_{name}", "money", {"en": en, "ru": ru, "kk": kk}))
        en, ru, kk = f"Cost per km, {name}", f"Стоимость 1 км, {name}", f"1 км құны, {name}"
        found.append(Column(f"cost_per_km_{name}", "money", {"en": en, "ru": ru, "kk": kk}))
    return found


def table(labels: Sequence[Mapping[str, Any]], figures: Figures, shown: Sequence[Column]) -> pd.DataFrame:
    """Rows with their labels; NaN where nothing is known of what would be added up."""
    counted = figures.counted
    made: dict[str, Any] = {
        "works": counted.works,
        "sum_km": counted.sum / 1000,
        "union_km": counted.union / 1000,
        "lane_km": _told(counted.lanes / 1000, (counted.lanes > 0) | (counted.union == 0)),
        "area_m2": _told(figures.area, (figures.area > 0) | (counted.sum == 0)),
        "true_km": _told(figures.true / 1000, figures.lined > 0),
        "stated_km": _told(figures.stated, figures.stated_of > 0),
    }
    for name, cost in figures.cost.items():
        paid = figures.paid[name]
        made[f"cost_{name}"] = _told(cost, paid > 0)
        made[f"cost_per_km_{name}"] = _told(cost, paid > 0) / np.where(paid > 0, paid / 1000, 1.0)
    by = [] if labels == [{}] else [one.name for one in shown if one.unit is None]
    figured = pd.DataFrame({one.name: made[one.name] for one in shown if one.unit is not None})
    return pd.concat([labelled(labels, by), figured], axis=1)


def _told(values: Floats, told: Bools) -> Floats:
    found: Floats = np.where(told, values, np.nan)
    return found


def evidence(found: Spread, works: Works, book: Roadbook, row: Ints) -> pd.DataFrame:
    """One row a piece of work: which row of the table it is in, where it lies, and the km that it gave."""
    pieces = found.pieces
    names = book.routes.names
    whole = len(works) == len(row) and bool((pieces.work[1:] > pieces.work[:-1]).all())
    return pd.DataFrame(
        {
            "row": row,
            "layer": pd.Categorical.from_codes(np.zeros(len(row), dtype=np.int8), pd.Index([LAYER])),
            "uid": works.uid if whole else works.uid[pieces.work],
            "route_id": pd.Categorical.from_codes(found.route, pd.Index(names)),
            "carriageway": pd.Categorical.from_codes(pieces.line % KINDS, pd.Index(NAMES)),
            "start_m": pieces.span[:, 0],
            "end_m": pieces.span[:, 1],
            "value": pieces.metres / 1000,
        },
        copy=False,
    )


def notes(
    request: Request,
    works: Works,
    found: Spread,
    figures: Figures,
    total: Figures,
    overlap: Overlaps,
    several: Mapping[str, float],
) -> list[str]:
    """The rules used, and what is doubtful."""
    asked = request.parameters
    told = [
        Sentence.of(
            "repaired: {types}; date: {dates}",
            types=values("work_type", asked["types"]),
            dates=values("field", DATES[asked["date"]], ", else "),
        ),
        Sentence.of("one side of a dual carriageway counts {share:g} km", share=asked["one_side"]),
        *works.notes,
    ]
    if len(overlap):
        km = float(figures.counted.sum.sum() - figures.counted.union.sum()) / 1000
        told.append(
            Sentence.of("overlap {km:.3f} km in {places:place}", km=km, places=len(overlap)).shown_by(
                "overlaps"
            )
        )
    if several.get("union_km", 0) > 0:
        told.append(Sentence.of("counted in several rows: {km:.3f} km", km=several["union_km"]))
    if found.moved:
        told.append(
            Sentence.of(
                "{km:.3f} km lie on another route's number and count on the owner's", km=found.moved / 1000
            )
        )
    lacking = (
        (float(total.counted.without_lanes.sum()), "for {km:.3f} km lanes of the road are not known"),
        (
            float(total.without_width.sum()),
            "for {km:.3f} km neither the work's width nor the road's is known",
        ),
        (
            float(total.counted.sum.sum() - total.lined.sum()),
            "for {km:.3f} km the road has no line, so no true length",
        ),
    )
    told += [Sentence.of(form, km=metres / 1000) for metres, form in lacking if metres > 0.5]
    return told
