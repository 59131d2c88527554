"""A draft that was saved is read back as it was, by its writer and nobody else, and is never overwritten silently."""

from __future__ import annotations

import os
import stat
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.core.errors import CannotRead, InputError, NotAllowed
from checker.core.finding import PixelBox
from checker.core.post import Channel, Origin, Photo, Post
from checker.core.resolving import CoverStyle, Resolution, Said
from checker.core.retention import Kept, Retention
from checker.core.roster import GroupKind, Roster, RosterGroup
from checker.store.keys import key_or_new
from checker.workflow import retention, sample
from checker.workflow.saved_drafts import ChangedElsewhere, DraftShelf, SavedDraft, Version, new_draft
from tests.staff import acting

SAID = Resolution(
    PixelBox(1, 2, 30, 40), Said.PUPIL, "ada", Role.POSTER, datetime(2026, 9, 1, 9, tzinfo=UTC), "P1", CoverStyle.PIXELS
)
ROSTER = Roster((RosterGroup(GroupKind.CLASS, "Oak"), RosterGroup(GroupKind.CLUB, "Choir", frozenset({"P1", "P2"}))))
PHOTO = Photo("orla-penhallow.jpg", b"not really a picture", "Orla reads", (SAID,), ROSTER, Origin.PARENT)
POST = Post("Well done \ud83c Orla!\n\n🌻", Channel.X, (PHOTO, Photo("b.png", b"", "")), posted_by="Authorised poster")


@pytest.fixture(autouse=True)
def key() -> bytes:
    return key_or_new()


@pytest.fixture
def shelf(tmp_path: Path) -> DraftShelf:
    return DraftShelf(acting(Role.POSTER), tmp_path)


def test_a_draft_comes_back_as_it_was_with_its_photos_and_what_was_said_of_them(shelf: DraftShelf) -> None:
    version = shelf.save(new_draft(), POST)
    assert version.number == 1
    assert shelf.read(version.draft) == (version, POST)


def test_the_list_has_the_latest_first_and_the_first_words(shelf: DraftShelf) -> None:
    first = shelf.save(new_draft(), Post("Harvest " * 20))
    second = shelf.save(new_draft(), POST)
    empty = shelf.save(new_draft(), Post(""))
    for count, one in enumerate((first, second, empty)):
        file = next(shelf._place(one.draft).glob("*.draft"))
        os.utime(file, (count * 1000, count * 1000))
    when = [datetime.fromtimestamp(count * 1000, UTC) for count in range(3)]
    assert shelf.all() == (
        SavedDraft(empty, "No words yet", 0, when[2]),
        SavedDraft(second, "Well done \ud83c Orla! 🌻", 2, when[1]),
        SavedDraft(first, f"{('Harvest ' * 20)[:50].rstrip()}…", 0, when[0]),
    )


def test_nothing_of_a_draft_can_be_read_in_its_folder(shelf: DraftShelf, tmp_path: Path) -> None:
    shelf.save(new_draft(), Post("Well done Orla Penhallow", photos=(PHOTO,)))
    kept = [file for file in (tmp_path / "drafts").rglob("*") if file.is_file()]
    assert len(kept) == 2
    for file in kept:
        assert not any(word in file.read_bytes() for word in (b"Orla", b"orla", b"picture"))
        assert PHOTO.digest not in file.name
        assert "orla" not in file.name
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_two_windows_on_one_draft_overwrite_nothing_of_each_other(shelf: DraftShelf) -> None:
    first = shelf.save(new_draft(), Post("first"))
    second = shelf.save(first, Post("second"))
    for _ in range(2):
        with pytest.raises(ChangedElsewhere, match="Nothing was overwritten"):
            shelf.save(first, Post("typed in the old window"))
    assert shelf.read(first.draft) == (second, Post("second"))
    third = shelf.save(second, Post("third"))
    assert shelf.read(first.draft) == (third, Post("third"))


