"""Submissions, devices and periods, in a file and in PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from checker.core.decision import Role
from checker.core.errors import RegisterRefused
from checker.core.report import Verdict
from checker.core.retention import Kept, Retention
from checker.core.staff import Signer
from checker.store.ageing import Ageing
from checker.store.devices import Devices
from checker.store.register import SqlRegister
from checker.store.submissions import OWN_WORK, Submissions
from tests.staff import add_people, person
from tests.store.school import NOW

POST = "cd" * 32


def signed(register: SqlRegister, account: int, role: Role, days: int = 0) -> SqlRegister:
    database = replace(register.database, signer=Signer(account, role))
    return SqlRegister(database, lambda: NOW + timedelta(days=days))


def test_a_blocked_post_is_let_through_by_somebody_else_and_forgotten_after_its_time(school: SqlRegister) -> None:
    add_people(school, person("petra", Role.POSTER), person("hilda", Role.PRINCIPAL))
    poster, head = signed(school, 1, Role.POSTER), signed(school, 2, Role.PRINCIPAL)
    Submissions(poster).submit(POST, Verdict.BLOCK)
    Submissions(poster).refer(POST, "Please look.")
    with pytest.raises(RegisterRefused, match=OWN_WORK):
        Submissions(poster).override(POST, "Mine.")
    Submissions(head).override(POST, "The author's name.")
    Submissions(head).require_approvable(POST)
    later = Ageing(signed(school, 0, Role.MACHINE, days=368), Retention())
    expected = dict.fromkeys(Kept, 0) | {Kept.EVIDENCE: 3, Kept.TEMPLATES: 1}
    assert (later.due(), later.apply({}), later.due()) == (expected, expected, dict.fromkeys(Kept, 0))
    assert school.ledger.verify().is_whole


def test_the_list_of_devices_is_another_version_of_the_register(school: SqlRegister) -> None:
    before = school.read()
    assert before.devices == ()
    number = Devices(school).add("Canon", "EOS 250D", "0420", "Business manager")
    assert school.read().devices == ("Canon EOS 250D, serial 0420",)
    Devices(school).remove(number)
    assert (school.read().devices, school.read().version == before.version) == ((), False)
