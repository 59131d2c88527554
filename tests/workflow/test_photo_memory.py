"""A draft that is checked again: its photos are not looked at twice, and nothing that may not hold any more is used."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checker.core.errors import CannotRead
from checker.core.people import RegisterSnapshot
from checker.core.post import Photo, Post
from checker.core.resolving import Said
from checker.workflow.photo_memory import PhotoMemory
from tests.workflow.face_gate import PHOTO, REGISTER, Eyes, cell, face, gate, word

OTHER = Photo("b.jpg", b"another", "Two teams")


class Counting(Eyes):
    """Says how often faces were looked for."""

    found = 0

    def find(self, picture: Any) -> Any:
        self.found += 1
        return super().find(picture)


@pytest.fixture
def eyes() -> Counting:
    return Counting((face(0),))


def twice(eyes: Eyes, first: Post, second: Post, then: RegisterSnapshot) -> None:
    memory, opened = PhotoMemory(), gate(eyes)
    opened.check(first, memory=memory)
    later = replace(opened, read_register=lambda: then)
    again, anew = later.check(second, memory=memory), later.check(second)
    assert (again.verdict, again.findings, again.photos) == (anew.verdict, anew.findings, anew.photos)


def test_other_words_need_no_second_look_at_the_photo(eyes: Counting) -> None:
    memory, opened = PhotoMemory(), gate(eyes)
    first = opened.check(Post("one", photos=(PHOTO,)), memory=memory)
    looks = eyes.found
    second = opened.check(Post("two", photos=(PHOTO,)), memory=memory)
    assert (eyes.found, second.photos) == (looks, first.photos)
    assert memory.unknown(Post("", photos=(PHOTO, OTHER))) == 1


@pytest.mark.parametrize(
    ("second", "register"),
    [
        (Post("", photos=(replace(PHOTO, resolutions=(word(Said.ADULT, cell(0)),)),)), REGISTER),
        (Post("", photos=(replace(PHOTO, resolutions=(word(Said.COVER, cell(0)),)),)), REGISTER),
        (Post("", photos=(OTHER,)), REGISTER),
        (Post("", photos=(PHOTO,)), replace(REGISTER, version="v2", matching=None)),
        (Post("", photos=(PHOTO,)), replace(REGISTER, version="v2", templates=())),
    ],
    ids=["a word", "a cover", "another photo", "matching off", "nobody enrolled"],
)
def test_what_may_have_changed_is_looked_at_again(eyes: Counting, second: Post, register: RegisterSnapshot) -> None:
    twice(eyes, Post("", photos=(PHOTO,)), second, register)


def test_a_register_that_changes_in_the_middle_of_a_check_is_checked_against_again(eyes: Counting) -> None:
    memory, opened = PhotoMemory(), gate(eyes)
    opened.check(Post("", photos=(PHOTO,)), memory=memory)
    versions = iter([REGISTER, *[replace(REGISTER, version="v2", matching=None)] * 99])
    report = replace(opened, read_register=lambda: next(versions)).check(Post("", photos=(PHOTO,)), memory=memory)
    assert report.register_version == "v2"
    assert report.photos == replace(opened, read_register=lambda: next(versions)).check(
        Post("", photos=(PHOTO,))
    ).photos  # fmt: skip


def test_a_failure_is_never_remembered(eyes: Counting) -> None:
    memory, opened = PhotoMemory(), gate(eyes)

    class Broken(Counting):
        def find(self, picture: Any) -> Any:
            raise CannotRead("The picture is damaged.")

    broken = gate(Broken((face(0),)))
    assert "faces.unresolved" in broken.check(Post("", photos=(PHOTO,)), memory=memory).unproven
    assert opened.check(Post("", photos=(PHOTO,)), memory=memory).unproven == ()


def test_what_was_drawn_is_forgotten_once_no_photo_needs_it() -> None:
    memory, drawn = PhotoMemory(), iter(range(9))
    assert [memory.drawn("a", lambda: next(drawn)) for _ in range(2)] == [0, 0]
    memory.forget_unused()
    memory.forget_unused()
    assert memory.drawn("a", lambda: next(drawn)) == 1
