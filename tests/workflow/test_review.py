"""From a checked post to an approved package: only by whom it may be, bound to what was seen, and ended by a change."""

from __future__ import annotations

import dataclasses
import io
import os
import shutil
import signal
import threading
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import event
from sqlalchemy.engine import Engine

from checker.core.copy import PUBLISHED_SIDE
from checker.core.decision import Role
from checker.core.errors import CannotRead, InputError, NotAllowed, RegisterRefused
from checker.core.people import Consent, ConsentState, Purpose
from checker.core.post import Channel, Photo, Post
from checker.core.publishing import TakeDown
from checker.core.resolving import Resolution, Said
from checker.core.review import Standing
from checker.store.publications import Publications
from checker.store.register import open_register
from checker.store.reviews import FOR_THE_LEAD
from checker.store.reviews_steps import DECIDED_BEFORE, NO_REASON, STILL_BLOCKED
from checker.workflow import deciding, package, publishing, readiness, sending, waiting
from checker.workflow.deciding import approve, check_again, open_sent, still_stands
from checker.workflow.desk_copies import copy_offer, to_take_along
from checker.workflow.documents.as_pdf import as_pdf
from checker.workflow.documents.certificate import Certified, CertifiedFile, certificate
from checker.workflow.package import make_package, prove, zipped
from checker.workflow.permits import OWN_WORK
from checker.workflow.sent_posts import GONE, SentCopy, forget_sent, read_sent
from checker.workflow.waiting import count_for, lines
from tests.staff import acting
from tests.store.school import NOW
from tests.workflow.review_school import (
    BLOCKED,
    CONFIRM,
    FACE,
    HEAD,
    LEAD,
    OFFICE,
    PACK,
    PHOTO,
    POSTER,
    TEXT,
    School,
    new_school,
    picture,
)

ON = date(2026, 1, 5)
NO = Consent(Purpose.PHOTO, ConsentState.WITHDRAWN, given_by="mother", in_writing=True)


@pytest.fixture
def school(tmp_path: Path) -> School:
    return new_school(tmp_path)


def opened(school: School, number: int, actor=HEAD):
    return open_sent(actor, number, school.home, school.register)


def approved(school: School, number: int, actor=HEAD, why: str = ""):
    before = opened(school, number, actor)
    now = check_again(before, school.gate)
    approve(actor, before, now, school.home, school.register, has_looked=True, why=why)
    return opened(school, number, actor)


def packed(school: School, number: int, actor=POSTER):
    gate = school.gate()
    return make_package(actor, opened(school, number, actor), school.gate, school.home, school.register, gate.analysers)


def test_a_post_is_sent_approved_packed_and_recorded_as_out(school: School) -> None:
    number = school.sent()
    found = approved(school, number)
    assert (found.standing, found.sent.approval.expires_at - found.sent.approval.approved_at) == (
        Standing.APPROVED,
        timedelta(hours=48),
    )
    made = packed(school, number)
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert list(files) == ["post.txt", "descriptions.txt", "photo-1.jpg", "certificate.html", "certificate.pdf"]
    assert files["post.txt"].decode() == TEXT
    assert files["descriptions.txt"].decode() == "photo-1.jpg: Sunflowers in a bed.\n"
    assert b"Photographer" not in files["photo-1.jpg"]
    assert files["photo-1.jpg"] == found.kept.copies[0].data
    page = files["certificate.html"].decode()
    assert not any(name in page for name in ("Zuzanna", "Brambleby", "Wilfie"))
    told = (CONFIRM, found.kept.copies[0].digest, found.sent.sending.bound.report, "quill 1", "Principal Quillfeather")
    assert [one for one in told if one not in page] == []
    assert files["certificate.pdf"].startswith(b"%PDF")
    says = publishing.record_out(POSTER, found, " https://quill.example/p/1 ", ON, Channel.FACEBOOK, school.register)
    assert says == publishing.RECORDED
    assert opened(school, number).standing is Standing.PUBLISHED
    assert school.deeds() == [
        ("post_checked", 1),
        ("post_submitted", 1),
        ("post_approved", 2),
        *[("package_made", 1)] * 5,  # the zip, and each file in it that is no approved picture
        ("post_published", 1),
    ]


