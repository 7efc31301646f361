"""Columns find their fields by name, title and the headings that departments use."""

from decimal import Decimal

import pytest

from registry.intake.errors import UnusableMapping
from registry.intake.headings import currency_of, match_columns
from registry.intake.mappings import path_beside, recalled, remember
from registry.intake.tables import find_heading, is_title
from registry.model.reading import read_definitions

from .conftest import WORKS


def fields(columns, definition=WORKS, **options):
    return {match.column: match.field for match in match_columns(definition, columns, **options)}


@pytest.fixture(scope="module")
def shipped(repository):
    return read_definitions(repository / "layers")


def test_russian_headings_of_a_road_department():
    columns = [
        "№ дороги",
        "Наименование дороги",
        "от, км",
        "до, км",
        "Вид ремонта",
        "подрядчик",
        "Дата приёмки",
    ]
    assert list(fields(columns).values()) == [
        "route_id", "name_ru", "km_from", "km_to", "work_type", "contractor", "accepted_on",
    ]  # fmt: skip


def test_kazakh_headings():
    columns = [
        "Жол нөмірі",
        "жол номері",
        "Шақырымнан",
        "шақырымға дейін",
        "Жөндеу түрі",
        "Мердігер",
        "құны, млн теңге",
    ]
    found = fields(columns)
    assert found["жол номері"] == "route_id"
    assert [found[column] for column in columns[2:]] == [
        "km_from",
        "km_to",
        "work_type",
        "contractor",
        "cost",
    ]


def test_start_and_end_are_kilometres_where_the_layer_has_them_and_days_where_the_heading_says_so(shipped):
    columns = ["начало", "конец", "Дата начала", "Дата окончания"]
    found = fields(columns, shipped["repairs"])
    assert list(found.values()) == ["km_from", "km_to", "started_on", "finished_on"]


@pytest.mark.parametrize("heading", ["Съезд", "Рампа", "Признак съезда", "Түспе жол", "Ramp", "Link"])
def test_a_column_that_tells_the_ramps_of_interchanges_is_known(shipped, heading):
    assert fields([heading], shipped["roads"]) == {heading: "ramp"}


def test_a_unit_in_the_heading_is_a_factor(shipped):
    columns = ["Стоимость, тыс. тенге", "Протяженность, м", "Ширина (м)"]
    factors = [match.factor for match in match_columns(shipped["repairs"], columns)]
    assert factors == [Decimal(1000), Decimal("0.001"), None]
    assert currency_of("Стоимость, тыс. тенге") == "KZT"


def test_every_field_of_every_shipped_layer_is_found_by_its_name_and_by_its_titles(shipped):
    for definition in shipped.values():
        assert fields(definition.names, definition) == {name: name for name in definition.names}
        for language in ("ru", "kk", "en"):
            titles = [one.title[language] for one in definition.fields]
            assert list(fields(titles, definition).values()) == list(definition.names), (
                definition.name,
                language,
            )


def test_what_the_user_says_wins_and_what_feeds_nothing_is_left():
    columns = ["a", "Дорога", "прочее"]
    assert fields(columns, mapping={"a": "route_id"}) == {"a": "route_id"}
    assert fields(columns, mapping={"Дорога": None}) == {}
    assert fields(columns, mapping={"ДОРОГА": "name_ru"}) == {"Дорога": "name_ru"}


def test_a_factor_may_be_said():
    (match,) = match_columns(WORKS, ["сумма всего"], {"сумма всего": "cost*1000"})
    assert (match.field, match.factor) == ("cost", Decimal(1000))


@pytest.mark.parametrize(
    ("mapping", "named"),
    [
        ({"z": "cost"}, "'z'"),
        ({"a": "colour"}, "'colour'"),
        ({"a": "cost", "b": "cost"}, "two columns"),
        ({"a": "cost*x"}, "factor"),
        ({"a": "cost*0"}, "factor"),
        ({"a": "cost*nan"}, "factor"),
    ],
)
def test_a_mapping_that_names_what_is_not_there_is_refused(mapping, named):
    with pytest.raises(UnusableMapping, match=named):
        match_columns(WORKS, ["a", "b"], mapping)


