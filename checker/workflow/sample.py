"""How does a newcomer see the whole checker without owning any data? An invented school, made anew on this machine."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from checker.core.decision import Role
from checker.core.errors import InputError
from checker.core.post import Channel
from checker.core.retention import Kept
from checker.core.staff import Person
from checker.store import REGISTER_FILE
from checker.workflow.retention import FOLDERS
from checker.workflow.wiring import checker_home

if TYPE_CHECKING:
    from checker.store.accounts import Accounts

SCHOOL = "Quillbrook Primary School"
SAMPLE_FOLDER = "sample-school"
STAND_IN = "Q058"
"""The invented pupil whose face is the public portrait of an adult astronaut; the sample register consents to it."""
PEOPLE = {
    "Marigold Fennimore-Okoro": Role.POSTER,
    "Osric Tallowby": Role.BUSINESS_MANAGER,
    "Thandeka Wrenfield": Role.DSL,
    "Ingram Quince-Adeyemi": Role.PRINCIPAL,
    "Iolanthe Spindlewick": Role.ADMINISTRATOR,
}
"""The invented staff of the sample school, each with one role."""
DPIA, DPO = "SAMPLE", "Sample Data Protection Officer"

# consent_data/sample lies beside the package; the register it describes is written elsewhere, never here.
_SOURCE = Path(__file__).resolve().parents[2] / "consent_data" / "sample"
_MARK = "THIS-IS-THE-SAMPLE-SCHOOL.txt"
_MARK_WORDS = (
    "Everybody in this folder is invented. The pictures are drawn by the checker; the one real face is a\n"
    "public-domain portrait of an adult astronaut, which stands in for one invented pupil.\n"
    "This folder is made anew each time the sample school is opened: keep nothing of your own in it.\n"
)
_SETTINGS = f"""school = "{SCHOOL}"
own_phones = ["01632 960411"]
own_emails = ["@quillbrook.example"]
pack = "malcolm-sargent"
"""
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class SamplePhoto:
    """A picture of the sample album that a draft comes with, and its description for blind readers."""

    file: str
    alt_text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SampleDraft:
    """A draft of the sample school; `ends` is the verdict it shows."""

    id: str
    title: str
    text: str = field(repr=False)
    channel: Channel
    photos: tuple[SamplePhoto, ...]
    ends: str


def sample_home() -> Path:
    """Where the sample school lives: a folder of its own inside the school's."""
    return checker_home() / SAMPLE_FOLDER


def is_sample(home: Path) -> bool:
    """Whether this folder holds a whole sample school, made by us."""
    try:
        return (home / _MARK).is_file()
    except OSError:
        return False  # a folder that may not be opened is none of ours


def open_sample(home: Path) -> Path:
    """The sample school in this folder, made now if it is not there. Raises: InputError."""
    return home if is_sample(home) else prepare_sample(home)


def prepare_sample(home: Path) -> Path:
    """Make the sample school in this folder, or make it anew; a folder with anything else in it is never touched.

    Raises: InputError.
    """
    with _ONE_AT_A_TIME:
        if _holds_something_else(home):
            raise InputError("The folder for the sample school holds something else. Move that away and try again.")
        try:
            _build(home)
        except OSError as error:
            shutil.rmtree(_building(home), ignore_errors=True)  # a full disk is not left fuller
            raise InputError(f"The sample school could not be written ({error.strerror}).") from None
    return home


def _holds_something_else(home: Path) -> bool:
    try:
        return home.exists() and not is_sample(home) and any(home.iterdir())
    except OSError as error:
        raise InputError(f"The folder for the sample school could not be opened ({error.strerror}).") from None


def _build(home: Path) -> None:
    """Under another name first: a sample school that is there is whole."""
    building = _building(home)
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    (building / "school.toml").write_text(_SETTINGS, encoding="utf-8")
    shutil.copyfile(_source("drafts.jsonl"), building / "drafts.jsonl")
    _draw_album(building / "album")
    _fill_register(building / REGISTER_FILE)
    (building / _MARK).write_text(_MARK_WORDS, encoding="utf-8")
    if home.exists():
        if (home / FOLDERS[Kept.DRAFTS]).exists():  # what somebody typed is not ours to make anew
            shutil.copytree(home / FOLDERS[Kept.DRAFTS], building / FOLDERS[Kept.DRAFTS])
        shutil.rmtree(home)
    building.rename(home)


def _building(home: Path) -> Path:
    return home.with_name(f"{home.name}.building")


def _source(name: str) -> Path:
    file = _SOURCE / name
    if not file.is_file():
        raise InputError("The sample school is not part of this installation. Install the checker from its repository.")
    return file


def _draw_album(folder: Path) -> None:
    from checker.analysers.sample_album import album_pictures

    folder.mkdir()
    for name, data in album_pictures().items():
        (folder / name).write_bytes(data)


def _fill_register(file: Path) -> None:
    from checker.store.accounts import Accounts
    from checker.store.csv_register import parse_register_csv
    from checker.store.importing import plan_import
    from checker.store.register import open_register

    today = date.today()
    with open_register(str(file), create=True) as register:
        sheet = parse_register_csv(_source("register.csv").read_bytes())
        register.apply(plan_import(register.read(), sheet, today))
        register.switch_matching_on(DPIA, DPO, today)
        register.add_template(STAND_IN, _stand_in_template())
        _add_people(Accounts(register), today)


def _add_people(accounts: Accounts, today: date) -> None:
    """Invented staff without passwords: in the sample school they are chosen from a menu, and nobody signs in."""
    for name, role in PEOPLE.items():
        person = Person(name.split()[0], name, frozenset({role}), "the sample school", today, trained_on=today)
        accounts.add(person, "", must_change=False)


def _stand_in_template() -> bytes:
    from checker.analysers.picture import PillowReader
    from checker.analysers.references import ReferenceReader
    from checker.analysers.sample_album import reference_portrait

    return ReferenceReader().read(PillowReader().open(reference_portrait()))


def sample_drafts(home: Path) -> tuple[SampleDraft, ...]:
    """The drafts to try, in their order; none where this is no sample school."""
    if not is_sample(home):
        return ()
    lines = (home / "drafts.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_draft(json.loads(line)) for line in lines if line)


def _draft(row: dict[str, Any]) -> SampleDraft:
    photos = tuple(SamplePhoto(photo["file"], photo["alt_text"]) for photo in row["photos"])
    return SampleDraft(row["id"], row["title"], row["text"], Channel.named(row["platform"]), photos, row["ends"])


def sample_album(home: Path) -> tuple[str, ...]:
    """The names of the sample pictures, in order; none where this is no sample school."""
    return tuple(sorted(file.name for file in (home / "album").iterdir())) if is_sample(home) else ()


def sample_picture(home: Path, name: str) -> bytes:
    """One sample picture. Raises: InputError when there is none of this name."""
    if name not in sample_album(home):
        raise InputError("There is no such sample picture.")
    return (home / "album" / name).read_bytes()