def test_the_certificate_is_one_page_with_four_pictures_and_eight_sentences() -> None:
    file = "12" * 32
    told = Certified(
        school="Quill Primary School",
        channel="Facebook",
        post_digest=file,
        report_digest=file,
        register="7-abcdef",
        packs=("floor 1 (abc)", "quill 1 (abc)"),
        sent_by="Ada Quillfeather",
        sent_at=NOW,
        approved_by="Ben Quillfeather, Principal",
        approved_at=NOW,
        expires_at=NOW,
        number=3,
        files=tuple(CertifiedFile(f"photo-{number}.jpg", file) for number in range(6)),
        clauses=("The post supports the ethos and values of the school, and the people who made it know of it.",) * 8,
        looked_at=2,
        was_blocked=True,
    )
    assert as_pdf(certificate(told)).data.count(b"/Type /Page\n") == 1


def test_a_pupil_in_a_published_post_who_withdraws_is_on_the_list_of_take_downs(school: School) -> None:
    number = school.sent()
    found = approved(school, number)
    publishing.record_out(POSTER, found, "https://quill.example/p/1", ON, Channel.FACEBOOK, school.register)
    with open_register(school.register) as store:
        assert Publications(store).take_downs() == ()
        store.record_consent("T02", dataclasses.replace(NO, purpose=Purpose.NAME))
        (due,) = Publications(store).take_downs()
    assert isinstance(due, TakeDown)
    assert (due.pupil_id, due.link, due.owner) == ("T02", "https://quill.example/p/1", "Poster Quillfeather")


@pytest.mark.parametrize("link", ["", "quill.example/p/1", "javascript:alert(1)", "https://", "https://a b.example"])
def test_a_post_is_not_recorded_without_its_whole_address(school: School, link: str) -> None:
    found = approved(school, school.sent())
    with pytest.raises(InputError) as caught:
        publishing.record_out(POSTER, found, link, ON, Channel.FACEBOOK, school.register)
    assert str(caught.value) == publishing.NO_LINK
    with pytest.raises(InputError, match="still to come"):
        publishing.record_out(
            POSTER, found, "https://quill.example/1", date(2099, 1, 1), Channel.FACEBOOK, school.register
        )


def test_any_file_is_compared_with_what_was_approved(school: School) -> None:
    number = school.sent()
    copy = opened(school, number).kept.copies[0].data

    def ask(data: bytes) -> publishing.FileAnswer:
        return publishing.is_approved_file(OFFICE, data, school.register)

    assert ask(copy).says == publishing.NOT_KNOWN
    approved(school, number)
    made = packed(school, number)
    assert ask(copy).is_good
    assert ask(copy).says.startswith("Yes. This is picture 1 of the post with number 1. Approved by Principal")
    assert ask(made.data).says.startswith("Yes. This is the package of the post with number 1.")
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        says = [ask(archive.read(name)).says.partition(" of the post")[0] for name in archive.namelist()]
    places = {1: "file 1 in the package", 2: "file 2 in the package", 3: "picture 1", 4: "file 4 in the package"}
    assert says == [f"Yes. This is {one}" for one in (*places.values(), "file 5 in the package")]
    for other in (copy + b"\0", PHOTO.data, b""):
        assert (ask(other).is_known, ask(other).says) == (False, publishing.NOT_KNOWN)
    with open_register(school.register) as store:
        store.record_consent("T02", dataclasses.replace(NO, purpose=Purpose.NAME))
    assert (ask(copy).is_known, ask(copy).is_good) == (True, False)
    assert ask(copy).says.startswith("Not any more. This was picture 1 of the post with number 1.")


def test_a_file_of_a_post_that_is_out_is_not_the_approved_one_once_the_approval_has_ended(school: School) -> None:
    number = school.sent()
    found = approved(school, number)
    copy = found.kept.copies[0].data
    publishing.record_out(POSTER, found, "https://quill.example/p/1", ON, Channel.FACEBOOK, school.register)
    assert publishing.is_approved_file(OFFICE, copy, school.register).is_good
    with open_register(school.register) as store:
        store.record_consent("T02", dataclasses.replace(NO, purpose=Purpose.NAME))
    answer = publishing.is_approved_file(OFFICE, copy, school.register)
    assert (answer.is_known, answer.is_good) == (True, False)
    assert answer.says.endswith("Look on the page Take-downs whether it can stay up.")
    assert opened(school, number).told == waiting.OUT_AND_ENDED.format(who="Principal Quillfeather, Principal")


