"""Who the school's pupils are, and what may be done with their pictures and names."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from checker.core.consent import AnswerKind as AnswerKind
from checker.core.consent import Consent as Consent
from checker.core.consent import ConsentState as ConsentState
from checker.core.consent import Purpose as Purpose
from checker.core.consent import confirmed_since as confirmed_since
from checker.core.consent import is_to_come as is_to_come
from checker.core.post import Channel


class Protection(StrEnum):
    """Why nothing of a pupil may be published. The reason is the DSL's alone; everyone else sees any other referral."""

    NEVER_PUBLISH = "never_publish"
    MUST_NOT_BE_LOCATED = "must_not_be_located"


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
    left_on: date | None = None
    """The day the pupil left the school; consents end with it."""
    must_not_be_located: bool = field(default=False, repr=False)
    """Protected: nobody may learn which school this is. Such a pupil is always `never_publish` too."""
    parents_told: bool = field(default=False, repr=False)
    """Every parent was told of face matching, or need not be (PoFA 2012 ss.26-27)."""
    leaves_on: date | None = None
    """A leaving day that is still to come; nothing ends before it."""

    @property
    def leaving_day(self) -> date | None:
        """The day as it was recorded, whether it has come or not."""
        return self.left_on or self.leaves_on

    def on_day(self, today: date) -> Pupil:
        """This pupil as of this day: only a leaving day that has come is one on which the pupil left."""
        day = self.leaving_day
        if day is None:
            return self
        is_ahead = day > today
        return replace(self, left_on=None if is_ahead else day, leaves_on=day if is_ahead else None)

    @property
    def short_name(self) -> str:
        """First name and initial, as staff may see it: the form that is not a full name."""
        return f"{self.known_as or self.first_name} {self.last_name[:1]}".strip()

    def answer(self, purpose: Purpose, channel: Channel | None = None) -> Consent | None:
        """The answer that counts: one for this very channel before one for every channel."""
        for wanted in dict.fromkeys((channel, None)):
            for consent in self.consents:
                if consent.purpose is purpose and consent.channel is wanted:
                    return consent
        return None

    def consent(self, purpose: Purpose, channel: Channel | None = None) -> ConsentState:
        """The state of the answer that counts; without one it is NOT_ASKED."""
        answer = self.answer(purpose, channel)
        return ConsentState.NOT_ASKED if answer is None else answer.state

    def has_consent(self, purpose: Purpose, channel: Channel | None = None) -> bool:
        """True only where the answer for this purpose and channel is GIVEN by a pupil of the school, not protected."""
        is_out = self.left_on is not None or self._is_barred(purpose)
        return not is_out and self.consent(purpose, channel) is ConsentState.GIVEN

    @property
    def is_protected(self) -> bool:
        """Must not be shown, or not be found."""
        return self.never_publish or self.must_not_be_located

    def _is_barred(self, purpose: Purpose) -> bool:
        """Protection bars what is published. To be known by face is what keeps a pupil out of a post."""
        return self.is_protected and purpose is not Purpose.FACE_MATCHING

    @property
    def without_protection_shown(self) -> Pupil:
        """As everybody but the safeguarding lead sees the pupil: like one for whom nobody has said yes."""
        heard = tuple(one for one in self.consents if not self.hides(one))
        return replace(self, consents=heard, never_publish=False, must_not_be_located=False)

    def hides(self, consent: Consent) -> bool:
        """Whether this answer would tell, beside a "no" that counts, that the pupil is protected."""
        is_yes = consent.kind is AnswerKind.ANSWER and consent.state is ConsentState.GIVEN
        return is_yes and self._is_barred(consent.purpose)

    @property
    def is_published(self) -> bool:
        """Somebody agreed to at least one way of publishing."""
        return self.is_published_beyond_name or self._has_given(Purpose.NAME)

    @property
    def is_published_beyond_name(self) -> bool:
        """Somebody agreed to a picture, a film, the website or the press."""
        return any(
            self._has_given(purpose) for purpose in (Purpose.PHOTO, Purpose.VIDEO, Purpose.WEBSITE, Purpose.PRESS)
        )

    def _has_given(self, purpose: Purpose) -> bool:
        return any(one.purpose is purpose and one.state is ConsentState.GIVEN for one in self.consents)

    def unconfirmed(self, today: date) -> tuple[Purpose, ...]:
        """The purposes with a yes that counts and that nobody has confirmed since the last autumn round."""
        given = (one for one in self.consents if one.state is ConsentState.GIVEN and not self._is_barred(one.purpose))
        return tuple(dict.fromkeys(consent.purpose for consent in given if not consent.is_confirmed(today)))


