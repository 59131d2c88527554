"""What the pages of the register are told: who is found, what counts, what is missing, what an import would do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.core.errors import InputError, NotAllowed, RegisterRefused
from checker.core.parents import ParentKind, ParentRecord
from checker.core.people import AnswerKind, Consent, ConsentState, Protection, Pupil, Purpose
from checker.core.post import Channel
from checker.core.publishing import PublishedPost, Shown, TakeDownState
from checker.store.enrolled import KeptTemplate
from checker.store.keeping import Keeping
from checker.store.publications import Publications
from checker.store.register import SqlRegister, open_register
from checker.store.seen import CHANGED_MEANWHILE
from checker.workflow import erasure, pupil_record
from checker.workflow.held_page import everything_held
from checker.workflow.import_rows import ImportGroup, ImportRow
from checker.workflow.pupil_list import (
    EVERY_CLASS,
    Mark,
    PupilLine,
    PupilList,
    Show,
    class_groups,
    find_pupils,
    mark_of,
)
from checker.workflow.pupil_view import PupilView, pupil_view, template_words
from checker.workflow.register_import import ListColumn, list_columns, preview_list, preview_undo
from checker.workflow.take_downs import NOBODY, count_open, take_down_rows
from tests.staff import acting
from tests.store.school import LIST, TODAY, WRITTEN_YES, enrolled

OFFICE, DSL, HEAD, POSTER = (acting(role) for role in (Role.BUSINESS_MANAGER, Role.DSL, Role.PRINCIPAL, Role.POSTER))
NO_MARKS = (Mark.NO,) * 5
LETTER = Consent(Purpose.PHOTO, ConsentState.WITHDRAWN, in_writing=True, received_on=TODAY)
DIGEST = "ab" * 32


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A school's folder; face matching is on and T01 is enrolled."""
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path))
    with enrolled(tmp_path):
        yield tmp_path


@pytest.fixture
def register(home: Path) -> str:
    return str(home / "register.sqlite")


def ids(found: PupilList) -> list[str]:
    return [line.id for line in found.lines()]


@pytest.mark.parametrize(
    ("words", "group", "found"),
    [
        ("", EVERY_CLASS, ["T03", "T02", "T01"]),
        ("zuz", EVERY_CLASS, ["T02"]),
        ("OAK this", EVERY_CLASS, ["T01"]),
        ("", "Elm", ["T03"]),
        ("wilfie", "Elm", []),
        ("t02", EVERY_CLASS, ["T02"]),
    ],
)
def test_pupils_are_found_by_any_words_and_class_in_the_order_of_the_school(
    home: Path, words: str, group: str, found: list[str]
) -> None:
    listed = find_pupils(OFFICE, home, words, group, TODAY)
    assert (ids(listed), class_groups(OFFICE, home)) == (found, ("Elm", "Oak"))


def test_accents_need_not_be_typed(home: Path, register: str) -> None:
    changed = replace(pupil_view(OFFICE, "T03", register, TODAY).pupil, known_as="Kófi-Łu")
    pupil_record.change_details(OFFICE, changed, register, pupil_view(OFFICE, "T03", register, TODAY).seen)
    assert ids(find_pupils(OFFICE, home, "kofi-lu", EVERY_CLASS, TODAY)) == ["T03"]


def test_a_line_says_what_counts_and_protection_only_to_the_dsl(home: Path, register: str) -> None:
    yes = (Mark.YES, Mark.NO, Mark.NO, Mark.NO, Mark.YES)
    assert find_pupils(HEAD, home, "T01", EVERY_CLASS, TODAY).lines() == (
        PupilLine("T01", "Thistlewood, Wilfie", "Oak", yes),
    )
    with enrolled_register(home) as store:
        Keeping(store).protect("T01", Protection.NEVER_PUBLISH, "")
    hidden = PupilLine("T01", "Thistlewood, Wilfie", "Oak", (*NO_MARKS[:4], Mark.YES))
    assert find_pupils(HEAD, home, "T01", EVERY_CLASS, TODAY).lines() == (hidden,)
    assert find_pupils(DSL, home, "T01", EVERY_CLASS, TODAY).lines() == (replace(hidden, is_protected=True),)
    assert not pupil_view(OFFICE, "T01", register, TODAY).pupil.is_protected
    assert pupil_view(DSL, "T01", register, TODAY).pupil.is_protected


def enrolled_register(home: Path) -> SqlRegister:
    return open_register(str(home))


