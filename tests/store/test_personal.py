"""Nothing of an erased pupil stays in a table, all but the lead's is handed out, and no new table is forgotten."""

from __future__ import annotations

import dataclasses
import hashlib
import json

import pytest
from sqlalchemy import Text, select

from checker.core.decision import Role
from checker.core.parents import ParentKind, ParentRecord
from checker.core.people import Consent, ConsentState, Protection, Pupil, Purpose
from checker.core.post import Channel
from checker.core.publishing import PublishedPost, Shown, TakeDownState
from checker.core.report import Verdict
from checker.core.review import Bound, Sending
from checker.core.staff import Signer
from checker.store.backup import metadata
from checker.store.erasing import WORDS_OF_STAFF
from checker.store.held import held_on
from checker.store.keeping import Keeping
from checker.store.personal import ERASED_WORDS, OWN, WORDS, Words, mentions
from checker.store.publications import Publications
from checker.store.register import SqlRegister
from checker.store.reviews import Reviews
from checker.store.reviews_steps import Signing
from checker.store.sealed_reason import opened_reason
from checker.store.tables_people import referral
from tests.staff import add_people, person
from tests.store.school import TODAY, planned

HERS = Pupil("Z9142", "Orla", "Penhallow", "Orlie")
LIST = "pupil_id,first_name,last_name,known_as,class_name,photo_consent,face_matching_consent\n"
ROW = "Z9142,{},Penhallow,Orlie,Oak,yes,yes\n"
ALSO = "T01,Wilfie,Thistlewood,,Oak,yes,yes\nT02,Zuzanna,Brambleby,,Oak,yes,no\nT03,Kofi,Larkspur-Hay,,Elm,,\n"
TRACES = ("Z9142", "Orla", "Orlie", "Penhallow")
ABOUT_HER = "Orla Penhallow looks away, ask for Z9142."

NOBODYS = {
    "matching_signoff", "register_import", "list_headings", "meta", "erasure", "key_mark", "ledger", "ledger_head",
    "account", "role_event", "desk_session", "sign_in_failure", "device", "submission", "sent_post", "sent_copy",
    "approval", "approval_basis", "approval_copy", "approved_post", "block_override", "referral", "post_decision",
    "published_post",
}  # fmt: skip
"""Tables without a pupil's row; the words that staff write in some of them are in WORDS."""
CLOSED = {
    "pupil": "first_name last_name known_as year_group class_name",
    "protection": "kind",
    "parent_event": "kind",
    "consent_event": "kind purpose channel state",
    "face_template": "model",
    "matching_signoff": "state dpia dpo",
    "register_import": "digest",
    "import_step": "kind before",
    "list_headings": "headings",
    "meta": "stamp",
    "erasure": "digest erased_at",
    "key_mark": "mark",
    "account": "sign_in_name display_name email authorised_by password_hash",
    "role_event": "role",
    "desk_session": "token",
    "submission": "post_digest verdict",
    "referral": "post_digest",
    "device": "make model serial approved_by",
    "published_post": "post_digest channel owner",
    "shown_pupil": "purpose photo_digest",
    "take_down": "photo_digest owner state",
    "approval": "post_digest role",
    "ledger": "at deed digest channel role previous seal",
    "ledger_head": "seal",
    "sent_post": "kept draft content report register_version packs",
    "sent_copy": "digest",
    "post_decision": "did role",
    "approval_basis": "report register_version packs",
    "approval_copy": "digest",
    "approval_shown": "purpose photo_digest",
}
"""Texts that go with the pupil's own rows, are about staff and devices, or are words and digests of the program's."""


def test_every_table_is_told_of() -> None:
    """A new table belongs into OWN (erased with the pupil, handed out) or here, to say that it holds nothing of one."""
    of_pupils = {table.name for table in OWN} | {"pupil", "protection", "take_down"}
    assert set(metadata.tables) == of_pupils | NOBODYS
    points = {
        one.name for one in metadata.tables.values() if any(_is_pupils(key.target_fullname) for key in _keys(one))
    }
    assert points == of_pupils - {"pupil"}


def _keys(table):
    return [key for column in table.columns for key in column.foreign_keys]


def _is_pupils(target: str) -> bool:
    return target == "pupil.id"


def test_every_text_is_told_of() -> None:
    """A new text belongs into WORDS where somebody may write freely in it."""
    free = {(one.table.name, one.column) for one in WORDS}
    closed = {(table, column) for table, columns in CLOSED.items() for column in columns.split()}
    texts = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Text) and not column.foreign_keys and column.table.name + column.name != "pupilid"
    }
    assert free & closed == set()
    assert free | closed == texts


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _as(school: SqlRegister, number: int, role: Role) -> Reviews:
    return Reviews(SqlRegister(dataclasses.replace(school.database, signer=Signer(number, role)), school.now))


