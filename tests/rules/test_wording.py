"""Posts that the rules must leave alone, and plain breaches that they must find; worded apart from the rule files."""

import pytest

from checker.checks import CHECK_IDS
from checker.core.evidence import ParsedText, Span
from checker.rules import load_rules

BOOK = load_rules(CHECK_IDS)
TEXT_CHECKS = (
    "politics.side",
    "opinion.personal",
    "tone.disrepute",
    "tone.insult",
    "rights.unlawful_or_commercial",
    "whereabouts.live",
)


def raised(text: str) -> set[str]:
    parsed = ParsedText(text, (), (Span(0, len(text)),))
    return {check for check in TEXT_CHECKS if any(BOOK.hits(check, parsed))}


@pytest.mark.parametrize(
    "text",
    [
        "Our school council election is on Friday; every class votes for one boy and one girl.",
        "The hall is a polling station on Thursday, so please use the side entrance.",
        "In Parliament Week, Year 6 debated a bill of their own and voted on it.",
        "We learned how the suffragettes fought for the vote.",
        "Two minutes' silence was kept beautifully at our Remembrance service.",
        "Because of the strike on Tuesday, only Oak and Elm classes are open.",
        "Thank you to our MP for answering so many questions about how laws are made.",
        "The council is gritting Church Road, so allow a little longer in the morning.",
        "We are so proud of every single one of our swimmers.",
        "We think you will love the new outdoor classroom.",
        "It was the best day ever, according to everybody under four feet tall.",
        "The weather was awful but the smiles were not.",
        "Vikings fighting on the field: our history day was a roaring success.",
        "The PTA raffle has over forty prizes; tickets are £1 a strip at the office.",
        "Reading Horrid Henry with our book buddies.",
        "Coaches leave at 9am and return by 3.30pm. Please bring a packed lunch.",
        "Year 2 had a wonderful time at the farm last week.",
        "Families are invited to our picnic in the park from 1pm until 3pm.",
        "Gates open at 8.40am. Please walk your child to the door.",
        "SATs week starts on Monday. A good breakfast and an early night are the best revision.",
        "A reminder that nut products must not come into school.",
        "We are sorry to share that the disco has to be moved.",
        "Please name jumpers, coats and bottles. Lost property is overflowing!",
        "Our mental maths club meets on Wednesdays.",
        "Happy Diwali, Eid Mubarak and Merry Christmas from all of us over the year.",
    ],
)
def test_an_ordinary_post_is_left_alone(text: str) -> None:
    assert raised(text) == set()


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Vote Green on the 7th, our planet needs you.", "politics.side"),
        ("The Government should hang its head in shame; ministers have failed every child here.", "politics.side"),
        ("Please sign the petition to stop the closure of our leisure centre.", "politics.side"),
        ("I believe school uniforms are outdated.", "opinion.personal"),
        ("If you ask me, detentions never work.", "opinion.personal"),
        ("Some parents can't be bothered to read their emails.", "tone.disrepute"),
        ("The caterers have let us down again.", "tone.disrepute"),
        ("What a bunch of losers the away team were!", "tone.insult"),
        ("He throws like a girl.", "tone.insult"),
        ("Here are the full lyrics to the film's big song.", "rights.unlawful_or_commercial"),
        ("Like and share to win a family ticket!", "rights.unlawful_or_commercial"),
        ("Year 4 have just arrived at the beach and are paddling by the pier.", "whereabouts.live"),
        ("The side gate is left unlocked until 9am.", "whereabouts.live"),
        ("Every night she walks home alone along the canal.", "whereabouts.live"),
    ],
)
def test_a_plain_breach_is_found(text: str, check: str) -> None:
    assert check in raised(text)