def test_a_yes_for_one_channel_is_said_as_such() -> None:
    pupil = Pupil("P1", "Ola", "Fern", consents=(Consent(Purpose.PHOTO, ConsentState.GIVEN, Channel.WEBSITE),))
    assert [mark_of(pupil, one) for one in (Purpose.PHOTO, Purpose.VIDEO)] == [Mark.SOME, Mark.NO]


def test_leavers_and_what_has_aged_are_lists_of_their_own(home: Path, register: str) -> None:
    pupil_record.mark_left(OFFICE, "T02", TODAY, register)
    in_a_year = date(TODAY.year + 2, 1, 1)
    assert {show: ids(find_pupils(OFFICE, home, "", EVERY_CLASS, TODAY, show)) for show in Show} == {
        Show.AT_SCHOOL: ["T03", "T01"],
        Show.LEFT: ["T02"],
        Show.RECONFIRM: [],
        Show.RENEW: [],
    }
    assert ids(find_pupils(OFFICE, home, "", EVERY_CLASS, in_a_year, Show.RECONFIRM)) == ["T01"]
    assert ids(find_pupils(OFFICE, home, "", EVERY_CLASS, TODAY + timedelta(days=183), Show.RENEW)) == ["T01"]


def test_a_poster_neither_lists_nor_opens_pupils(home: Path, register: str) -> None:
    for ask in (
        lambda: find_pupils(POSTER, home, "", EVERY_CLASS, TODAY),
        lambda: class_groups(POSTER, home),
        lambda: pupil_view(POSTER, "T01", register, TODAY),
        lambda: list_columns(POSTER, b"pupil_id\n", register),
        lambda: preview_list(HEAD, LIST.encode(), register),
        lambda: pupil_record.delete_face_photos(POSTER, "T01", register),
        lambda: everything_held(HEAD, "T01", register),
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_an_unknown_pupil_is_said(register: str) -> None:
    with pytest.raises(InputError, match="no pupil with this id"):
        pupil_view(OFFICE, "T99", register, TODAY)


def test_a_record_shows_what_counts_the_newest_answer_first_and_the_family(register: str) -> None:
    pupil_record.record(OFFICE, "T01", WRITTEN_YES, register)
    pupil_record.record_parent(OFFICE, "T01", ParentRecord(ParentKind.KNOWN, "father"), register)
    pupil_record.join_siblings(OFFICE, "T02", "T01", register)
    view = pupil_view(OFFICE, "T01", register, TODAY)
    assert view.timeline[0].consent == WRITTEN_YES
    assert view.siblings == (("T02", "Brambleby, Zuzanna"),)
    assert view.parents[-1] == ParentRecord(ParentKind.KNOWN, "father")
    assert {one.purpose: one.mark for one in view.counting}[Purpose.PHOTO] is Mark.YES


def test_answers_of_one_letter_stand_together_and_others_apart(register: str) -> None:
    pupil_record.withdraw_now(OFFICE, "T02", [Purpose.PHOTO, Purpose.VIDEO], "mother", register, LETTER)
    pupil_record.withdraw_now(OFFICE, "T02", [Purpose.WEBSITE], "father", register, LETTER)
    timeline = pupil_view(OFFICE, "T02", register, TODAY).timeline
    assert [(one.consent.given_by, one.purposes) for one in timeline] == [
        ("father", (Purpose.WEBSITE,)),
        ("mother", (Purpose.PHOTO, Purpose.VIDEO)),
        ("", (Purpose.PHOTO, Purpose.NAME)),
    ]


def met(view: PupilView) -> dict[str, bool]:
    return {one.title.split()[0]: one.is_met for one in view.requirements}


def test_what_the_law_asks_for_is_listed_with_what_is_missing(register: str) -> None:
    assert pupil_view(OFFICE, "T01", register, TODAY).may_be_enrolled
    view = pupil_view(OFFICE, "T02", register, TODAY)
    assert met(view) == {"Face": True, "The": True, "Every": False, "A": False, "Nobody": True}
    assert not view.may_be_enrolled
    pupil_record.record_parent(OFFICE, "T01", ParentRecord(ParentKind.KNOWN, "father"), register)
    missing = [one.says for one in pupil_view(OFFICE, "T01", register, TODAY).requirements if not one.is_met]
    assert missing == ["Not on record as told: father."]


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (
            replace(WRITTEN_YES, in_writing=False),
            "There is a yes, but not in writing. Ask for it in writing and record that.",
        ),
        (
            replace(WRITTEN_YES, has_responsibility=None),
            "There is a yes, but not from somebody on record with parental responsibility.",
        ),
        (
            replace(WRITTEN_YES, state=ConsentState.REFUSED, given_by="father"),
            "Father said no. Only the same person can take that back.",
        ),
        (
            Consent(Purpose.FACE_MATCHING, ConsentState.REFUSED, given_by="child", kind=AnswerKind.WISH),
            "The child said no. That counts, whatever the parents say.",
        ),
    ],
)
def test_each_way_in_which_consent_falls_short_is_said(register: str, answer: Consent, says: str) -> None:
    pupil_record.record(OFFICE, "T01", answer, register)
    assert says in [one.says for one in pupil_view(OFFICE, "T01", register, TODAY).requirements if not one.is_met]