def test_an_empty_file_is_nobodys(school: School) -> None:
    number = school.sent("")
    approved(school, number)
    with zipfile.ZipFile(io.BytesIO(packed(school, number).data)) as archive:
        assert archive.read("post.txt") == b""
    assert publishing.is_approved_file(OFFICE, b"", school.register).says == publishing.NOT_KNOWN


def test_the_copy_that_the_page_and_the_album_give_is_the_approved_one(school: School) -> None:
    """All are made small in the same way: from the clean copy, at most 1600 pixels long."""
    file = io.BytesIO()
    Image.effect_noise((2400, 1500), 60).convert("RGB").save(file, "JPEG", quality=90)
    photo = Photo("bed.jpg", file.getvalue(), "Sunflowers in a bed.")
    number = school.sent(photos=(photo,))
    gate, report = school.gate(), school.check(Post(TEXT, photos=(photo,)))
    on_the_page = to_take_along(copy_offer(0, (), report), gate.analysers)
    in_an_album = gate.analysers.cleaner().clean(report.photos[0].clean_copy.data, PUBLISHED_SIDE).data
    approved(school, number)
    for copy in (on_the_page, in_an_album, gate.analysers.cleaner().clean(on_the_page).data):
        assert max(Image.open(io.BytesIO(copy)).size) == 1600
        assert publishing.is_approved_file(OFFICE, copy, school.register).is_good


def test_nothing_of_a_waiting_post_lies_in_clear_and_no_name_is_in_the_ledger(school: School) -> None:
    said = Resolution(FACE.box, Said.PUPIL, "Ada Quillfeather", Role.POSTER, datetime(2026, 1, 1, tzinfo=UTC), "T01")
    school.faces.seen = (FACE,)
    school.sent(photos=(dataclasses.replace(PHOTO, resolutions=(said,)),), note="Please be quick, Wilfie asks.")
    kept = [file for file in (school.home / "drafts").rglob("*") if file.is_file()]
    assert len(kept) == 3
    for file in school.home.rglob("*"):
        if file.is_file():
            words = (b"Brambleby", b"Wilfie", b"Sunflowers", b"garden.jpg", b"T01", b"quick", b"Ethos")
            assert [word for word in words if word in file.read_bytes()] == []
    assert {oct(file.stat().st_mode)[-3:] for file in kept} == {"600"}
    with open_register(school.register) as store:
        assert not any(word in repr(store.ledger.rows()) for word in ("Brambleby", "Wilfie", "T01", "T02"))
    found = opened(school, 1)
    assert found.kept.post.photos[0].resolutions == (said,)
    assert "Wilfie" not in repr(found)


def test_a_kept_post_that_was_tampered_with_or_moved_does_not_open(school: School) -> None:
    first, second = school.sent(), school.sent("Other words.", draft="d2")
    folders = {number: school.home / "drafts/sent" / opened(school, number).sent.sending.kept for number in (1, 2)}
    (folders[first] / "0.photo").write_bytes((folders[second] / "0.photo").read_bytes())
    with pytest.raises(CannotRead):
        opened(school, first)
    forget_sent(school.home, folders[second].name)
    with pytest.raises(CannotRead) as caught:
        opened(school, second)
    assert str(caught.value) == GONE
    assert [one.title for one in lines(HEAD, school.home, school.register)][1] == GONE
    with pytest.raises(CannotRead):
        read_sent(school.home, "../../etc")


