"""Accounts, roles, sign-ins and sessions, in a file and in PostgreSQL, by a clock that the test turns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import insert, text

from checker.core.decision import Role
from checker.core.errors import InputError, NotAllowed, RegisterRefused
from checker.core.staff import IDLE_ENDS, Standing
from checker.store.accounts import LAST_ADMINISTRATOR, NO_SUCH_PERSON, NOT_A_ROLE, TAKEN, Accounts
from checker.store.passwords import TOO_EASY, TOO_SHORT, require_good, starting_password
from checker.store.register import SqlRegister
from checker.store.sign_ins import (
    FAILURES_ALLOWED,
    LOCKED,
    LOCKED_FOR,
    LONGEST_SESSION,
    NO_ACCOUNT,
    REFUSED,
    USED_UP,
    SignIns,
)
from checker.store.tables_people import block_override
from tests.staff import PASSWORD, QUICK, add_people, person
from tests.store.school import NOW, TODAY

ADMIN = person("ada", Role.ADMINISTRATOR)
POSTER = person("petra", Role.POSTER)


class Clock:
    """Stands until it is turned."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self):
        return self.now

    def turn(self, **by: int) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def register(school: SqlRegister, clock: Clock) -> SqlRegister:
    timed = SqlRegister(school.database, clock)
    add_people(timed, ADMIN, POSTER)
    return timed


@pytest.fixture
def signs(register: SqlRegister) -> SignIns:
    return SignIns(register, QUICK)


def deeds(register: SqlRegister, last: int) -> list[tuple[str, int, int]]:
    return [(row.deed, row.reference, row.account) for row in register.ledger.rows()[-last:]]


def test_people_come_back_as_they_were_added_and_every_step_is_in_the_ledger(register: SqlRegister) -> None:
    both = Accounts(register).everybody()
    assert [(one.number, one.person) for one in both] == [(1, ADMIN), (2, POSTER)]
    assert deeds(register, 4) == [
        ("account_added", 1, 0),
        ("role_given", 1, 0),
        ("account_added", 2, 0),
        ("role_given", 2, 0),
    ]


def test_two_people_never_share_a_name_or_an_address(register: SqlRegister) -> None:
    for double in (person(" PETRA "), replace(person("other"), email="Petra@quill.example")):
        with pytest.raises(RegisterRefused, match=TAKEN):
            Accounts(register).add(double, "", must_change=False)


@pytest.mark.parametrize(
    "remove",
    [
        lambda accounts: accounts.switch("ada", is_off=True),
        lambda accounts: accounts.change_roles("ada", [], [Role.ADMINISTRATOR]),
        lambda accounts: accounts.change("ada", replace(ADMIN, valid_until=TODAY - timedelta(days=1))),
        lambda accounts: accounts.change("ada", replace(ADMIN, valid_from=TODAY + timedelta(days=1))),
    ],
)
def test_the_last_administrator_stays_and_with_a_second_one_may_go(register: SqlRegister, remove) -> None:
    accounts = Accounts(register)
    before = accounts.everybody(), register.ledger.rows()
    with pytest.raises(RegisterRefused, match=LAST_ADMINISTRATOR):
        remove(accounts)
    assert (accounts.everybody(), register.ledger.rows()) == before
    accounts.change_roles("petra", [Role.ADMINISTRATOR], [])
    remove(accounts)
    assert accounts.has_administrator()


def test_nobody_is_given_the_role_of_the_machine_and_strangers_are_said(register: SqlRegister) -> None:
    with pytest.raises(RegisterRefused, match=NOT_A_ROLE):
        Accounts(register).change_roles("petra", [Role.MACHINE], [])
    with pytest.raises(RegisterRefused, match=NO_SUCH_PERSON):
        Accounts(register).switch("nobody", is_off=True)


def test_the_right_password_begins_a_session_and_signing_out_ends_it(register: SqlRegister, signs: SignIns) -> None:
    session = signs.by_password(" Petra", PASSWORD)
    found = signs.at_desk(session)
    assert found is not None
    assert found.person == POSTER
    signs.end(session)
    signs.end(session)
    assert signs.at_desk(session) is None
    assert deeds(register, 2) == [("signed_in", session, 2), ("signed_out", session, 2)]


