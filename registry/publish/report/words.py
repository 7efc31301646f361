"""What a report says of its own, in three languages."""

from __future__ import annotations

_TEXT = """
report | Report | Отчёт | Есеп
registry | Registry | Реестр | Тізілім
commit | commit {revision} of {day} | фиксация {revision} от {day} | {day} күнгі {revision}-бекіту
all | All | Всего | Барлығы
contents | Contents | Содержание | Мазмұны
by | Grouped by | Группировка | Топтау
where | Only features where | Только объекты, где | Тек мына нысандар
area | Within a given area | В пределах заданной территории | Берілген аумақ ішінде
older | Compared with commit | В сравнении с фиксацией | Мына бекітумен салыстырғанда
how | How it is counted | Как посчитано | Қалай саналған
left_out | Not counted: {count} | Не учтено: {count} | Есепке алынбағаны: {count}
layer | Layer | Слой | Қабат
feature | Feature | Объект | Нысан
why | Why | Почему | Себебі
receipt | Receipt | Квитанция | Түбіртек
again | To check it, save it as receipt.json: | Чтобы проверить, сохраните как receipt.json: | \
Тексеру үшін receipt.json деп сақтаңыз:
digest | digest | дайджест | дайджест
agrees | agrees | совпадает | сәйкес
differs | differs | расходится | айырма бар
target | target | цель | нысана
not computable | cannot be checked | нельзя проверить | тексеруге келмейді
"""
_KNOWN = {
    name: dict(zip(("en", "ru", "kk"), texts, strict=True))
    for name, *texts in ([part.strip() for part in line.split("|")] for line in _TEXT.strip().splitlines())
}


def said(name: str, language: str, **facts: object) -> str:
    """A word of a report.

    >>> said("left_out", "ru", count=3)
    'Не учтено: 3'
    """
    return _KNOWN[name][language].format(**facts)
