"""What is already known about the photos of a draft that is checked again? Only what still holds is used.

A draft's words change with every pause in typing, its photos hardly ever. What was seen in a photo is kept by the
photo's digest, what was said about its faces and whom it can show, for one version of the register: any change of the
register, and nothing is known any more. A failure is never kept, and what is approved is checked without this.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from checker.core.post import Post

T = TypeVar("T")

_OF_PHOTOS = frozenset({"measured", "metadata", "clean", "found", "faces", "covered", "attire", "writing", "exposure"})
"""Answers that cost more than a few milliseconds, and follow from the photo, the words about it and the register."""


@dataclass(frozen=True, slots=True)
class Measures:
    """A picture without its pixels: what a check may ask of it."""

    width: int
    height: int
    is_animated: bool


@dataclass
class PhotoMemory:
    """The answers about one draft's photos, and the pictures drawn of them. Lives in memory, for one desk."""

    _under: Hashable = None
    _answers: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    _drawn: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    _used: set[Hashable] = field(default_factory=set, repr=False)

    def answers(self, under: Hashable) -> dict[Hashable, Any]:
        """What is known under this version of the register and these settings; what was known under others is gone."""
        if under != self._under:
            self._under, self._answers = under, {}
        return dict(self._answers)

    def keep(self, under: Hashable, answers: Mapping[Hashable, Any], post: Post) -> None:
        """Keep what was seen in the photos of this post, and forget every other photo."""
        if under != self._under:
            return  # the register has changed while the photos were looked at
        digests = {photo.digest for photo in post.photos}
        self._answers = {key: known for key, known in answers.items() if _is_about(key, digests)}

    def unknown(self, post: Post) -> int:
        """How many photos of this post were not looked at before."""
        known = {key[1] for key in self._answers if isinstance(key, tuple)}
        return sum(photo.digest not in known for photo in post.photos)

    def drawn(self, key: Hashable, draw: Callable[[], T]) -> T:
        """The picture under this key, drawn once."""
        self._used.add(key)
        if key not in self._drawn:
            self._drawn[key] = draw()
        known: T = self._drawn[key]
        return known

    def forget_unused(self) -> None:
        """After all photos were drawn: forget what none of them needed."""
        self._drawn = {key: known for key, known in self._drawn.items() if key in self._used}
        self._used = set()


def _is_about(key: Hashable, digests: Collection[str]) -> bool:
    return isinstance(key, tuple) and key[0] in _OF_PHOTOS and key[1] in digests
