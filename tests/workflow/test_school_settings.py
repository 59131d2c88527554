"""Settings are saved whole, by who may, and two people at once overwrite nothing of each other's."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.core.decision import Role
from checker.core.errors import InputError, NotAllowed
from checker.core.post import Channel
from checker.core.retention import Retention
from checker.core.settings import DeskTimes, SchoolSettings, Settings
from checker.store.register import open_register
from checker.workflow import school_settings, settings_entry
from checker.workflow.school_settings import CHANGED_MEANWHILE, ChangedMeanwhile, register_in, save_settings
from checker.workflow.settings_file import as_toml, read_school, read_settings
from tests.staff import acting
from tests.store.school import opened

ADMIN = acting(Role.ADMINISTRATOR)
WHOLE = SchoolSettings(
    Settings(
        school='Elm <b>"School"</b> \\ \x7f\n[x]',
        own_phones=("01632 960123",),
        own_emails=("@elm.example",),
        own_postcodes=("ZZ99 3CZ",),
        own_websites=("www.elm.example",),
        staff=("Mrs Adaeze Thornbury",),
        governors=("Piers Wetherlam",),
        approved_handles=("@elmschool",),
        channels=(Channel.FACEBOOK, Channel.X),
        strict_matching=True,
        school_devices=("Canon EOS 250D",),
    ),
    "malcolm-sargent",
    DeskTimes(24, 5),
    Retention(drafts=14),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with opened(tmp_path):
        pass
    return tmp_path


def save(home: Path, seen: SchoolSettings, wanted: SchoolSettings, actor=ADMIN) -> SchoolSettings:
    save_settings(actor, seen, wanted, home, register_in(home))
    return read_school(home)


def called(school: SchoolSettings, name: str) -> SchoolSettings:
    return replace(school, about=replace(school.about, school=name))


def test_everything_that_is_saved_is_read_again(home: Path) -> None:
    assert save(home, SchoolSettings(), WHOLE) == WHOLE
    with open_register(str(home)) as store:
        last = store.ledger.rows()[-1]
    assert (last.deed, last.account, last.role) == ("settings_changed", 7, "administrator")


BY_HAND = """# Ours, since 2019. Ask Petra before changing.

school = "Elm School"  # as on the gate
own_phones = [
  "01632 960123",  # the office
  "01632 960124",  # the nursery
]
staff = ["Mrs Adaeze Thornbury"]
approval_hours = 24 # "#1" of the governors' wishes

