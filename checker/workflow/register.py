"""What the office does with the register: see what an import would change, apply it, enrol faces, switch matching."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from checker.core.errors import InputError, NoRegister
from checker.core.people import Purpose, RegisterSnapshot
from checker.store import REGISTER_FILE
from checker.workflow.files import read_whole
from checker.workflow.wiring import MAX_CSV_BYTES, checker_home, is_there, register_source

if TYPE_CHECKING:
    from checker.store.importing import ImportPlan
    from checker.store.register import SqlRegister
    from checker.store.sheet import RegisterSheet
    from checker.workflow.enrol import EnrolReport


def own_register(register: str | None, *, create: bool = False) -> SqlRegister:
    """The register that was named, or the school's own. Raises: InputError, NoRegister."""
    from checker.store.register import open_register

    if register is not None and register.lower().endswith(".csv"):
        raise InputError("A .csv register is only read, never changed. Import it into a register first.")
    if register is None:
        home = checker_home()
        if create:
            _make(home)
        register = str(home / REGISTER_FILE)
        if not create and not is_there(Path(register)):
            raise NoRegister("There is no register yet. Import one with: checker register import FILE.csv")
    return open_register(register, create=create)


def _make(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"The folder for the register could not be made ({error.strerror}).") from None


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would change, before anything does; `register` is only made when it is applied."""

    plan: ImportPlan
    sheet: RegisterSheet
    register: str | None

    def lines(self) -> Iterator[str]:
        """The change in words: remarks, counts, then each pupil whom it touches by id and class, never by name."""
        plan = self.plan
        yield from (f"Please note: {remark}" for remark in plan.remarks)
        yield (
            f"{plan.rows} pupils in the list: {len(plan.added)} new, {len(plan.changed)} changed, "
            f"{plan.unchanged} as they were; {len(plan.left)} in the register are not in the list and are kept"
        )
        yield f"Consents: {len(plan.given)} given, {len(plan.withdrawn)} withdrawn"
        yield from plan.previews

    def apply(self) -> None:
        """Do it, all or nothing. Raises: RegisterRefused when the register has changed since the preview."""
        from checker.store.importing import plan_import

        store = own_register(self.register, create=True)
        is_new = self.plan.base_version == EMPTY.version
        store.apply(plan_import(store.read(), self.sheet, self.plan.planned_on) if is_new else self.plan)


EMPTY = RegisterSnapshot("", ())


def preview_import(file: Path, register: str | None) -> Preview:
    """What importing this CSV would change. Raises: InputError, NoRegister."""
    from checker.store.csv_register import parse_register_csv
    from checker.store.importing import plan_import

    try:
        data = read_whole(file, MAX_CSV_BYTES)
    except OSError as error:
        raise InputError(f"The CSV file could not be opened ({error.strerror}). Check its name.") from None
    sheet = parse_register_csv(data)
    current = own_register(register).read() if has_register(register) else EMPTY
    return Preview(plan_import(current, sheet, date.today()), sheet, register)


def has_register(register: str | None) -> bool:
    """False only where a file would have to be made first."""
    if register is not None and "://" in register:
        return True
    return is_there(Path(register or checker_home() / REGISTER_FILE))


def enrol_faces(folder: Path, register: str | None) -> EnrolReport:
    """Enrol the reference photos below a folder. Raises: InputError, NoRegister, RegisterRefused."""
    from checker.workflow.enrol import enrol_folder
    from checker.workflow.face_models import reference_reader

    return enrol_folder(folder, own_register(register), *reference_reader(checker_home()))


def switch_matching_on(dpia: str, dpo: str, register: str | None) -> None:
    """Record the DPIA and the DPO's sign-off, and switch face matching on. Raises: InputError, NoRegister."""
    own_register(register).switch_matching_on(dpia, dpo, date.today())


def switch_matching_off(register: str | None) -> None:
    """Switch face matching off at once. Raises: NoRegister."""
    own_register(register).switch_matching_off()


def summary_lines(register: str | None) -> Iterator[str]:
    """How many pupils, how many said yes to what, how many faces; no names. Raises: InputError, NoRegister."""
    snapshot = register_source(register, checker_home())()
    given = Counter(purpose for pupil in snapshot.pupils for purpose in Purpose if pupil.has_consent(purpose))
    yield f"{len(snapshot.pupils)} pupils in {len({pupil.class_name for pupil in snapshot.pupils})} classes"
    for purpose in Purpose:
        yield f"{purpose.value.replace('_', ' ')}: {given[purpose]} consented"
    enrolled = len({template.pupil_id for template in snapshot.templates})
    signed = snapshot.matching
    matching = f"on since {signed.on}, DPIA {signed.dpia}, signed off by {signed.dpo}" if signed else "off"
    yield f"face matching: {matching}; {enrolled} pupils enrolled"