@pytest.mark.parametrize(("name", "account"), [("petra", 2), ("nobody", 0)])
def test_a_wrong_password_and_a_wrong_name_sound_alike(register: SqlRegister, signs: SignIns, name, account) -> None:
    with pytest.raises(NotAllowed, match=REFUSED):
        signs.by_password(name, "not the password")
    assert deeds(register, 1) == [("sign_in_refused", 0, account)]


def test_five_failures_lock_the_account_for_a_while_also_for_the_right_password(signs: SignIns, clock: Clock) -> None:
    for _ in range(FAILURES_ALLOWED):
        with pytest.raises(NotAllowed, match=REFUSED):
            signs.by_password("petra", "not the password")
    with pytest.raises(NotAllowed, match=LOCKED):
        signs.by_password("petra", PASSWORD)
    assert signs.at_desk(signs.by_password("ada", PASSWORD)) is not None
    clock.turn(minutes=LOCKED_FOR.seconds // 60)
    assert signs.at_desk(signs.by_password("petra", PASSWORD)) is not None


def test_a_clock_that_was_set_back_does_not_open_the_lock(signs: SignIns, clock: Clock) -> None:
    clock.turn(days=1)
    signs.by_password("petra", PASSWORD)
    clock.turn(days=-1)
    for _ in range(FAILURES_ALLOWED):
        with pytest.raises(NotAllowed, match=REFUSED):
            signs.by_password("petra", "not the password")
    with pytest.raises(NotAllowed, match=LOCKED):
        signs.by_password("petra", PASSWORD)


def test_many_who_guess_at_once_have_no_more_guesses_than_one(register: SqlRegister, signs: SignIns) -> None:
    def slowly(kept_hash: str, password: str) -> bool:
        if password == PASSWORD:  # while this one is compared, others fail
            for _ in range(FAILURES_ALLOWED):
                with pytest.raises(NotAllowed, match=REFUSED):
                    signs.by_password("petra", "not the password")
        return QUICK.fits(kept_hash, password)

    signs._passwords = SimpleNamespace(fits=slowly)
    with pytest.raises(NotAllowed, match=LOCKED):
        signs.by_password("petra", PASSWORD)


def test_a_success_forgets_the_failures_before_it(signs: SignIns, clock: Clock) -> None:
    for _ in range(3):
        for _ in range(FAILURES_ALLOWED - 1):
            with pytest.raises(NotAllowed, match=REFUSED):
                signs.by_password("petra", "not the password")
        clock.turn(seconds=1)
        signs.by_password("petra", PASSWORD)


def test_a_session_lives_while_it_is_used_and_ends_when_it_is_idle(signs: SignIns, clock: Clock) -> None:
    session = signs.by_password("petra", PASSWORD)
    for _ in range(3):
        clock.turn(minutes=9)
        assert signs.at_desk(session) is not None
    clock.turn(minutes=9)
    assert signs.at_desk(session, is_active=False) is not None
    clock.turn(minutes=1)
    assert clock.now - NOW > IDLE_ENDS
    assert signs.at_desk(session) is None


def test_a_session_does_not_outlive_the_day_or_a_clock_that_was_set_back(signs: SignIns, clock: Clock) -> None:
    session = signs.by_password("petra", PASSWORD)
    while clock.now - NOW < LONGEST_SESSION - timedelta(minutes=5):
        clock.turn(minutes=5)
        assert signs.at_desk(session) is not None
    clock.turn(minutes=5)
    assert signs.at_desk(session) is None
    other = signs.by_password("petra", PASSWORD)
    clock.turn(hours=-2)
    assert signs.at_desk(other) is None


@pytest.mark.parametrize(
    ("valid", "standing"),
    [
        ({"valid_from": TODAY + timedelta(days=1)}, Standing.NOT_YET),
        ({"valid_until": TODAY - timedelta(days=1)}, Standing.ENDED),
        ({"valid_from": TODAY, "valid_until": TODAY}, Standing.IN_FORCE),
    ],
)
def test_only_those_whose_authorisation_is_in_force_sign_in(
    register: SqlRegister, signs: SignIns, valid: dict[str, date], standing: Standing
) -> None:
    Accounts(register).change("petra", replace(POSTER, **valid))
    assert Accounts(register).named("petra").standing(TODAY) is standing
    if standing is Standing.IN_FORCE:
        assert signs.at_desk(signs.by_password("petra", PASSWORD)) is not None
        return
    with pytest.raises(NotAllowed, match=REFUSED):
        signs.by_password("petra", PASSWORD)
    with pytest.raises(NotAllowed, match=NO_ACCOUNT):
        signs.by_email("petra@quill.example", "token")


def test_whoever_is_switched_off_is_out_at_once_and_comes_back_without_the_old_session(
    register: SqlRegister, signs: SignIns
) -> None:
    session = signs.by_password("petra", PASSWORD)
    Accounts(register).switch("petra", is_off=True)
    assert signs.at_desk(session) is None
    Accounts(register).switch("petra", is_off=False)
    assert signs.at_desk(session) is None
    assert signs.at_desk(signs.by_password("petra", PASSWORD)) is not None


def test_roles_are_those_of_this_moment(register: SqlRegister, signs: SignIns) -> None:
    session = signs.by_password("petra", PASSWORD)
    Accounts(register).change_roles("petra", [Role.DSL], [Role.POSTER])
    found = signs.at_desk(session)
    assert found is not None
    assert found.person.roles == {Role.DSL}


def test_a_new_starting_password_ends_what_the_old_one_began(register: SqlRegister, signs: SignIns) -> None:
    session = signs.by_password("petra", PASSWORD)
    Accounts(register).set_password(2, QUICK.hashed("three new words"), must_change=True)
    assert signs.at_desk(session) is None
    found = signs.at_desk(signs.by_password("petra", "three new words"))
    assert found is not None
    assert found.acting(TODAY).must_change_password


def test_the_schools_own_sign_in_opens_one_session_for_each_token(signs: SignIns, clock: Clock) -> None:
    session = signs.by_email("Petra@Quill.example", "one")
    assert signs.by_email("petra@quill.example", "one") == session
    clock.turn(minutes=11)
    with pytest.raises(NotAllowed, match=USED_UP):
        signs.by_email("petra@quill.example", "one")
    assert signs.by_email("petra@quill.example", "two") != session
    for stranger in ("somebody@quill.example", ""):
        with pytest.raises(NotAllowed, match=NO_ACCOUNT):
            signs.by_email(stranger, "three")


def test_an_account_without_a_password_is_not_opened_by_any(register: SqlRegister, signs: SignIns) -> None:
    Accounts(register).add(person("olga", Role.POSTER), "", must_change=False)
    for password in ("", PASSWORD):
        with pytest.raises(NotAllowed, match=REFUSED):
            signs.by_password("olga", password)


def test_a_password_is_nowhere_in_the_database(register: SqlRegister, signs: SignIns) -> None:
    with pytest.raises(NotAllowed):
        signs.by_password("petra", "hunter2hunter2")
    with register.database.reading() as connection:
        held = str([connection.execute(text(f"SELECT * FROM {table}")).all()
                    for table in ("account", "ledger", "desk_session", "sign_in_failure")])  # fmt: skip
    assert [word for word in (PASSWORD, "hunter2") if word in held] == []
    assert "$argon2id$" in held
    assert "Quillfeather" not in repr(register.ledger.rows())
    assert "argon2" not in repr(Accounts(register).everybody())


def test_the_database_itself_refuses_a_plain_password_and_ones_own_override(register: SqlRegister) -> None:
    with pytest.raises(RegisterRefused):
        Accounts(register).add(person("olga"), PASSWORD, must_change=False)
    row = {"submission_id": 1, "submitted_by": 2, "account_id": 2, "why": "mine", "recorded_at": NOW}
    with pytest.raises(RegisterRefused, match="a blocked post of their own"), register.database.writing() as connection:
        connection.execute(insert(block_override).values(**row))


@pytest.mark.parametrize(
    ("password", "says"),
    [("short", TOO_SHORT), ("aaaaaaaaaaaaaaa", TOO_EASY), ("Quillfeather", TOO_EASY)],
)
def test_passwords_that_are_easy_to_guess_are_refused(password: str, says: str) -> None:
    with pytest.raises(InputError, match=says[:30]):
        require_good(password, "quillfeather")


def test_good_passwords_and_starting_ones_are_taken_and_an_accent_may_come_in_two_signs() -> None:
    require_good("three random words", "petra")
    require_good(starting_password(), "petra")
    assert starting_password() != starting_password()
    assert QUICK.fits(QUICK.hashed("café au lait, merci"), "cafe\u0301 au lait, merci")
