"""Values as a person reads them."""

import pytest
import shapely

from registry.model.showing import shown_geometry

LINE = shapely.to_wkb(shapely.LineString([(0, 0), (1, 1), (2, 0)]), flavor="iso")
PARTS = shapely.to_wkb(
    shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1)]), flavor="iso", byte_order=1
)


@pytest.mark.parametrize(
    ("blob", "language", "text"),
    [
        (LINE, "en", "LineString, 3 vertices"),
        (LINE, "ru", "линия, 3 вершины"),
        (LINE, "kk", "сызық, 3 төбе"),
        (PARTS, "ru", "полигоны, 2 части, 10 вершин"),
        (shapely.to_wkb(shapely.Point(1, 2)), "kk", "нүкте"),
        (b"nothing of the kind", "ru", ""),
    ],
)
def test_a_geometry_is_told_in_the_persons_language(blob, language, text):
    assert shown_geometry(blob, language) == text


@pytest.mark.parametrize(
    ("vertices", "word"), [(21, "вершина"), (11, "вершин"), (22, "вершины"), (25, "вершин")]
)
def test_russian_counts_vertices_in_its_three_forms(vertices, word):
    line = shapely.LineString([(one, one % 2) for one in range(vertices)])
    assert shown_geometry(shapely.to_wkb(line), "ru") == f"линия, {vertices} {word}"
