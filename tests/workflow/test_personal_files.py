"""Which files can hold something of a pupil, and is each searched? A new place that writes is to be told of here."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

import checker
from checker.core.errors import InputError
from checker.core.people import Pupil
from checker.core.post import Post
from checker.store.keys import key_or_new
from checker.store.register import open_register
from checker.workflow import erasure, held_page
from checker.workflow.draft_search import drafts_about
from checker.workflow.own_lists import in_lists, still_named, take_out
from checker.workflow.permits import this_machine
from checker.workflow.register_import import preview_undo
from checker.workflow.saved_drafts import DraftShelf, new_draft
from checker.workflow.sent_posts import SentPost, keep_sent
from tests.store.school import opened, planned

MACHINE = this_machine()
HER = Pupil("T01", "Wilfie", "Thistlewood")

SEARCHED = {
    "workflow.saved_drafts": "drafts: searched, and deleted",
    "workflow.sent_posts": "sent posts: searched, and deleted",
    "workflow.album_desk": "albums of the page: searched, and deleted",
    "store.sealed": "answers kept for albums: cannot be searched, so all are deleted",
    "workflow.rosters": "what was said for albums: pupils are taken out",
    "workflow.own_lists": "clubs and events: pupils are taken out",
    "store.backup": "backups: restoring one erases the pupil again; the certificate says so",
    "store.restoring": "registers kept aside: erasing says which there are",
}
OF_NO_PUPIL = {
    "store.erasures": "keyed digests of who was erased",
    "store.seal_file": "the ledger's last seal",
    "store.sqlite_file": "makes the register's own file, whose tables tests/store/test_personal.py looks at",
    "store.keys": "the key",
    "workflow.backups": "makes a folder",
    "workflow.register": "makes a folder",
    "workflow.files": "the hand that writes for all others",
    "workflow.album_register": "the register's version, sealed",
    "workflow.set_up": "which steps of the set-up are done",
    "workflow.school_settings": "school.toml, which the school writes: a pupil's name in it is pointed at",
    "workflow.sample": "the invented school",
    "workflow.ledger": "the ledger's export: no names",
    "workflow.documents": "documents without names",
    "workflow.evaluate": "charts without names",
}
HANDED_OVER = {
    "workflow.held_page": "what is held on one pupil, where the person says",
    "workflow.erasure": "the certificate, where the person says",
    "workflow.clean": "clean copies, where the person says",
    "workflow.album_copies": "clean copies, where the person says",
    "workflow.album_report": "the report of an album, where the person says",
}
"""Outside of the school's folder: whoever asked for them keeps them."""
_WRITING = frozenset(
    "write_whole write_new written_aside place_new write_text write_bytes copyfile copytree mkdir link rename".split()
)


def _writes(file: Path) -> bool:
    calls = (node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call))
    names = (getattr(call.func, "attr", getattr(call.func, "id", "")) for call in calls)
    return not _WRITING.isdisjoint(names)


def test_every_place_that_writes_files_is_told_of() -> None:
    root = Path(checker.__file__).parent
    files = [file for part in ("workflow", "store", "cli", "web") for file in (root / part).rglob("*.py")]
    writing = {
        ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        for file in files
        if _writes(file)
    }
    assert writing == SEARCHED.keys() | OF_NO_PUPIL.keys() | HANDED_OVER.keys()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school whose folder is not the one that CHECKER_HOME names, as the sample school's is not."""
    key_or_new()
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setenv("CHECKER_HOME", str(other))
    opened(tmp_path).close()
    return tmp_path


def _register(home: Path) -> str:
    return str(home / "register.sqlite")


def test_the_drafts_of_the_registers_own_school_are_searched_and_no_others(home: Path) -> None:
    for place in (home, home / "other"):
        DraftShelf(MACHINE, place).save(new_draft(), Post("Wilfie Thistlewood"))
    held = json.loads(held_page.everything_held(MACHINE, "T01", _register(home))[0])
    assert len(held["held"]["saved_drafts"]) == 1
    erasure.erase(MACHINE, "T01", _register(home))
    assert (drafts_about(HER, home).about, len(drafts_about(HER, home / "other").about)) == ((), 1)


def test_a_word_to_the_approver_is_searched_too(home: Path) -> None:
    keep_sent(home, SentPost(Post("Sports day"), (), (), note="Is Wilfie Thistlewood all right with this?"))
    assert len(drafts_about(HER, home).about) == 1


