"""The catch and false-alarm figures are counts of posts, each check measured by its own label."""

from dataclasses import dataclass

from benchmarks.catch import Outcome, figures
from checker.core.report import Verdict


@dataclass(frozen=True)
class OfText:
    """A check of the whole post, as far as its figures go."""

    id: str
    question: str = ""


@dataclass(frozen=True)
class OfPhotos:
    """A photo check: no labelled post measures it."""

    id: str = "faces.unresolved"
    question: str = ""

    def look(self) -> None: ...


OUTCOMES = [
    Outcome(frozenset({"political"}), "block", Verdict.BLOCK, frozenset({"politics.side"})),
    Outcome(frozenset({"political", "disrepute"}), "block", Verdict.REVIEW, frozenset({"tone.disrepute"})),
    Outcome(frozenset({"political"}), "block", Verdict.CLEAR, frozenset()),
    Outcome(frozenset(), "clear", Verdict.REVIEW, frozenset({"platform.content", "politics.side"})),
    Outcome(frozenset({"named_with_consent"}), "clear", Verdict.CLEAR, frozenset()),
]


def test_each_check_is_counted_among_its_label_and_among_clear_posts() -> None:
    counted = figures(OUTCOMES, [OfText("politics.side"), OfText("platform.content"), OfPhotos()])  # type: ignore[list-item]
    assert counted["checks"] == {
        "politics.side": {"kind": "political", "of_kind": 3, "caught": 1, "alarms": 1},
        "platform.content": {"kind": None, "of_kind": 0, "caught": 0, "alarms": 1},
    }


def test_a_label_is_flagged_by_anything_and_by_its_own_kind() -> None:
    counted = figures(OUTCOMES, [])
    assert (counted["posts"], counted["clear"]) == (5, 2)
    assert counted["labels"]["political"] == {"posts": 3, "flagged": 2, "by_kind": 1}
    assert counted["labels"]["disrepute"] == {"posts": 1, "flagged": 1, "by_kind": 1}
    assert counted["expected"] == {
        "block": {"posts": 3, "flagged": 2, "blocked": 1},
        "review": {"posts": 0, "flagged": 0, "blocked": 0},
        "clear": {"posts": 2, "flagged": 1, "blocked": 0},
    }