@pytest.fixture
def lived(school: SqlRegister) -> SqlRegister:
    """A register in which everything that can happen to a pupil has happened to her, and staff have written of her."""
    add_people(school, person("ada", Role.POSTER), person("ben", Role.PRINCIPAL), person("dee", Role.DSL))
    for first in ("Orla-Mae", "Orla"):
        school.apply(planned(school, LIST + ROW.format(first) + ALSO))
    told = ParentRecord(ParentKind.TOLD, "mother", TODAY, "letter 9")
    school.record_parent("Z9142", told)
    school.record_parent("T01", dataclasses.replace(told, evidence="filed with Orla Penhallow's"))
    Keeping(school).join_siblings("T01", "Z9142")
    school.add_template("Z9142", bytes(508) + b"\x00\x00\x80?")
    _sent(school)
    shown = (Shown("Z9142", Purpose.PHOTO, _digest("photo")), Shown("T02", Purpose.PHOTO, _digest("photo")))
    post = PublishedPost(_digest("out"), Channel.FACEBOOK, "https://fb.example/1", TODAY, "Office", shown)
    Publications(school).publish(post)
    school.record_consent("T02", Consent(Purpose.PHOTO, ConsentState.REFUSED, given_by="father", in_writing=True))
    (down,) = Publications(school).take_downs()
    Publications(school).close_take_down(down.number, TakeDownState.NOT_PRACTICABLE, ABOUT_HER)
    school.record_consent("Z9142", Consent(Purpose.VIDEO, ConsentState.REFUSED, given_by="mother", in_writing=True))
    Keeping(school).protect("T03", Protection.NEVER_PUBLISH, "He is not to meet Orla Penhallow.")
    Keeping(school).protect("Z9142", Protection.NEVER_PUBLISH, "A court order.")
    return school


def _sent(school: SqlRegister) -> None:
    """Three posts: one let through and approved, one sent back, one referred."""
    for name in ("approved", "back", "asked"):
        bound = Bound(_digest(name), _digest(f"{name} report"), (_digest(name + "copy"),), school.version(), "floor")
        number = _as(school, 1, Role.POSTER).send(Sending(bound, Verdict.BLOCK, "0" * 32, name, True), Channel.X)
        if name == "approved":
            shown = (Shown("Z9142", Purpose.PHOTO, _digest("photo")),)
            signing = Signing(bound, Verdict.BLOCK, shown, frozenset({"T02"}), ABOUT_HER)
            _as(school, 2, Role.PRINCIPAL).approve(number, signing)
        elif name == "back":
            _as(school, 2, Role.PRINCIPAL).send_back(number, ABOUT_HER)
        else:
            _as(school, 2, Role.PRINCIPAL).refer(number, ABOUT_HER)


def _rows_with_traces(school: SqlRegister) -> dict[str, set[str]]:
    """Which table holds what of her; what is sealed is opened."""
    found: dict[str, set[str]] = {}
    with school.database.reading() as connection:
        sealed = {one.table.name: one for one in WORDS if one.sealed_to}
        for table in metadata.tables.values():
            for row in connection.execute(select(table)):
                told = repr(tuple(row))
                if table.name in sealed:
                    told += opened_reason(connection, getattr(row, sealed[table.name].sealed_to), _kept(row, sealed))
                if traces := {one for one in TRACES if one in told}:
                    found.setdefault(table.name, set()).update(traces)
    return found


def _kept(row, sealed: dict[str, Words]) -> str:
    return row.reason if hasattr(row, "reason") else row.why


def test_nothing_of_an_erased_pupil_stays_but_what_is_about_others(lived: SqlRegister) -> None:
    before = set(_rows_with_traces(lived))
    assert before == {table.name for table in OWN} | {
        "pupil", "protection", "take_down", "post_decision", "block_override", "referral"
    }  # fmt: skip
    certificate = lived.erase("Z9142")
    assert dict(certificate.erased)[WORDS_OF_STAFF] == 3
    assert certificate.followed.voided == 0  # the refusal had ended it
    # Another child's own paper and protection speak of her: they are theirs, and the second is the lead's to mend.
    assert set(_rows_with_traces(lived)) == {"parent_event", "protection"}
    assert lived.ledger.verify().is_whole


def test_what_staff_wrote_is_written_over_and_the_reason_stays_a_reason(lived: SqlRegister) -> None:
    lived.erase("Z9142")
    decided = [one.decided.why for one in Reviews(lived).all() if one.decided is not None]
    assert decided == ["", ERASED_WORDS]
    with lived.database.reading() as connection:
        asked = connection.execute(select(referral)).one()
        assert opened_reason(connection, asked.post_digest, asked.why) == ERASED_WORDS


def test_everything_but_the_leads_is_handed_out(lived: SqlRegister) -> None:
    held = held_on(lived, "Z9142")
    assert {kind: len(rows) for kind, rows in held.items()} == {
        "pupil": 1,
        "consents": 3,
        "parents": 2,
        "siblings": 1,
        "face_templates": 1,
        "published_posts": 1,
        "approvals": 1,
        "approved_posts": 1,
        "take_downs": 1,
        "details_before_imports": 2,
        "words_of_staff": 4,
    }
    assert sorted((row["kind"], row["what"]) for row in held["words_of_staff"]) == [
        ("block_override", "why"),
        ("parent_event", "evidence"),
        ("post_decision", "why"),
        ("take_down", "why"),
    ]
    told = json.dumps(held)
    assert "Orla-Mae" in told
    assert [word for word in ("court", "T02", "not to meet", "looks away") if word in told] == []


def test_words_that_mean_somebody_else_are_left_alone(lived: SqlRegister) -> None:
    lived.record_consent("T02", Consent(Purpose.VIDEO, ConsentState.REFUSED, given_by="Orla's aunt", in_writing=True))
    with lived.database.reading() as connection:
        assert [one.words.table.name for one in mentions(connection, "T02")] == []
    lived.erase("T02")
    assert [one.decided.why for one in Reviews(lived).all() if one.decided is not None] == ["", ABOUT_HER]
