"""What holds of the whole text gate, whatever the text: more of it never heals a post, and a name stays caught."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Literal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from checker.core.finding import Severity, TextSpan
from checker.core.post import Photo, Post
from checker.core.report import Report, Verdict
from checker.workflow.wiring import open_gate

REGISTER = """\
pupil_id,first_name,last_name,known_as,year_group,class_name,name_consent
P1,Orla,Penhallow,,Year 4,Oak,no
P2,Dafydd,O'Kell,Daf,Year 2,Elm,no
P3,Zoë,Braithwaite,,Year 6,Ash,no
P4,Nia,Fox-D'Arcy,,Year 1,Yew,no
P5,Maeve,O'Kell-Marchetti,,Year 5,Larch,no
P6,Tess,Van der Meulen,,Year 3,Fir,no
P7,Isla,McGarrow,,Year 2,Elm,no
P8,Hal,St John-Tremlett,,Year 5,Larch,no
P9,Ana-Maria,Bjørkmann,,Year 6,Ash,no
P10,Łucja,Wiśniowska,,Year 6,Ash,no
"""
VIOLATIONS = (
    "Well done to Orla Penhallow for a lovely poem.",
    "Ring Bea's mum on 07700 900142 for a lift.",
    "Femi was born on 14 March 2018.",
    "Vote Labour on Thursday to save our school!",
    "What a load of useless idiots.",
    "Year 3 are walking to the pool on their own right now.",
    "Ewan weighs 34 kg and has asthma.",
    "maeve o’kell marchetti won!",
    "#tessvandermeulen",
    "Sunny Winters (Year 3) won the egg and spoon race.",
    "Hafsa (Bukhari, Swifts) scored three tries.",
    "Thank you to Mrs Ollerow (Ruby's mum) for the cakes.",
    "Good luck @maisieogdenby08",
)
INNOCENT = (
    "Reception painted sunflowers.",
    "The hall smelled of toast!",
    "Please bring a coat and wellies on Friday.",
    "Year 5 measured shadows every hour",
    "Thank you for the tins\n\nand packets",
    "🌻🌻 What a morning 🌻",
    "#ScienceWeek",
    "(See the website.)",
    "“Can we do it again?” asked everybody…",
)
NAMES = (
    "Orla Penhallow",
    "Dafydd O'Kell",
    "Daf O'Kell",
    "Zoë Braithwaite",
    "Nia Fox-D'Arcy",
    "Nia D'Arcy",
    "Maeve O'Kell-Marchetti",
    "Maeve O'Kell",
    "Maeve Marchetti",
    "Tess Van der Meulen",
    "Isla McGarrow",
    "Isla Mc Garrow",
    "Hal St John-Tremlett",
    "Hal St. John",
    "Ana-Maria Bjørkmann",
    "Ana Bjørkmann",
    "Łucja Wiśniowska",
    "Penhallow, Orla",
    "McGarrow, Isla",
    "Orla Jane Penhallow",
    "orla_penhallow",
    "OrlaPenhallow",
)
"""Every form that is certain: in order and reversed, halves, known-as, a middle name, joined."""
HIDDEN = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e", "\u2063", "\ufe0f", "\u034f", "\u180e")
APOSTROPHES = ("'", "’", "‘", "ʼ", "`", "´", "′", "ʻ", "‛", "＇", "")
HYPHENS = ("-", "‐", "‑", "–", "—", "−", " ")
FRAMES = ("Well done to {}!", "The prize goes to {} this week.", "{}", "Photos by {}, Year 4")

# The gate is one for all examples (it keeps nothing of a post), and the first example loads the models.
few = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


Check = Callable[[Post], Report]


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> Check:
    home = tmp_path_factory.mktemp("school")
    (home / "register.csv").write_text(REGISTER, encoding="utf-8")
    gate = open_gate(str(home / "register.csv"), "malcolm-sargent", home)

    def check_post(post: Post) -> Report:  # not the gate's own method: a failing example would print the whole gate
        return gate.check(post)

    return check_post


def verdict(check: Check, text: str) -> Verdict:
    """The verdict, proven whole: a property of a gate that could not finish proves nothing."""
    report = check(Post(text))
    assert report.unproven == ()
    return report.verdict


words = st.lists(st.sampled_from(INNOCENT), max_size=4)
any_text = st.text(st.characters(exclude_categories=()), max_size=120)


@few
@example(violation=VIOLATIONS[-1], before=["#ScienceWeek"], after=[], joined_by=" ")
@given(violation=st.sampled_from(VIOLATIONS), before=words, after=words, joined_by=st.sampled_from((" ", "\n", "\n\n")))
def test_adding_a_violation_never_makes_a_post_clear(
    check: Check, violation: str, before: list[str], after: list[str], joined_by: str
) -> None:
    assert verdict(check, joined_by.join([*before, violation, *after])) is not Verdict.CLEAR


@few
@given(violation=st.sampled_from(VIOLATIONS), before=any_text, after=any_text)
def test_a_violation_among_any_characters_is_never_clear(check: Check, violation: str, before: str, after: str) -> None:
    assert verdict(check, f"{before}\n\n{violation}\n\n{after}") is not Verdict.CLEAR


@few
@given(first=st.sampled_from(VIOLATIONS), second=st.sampled_from(VIOLATIONS), between=words)
def test_a_second_violation_never_lightens_the_verdict(
    check: Check, first: str, second: str, between: list[str]
) -> None:
    order = list(Verdict)
    alone = verdict(check, first)
    both = verdict(check, " ".join([first, *between, second]))
    assert order.index(both) >= order.index(alone)


@few
@given(
    pieces=st.lists(any_text | st.sampled_from(VIOLATIONS) | st.sampled_from(NAMES), max_size=6),
    alt_text=any_text | st.sampled_from(VIOLATIONS),
)
def test_every_span_lies_in_its_passage(check: Check, pieces: list[str], alt_text: str) -> None:
    post = Post("".join(pieces), photos=(Photo("Orla_Penhallow.jpg", b"not a picture", alt_text),))
    lengths = {(passage.part, passage.photo): len(passage.text) for passage in post.passages}
    for finding in check(post).findings:  # the photo cannot be opened: its own checks stay unproven
        if isinstance(finding.where, TextSpan):
            where = finding.where
            assert 0 <= where.start < where.end <= lengths[where.part, where.photo], finding.check


@few
@given(
    name=st.sampled_from(NAMES),
    frame=st.sampled_from(FRAMES),
    hidden=st.lists(st.tuples(st.integers(0, 30), st.sampled_from(HIDDEN)), min_size=1, max_size=5),
)
def test_a_name_stays_caught_with_hidden_characters_in_it(
    check: Check, name: str, frame: str, hidden: list[tuple[int, str]]
) -> None:
    written = name
    for place, character in sorted(hidden, reverse=True):
        written = written[:place] + character + written[place:]
    assert is_blocked(check, frame.format(written))


@few
@given(
    name=st.sampled_from(NAMES),
    frame=st.sampled_from(FRAMES),
    case=st.sampled_from(("upper", "lower", "title", "swapcase", "capitalize")),
    apostrophe=st.sampled_from(APOSTROPHES),
    hyphen=st.sampled_from(HYPHENS),
)
def test_a_name_stays_caught_in_any_case_and_with_any_apostrophe_and_hyphen(
    check: Check, name: str, frame: str, case: str, apostrophe: str, hyphen: str
) -> None:
    assert is_blocked(check, frame.format(getattr(name, case)().replace("'", apostrophe).replace("-", hyphen)))


@few
@given(
    name=st.sampled_from(NAMES),
    frame=st.sampled_from(FRAMES),
    form=st.sampled_from(("NFC", "NFD", "NFKC", "NFKD")),
    lost=st.booleans(),
)
def test_a_name_stays_caught_with_its_marks_composed_decomposed_or_lost(
    check: Check, name: str, frame: str, form: Literal["NFC", "NFD", "NFKC", "NFKD"], lost: bool
) -> None:
    written = unicodedata.normalize(form, name)
    if lost:
        written = "".join(c for c in written.replace("Ł", "L").replace("ø", "o") if not unicodedata.combining(c))
    assert is_blocked(check, frame.format(written))


@few
@given(
    name=st.sampled_from([name for name in NAMES if name.count(" ") == 1 and "," not in name]),
    joiner=st.sampled_from((" ", "  ", "\u00a0", "\u2009", "\n", "_", "-", " ✨ ", "\t")),
    ending=st.sampled_from(("", "'s", "’s", "!", ",", " (Year 4)")),
)
def test_a_name_stays_caught_whatever_stands_between_its_halves(
    check: Check, name: str, joiner: str, ending: str
) -> None:
    assert is_blocked(check, f"Well done {name.replace(' ', joiner)}{ending} today")


def is_blocked(check: Check, text: str) -> bool:
    """Whether the check of pupils' names blocks it; that some other check does would prove nothing."""
    findings = check(Post(text)).findings
    return any(f.check == "names.pupil_full_name" and f.severity is Severity.BLOCK for f in findings)


def test_the_innocent_sentences_are_clear(check: Check) -> None:
    """Or else the properties above would hold of a gate that refuses everything."""
    assert [text for text in INNOCENT if verdict(check, text) is not Verdict.CLEAR] == []
