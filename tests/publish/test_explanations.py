"""Every text of an indicator is there in Kazakh and Russian, and none that no indicator has."""

import pytest

from registry.publish.results.explanations import KINDS, _words, explained
from registry.stats.indicator import indicators


def texts(kind: str) -> set[str]:
    known = indicators().values()
    parameters = [each for one in known for each in one.parameters]
    return {
        "formulas": {one.formula for one in known},
        "sources": {one.source for one in known},
        "parameters": {one.description for one in parameters},
        "choices": {choice for one in parameters for choice in one.choices},
        "inputs": {name for one in known for name in one.inputs if " " in name},
    }[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_is_translated_and_none_is_left_over(kind):
    assert set(_words()[kind]) == texts(kind)
    for english, words in _words()[kind].items():
        assert words["ru"].strip(), english
        assert words["kk"].strip(), english


def test_what_no_language_is_asked_for_stays_as_the_library_says_it():
    assert explained("choices", "under_way", None) == "under_way"
    assert explained("choices", "under_way", "en") == "under way"


def test_kazakh_and_russian_texts_are_in_their_own_letters():
    for kind in ("formulas", "parameters"):
        for words in _words()[kind].values():
            assert words["ru"] != words["kk"]
