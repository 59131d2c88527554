"""What was sent, devices and periods, in a file and in PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from checker.core.decision import Role
from checker.core.errors import RegisterRefused
from checker.core.retention import Kept, Retention
from checker.core.staff import Signer
from checker.store.ageing import Ageing
from checker.store.devices import Devices
from checker.store.register import SqlRegister
from checker.store.tables_people import block_override
from tests.staff import add_people, person
from tests.store.approving import let_through_and_ask, send_blocked
from tests.store.school import NOW


def signed(register: SqlRegister, account: int, role: Role, days: int = 0) -> SqlRegister:
    database = replace(register.database, signer=Signer(account, role))
    return SqlRegister(database, lambda: NOW + timedelta(days=days))


def test_a_blocked_post_is_let_through_by_somebody_else_and_forgotten_after_its_time(school: SqlRegister) -> None:
    add_people(school, person("petra", Role.POSTER), person("hilda", Role.PRINCIPAL))
    let_through_and_ask(school)
    later = Ageing(signed(school, 0, Role.MACHINE, days=368), Retention())
    expected = dict.fromkeys(Kept, 0) | {Kept.EVIDENCE: 5, Kept.TEMPLATES: 1}
    assert (later.due(), later.apply({}), later.due()) == (expected, expected, dict.fromkeys(Kept, 0))
    assert school.ledger.verify().is_whole


def test_nobody_lets_their_own_blocked_post_through_not_even_by_hand(school: SqlRegister) -> None:
    add_people(school, person("petra", Role.POSTER, Role.PRINCIPAL))
    number, _ = send_blocked(school, "mine")
    row = {"submission_id": number, "submitted_by": 1, "account_id": 1, "why": "Mine.", "recorded_at": NOW}
    with pytest.raises(RegisterRefused), school.database.writing() as connection:
        connection.execute(insert(block_override).values(**row))


def test_the_list_of_devices_is_another_version_of_the_register(school: SqlRegister) -> None:
    before = school.read()
    assert before.devices == ()
    number = Devices(school).add("Canon", "EOS 250D", "0420", "Business manager")
    assert school.read().devices == ("Canon EOS 250D, serial 0420",)
    Devices(school).remove(number)
    assert (school.read().devices, school.read().version == before.version) == ((), False)