[retention]
# the governors agreed to this
drafts = 14
# the end
"""


def test_remarks_stay_with_their_lines(home: Path) -> None:
    (home / "school.toml").write_text(BY_HAND, encoding="utf-8")
    seen = read_school(home)
    wanted = replace(
        seen,
        about=replace(seen.about, school="Oak School", own_phones=("01632 960125",), staff=(), strict_matching=True),
        times=DeskTimes(36),
        retention=Retention(drafts=20),
    )
    assert save(home, seen, wanted) == wanted
    assert (home / "school.toml").read_text(encoding="utf-8").splitlines() == [
        "# Ours, since 2019. Ask Petra before changing.",
        "",
        'school = "Oak School"  # as on the gate',
        "# the office",
        "# the nursery",
        'own_phones = ["01632 960125"]',
        'approval_hours = 36  # "#1" of the governors\' wishes',
        "strict_matching = true",
        "",
        "[retention]",
        "# the governors agreed to this",
        "drafts = 20",
        "# the end",
    ]


def test_what_has_not_changed_stays_as_it_was_written(home: Path) -> None:
    (home / "school.toml").write_text(BY_HAND, encoding="utf-8")
    seen = read_school(home)
    save(home, seen, replace(seen, pack="tor"))
    kept = (home / "school.toml").read_text(encoding="utf-8")
    assert [line for line in BY_HAND.splitlines() if line not in kept.splitlines()] == []
    assert 'pack = "tor"' in kept.split("[retention]")[0]


@pytest.mark.parametrize("before", ["retention.drafts = 14\n", "retention = {drafts = 14}\n", ""])
def test_a_file_that_is_not_line_by_line_is_written_anew(home: Path, before: str) -> None:
    (home / "school.toml").write_text(before, encoding="utf-8")
    assert save(home, read_school(home), WHOLE) == WHOLE


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_words_are_written_so_that_they_read_the_same(name: str, lines: list[str]) -> None:
    told = tomllib.loads(
        as_toml(SchoolSettings(Settings(school=name, staff=tuple(lines)))).decode("utf-8", "surrogatepass")
    )
    assert (told.get("school", ""), told.get("staff", [])) == (name, lines)


@pytest.mark.parametrize("role", [Role.POSTER, Role.BUSINESS_MANAGER, Role.DSL, Role.PRINCIPAL])
def test_only_the_administrator_changes_settings(home: Path, role: Role) -> None:
    with pytest.raises(NotAllowed):
        save(home, SchoolSettings(), WHOLE, acting(role))
    assert read_school(home) == SchoolSettings()


def test_two_people_with_different_lines_lose_nothing(home: Path) -> None:
    seen = read_school(home)
    save(home, seen, called(seen, "Elm School"))
    assert save(home, seen, replace(seen, times=DeskTimes(12))) == replace(
        called(seen, "Elm School"), times=DeskTimes(12)
    )


def test_who_comes_second_to_the_same_line_is_told_and_overwrites_nothing(home: Path) -> None:
    seen = read_school(home)
    save(home, seen, called(seen, "Elm School"))
    with pytest.raises(ChangedMeanwhile, match=CHANGED_MEANWHILE[:40]):
        save(home, seen, called(seen, "Oak School"))
    assert read_school(home).about.school == "Elm School"
    with open_register(str(home)) as store:
        assert [row.deed for row in store.ledger.rows()].count("settings_changed") == 1


def test_both_saying_the_same_is_no_quarrel(home: Path) -> None:
    seen = read_school(home)
    save(home, seen, called(seen, "Elm School"))
    assert save(home, seen, called(seen, "Elm School")).about.school == "Elm School"


def test_a_full_disk_changes_neither_settings_nor_ledger(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(school_settings, "write_whole", full)
    with pytest.raises(InputError, match="could not be saved"):
        save(home, SchoolSettings(), WHOLE)
    with open_register(str(home)) as store:
        assert [row.deed for row in store.ledger.rows() if row.deed == "settings_changed"] == []


def test_a_policy_that_is_not_there_is_refused(home: Path) -> None:
    with pytest.raises(InputError):
        save(home, SchoolSettings(), SchoolSettings(pack="no-such-policy"))
    assert read_settings(home)[1] is None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("approval_hours = 0", "approval_hours in school.toml must be a whole number, 1 to 168."),
        ("idle_minutes = 61", "idle_minutes in school.toml must be a whole number, 1 to 60."),
        ('idle_minutes = "10"', "idle_minutes in school.toml must be a whole number, 1 to 60."),
        ('channels = ["myspace"]', "school.toml has a setting that is not written as it should be: channels."),
    ],
)
def test_times_and_channels_out_of_bounds_are_refused(tmp_path: Path, words: str, says: str) -> None:
    (tmp_path / "school.toml").write_text(words, encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        read_school(tmp_path)
    assert str(refusal.value) == says


@pytest.mark.parametrize(
    ("read", "typed", "found"),
    [
        (settings_entry.phones, " 01632 960123\n\n+44 (0)1632 960124 x3\n", ("01632 960123", "+44 (0)1632 960124 x3")),
        (settings_entry.emails, "office@elm.example\n@elm.example", ("office@elm.example", "@elm.example")),
        (settings_entry.postcodes, "zz99 3cz", ("ZZ99 3CZ",)),
        (settings_entry.websites, "https://www.Elm.example/home\nelm.example", ("www.elm.example", "elm.example")),
        (settings_entry.handles, "elmschool\n@elmschool", ("@elmschool",)),
        (settings_entry.handles, "@elmschool @elmpta", ("@elmschool", "@elmpta")),
        (settings_entry.emails, "a@elm.example, b@elm.example;", ("a@elm.example", "b@elm.example")),
        (settings_entry.full_names, "Petra Quillfeather, governor", ("Petra Quillfeather, governor",)),
        (settings_entry.full_names, "Mrs  Adaeze Thornbury", ("Mrs Adaeze Thornbury",)),
    ],
)  # fmt: skip
def test_one_entry_a_line_as_the_checks_use_it(read, typed: str, found: tuple[str, ...]) -> None:
    assert read(typed) == found


@pytest.mark.parametrize(
    ("read", "typed", "says"),
    [
        (settings_entry.phones, "01632 960123\ncall us", "Line 2 of the phone numbers is not a phone number."),
        (settings_entry.emails, "office", "Line 1 of the e-mail addresses is not an e-mail address."),
        (settings_entry.websites, "our site", "Line 1 of the websites is not the address of a website."),
        (settings_entry.full_names, "Thornbury", "Line 1 of the names has one word only."),
        (settings_entry.school_name, " \n ", "Give the name of the school, in at most 200 characters."),
    ],
)
def test_a_slip_is_named_by_its_line_and_not_repeated(read, typed: str, says: str) -> None:
    with pytest.raises(InputError) as refusal:
        read(typed)
    assert str(refusal.value).startswith(says)
    assert "Thornbury" not in str(refusal.value)
