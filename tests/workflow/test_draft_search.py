"""Saved drafts go with an erased pupil, are told at a withdrawal and are listed for who asks what is held."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.core.errors import CannotRead
from checker.core.finding import PixelBox
from checker.core.people import Consent, ConsentState, Pupil, Purpose
from checker.core.post import Channel, Photo, Post
from checker.core.resolving import Resolution, Said
from checker.core.roster import GroupKind, Roster, RosterGroup
from checker.store.keys import key_or_new
from checker.store.register import open_register
from checker.store.sealed import SealedFolder
from checker.workflow import erasure, held_page, pupil_record
from checker.workflow.album_desk import AlbumShelf, with_said
from checker.workflow.album_results import RESULTS_FOLDER
from checker.workflow.draft_search import drafts_about, forget_pupil
from checker.workflow.held_page import NOT_KNOWN
from checker.workflow.permits import this_machine
from checker.workflow.saved_drafts import DraftShelf, new_draft
from checker.workflow.sent_posts import SentPost, keep_sent, read_sent_words
from tests.staff import acting
from tests.store.school import opened

PUPIL = Pupil("T01", "Wilfie", "Thistlewood", "Wilf")
CHOIR = Roster((RosterGroup(GroupKind.CLUB, "Choir", frozenset({"T01"})),))
WORD = Resolution(PixelBox(1, 2, 30, 40), Said.PUPIL, "ada", Role.POSTER, datetime(2026, 9, 1, 9, tzinfo=UTC), "T01")
PHOTO = Photo("sports.jpg", b"picture", "Running")
MACHINE = this_machine()
NO = Consent(Purpose.PHOTO, ConsentState.WITHDRAWN, given_by="mother", in_writing=True)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    key_or_new()
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path))
    opened(tmp_path).close()
    return tmp_path


def save(home: Path, post: Post, account: int = 7) -> str:
    return DraftShelf(acting(Role.POSTER, account=account), home).save(new_draft(), post).draft


@pytest.mark.parametrize(
    "post",
    [
        Post("Well done Wilfie Thistlewood!"),
        Post("THISTLEWOOD, Wilf came first."),
        Post("Bravo #WilfieThistlewood"),
        Post("See", photos=(replace(PHOTO, name="wilfie_thistlewood-2.jpg"),)),
        Post("See", photos=(replace(PHOTO, alt_text="Wílf Thistlewood runs"),)),
        Post("See", photos=(replace(PHOTO, resolutions=(WORD,)),)),
        Post("See", photos=(replace(PHOTO, roster=Roster((RosterGroup(GroupKind.PUPIL, "T01"),))),)),
        Post("See", photos=(replace(PHOTO, roster=CHOIR),)),
    ],
)
def test_a_draft_that_names_or_shows_the_pupil_is_found_whoever_wrote_it(home: Path, post: Post) -> None:
    draft = save(home, post, account=9)
    search = drafts_about(PUPIL, home)
    assert [(one.account, one.draft) for one in search.about] == [(9, draft)]
    assert (search.about[0].is_named, search.about[0].photos, search.unopened) == (not _said(post), _said(post), 0)


def _said(post: Post) -> bool:
    return any(photo.resolutions or photo.roster for photo in post.photos)


@pytest.mark.parametrize(
    "post",
    [
        Post("Wilfie read well, and Mrs Thistlewood came."),
        Post("Wilfie. Thistle wood is in bloom."),
        Post("See", photos=(replace(PHOTO, resolutions=(replace(WORD, pupil_id="T02"),)),)),
        Post("See", photos=(replace(PHOTO, roster=Roster((RosterGroup(GroupKind.CLASS, "Oak"),))),)),
    ],
)
def test_other_drafts_are_left_alone(home: Path, post: Post) -> None:
    save(home, post)
    assert drafts_about(replace(PUPIL, known_as=""), home).about == ()


def test_a_short_name_is_not_found_inside_other_words(home: Path) -> None:
    save(home, Post("An alliance of schools"))
    assert drafts_about(Pupil("T09", "An", "Alli"), home).about == ()


def test_erasing_takes_the_drafts_and_every_kept_album_answer_along_and_certifies_it(home: Path) -> None:
    gone, stays = save(home, Post("Wilfie Thistlewood")), save(home, Post("Harvest festival"))
    SealedFolder(home / RESULTS_FOLDER / "a-stamp").keep("a-name", bytes(32), b"an answer")
    certificate = erasure.erase(MACHINE, "T01", None)
    assert "  saved drafts that named or showed the pupil: 1\n" in certificate
    assert "could not be opened" not in certificate
    assert sorted(one.name for one in (home / "drafts" / "7").iterdir()) == [stays]
    assert gone != stays
    assert list((home / RESULTS_FOLDER).glob("*/*")) == []
    with open_register(str(home)) as store:
        assert store.ledger.rows()[-1].deed == "pupil_erased"
        assert store.ledger.verify().is_whole


def test_a_draft_that_does_not_open_is_counted_and_never_taken_for_one_about_nobody(home: Path) -> None:
    draft = save(home, Post("Wilfie Thistlewood"))
    next((home / "drafts" / "7" / draft).glob("*.draft")).write_bytes(b"damaged")
    assert drafts_about(PUPIL, home).unopened == 1
    told = erasure.erase(MACHINE, "T01", None)
    assert "saved drafts that could not be opened and stay until they are past their time: 1" in told


def test_a_withdrawal_says_how_many_drafts_are_checked_anew(home: Path) -> None:
    save(home, Post("Wilfie Thistlewood"))
    said = list(pupil_record.withdraw(MACHINE, "T01", [Purpose.PHOTO], "mother", None, NO))
    assert said[-1] == "1 saved drafts name or show this pupil. They are checked anew when they are opened."
    assert not any("drafts" in line for line in pupil_record.withdraw(MACHINE, "T02", [], "mother", None, NO))


def test_who_asks_what_is_held_learns_of_the_drafts_and_of_what_nobody_can_know(home: Path) -> None:
    save(home, Post("Wilfie Thistlewood", photos=(replace(PHOTO, resolutions=(WORD,)),)))
    held_page.export(MACHINE, "T01", home / "held", None)
    told = json.loads((home / "held.json").read_text())
    (draft,) = told["held"]["saved_drafts"]
    assert {name: value for name, value in draft.items() if name != "saved_at"} == {
        "account_of_the_writer": 7,
        "names_the_pupil": True,
        "photos_said_to_show_the_pupil": 1,
    }
    assert NOT_KNOWN in told["please_note"]
    assert "Saved drafts were searched" in (home / "held.html").read_text()


def test_a_post_that_was_sent_for_approval_goes_too_and_the_id_leaves_the_lists(home: Path) -> None:
    name = keep_sent(home, SentPost(Post("Wilfie Thistlewood"), (), ()))
    other = keep_sent(home, SentPost(Post("Harvest festival"), (), ()))
    (home / "groups.toml").write_text('[club]\nChoir = ["T01", "T02"]\n')
    assert [(one.account, one.draft) for one in drafts_about(PUPIL, home).about] == [(0, name)]
    assert drafts_about(PUPIL, home).in_lists == ("groups.toml",)
    assert f"  {erasure.LISTS_CHANGED}: 1\n" in erasure.erase(MACHINE, "T01", None)
    assert (home / "groups.toml").read_text() == '[club]\nChoir = ["T02"]\n'
    assert read_sent_words(home, other).text == "Harvest festival"
    with pytest.raises(CannotRead, match="not kept any more"):
        read_sent_words(home, name)


def test_an_album_on_the_page_in_which_somebody_said_who_it_is_goes_too(home: Path) -> None:
    shelf = AlbumShelf(acting(Role.POSTER), home)
    album, other = (shelf.begin(Channel.FACEBOOK, [(name, b"picture")]) for name in ("a.jpg", "b.jpg"))
    shelf.place(album.id).keep(with_said(album, {"a.jpg": (WORD,)}))
    assert [(one.account, one.draft, one.photos) for one in drafts_about(PUPIL, home).about] == [(7, album.id, 1)]
    forget_pupil(PUPIL, home)
    assert [name for name, _ in shelf.all()] == [other.id]


def test_without_drafts_there_is_nothing_to_forget(tmp_path: Path) -> None:
    found = forget_pupil(PUPIL, tmp_path)
    assert (found.about, found.unopened) == ((), 0)
