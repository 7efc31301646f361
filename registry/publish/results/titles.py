"""What columns, values and indicators are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...model.definition import Definition, title_in
from ...stats.change import CHANGE, NEWER, OLDER
from ...stats.indicator import indicators
from ...stats.result import Column

_TEXT = """
site | Site | Объект | Нысан
owner | Owner | Владелец | Иесі
stage | Stage | Этап | Кезең
region | Region | Область | Облыс
district | District | Район | Аудан
year | Year | Год | Жыл
month | Month | Месяц | Ай
layer | Layer | Слой | Қабат
place | Place | Место | Орны
name | Name | Название | Атауы
to | To | Куда | Қайда
nearest | Nearest | Ближайший | Ең жақыны
reached | Reached | Достигнуто | Жетуі
currency | Currency | Валюта | Валюта
works | Works | Работ | Жұмыс саны
features | Features | Объектов в слое | Қабаттағы нысан
objects | Objects | Объектов | Нысан саны
sections | Sections | Участков | Учаскелер
sum | Sum | Сумма | Қосынды
sum_km | Sum, km | Сумма, км | Қосынды, км
union_km | Distinct km | Разных километров | Қайталанбайтын км
measured_km | By measure, km | По километражу, км | Километраж бойынша, км
drawn_km | As drawn, km | По линии, км | Сызық бойынша, км
stated_km | As stated, km | Заявлено, км | Мәлімделгені, км
lane_km | Lane-km | Полосо-километры | Жолақ-км
area_m2 | Area, m² | Площадь, м² | Ауданы, м²
stated_m2 | As stated, m² | Заявлено, м² | Мәлімделгені, м²
sum_ha | Sum of works, ha | Сумма работ, га | Жұмыстар жиыны, га
union_ha | Distinct ha | Разных гектаров | Қайталанбайтын га
union_km2 | Distinct km² | Разных км² | Қайталанбайтын км²
sum_km2 | Sum, km² | Сумма, км² | Қосынды, км²
area_km2 | Area, km² | Площадь, км² | Ауданы, км²
covered_km2 | Covered, km² | Покрыто, км² | Қамтылғаны, км²
overlap_km2 | Overlap, km² | Перекрытие, км² | Қабаттасуы, км²
stated_ha | As stated, ha | Заявлено, га | Мәлімделгені, га
part_ha | Owner's part, ha | Часть владельца, га | Иесінің бөлігі, га
site_ha | Site, ha | Весь объект, га | Бүкіл нысан, га
settlements | Settlements | Населённых пунктов | Елді мекен
settlements_near | Settlements near | Из них рядом | Оның ішінде жақыны
people | People | Людей | Адам
people_near | People near | Людей рядом | Жақын тұратын адам
per_1000_km2 | Km per 1,000 km² | Км на 1 000 км² | 1 000 км²-ге км
per_1000_people | Km per 1,000 people | Км на 1 000 человек | 1 000 адамға км
feature | Feature | Объект | Нысан
class | Class | Класс | Сынып
cells | Cells | Ячеек | Ұяшық
share | Share | Доля | Үлесі
share_of_part | Share of the part | Доля части | Бөліктегі үлесі
share_of_site | Share of the site | Доля объекта | Нысандағы үлесі
new_ha | New in the year, ha | Новых за год, га | Жылдағы жаңасы, га
to_date_ha | To date, ha | С начала учёта, га | Есептің басынан, га
road_km | By road, km | По дорогам, км | Жолмен, км
access_km | To the road, km | До дороги, км | Жолға дейін, км
exit_km | From the road, km | От дороги, км | Жолдан, км
total_km | In all, km | Всего, км | Барлығы, км
straight_km | Straight, km | По прямой, км | Түзу сызықпен, км
claim | Claim | Заявление | Мәлімдеме
claimed | Claimed | Заявлено | Мәлімделгені
computed | Computed | Вычислено | Есептелгені
difference | Difference | Разница | Айырмасы
progress | Progress | Выполнение | Орындалуы
verdict | Verdict | Вывод | Қорытынды
unit | Unit | Единица | Бірлігі
statement | Statement | Формулировка | Мазмұны
status | Status | Состояние | Күйі
period | Period | Период | Кезең
qualifier | Qualifier | Уточнение | Нақтылауы
source | Source | Источник | Дереккөзі
group | Group | Группа | Топ
note | Note | Примечание | Ескертпе
"""
_KNOWN = {
    name: dict(zip(("en", "ru", "kk"), titles, strict=True))
    for name, *titles in ([part.strip() for part in line.split("|")] for line in _TEXT.strip().splitlines())
}
_ENDS: Mapping[str, Mapping[str, str]] = {
    OLDER: {"en": "before", "ru": "было", "kk": "бұрын"},
    NEWER: {"en": "now", "ru": "стало", "kk": "қазір"},
    CHANGE: {"en": "change", "ru": "изменение", "kk": "өзгеріс"},
}
ALL = {"en": "all", "ru": "всего", "kk": "барлығы"}
SEVERAL = {"en": "in several rows", "ru": "в нескольких строках", "kk": "бірнеше жолда"}
NOT_GIVEN = {"en": "not given", "ru": "не указано", "kk": "көрсетілмеген"}


def title(column: Column, language: str | None) -> str:
    """A column's heading: its title in the language; its name, readable, where none is asked for.

    >>> title(Column("union_ha_change", "ha"), "ru")
    'Разных гектаров: изменение'
    """
    if language is None:
        return column.name.replace("_", " ")
    for end, words in _ENDS.items():
        if column.name.endswith(end):
            plain = Column(column.name.removesuffix(end), column.unit, column.title)
            return f"{title(plain, language)}: {words[language]}"
    known = column.title if language in column.title else _KNOWN.get(column.name, column.title)
    return title_in(known, language, column.name.replace("_", " "))


def indicator_title(name: str, language: str | None) -> str:
    """What an indicator is called."""
    known = indicators().get(name)
    return name if known is None else title_in(known.title, language or "en", name)


class Values:
    """Titles of values: what the layers call them in a language."""

    def __init__(self, layers: Iterable[Definition], language: str | None) -> None:
        self._titles: dict[str, dict[object, str]] = {}
        if language is None:
            return
        for layer in layers:
            for field in layer.fields:
                for choice in field.choices:
                    titles = self._titles.setdefault(field.name, {})
                    titles.setdefault(choice.value, title_in(choice.title, language, str(choice.value)))

    def told(self, column: str, value: object) -> str:
        """A value of a grouping column."""
        return self._titles.get(column, {}).get(value, str(value))
