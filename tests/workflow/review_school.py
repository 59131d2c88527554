"""A school with a poster, a principal, a safeguarding lead and an office, and a gate that is quick: real words and real
copies, and the faces that a test gives it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from checker.checks.faces_consent import MatchedPupilsConsent
from checker.checks.faces_unresolved import EveryFaceResolved
from checker.checks.metadata_clean import CleanCopyProven
from checker.checks.names_pupil import PupilFullName
from checker.core.decision import Role
from checker.core.faces import FaceSeen
from checker.core.finding import PixelBox
from checker.core.policy import Clause, PolicyPack
from checker.core.post import Channel, Photo, Post
from checker.core.report import Report
from checker.core.rules import RuleBook
from checker.store.register import open_register
from checker.workflow.analysers import Analysers
from checker.workflow.sending import Handed, send_for_approval
from checker.workflow.wiring import Gate
from tests.staff import acting, add_people, person
from tests.store.school import opened

POSTER, HEAD = acting(Role.POSTER, account=1), acting(Role.PRINCIPAL, account=2)
LEAD, OFFICE = acting(Role.DSL, account=3), acting(Role.BUSINESS_MANAGER, account=4)
ROLES = (Role.POSTER, Role.PRINCIPAL, Role.DSL, Role.BUSINESS_MANAGER)
CONFIRM = "The post supports the ethos of the school."
PACK = PolicyPack("quill", "Quill policy", "1", "invented", (Clause("ethos", "2", "Ethos.", (), manual=CONFIRM),))
TEXT = "Zuzanna Brambleby and Wilfie planted sunflowers."
"""T02 consents to be named; Wilfie is T01's first name."""
BLOCKED = "Kofi Larkspur-Hay planted sunflowers."


def picture(colour: str = "green", **how: Any) -> bytes:
    """A small photo; `how` is for Pillow's writer, for example `exif`."""
    file = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(file, "JPEG", **how)
    return file.getvalue()


def with_place() -> bytes:
    """A photo that carries who took it."""
    exif = Image.Exif()
    exif[0x013B] = "A. Photographer"
    return picture(exif=exif)


PHOTO = Photo("garden.jpg", with_place(), "Sunflowers in a bed.")


LANGUAGE = Analysers().language
"""Loaded once for all tests."""


@dataclass
class Faces:
    """Finds these faces in every picture."""

    seen: tuple[FaceSeen, ...] = ()

    def find(self, picture: Any) -> tuple[FaceSeen, ...]:
        return self.seen


@dataclass
class School:
    """A home folder with its register, and a gate on both."""

    home: Path
    faces: Faces = field(default_factory=Faces)
    pack: PolicyPack = PACK

    @property
    def register(self) -> str:
        return str(self.home / "register.sqlite")

    def gate(self, name: str | None = None) -> Gate:
        checks = (PupilFullName(), EveryFaceResolved(), MatchedPupilsConsent(), CleanCopyProven())
        parts = Analysers(language=LANGUAGE, faces=lambda: self.faces)
        with open_register(self.register) as store:
            snapshot = store.read()
        return Gate((self.pack,), lambda: snapshot, lambda: RuleBook(()), analysers=parts, checks=checks)

    def check(self, post: Post) -> Report:
        return self.gate().check(post)

    def handed(self, post: Post, confirmed: tuple[str, ...] = (CONFIRM,), note: str = "", draft: str = "d1") -> Handed:
        return Handed(post, self.check(post), confirmed, note, draft)

    def sent(self, text: str = TEXT, photos: tuple[Photo, ...] = (PHOTO,), **more: Any) -> int:
        handed = self.handed(Post(text, Channel.FACEBOOK, photos), **more)
        return send_for_approval(POSTER, handed, self.gate(), self.home, self.register)

    def deeds(self) -> list[tuple[str, int]]:
        with open_register(self.register) as store:
            rows = [(row.deed, row.account) for row in store.ledger.rows()]
        return [row for row in rows if row[0] not in ("imported", "account_added", "role_given")]


def new_school(home: Path) -> School:
    with opened(home) as store:
        add_people(store, *(person(role.name.lower(), role) for role in ROLES))
    return School(home)


FACE = FaceSeen(PixelBox(5, 5, 25, 30), 0.9)