NOBODY = acting()
ASKED: dict[str, Callable[[School, int], object]] = {
    "send": lambda school, _: sending.send_for_approval(
        NOBODY, school.handed(Post("Other.")), school.gate(), school.home, school.register
    ),
    "ask": lambda school, _: sending.ask_the_lead(
        NOBODY, school.handed(Post("Other.")), "why", school.gate(), school.home, school.register
    ),
    "list": lambda school, _: lines(NOBODY, school.home, school.register),
    "count": lambda school, _: count_for(NOBODY, school.register),
    "open": lambda school, number: opened(school, number, NOBODY),
    "approve": lambda school, number: approve(
        NOBODY,
        opened(school, number),
        check_again(opened(school, number), school.gate),
        school.home,
        school.register,
        has_looked=True,
    ),
    "send back": lambda school, number: deciding.send_back(NOBODY, number, "why", school.register),
    "refuse": lambda school, number: deciding.refuse(NOBODY, number, "why", school.register),
    "take back": lambda school, number: deciding.take_back(NOBODY, number, school.register),
    "refer": lambda school, number: deciding.refer(NOBODY, number, "why", school.register),
    "stands": lambda school, number: still_stands(NOBODY, opened(school, number), school.gate, school.register),
    "package": lambda school, number: packed(school, number, NOBODY),
    "publish": lambda school, number: publishing.record_out(
        NOBODY, opened(school, number), "https://quill.example/1", ON, Channel.X, school.register
    ),
    "file": lambda school, _: publishing.is_approved_file(NOBODY, b"", school.register),
}


@pytest.mark.parametrize("what", ASKED)
def test_every_step_refuses_somebody_without_the_role_and_changes_nothing(school: School, what: str) -> None:
    number = school.sent()
    before, files = school.deeds(), sorted(school.home.rglob("*.words"))
    with pytest.raises(NotAllowed):
        ASKED[what](school, number)
    assert (school.deeds(), sorted(school.home.rglob("*.words"))) == (before, files)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.POSTER])
def test_only_the_authorised_poster_sends(school: School, role: Role) -> None:
    with pytest.raises(NotAllowed, match="Only the authorised poster may submit a post"):
        sending.send_for_approval(acting(role), school.handed(Post(TEXT)), school.gate(), school.home, school.register)


@pytest.mark.parametrize("actor", [POSTER, OFFICE])
def test_only_the_principal_or_the_lead_decides(school: School, actor) -> None:
    number = school.sent()
    seen, now = opened(school, number), check_again(opened(school, number), school.gate)
    for way in (
        lambda: approve(actor, seen, now, school.home, school.register, has_looked=True),
        lambda: deciding.send_back(actor, number, "why", school.register),
        lambda: deciding.refuse(actor, number, "why", school.register),
    ):
        with pytest.raises(NotAllowed, match="Only the principal or the designated safeguarding lead may"):
            way()


def test_the_office_sees_a_post_once_it_is_approved_and_no_sooner(school: School) -> None:
    number = school.sent()
    assert lines(OFFICE, school.home, school.register) == ()
    with pytest.raises(NotAllowed) as caught:
        opened(school, number, OFFICE)
    assert str(caught.value) == waiting.NOT_FOR_YOU
    approved(school, number)
    assert [one.number for one in lines(OFFICE, school.home, school.register)] == [number]
    assert packed(school, number, OFFICE).digest


def test_what_is_left_to_do_is_said_and_nothing_is_sent_before(school: School) -> None:
    school.faces.seen = (FACE,)
    handed = school.handed(Post(f"{BLOCKED} Wilfie too.", photos=(PHOTO,)), confirmed=())
    left = readiness.left_to_do(handed.report, (CONFIRM,), frozenset())
    assert left == (
        readiness.MUST_CHANGE.format("1 thing"),
        readiness.SAY_WHO.format(1),
        "Confirm 1 sentence of the school's policy.",
    )
    with pytest.raises(InputError) as caught:
        sending.send_for_approval(POSTER, handed, school.gate(), school.home, school.register)
    assert str(caught.value) == readiness.WHY_ALL_THE_SAME
    again = dataclasses.replace(handed, note="It is an author.")
    with pytest.raises(InputError) as caught:
        sending.send_for_approval(POSTER, again, school.gate(), school.home, school.register)
    assert str(caught.value) == readiness.SAY_WHO.format(1)
    assert school.deeds() == []
    assert not (school.home / "drafts").exists()


