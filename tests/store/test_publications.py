"""A withdrawal does the work: approvals end, earlier posts become take-downs, in the same transaction."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from checker.core.errors import RegisterRefused
from checker.core.people import AnswerKind, Consent, ConsentState, Protection, Purpose
from checker.core.post import Channel
from checker.core.publishing import PublishedPost, Shown, TakeDown, TakeDownState
from checker.store import publications
from checker.store.follow_up import TAKE_DOWN_DAYS, FollowUp
from checker.store.keeping import Keeping
from checker.store.publications import Publications
from checker.store.register import SqlRegister
from tests.store import own_sql
from tests.store.approving import approval_of, approve
from tests.store.school import LIST, NOW, TODAY, WRITTEN_YES, enrolled, planned

POST, PHOTO_1, PHOTO_2 = "aa" * 32, "b1" * 32, "b2" * 32
LINK = "https://social.example/elm/posts/7"
DUE = TODAY + timedelta(days=TAKE_DOWN_DAYS)


LISTED_LEAVER = f"{LIST.splitlines()[0]},left_on\n{LIST.splitlines()[1]},20/07/2026\n"


def no(purpose: Purpose = Purpose.PHOTO, channel: Channel | None = None) -> Consent:
    return Consent(purpose, ConsentState.WITHDRAWN, channel, "mother", True, TODAY)


def posted(school: SqlRegister, channel: Channel = Channel.FACEBOOK, *shown: Shown) -> int:
    everybody = shown or (Shown("T01", Purpose.PHOTO, PHOTO_1), Shown("T02", Purpose.PHOTO, PHOTO_2))
    return Publications(school).publish(PublishedPost(POST, channel, LINK, TODAY, "Office", everybody))


def open_ones(school: SqlRegister) -> list[tuple[str | None, str, Channel]]:
    return [(one.pupil_id, one.photo_digest, one.channel) for one in Publications(school).take_downs()]


def test_a_withdrawal_lists_every_earlier_post_with_that_pupil(school: SqlRegister) -> None:
    posted(school)
    posted(school, Channel.X)
    assert school.record_consent("T01", no()) == FollowUp(0, 2)
    assert Publications(school).take_downs()[0] == TakeDown(
        1, Channel.FACEBOOK, LINK, TODAY, PHOTO_1, "T01", "Office", DUE, TakeDownState.OPEN
    )
    assert open_ones(school) == [("T01", PHOTO_1, Channel.FACEBOOK), ("T01", PHOTO_1, Channel.X)]


@pytest.mark.parametrize(
    ("answer", "listed"),
    [
        (no(channel=Channel.X), [Channel.X]),
        (no(Purpose.VIDEO), []),
        (no(Purpose.FACE_MATCHING), []),
        (no(Purpose.WEBSITE), [Channel.WEBSITE]),
        (replace(no(), state=ConsentState.EXPIRED), []),
        (Consent(Purpose.PHOTO, ConsentState.REFUSED, None, "child", kind=AnswerKind.WISH), list(Channel)[:5]),
    ],
)
def test_only_what_the_no_is_about_is_listed(school: SqlRegister, answer: Consent, listed: list[Channel]) -> None:
    for channel in list(Channel)[:5]:
        posted(school, channel)
    school.record_consent("T01", answer)
    assert [channel for _, _, channel in open_ones(school)] == listed


def test_a_name_in_the_words_is_listed_when_the_name_is_withdrawn(school: SqlRegister) -> None:
    posted(school, Channel.FACEBOOK, Shown("T02", Purpose.NAME))
    school.record_consent("T02", no())
    assert open_ones(school) == []
    school.record_consent("T02", no(Purpose.NAME))
    assert open_ones(school) == [("T02", "", Channel.FACEBOOK)]


def test_the_same_post_is_listed_once_however_often_the_family_writes(school: SqlRegister) -> None:
    posted(school)
    assert [school.record_consent("T01", no()).take_downs for _ in range(3)] == [1, 0, 0]


def test_a_list_that_withdraws_does_the_same(school: SqlRegister) -> None:
    posted(school)
    school.apply(planned(school, LIST.replace("Oak,yes,no,yes", "Oak,no,no,yes")))
    assert open_ones(school) == [("T01", PHOTO_1, Channel.FACEBOOK)]


def test_a_post_that_came_after_the_withdrawal_is_listed_at_once(school: SqlRegister) -> None:
    school.record_consent("T01", no())
    posted(school)
    assert open_ones(school) == [("T01", PHOTO_1, Channel.FACEBOOK)]


def test_a_post_with_somebody_who_had_left_by_then_has_to_come_down(school: SqlRegister) -> None:
    Keeping(school).mark_left("T01", TODAY)
    posted(school)
    assert open_ones(school) == [("T01", PHOTO_1, Channel.FACEBOOK)]
    earlier = PublishedPost(POST, Channel.X, LINK, TODAY - timedelta(days=1), "Office", (Shown("T01", Purpose.PHOTO),))
    Publications(school).publish(earlier)
    assert len(open_ones(school)) == 1


def test_a_take_down_is_closed_once_with_what_was_done(school: SqlRegister) -> None:
    posted(school)
    school.record_consent("T01", no())
    school.record_consent("T02", no())
    desk = Publications(school)
    desk.close_take_down(1, TakeDownState.DONE)
    with pytest.raises(RegisterRefused, match="Say why"):
        desk.close_take_down(2, TakeDownState.NOT_PRACTICABLE, " ")
    desk.close_take_down(2, TakeDownState.NOT_PRACTICABLE, "printed newspaper")
    assert desk.take_downs() == ()
    assert [(one.state, one.why, one.closed_on) for one in desk.take_downs(all_of_them=True)] == [
        (TakeDownState.DONE, "", TODAY),
        (TakeDownState.NOT_PRACTICABLE, "printed newspaper", TODAY),
    ]
    for number, said in ((1, publications.CLOSED_BEFORE), (9, publications.NO_SUCH_TAKE_DOWN)):
        with pytest.raises(RegisterRefused) as caught:
            desk.close_take_down(number, TakeDownState.DONE)
        assert str(caught.value) == said


def stands(school: SqlRegister) -> bool:
    found = approval_of(school, POST)
    return found is not None and found.stands(NOW)


@pytest.mark.parametrize(
    "end",
    [
        lambda school: school.record_consent("T01", no()),
        lambda school: school.record_consent("T01", no(Purpose.FACE_MATCHING)),
        lambda school: Keeping(school).protect("T01", Protection.NEVER_PUBLISH, "for the DSL"),
        lambda school: Keeping(school).mark_left("T01", TODAY),
        lambda school: school.erase("T01"),
        lambda school: school.apply(planned(school, LIST.replace("Oak,yes,no,yes", "Oak,no,no,yes"))),
        lambda school: school.apply(
            planned(school, LIST.split("T01")[0] + "T03,Kofi,Larkspur-Hay,Elm,,,\n").marking_left()
        ),
        lambda school: school.apply(planned(school, LISTED_LEAVER)),
    ],
)
def test_an_approval_ends_when_a_pupil_in_it_may_not_be_shown(school: SqlRegister, end: object) -> None:
    approve(school, POST, ["T01", "T02"])
    assert stands(school)
    end(school)  # type: ignore[operator]
    found = approval_of(school, POST)
    assert found is not None
    assert not stands(school)
    (entry,) = (row for row in school.ledger.rows() if row.sequence == found.voided_by)
    assert (entry.deed, entry.digest, entry.reference) == ("approval_voided", POST, found.number)


def test_an_approval_stays_when_others_withdraw_or_say_yes(school: SqlRegister) -> None:
    approve(school, POST, ["T01"])
    school.record_consent("T02", no())
    school.record_consent("T01", WRITTEN_YES)
    assert stands(school)


def test_an_approval_holds_two_days_and_not_before_it_was_given(school: SqlRegister) -> None:
    approve(school, POST, ["T01"])
    found = approval_of(school, POST)
    assert found is not None
    moments = [timedelta(seconds=-1), timedelta(0), timedelta(hours=47, minutes=59), timedelta(hours=48)]
    assert [found.stands(NOW + moment) for moment in moments] == [False, True, True, False]


def test_an_approval_of_a_report_on_an_older_register_is_refused(school: SqlRegister) -> None:
    checked_with = school.version()
    school.record_consent("T02", no())
    with pytest.raises(RegisterRefused) as caught:
        approve(school, POST, ["T01"], checked_with=checked_with)
    assert str(caught.value) == publications.CHANGED_SINCE
    assert approval_of(school, POST) is None


def test_an_unknown_pupil_is_refused_whole(school: SqlRegister) -> None:
    before = len(school.ledger.rows())
    with pytest.raises(RegisterRefused):
        approve(school, POST, ["T01", "T99"])
    with pytest.raises(RegisterRefused):
        posted(school, Channel.X, Shown("T99"))
    assert (approval_of(school, POST), len(school.ledger.rows())) == (None, before)


def test_erasing_a_pupil_keeps_the_take_down_without_the_pupil(school: SqlRegister) -> None:
    posted(school)
    certificate = school.erase("T01")
    assert certificate.followed == FollowUp(0, 1)
    assert open_ones(school) == [(None, PHOTO_1, Channel.FACEBOOK)]
    assert [word for word in ("T01", "Wilfie", "Thistlewood", "Oak") if word in certificate.text] == []
    assert dict(certificate.erased) == {
        "answers about consent": 2,
        "records about parents": 1,
        "face templates": 1,
        "places in published posts": 1,
        "approvals of posts with the pupil in them": 0,
        "places in approved posts": 0,
        "details as they were before an import": 1,
        "brothers and sisters": 0,
        "reasons and comments that named the pupil": 0,
    }
    last = school.ledger.rows()[-1]
    assert (last.deed, last.digest) == ("pupil_erased", certificate.digest)
    assert school.ledger.verify().is_whole


def test_erasing_leaves_nothing_of_the_pupil_in_any_table(tmp_path: Path) -> None:
    with enrolled(tmp_path) as school:
        posted(school)
        approve(school, POST, ["T01"])
        Keeping(school).protect("T01", Protection.MUST_NOT_BE_LOCATED, "witness")
        Keeping(school).join_siblings("T01", "T02")
        school.erase("T01")
    with closing(own_sql.connect(tmp_path / "register.sqlite")) as tool:
        dump = "\n".join(own_sql.dump(tool))
    assert [word for word in ("'T01'", "Thistlewood", "witness") if word in dump] == []


def test_published_on_an_earlier_day_is_kept(school: SqlRegister) -> None:
    post = PublishedPost(POST, Channel.PRESS, LINK, date(2025, 3, 4), "", (Shown("T01"),))
    Publications(school).publish(post)
    school.record_consent("T01", no())
    assert [one.published_on for one in Publications(school).take_downs() if one.channel is Channel.PRESS] == [
        date(2025, 3, 4)
    ]
