"""Puts the gate together: the school's settings, packs and register, and the analysers of this machine."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from checker.checks import CHECK_IDS, CHECKS
from checker.core.context import Context, Settings
from checker.core.errors import InputError, NoRegister
from checker.core.people import RegisterSnapshot
from checker.core.policy import PolicyPack
from checker.core.post import Post
from checker.core.report import Report
from checker.core.rules import RuleBook
from checker.policies import FLOOR, load_pack
from checker.rules import load_rules
from checker.store import REGISTER_FILE
from checker.workflow.analysers import Analysers, Lazy
from checker.workflow.evidence import PostEvidence
from checker.workflow.face_models import with_face_model
from checker.workflow.files import is_there as is_there
from checker.workflow.files import read_whole
from checker.workflow.photo_memory import PhotoMemory
from checker.workflow.pipeline import AnyCheck, Progress, check_post
from checker.workflow.settings_file import read_settings as read_settings

own_rules: Callable[[], RuleBook] = Lazy(lambda: load_rules(CHECK_IDS))
"""The rules that come with the checker, read once: 0.2 s of the processor. Raises: RuleFileError."""
MAX_CSV_BYTES = 100_000_000
"""Largest list of pupils that is read: 50,000 pupils take 3 MB."""


def checker_home() -> Path:
    """Where the register and settings live: CHECKER_HOME, else `consent_data` in the folder one works in."""
    return Path(os.environ.get("CHECKER_HOME") or "consent_data")


@dataclass(frozen=True)
class Gate:
    """Everything needed to check a post. `check` is the only way in."""

    packs: tuple[PolicyPack, ...]
    read_register: Callable[[], RegisterSnapshot] = field(repr=False)
    read_rules: Callable[[], RuleBook] = field(repr=False)
    """Asked at the first check, not before: an album whose answers are all known needs none. Raises: RuleFileError."""
    settings: Settings = field(default_factory=Settings, repr=False)
    analysers: Analysers = field(default_factory=Analysers, repr=False)
    checks: tuple[AnyCheck, ...] = CHECKS
    today: Callable[[], date] = date.today

    def check(self, post: Post, on_progress: Progress | None = None, memory: PhotoMemory | None = None) -> Report:
        """The report on this post, against the register as it is now.

        `memory`: what an earlier check of this draft saw in its photos.
        """
        evidence = PostEvidence(self.analysers, self.read_register, self.settings)
        if memory is None:
            return self._checked(post, evidence, on_progress)
        version = self.register_version()
        known = memory.answers((version, self.settings))
        evidence.remember(known)
        report = self._checked(post, evidence, on_progress)
        if known and report.register_version != version:
            return self.check(post, on_progress, memory)  # it changed in this moment: what was known may not hold
        memory.keep((report.register_version, self.settings), evidence.seen(), post)
        return report

    def register_version(self) -> str | None:
        """The register's now; None where it cannot be read, and the checks that need it say so."""
        try:
            return self.read_register().version
        except InputError:
            return None

    def _checked(self, post: Post, evidence: PostEvidence, on_progress: Progress | None) -> Report:
        context = Context(evidence, self.read_rules(), self.today(), self.settings, self.packs)
        return check_post(post, self.packs, context, self.checks, on_progress)


def open_gate(
    register: str | None = None,
    pack: str | None = None,
    home: Path | None = None,
    analysers: Analysers | None = None,
) -> Gate:
    """The gate of this school.

    `register` is a database URL, a database file or a `.csv`; None is the school's own, which may not exist yet: then
    every check that needs it stays unproven. `pack` adds a policy to the floor that every school gets.
    Raises: InputError (NoRegister for a named register that cannot be read).
    """
    home = home or checker_home()
    settings, own_pack = read_settings(home)
    # an empty name on the command line is a slip (an unset variable), not a wish for none
    chosen = pack if pack is not None else own_pack or None
    names = dict.fromkeys([FLOOR, chosen] if chosen is not None else [FLOOR])
    return Gate(
        packs=tuple(load_pack(name, CHECK_IDS) for name in names),
        read_register=_with_pupils(register_source(register, home)),
        read_rules=own_rules,
        settings=settings,
        analysers=with_face_model(analysers or Analysers(), home, settings),
    )


def _with_pupils(read: Callable[[], RegisterSnapshot]) -> Callable[[], RegisterSnapshot]:
    """A register without pupils, as a killed import or a full disk leaves it, proves nothing about anybody's name."""

    def read_or_refuse() -> RegisterSnapshot:
        snapshot = read()
        if not snapshot.pupils:
            raise NoRegister("The register holds no pupils. Import the school's list first.")
        return snapshot

    return read_or_refuse


def register_source(register: str | None, home: Path) -> Callable[[], RegisterSnapshot]:
    """How to read the register. One that was named must be readable at once; the school's own is read when needed."""
    if register is None:
        return lambda: _read_own(home)
    if register.lower().endswith(".csv"):
        return _csv_source(Path(register))
    from checker.store.register import open_register

    return open_register(register).read


def _read_own(home: Path) -> RegisterSnapshot:
    file = home / REGISTER_FILE
    if not is_there(file):
        raise NoRegister("There is no register yet. Import one with: checker register import FILE.csv")
    return _opened(str(file.resolve()))


_OPEN: dict[str, Callable[[], RegisterSnapshot]] = {}


def _opened(file: str) -> RegisterSnapshot:
    if file not in _OPEN:
        from checker.store.register import open_register

        _OPEN[file] = open_register(file).read
    return _OPEN[file]()


def _csv_source(file: Path) -> Callable[[], RegisterSnapshot]:
    from checker.store.csv_register import CsvRegister

    try:
        data = read_whole(file, MAX_CSV_BYTES)
    except OSError as error:
        raise NoRegister(f"The register file could not be opened ({error.strerror}). Check its name.") from None
    return CsvRegister(data).read