TEMPLATE_WARNS = timedelta(days=182)
TEMPLATE_EXPIRES = timedelta(days=365)
"""Six and twelve months: children's faces change. Matching by a vector fell from 98.3% at 6 months to 94.9% at 36
(YFA, arXiv 2204.01760)."""


DLIB = "dlib"
"""The model that comes with the checker: 128 numbers a face."""


@dataclass(frozen=True, slots=True)
class FaceTemplate:
    """A reference vector of an enrolled pupil: little-endian float32, never printed."""

    pupil_id: str
    vector: bytes = field(repr=False)
    enrolled_on: date | None = field(default=None, compare=False)
    model: str = DLIB
    """What made the vector: it is compared with vectors of the same model only."""

    def is_ageing(self, today: date) -> bool:
        """Old enough for new reference photos to be asked for; it still is used."""
        return self.enrolled_on is not None and today - self.enrolled_on >= TEMPLATE_WARNS


class Enrolled(tuple[FaceTemplate, ...]):
    """The face templates of one reading of the register, with what was worked out from them.

    Kept here it lasts exactly as long as the reading: nothing of a withdrawn template outlives it elsewhere.
    """

    @cached_property
    def worked_out(self) -> dict[object, object]:
        """Whatever whoever compares faces made of them all; never printed, stored or sent on."""
        return {}

    def __reduce__(self) -> tuple[type[Enrolled], tuple[tuple[FaceTemplate, ...]]]:
        """A copy that is sent elsewhere takes the templates alone."""
        return Enrolled, (tuple(self),)


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
    expired: tuple[str, ...] = field(default=(), repr=False)
    """Pupils with face templates of more than twelve months: these are not among `templates` and are not used."""
    siblings: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Pairs of pupils of one family, the lower id first."""
    devices: tuple[str, ...] = ()
    """Cameras and phones on the school's list, as `Settings.school_devices` writes them; those there count too."""

    def __post_init__(self) -> None:
        if not isinstance(self.templates, Enrolled):
            object.__setattr__(self, "templates", Enrolled(self.templates))

    def first_name_may_stay(self, pupil: Pupil) -> bool:
        """False for a protected pupil, and for one for whom nobody has agreed to be published in any way.

        In a register that knows of no consent but to be named, and of nobody protected, such silence says nothing.
        """
        if pupil.is_protected:
            return False
        return pupil.is_published or not self._tells_more_than_names

    @cached_property
    def _tells_more_than_names(self) -> bool:
        return any(pupil.is_protected or pupil.is_published_beyond_name for pupil in self.pupils)

    @cached_property
    def asks_first_names(self) -> bool:
        """Somebody was asked about a first name beside an image: then blank is no for everybody else."""
        return any(consent.purpose is Purpose.FIRST_NAME for pupil in self.pupils for consent in pupil.consents)

    @cached_property
    def class_names(self) -> frozenset[str]:
        """The names of all classes, as the school writes them."""
        return frozenset(pupil.class_name for pupil in self.pupils)

    @cached_property
    def by_id(self) -> dict[str, Pupil]:
        """Every pupil by id."""
        return {pupil.id: pupil for pupil in self.pupils}
