"""Two people at one record, leavers, siblings, protections whose reason nobody else sees; what is held and undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from checker.core.errors import NoRegister, RegisterRefused
from checker.core.ledger import Deed
from checker.core.parents import ParentKind, ParentRecord
from checker.core.people import AnswerKind, Consent, ConsentState, Protection, Purpose
from checker.store import undoing
from checker.store.held import held_on
from checker.store.keeping import NOT_SIBLINGS, Keeping
from checker.store.register import SqlRegister, open_register
from checker.store.sealed_reason import opened_reason, sealed_reason
from checker.store.seen import CHANGED_MEANWHILE
from checker.store.undoing import plan_undo, undo_import
from tests.store.approving import approval_of, approve
from tests.store.school import LIST, NOW, OTHER_VECTOR, TODAY, WRITTEN_YES, planned

POST = "aa" * 32
NO = Consent(Purpose.PHOTO, ConsentState.WITHDRAWN, given_by="mother", in_writing=True)


@pytest.mark.parametrize(
    "first",
    [
        lambda school: school.record_consent("T02", NO),
        lambda school: school.record_parent("T02", ParentRecord(ParentKind.KNOWN, "father")),
        lambda school: Keeping(school).protect("T02", Protection.NEVER_PUBLISH, ""),
        lambda school: Keeping(school).mark_left("T02", TODAY),
    ],
)
def test_who_comes_second_is_told_and_overwrites_nothing(school: SqlRegister, first: object) -> None:
    mark, looked_at = school.seen("T02"), school.read().by_id["T02"]
    first(school)  # type: ignore[operator]
    between = school.read()
    for second in (
        lambda: Keeping(school).change_details(replace(looked_at, class_name="Elm"), mark),
        lambda: school.record_consent("T02", WRITTEN_YES, mark),
        lambda: school.record_parent("T02", ParentRecord(ParentKind.TOLD), mark),
    ):
        with pytest.raises(RegisterRefused) as caught:
            second()
        assert str(caught.value) == CHANGED_MEANWHILE
    assert school.read() == between


def test_who_looked_at_the_newest_record_may_change_it_and_others_do_not_disturb(school: SqlRegister) -> None:
    mark = school.seen("T02")
    school.record_consent("T03", NO)
    Keeping(school).change_details(replace(school.read().by_id["T02"], class_name="Elm"), mark)
    assert school.read().by_id["T02"].class_name == "Elm"


def test_leaving_deletes_the_templates_and_ends_the_consents(school: SqlRegister) -> None:
    Keeping(school).mark_left("T01", TODAY)
    pupil = school.read().by_id["T01"]
    assert (pupil.left_on, pupil.has_consent(Purpose.PHOTO), school.read().templates) == (TODAY, False, ())
    with pytest.raises(RegisterRefused, match="has left the school"):
        school.add_template("T01", OTHER_VECTOR)
    Keeping(school).mark_left("T01", None)
    assert school.read().by_id["T01"].has_consent(Purpose.PHOTO)


def on_the(register: SqlRegister, day: date) -> SqlRegister:
    """The same register, at noon of that day."""
    return SqlRegister(register.database, lambda: datetime.combine(day, time(12), UTC))


SUMMER = date(2037, 7, 20)  # later than the database's own clock will say for a while


def test_a_leaving_day_to_come_ends_nothing_before_it_and_everything_on_it(school: SqlRegister) -> None:
    approve(school, POST, ["T01"])
    Keeping(school).mark_left("T01", SUMMER)
    pupil = school.read().by_id["T01"]
    assert (pupil.left_on, pupil.leaves_on, pupil.has_consent(Purpose.PHOTO)) == (None, SUMMER, True)
    school.add_template("T01", OTHER_VECTOR)  # nor does face matching end early
    assert [one.pupil_id for one in school.read().templates] == ["T01", "T01"]

    eve, day = on_the(school, SUMMER - timedelta(days=1)), on_the(school, SUMMER)
    assert (eve.read().by_id["T01"].left_on, len(held_on(eve, "T01")["face_templates"])) == (None, 2)
    pupil = day.read().by_id["T01"]
    assert (pupil.left_on, pupil.leaves_on, pupil.has_consent(Purpose.PHOTO)) == (SUMMER, None, False)
    deeds = [(row.deed, row.amount) for row in day.ledger.rows()[-2:]]
    assert deeds == [("templates_deleted", 2), ("approval_voided", 0)]
    found = approval_of(day, POST)
    assert found is not None
    assert found.voided_by == day.ledger.rows()[-1].sequence
    assert held_on(day, "T01")["face_templates"] == []
    with pytest.raises(RegisterRefused, match="has left the school"):
        day.add_template("T01", OTHER_VECTOR)
    approve(day, POST, ["T01"])  # by somebody who knew: words that may mean a pupil who has left
    on_the(school, SUMMER).read()
    assert day.ledger.rows()[-1].deed == "post_approved", "ended once, not at every reading"


def test_a_register_that_is_open_over_midnight_ends_it_too(school: SqlRegister) -> None:
    Keeping(school).mark_left("T01", SUMMER)
    now = [datetime.combine(SUMMER, time(12), UTC) - timedelta(days=1)]
    open_all_night = SqlRegister(school.database, lambda: now[0])
    assert open_all_night.read().by_id["T01"].has_consent(Purpose.PHOTO)
    now[0] += timedelta(days=1)
    assert not open_all_night.read().by_id["T01"].has_consent(Purpose.PHOTO)


def test_a_leaving_day_to_come_stays_until_a_list_says_another(school: SqlRegister) -> None:
    def leaves(text: str) -> tuple[date | None, date | None]:
        pupil = school.apply(planned(school, text)).by_id["T01"]
        return pupil.left_on, pupil.leaves_on

    def listed(day: str) -> str:
        head, first, *rest = LIST.splitlines()
        return "\n".join((f"{head},left_on", f"{first},{day}", *(f"{one}," for one in rest), ""))

    assert leaves(listed("20/07/2037")) == (None, SUMMER)
    assert leaves(LIST.replace(",Oak,yes,no,yes", ",Elm,yes,no,yes")) == (None, SUMMER)
    plan = plan_undo(school)
    undo_import(school, plan)
    assert (school.read().by_id["T01"].class_name, school.read().by_id["T01"].leaves_on) == ("Oak", SUMMER)
    assert leaves(listed("")) == (None, None)
    assert leaves(listed("20/07/2026")) == (date(2026, 7, 20), None)


def test_a_leaving_day_that_a_list_or_the_office_writes_down_ends_approvals(school: SqlRegister) -> None:
    approve(school, POST, ["T01"])
    mark, pupil = school.seen("T01"), school.read().by_id["T01"]
    Keeping(school).change_details(replace(pupil, left_on=TODAY), mark)
    found = approval_of(school, POST)
    assert found is not None
    assert found.voided_by is not None


def test_siblings_are_kept_once_whichever_way_round(school: SqlRegister) -> None:
    keeping = Keeping(school)
    keeping.join_siblings("T03", "T01")
    keeping.join_siblings("T01", "T03")
    assert school.read().siblings == (("T01", "T03"),)
    with pytest.raises(RegisterRefused) as caught:
        keeping.join_siblings("T01", "T01")
    assert str(caught.value) == NOT_SIBLINGS


@pytest.mark.parametrize("kind", Protection)
def test_a_protected_pupil_has_no_consent_and_the_reason_is_nowhere_but_with_the_dsl(
    school: SqlRegister, kind: Protection
) -> None:
    Keeping(school).protect("T01", kind, "Nettlebed refuge")
    pupil = school.read().by_id["T01"]
    assert (pupil.has_consent(Purpose.PHOTO), pupil.never_publish) == (False, True)
    assert pupil.must_not_be_located is (kind is Protection.MUST_NOT_BE_LOCATED)
    shown = repr(school.read()) + repr(pupil) + repr(held_on(school, "T01")) + repr(school.ledger.rows())
    assert [word for word in ("Nettlebed", "never_publish", "must_not_be_located") if word in shown] == []
    assert Keeping(school).protections("T01") == ((kind, True, "Nettlebed refuge"),)
    Keeping(school).protect("T01", kind, "", is_on=False)
    assert school.read().by_id["T01"].has_consent(Purpose.PHOTO)


def test_a_list_does_not_lift_the_protection_of_who_must_not_be_located(school: SqlRegister) -> None:
    Keeping(school).protect("T01", Protection.MUST_NOT_BE_LOCATED, "")
    text = "pupil_id,first_name,last_name,never_publish\nT01,Wilfie,Thistlewood,no\n"
    assert planned(school, text).changes_nothing


def test_templates_warn_at_six_months_and_are_not_used_after_twelve(school: SqlRegister) -> None:
    months = (
        (170, 1, False, ()),
        (190, 1, True, ()),
        (364, 1, True, ()),
        (366, 0, False, ("T01",)),
        (-5, 0, False, ("T01",)),
    )
    for days, used, ageing, expired in months:
        day = NOW + timedelta(days=days)
        school.now = lambda day=day: day  # type: ignore[misc]
        snapshot = school.read()
        told = any(template.is_ageing(day.date()) for template in snapshot.templates)
        assert (len(snapshot.templates), told, snapshot.expired) == (used, ageing, expired), days


@pytest.mark.parametrize(
    ("records", "told"),
    [
        ([], False),
        ([ParentRecord(ParentKind.TOLD)], True),
        ([ParentRecord(ParentKind.KNOWN, "mother")], False),
        ([ParentRecord(ParentKind.KNOWN, "mother"), ParentRecord(ParentKind.TOLD, " Mother ")], True),
        ([ParentRecord(ParentKind.TOLD), ParentRecord(ParentKind.KNOWN, "father")], False),
        (
            [
                ParentRecord(ParentKind.KNOWN, "mother"),
                ParentRecord(ParentKind.KNOWN, "father"),
                ParentRecord(ParentKind.TOLD, "mother"),
            ],
            False,
        ),
        (
            [
                ParentRecord(ParentKind.KNOWN, "mother"),
                ParentRecord(ParentKind.KNOWN, "father"),
                ParentRecord(ParentKind.TOLD, "mother"),
                ParentRecord(ParentKind.NOT_FOUND, "father", authorised_by="Principal"),
            ],
            True,
        ),
        ([ParentRecord(ParentKind.KNOWN, "aunt"), ParentRecord(ParentKind.NOT_A_PARENT, "aunt")], False),
    ],
)
def test_database_and_program_agree_on_whether_every_parent_was_told(
    school: SqlRegister, records: list[ParentRecord], told: bool
) -> None:
    school.record_consent("T02", WRITTEN_YES)
    for record in records:
        school.record_parent("T02", record)
    assert school.read().by_id["T02"].parents_told is told
    if told:
        school.add_template("T02", OTHER_VECTOR)
        assert [template.pupil_id for template in school.read().templates] == ["T01", "T02"]
    else:
        with pytest.raises(RegisterRefused, match="told about face matching"):
            school.add_template("T02", OTHER_VECTOR)


def test_an_exception_needs_somebody_who_decided_it(school: SqlRegister) -> None:
    with pytest.raises(RegisterRefused):
        school.record_parent("T02", ParentRecord(ParentKind.WELFARE, "father"))


def test_a_parent_who_becomes_known_stops_the_use_until_told(school: SqlRegister) -> None:
    school.record_parent("T01", ParentRecord(ParentKind.KNOWN, "father"))
    assert school.read().templates == ()
    school.record_parent("T01", ParentRecord(ParentKind.TOLD, "father", TODAY))
    assert len(school.read().templates) == 1


def test_the_childs_own_no_deletes_the_templates_and_a_yes_does_not(school: SqlRegister) -> None:
    wish = Consent(Purpose.FACE_MATCHING, ConsentState.GIVEN, None, "child", kind=AnswerKind.WISH)
    school.record_consent("T01", wish)
    assert len(school.read().templates) == 1
    school.record_consent("T01", replace(wish, state=ConsentState.REFUSED))
    assert school.read().templates == ()
    school.record_consent("T01", WRITTEN_YES)
    with pytest.raises(RegisterRefused, match="somebody objected"):
        school.add_template("T01", OTHER_VECTOR)


def test_what_is_held_is_whole_and_handing_it_out_is_in_the_ledger(school: SqlRegister) -> None:
    held = held_on(school, "T01")
    assert {kind: len(rows) for kind, rows in held.items()} == {
        "pupil": 1,
        "consents": 2,
        "parents": 1,
        "siblings": 0,
        "face_templates": 1,
        "published_posts": 0,
        "approvals": 0,
        "approved_posts": 0,
        "take_downs": 0,
        "details_before_imports": 1,
        "words_of_staff": 0,
    }
    assert held["pupil"][0]["last_name"] == "Thistlewood"
    assert school.ledger.rows()[-1].deed == Deed.PUPIL_EXPORTED


NEXT = (
    LIST.replace("T01,Wilfie,Thistlewood,Oak,yes,no,yes", "T01,Wilf,Thistlewood,Ash,no,yes,no")
    + "T04,Ola,Fern,Oak,yes,,\n"
)


def test_an_import_is_undone_by_new_events(school: SqlRegister) -> None:
    before = school.read()
    school.apply(planned(school, NEXT))
    recorded = len(school.history("T01"))
    plan = plan_undo(school)
    assert (plan.added, plan.kept) == (("T04",), ())
    undo_import(school, plan)
    after = school.read()
    for pupil_id in ("T01", "T02", "T03"):
        was, now = before.by_id[pupil_id], after.by_id[pupil_id]
        assert (now.first_name, now.class_name) == (was.first_name, was.class_name)
        assert [now.has_consent(purpose) for purpose in Purpose] == [was.has_consent(purpose) for purpose in Purpose]
    assert (after.by_id["T04"].left_on, after.by_id["T04"].has_consent(Purpose.PHOTO)) == (TODAY, False)
    assert len(school.history("T01")) > recorded
    assert after.templates == (), "what a withdrawal deleted does not come back"
    with pytest.raises(RegisterRefused) as caught:
        plan_undo(school)
    assert str(caught.value) == undoing.UNDONE_BEFORE
    assert school.ledger.rows()[-1].deed == Deed.IMPORT_UNDONE


def test_what_came_after_the_import_stays(school: SqlRegister) -> None:
    school.apply(planned(school, NEXT))
    school.record_consent("T01", replace(NO, purpose=Purpose.NAME))
    Keeping(school).change_details(replace(school.read().by_id["T01"], class_name="Elm"), school.seen("T01"))
    plan = plan_undo(school)
    assert plan.kept == (
        "T01: full name with image was answered again since and stays",
        "T01: the details were changed again since and stay",
    )
    undo_import(school, plan)
    assert school.read().by_id["T01"].class_name == "Elm"
    assert not school.read().by_id["T01"].has_consent(Purpose.NAME)


def test_the_list_of_another_school_is_undone_without_a_trace_of_its_pupils(school: SqlRegister) -> None:
    school.apply(planned(school, NEXT))
    undo_import(school, plan_undo(school), erase_added=True)
    assert "T04" not in school.read().by_id


def test_an_undo_planned_for_an_older_register_is_refused(school: SqlRegister) -> None:
    school.apply(planned(school, NEXT))
    plan = plan_undo(school)
    school.record_consent("T03", NO)
    before = school.read()
    with pytest.raises(RegisterRefused, match="changed after this preview"):
        undo_import(school, plan)
    assert school.read() == before


def test_nothing_to_undo_is_said(tmp_path: object) -> None:
    with open_register(str(tmp_path), create=True) as register, pytest.raises(RegisterRefused) as caught:
        plan_undo(register)
    assert str(caught.value) == undoing.NOTHING_TO_UNDO


def test_who_is_not_in_the_list_of_the_whole_school_has_left_and_comes_back(school: SqlRegister) -> None:
    shorter = LIST.replace("T01,Wilfie,Thistlewood,Oak,yes,no,yes\n", "")
    after = school.apply(planned(school, shorter).marking_left())
    assert (after.by_id["T01"].left_on, after.templates) == (TODAY, ())
    undo_import(school, plan_undo(school))
    assert school.read().by_id["T01"].left_on is None
    school.apply(planned(school, shorter).marking_left())
    plan = planned(school, LIST)
    assert plan.previews == ("T01 · Oak: leaving day changed",)
    assert school.apply(plan).by_id["T01"].left_on is None


def test_a_reason_opens_for_its_own_pupil_only_and_one_of_an_earlier_version_is_read_as_it_is(
    school: SqlRegister,
) -> None:
    with school.database.writing() as connection:
        kept = sealed_reason(connection, "T01", "Nettlebed refuge")
        assert "Nettlebed" not in kept
        assert kept != sealed_reason(connection, "T01", "Nettlebed refuge")
        assert opened_reason(connection, "T01", kept) == "Nettlebed refuge"
        assert opened_reason(connection, "T01", "court order") == "court order"
        with pytest.raises(NoRegister):
            opened_reason(connection, "T02", kept)
