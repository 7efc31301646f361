"""Sentences count things as people do."""

from registry.model.errors import BrokenHistory, ConflictsOpen, InvalidRows, LocalChanges


def test_one_thing_and_several_things():
    assert "1 conflict to resolve" in str(ConflictsOpen(count=1, path="work.gpkg"))
    assert "2 conflicts to resolve" in str(ConflictsOpen(count=2, path="work.gpkg"))
    assert "1 thing wrong" in str(BrokenHistory(path="a.gpkg", count=1, first="x"))
    assert "some changes not committed" in str(LocalChanges(path="a.gpkg", count="some", mend=""))


def test_the_verb_follows_the_number():
    class One:
        def sentence(self):
            return "roads: lanes = 40"

        def as_json(self):
            return {}

    assert "1 value breaks the layer" in str(InvalidRows([One()]))
    assert "2 values break the layer" in str(InvalidRows([One(), One()]))


def test_the_command_to_run_names_the_workspace():
    text = str(ConflictsOpen(count=1, path="work.gpkg"))
    assert "`registry conflicts work.gpkg`" in text
    assert "`registry resolve work.gpkg`" in text
