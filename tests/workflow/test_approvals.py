"""Withdrawals, publications and protections as the desk uses them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.core.errors import InputError, NotAllowed
from checker.core.people import Consent, ConsentState, Protection, Purpose
from checker.core.post import Channel
from checker.store.register import open_register
from checker.workflow import approvals, protecting, pupil_record
from checker.workflow.ledger import verify
from checker.workflow.protecting import protect, protection_lines
from tests.staff import acting, add_people, person
from tests.store.approving import approval_of, approve
from tests.store.school import opened

POST = "cd" * 32
POSTER, HEAD = acting(Role.POSTER, account=1), acting(Role.PRINCIPAL, account=2)
LEAD, OFFICE = acting(Role.DSL, account=3), acting(Role.BUSINESS_MANAGER, account=4)
NO = Consent(Purpose.PHOTO, ConsentState.WITHDRAWN, given_by="mother", in_writing=True)


@pytest.fixture
def register(tmp_path: Path) -> str:
    with opened(tmp_path) as store:
        roles = Role.POSTER, Role.PRINCIPAL, Role.DSL, Role.BUSINESS_MANAGER
        add_people(store, *(person(role.name.lower(), role) for role in roles))
    return str(tmp_path)


def test_a_withdrawal_voids_the_approval_and_says_by_which_entry(register: str) -> None:
    with open_register(register) as store:
        approve(store, POST, ["T01"])
    said = list(pupil_record.withdraw(OFFICE, "T01", [Purpose.PHOTO], "mother", register, NO))
    assert "No earlier post has to come down; 1 approved post was re-opened and must be checked again." in said
    with open_register(register) as store:
        ended = approval_of(store, POST)
        assert ended is not None
        assert ended.voided_by is not None
        assert store.ledger.rows()[ended.voided_by - 1].deed == "approval_voided"
    assert verify(HEAD, register).is_whole


def test_a_published_post_needs_its_link(register: str) -> None:
    post = approvals.published_post("Hello", [], Channel.X, " ", NO_DAY, "", ("T01",), ())
    with pytest.raises(InputError, match="Give the link"):
        approvals.record_published(POSTER, post, register)


NO_DAY = date(2026, 11, 20)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DSL])
def test_only_the_safeguarding_lead_protects_and_sees_why(register: str, role: Role) -> None:
    for ask in (
        lambda: protect(acting(role), "T01", Protection.NEVER_PUBLISH, "", register),
        lambda: list(protection_lines(acting(role), "T01", register)),
    ):
        with pytest.raises(NotAllowed, match="Only the designated safeguarding lead may"):
            ask()


def test_a_protection_reads_like_no_consent_for_everybody_else(register: str) -> None:
    protecting.protect(LEAD, "T01", Protection.MUST_NOT_BE_LOCATED, "court order", register)
    assert list(protection_lines(LEAD, "T01", register)) == ["must not be located: in force, court order"]
    pupil_record.withdraw(OFFICE, "T02", [], "mother", register, NO)
    shown = list(pupil_record.pupil_lines(OFFICE, "T01", register, NO_DAY))
    yeses = ["face matching: yes", "parents told about face matching: yes"]
    assert [line for line in shown if ": yes" in line] == yeses
    assert not any("protect" in line or "locate" in line for line in shown)