def test_undoing_an_import_with_erasure_searches_as_any_erasure_does(home: Path) -> None:
    with open_register(_register(home)) as store:
        listed = "pupil_id,first_name,last_name,class_name\nT01,Wilfie,Thistlewood,Oak\nT77,Ola,Fernwhistle,Oak\n"
        store.apply(planned(store, listed))
    DraftShelf(MACHINE, home).save(new_draft(), Post("Ola Fernwhistle"))
    (home / "groups.toml").write_text('[club]\nChoir = ["T77"]\n')
    preview_undo(MACHINE, _register(home), erase_added=True).apply(MACHINE)
    assert drafts_about(Pupil("T77", "Ola", "Fernwhistle"), home).about == ()
    assert (home / "groups.toml").read_text() == "[club]\nChoir = []\n"


def test_what_the_school_wrote_itself_is_pointed_at(home: Path) -> None:
    (home / "school.toml").write_text('staff = ["Wilfie Thistlewood"]\n')
    (home / "register.sqlite.replaced-20261101T090000").write_bytes(b"an earlier one")
    (home / "register.sqlite.restoring-4711").write_bytes(b"left by a run that was killed")
    told = erasure.erase(MACHINE, "T01", _register(home))
    assert told.endswith(
        f"\n{erasure.TAKE_OUT.format(files='school.toml')}\n"
        f"\n{erasure.ASIDE.format(files='register.sqlite.replaced-20261101T090000, register.sqlite.restoring-4711')}\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('[club]\nChoir = ["T01", "T02"]  # Mondays\n', '[club]\nChoir = ["T02"]  # Mondays\n'),
        ("[event]\nFair = ['T02','T01']\n", "[event]\nFair = ['T02',]\n"),
        ('[club]\nA = [\n  "T02",\n  "T01",\n]\nB = ["T011"]\n', '[club]\nA = [\n  "T02",\n  \n]\nB = ["T011"]\n'),
        ('[club]\n"Wilf\\u00e9" = ["\\u005401", "T02"]\n', '[club]\n"Wilfé" = ["T02"]\n'),
        ('[club]\nA = ["T02"\n, "T01"\n, "T03"]\n', '[club]\n"A" = ["T02", "T03"]\n'),
        (
            '[club]\nT01 = ["T02", "T01"]\n"T01" = ["T01"]\n'.replace('"T01" = ["T01"]\n', ""),
            '[club]\nT01 = ["T02", ]\n',
        ),
    ],
)
def test_a_pupil_is_taken_out_of_clubs_and_everything_else_stays(tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / "groups.toml").write_text(before)
    assert (in_lists(HER, tmp_path), take_out(HER, tmp_path)) == (("groups.toml",), 1)
    assert (tmp_path / "groups.toml").read_text() == after
    assert (in_lists(HER, tmp_path), take_out(HER, tmp_path)) == ((), 0)


def test_what_was_said_for_an_album_goes_where_it_names_the_pupil(tmp_path: Path) -> None:
    (tmp_path / "albums.json").write_text('{"a": "class:Oak,pupil:T01", "b": "pupil:T011", "c": "class:Elm"}')
    assert in_lists(HER, tmp_path) == ("albums.json",)
    assert take_out(HER, tmp_path) == 1
    assert json.loads((tmp_path / "albums.json").read_text()) == {"b": "pupil:T011", "c": "class:Elm"}


def test_a_remark_in_the_schools_lists_is_pointed_at(tmp_path: Path) -> None:
    (tmp_path / "groups.toml").write_text("# without Wilfie Thistlewood\n[club]\nChoir = []\n")
    assert still_named(HER, tmp_path) == ("groups.toml",)


def test_lists_that_cannot_be_read_stop_the_erasure_before_anything_is_deleted(home: Path) -> None:
    (home / "groups.toml").write_text("[club")
    DraftShelf(MACHINE, home).save(new_draft(), Post("Wilfie Thistlewood"))
    with pytest.raises(InputError, match="cannot be read"):
        erasure.erase(MACHINE, "T01", _register(home))
    with open_register(_register(home)) as store:
        assert "T01" in store.read().by_id
    (home / "groups.toml").unlink()
    assert len(drafts_about(HER, home).about) == 1