def test_templates_say_when_they_want_renewing() -> None:
    kept = KeptTemplate(TODAY, "dlib")
    ages = [template_words(kept, TODAY + timedelta(days=days)) for days in (0, 182, 365)]
    assert [due for due, _ in ages] == [False, True, True]
    assert ages[0][1] == "enrolled on 20/11/2026, to be renewed from 21/05/2027"


def test_who_saves_second_is_told_and_nothing_of_theirs_is_saved(register: str) -> None:
    seen = pupil_view(OFFICE, "T01", register, TODAY).seen
    pupil_record.withdraw_now(DSL, "T01", [Purpose.VIDEO], "mother", register, LETTER, seen)
    for second in (
        lambda: pupil_record.withdraw_now(OFFICE, "T01", [Purpose.PHOTO], "mother", register, LETTER, seen),
        lambda: pupil_record.record(OFFICE, "T01", WRITTEN_YES, register, seen),
        lambda: pupil_record.record_parent(OFFICE, "T01", ParentRecord(ParentKind.KNOWN, "father"), register, seen),
        lambda: pupil_record.mark_left(OFFICE, "T01", TODAY, register, seen),
    ):
        with pytest.raises(RegisterRefused) as caught:
            second()
        assert str(caught.value) == CHANGED_MEANWHILE
    assert pupil_view(OFFICE, "T01", register, TODAY).pupil.has_consent(Purpose.PHOTO)


def test_a_pupil_without_a_name_is_refused(register: str) -> None:
    view = pupil_view(OFFICE, "T01", register, TODAY)
    with pytest.raises(InputError, match="Nothing was changed"):
        pupil_record.change_details(OFFICE, replace(view.pupil, first_name=" "), register, view.seen)


def test_face_photos_are_deleted_by_themselves(register: str) -> None:
    assert pupil_record.delete_face_photos(HEAD, "T01", register) == 1
    assert pupil_view(HEAD, "T01", register, TODAY).templates == ()


def publish(home: Path, *shown: Shown, owner: str = "Office") -> None:
    with enrolled_register(home) as store:
        post = PublishedPost(DIGEST, Channel.FACEBOOK, "https://social.example/1", TODAY, owner, shown)
        Publications(store).publish(post)


def test_the_work_list_names_pupils_to_those_who_may_see_them_only(home: Path, register: str) -> None:
    publish(home, Shown("T01", Purpose.PHOTO, DIGEST))
    assert count_open(POSTER, register) == 0
    done = pupil_record.withdraw_now(OFFICE, "T01", [Purpose.PHOTO], "mother", register, LETTER)
    assert (done.take_downs, count_open(POSTER, register)) == (1, 1)
    (mine,), (theirs,) = (take_down_rows(one, register, TODAY) for one in (OFFICE, POSTER))
    assert (mine.photo, mine.whose, theirs.whose) == ("Photo with the fingerprint abababab", "Wilfie T, Oak", "")
    assert replace(mine, whose="") == theirs
    (late,) = take_down_rows(OFFICE, register, mine.due_on + timedelta(days=1))
    assert (mine.is_overdue, late.is_overdue) == (False, True)


def test_earlier_posts_say_what_became_of_each(home: Path, register: str) -> None:
    publish(home, Shown("T01", Purpose.PHOTO, DIGEST), Shown("T01", Purpose.NAME), Shown("T02", Purpose.NAME))
    pupil_record.withdraw_now(OFFICE, "T01", [Purpose.PHOTO], "mother", register, LETTER)
    posts = pupil_view(OFFICE, "T01", register, TODAY).posts
    said = {(one.purpose, one.state) for one in posts}  # T01 has no consent to the name, so that was due at once
    assert said == {(Purpose.PHOTO, TakeDownState.OPEN), (Purpose.NAME, TakeDownState.OPEN)}
    assert [one.state for one in pupil_view(OFFICE, "T02", register, TODAY).posts] == [None]


