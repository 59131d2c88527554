"""Rude words, characters nobody sees and letters we cannot read."""

import pytest

from checker.checks.language_hidden import HiddenCharacters
from checker.checks.language_profanity import Profanity
from checker.checks.language_script import UnreadableScript
from checker.core.evidence import LanguageHit
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.post import Part, Photo, Post
from tests.fakes import FakeEvidence, context

ASK = "Ask somebody who reads them to check the whole post, and note who did."


def test_a_rude_word_blocks_and_a_doubtful_one_asks() -> None:
    evidence = FakeEvidence(profanity_hits={"two words": (LanguageHit(0, 3), LanguageHit(4, 9, certain=False))})
    assert list(Profanity().find(Post("two words"), context(evidence))) == [
        Finding(
            "language.profanity",
            Severity.BLOCK,
            TextSpan(0, 3),
            "This word is not school-friendly.",
            "Choose another word.",
        ),
        Finding(
            "language.profanity",
            Severity.REVIEW,
            TextSpan(4, 9),
            "This word can be read as rude or hurtful, though it also has an innocent meaning.",
            "Read the sentence again as a parent would, and keep the word only if its meaning is plain.",
        ),
    ]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("A\u200bda", 1, 2),
        ("Ada\u200d\u2060Hill", 3, 5),
        ("a \u202ebackwards\u202c word", 2, 3),
        ("ca\ufeffke", 2, 3),
        ("tag\U000e0041\U000e0042", 3, 5),
        ("A\u3164da", 1, 2),
        ("We\u0301\u200bn", 3, 4),
        ("Gẇ\u200bn", 2, 3),
    ],
)
def test_a_character_that_nobody_sees_is_for_a_person(text: str, start: int, end: int) -> None:
    assert next(HiddenCharacters().find(Post(text), context())) == Finding(
        "language.hidden_characters",
        Severity.REVIEW,
        TextSpan(start, end),
        "There are characters here that cannot be seen. They can hide what a word says.",
        "Delete the word and type it again.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.",
        "\ufeffA mark at the start",
        "👩‍🏫 and ❤️ and 🏴󠁧󠁢󠁥󠁮󠁧󠁿 and 👨‍👩‍👧",
        "soft\u00adhyphen",
        "می‌خواهم",
        "a line \u200b\n apart",
    ],
)
def test_joined_emoji_and_honest_joiners_are_left_alone(text: str) -> None:
    assert list(HiddenCharacters().find(Post(text), context())) == []


@pytest.mark.parametrize(
    ("text", "word", "script"),
    [
        ("Welcome! صورة الطفل", "صورة", "Arabic"),
        ("הילד to all", "הילד", "Hebrew"),
        ("Наша школа", "Наша", "Cyrillic"),
        ("Σχολείο", "Σχολείο", "Greek"),
        ("Happy new year 我们学校", "我们学校", "Chinese or Japanese"),
        ("한국", "한국", "Korean"),
        ("ꜰᴜᴄᴋ", "ꜰᴜᴄᴋ", "decorative"),
        ("🅵🆄🅽", "🅵🆄🅽", "decorative"),
        ("Well done 🅰melia", "🅰melia", "decorative"),
        ("Am🅴lia won", "Am🅴lia", "decorative"),
        ("AmᎬlia won", "AmᎬlia", "Cherokee"),
        ("The PTAのお知らせ is here", "PTAのお知らせ", "Japanese"),
    ],
)
def test_words_in_another_script_are_for_a_person_once(text: str, word: str, script: str) -> None:
    start = text.index(word)
    assert list(UnreadableScript().find(Post(text), context())) == [
        Finding(
            "language.unreadable_script",
            Severity.REVIEW,
            TextSpan(start, start + len(word)),
            f"We could not check the words in {script} letters.",
            ASK,
        )
    ]


@pytest.mark.parametrize(
    ("text", "greeting", "english"),
    [
        ("Eid Mubarak! عید مبارک ✨", "عید مبارک", "good wishes for a festival"),
        ("Eid Mubarak! عيد مبارك", "عيد مبارك", "good wishes for a festival"),
        ("ਜੀ ਆਇਆਂ ਨੂੰ · Welcome", "ਜੀ ਆਇਆਂ ਨੂੰ", "welcome"),
        ("新年快乐! Happy New Year", "新年快乐", "good wishes for a festival"),
        ("Ласкаво просимо, Croeso, Witamy", "Ласкаво просимо", "welcome"),
        ("নমস্কার and hello", "নমস্কার", "hello"),
    ],
)
def test_a_greeting_that_everybody_knows_is_shown_and_not_asked_about(text: str, greeting: str, english: str) -> None:
    start = text.index(greeting)
    where = TextSpan(start, start + len(greeting))
    assert list(UnreadableScript().find(Post(text), context())) == [
        Finding(
            "language.unreadable_script", Severity.NOTE, where, f"This says: {english}.", "Nothing, if this is right."
        )
    ]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("عید مبارک عندي صورة", "عندي"),
        ("新年快乐我们学校", "新年快乐我们学校"),
        ("سلام محمد", "محمد"),
        ("Привет Саша", "Саша"),
    ],
)
def test_a_word_more_than_the_greeting_is_asked_about(text: str, asked: str) -> None:
    start = text.index(asked)
    told = list(UnreadableScript().find(Post(text), context()))
    assert [finding.where for finding in told if finding.severity is Severity.REVIEW] == [
        TextSpan(start, start + len(asked))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Plain",
        "Zoë Łukasz Søren",
        "π day",
        "naïve café",
        "𝐛𝐨𝐥𝐝 ｗｉｄｅ",
        "🇬🇧 🎉",
        "H₂O m²",
        "fuсk",
        "5 μm and 3 kΩ",
        "🅿Parking",
        "🇫🇷Bonjour",
        "ˈlʌndən",
        "Lego™ №1",
    ],
)
def test_letters_that_the_checks_read_are_left_alone(text: str) -> None:
    assert list(UnreadableScript().find(Post(text), context())) == []


def test_descriptions_and_file_names_are_read_too() -> None:
    post = Post("x", photos=(Photo("фото.jpg", b"", "הילד"),))
    where = [finding.where for finding in UnreadableScript().find(post, context())]
    assert where == [TextSpan(0, 4, Part.ALT_TEXT, 0), TextSpan(0, 4, Part.FILE_NAME, 0)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Well done \udcff\udcfe all", 10, 12),
        ("School \ud83d closes", 7, 8),
        ("Scho\x00ol", 4, 5),
        ("Zo\ufffd", 2, 3),
        ("it\x92s", 2, 3),
        ("\x1b[31mred", 0, 1),
    ],
    ids=["bytes that were no text", "half an emoji", "NUL", "lost letter", "Windows quote", "escape"],
)
def test_a_character_that_could_not_be_read_is_told(text: str, start: int, end: int) -> None:
    says = "There is a character here that could not be read. Part of the text may be lost."
    assert list(HiddenCharacters().find(Post(text), context())) == [
        Finding(
            "language.hidden_characters",
            Severity.REVIEW,
            TextSpan(start, end),
            says,
            "Delete the word and type it again.",
        )
    ]


def test_line_breaks_tabs_and_emoji_can_be_read() -> None:
    assert list(HiddenCharacters().find(Post("One\r\n\ttwo\x0b\x0c\x85 \U0001f389 👩‍🏫"), context())) == []