def test_a_photo_without_a_proven_copy_is_never_sent_not_even_to_the_lead(school: School) -> None:
    broken = dataclasses.replace(PHOTO, data=PHOTO.data[:300])
    handed = school.handed(Post(TEXT, photos=(broken,)))
    for way in (
        lambda: sending.send_for_approval(POSTER, handed, school.gate(), school.home, school.register),
        lambda: sending.ask_the_lead(POSTER, handed, "why", school.gate(), school.home, school.register),
    ):
        with pytest.raises(InputError, match="Photo 1 has no cleaned copy that is proven free"):
            way()


def test_a_finding_is_looked_at_by_name_and_a_tick_is_good_for_it_alone(school: School) -> None:
    school.faces.seen = None  # type: ignore[assignment]  # the finder breaks: a person must look
    report = school.check(Post(TEXT, photos=(PHOTO,)))
    (asked,) = readiness.questions(report)
    assert asked.says == "We could not finish one check (TypeError)."
    left = "Look at 1 finding and tick that it may stay."
    assert readiness.left_to_do(report, (), frozenset()) == (left,)
    assert readiness.left_to_do(report, (), frozenset({"Looked at, and it may stay: something else"})) == (left,)
    assert readiness.left_to_do(report, (), frozenset({asked.words})) == ()


def test_a_blocked_post_goes_up_only_by_another_with_a_reason(school: School) -> None:
    number = school.sent(BLOCKED, note="Kofi Larkspur-Hay is the author of the book.")
    with pytest.raises(RegisterRefused) as caught:
        approved(school, number)
    assert str(caught.value) == STILL_BLOCKED
    found = approved(school, number, why="I know the book.")
    assert (found.sent.is_let_through, found.standing) == (True, Standing.APPROVED)
    made = packed(school, number)
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        page = archive.read("certificate.html").decode()
    assert "A person other than its sender let it through for a reason in writing" in page
    assert "Larkspur" not in page
    assert "I know the book" not in page
    assert ("block_overridden", 2) in school.deeds()


def test_nobody_decides_about_their_own_post_whatever_their_roles(school: School) -> None:
    number = school.sent(BLOCKED, note="It is the author.")
    both = acting(Role.POSTER, Role.PRINCIPAL, account=1)
    with pytest.raises(NotAllowed) as caught:
        approved(school, number, both, why="I wrote it.")
    assert str(caught.value) == OWN_WORK
    with pytest.raises(RegisterRefused, match="Nobody decides about a post of their own"):
        deciding.refuse(both, number, "why", school.register)


def test_a_referral_shows_its_reason_to_the_lead_alone(school: School) -> None:
    number = school.sent()
    deciding.refer(HEAD, number, "The child is in care.", school.register)
    assert opened(school, number, LEAD).reasons == ("The child is in care.",)
    for actor in (HEAD, POSTER):
        assert opened(school, number, actor).reasons is None
        assert opened(school, number, actor).told == waiting.REFERRED
        assert "care" not in repr((opened(school, number, actor), lines(actor, school.home, school.register)))
    with pytest.raises(RegisterRefused) as caught:
        approved(school, number)
    assert str(caught.value) == FOR_THE_LEAD
    assert (count_for(HEAD, school.register), count_for(LEAD, school.register)) == (0, 1)
    assert approved(school, number, LEAD).standing is Standing.APPROVED


def test_the_lead_is_asked_about_an_unsettled_post_and_answers(school: School) -> None:
    school.faces.seen = (FACE,)
    handed = school.handed(Post(BLOCKED, photos=(PHOTO,)), confirmed=())
    with pytest.raises(RegisterRefused) as caught:
        sending.ask_the_lead(OFFICE, handed, " ", school.gate(), school.home, school.register)
    assert str(caught.value) == NO_REASON
    assert not list((school.home / "drafts").rglob("*.words"))
    number = sending.ask_the_lead(OFFICE, handed, "Is this safe?", school.gate(), school.home, school.register)
    (line,) = lines(OFFICE, school.home, school.register)
    assert (line.why, line.is_mine, line.is_for_me) == (waiting.ASKED, True, False)
    deciding.send_back(LEAD, number, "Cover the face.", school.register)
    (line,) = lines(OFFICE, school.home, school.register)
    assert (line.standing, line.comment) == (Standing.SENT_BACK, "Cover the face.")


