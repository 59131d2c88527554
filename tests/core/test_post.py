"""A post's digest is everything a reader would see."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.core.post import Channel, Part, Passage, Photo, Post

PHOTO = Photo("sports-day.jpg", b"\xff\xd8pixels", "Two teams at the start")
POST = Post("Sports day was a joy.", Channel.FACEBOOK, (PHOTO,), "Elmwood", "Office")


@pytest.mark.parametrize(
    "changed",
    [
        replace(POST, text="Sports day was a joy"),
        replace(POST, channel=Channel.X),
        replace(POST, school="Oakwood"),
        replace(POST, photos=()),
        replace(POST, photos=(replace(PHOTO, alt_text=""),)),
        replace(POST, photos=(replace(PHOTO, data=b"\xff\xd8pixelz"),)),
        replace(POST, photos=(PHOTO, PHOTO)),
    ],
)
def test_any_edit_changes_the_digest(changed: Post) -> None:
    assert changed.digest != POST.digest


def test_who_posts_it_is_not_part_of_what_a_reader_sees() -> None:
    assert replace(POST, posted_by="Somebody else").digest == POST.digest


@given(st.text(), st.text())
def test_different_texts_have_different_digests(one: str, other: str) -> None:
    assert (Post(one).digest == Post(other).digest) is (one == other)


def test_lone_surrogates_have_a_digest_too() -> None:
    assert Post("\ud800").digest != Post("?").digest


def test_the_passages_are_all_the_words_that_travel() -> None:
    assert POST.passages == (
        Passage(Part.TEXT, POST.text),
        Passage(Part.ALT_TEXT, PHOTO.alt_text, 0),
        Passage(Part.FILE_NAME, PHOTO.name, 0),
    )


def test_a_post_keeps_its_words_out_of_its_repr() -> None:
    assert "joy" not in repr(POST)
    assert "sports-day" not in repr(POST)


@pytest.mark.parametrize(
    ("name", "channel"),
    [("Facebook", Channel.FACEBOOK), ("Twitter", Channel.X), (" x ", Channel.X), ("", Channel.FACEBOOK),
     ("TikTok", Channel.OTHER)],
)  # fmt: skip
def test_a_channel_is_known_by_its_names(name: str, channel: Channel) -> None:
    assert Channel.named(name) is channel
