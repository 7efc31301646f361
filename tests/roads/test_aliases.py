"""Former and other names of routes."""

import pytest

from registry.model.reading import read_definition
from registry.roads.aliases import Alias, Aliases, aliases_of

RENUMBERED = Aliases(
    [("KB-2", "A-27 (/2018-12-31)"), ("A-29", "A-27 (2019-01-01/); Атырау–Уральск"), ("kb-3", None)]
)


def test_each_alias_has_its_days():
    told = aliases_of("A-1 (2011-01-01/2019-12-31); B-2 (/2010-12-31); C-3 (2020-01-01/); D-4")
    assert told == [
        Alias("A-1", "2011-01-01", "2019-12-31"),
        Alias("B-2", None, "2010-12-31"),
        Alias("C-3", "2020-01-01", None),
        Alias("D-4"),
    ]
    assert aliases_of(None) == aliases_of("") == []


@pytest.mark.parametrize(
    ("name", "day", "route"),
    [
        ("A-27", "2018-12-31", "KB-2"),
        ("A-27", "2019-01-01", "A-29"),
        ("A-27", None, "A-27"),  # either may be meant
        ("атырау–уральск", None, "A-29"),
        ("KB-3", None, "kb-3"),
        ("nowhere", "2020-01-01", "nowhere"),
    ],
)
def test_a_name_means_the_route_that_had_it_on_the_day(name, day, route):
    assert RENUMBERED.route(name, day) == route


def test_a_routes_own_name_is_never_another_routes_alias():
    names = Aliases([("A-27", None), ("KB-2", "A-27; a-27")])
    assert names.route("A-27") == "A-27"
    assert names.route("a-27") == "A-27"


def test_what_the_layer_takes_for_aliases_can_be_read(repository):
    pattern = read_definition(repository / "layers" / "routes.toml").by_name["aliases"].pattern
    assert pattern is not None
    assert aliases_of("Atyrau–Uralsk; A-1 (/2019-12-31)")[0].name == "Atyrau–Uralsk"