def test_after_the_leads_answer_the_post_goes_on_to_be_decided_by_others(school: School) -> None:
    handed = school.handed(Post(TEXT, photos=(PHOTO,)))
    asked = sending.ask_the_lead(POSTER, handed, "The child is in care.", school.gate(), school.home, school.register)
    deciding.send_back(LEAD, asked, "It may go up.", school.register)
    number = sending.send_for_approval(POSTER, handed, school.gate(), school.home, school.register)
    for actor in (HEAD, POSTER):
        assert opened(school, number, actor).told.startswith(waiting.ANSWERED_FIRST)
        assert "care" not in repr((opened(school, number, actor), lines(actor, school.home, school.register)))
    assert opened(school, number, LEAD).reasons == ("The child is in care.",)
    assert count_for(HEAD, school.register) == 1
    assert approved(school, number).standing is Standing.APPROVED


def test_a_post_is_the_leads_again_once_it_is_referred_again_and_an_answer_of_another_is_none(school: School) -> None:
    handed = school.handed(Post(TEXT, photos=(PHOTO,)))
    number = sending.send_for_approval(POSTER, handed, school.gate(), school.home, school.register)
    deciding.refer(HEAD, number, "May it go up?", school.register)
    deciding.send_back(HEAD, number, "I am not the lead.", school.register)
    number = sending.send_for_approval(POSTER, handed, school.gate(), school.home, school.register)
    assert opened(school, number, HEAD).told == waiting.REFERRED
    both = acting(Role.PRINCIPAL, Role.DSL, account=3)
    deciding.send_back(both, number, "Send it once more.", school.register)
    number = sending.send_for_approval(POSTER, handed, school.gate(), school.home, school.register)
    assert opened(school, number, HEAD).told.startswith(waiting.ANSWERED_FIRST)
    deciding.refer(HEAD, number, "One thing is new.", school.register)
    assert opened(school, number, HEAD).told == waiting.REFERRED


def test_while_the_lead_is_asked_others_may_say_no_and_nothing_else(school: School) -> None:
    number = school.sent()
    deciding.refer(HEAD, number, "The child is in care.", school.register)
    sent = opened(school, number, HEAD).sent
    assert [waiting.is_to_stop(actor, sent) for actor in (HEAD, POSTER, OFFICE)] == [True, False, False]
    assert [waiting.is_to_decide(actor, sent) for actor in (HEAD, LEAD)] == [False, True]
    deciding.refuse(HEAD, number, "Not this week.", school.register)
    assert opened(school, number).standing is Standing.REFUSED
    changed = school.sent(f"{TEXT} They are tall.")
    seen = opened(school, changed, HEAD)
    assert (seen.told, seen.reasons) == (waiting.REFERRED, None)
    assert opened(school, changed, LEAD).reasons == ("The child is in care.",)
    both = acting(Role.PRINCIPAL, Role.DSL, account=3)
    deciding.refuse(both, changed, "Not at all.", school.register)
    ended = opened(school, changed).sent.decided
    assert ended is not None
    assert ended.role is Role.DSL


def test_what_was_checked_again_is_checked_anew_once_the_register_or_the_policy_has_changed(school: School) -> None:
    seen = opened(school, school.sent())
    known = check_again(seen, school.gate)
    assert deciding.is_as_now(known, seen, school.gate)
    with open_register(school.register) as store:
        store.record_answers("T03", (NO,))
    later = opened(school, seen.sent.number)
    assert not deciding.is_as_now(known, later, school.gate)
    anew = check_again(later, school.gate)
    assert deciding.is_as_now(anew, later, school.gate)
    school.pack = dataclasses.replace(school.pack, version="2")
    assert not deciding.is_as_now(anew, later, school.gate)


def test_an_approver_must_have_looked(school: School) -> None:
    seen = opened(school, school.sent())
    with pytest.raises(InputError) as caught:
        approve(HEAD, seen, check_again(seen, school.gate), school.home, school.register, has_looked=False)
    assert str(caught.value) == deciding.NOT_LOOKED


