"""An empty post is never clear, and neither is one that no channel takes."""

import pytest

from checker.checks.platform_content import MAX_CODE_POINTS, SomethingToCheck
from checker.core.finding import Finding, Severity, WholePost
from checker.core.post import Channel, Photo, Post
from tests.fakes import context

ID = "platform.content"
NOTHING = Finding(
    ID,
    Severity.REVIEW,
    WholePost(),
    "There are no words and no pictures in this post, so nothing could be checked.",
    "Write the post or add its pictures, then check again.",
)


@pytest.mark.parametrize("text", ["", "  \n", "\u200b\ufeff"])
def test_nothing_to_check_is_for_a_person(text: str) -> None:
    assert list(SomethingToCheck().find(Post(text), context())) == [NOTHING]


@pytest.mark.parametrize(
    "post", [Post("Hello"), Post("", photos=(Photo("a.jpg", b"x"),)), Post("a" * 281, Channel.X), Post("🎉")]
)
def test_a_post_with_words_or_pictures_that_fits_is_left_alone(post: Post) -> None:
    assert list(SomethingToCheck().find(post, context())) == []


def test_a_post_too_long_for_every_channel_is_for_a_person() -> None:
    assert list(SomethingToCheck().find(Post("a" * (MAX_CODE_POINTS + 1)), context())) == [
        Finding(
            ID,
            Severity.REVIEW,
            WholePost(),
            "The post is 63,207 characters long; no channel takes more than 63,206.",
            "Shorten it, or put it on the website and link to it.",
        )
    ]
