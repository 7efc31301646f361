"""Works that come from the greater kilometre to the smaller, as departments write them."""

import pytest

from registry.model.reading import read_definition
from registry.shipped import layers_folder

HEAD = "work_id,route_id,km_from,km_to,work_type,direction,done_from,done_to,source,quality"


@pytest.fixture
def repairs(ledger, tmp_path, bring):
    with ledger.writing(author="Test", message="repairs") as tx:
        tx.define(read_definition(layers_folder() / "repairs.toml"))

    def brought(*rows, heading=HEAD, **options):
        path = tmp_path / f"works{len(rows)}{len(options)}.csv"
        path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
        return bring(path, "repairs", **options)

    return brought


def test_pitfall_5_a_reversed_work_is_put_in_order_and_keeps_its_direction(repairs, values):
    report = repairs(
        "toll,A-1,786,513+850,medium,,600,550,act,digitised",
        "plain,A-1,10,20,medium,,,,act,digitised",
    )
    told = values("repairs", "work_id", "km_from", "km_to", "direction", "done_from", "done_to")
    assert told == [
        ("plain", 10.0, 20.0, None, None, None),
        ("toll", 513.85, 786.0, "reversed", 550.0, 600.0),
    ]
    assert "1 row runs from the greater kilometre to the smaller" in " ".join(report.notes)


def test_the_same_file_again_by_key_is_nothing_to_import(repairs):
    row = "toll,A-1,786,513+850,medium,,,,act,digitised"
    repairs(row, key="work_id")
    assert repairs(row, key="work_id", again=True).nothing


def test_a_work_that_says_forward_and_runs_backwards_is_refused(repairs):
    report = repairs("toll,A-1,786,513+850,medium,forward,,,act,digitised", on_bad_rows="skip")
    assert "km_to must be greater than km_from" in report.rejects[0].reasons[0]


def test_one_kilometre_told_alone_turns_nothing_round(repairs):
    repairs("w,A-1,10,20,medium,,,,act,digitised")
    report = repairs("w,25", heading="work_id,km_from", key="work_id", on_bad_rows="skip")
    assert "km_to must be greater than km_from" in report.rejects[0].reasons[0]
