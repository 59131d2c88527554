"""Films say how long they are and whether they have sound; handed in as a photo they are refused with a sentence."""

from __future__ import annotations

import struct
from time import process_time

import pytest

from checker.analysers.cleaning import AllowListCleaner
from checker.analysers.containers.kind import FILM
from checker.analysers.hidden.films import Film, film_start, read_film
from checker.analysers.metadata import HiddenReader
from checker.analysers.picture import PillowReader
from checker.core.errors import CannotRead
from tests.analysers.picture_files import box, film, saved, scene

LONG = box(b"moov", box(b"mvhd", b"\x01" + b"\x00" * 19 + struct.pack(">IQ", 600, 600 * 75)))


@pytest.mark.parametrize(
    ("data", "expected", "words"),
    [
        (film(), Film(3.0, has_sound=True, place=None), "a 3-second clip with sound"),
        (film(seconds=0.2, has_sound=False), Film(0.2, has_sound=False, place=None), "a 1-second clip without sound"),
        (
            film(position=b"+53.2200-002.9000/"),
            Film(3.0, has_sound=True, place=(53.22, -2.9)),
            "a 3-second clip with sound",
        ),
        (LONG, Film(75.0, has_sound=None, place=None), "a 75-second clip"),
        (box(b"ftyp", b"mp42"), Film(None, has_sound=None, place=None), "a short clip"),
        (b"", Film(None, has_sound=None, place=None), "a short clip"),
        (box(b"moov", box(b"mvhd", b"\x00" * 100)), Film(None, has_sound=None, place=None), "a short clip"),
        (film()[:-9], Film(None, has_sound=None, place=None), "a short clip"),
    ],
)
def test_what_a_film_says_of_itself(data: bytes, expected: Film, words: str) -> None:
    assert read_film(data) == expected
    assert expected.words == words


def test_a_film_is_found_wherever_it_begins() -> None:
    assert film_start(b"..." + film()) == 3
    assert film_start(saved(scene(), "PNG")) == -1


def test_boxes_without_end_cost_little() -> None:
    nested = b"".join(struct.pack(">I", 8 * (50_000 - level)) + b"moov" for level in range(50_000))
    started = process_time()
    for data in (nested, box(b"free") * 200_000, struct.pack(">I4sQ", 1, b"moov", 1 << 63)):
        assert read_film(data) == Film(None, has_sound=None, place=None)
    assert process_time() - started < 2


FILMS = {
    "mp4": film(),
    "mov": box(b"ftyp", b"qt  \x00\x00\x00\x00qt  "),
    "an old mov": box(b"moov", box(b"mvhd", b"\x00" * 100)),
    "an old mov that begins with its data": box(b"mdat", b"..."),
    "an mp4 that also claims to be a picture": film().replace(b"mp42isom", b"mif1heic"),
    "3gp": box(b"ftyp", b"3gp4\x00\x00\x00\x003gp4"),
    "avi": b"RIFF\x00\x00\x00\x00AVI LIST",
    "webm": b"\x1a\x45\xdf\xa3....",
    "camcorder": (b"G" + b"\x00" * 187) * 3,
    "camcorder with times": (b"\x00" * 4 + b"G" + b"\x00" * 187) * 3,
}


@pytest.mark.parametrize("name", FILMS)
def test_a_film_handed_in_as_a_photo_is_refused_with_a_sentence(name: str) -> None:
    for read in (PillowReader().open, HiddenReader().read, AllowListCleaner().clean):
        with pytest.raises(CannotRead) as refusal:
            read(FILMS[name])
        assert str(refusal.value) == FILM
