"""Sentences of the worker in English, Russian and Kazakh: about values, their mends, and roads."""

from __future__ import annotations

_SENTENCES: dict[str, tuple[str, str, str]] = {
    "required": (
        "{field} is required",
        "не заполнено обязательное поле «{field}»",
        "«{field}» өрісі міндетті түрде толтырылуы керек",
    ),
    "choice": (
        "{field} = {value}: choose one of {choices}",
        "{field} = {value}: выберите одно из значений: {choices}",
        "{field} = {value}: мына мәндердің бірін таңдаңыз: {choices}",
    ),
    "range": (
        "{field} = {value}: must be from {low} to {high}",
        "{field} = {value}: должно быть от {low} до {high}",
        "{field} = {value}: {low} мен {high} аралығында болуы керек",
    ),
    "range_low": (
        "{field} = {value}: must be at least {low}",
        "{field} = {value}: должно быть не меньше {low}",
        "{field} = {value}: кемінде {low} болуы керек",
    ),
    "range_high": (
        "{field} = {value}: must be at most {high}",
        "{field} = {value}: должно быть не больше {high}",
        "{field} = {value}: {high} мәнінен аспауы керек",
    ),
    "length": (
        "{field} = {value}: longer than {length} characters",
        "{field} = {value}: длиннее {length} знаков",
        "{field} = {value}: {length} таңбадан ұзын",
    ),
    "pattern": (
        "{field} = {value}: does not match the pattern {pattern}",
        "{field} = {value}: не подходит под образец {pattern}",
        "{field} = {value}: {pattern} үлгісіне сәйкес келмейді",
    ),
    "type_text": ("{field}: is not text", "{field}: не является текстом", "{field}: мәтін емес"),
    "type_integer": (
        "{field} = {value}: is not a whole number",
        "{field} = {value}: не целое число",
        "{field} = {value}: бүтін сан емес",
    ),
    "type_real": (
        "{field} = {value}: is not a number",
        "{field} = {value}: не число",
        "{field} = {value}: сан емес",
    ),
    "type_boolean": (
        "{field} = {value}: is neither true nor false",
        "{field} = {value}: не «да» и не «нет»",
        "{field} = {value}: «иә» де, «жоқ» та емес",
    ),
    "type_date": (
        "{field} = {value}: is not a date like 2024-12-31",
        "{field} = {value}: не дата вида 2024-12-31",
        "{field} = {value}: 2024-12-31 түріндегі күн емес",
    ),
    "type_datetime": (
        "{field} = {value}: is not a date-time like 2024-12-31T10:00:00Z",
        "{field} = {value}: не дата и время вида 2024-12-31T10:00:00Z",
        "{field} = {value}: 2024-12-31T10:00:00Z түріндегі күн мен уақыт емес",
    ),
    "type_measure": (
        "{field} = {value}: is not a measure like 513+850 or 513.85",
        "{field} = {value}: не километраж вида 513+850 или 513,85",
        "{field} = {value}: 513+850 немесе 513,85 түріндегі километраж емес",
    ),
    "geometry": ("the geometry {rule}", "ошибка геометрии: {rule}", "геометрия қатесі: {rule}"),
    "geometry_required": (
        "the feature has no geometry; draw it",
        "у объекта нет геометрии; нарисуйте её",
        "нысанның геометриясы жоқ; оны сызыңыз",
    ),
    "swap": ("Swap the two", "Поменять местами", "Орындарын ауыстыру"),
    "default": ("Set to {value}", "Поставить «{value}»", "«{value}» мәнін қою"),
    "choice_fix": ("Choose {value}", "Выбрать «{value}»", "«{value}» таңдау"),
    "trim": ("Remove extra blanks", "Убрать лишние пробелы", "Артық бос орындарды алып тастау"),
    "shorten": ("Shorten to {value}", "Сократить до «{value}»", "«{value}» деп қысқарту"),
    "number": ("Set to {value}", "Поставить {value}", "{value} қою"),
    "metres": (
        "Read as metres: {value}",
        "Считать метрами: {value}",
        "Метр деп есептеу: {value}",
    ),
    "past_ends": (
        "{metres} m lie past the ends of the road, which has km {low} to {high}",
        "{metres} м выходят за концы дороги: её километры — от {low} до {high}",
        "{metres} м жолдың шетінен асып кетеді: оның километрлері {low} – {high}",
    ),
    "gap_in_road": (
        "the road has no line for {metres} m of it",
        "на {metres} м из них у дороги нет линии",
        "оның {metres} метрінде жолдың сызығы жоқ",
    ),
    "sections_without_line": (
        "{count} section(s) of route {route} have no line and are not used",
        "участки дороги {route} без линии, которые не учтены: {count}",
        "{route} жолының сызығы жоқ, есепке алынбаған учаскелері: {count}",
    ),
    "sections_without_km": (
        "{count} section(s) of route {route} have no kilometres",
        "участки дороги {route} без километров: {count}",
        "{route} жолының километрі көрсетілмеген учаскелері: {count}",
    ),
    "posts_unused": (
        "{count} of {all} km posts of route {route} are not used",
        "километровые знаки дороги {route}, которые не учтены: {count} из {all}",
        "{route} жолының есепке алынбаған километрлік белгілері: {all} ішінен {count}",
    ),
    "deleted": ("(deleted)", "(удалён)", "(жойылған)"),
}
_PLACES = {"en": 0, "ru": 1, "kk": 2}


def said(key: str, language: str, **facts: object) -> str:
    """A sentence with its facts.

    >>> said("range", "ru", field="Полосы", value=40, low=1, high=16)
    'Полосы = 40: должно быть от 1 до 16'
    """
    return _SENTENCES[key][_PLACES.get(language, 0)].format(**facts)