def test_a_window_that_loses_the_race_at_the_last_moment_is_told_too(
    shelf: DraftShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = shelf.save(new_draft(), Post("first"))
    put = shelf._put

    def faster(self: DraftShelf, *words: object) -> Version:
        monkeypatch.setattr(DraftShelf, "_put", lambda _, *same: put(*same))
        shelf.save(shelf.save(first, Post("second")), Post("third"))
        return put(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(DraftShelf, "_put", faster)
    with pytest.raises(ChangedElsewhere):
        shelf.save(first, Post("slower"))
    assert shelf.read(first.draft)[1] == Post("third")


def test_a_photo_that_was_removed_is_removed_from_the_disk_too(shelf: DraftShelf) -> None:
    version = shelf.save(new_draft(), POST)
    shelf.save(version, Post("words", photos=(PHOTO,)))
    assert len(list(shelf._place(version.draft).glob("*.photo"))) == 1
    assert shelf.read(version.draft)[1].photos == (PHOTO,)


def test_nobody_else_finds_opens_or_overwrites_a_draft(shelf: DraftShelf, tmp_path: Path) -> None:
    version = shelf.save(new_draft(), POST)
    other = DraftShelf(acting(Role.POSTER, account=8), tmp_path)
    assert other.all() == ()
    with pytest.raises(CannotRead, match="not there any more"):
        other.read(version.draft)
    (tmp_path / "drafts" / "7").rename(tmp_path / "drafts" / "8")
    with pytest.raises(CannotRead, match="cannot be opened"):
        other.read(version.draft)
    assert [one.title for one in other.all()] == ["A draft that cannot be opened"]


def test_only_who_may_check_posts_keeps_drafts(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        DraftShelf(acting(Role.ADMINISTRATOR), tmp_path)


@pytest.mark.parametrize("name", ["", "..", "../8/" + "0" * 32, "0" * 31, "G" * 32])
def test_a_draft_that_was_never_ours_is_not_there(shelf: DraftShelf, name: str) -> None:
    with pytest.raises(CannotRead, match="not there any more"):
        shelf.read(name)


def test_a_damaged_draft_is_never_an_empty_one(shelf: DraftShelf) -> None:
    version = shelf.save(new_draft(), POST)
    next(shelf._place(version.draft).glob("*.photo")).write_bytes(b"")
    with pytest.raises(CannotRead):
        shelf.read(version.draft)
    next(shelf._place(version.draft).glob("*.photo")).unlink()
    with pytest.raises(InputError):
        shelf.read(version.draft)


def test_a_full_disk_is_a_sentence_and_the_last_version_stays(
    shelf: DraftShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = shelf.save(new_draft(), Post("first"))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match=r"The draft could not be saved \(No space left on device\)."):
        shelf.save(version, POST)
    assert shelf.read(version.draft) == (version, Post("first"))


def test_deleting_takes_all_of_it_away(shelf: DraftShelf, tmp_path: Path) -> None:
    version = shelf.save(new_draft(), POST)
    shelf.delete(version.draft)
    shelf.delete(version.draft)
    assert (shelf.all(), list((tmp_path / "drafts" / "7").iterdir())) == ((), [])


def test_an_old_draft_falls_under_retention_and_a_photo_never_before_its_draft(
    shelf: DraftShelf, tmp_path: Path
) -> None:
    version = shelf.save(new_draft(), POST)
    long_ago = time.time() - 40 * 86400
    for file in shelf._place(version.draft).iterdir():
        os.utime(file, (long_ago, long_ago))
    assert len(retention._old_files(tmp_path, Kept.DRAFTS, Retention())) == 3
    shelf.save(version, Post("again", photos=POST.photos))
    assert retention._old_files(tmp_path, Kept.DRAFTS, Retention()) == []


def test_the_sample_school_made_anew_keeps_what_was_typed_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample, "_stand_in_template", lambda: bytes(512))
    home = sample.prepare_sample(tmp_path / "sample-school")
    version = DraftShelf(acting(Role.POSTER), home).save(new_draft(), POST)
    sample.prepare_sample(home)
    assert DraftShelf(acting(Role.POSTER), home).read(version.draft) == (version, POST)
