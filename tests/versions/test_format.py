"""The written format: its vectors, our encoder and one made from the page alone say the same bytes."""

from __future__ import annotations

import json
import re
import sqlite3
import struct
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.model.canonical import RowsDigest, commit_digest, encode_rows, genesis_digest, tag_digest
from registry.model.fieldtypes import TYPES
from registry.versions.tags import add_tag, remove_tag
from registry.versions.verify import verify
from registry.versions.workspace import layout as workspace_layout
from tests.versions import independent
from tests.versions.small import put, remove, road

LINE = struct.pack("<2sBBi4d", b"GP", 0, 3, 4326, 51.5, 52.0, 47.0, 47.25) + struct.pack(
    "<BII4d", 1, 2, 2, 51.5, 47.0, 52.0, 47.25
)
ROW = [
    (0, "geometry", LINE),
    (1, "text", "A-27"),
    (2, "measure", 0),
    (3, "measure", 513850),
    (4, "integer", None),
]
FIRST, SECOND = (bytes.fromhex(f"018f3c5a7b2e4d11a0b1c2d3e4f5061{end}") for end in "78")
OTHER = [(1, "text", "M-32"), (2, "measure", 12500)]


@pytest.fixture(scope="module")
def page(repository):
    return (repository / "docs" / "format.md").read_text("utf-8")


@pytest.fixture(scope="module")
def digests(page):
    """The table of digests: name -> hex."""
    return dict(re.findall(r"^\| (\w+(?: \d)?) \| .* \| `([0-9a-f]{64})` \|$", page, re.MULTILINE))


def field_vectors(page):
    for number, kind, value, encoded in re.findall(
        r"^\| (\d) \| (\w+) \| `(.+?)` \| `([0-9a-f]+)` \|$", page, re.M
    ):
        read = {"integer": int, "measure": int, "boolean": int, "real": float, "geometry": bytes.fromhex}
        yield int(number), kind, read.get(kind, str)(value), bytes.fromhex(encoded)


def tag_of(kind):
    return b"g" if kind == "geometry" else TYPES[kind].tag


def ours(fields):
    fields = sorted(fields, key=lambda one: one[0])
    return encode_rows(
        [(number, tag_of(kind)) for number, kind, _ in fields], [[value] for *_, value in fields]
    )[0]


def test_every_type_has_its_vector(page):
    vectors = list(field_vectors(page))
    assert {kind for _, kind, *_ in vectors} == {*TYPES, "geometry"}
    for number, kind, value, encoded in vectors:
        assert ours([(number, kind, value)]) == encoded
        assert independent.row([(number, kind, value)]) == encoded


def test_the_row_and_the_digests_of_the_page(page, digests):
    (row,) = re.findall(r"^    ([0-9a-f]{150,})$", page, re.MULTILINE)
    assert ours(ROW).hex() == independent.row(ROW).hex() == row
    running = RowsDigest([(number, tag_of(kind)) for number, kind, _ in ROW])
    running.written([(FIRST, *(value for *_, value in ROW)), (SECOND, None, "M-32", 12500, None, None)])
    running.deleted([bytes(16)])
    assert running.digest().hex() == digests["rows"]
    assert independent.layer_digest([(FIRST, ROW), (SECOND, OTHER)], [bytes(16)]).hex() == digests["rows"]

    begin = ("398d6d206dfc487fab74d20878cf46a8", "+05:00", "2024-01-01T00:00:00.000Z")
    (definition,) = re.findall(r"as `(\{.*\})`", page)
    first = ("018f3c5a7b2e4d11a0b1c2d3e4f50001", "2024-01-02T00:00:00.000Z", "Aliya", "given", "layers")
    second = (
        "018f3c5a7b2e4d11a0b1c2d3e4f50002",
        "2024-01-02T00:00:00.001Z",
        "Болат",
        "REGISTRY_AUTHOR",
        "ремонт",
    )
    known = {name: bytes.fromhex(value) for name, value in digests.items()}
    numbered = {1: "route_id", 2: "km_from"}
    assert independent.genesis(*begin) == genesis_digest(*begin) == known["genesis"]
    assert known["commit 1"] == independent.commit(
        known["genesis"], 1, *first, {"works": (definition, numbered)}, {}
    )
    assert known["commit 2"] == independent.commit(
        known["commit 1"], 2, *second, {}, {"works": known["rows"]}
    )
    names = ("commit_id", "time", "author", "author_source", "message")
    assert known["commit 1"] == commit_digest(
        parent=known["genesis"], revision=1, **dict(zip(names, first, strict=True)),
        definitions=[("works", definition, list(numbered.items()))],
    )  # fmt: skip
    assert known["commit 2"] == commit_digest(
        parent=known["commit 1"],
        revision=2,
        **dict(zip(names, second, strict=True)),
        layers=[("works", known["rows"])],
    )
    moved = (1, "2024-report", 2, digests["commit 2"], "2024-01-03T00:00:00.000Z", "Aliya", "as sent")
    gone = (2, "2024-report", None, None, "2024-01-04T00:00:00.000Z", "Aliya", "removed")
    assert independent.tag(bytes(32), *moved) == tag_digest(bytes(32), *moved) == known["tag 1"]
    assert independent.tag(known["tag 1"], *gone) == tag_digest(known["tag 1"], *gone) == known["tag 2"]