def test_a_closed_take_down_is_listed_with_its_reason_and_never_overdue(home: Path, register: str) -> None:
    publish(home, Shown("T01", Purpose.NAME), owner="")
    pupil_record.withdraw_now(OFFICE, "T01", [], "mother", register, LETTER)
    with enrolled_register(home) as store:
        Publications(store).close_take_down(1, TakeDownState.NOT_PRACTICABLE, "printed")
    (row,) = take_down_rows(OFFICE, register, date(2036, 1, 1), all_of_them=True)
    assert (row.owner, row.why, row.is_open, row.is_overdue) == (NOBODY, "printed", False, False)
    assert row.photo == "The whole post"
    assert take_down_rows(OFFICE, register, TODAY) == ()
    erasure.erase(OFFICE, "T01", register)
    assert take_down_rows(OFFICE, register, TODAY, all_of_them=True)[0].whose == "A pupil who was erased"


NEXT = """Adno,first_name,last_name,class_name,photo_consent,name_consent,Shoe size
T01,Wilfie,Thistlewood,Elm,no,no,3
T02,Zuzanna,Brambleby,Oak,yes,yes,4
T04,<b>Ada</b>,Fell,Oak,yes,no,5
"""


def test_headings_are_mapped_by_hand_and_remembered(register: str) -> None:
    asked = list_columns(OFFICE, NEXT.encode(), register)
    assert asked[0] == ListColumn("Adno", "")
    assert asked[-1] == ListColumn("Shoe size", "")
    with pytest.raises(InputError, match="missing: pupil_id"):
        preview_list(OFFICE, NEXT.encode(), register)
    preview_list(OFFICE, NEXT.encode(), register, mapped={"Adno": "pupil_id"}).apply(OFFICE)
    assert list_columns(OFFICE, NEXT.encode(), register)[0] == ListColumn("Adno", "pupil_id")
    twice = re.sub(r"\n(T\d+)", r"\n\1,\1", NEXT.replace("Adno", "pupil_id,Adno")).encode()
    preview = preview_list(OFFICE, twice, register, mapped={"Adno": ""})
    assert "Column 2 (Adno) is not known and was not used." in preview.plan.remarks


def test_who_is_not_in_the_list_stays_and_that_is_said(register: str) -> None:
    preview = preview_list(OFFICE, NEXT.encode(), register, mapped={"Adno": "pupil_id"})
    assert preview.remarks[-1] == "1 pupil of the register is not in the list and kept as before."
    whole = preview_list(OFFICE, NEXT.encode(), register, mapped={"Adno": "pupil_id"}, is_whole_school=True)
    assert whole.remarks == whole.plan.remarks


def test_an_import_lists_each_pupil_it_touches_and_so_does_its_undo(register: str) -> None:
    preview = preview_list(OFFICE, NEXT.encode(), register, mapped={"Adno": "pupil_id"}, is_whole_school=True)
    assert preview.groups == (
        ImportGroup(
            "Consents that end",
            "with a consent that ends",
            (ImportRow("T01", "Thistlewood, Wilfie", "photo: withdrawn"),),
        ),
        ImportGroup("New pupils", "new", (ImportRow("T04", "Fell, <b>Ada</b>", "Oak; yes to photo"),)),
        ImportGroup(
            "Changed details",
            "with changed details",
            (ImportRow("T01", "Thistlewood, Wilfie", "year and class: Oak → Elm"),),
        ),
        ImportGroup(
            "Recorded as having left", "leaving", (ImportRow("T03", "Larkspur-Hay, Kofi", "Elm; all consents end"),)
        ),
    )
    with pytest.raises(NotAllowed):
        preview.apply(HEAD)  # whoever looked at it, the one who applies it must be allowed to
    preview.apply(OFFICE)
    undo = preview_undo(OFFICE, register, erase_added=False)
    assert [(group.title, [row.pupil_id for row in group.rows]) for group in undo.groups] == [
        ("Answers as before", ["T01"]),
        ("Details as before", ["T01"]),
        ("Back at the school", ["T03"]),
        ("Recorded as having left: the import had added them", ["T04"]),
    ]
    assert undo.groups[0].rows[0] == ImportRow("T01", "Thistlewood, Wilfie", "photo: yes")
    with pytest.raises(NotAllowed):
        undo.apply(HEAD)
    undo.apply(OFFICE)
    view = pupil_view(OFFICE, "T01", register, TODAY)
    assert (view.pupil.class_name, view.pupil.has_consent(Purpose.PHOTO)) == ("Oak", True)
