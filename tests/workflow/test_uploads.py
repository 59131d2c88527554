"""What comes onto the desk is asked its size, number and kind before anything opens it."""

from __future__ import annotations

import pytest

from checker.core.errors import InputError
from checker.workflow.album_photos import ENDINGS
from checker.workflow.uploads import (
    FILM_TYPES,
    MOST_BYTES,
    MOST_BYTES_TOGETHER,
    MOST_FILES,
    PICTURE_TYPES,
    accept,
    is_film,
)


@pytest.mark.parametrize("name", ["a.jpg", "Ä b.JPEG", "a.b.heic", "<img src=x>.png", "film.MP4", "a.avif", "a.JFIF"])
def test_pictures_and_films_are_taken(name: str) -> None:
    accept(name, 1, 0, 0)


@pytest.mark.parametrize(
    ("name", "size", "already", "bytes_already", "says"),
    [
        ("a.jpg", 0, 0, 0, "empty"),
        ("a.jpg", MOST_BYTES + 1, 0, 0, "may not be that large"),
        ("a.jpg", 2, 3, MOST_BYTES_TOGETHER - 1, "may not be that large"),
        ("a.jpg", 1, MOST_FILES, 0, "as an album"),
        ("a.svg", 1, 0, 0, "no kind of photo"),
        ("a.html", 1, 0, 0, "no kind of photo"),
        ("a", 1, 0, 0, "no kind of photo"),
    ],
)
def test_everything_else_is_refused_with_what_to_do(
    name: str, size: int, already: int, bytes_already: int, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        accept(name, size, already, bytes_already)


def test_a_film_is_told_apart() -> None:
    assert [is_film(name) for name in ("a.mov", "a.jpg", "mov")] == [True, False, False]


def test_an_album_takes_all_that_a_post_takes_and_no_packed_file() -> None:
    assert {f".{one}" for one in (*PICTURE_TYPES, *FILM_TYPES)} <= set(ENDINGS)
    assert not {".zip", ".pdf", ".svg"} & set(ENDINGS)
