"""Tables as departments keep them come in as works."""

import datetime as dt
import zipfile

import openpyxl
import pytest
import shapely

from registry.intake.errors import (
    ChooseLayer,
    DamagedSource,
    RequiredMissing,
    RowsRefused,
    UnknownCrs,
    UnknownEncoding,
    UnreadableSource,
)
from registry.model.geometry import wkb

RUSSIAN = """№ дороги;Наименование дороги;от, км;до, км;Вид ремонта;Стоимость, тыс. тенге;Подрядчик;\
Дата приёмки;Выполнено
A-27;Атырау – Доссор;12+000;15,5;капитальный ремонт;1 234,5;ТОО «Жол»;31.12.2024;да
A-28;"Мақат; «Доссор»";км 487+000;504;Средний ремонт;-;;нет данных;жоқ
"""
EXPECTED = [
    ("A-27", "Атырау – Доссор", 12.0, 15.5, "capital", 1_234_500.0, "KZT", "ТОО «Жол»", "2024-12-31", True),
    ("A-28", "Мақат; «Доссор»", 487.0, 504.0, "medium", None, None, None, None, False),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "kz1048", "utf-16"])
def test_a_csv_of_works_with_decimal_commas_and_chainages(tmp_path, bring, values, encoding):
    path = tmp_path / "работы.csv"
    text = RUSSIAN if encoding != "kz1048" else RUSSIAN.replace("–", "-")
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    report = bring(path, "works")
    expected = (
        EXPECTED
        if encoding != "kz1048"
        else [(one[0], one[1].replace("–", "-"), *one[2:]) for one in EXPECTED]
    )
    assert values("works") == expected
    assert (report.inserted, report.unmapped) == (2, [])
    assert report.missing == []
    assert any("KZT" in note and "тыс. тенге" in note for note in report.notes)
    assert any("KZ1048" in note for note in report.notes) == (encoding == "kz1048")


def test_a_table_in_cp1251_is_told_by_its_bytes(tmp_path, bring, values):
    path = tmp_path / "works.csv"
    path.write_text(RUSSIAN.replace("қ", "к").replace("жоқ", "нет"), encoding="cp1251")
    assert bring(path, "works").encoding == "cp1251"
    assert values("works", "name_ru") == [("Атырау – Доссор",), ("Макат; «Доссор»",)]


@pytest.mark.parametrize("delimiter", [",", "\t", "|", ";"])
def test_the_delimiter_is_found_out(tmp_path, bring, values, delimiter):
    path = tmp_path / "works.csv"
    rows = ["route_id,km_from,km_to,name_ru", 'A-27,12.5,13,"x, y; z"', "A-28,1,2,w"]
    quoted = [row.replace('"x, y; z"', "X").replace(",", delimiter).replace("X", '"x, y; z"') for row in rows]
    path.write_text("\n".join(quoted), encoding="utf-8")
    bring(path, "works")
    assert values("works", "route_id", "km_from", "name_ru") == [
        ("A-27", 12.5, "x, y; z"),
        ("A-28", 1.0, "w"),
    ]


def test_mostly_utf8_with_a_bad_byte_is_refused_not_garbled(tmp_path, ledger, bring):
    path = tmp_path / "works.csv"
    path.write_bytes(RUSSIAN.encode() + b"A-29;\xff\xfe;1;2;;;;;\n" + RUSSIAN.encode() * 3)
    with pytest.raises(UnknownEncoding, match="--encoding"):
        bring(path, "works")
    assert ledger.count("works") == 0


def test_a_cell_too_many_rejects_its_row_and_blank_lines_are_nothing(tmp_path, bring):
    path = tmp_path / "works.csv"
    path.write_text("route_id;km_from;km_to\nA-1;1;2;;\n\n;;\nA-2;3;4;x\n", encoding="utf-8")
    report = bring(path, "works", on_bad_rows="skip")
    assert (report.rows, report.inserted) == (2, 1)
    assert [(one.number, one.reasons) for one in report.rejects] == [
        (5, ("the row has 4 cells, the heading 3",))
    ]


def test_numbers_of_rows_are_lines_also_after_a_cell_of_two_lines(tmp_path, bring):
    path = tmp_path / "works.csv"
    path.write_text('route_id,km_from,km_to,name_ru\nA-1,1,2,"a\nb"\nA-2,x,2,c\n', encoding="utf-8")
    assert [one.number for one in bring(path, "works", on_bad_rows="skip").rejects] == [4]