VALUES = {
    "text": st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "measure": st.integers(-(10**12), 10**12),
    "real": st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.integers(0, 1),
    "date": st.dates().map(str),
    "datetime": st.datetimes().map(
        lambda one: f"{one:%Y-%m-%dT%H:%M:%S}.{one.microsecond // 1000:03d}Z".zfill(24)
    ),
}


@given(
    st.lists(
        st.one_of(*(st.tuples(st.just(kind), st.none() | values) for kind, values in VALUES.items())),
        max_size=8,
    )
)
def test_two_encoders_agree_on_any_row(row):
    fields = [(number, kind, value) for number, (kind, value) in enumerate(row, 1)]
    if fields:
        assert ours(fields) == independent.row(fields)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("date", "20241231"), ("date", "2024-W52-2"), ("date", "2024-02-30"),
        ("boolean", 2), ("boolean", "1"),
        ("datetime", "2024-12-31 10:00:00.000Z"), ("datetime", "2024-12-31T10:00:00.000"),
        ("datetime", "2024-12-31T24:00:00.000Z"), ("integer", "5"), ("integer", 2**63), ("real", "x"),
    ],
)  # fmt: skip
def test_a_value_not_as_stored_has_no_bytes(kind, value):
    with pytest.raises((ValueError, KeyError, TypeError, struct.error)):
        ours([(1, kind, value)])


def test_a_registry_proves_itself_to_a_program_made_from_the_page(ledger):
    """The whole chain is computed again by reading plain tables, as the page tells."""
    put(ledger, "roads", road(1, lanes=4, paved=True, opened="2024-01-05", name="Ә"), road(9))
    remove(ledger, "roads", 2, 3)
    add_tag(ledger, "first", 2, author="A", message="m")
    remove_tag(ledger, "first", author="A")
    with closing(sqlite3.connect(ledger.path)) as handle:
        facts = dict(handle.execute("SELECT name, value FROM registry_metadata"))
        commits = handle.execute("SELECT * FROM registry_commits ORDER BY revision").fetchall()
        digest = independent.genesis(facts["registry_id"], facts["timezone"], facts["created"])
        assert digest.hex() == commits[0][6]
        for revision, commit_id, time, author, source, message, expected in commits[1:]:
            digest = independent.commit(
                digest, revision, commit_id, time, author, source, message,
                *chapter(handle, revision),
            )  # fmt: skip
            assert digest.hex() == expected
        record = bytes(32)
        for number, *facts, expected in handle.execute("SELECT * FROM registry_tags ORDER BY number"):
            record = independent.tag(record, number, *facts)
            assert record.hex() == expected
    assert verify(ledger).sound


def chapter(handle, revision):
    """Definitions and layers of a commit, from the tables alone."""
    definitions = {
        layer: (text, {one[0]: name for name, one in json.loads(columns).items()})
        for layer, text, columns in handle.execute(
            "SELECT layer, definition, columns FROM registry_definitions WHERE revision = ?", (revision,)
        )
    }
    layers = {}
    for (layer,) in handle.execute(
        "SELECT layer FROM registry_changes WHERE revision = ?", (revision,)
    ).fetchall():
        (columns,) = handle.execute(
            "SELECT columns FROM registry_definitions WHERE layer = ? AND revision <= ?"
            " ORDER BY revision DESC",
            (layer, revision),
        ).fetchone()
        places = list(json.loads(columns).values())
        names = ", ".join(["uid", "geom", *(f'"{physical[0][0]}"' for _, physical in places)])
        written = [
            (
                uid,
                [
                    (0, "geometry", geom),
                    *((one[0], one[1][0][1], value) for one, value in zip(places, row, strict=True)),
                ],
            )
            for uid, geom, *row in handle.execute(
                f"SELECT {names} FROM {layer}__rows WHERE from_rev = ? ORDER BY fid", (revision,)
            )
        ]
        gone = [
            uid
            for (uid,) in handle.execute(
                f"SELECT uid FROM {layer}__rows WHERE to_rev = ? AND uid NOT IN"
                f" (SELECT uid FROM {layer}__rows WHERE from_rev = ?)",
                (revision, revision),
            )
        ]
        layers[layer] = independent.layer_digest(written, gone)
    return definitions, layers


def test_the_page_names_every_table_and_column(page, ledger, work):
    """Tables of the ledger and of a workspace, as they are."""
    for path in (ledger.path, work.path):
        with closing(sqlite3.connect(path)) as handle:
            tables = [
                name
                for (name,) in handle.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                if name.startswith("registry_") and not name.startswith("registry_before_")
            ]
            for table in tables:
                columns = ", ".join(row[1] for row in handle.execute(f"PRAGMA table_info({table})"))
                assert f"| `{table}` | {columns} |" in page
            if path == work.path:
                facts = {name for (name,) in handle.execute("SELECT name FROM registry_workspace")}
                assert all(f"`{name}`" in page for name in facts)
                before = workspace_layout.before_table("roads")
                first = [row[1] for row in handle.execute(f"PRAGMA table_info({before})")][:4]
                assert f"| `{before}` | {', '.join(first)}, one column a field |" in page
