"""Who of the parents still has to be told, how old a face template is, and that it can be deleted by itself."""

from __future__ import annotations

import weakref

import pytest

from checker.analysers.face_model import DLIB_MODEL
from checker.analysers.gallery import Gallery
from checker.core.errors import RegisterRefused
from checker.core.ledger import Deed
from checker.core.parents import ParentKind, ParentRecord
from checker.store.enrolled import KeptTemplate, delete_templates, parents_of, templates_of
from checker.store.face_consent import all_told, untold
from checker.store.register import SqlRegister
from tests.store.school import TODAY

MOTHER, FATHER = ParentRecord(ParentKind.KNOWN, "Mother"), ParentRecord(ParentKind.KNOWN, "Father ")
TOLD = ParentRecord(ParentKind.TOLD, "mother", TODAY, "letter 3")
EVERYBODY_TOLD = ParentRecord(ParentKind.TOLD)


@pytest.mark.parametrize(
    ("records", "waiting"),
    [
        ((), ()),
        ((MOTHER, FATHER), ("Mother", "Father")),
        ((MOTHER, FATHER, TOLD), ("Father",)),
        ((MOTHER, TOLD, MOTHER), ("Mother",)),
        ((MOTHER, FATHER, EVERYBODY_TOLD), ()),
        ((EVERYBODY_TOLD, FATHER), ("Father",)),
        ((FATHER, ParentRecord(ParentKind.NOT_A_PARENT, "father")), ()),
    ],
)
def test_who_is_known_and_was_not_told_since_is_named(
    records: tuple[ParentRecord, ...], waiting: tuple[str, ...]
) -> None:
    assert untold(records) == waiting


def test_nobody_waiting_is_not_enough_where_nobody_was_told() -> None:
    assert not all_told((FATHER, ParentRecord(ParentKind.NOT_A_PARENT, "father")))
    assert all_told((FATHER, EVERYBODY_TOLD))


def test_parents_are_read_in_the_order_in_which_they_were_recorded(school: SqlRegister) -> None:
    school.record_parent("T03", MOTHER)
    school.record_parent("T03", TOLD)
    assert (parents_of(school, "T03"), parents_of(school, "T02")) == ((MOTHER, TOLD), ())


def test_templates_are_listed_without_their_vectors_and_deleted_by_themselves(school: SqlRegister) -> None:
    assert (templates_of(school, "T01"), templates_of(school, "T02")) == ((KeptTemplate(TODAY, "dlib"),), ())
    assert (delete_templates(school, "T01"), delete_templates(school, "T01")) == (1, 0)
    assert (templates_of(school, "T01"), school.read().templates) == ((), ())
    assert [row.amount for row in school.ledger.rows() if row.deed == Deed.TEMPLATES_DELETED] == [1]


def test_what_faces_were_compared_with_goes_with_the_reading_it_was_made_of(school: SqlRegister) -> None:
    kept = weakref.ref(Gallery.kept_with(school.read().templates, DLIB_MODEL).rows)
    school.record_parent("T03", MOTHER)
    Gallery.kept_with(school.read().templates, DLIB_MODEL)
    assert kept() is None
    again = weakref.ref(Gallery.kept_with(school.read().templates, DLIB_MODEL).rows)
    assert Gallery.kept_with(school.read().templates, DLIB_MODEL).rows is again()
    delete_templates(school, "T01")
    assert school.read().templates == ()
    assert again() is None


def test_nothing_is_left_of_it_when_matching_is_switched_off(school: SqlRegister) -> None:
    kept = weakref.ref(Gallery.kept_with(school.read().templates, DLIB_MODEL).rows)
    school.switch_matching_off()
    assert school.read().matching is None
    assert kept() is None


def test_nobody_s_templates_are_not_deleted_in_silence(school: SqlRegister) -> None:
    with pytest.raises(RegisterRefused):
        delete_templates(school, "T99")
