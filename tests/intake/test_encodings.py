"""Texts of unknown encoding are read as what they are, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.intake.encodings import guessed, known

SENTENCES = [
    "Участок автомобильной дороги республиканского значения Атырау – Доссор",
    "Реконструкция моста через реку Урал; подрядчик ТОО «Жол»",
]
KAZAKH = "Қызылорда Ақтау Маңғыстау Өзен әкімдігі Ұлы үй жөндеу"


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "utf-8"])
def test_russian_is_told_by_its_bytes(text, encoding):
    text = text.replace("–", "-").replace("«", "'").replace("»", "'")
    assert guessed(text.encode(encoding))[0] == encoding


def test_kazakh_letters_tell_kz1048_from_cp1251():
    assert guessed(KAZAKH.encode("kz1048")) == ("kz1048", False)


def test_utf8_cut_in_the_middle_of_a_letter_is_utf8():
    assert guessed(KAZAKH.encode()[:-1]) == ("utf-8", True)


def test_noise_is_not_guessed():
    assert guessed(bytes(range(0xB0, 0xC0)) * 4) == (None, False)


@given(st.binary())
def test_what_is_certain_can_be_decoded(sample):
    name, certain = guessed(sample)
    if certain:
        assert name == "utf-8"
        sample.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("CP1251", "cp1251"), ("windows-1251", "cp1251"), ("ANSI 1251", "cp1251"), ("1251\n", "cp1251"),
        ("UTF-8", "utf-8"), ("utf8", "utf-8"), ("65001", "utf-8"), ("OEM 866", "cp866"),
        ("KZ-1048", "kz1048"),
        ("88595", "iso8859-5"), ("ISO-8859-1", "iso8859-1"), ("8859_1", "iso8859-1"),
        ("no such", None), ("hex", None), ("", None),
    ],
)  # fmt: skip
def test_names_of_encodings_as_people_write_them(written, name):
    assert known(written) == name
