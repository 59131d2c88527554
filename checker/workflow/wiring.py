"""Puts the gate together: the school's settings, packs and register, and the analysers of this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from checker.checks import CHECK_IDS, CHECKS
from checker.core.context import Context, Settings
from checker.core.errors import InputError
from checker.core.people import RegisterSnapshot
from checker.core.policy import PolicyPack
from checker.core.post import Post
from checker.core.report import Report
from checker.core.rules import RuleBook
from checker.policies import FLOOR, load_pack
from checker.rules import rules_when_asked
from checker.workflow.analysers import Analysers, Lazy
from checker.workflow.evidence import PostEvidence
from checker.workflow.face_models import with_face_model
from checker.workflow.files import is_there as is_there
from checker.workflow.photo_memory import PhotoMemory
from checker.workflow.pipeline import AnyCheck, Progress, check_post
from checker.workflow.register_source import MAX_CSV_BYTES as MAX_CSV_BYTES
from checker.workflow.register_source import checker_home as checker_home
from checker.workflow.register_source import register_source as register_source
from checker.workflow.register_source import with_pupils
from checker.workflow.settings_file import read_settings as read_settings

own_rules: Callable[[], RuleBook] = Lazy(lambda: rules_when_asked(CHECK_IDS))
"""The rules that come with the checker, read once, each check's when it asks. Raises: RuleFileError."""


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
        read_register=with_pupils(register_source(register, home)),
        read_rules=own_rules,
        settings=settings,
        analysers=with_face_model(analysers or Analysers(), home, settings),
    )