def test_a_nul_in_a_csv_is_damage_not_a_crash(tmp_path, ledger, bring):
    path = tmp_path / "works.csv"
    path.write_bytes(b"route_id,km_from,km_to\nA-1,1,2\nA\x00,3,4\n")
    with pytest.raises((DamagedSource, RowsRefused), match=r"NUL|line"):
        bring(path, "works")
    assert ledger.count("works") == 0


def workbook(path, *sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return book


HEADINGS = [
    ["Сведения о ремонте автомобильных дорог за 2024 год"],
    [],
    [
        "№ дороги",
        "Наименование дороги",
        "Участок",
        None,
        "Вид ремонта",
        "Стоимость, млн тенге",
        "Подрядчик",
        "Приёмка",
    ],
    [None, None, "от, км", "до, км", None, None, None, None],
    [1, 2, 3, 4, 5, 6, 7, 8],
]
ROWS = [
    [
        "A-27",
        "Атырау – Доссор",
        "12+000",
        15.5,
        "капитальный ремонт",
        1.2345,
        "ТОО «Жол»",
        dt.datetime(2024, 12, 31),
    ],
    [None] * 8,
    ["A-28", "Мақат 😀", 487, "504,000", "орташа жөндеу", "2,5", "-", "31.12.2024"],
    ["Итого", None, None, None, None, 3.7345, None, None],
]


def test_a_workbook_with_a_title_two_heading_rows_column_numbers_and_a_total(tmp_path, bring, values):
    path = tmp_path / "работы.xlsx"
    book = workbook(path, ("2024", HEADINGS + ROWS))
    book["2024"].merge_cells("C3:D3")
    book.save(path)
    report = bring(path, "works")
    assert (report.rows, report.inserted) == (2, 2)
    assert values("works", "route_id", "km_from", "km_to", "work_type", "cost", "accepted_on") == [
        ("A-27", 12.0, 15.5, "capital", 1_234_500.0, "2024-12-31"),
        ("A-28", 487.0, 504.0, "medium", 2_500_000.0, "2024-12-31"),
    ]
    assert any("row 9 is a total ('Итого')" in note for note in report.notes)
    assert report.source == "работы.xlsx (2024)"


def test_the_sheet_is_named_by_name_or_number(tmp_path, bring, values):
    path = tmp_path / "years.xlsx"
    workbook(path, ("2023", [["route_id", "km_from", "km_to"], ["A-1", 1, 2]]), ("2024", HEADINGS + ROWS))
    with pytest.raises(ChooseLayer, match="1 '2023', 2 '2024'"):
        bring(path, "works")
    with pytest.raises(ChooseLayer, match="'2025'"):
        bring(path, "works", sheet="2025")
    assert bring(path, "works", sheet=1).rows == 1
    assert bring(path, "works", sheet="2024").rows == 2


def test_hidden_and_empty_sheets_need_no_choice(tmp_path, bring):
    path = tmp_path / "one.xlsx"
    book = workbook(path, ("a", HEADINGS + ROWS), ("b", []), ("c", [["x"]]))
    book["c"].sheet_state = "hidden"
    book.save(path)
    assert bring(path, "works").inserted == 2


def test_the_heading_row_may_be_named(tmp_path, bring):
    path = tmp_path / "odd.xlsx"
    workbook(path, ("s", [["от, км", "до, км", "№ дороги"], ["a", "b", "c"], [1, 2, "A-1"]]))
    with pytest.raises(RequiredMissing, match="--map"):
        bring(path, "works", heading_row=2)
    mapping = {"a": "km_from", "b": "km_to", "c": "route_id"}
    assert bring(path, "works", heading_row=2, mapping=mapping).inserted == 1
    with pytest.raises(UnreadableSource, match="heading row 99"):
        bring(path, "works", heading_row=99)


def test_formulas_give_the_values_excel_left_and_without_them_the_sheet_is_refused(tmp_path, ledger, bring):
    path = tmp_path / "formulas.xlsx"
    workbook(path, ("s", [["route_id", "km_from", "km_to"], ["A-1", 1, "=B2+3"]]))
    with pytest.raises(UnreadableSource, match="1 formula"):
        bring(path, "works")
    computed = tmp_path / "computed.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(computed, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(
                name,
                text.replace(b"<v />", b"<v>4</v>")
                .replace(b"<v></v>", b"<v>4</v>")
                .replace(b"<v/>", b"<v>4</v>"),
            )
    bring(computed, "works")
    assert [row[5] for row in ledger.rows("works")] == [4.0]


