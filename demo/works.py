"""Tables of works as road departments keep them, made here, all of them invented.

A workbook with a title above its Russian headings, a semicolon-separated CSV in CP1251 with decimal commas
and chainages, a workbook in Kazakh.
"""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

from . import INVENTED


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(";"))


RUSSIAN = _words(
    "№ п/п;Номер работы;Код дороги;Начало, км;Конец, км;Вид работ;Статус;"
    "Дата начала;Дата окончания;Дата приёмки;Ширина покрытия, м;Источник"
)
KAZAKH = _words(
    "р/с;Жұмыс коды;Автожол (бағыт);Км-ден;Км-ге дейін;Жұмыс түрі;Күйі;"
    "Басталған күні;Аяқталған күні;Қабылданған күні;Ені;Дереккөзі"
)

#: Number, route, from, to, kind, status, begun, finished, accepted, width.
Work = tuple[str, ...]


def _works(text: str) -> list[Work]:
    return [tuple(line.split(";")) for line in text.strip().splitlines()]


ATYRAU_2022 = _works("""
demo-2022-1;atyrau-dossor;12+000;27+500;средний ремонт;завершено;11.04.2022;20.09.2022;14.10.2022;8,0
demo-2022-2;makat-beineu;5+000;30+000;капитальный ремонт;завершено;04.04.2022;31.10.2022;25.11.2022;8,0
demo-2022-3;atyrau-oral;0+000;18+000;средний ремонт;завершено;16.05.2022;30.09.2022;21.10.2022;8,6
""")
ATYRAU_2023 = _works("""
demo-2023-1;atyrau-oral;71;96,5;капитальный ремонт;завершено;03.04.2023;27.10.2023;17.11.2023;9,0
demo-2023-2;atyrau-oral;90;120;средний ремонт;завершено;15.05.2023;29.09.2023;20.10.2023;8,6
demo-2023-3;makat-dossor;504;515,4;текущий ремонт;завершено;05.06.2023;18.08.2023;25.08.2023;7,5
demo-2023-4;makat-beineu;40;58;капитальный ремонт;ведётся;10.07.2023;;;8,0
""")
MANGYSTAU_2023 = _works("""
demo-2023-5;zhetybay-zhanaozen;0;22,4;орташа жөндеу;аяқталған;02.05.2023;22.09.2023;13.10.2023;7,5
demo-2023-6;aktau-kuryk;10;31,4;күрделі жөндеу;аяқталған;03.04.2023;30.10.2023;24.11.2023;8,0
""")
#: The first ends a work of the year before.
ATYRAU_2024 = _works("""
demo-2023-4;makat-beineu;40+000;58+000;капитальный ремонт;завершено;10.07.2023;14.06.2024;05.07.2024;8,0
demo-2024-1;atyrau-dossor;40+000;66+200;средний ремонт;завершено;08.04.2024;30.08.2024;20.09.2024;8,0
demo-2024-2;makat-beineu;62+000;88+000;капитальный ремонт;завершено;01.04.2024;25.10.2024;22.11.2024;8,0
demo-2024-3;atyrau-oral;125+000;150+000;средний ремонт;завершено;13.05.2024;27.09.2024;18.10.2024;8,6
""")
ATYRAU_2025 = _works("""
demo-2025-1;atyrau-oral;150;178;средний ремонт;завершено;05.05.2025;26.09.2025;17.10.2025;8,6
demo-2025-2;atyrau-oral;30;52,5;текущий ремонт;завершено;09.06.2025;22.08.2025;29.08.2025;8,0
""")
MANGYSTAU_2025 = _works("""
demo-2025-3;beineu-aktau;20;75;орташа жөндеу;аяқталған;05.05.2025;10.10.2025;31.10.2025;8,0
demo-2025-4;beineu-aktau;290;330;күрделі жөндеу;аяқталған;07.04.2025;24.10.2025;21.11.2025;9,0
demo-2025-5;makat-beineu;190;236;орташа жөндеу;жүргізілуде;09.06.2025;;;8,0
""")
#: Two mistakes for the import to find, a day that does not exist and a kind of work that is none; and one for
#: the check, a road that is misspelt.
ATYRAU_2026 = _works("""
demo-2026-1;atyrau-dossor;66+200;80+000;средний ремонт;завершено;06.04.2026;31.06.2026;;8,0
demo-2026-2;makat-dossor;487+000;504+000;ремонт;завершено;13.04.2026;28.08.2026;18.09.2026;7,5
demo-2026-3;atyrau-orel;52+500;71+000;средний ремонт;завершено;04.05.2026;25.09.2026;16.10.2026;8,6
demo-2026-4;atyrau-oral;179+000;189+000;капитальный ремонт;ведётся;01.06.2026;;;9,0
""")


def workbook(path: Path, title: str, works: list[Work], headings: tuple[str, ...] = RUSSIAN) -> None:
    """A workbook with a title, an empty row, and the headings in row 3, as they come."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title.rpartition(" ")[2]
    sheet["A1"] = title
    sheet["A1"].font = Font(bold=True, size=14)
    for row in ((), headings, *numbered(works)):
        sheet.append(row)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    book.save(path)


def semicolons(path: Path, works: list[Work]) -> None:
    """A CSV as a Russian Excel saves it: CP1251, semicolons, CRLF."""
    with path.open("w", encoding="cp1251", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows([RUSSIAN, *numbered(works)])


def numbered(works: list[Work]) -> list[tuple[str | int, ...]]:
    """Rows of the table: a running number before, the source after."""
    return [(number, *work, INVENTED) for number, work in enumerate(works, 1)]
