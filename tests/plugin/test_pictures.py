"""The pictures of the documentation are there, shown, described and small."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
PICTURE = re.compile(r"!\[([^\]]*)\]\((pictures/[^)]+)\)")


def shown():
    return [
        found for page in DOCS.glob("*.md") for found in PICTURE.findall(page.read_text(encoding="utf-8"))
    ]


def test_every_picture_shown_is_there_and_every_picture_there_is_shown():
    there = {path.relative_to(DOCS).as_posix() for path in (DOCS / "pictures").iterdir()}
    assert there == {path for _, path in shown()}


def test_every_picture_is_described_for_those_who_do_not_see_it():
    assert all(len(text.split()) > 3 for text, _ in shown())


def test_pictures_are_small():
    sizes = {path.name: path.stat().st_size for path in (DOCS / "pictures").glob("*.png")}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > 200_000} == {}
