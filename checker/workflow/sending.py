"""How does a checked post reach a second person? Kept sealed first, then told to the register in one step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from checker.core.policy import to_confirm
from checker.core.post import Post
from checker.core.report import Report
from checker.core.review import Sending
from checker.core.staff import Actor
from checker.workflow.binding import bound_of, copies_to_go_out
from checker.workflow.permits import Act
from checker.workflow.readiness import require_askable, require_ready
from checker.workflow.register import opened_for
from checker.workflow.sent_posts import SentCopy, SentPost, forget_sent, keep_sent
from checker.workflow.wiring import Gate


@dataclass(frozen=True, slots=True)
class Handed:
    """A post as its writer hands it over: the check of it, what was confirmed, a word to whoever decides, and the
    draft it came from, so that a later one takes its place."""

    post: Post = field(repr=False)
    report: Report = field(repr=False)
    confirmed: tuple[str, ...] = ()
    note: str = field(default="", repr=False)
    draft: str = ""
    pack: str | None = None


def send_for_approval(actor: Actor, handed: Handed, gate: Gate, home: Path, register: str | None) -> int:
    """Send the post to whoever may approve it; its number. A blocked one needs in `note` why it should go up.

    Raises: NotAllowed, InputError with what is left to do, NoRegister, RegisterRefused where it waits already.
    """
    from checker.store.reviews import Reviews

    clauses = tuple(words for _, words in to_confirm(gate.packs, handed.report.origins))
    with opened_for(actor, Act.SUBMIT, register) as store:
        require_ready(handed.report, clauses, frozenset(handed.confirmed), blocked_for=handed.note)
        with _kept(home, handed, gate) as kept:
            return Reviews(store).send(_sending(handed, gate, kept), handed.post.channel)


def ask_the_lead(actor: Actor, handed: Handed, why: str, gate: Gate, home: Path, register: str | None) -> int:
    """Show the post to the safeguarding lead, with the reason that nobody else sees; its number.

    Nothing has to be settled before: what is unsettled is why one asks. Raises: NotAllowed, InputError, NoRegister.
    """
    from checker.store.reviews import Reviews

    with opened_for(actor, Act.REFER_TO_DSL, register) as store:
        require_askable(handed.report)
        with _kept(home, handed, gate) as kept:
            sending = _sending(handed, gate, kept, for_approval=False)
            return Reviews(store).send(sending, handed.post.channel, why)


@contextmanager
def _kept(home: Path, handed: Handed, gate: Gate) -> Iterator[str]:
    """The sealed folder of the post; nothing stays of one that the register did not take."""
    if handed.report.post_digest != handed.post.digest:
        raise ValueError("this report is about another post")
    kept = keep_sent(home, _as_sent(handed, gate))
    with ExitStack() as undo:
        undo.callback(forget_sent, home, kept)
        yield kept
        undo.pop_all()


def _sending(handed: Handed, gate: Gate, kept: str, *, for_approval: bool = True) -> Sending:
    bound = bound_of(handed.report, gate)
    return Sending(bound, handed.report.verdict, kept, handed.draft, for_approval)


def _as_sent(handed: Handed, gate: Gate) -> SentPost:
    copies = tuple(
        SentCopy(f"photo-{number}{copy.suffix}", copy.data)
        for number, copy in enumerate(copies_to_go_out(handed.report, gate), start=1)
    )
    return SentPost(handed.post, copies, handed.confirmed, handed.note.strip(), handed.pack)
