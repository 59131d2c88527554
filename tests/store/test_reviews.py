"""What was sent waits until one person decides; every deed leaves all of itself or nothing, and the ledger tells it."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.core.errors import RegisterRefused
from checker.core.people import Consent, ConsentState, Purpose
from checker.core.post import Channel
from checker.core.publishing import PublishedPost, Shown
from checker.core.report import Verdict
from checker.core.review import Bound, Decided, Sending, Standing
from checker.core.staff import Signer
from checker.store import publications, reviews, reviews_steps
from checker.store.register import SqlRegister
from checker.store.reviews import Reviews
from checker.store.reviews_read import NO_SUCH_POST, ApprovedFiles
from checker.store.reviews_steps import Signing
from tests.staff import add_people, person
from tests.store.school import NOW, TODAY, opened

POSTER, HEAD, LEAD = Signer(1, Role.POSTER), Signer(2, Role.PRINCIPAL), Signer(3, Role.DSL)


def digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


COPIES = (digest("copy 1"), digest("copy 2"))


def bound(register: SqlRegister, words: str = "words", copies: tuple[str, ...] = COPIES) -> Bound:
    return Bound(digest(words), digest(f"report on {words}"), copies, register.version(), "floor 2026-11 abc")


def sending(register: SqlRegister, verdict: Verdict = Verdict.REVIEW, words: str = "words", **more: object) -> Sending:
    return Sending(bound(register, words), verdict, "kept", **{"draft": "draft 1", **more})  # type: ignore[arg-type]


def signing(register: SqlRegister, verdict: Verdict = Verdict.REVIEW, why: str = "") -> Signing:
    return Signing(bound(register), verdict, (Shown("T01", photo_digest=digest("photo 1")),), why=why)


@pytest.fixture
def school(tmp_path: Path) -> SqlRegister:
    register = opened(tmp_path)
    add_people(register, *(person(one.name.lower(), one) for one in (Role.POSTER, Role.PRINCIPAL, Role.DSL)))
    return register


@pytest.fixture
def desk(school: SqlRegister) -> Callable[[Signer], Reviews]:
    def of(signer: Signer) -> Reviews:
        database = dataclasses.replace(school.database, signer=signer)
        return Reviews(SqlRegister(database, school.now))

    return of


def deeds(school: SqlRegister, since: str = "post_checked") -> list[tuple[str, int]]:
    rows = [(row.deed, row.account) for row in school.ledger.rows()]
    return rows[next(number for number, row in enumerate(rows) if row[0] == since) :]


def test_a_post_waits_is_approved_by_another_and_its_files_are_known(school, desk) -> None:
    number = desk(POSTER).send(sending(school), Channel.FACEBOOK)
    (waiting,) = desk(HEAD).all()
    assert (waiting.standing(NOW), waiting.sending, waiting.account) == (Standing.WAITING, sending(school), 1)
    desk(HEAD).approve(number, signing(school))
    found = desk(HEAD).one(number)
    assert found.decided is not None
    assert (found.decided.did, found.decided.account, found.decided.role) == (Decided.APPROVED, 2, Role.PRINCIPAL)
    late = NOW + timedelta(hours=48)
    assert (found.standing(NOW), found.standing(late)) == (Standing.APPROVED, Standing.EXPIRED)
    files = ApprovedFiles(school)
    assert files.approvals_of(COPIES[1]) == ((found, 1),)
    assert files.approvals_of(digest("another file")) == ()
    assert files.approved_bound(found.approval) == bound(school)
    assert files.shown(found.approval) == (Shown("T01", Purpose.PHOTO, digest("photo 1")),)
    assert deeds(school) == [("post_checked", 1), ("post_submitted", 1), ("post_approved", 2)]


@pytest.mark.parametrize(
    ("way", "did", "deed"),
    [(Reviews.send_back, Decided.SENT_BACK, "post_sent_back"), (Reviews.refuse, Decided.REFUSED, "post_refused")],
)
def test_sending_back_and_refusing_say_why(school, desk, way: Callable[..., None], did: Decided, deed: str) -> None:
    number = desk(POSTER).send(sending(school), Channel.X)
    with pytest.raises(RegisterRefused) as caught:
        way(desk(HEAD), number, " ")
    assert str(caught.value) == reviews.NO_COMMENT
    way(desk(HEAD), number, "Photo 2 is blurred.")
    ended = desk(HEAD).one(number).decided
    assert ended is not None
    assert (ended.did, ended.why, ended.account) == (did, "Photo 2 is blurred.", 2)
    assert deeds(school)[-1] == (deed, 2)


def test_of_two_who_decide_at_once_the_second_is_told_and_nothing_of_theirs_is_kept(school, desk) -> None:
    number = desk(POSTER).send(sending(school), Channel.X)
    desk(HEAD).send_back(number, "Shorter, please.")
    before = deeds(school)
    for way in (
        lambda: desk(LEAD).approve(number, signing(school)),
        lambda: desk(LEAD).refuse(number, "No."),
        lambda: desk(LEAD).refer(number, "Please look."),
        lambda: desk(POSTER).take_back(number),
    ):
        with pytest.raises(RegisterRefused) as caught:
            way()
        assert str(caught.value) == reviews_steps.DECIDED_BEFORE
    assert deeds(school) == before
    assert desk(HEAD).one(number).standing(NOW) is Standing.SENT_BACK


def test_nobody_decides_about_their_own(school, desk) -> None:
    number = desk(Signer(2, Role.POSTER)).send(sending(school), Channel.X)
    for way in (
        lambda: desk(HEAD).approve(number, signing(school)),
        lambda: desk(HEAD).refuse(number, "No."),
        lambda: desk(HEAD).send_back(number, "Shorter."),
    ):
        with pytest.raises(RegisterRefused) as caught:
            way()
        assert str(caught.value) == reviews.OWN_DECISION
    with pytest.raises(RegisterRefused, match="Only whoever sent"):
        desk(LEAD).take_back(number)
    desk(HEAD).take_back(number)
    assert desk(HEAD).one(number).standing(NOW) is Standing.REPLACED


@pytest.mark.parametrize(("sent", "now"), [(Verdict.BLOCK, Verdict.BLOCK), (Verdict.REVIEW, Verdict.BLOCK)])
def test_a_blocked_post_needs_a_written_reason_of_another(school, desk, sent: Verdict, now: Verdict) -> None:
    number = desk(POSTER).send(sending(school, sent), Channel.X)
    with pytest.raises(RegisterRefused) as caught:
        desk(HEAD).approve(number, signing(school, now, "  "))
    assert str(caught.value) == reviews_steps.STILL_BLOCKED
    desk(HEAD).approve(number, signing(school, now, "The name is the author's."))
    assert desk(HEAD).one(number).is_let_through
    assert deeds(school)[-2:] == [("block_overridden", 2), ("post_approved", 2)]


def test_a_referred_post_is_approved_by_the_lead_alone_and_its_reason_lies_sealed(school, desk, tmp_path: Path) -> None:
    number = desk(POSTER).send(sending(school), Channel.X, "The child in the middle is in care.")
    assert desk(HEAD).one(number).is_referred
    with pytest.raises(RegisterRefused) as caught:
        desk(HEAD).approve(number, signing(school))
    assert str(caught.value) == reviews.FOR_THE_LEAD
    assert desk(LEAD).reasons(desk(LEAD).one(number)) == ("The child in the middle is in care.",)
    with school.database.reading() as connection:
        (kept,) = connection.exec_driver_sql("SELECT why FROM referral").scalars()
    assert kept.startswith("sealed:")
    assert "care" not in repr((desk(HEAD).all(), school.ledger.rows()))
    desk(LEAD).approve(number, signing(school))


def test_a_referral_by_another_goes_on_to_every_later_version_until_the_lead_has_answered(school, desk) -> None:
    number = desk(POSTER).send(sending(school), Channel.X)
    desk(HEAD).refer(number, "The child in the middle is in care.")
    desk(HEAD).send_back(number, "Shorter.")
    second = desk(POSTER).send(sending(school, words="a comma"), Channel.X)
    third = desk(POSTER).send(sending(school, words="another comma"), Channel.X)  # the second gives way
    assert desk(HEAD).one(second).standing(NOW) is Standing.REPLACED
    assert desk(HEAD).one(third).is_referred
    assert desk(LEAD).reasons(desk(LEAD).one(third)) == ("The child in the middle is in care.",)
    with pytest.raises(RegisterRefused) as caught:
        desk(HEAD).approve(third, signing(school))
    assert str(caught.value) == reviews.FOR_THE_LEAD
    desk(LEAD).send_back(third, "Leave the photo out.")
    fourth = desk(HEAD).one(desk(POSTER).send(sending(school, words="without the photo"), Channel.X))
    assert (fourth.is_referred, fourth.is_answered) == (False, True)
    other = desk(HEAD).one(desk(POSTER).send(sending(school, words="elsewhere", draft="draft 2"), Channel.X))
    assert (other.is_referred, other.is_answered) == (False, False)
    assert desk(LEAD).reasons(other) == ()


def test_a_question_of_ones_own_falls_when_one_changes_the_post(school, desk) -> None:
    desk(POSTER).send(sending(school, for_approval=False), Channel.X, "May we show the new pupil?")
    changed = desk(HEAD).one(desk(POSTER).send(sending(school, words="without her"), Channel.X))
    assert (changed.is_referred, changed.is_answered) == (False, False)


def test_the_lead_alone_answers_what_the_lead_is_asked(school, desk) -> None:
    number = desk(POSTER).send(sending(school, for_approval=False), Channel.X, "May we show the new pupil?")
    before = deeds(school)
    for way in (lambda: desk(HEAD).send_back(number, "Yes."), lambda: desk(HEAD).refuse(number, "No.")):
        with pytest.raises(RegisterRefused) as caught:
            way()
        assert str(caught.value) == reviews.FOR_THE_LEAD_TO_ANSWER
    assert deeds(school) == before
    desk(POSTER).take_back(number)


def test_a_question_to_the_lead_is_answered_and_never_approved(school, desk) -> None:
    number = desk(POSTER).send(sending(school, for_approval=False), Channel.X, "May we show the new pupil?")
    with pytest.raises(RegisterRefused) as caught:
        desk(LEAD).approve(number, signing(school))
    assert str(caught.value) == reviews.ONLY_ASKED
    desk(LEAD).send_back(number, "Yes, with the face covered.")
    assert deeds(school) == [("post_checked", 1), ("referred_to_dsl", 1), ("post_sent_back", 3)]
    with pytest.raises(RegisterRefused, match="Give the reason"):
        desk(POSTER).send(sending(school, words="other", for_approval=False), Channel.X, " ")
    assert len(desk(HEAD).all()) == 1


def test_the_same_post_is_not_sent_twice_and_a_changed_one_takes_its_place(school, desk) -> None:
    first = desk(POSTER).send(sending(school), Channel.X)
    with pytest.raises(RegisterRefused) as caught:
        desk(POSTER).send(sending(school, draft="draft 2"), Channel.X)
    assert str(caught.value) == reviews.SENT_BEFORE
    second = desk(POSTER).send(sending(school, words="other words"), Channel.X)
    assert [one.standing(NOW) for one in desk(HEAD).all()] == [Standing.REPLACED, Standing.WAITING]
    assert (first, second) == (1, 2)


def test_a_changed_post_ends_the_approval_of_what_it_was(school, desk) -> None:
    number = desk(POSTER).send(sending(school), Channel.X)
    desk(HEAD).approve(number, signing(school))
    with pytest.raises(RegisterRefused) as caught:
        desk(POSTER).send(sending(school), Channel.X)
    assert str(caught.value) == reviews.APPROVED_BEFORE
    desk(POSTER).send(sending(school, words="one word more"), Channel.X)
    assert [one.standing(NOW) for one in desk(HEAD).all()] == [Standing.ENDED, Standing.WAITING]
    assert ("approval_voided", 1) in deeds(school)


def test_a_withdrawal_ends_the_approval(school, desk) -> None:
    number = desk(POSTER).send(sending(school), Channel.X)
    desk(HEAD).approve(number, signing(school))
    school.record_consent("T01", Consent(Purpose.PHOTO, ConsentState.WITHDRAWN, given_by="mother"))
    assert desk(HEAD).one(number).standing(NOW) is Standing.ENDED


def test_what_was_checked_with_another_register_or_comes_out_otherwise_is_not_approved(school, desk) -> None:
    number = desk(POSTER).send(sending(school), Channel.X)
    older = signing(school)
    other = dataclasses.replace(older, bound=bound(school, copies=(digest("copy 1"), digest("another"))))
    with pytest.raises(RegisterRefused) as caught:
        desk(HEAD).approve(number, other)
    assert str(caught.value) == reviews.OTHER_COPIES
    school.record_consent("T02", Consent(Purpose.PHOTO, ConsentState.WITHDRAWN, given_by="mother"))
    with pytest.raises(RegisterRefused) as caught:
        desk(HEAD).approve(number, older)
    assert str(caught.value) == publications.CHANGED_SINCE
    assert desk(HEAD).one(number).decided is None


def test_what_is_out_is_recorded_once_and_rests_on_its_approval(school, desk) -> None:
    number = desk(POSTER).send(sending(school), Channel.X)
    post = PublishedPost(digest("words"), Channel.X, "https://x.example/1", TODAY, "poster", (Shown("T01"),))
    with pytest.raises(RegisterRefused) as caught:
        desk(POSTER).publish(number, post)
    assert str(caught.value) == reviews.NOT_APPROVED
    desk(HEAD).approve(number, signing(school))
    desk(POSTER).publish(number, post)
    assert desk(HEAD).one(number).standing(NOW + timedelta(days=9)) is Standing.PUBLISHED
    with pytest.raises(RegisterRefused) as caught:
        desk(POSTER).publish(number, post)
    assert str(caught.value) == reviews.PUBLISHED_BEFORE


def test_a_number_that_was_never_given_is_a_sentence(desk) -> None:
    with pytest.raises(RegisterRefused) as caught:
        desk(HEAD).one(9)
    assert str(caught.value) == NO_SUCH_POST
