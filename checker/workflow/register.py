"""What the office does with the register as a whole: open it, enrol faces, switch matching, see how many consented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from checker.core.errors import InputError, NoRegister
from checker.core.people import Purpose, RegisterSnapshot, confirmed_since
from checker.core.staff import Actor, Signer
from checker.store import REGISTER_FILE
from checker.workflow.permits import Act, require
from checker.workflow.wiring import checker_home, is_there, register_source

if TYPE_CHECKING:
    from checker.store.register import SqlRegister
    from checker.workflow.enrol import EnrolReport


def opened_for(actor: Actor, act: Act, register: str | None, *, create: bool = False) -> SqlRegister:
    """The register for somebody who may do this, and whose number and role sign the ledger.

    Raises: NotAllowed, InputError, NoRegister.
    """
    return own_register(register, require(actor, act), create=create)


def own_register(register: str | None, signer: Signer, *, create: bool = False) -> SqlRegister:
    """The register that was named, or the school's own. Raises: InputError, NoRegister."""
    from checker.store.register import open_register

    if register is not None and register.lower().endswith(".csv"):
        raise InputError("A .csv register is only read, never changed. Import it into a register first.")
    home = checker_home()
    if (create and register is None) or (register is not None and "://" in register):
        _make(home)  # where a server's last seal and its list of who was erased are kept
    if register is None:
        register = str(home / REGISTER_FILE)
        if not create and not is_there(Path(register)):
            raise NoRegister("There is no register yet. Import one with: checker register import FILE.csv")
    return open_register(register, create=create, seal_folder=home, signer=signer)


_KEPT: dict[str | None, SqlRegister] = {}


def kept_open(register: str | None) -> SqlRegister:
    """The register for what every click asks and nothing changes: opening it proves the whole file, 10 ms each time.

    Opened once by each process. Whoever asks must have asked for the permit. Raises: InputError, NoRegister.
    """
    if register is None:
        return own_register(None, Signer())
    if register not in _KEPT:
        _KEPT[register] = own_register(register, Signer())
    return _KEPT[register]


def _make(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"The folder for the register could not be made ({error.strerror}).") from None


def home_of(register: str | None) -> Path:
    """The folder with the settings of the school whose register this is: beside the file; for a server, our own."""
    if register is None or "://" in register:
        return checker_home()
    place = Path(register)
    return place if place.is_dir() else place.parent


_MADE: set[str] = set()
"""Servers that were seen to hold something: a page asks at every click, and connecting takes time."""


def has_register(register: str | None) -> bool:
    """False only where a file, or on a server a school's tables, would have to be made first. Raises: NoRegister."""
    if register is None or "://" not in register:
        return is_there(Path(register or checker_home() / REGISTER_FILE))
    if register not in _MADE:
        from checker.store.database import is_empty_server

        if is_empty_server(register):
            return False
        _MADE.add(register)
    return True


def enrol_faces(actor: Actor, folder: Path, register: str | None) -> EnrolReport:
    """Enrol the reference photos below a folder. Raises: InputError, NoRegister, RegisterRefused."""
    from checker.workflow.enrol import enrol_folder
    from checker.workflow.face_models import reference_reader

    return enrol_folder(folder, opened_for(actor, Act.ENROL, register), *reference_reader(checker_home()))


def switch_matching_on(actor: Actor, dpia: str, dpo: str, register: str | None) -> None:
    """Record the DPIA and the DPO's sign-off, and switch face matching on. Raises: InputError, NoRegister."""
    opened_for(actor, Act.MATCHING_ON, register).switch_matching_on(dpia, dpo, date.today())


def switch_matching_off(actor: Actor, register: str | None) -> None:
    """Switch face matching off at once. Raises: NoRegister."""
    opened_for(actor, Act.MATCHING_OFF, register).switch_matching_off()


def summary_lines(actor: Actor, register: str | None) -> Iterator[str]:
    """How many pupils, how many said yes to what, how many faces; no names. Raises: InputError, NoRegister."""
    require(actor, Act.SEE_REGISTER)
    snapshot = register_source(register, checker_home())()
    today = date.today()
    given = Counter(purpose for pupil in snapshot.pupils for purpose in Purpose if pupil.has_consent(purpose))
    left = sum(pupil.left_on is not None for pupil in snapshot.pupils)
    gone = f"; {left} have left" if left else ""
    yield f"{len(snapshot.pupils)} pupils in {len({pupil.class_name for pupil in snapshot.pupils})} classes{gone}"
    for purpose in Purpose:
        yield f"{purpose.words}: {given[purpose]} consented"
    unconfirmed = sum(bool(pupil.unconfirmed(today)) for pupil in snapshot.pupils if pupil.left_on is None)
    if unconfirmed:
        yield f"not confirmed since {confirmed_since(today):%d %B %Y}: a consent of {unconfirmed} pupils"
    yield from _matching_lines(snapshot, today)


def _matching_lines(snapshot: RegisterSnapshot, today: date) -> Iterator[str]:
    enrolled = len({template.pupil_id for template in snapshot.templates})
    signed = snapshot.matching
    matching = f"on since {signed.on}, DPIA {signed.dpia}, signed off by {signed.dpo}" if signed else "off"
    yield f"face matching: {matching}; {enrolled} pupils enrolled"
    ageing = sorted({template.pupil_id for template in snapshot.templates if template.is_ageing(today)})
    if ageing:
        yield f"face photos older than six months, ask for new ones: {', '.join(ageing)}"
    if snapshot.expired:
        yield f"face photos older than twelve months, not used any more: {', '.join(snapshot.expired)}"
