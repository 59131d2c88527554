"""A folded text reads as it looks, and remembers where it came from."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.core.folding import fold


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("Ştefan Łukasz Yıldız", "Stefan Lukasz Yildiz"),
        ("O’Driscoll", "O'Driscoll"),
        ("O`Driscoll", "O'Driscoll"),  # also where every character is ASCII
        ("“quoted” – so", '"quoted" - so'),
        ("A\u200bm\u200cy", "Amy"),
        ("soft\u00adhyphen", "softhyphen"),
        ("ﬁeld Ａｍｙ", "field Amy"),
        ("𝐀𝐦𝐲", "Amy"),
        ("Аmy", "Amy"),  # Cyrillic А in a Latin word
        ("Москва", "Москва"),  # a whole word of another alphabet is left as it is
        ("Əliyev ŊAAƐ Weiẞ Ɗan", "Eliyev NAAE WeiSS Dan"),  # as their small letters do
        ("A\u3164m\u1160y\u2800B", "Amy B"),  # letters that show nothing, and a sign that is a blank
        ("Am\u1d07li\u1d00 Wіllоw", "Amelia Willow"),  # small capitals, Cyrillic letters
        ("ᴀʟʟ ꜱᴍᴀʟʟ", "ᴀʟʟ ꜱᴍᴀʟʟ"),  # another check asks about a word wholly in them
        ("٠٧٧٠٠ ९００", "07700 900"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_a_text_folds_to_how_it_reads(written: str, reads: str) -> None:
    assert fold(written).text == reads


@given(st.text())
def test_every_folded_character_points_into_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= offset < len(text) for offset in folded.offsets)
    assert all(0 < folded.original_end(end) <= len(text) for end in range(1, len(folded.text) + 1))


def test_a_match_can_be_marked_in_the_text_as_written() -> None:
    written = "Well done \u200bZo\u0308e!"
    folded = fold(written)
    start = folded.text.index("Zoe")
    marked = written[folded.offsets[start] : folded.original_end(start + 3)]
    assert marked == "Zo\u0308e"


@pytest.mark.parametrize("name", ["Zoe\u0308", "Andre\u0301", "z\u0336o\u0336e\u0336", "❤\ufe0f"])
def test_a_mark_at_the_end_belongs_to_its_letter(name: str) -> None:
    folded = fold(f"Hi {name} (7)")
    end = len(folded.text) - len(" (7)")
    assert folded.original_end(end) == len(f"Hi {name}")


@pytest.mark.parametrize("text", ["Zoe\u0308 \u200bß ﬁ", "Plain `words`"])
def test_what_each_character_came_from_lies_apart_and_in_order(text: str) -> None:
    folded = fold(text)
    spans = sorted(set(zip(folded.offsets, folded.ends, strict=True)))
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