def test_a_sentence_that_the_sender_did_not_confirm_goes_back(school: School) -> None:
    seen = opened(school, school.sent())
    more = dataclasses.replace(PACK.clauses[0], id="new", manual="The Head knows of it.")
    school.pack = dataclasses.replace(PACK, clauses=(*PACK.clauses, more))
    now = check_again(seen, school.gate)
    assert now.changes == (deciding.POLICY_CHANGED, deciding.TOUCHES_NOTHING)
    with pytest.raises(InputError) as caught:
        approve(HEAD, seen, now, school.home, school.register, has_looked=True)
    assert str(caught.value) == deciding.NOT_CONFIRMED


def test_what_changed_since_it_was_sent_is_said_and_decides_again(school: School) -> None:
    number = school.sent()
    with open_register(school.register) as store:
        store.record_consent("T02", dataclasses.replace(NO, purpose=Purpose.NAME))
    seen = opened(school, number)
    now = check_again(seen, school.gate)
    assert now.changes == (deciding.REGISTER_CHANGED, deciding.FOUND_OTHERWISE)
    with pytest.raises(RegisterRefused) as caught:
        approve(HEAD, seen, now, school.home, school.register, has_looked=True)
    assert str(caught.value) == STILL_BLOCKED


def test_a_change_that_touches_nothing_leaves_the_approval_and_one_that_does_ends_it(school: School) -> None:
    number = school.sent()
    found = approved(school, number)
    with open_register(school.register) as store:
        store.record_consent("T03", NO)
    assert still_stands(POSTER, found, school.gate, school.register)
    stricter = dataclasses.replace(PACK, version="2")
    school.pack = stricter
    assert still_stands(POSTER, found, school.gate, school.register)
    school.faces.seen = (FACE,)
    assert not still_stands(POSTER, found, school.gate, school.register)
    assert opened(school, number).standing is Standing.ENDED
    assert school.deeds()[-1] == ("approval_voided", 1)
    with pytest.raises(InputError, match=r"^No package is offered. Approved by Principal Quillfeather"):
        packed(school, number)


def test_an_approval_holds_as_long_as_the_school_says(school: School) -> None:
    (school.home / "school.toml").write_text("approval_hours = 1\n", encoding="utf-8")
    approval = approved(school, school.sent()).sent.approval
    assert approval.expires_at - approval.approved_at == timedelta(hours=1)


def test_of_two_who_open_the_same_post_the_second_gets_a_sentence(school: School) -> None:
    number = school.sent()
    seen = opened(school, number, LEAD)
    now = check_again(seen, school.gate)
    deciding.send_back(HEAD, number, "Shorter.", school.register)
    with pytest.raises(RegisterRefused, match="Somebody else has decided about this post while you had it open"):
        approve(LEAD, seen, now, school.home, school.register, has_looked=True)


def test_of_two_who_press_at_the_same_moment_one_counts_and_the_other_is_told(school: School) -> None:
    number = school.sent()
    seen = opened(school, number)
    now = check_again(seen, school.gate)
    ready = threading.Barrier(2)

    def at_once(way: Callable[[], object]) -> str:
        ready.wait()
        try:
            way()
        except RegisterRefused as refused:
            return str(refused)
        return "done"

    yes = partial(approve, HEAD, seen, now, school.home, school.register, has_looked=True)
    no = partial(deciding.refuse, LEAD, number, "No.", school.register)
    with ThreadPoolExecutor(2) as two:
        assert sorted(two.map(at_once, (yes, no))) == sorted(["done", DECIDED_BEFORE])
    ended = [deed for deed, _ in school.deeds() if deed in ("post_approved", "post_refused")]
    assert len(ended) == 1
    standing = {"post_approved": Standing.APPROVED, "post_refused": Standing.REFUSED}[ended[0]]
    assert opened(school, number).standing is standing


def test_the_list_says_who_since_when_and_why_oldest_first(school: School) -> None:
    first, second = school.sent(), school.sent("Sunflowers grow.", photos=(), draft="d2")
    listed = lines(HEAD, school.home, school.register)
    assert [(one.number, one.title, one.photos, one.who, one.why, one.is_for_me) for one in listed] == [
        (first, TEXT, 1, "Poster Quillfeather", waiting._WHY["clear"], True),
        (second, "Sunflowers grow.", 0, "Poster Quillfeather", waiting._WHY["clear"], True),
    ]
    assert (count_for(HEAD, school.register), count_for(POSTER, school.register)) == (2, 0)
    deciding.send_back(HEAD, first, "Shorter, please.", school.register)
    assert (count_for(HEAD, school.register), count_for(POSTER, school.register)) == (1, 1)
    mine = lines(POSTER, school.home, school.register)[0]
    assert (mine.is_mine, mine.comment, mine.draft) == (True, "Shorter, please.", "d1")
    school.sent("Sunflowers grew.", draft="d1")
    assert count_for(POSTER, school.register) == 0


