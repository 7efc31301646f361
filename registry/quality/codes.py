"""What a check may find: stable codes, how bad each is, and what people call it.

An error contradicts the definitions or itself; a warning needs somebody to look; an info is a hint.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from ..model.definition import Titles

Severity = Literal["error", "warning", "info"]

#: From the worst to the least, with titles.
SEVERITIES: dict[Severity, Titles] = {
    "error": {"en": "error", "ru": "ошибка", "kk": "қате"},
    "warning": {"en": "warning", "ru": "предупреждение", "kk": "ескерту"},
    "info": {"en": "note", "ru": "замечание", "kk": "ескертпе"},
}


class Kind(NamedTuple):
    """A kind of finding."""

    severity: Severity
    title: Titles


def _kind(severity: Severity, en: str, ru: str, kk: str) -> Kind:
    return Kind(severity, {"en": en, "ru": ru, "kk": kk})


CODES: dict[str, Kind] = {
    "geometry-missing": _kind("error", "geometry is missing", "нет геометрии", "геометриясы жоқ"),
    "geometry-empty": _kind("error", "geometry is empty", "пустая геометрия", "бос геометрия"),
    "geometry-invalid": _kind("error", "invalid geometry", "неверная геометрия", "жарамсыз геометрия"),
    "geometry-outside-crs": _kind(
        "error",
        "coordinates outside the reference system",
        "координаты вне системы координат",
        "координаттар жүйесінен тыс координаттар",
    ),
    "geometry-outside-area": _kind(
        "warning",
        "far from where the reference system is used",
        "далеко от области применения системы координат",
        "координаттар жүйесі қолданылатын аумақтан алыс",
    ),
    "duplicate-geometry": _kind(
        "warning", "same geometry twice", "геометрия повторяется", "геометрия қайталанады"
    ),
    "duplicate-key": _kind("error", "same key twice", "ключ повторяется", "кілт қайталанады"),
    "overlap": _kind("error", "overlap", "наложение", "қабаттасу"),
    "section-overlap": _kind(
        "error", "sections of a route overlap", "участки дороги перекрываются", "жол учаскелері қабаттасады"
    ),
    "section-gap": _kind(
        "info", "gap between sections", "разрыв между участками", "учаскелер арасындағы үзіліс"
    ),
    "reference-nothing": _kind("error", "reference to nothing", "ссылка в никуда", "жоқ нысанға сілтеме"),
    "reference-alias": _kind(
        "warning", "reference by an alias", "ссылка по другому имени", "басқа атпен берілген сілтеме"
    ),
    "value-type": _kind("error", "value of a wrong type", "значение не того типа", "мәннің түрі қате"),
    "value-required": _kind("error", "value is missing", "нет значения", "мәні жоқ"),
    "value-choice": _kind("error", "value is no choice", "значения нет в списке", "мән тізімде жоқ"),
    "value-range": _kind("error", "value out of range", "значение вне пределов", "мән шектен тыс"),
    "value-pattern": _kind(
        "error", "value breaks its pattern", "значение не по шаблону", "мән үлгіге сай емес"
    ),
    "value-length": _kind("error", "text is too long", "слишком длинный текст", "мәтін тым ұзын"),
    "value-rule": _kind("error", "rule is broken", "нарушено правило", "ереже бұзылған"),
    "post-off-road": _kind(
        "warning", "km post off its road", "столб в стороне от дороги", "бағана жолдан алыс"
    ),
    "post-out-of-order": _kind(
        "error", "km post out of order", "нарушен порядок столбов", "бағаналардың реті бұзылған"
    ),
    "post-duplicate": _kind(
        "error", "same km twice on a route", "километр повторяется", "километр қайталанады"
    ),
    "measure-beyond-route": _kind(
        "warning", "past the end of its route", "за концом дороги", "жолдың шетінен асады"
    ),
    "measure-in-gap": _kind(
        "info", "where its route has no section", "там, где у дороги нет участка", "жол учаскесі жоқ жерде"
    ),
    "route-unknown": _kind("error", "no such route", "нет такой дороги", "мұндай жол жоқ"),
    "route-without-sections": _kind("info", "route without sections", "дорога без участков", "учаскесіз жол"),
    "region-wrong": _kind("error", "lies in another region", "лежит в другой области", "басқа облыста жатыр"),
    "region-outside": _kind("warning", "outside its region", "вне своей области", "өз облысынан тыс"),
    "region-crossed": _kind(
        "warning", "partly outside its region", "частью вне своей области", "бір бөлігі облысынан тыс"
    ),
    "region-missing": _kind("info", "no region is named", "область не указана", "облысы көрсетілмеген"),
    "subject-nothing": _kind("error", "claim about nothing", "заявление ни о чём", "мәлімдеменің нысаны жоқ"),
    "indicator-unknown": _kind("info", "unknown indicator", "неизвестный показатель", "белгісіз көрсеткіш"),
}
