"""Who may do what, as a table of facts; and each use case asks before it does anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.core.errors import NotAllowed
from checker.core.people import Consent, ConsentState, Protection, Purpose
from checker.core.staff import Signer, Standing
from checker.store.register import open_register
from checker.workflow import (
    approvals,
    erasure,
    held_page,
    ledger,
    people,
    protecting,
    pupil_record,
    register_import,
)
from checker.workflow import register as whole
from checker.workflow.permits import CHANGE_FIRST, MAY, OWN_WORK, Act, may, require, require_other, this_machine
from tests.staff import acting, add_people, person
from tests.store.school import TODAY, opened

POST = "cd" * 32
NO = Consent(Purpose.PHOTO, ConsentState.WITHDRAWN, given_by="mother", in_writing=True)

# One letter a role: Poster, business manager (Office), safeguarding Lead, principal (Head), Administrator, Machine.
LETTERS = dict(zip("POLHAM", Role, strict=True)) if len(Role) == 6 else {}
FACTS = """
see_home             P O L H A -
check                P O L H - M
submit               P - - - - -
approve              - - L H - -
override_block       - - L H - -
refer_to_dsl         P O L H - -
see_waiting          P O L H - -
see_referral         - - L - - -
take_package         P O L H - -
record_published     P O - - - M
take_down            P O L H - M
see_register         - O L H - M
record_consent       - O - - - M
import               - O - - - M
withdraw             - O L H - M
export_pupil         - O L - - M
erase                - O - - - M
enrol                - O - - - M
matching_on          - - - H - M
matching_off         - O L H A M
protect              - - L - - -
see_protection       - - L - - -
settings             - - - - A M
review_policy        - - - H A -
keep_people          - - - - A M
keep_devices         - O - - - M
see_ledger           - O L H A M
export_ledger        - O L H - M
back_up              - O - - A M
restore              - - - - A M
apply_retention      - O - - A M
make_documents       - O L H A M
"""
TABLE = {Act[row.split()[0].upper()]: row.split()[1:] for row in FACTS.strip().splitlines()}


def test_the_table_speaks_of_every_act_and_every_role() -> None:
    assert set(TABLE) == set(Act) == set(MAY)
    assert set(LETTERS.values()) == set(Role)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize(("letter", "role"), LETTERS.items())
def test_each_role_may_do_what_the_table_says_and_nothing_else(act: Act, letter: str, role: Role) -> None:
    assert may(acting(role), act) is (letter in TABLE[act])


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("standing", [one for one in Standing if one is not Standing.IN_FORCE])
def test_nobody_whose_authorisation_is_not_in_force_may_do_anything(act: Act, standing: Standing) -> None:
    with pytest.raises(NotAllowed, match="Ask the administrator of the checker"):
        require(acting(*Role, standing=standing), act)


def test_a_person_without_a_role_or_with_a_starting_password_may_do_nothing() -> None:
    assert [act for act in Act if may(acting(), act)] == []
    with pytest.raises(NotAllowed, match=CHANGE_FIRST):
        require(people.replace(acting(*Role), must_change_password=True), Act.CHECK)


def test_the_refusal_says_who_may() -> None:
    with pytest.raises(NotAllowed) as caught:
        require(acting(Role.POSTER), Act.OVERRIDE_BLOCK)
    says = "Only the principal or the designated safeguarding lead may let a blocked post through."
    assert str(caught.value).startswith(says)


def test_the_ledger_is_signed_by_the_role_that_allowed_it() -> None:
    assert require(acting(Role.POSTER, Role.DSL), Act.PROTECT) == Signer(7, Role.DSL)
    assert require(this_machine(), Act.IMPORT) == Signer(0, Role.MACHINE)


def test_nobody_decides_about_their_own_post() -> None:
    with pytest.raises(NotAllowed, match=OWN_WORK):
        require_other(acting(Role.PRINCIPAL), Act.OVERRIDE_BLOCK, author=7)


@pytest.fixture
def register(tmp_path: Path) -> str:
    with opened(tmp_path) as store:
        add_people(
            store,
            person("poster", Role.POSTER),
            person("head", Role.PRINCIPAL, Role.POSTER),
            person("lead", Role.DSL),
        )
    return str(tmp_path)


NOBODY = acting()
ASKED = {
    "matching on": lambda to: whole.switch_matching_on(NOBODY, "D", "O", to),
    "matching off": lambda to: whole.switch_matching_off(NOBODY, to),
    "enrol": lambda to: whole.enrol_faces(NOBODY, Path(to), to),
    "summary": lambda to: list(whole.summary_lines(NOBODY, to)),
    "import": lambda to: register_import.preview_import(NOBODY, Path(to) / "list.csv", to),
    "undo": lambda to: register_import.preview_undo(NOBODY, to, erase_added=False),
    "withdraw": lambda to: list(pupil_record.withdraw(NOBODY, "T01", [], "mother", to, NO)),
    "record": lambda to: pupil_record.record(NOBODY, "T01", NO, to),
    "left": lambda to: pupil_record.mark_left(NOBODY, "T01", TODAY, to),
    "siblings": lambda to: pupil_record.join_siblings(NOBODY, "T01", "T02", to),
    "history": lambda to: list(pupil_record.history_lines(NOBODY, "T01", to)),
    "pupil": lambda to: list(pupil_record.pupil_lines(NOBODY, "T01", to, TODAY)),
    "export": lambda to: held_page.export(NOBODY, "T01", Path(to) / "held", to),
    "erase": lambda to: erasure.erase(NOBODY, "T01", to),
    "protect": lambda to: protecting.protect(NOBODY, "T01", Protection.NEVER_PUBLISH, "", to),
    "protection": lambda to: list(protecting.protection_lines(NOBODY, "T01", to)),
    "verify": lambda to: ledger.verify(NOBODY, to),
    "ledger": lambda to: list(ledger.ledger_lines(NOBODY, to, 5)),
    "ledger export": lambda to: ledger.export_ledger(NOBODY, Path(to) / "ledger.csv", to),
    "take-downs": lambda to: list(approvals.take_down_lines(NOBODY, to, all_of_them=True)),
    "people": lambda to: list(people.people_lines(NOBODY, to, TODAY)),
    "add": lambda to: people.add_person(NOBODY, person("new"), to),
    "switch off": lambda to: people.switch_person(NOBODY, "poster", to, is_off=True),
    "roles": lambda to: people.change_roles(NOBODY, "poster", [Role.DSL], [], to),
    "new password": lambda to: people.new_starting_password(NOBODY, "poster", to),
}


@pytest.mark.parametrize("what", ASKED)
def test_every_use_case_refuses_somebody_without_a_role_and_changes_nothing(register: str, what: str) -> None:
    with open_register(register) as store:
        before = store.ledger.rows()
    with pytest.raises(NotAllowed):
        ASKED[what](register)
    with open_register(register) as store:
        assert store.ledger.rows() == before
