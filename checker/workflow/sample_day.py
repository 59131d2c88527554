"""What is going on in the sample school? Invented posts that wait, a take-down and consents to confirm, so that each
page shows what it is for."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from checker.core.errors import InputError
from checker.core.people import Consent, ConsentState, Purpose, confirmed_since
from checker.core.policy import to_confirm
from checker.core.post import Channel, Post
from checker.core.publishing import PublishedPost, Shown
from checker.core.staff import Actor
from checker.store import REGISTER_FILE
from checker.workflow.analysers import Analysers
from checker.workflow.approvals import record_published
from checker.workflow.permits import Act, may
from checker.workflow.readiness import questions
from checker.workflow.register import opened_for
from checker.workflow.sample import is_sample, prepare_sample, sample_home
from checker.workflow.sample_people import sample_people
from checker.workflow.sending import Handed, ask_the_lead, send_for_approval
from checker.workflow.wiring import open_gate

QUIET = "CHECKER_SAMPLE_QUIET"
"""In the environment: the sample school opens with nothing going on, as tests want it."""
WAITING = {
    "Our gardening club planted broad beans and sunflowers this week. Come and see the beds by the front gate.": (
        "The head of the gardening club asked for this one."
    ),
    "Thank you to every family who came to our harvest assembly. The food bank collected eleven full crates.": "",
}
"""The words of posts that wait, each with a word to whoever decides."""
ASKED = "Year 6 are on their way to the farm and will be back at school at four o'clock on Friday."
WHY = "May we post this before the children are home again?"
LINK = "https://social.quillbrook.example/posts/1041"
WITHDREW = "Q022"
OLD = ("Q018", "Q034", "Q055")
"""Whose photo consents nobody has confirmed for long. None of these pupils is in a sample draft."""
_OUT, _OLD = timedelta(days=40), timedelta(days=200)


@dataclass(frozen=True, slots=True)
class _School:
    home: Path
    today: date
    analysers: Analysers = field(repr=False)

    @property
    def register(self) -> str:
        return str(self.home / REGISTER_FILE)

    def who(self, act: Act) -> Actor:
        """The first of the invented people who may do this."""
        return next(one for one in sample_people(self.home, self.today) if may(one, act))


def busy_sample(*, anew: bool = False) -> Path:
    """The sample school, made now if it is not there or wanted `anew`. What goes on in it is made by a program of its
    own, or the models that this takes would stay in memory. Raises: InputError."""
    home = sample_home()
    if is_sample(home) and not anew:
        return home
    prepare_sample(home)
    if not os.environ.get(QUIET):
        program = [sys.executable, "-m", "checker.workflow.sample_day", str(home.resolve())]
        made = subprocess.run(program, cwd=Path(__file__).resolve().parents[2], check=False)  # noqa: S603 - our own
        if made.returncode:
            raise InputError("The sample school could not be filled with posts. Try again.")
    return home


def begin_day(home: Path, today: date, analysers: Analysers | None = None) -> None:
    """Fill the sample school, which was made just now. Raises: InputError."""
    school = _School(home, today, analysers or Analysers())
    _age_consents(school)
    _take_down(school)
    for words, note in WAITING.items():
        _send(school, words, note)
    _ask(school)


def _age_consents(school: _School) -> None:
    received = confirmed_since(school.today) - _OLD
    given = Consent(Purpose.PHOTO, ConsentState.GIVEN, given_by="parent", in_writing=True, received_on=received)
    with opened_for(school.who(Act.RECORD_CONSENT), Act.RECORD_CONSENT, school.register) as store:
        for pupil_id in OLD:
            store.record_consent(pupil_id, given)


def _take_down(school: _School) -> None:
    """A post that is out, and then a family says no."""
    poster = school.who(Act.RECORD_PUBLISHED)
    digest = Post(LINK).digest
    shown = (Shown(WITHDREW, Purpose.PHOTO),)
    post = PublishedPost(digest, Channel.FACEBOOK, LINK, school.today - _OUT, poster.name, shown)
    record_published(poster, post, school.register)
    no = Consent(Purpose.PHOTO, ConsentState.WITHDRAWN, given_by="parent", in_writing=True, received_on=school.today)
    with opened_for(school.who(Act.WITHDRAW), Act.WITHDRAW, school.register) as store:
        store.record_consent(WITHDREW, no)


def _send(school: _School, words: str, note: str) -> None:
    gate, post = open_gate(home=school.home, analysers=school.analysers), Post(words)
    report = gate.check(post)
    ticked = [one.words for one in questions(report)]
    ticked += [clause for _, clause in to_confirm(gate.packs, report.origins)]
    handed = Handed(post, report, tuple(ticked), note)
    send_for_approval(school.who(Act.SUBMIT), handed, gate, school.home, school.register)


def _ask(school: _School) -> None:
    gate, post = open_gate(home=school.home, analysers=school.analysers), Post(ASKED)
    handed = Handed(post, gate.check(post))
    ask_the_lead(school.who(Act.RECORD_CONSENT), handed, WHY, gate, school.home, school.register)


if __name__ == "__main__":
    begin_day(Path(sys.argv[1]), date.today())
