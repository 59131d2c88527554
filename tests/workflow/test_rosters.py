"""A roster is understood whole or refused, and remembered for its album without a name in any file."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.core.errors import InputError
from checker.core.people import Pupil, RegisterSnapshot
from checker.core.roster import GroupKind, Roster, RosterGroup
from checker.workflow.rosters import ALBUMS_FILE, GROUPS_FILE, album_roster, check_roster, parse_roster, remember

OAK = Roster((RosterGroup(GroupKind.CLASS, "Oak"),))


def groups(home: Path, told: str) -> Path:
    home.mkdir(exist_ok=True)
    (home / GROUPS_FILE).write_text(told, encoding="utf-8")
    return home


def test_a_roster_is_read_group_by_group(tmp_path: Path) -> None:
    home = groups(tmp_path, '[club]\nChoir = ["P1", "P2"]\n[event]\n"Sports day" = ["P3"]\n')
    assert parse_roster("class:Oak, Year : 4 ,club:choir,event:Sports day,pupil:P9", home) == Roster(
        (
            RosterGroup(GroupKind.CLASS, "Oak"),
            RosterGroup(GroupKind.YEAR, "4"),
            RosterGroup(GroupKind.CLUB, "choir", frozenset({"P1", "P2"})),
            RosterGroup(GroupKind.EVENT, "Sports day", frozenset({"P3"})),
            RosterGroup(GroupKind.PUPIL, "P9"),
        )
    )


def test_all_is_no_roster(tmp_path: Path) -> None:
    assert parse_roster("All", tmp_path) is None


@pytest.mark.parametrize("words", ["", "Oak", "class:", "form:Oak", "class:Oak,,", ":"])
def test_a_roster_that_is_not_understood_is_a_sentence(tmp_path: Path, words: str) -> None:
    with pytest.raises(InputError, match="not understood"):
        parse_roster(words, tmp_path)


@pytest.mark.parametrize("words", ["club:Choir", "event:Choir"])
def test_a_club_that_the_school_has_not_listed_is_a_sentence(tmp_path: Path, words: str) -> None:
    with pytest.raises(InputError, match=r"no (club|event) of this name in groups.toml: Choir"):
        parse_roster(words, tmp_path)


@pytest.mark.parametrize(
    "told", ["[club", 'club = "Choir"', "[club]\nChoir = 3", '[club]\nChoir = ["P1", 2]', "\udc80"]
)
def test_lists_that_cannot_be_read_are_a_sentence(tmp_path: Path, told: str) -> None:
    (tmp_path / GROUPS_FILE).write_bytes(told.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match="cannot be read"):
        parse_roster("class:Oak", tmp_path)


def test_what_was_said_for_an_album_is_remembered_and_can_be_forgotten(tmp_path: Path) -> None:
    home, folder, other = tmp_path / "home", tmp_path / "Trip with Orla Penhallow", tmp_path / "other"
    assert album_roster(None, folder, home) is None
    remember(OAK, folder, home)
    assert album_roster(None, folder, home) == OAK
    assert album_roster(None, other, home) is None
    assert album_roster("pupil:P1", folder, home) == Roster((RosterGroup(GroupKind.PUPIL, "P1"),))
    assert "Penhallow" not in (home / ALBUMS_FILE).read_text(encoding="utf-8")
    remember(None, folder, home)
    assert album_roster(None, folder, home) is None


@pytest.mark.parametrize("told", ["{", "[]", '{"a": 1}', "\x80"])
def test_a_memory_that_cannot_be_read_is_a_sentence(tmp_path: Path, told: str) -> None:
    (tmp_path / ALBUMS_FILE).write_bytes(told.encode("latin-1"))
    with pytest.raises(InputError, match="earlier albums"):
        album_roster(None, tmp_path, tmp_path)


def test_a_memory_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(InputError, match="could not be"):
        remember(OAK, tmp_path, tmp_path / "home")


def test_a_roster_is_checked_against_the_register() -> None:
    check_roster(None, RegisterSnapshot("v1", ()))
    check_roster(OAK, RegisterSnapshot("v1", (Pupil("P1", "Maren", "Okonjo", class_name="Oak"),)))
    with pytest.raises(InputError, match="nobody in class Oak"):
        check_roster(OAK, RegisterSnapshot("v1", (Pupil("P1", "Maren", "Okonjo", class_name="Elm"),)))
