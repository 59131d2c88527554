"""Advice on platforms and accessibility: always a note, so that it never changes a verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker.checks import CHECK_IDS, CHECKS
from checker.checks.platform_alt_text import PhotoDescribed
from checker.checks.platform_capitals import Shouting
from checker.checks.platform_emoji import EmojiInTheWay
from checker.checks.platform_handles import REMEDY, SAYS, AccountApproved
from checker.checks.platform_hashtags import WordsInHashtag
from checker.checks.platform_length import FitsChannel, weighted_length
from checker.checks.platform_links import LinkTold
from checker.core.context import Check, Settings
from checker.core.finding import Finding, PhotoSpot, Severity, TextSpan, WholePost
from checker.core.post import Channel, Part, Photo, Post
from checker.policies import load_pack
from checker.rules import load_rules
from tests.fakes import context

FAMILY = "👩‍👩‍👧‍👦"


def marked(check: Check, text: str) -> list[tuple[str, str | None]]:
    """The marked words and the suggestion of each finding, which must be a note."""
    told = []
    for finding in check.find(Post(text), context()):
        assert isinstance(finding.where, TextSpan)
        assert finding.severity is Severity.NOTE
        told.append((text[finding.where.start : finding.where.end], finding.suggestion))
    return told


# --- length ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Hello", 5),
        ("cafe\u0301", 4),
        ("‘quotes’ – dots…", 17),
        ("日本", 4),
        ("🎉", 2),
        (FAMILY, 2),
        ("👍🏽", 2),
        ("🇬🇧", 2),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2),
        ("1️⃣", 2),
        ("https://www.elmwood.example/a/very/long/path/to/a/letter.pdf", 23),
        ("See elmwood.example/news.", 28),
        ("Write to office@elmwood.example.sch.uk", 38),
    ],
)
def test_x_counts_a_link_as_23_and_an_emoji_as_2(text: str, length: int) -> None:
    assert weighted_length(text) == length


def test_a_post_longer_than_its_channel_takes_is_noted() -> None:
    assert list(FitsChannel().find(Post("a" * 279 + "🎉", Channel.X), context())) == [
        Finding(
            "platform.length",
            Severity.NOTE,
            WholePost(),
            "The post counts as 281 characters; X takes 280.",
            "Shorten it, or it will be cut or refused.",
        )
    ]
    assert [f.says for f in FitsChannel().find(Post("a" * 2_201, Channel.INSTAGRAM), context())] == [
        "The post counts as 2,201 characters; Instagram takes 2,200."
    ]


@pytest.mark.parametrize(
    "post", [Post("a" * 280, Channel.X), Post("a" * 2_200, Channel.INSTAGRAM), Post("a" * 60_000, Channel.FACEBOOK)]
)
def test_a_post_that_fits_is_left_alone(post: Post) -> None:
    assert list(FitsChannel().find(post, context())) == []


# --- hashtags ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A great day #worldbookday", [("#worldbookday", "#WorldBookDay")]),
        ("#WORLDBOOKDAY", [("#WORLDBOOKDAY", "#WorldBookDay")]),
        ("#year4science", [("#year4science", "#Year4Science")]),
        ("#Forestschool fun", [("#Forestschool", "#ForestSchool")]),
        ("Our beekeepers at work #proudbeekeepers", [("#proudbeekeepers", "#ProudBeekeepers")]),
        ("#zzyzxqwertyplonk", [("#zzyzxqwertyplonk", None)]),
        ("#WorldBookDay #Maple #maths #INSET #ELSA #BSL", []),
        ("Door code #1234 and item &#39; on page/#top", []),
        ("#" + "a" * 5_000, [("#" + "a" * 5_000, None)]),
    ],
)
def test_a_hashtag_of_several_words_gets_a_capital_for_each(text: str, told: list[tuple[str, str | None]]) -> None:
    assert marked(WordsInHashtag(), text) == told


# --- capitals ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SCHOOL CLOSED today", ["SCHOOL CLOSED"]),
        ("Our STAR OF THE WEEK is here", ["STAR OF THE WEEK"]),
        ("DON'T FORGET: PE KIT", ["DON'T FORGET: PE KIT"]),
        ("School is OPEN. The PTA and the SEND team meet. INSET day. PE KIT on Monday.", []),
        ("UNICEF UK and RNLI", []),
        ("#SCHOOL CLOSED", []),
    ],
)
def test_runs_of_words_in_capitals_are_noted(text: str, words: list[str]) -> None:
    assert marked(Shouting(), text) == [(one, None) for one in words]


# --- emoji -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("Well done! 🎉🎉🎉🎉", ["🎉🎉🎉🎉"]),
        (f"Sports day {FAMILY} 👍🏽 🇬🇧 🏆", [f"{FAMILY} 👍🏽 🇬🇧 🏆"]),
        ("We planted 🌱 seeds today", ["🌱"]),
        ("Well done! 🎉🎉🎉", []),
        ("Trick shots for days 🏀 Follow the ball.", []),
        ("🌱 seeds\n🍅 tomatoes", []),
        ("Three stars ***, 50% off and © ours", []),
    ],
)
def test_long_runs_of_emoji_and_those_inside_a_sentence_are_noted(text: str, emoji: list[str]) -> None:
    assert marked(EmojiInTheWay(), text) == [(one, None) for one in emoji]


# --- links -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Read the letter about the trip: https://bit.ly/3xYz.", ["https://bit.ly/3xYz"]),
        ("Sign up at tinyurl.com/elm-trip today", ["tinyurl.com/elm-trip"]),
        ("https://www.elmwood.example/letters", ["https://www.elmwood.example/letters"]),
        ("Happy Friday!\n\nClick here: www.elmwood.example", ["www.elmwood.example"]),
        ("Read the letter about the trip:\nhttps://www.elmwood.example/letters", []),
        ("The dates are on www.elmwood.example.", []),
        ("Write to office@elmwood.example.sch.uk. Ask Mr.Smith.", []),
    ],
)
def test_short_links_and_links_with_nothing_said_are_noted(text: str, links: list[str]) -> None:
    assert marked(LinkTold(), text) == [(one, None) for one in links]


# --- accounts ----------------------------------------------------------------------------------------------------
def test_an_account_that_is_not_in_the_settings_is_noted() -> None:
    text = "Thank you @ElmwoodLibrary and @elm.pta! Write to pta@elmwood.example or meet @ 3pm."
    settings = Settings(approved_handles=("@elmwoodlibrary",))
    assert list(AccountApproved().find(Post(text), context(settings=settings))) == [
        Finding("platform.handles", Severity.NOTE, TextSpan(30, 38), SAYS, REMEDY)
    ]


# --- descriptions ------------------------------------------------------------------------------------------------
def look(alt_text: str, text: str = "Our garden") -> list[Finding]:
    photo = Photo("garden.jpg", b"x", alt_text)
    return list(PhotoDescribed().look(photo, 0, Post(text, photos=(photo,)), context()))


@pytest.mark.parametrize("alt_text", ["", "  ", "IMG_2044", "garden.jpg"])
def test_a_photo_nobody_described_is_noted(alt_text: str) -> None:
    assert look(alt_text) == [
        Finding(
            "platform.alt_text",
            Severity.NOTE,
            PhotoSpot(0),
            "This photo has no description, so blind readers cannot tell what it shows.",
            "Describe in a sentence what is going on, and name nobody.",
        )
    ]


def test_photo_of_is_left_out_of_a_description() -> None:
    assert look("A photo of our pond") == [
        Finding(
            "platform.alt_text",
            Severity.NOTE,
            TextSpan(0, 10, Part.ALT_TEXT, 0),
            "A screen reader already says that this is a picture.",
            "Begin with what the picture shows.",
        )
    ]


def test_a_described_photo_and_one_of_an_album_are_left_alone() -> None:
    assert look("Photographs hang on a washing line across the pond") == []
    assert look("", text="") == []


# --- all of them -------------------------------------------------------------------------------------------------
ADVICE = {
    "platform.length", "platform.hashtags", "platform.alt_text", "platform.capitals", "platform.emoji",
    "platform.links", "platform.handles",
}  # fmt: skip


def test_no_clear_post_is_raised_by_what_concerns_platforms(shared: Path) -> None:
    mine = [check for check in CHECKS if check.id in ADVICE | {"platform.follow", "platform.channel", "names.class"}]
    packs = tuple(load_pack(name, CHECK_IDS) for name in ("floor", "malcolm-sargent"))
    around = context(rules=load_rules(CHECK_IDS), packs=packs)
    lines = (shared / "posts" / "dev_posts.jsonl").read_text(encoding="utf-8").splitlines()
    raised = [
        (post["id"], check.id)
        for post in map(json.loads, lines)
        for check in mine
        if not hasattr(check, "look")
        for finding in check.find(Post(post["text"], Channel.named(post["platform"])), around)
        if finding.severity > Severity.NOTE and post["expected"] == "clear"
    ]
    assert raised == []
