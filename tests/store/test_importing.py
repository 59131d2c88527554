"""What a list changes in the register, and what it never does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.core.errors import RegisterRefused
from checker.core.people import Consent, ConsentState, Purpose
from checker.core.post import Channel
from checker.store.register import SqlRegister, open_register
from tests.store.school import HEADINGS, LIST, TODAY, VECTOR, WRITTEN_YES, address, empty, enrolled, opened, planned

pytestmark = pytest.mark.usefixtures("both")
ON_FILES = ("test_after_any_history_a_second_import_changes_nothing_and_no_template_is_without_consent",)
"""Which makes hundreds of registers."""


def answers(register: SqlRegister, pupil_id: str) -> dict[tuple[Purpose, Channel | None], ConsentState]:
    consents = register.read().by_id[pupil_id].consents
    return {(consent.purpose, consent.channel): consent.state for consent in consents}


def test_a_first_import_adds_everybody_and_records_only_what_was_given(tmp_path: Path) -> None:
    with empty(tmp_path) as register:
        plan = planned(register, LIST)
        assert (plan.previews, plan.left, plan.unchanged) == (
            (
                "T01 · Oak: new, photo given, face matching given",
                "T02 · Oak: new, photo given, full name with image given",
                "T03 · Elm: new",
            ),
            (),
            0,
        )
        after = register.apply(plan)
        assert after == register.read()
        assert answers(register, "T03") == {}
        assert after.by_id["T03"].consent(Purpose.PHOTO) is ConsentState.NOT_ASKED


def test_the_applied_plan_is_what_a_fresh_reader_sees(tmp_path: Path) -> None:
    with opened(tmp_path) as register, open_register(address(tmp_path)) as other:
        assert other.read() == register.read()


def test_the_same_list_twice_changes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        before = register.read()
        plan = planned(register, LIST)
        assert plan.changes_nothing
        assert plan.unchanged == 3
        assert register.apply(plan) == before


def test_a_yes_that_turns_into_a_no_is_a_withdrawal_and_deletes_the_face_templates(tmp_path: Path) -> None:
    with enrolled(tmp_path) as register:
        plan = planned(
            register, LIST.replace("T01,Wilfie,Thistlewood,Oak,yes,no,yes", "T01,Wilfie,Thistlewood,Oak,,no,no")
        )
        assert plan.previews == ("T01 · Oak: photo withdrawn, face matching withdrawn",)
        after = register.apply(plan)
        assert answers(register, "T01") == {
            (Purpose.PHOTO, None): ConsentState.WITHDRAWN,
            (Purpose.FACE_MATCHING, None): ConsentState.WITHDRAWN,
        }
        assert after.templates == ()


def test_a_consent_given_again_by_list_after_a_withdrawal_by_list_is_given_without_the_old_templates(
    tmp_path: Path,
) -> None:
    with enrolled(tmp_path) as register:
        register.apply(planned(register, LIST.replace(",yes,no,yes", ",yes,no,no")))
        after = register.apply(planned(register, LIST))
        assert answers(register, "T01")[Purpose.FACE_MATCHING, None] is ConsentState.GIVEN
        assert after.templates == ()


def test_a_no_also_withdraws_the_answers_for_single_channels(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        register.record_consent("T01", Consent(Purpose.PHOTO, ConsentState.GIVEN, Channel.FACEBOOK))
        register.apply(planned(register, LIST.replace("Oak,yes,no,yes", "Oak,no,no,yes")))
        assert not register.read().by_id["T01"].has_consent(Purpose.PHOTO, Channel.FACEBOOK)
        assert not register.read().by_id["T01"].has_consent(Purpose.PHOTO)


def test_a_column_that_is_missing_leaves_the_answers_and_says_so(tmp_path: Path) -> None:
    with enrolled(tmp_path) as register:
        before = register.read()
        plan = planned(register, "pupil_id,first_name,last_name\nT01,Wilfie,Thistlewood\nT02,Zuzanna,Brambleby\n")
        assert plan.remarks == (
            "The list has no column for consent to photo, video, full name with image, first name with image, website, "
            "press, face matching: those answers stay as they are.",
        )
        assert [pupil.id for pupil in plan.left] == ["T03"]
        assert plan.changes_nothing
        assert register.apply(plan) == before


@pytest.mark.parametrize("purpose", [Purpose.PHOTO, Purpose.FACE_MATCHING])
@pytest.mark.parametrize("state", [ConsentState.WITHDRAWN, ConsentState.REFUSED])
def test_a_list_never_overturns_an_objection_that_a_person_recorded(
    tmp_path: Path, purpose: Purpose, state: ConsentState
) -> None:
    with opened(tmp_path) as register:
        register.record_consent("T01", Consent(purpose, state, given_by="mother", in_writing=True))
        plan = planned(register, LIST)
        assert plan.changes_nothing
        assert plan.remarks[-1] == (
            f"T01 · Oak: the list says yes to {purpose.value.replace('_', ' ')}, but an objection is on record, so it "
            "stays no. If the family changed its mind, record that for this pupil."
        )


def test_a_list_renews_what_expired_and_what_was_only_said(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        register.record_consent("T02", Consent(Purpose.NAME, ConsentState.EXPIRED))
        register.record_consent("T01", Consent(Purpose.FACE_MATCHING, ConsentState.GIVEN, given_by="mother"))
        plan = planned(register, LIST)
        assert plan.previews == ("T01 · Oak: face matching given", "T02 · Oak: full name with image given")


def test_who_is_not_in_the_list_is_kept_and_has_left_only_where_it_is_the_whole_school(tmp_path: Path) -> None:
    shorter = LIST.replace("T01,Wilfie,Thistlewood,Oak,yes,no,yes\n", "")
    with enrolled(tmp_path) as register:
        plan = planned(register, shorter)
        assert plan.previews == ("T01 · Oak: left",)
        assert [pupil.id for pupil in register.apply(plan).pupils] == ["T01", "T02", "T03"]
        after = register.apply(planned(register, shorter).marking_left())
        assert ([one.id for one in after.pupils if one.left_on is None], after.templates) == (["T02", "T03"], ())
        assert not any(after.by_id["T01"].has_consent(one) for one in Purpose)


def test_a_change_of_details_is_previewed_without_a_name(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        plan = planned(register, LIST.replace("T03,Kofi,Larkspur-Hay,Elm", "T03,Kofi,Larkspur,Ash"))
        assert plan.previews == ("T03 · Ash: name changed, class changed",)
        assert register.apply(plan).by_id["T03"].last_name == "Larkspur"


def test_a_list_protects_and_never_lifts_a_protection(tmp_path: Path) -> None:
    listed = "pupil_id,first_name,last_name,never_publish\nT01,Wilfie,Thistlewood,{}\n"
    with opened(tmp_path, listed.format("yes")) as register:
        for says in ("", "no", "yes"):
            assert planned(register, listed.format(says)).changes_nothing
        assert planned(register, "pupil_id,first_name,last_name\nT01,Wilfie,Thistlewood\n").changes_nothing
        assert register.read().by_id["T01"].never_publish


def test_a_plan_made_for_an_older_register_is_refused_whole(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        plan = planned(register, LIST.replace("Elm,,,", "Elm,yes,,"))
        register.record_consent("T03", Consent(Purpose.PHOTO, ConsentState.REFUSED, given_by="father"))
        before = register.read()
        with pytest.raises(RegisterRefused, match="changed after this preview was made"):
            register.apply(plan)
        assert register.read() == before


def test_neither_plan_nor_sheet_prints_a_name(tmp_path: Path) -> None:
    with opened(tmp_path, f"{HEADINGS}\nT01,Wilfie,Thistlewood,Oak,no,no,no\n") as register:
        assert "Wilfie" not in repr(planned(register, LIST))
        assert "Thistlewood" not in repr(planned(register, LIST))


CELL = st.sampled_from(["yes", "no", ""])
EVENT = st.builds(
    Consent,
    st.sampled_from([Purpose.PHOTO, Purpose.NAME, Purpose.FACE_MATCHING]),
    st.sampled_from(ConsentState),
    given_by=st.sampled_from(["", "mother", "father", "parent", "child"]),
    in_writing=st.booleans(),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(EVENT, st.tuples(CELL, CELL, CELL)), max_size=6), st.tuples(CELL, CELL, CELL))
def test_after_any_history_a_second_import_changes_nothing_and_no_template_is_without_consent(
    tmp_path_factory: pytest.TempPathFactory, history: list[Consent | tuple[str, str, str]], last: tuple[str, str, str]
) -> None:
    with enrolled(tmp_path_factory.mktemp("register")) as register:
        for step in history:
            if isinstance(step, Consent):
                register.record_consent("T01", step)
            else:
                register.apply(planned(register, f"{HEADINGS}\nT01,Wilfie,Thistlewood,Oak,{','.join(step)}\n"))
        text = f"{HEADINGS}\nT01,Wilfie,Thistlewood,Oak,{','.join(last)}\n"
        after = register.apply(planned(register, text))
        assert planned(register, text).changes_nothing
        may = any(
            (consent.purpose, consent.state, consent.in_writing) == (Purpose.FACE_MATCHING, ConsentState.GIVEN, True)
            for consent in after.by_id["T01"].consents
        )
        assert may or after.templates == ()
        if not may:
            with pytest.raises(RegisterRefused):
                register.add_template("T01", VECTOR)


def test_the_written_yes_of_the_tests_is_one(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        register.record_consent("T03", WRITTEN_YES)
        assert register.read().by_id["T03"].consents == (WRITTEN_YES,)
        assert WRITTEN_YES.received_on == TODAY
