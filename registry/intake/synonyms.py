"""Headings that Russian and Kazakh tables of road departments use, and the fields they mean.

Each line is one or more fields, then headings separated by ``|``, folded as :func:`.cells.folded` does. Of
several fields the first that the layer has is meant. Units stand in :data:`UNITS`, not here.
"""

from __future__ import annotations

from decimal import Decimal

_TABLE = """
route_id: номер дороги | номер автодороги | номер автомобильной дороги | индекс дороги | индекс автодороги
route_id: код дороги | дорога | автодорога | автомобильная дорога | шифр дороги | номер трассы | трасса
route_id: номер маршрута | жол номері | жолдың номері | автожол | жол индексі | жол | road | route
route_id: road number | road no
name_ru, name: наименование дороги | наименование автодороги | название дороги | название автодороги | имя
name_ru, name: наименование | название | наименование автомобильной дороги | название на русском языке
name_ru, name: наименование на русском | наименование рус | наименование объекта | name | объект
name_ru, name: наименование на русском языке
name_kk, name: наименование на казахском | название на казахском языке | наименование каз | жол атауы
name_kk, name: наименование на казахском языке | автожолдың атауы | жолдың атауы | атауы
name_en, name: наименование на английском | наименование англ | english name
km_from, km: начало | начало км | км начала | начало участка | км нач | нач км | от | с | с км | начальный км
km_from, km: начальный километр | начало участка км | шақырымнан | километрден | басы | бастапқы км | from
km_from, km: start | begin | beg | start km | адрес начала
km_to: конец | конец км | км конца | конец участка | км кон | кон км | до | по | по км | конечный км | to
km_to: конечный километр | конец участка км | шақырымға дейін | шақырымға | километрге дейін | соңы | end
km_to: соңғы км | end km | адрес конца
km: километраж | пикетаж | местоположение | шақырым | километровый знак | position | chainage
started_on, starts_on, valid_from: дата начала | начало работ | дата начала работ | начало ремонта
started_on, starts_on, valid_from: сроки начало | сроки работ начало | срок начала | сроки выполнения начало
started_on, starts_on, valid_from: басталған күні | start date
finished_on, ends_on, valid_to: дата окончания | окончание работ | дата окончания работ | дата завершения
finished_on, ends_on, valid_to: завершение | окончание | конец работ | сроки окончание | сроки конец
finished_on, ends_on, valid_to: сроки работ окончание | срок окончания | аяқталған күні | end date
accepted_on: дата приемки | дата приемки в эксплуатацию | приемка | дата ввода | дата ввода в эксплуатацию
accepted_on: принят | дата акта | қабылданған күні | пайдалануға қабылданған күні | acceptance date
work_type, kind: вид ремонта | вид работы | вид работ | тип ремонта | тип работ | ремонт | жөндеу түрі
work_type, kind: жұмыс түрі | жұмыстың түрі
work_id: номер работы | код работ | код объекта | id работы
status: статус | состояние работ | стадия работ | ход работ | жағдайы | мәртебесі
cost: стоимость | стоимость работ | сумма | сумма договора | цена | сметная стоимость | стоимость ремонта
cost: құны | бағасы | сомасы
currency: валюта | валютасы
contract: номер договора | договор номер | контракт | номер контракта | шарт | шарт номері | келісімшарт
contractor: подрядная организация | подрядчик | исполнитель | генподрядчик | мердігер | мердігер ұйым
stated_km: протяженность | длина | протяженность участка | протяженность дороги | общая протяженность | км
stated_km: ұзындығы | length
carriageway, direction: сторона | проезжая часть | жүріс бөлігі | сторона дороги
direction: направление | бағыты
width_m: ширина покрытия | ширина проезжей части | ширина дороги | ені
ramp: съезд | съезды | рампа | съезд рампа | съезд развязки | это съезд | признак съезда | түспе жол
ramp: түспе жол рампа | айрық тармағы | ramp | ramps | link | slip road | is ramp
lanes: полос | количество полос | число полос движения | кол во полос | полосы | полосность | жолақ саны
surface: тип покрытия | вид покрытия | покрытие | материал покрытия | жабын түрі | жабыны
pavement: тип одежды | дорожная одежда
tech_category: категория | категория дороги | тех категория | техкатегория | санаты | жол санаты
significance: значение дороги | статус дороги | принадлежность | маңызы
owner: владелец | собственник | балансодержатель | заказчик | иесі | меншік иесі
operator: эксплуатирующая организация | обслуживающая организация | эксплуатант
region_code, code: область | регион | код области | код региона | облыс | өңір
condition: состояние | оценка состояния | техническое состояние | состояние покрытия | жай күйі | жағдайы
iri: ровность | показатель ровности | iri м км | ровность iri
surveyed_on: дата обследования | дата осмотра | дата диагностики | дата съемки | зерттеу күні
method: метод | способ | метод обследования
population: население | численность населения | численность | халық саны | population
area_stated_ha, area_stated_km2: площадь | площадь участка | площадь полигона | ауданы | аумағы | area
cadastral_number: кадастровый номер | кад номер | кадастрлық нөмірі | кадастрлық нөмір
stage, lifecycle: стадия | этап | кезеңі
note: примечание | примечания | комментарий | ескерту | ескертпе | comment | remarks
source: источник | источник данных | дереккөз | документ
stated_on: дата сведений | дата документа | по состоянию на | дата отчета
elevation_m: высота | отметка | абсолютная отметка
place: населенный пункт | место | адрес | расположение | орны
jobs: рабочие места | рабочих мест | количество рабочих мест
baseline: базовый год
"""