def test_dates_without_a_century_and_excel_errors_are_rejected_with_the_cell(tmp_path, bring):
    path = tmp_path / "bad.xlsx"
    rows = [["A-1", 1, 2, "31.12.24", 1], ["A-2", 3, 4, "31.12.2024", "#REF!"], ["A-3", 9, 5, None, None]]
    workbook(path, ("s", [["route_id", "km_from", "km_to", "дата приемки", "стоимость"], *rows]))
    report = bring(path, "works", on_bad_rows="skip")
    assert [(one.number, one.reasons) for one in report.rejects] == [
        (2, ("accepted_on = '31.12.24': has a year of two digits; write it with four, such as 31.12.2024",)),
        (3, ("cost = '#REF!': is an error that Excel could not compute",)),
        (4, ("km_to, km_from = 5.0, 9.0: km_to must be greater than km_from",)),
    ]


def test_a_truncated_workbook_is_damaged(tmp_path, bring):
    path = tmp_path / "cut.xlsx"
    workbook(path, ("s", HEADINGS + ROWS))
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(DamagedSource):
        bring(path, "works")


def test_a_table_without_rows_is_nothing_to_import(tmp_path, bring):
    path = tmp_path / "empty.csv"
    path.write_text("route_id,km_from,km_to\n", encoding="utf-8")
    report = bring(path, "works")
    assert (report.rows, report.nothing) == (0, True)


@pytest.mark.parametrize(
    ("x", "y", "first"),
    [
        ("lon", "lat", ("51.88427", "47.1048")),
        ("Долгота", "Широта", ("51,88427", "47,1048")),
        ("Бойлық", "Ендік", ("51°53'3.372\"", "47°06'17.28\" с.ш.")),
        ("LONGITUDE", "LATITUDE", ("51.88427", "47.1048")),
    ],
)
def test_coordinates_in_degrees_need_no_system(tmp_path, ledger, bring, x, y, first):
    path = tmp_path / "points.csv"
    quoted = ";".join('"' + one.replace('"', '""') + '"' for one in first)
    path.write_text(f"name;{x};{y}\nАтырау;{quoted}\nнигде;;\n", encoding="utf-8")
    bring(path, "places")
    found = {row[2]: row[1] for row in ledger.rows("places")} if ledger.count("places") == 2 else {}
    assert shapely.from_wkb(wkb(found["Атырау"])).coords[0] == pytest.approx((51.88427, 47.1048), abs=1e-9)


def test_plain_coordinates_need_their_system(tmp_path, ledger, bring):
    path = tmp_path / "points.csv"
    path.write_text("name,x,y\nАтырау,567000,5217000\n", encoding="utf-8")
    with pytest.raises(UnknownCrs, match="--crs"):
        bring(path, "places")
    bring(path, "places", crs="EPSG:32639")
    (row,) = ledger.rows("places")
    assert shapely.from_wkb(wkb(row[1])).coords[0] == pytest.approx((51.88, 47.1), abs=0.02)


def test_well_known_text_and_bad_coordinates(tmp_path, ledger, bring):
    path = tmp_path / "zones.csv"
    path.write_text(
        'name;WKT (EPSG:4326)\na;"POLYGON ((0 0, 1 0, 1 1, 0 0))"\nb;POLYGON ((\nc;\nd;"POINT (1 1)"\n',
        encoding="utf-8",
    )
    report = bring(path, "zones", on_bad_rows="skip")
    assert report.inserted == 1
    reasons = [one.reasons[0] for one in report.rejects]
    assert reasons[0].endswith("is not well-known text")
    assert reasons[1:] == ["geometry is required", "geometry is a Point, the layer takes MultiPolygon"]


def test_swapped_and_half_given_coordinates_are_rejected(tmp_path, bring):
    path = tmp_path / "points.csv"
    path.write_text("name,lon,lat\na,47.1,151.9\nb,51.9,\nc,x,1\n", encoding="utf-8")
    report = bring(path, "places", on_bad_rows="skip")
    reasons = [one.reasons[0] for one in report.rejects]
    assert "x and y look swapped" in reasons[0]
    assert reasons[1:] == ["one of the two coordinates is missing", "the coordinate 'x' is not a number"]


def test_coordinates_can_be_left_out_or_insisted_on(tmp_path, ledger, bring):
    path = tmp_path / "points.csv"
    path.write_text("name,lon,lat\na,51.9,47.1\n", encoding="utf-8")
    bring(path, "places", table=True)
    assert [row[1] for row in ledger.rows("places")] == [None]
    bare = tmp_path / "bare.csv"
    bare.write_text("name\na\n", encoding="utf-8")
    with pytest.raises(UnreadableSource, match="no columns with coordinates"):
        bring(bare, "places", table=False)