def test_one_field_has_one_column_and_the_better_match_gets_it():
    assert fields(["дорога", "route_id", "трасса"]) == {"route_id": "route_id"}


def test_a_name_cut_by_a_shapefile_is_known():
    assert fields(["accepted_o", "CONTRACTOR"]) == {"accepted_o": "accepted_on", "CONTRACTOR": "contractor"}


def test_a_mapping_is_kept_for_the_same_columns_in_any_order_and_case(tmp_path):
    registry = tmp_path / "registry.gpkg"
    columns = ["Код", "Сумма", "Прочее"]
    remember(
        registry, WORKS, columns, match_columns(WORKS, columns, {"Код": "route_id", "Сумма": "cost*1000"})
    )
    again = ["ПРОЧЕЕ", "сумма ", "код"]
    found = match_columns(WORKS, again, saved=recalled(registry, WORKS, again))
    assert [(m.column, m.field, m.factor, m.how) for m in found] == [
        ("сумма ", "cost", Decimal(1000), "saved"),
        ("код", "route_id", None, "saved"),
    ]
    assert recalled(registry, WORKS, ["код", "сумма"]) == {}


def test_a_spoilt_file_of_mappings_is_no_obstacle(tmp_path):
    registry = tmp_path / "registry.gpkg"
    path_beside(registry).write_bytes(b"\xff{")
    assert recalled(registry, WORKS, ["a"]) == {}
    remember(registry, WORKS, ["a"], [])
    assert recalled(registry, WORKS, ["a"]) == {"a": None}


def heading(*rows, said=None):
    return find_heading(list(enumerate(map(list, rows), 1)), WORKS, said, "table")


def test_the_heading_row_is_found_below_titles():
    found = heading(
        ["Отчёт о ремонте дорог за 2024 год"], [None], ["№ дороги", "от, км", "до, км"], ["A-27", "12", "15"]
    )
    assert (found.names, found.last) == (["№ дороги", "от, км", "до, км"], 3)


def test_two_heading_rows_with_merged_cells_are_joined():
    found = heading(
        ["№ дороги", "Участок", None, "Вид ремонта", "Сроки", None],
        [None, "от, км", "до, км", None, "начало", "конец"],
        [1, 2, 3, 4, 5, 6],
        ["A-27", 12, 15, "средний ремонт", None, None],
    )
    assert found.last == 3
    assert found.names == ["№ дороги", "от, км", "до, км", "Вид ремонта", "Сроки начало", "Сроки конец"]


def test_the_heading_row_may_be_said():
    rows = (["от, км", "до, км"], ["a", "b"], ["c", "d"], ["1", "2"])
    assert heading(*rows, said=2).names == ["a", "b"]
    assert heading(*rows, said="2-3").names == ["a c", "b d"]


def test_headings_that_are_empty_or_come_twice_get_names():
    assert heading(["от, км", None, "от, км"], [1, 2, 3], said=1).names == [
        "от, км",
        "column 2",
        "от, км (2)",
    ]


def test_a_title_right_above_the_headings_is_not_part_of_the_first_column():
    names = ["№ п/п", "№ дороги", "от, км", "до, км"]
    for title in (["Ведомость ремонтов"], ["Ведомость ремонтов", None, None, None]):
        assert heading(title, names, ["1", "A-27", "12", "15"]).names == names
    assert heading(["Ведомость"], ["по состоянию на 1 мая"], names, ["1", "A-27", "12", "15"]).names == names


def test_a_group_over_some_columns_is_no_title():
    names = ["№ дороги", "начало", "конец"]
    assert not is_title([None, "Сроки", None], names)
    assert not is_title(["Участок", None, "Сроки"], names)
    assert is_title(["Сроки"], names)
