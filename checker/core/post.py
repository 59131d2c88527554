"""What somebody wants to publish: the words, the pictures, and where they would go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # both know what a box and a pupil are, and those know posts
    from checker.core.resolving import Resolution
    from checker.core.roster import Roster


class Channel(StrEnum):
    """Where a post would appear. OTHER is anything the school has not told us about."""

    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    X = "x"
    YOUTUBE = "youtube"
    WEBSITE = "website"
    NEWSLETTER = "newsletter"
    PRESS = "press"
    OTHER = "other"

    @classmethod
    def named(cls, untrusted_name: str) -> Channel:
        """The channel of this name in any case ("Twitter" is X); OTHER when it is none of ours."""
        name = untrusted_name.strip().lower()
        name = _OTHER_NAMES.get(name, name)
        return next((channel for channel in cls if channel.value == name), cls.OTHER)


_OTHER_NAMES = {"twitter": "x", "insta": "instagram", "ig": "instagram", "fb": "facebook", "": "facebook"}


class Origin(StrEnum):
    """Where somebody said that a picture came from."""

    SCHOOL_DEVICE = "school_device"
    PARENT = "parent"
    """A parent gave it, and permits the school to use it."""
    PHOTOGRAPHER = "photographer"
    """A photographer made it, and the school holds a licence."""


@dataclass(frozen=True)
class Photo:
    """One picture as it was handed in: the original bytes, untouched. Sizes come from the evidence, once decoded.

    `resolutions` are what people said about its faces, `roster` whom it can show (None: anybody), `origin` where it
    came from (None: nobody said). None of them changes what a reader sees, so none is in the post's digest; the report
    records them.
    """

    name: str = field(repr=False)
    data: bytes = field(repr=False)
    alt_text: str = field(default="", repr=False)
    resolutions: tuple[Resolution, ...] = field(default=(), repr=False)
    roster: Roster | None = None
    origin: Origin | None = None

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the original bytes, in hex: worked out once, because everything seen in a photo is kept by it."""
        return hashlib.sha256(self.data).hexdigest()


class Part(StrEnum):
    """Which words of a post a passage is."""

    TEXT = "text"
    ALT_TEXT = "alt_text"
    FILE_NAME = "file_name"
    WRITING = "writing"
    """What was read in a picture; no passage of the post itself, but read by the same finders."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words in a post that the text checks read. `photo` counts from 0."""

    part: Part
    text: str = field(repr=False)
    photo: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A draft: text, photos and the channel it is meant for."""

    text: str = field(repr=False)
    channel: Channel = Channel.FACEBOOK
    photos: tuple[Photo, ...] = ()
    school: str = ""
    posted_by: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 over everything a reader would see; length-prefixed, so that no two posts share one."""
        seal = hashlib.sha256()
        parts: list[bytes] = [self.school.encode(), self.channel.encode(), self.text.encode("utf-8", "surrogatepass")]
        for photo in self.photos:
            parts += [photo.name.encode("utf-8", "surrogatepass"), photo.alt_text.encode("utf-8", "surrogatepass")]
            parts.append(photo.data)
        for part in parts:
            seal.update(len(part).to_bytes(8, "big"))
            seal.update(part)
        return seal.hexdigest()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every run of words that would be published or travels along: text, alt texts, file names."""
        return tuple(self._passages())

    def _passages(self) -> Iterator[Passage]:
        if self.text:
            yield Passage(Part.TEXT, self.text)
        for number, photo in enumerate(self.photos):
            if photo.alt_text:
                yield Passage(Part.ALT_TEXT, photo.alt_text, number)
            if photo.name:
                yield Passage(Part.FILE_NAME, photo.name, number)