def test_a_package_that_is_not_what_was_approved_is_not_offered(school: School) -> None:
    number = school.sent()
    found = approved(school, number)
    gate = school.gate()
    bound = found.sent.sending.bound
    copy = found.kept.copies[0].data
    good = {"post.txt": b"words", "photo-1.jpg": copy}
    prove(zipped(good), good, bound, gate.analysers)
    other = {**good, "photo-1.jpg": picture("red")}
    for data, files, says in (
        (zipped(good)[:-30], good, "it could not be read whole"),
        (zipped(other), good, "a file in it was not as it was approved"),
        (zipped({**good, "extra.txt": b""}), good, "a file in it was not as it was approved"),
        (zipped(other), other, "a picture in it was not the approved one"),
    ):
        with pytest.raises(InputError) as caught:
            prove(data, files, bound, gate.analysers)
        assert str(caught.value) == package.NOT_PROVEN.format(says)
    dirty = {"photo-1.jpg": PHOTO.data}
    with pytest.raises(InputError, match="picture 1 carried hidden details"):
        prove(zipped(dirty), dirty, dataclasses.replace(bound, copies=(PHOTO.digest,)), gate.analysers)
    exchanged = dataclasses.replace(found.kept, copies=(SentCopy("photo-1.jpg", picture("red")),))
    with pytest.raises(InputError, match="not the approved ones"):
        make_package(
            POSTER,
            dataclasses.replace(found, kept=exchanged),
            school.gate,
            school.home,
            school.register,
            gate.analysers,
        )
    assert "package_made" not in [deed for deed, _ in school.deeds()]


def dies_at(moment: int, work: Callable[[], object]) -> bool:
    """Whether work in a process of its own was killed at that statement, commit or writing of a file."""
    child = os.fork()
    if child == 0:
        left = iter(range(moment))

        def one_more(*_: object) -> None:
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "after_cursor_execute", one_more)
        event.listen(Engine, "commit", one_more)
        really = os.fsync
        os.fsync = lambda file: (one_more(), really(file))[1]  # type: ignore[assignment,func-returns-value]
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("what", ["send", "approve"])
def test_killed_between_any_two_steps_all_or_nothing_happened(school: School, tmp_path: Path, what: str) -> None:
    if what == "approve":
        school.sent(BLOCKED, note="The author.")
        seen = opened(school, 1)
        now = check_again(seen, school.gate)
    handed, gate = school.handed(Post(TEXT, Channel.FACEBOOK, (PHOTO,))), school.gate()
    before, standing = school.deeds(), [one.standing for one in lines(HEAD, school.home, school.register)]

    def work(home: Path) -> None:
        register = str(home / "register.sqlite")
        if what == "send":
            sending.send_for_approval(POSTER, handed, gate, home, register)
        else:
            approve(HEAD, seen, now, home, register, has_looked=True, why="I know the book.")

    endings = set()
    for moment in range(0, 200, 4):
        home = shutil.copytree(school.home, tmp_path.with_name(f"{tmp_path.name}-{moment}"))
        is_killed = dies_at(moment, lambda home=home: work(home))  # type: ignore[misc]
        after = dataclasses.replace(school, home=home)
        found = after.deeds(), [one.standing for one in lines(HEAD, home, after.register)]
        endings.add(found == (before, standing))
        if found != (before, standing):
            assert found[0][: len(before)] == before
            assert [deed for deed, _ in found[0][len(before) :]] == DEEDS_OF[what]
        if not is_killed:
            break
    assert endings == {True, False}


DEEDS_OF = {"send": ["post_checked", "post_submitted"], "approve": ["block_overridden", "post_approved"]}
