"""Who the school's pupils are and what was consented to: blank means no."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from checker.core.post import Channel


class Purpose(StrEnum):
    """What a consent is for. Each is asked and answered on its own."""

    PHOTO = "photo"
    VIDEO = "video"
    NAME = "name"
    WEBSITE = "website"
    PRESS = "press"
    FACE_MATCHING = "face_matching"


class ConsentState(StrEnum):
    """Only GIVEN lets anything through."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Consent:
    """The current answer for one purpose; `channel` None means every channel."""

    purpose: Purpose
    state: ConsentState
    channel: Channel | None = None
    given_by: str = ""
    in_writing: bool = False
    received_on: date | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Pupil:
    """One row of the register, with the current answer per purpose and channel."""

    id: str
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    known_as: str = field(default="", repr=False)
    year_group: str = ""
    class_name: str = ""
    consents: tuple[Consent, ...] = field(default=(), repr=False)
    never_publish: bool = field(default=False, repr=False)
    """Protected: must not be shown at all. To everyone but the DSL this looks like any other referral."""

    @property
    def short_name(self) -> str:
        """First name and initial, as staff may see it: the form that is not a full name."""
        return f"{self.known_as or self.first_name} {self.last_name[:1]}".strip()

    def consent(self, purpose: Purpose, channel: Channel | None = None) -> ConsentState:
        """The answer that counts: one for this very channel before one for every channel; none means NOT_ASKED."""
        for wanted in dict.fromkeys((channel, None)):
            for consent in self.consents:
                if consent.purpose is purpose and consent.channel is wanted:
                    return consent.state
        return ConsentState.NOT_ASKED

    def has_consent(self, purpose: Purpose, channel: Channel | None = None) -> bool:
        """True only where the answer for this purpose and channel is GIVEN and the pupil is not protected."""
        return not self.never_publish and self.consent(purpose, channel) is ConsentState.GIVEN


@dataclass(frozen=True, slots=True)
class FaceTemplate:
    """A reference vector of an enrolled pupil: 128 little-endian float32, never printed."""

    pupil_id: str
    vector: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class MatchingSignOff:
    """The record that lets face matching be switched on at all."""

    dpia: str
    dpo: str
    on: date


@dataclass(frozen=True)
class RegisterSnapshot:
    """The register as it stood when a check began; `version` changes whenever anything in it does."""

    version: str
    pupils: tuple[Pupil, ...] = field(repr=False)
    templates: tuple[FaceTemplate, ...] = field(default=(), repr=False)
    matching: MatchingSignOff | None = None

    @cached_property
    def by_id(self) -> dict[str, Pupil]:
        """Every pupil by id."""
        return {pupil.id: pupil for pupil in self.pupils}