def _read() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.strip().splitlines():
        fields, _, headings = line.partition(":")
        names = tuple(name.strip() for name in fields.split(","))
        for heading in headings.split("|"):
            found[heading.strip()] = found.get(heading.strip(), ()) + names
    return found


#: Fields that a folded heading may mean, the likeliest first.
FIELDS = _read()

#: How many of the field's unit one unit of the heading is, by the field's kind of unit and the heading's.
_UNITS = {
    "km": "км 1, km 1, шақырым 1, м 0.001, m 0.001",
    "m": "м 1, m 1, см 0.01, cm 0.01, мм 0.001, км 1000, km 1000",
    "ha": "га 1, ha 1, кв м 0.0001, м2 0.0001, м² 0.0001, кв км 100, км2 100, км² 100, тыс га 1000",
    "km²": "км2 1, км² 1, кв км 1, га 0.01, тыс кв км 1000",
    "m²": "м2 1, м² 1, кв м 1, тыс м2 1000, тыс кв м 1000",
    "m/km": "м км 1, m km 1, мм м 1",
    "people": "чел 1, человек 1, адам 1, тыс чел 1000, тыс человек 1000, мың адам 1000",
    "%": "% 1",
    "": "шт 1, ед 1, тыс 1000, млн 1000000, млрд 1000000000",
}
_MONIES = ("тенге", "тг", "теңге", "kzt", "руб", "долл", "usd", "долларов сша", "доллар сша")
_MULTIPLES = {"тыс мың тысяч": 10**3, "млн миллион миллионов": 10**6, "млрд миллиардов": 10**9}


def _units() -> dict[str, dict[str, Decimal]]:
    out: dict[str, dict[str, Decimal]] = {}
    for kind, text in _UNITS.items():
        pairs = (one.strip().rpartition(" ") for one in text.split(","))
        out[kind] = {unit: Decimal(factor) for unit, _, factor in pairs}
    money = out["money"] = {money: Decimal(1) for money in _MONIES}
    for words, factor in _MULTIPLES.items():
        for word in words.split():
            money[word] = Decimal(factor)
            money.update({f"{word} {one}": Decimal(factor) for one in _MONIES})
    return out


UNITS = _units()

#: Fields that hold money.
MONEY = frozenset({"cost"})

#: The currency that a word in a heading names.
CURRENCIES = {
    "тенге": "KZT",
    "тг": "KZT",
    "теңге": "KZT",
    "kzt": "KZT",
    "usd": "USD",
    "долл": "USD",
    "руб": "RUB",
}
