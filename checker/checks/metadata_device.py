"""Was the photo taken with a device that the school owns?

What somebody said about where it came from is taken up in every school; a device is asked about only where the school
has told which it owns. A phone writes its make and model, hardly ever a serial number; so a model on the list is taken
at its word unless the file gives a serial number that is not on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.evidence import DeviceSeen
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.folding import in_any_case
from checker.core.post import Origin, Photo, Post

OTHER_DEVICE = "The photo was taken with a device that is not on the school's list."
OTHER_REMEDY = (
    "Find out whose device it was. If it is the school's, add it to the settings; if not, see that the photo is "
    "deleted from it, and let a person decide whether it may be used."
)
FROM_PARENT = "The photo came from a parent, who permits us to use it. It was not taken with a school device."
FROM_PARENT_REMEDY = (
    "See that it shows no other family's child without that family's permission, and let a person decide whether it "
    "may be used."
)
LICENSED = "The photo was made by a photographer, and the school holds a licence."
LICENSED_REMEDY = "See that the licence covers this channel, and give the credit that it asks for."
NO_DEVICE = "The photo file does not say which device took it."
NO_DEVICE_REMEDY = "Make sure that it was taken with one of the school's own devices."
_SERIAL = re.compile(r",?\s*\bserial(?:\s+(?:number|no\.?))?[\s:]+(\S+)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SchoolDevice:
    """A REVIEW for a device that is not on the list or a parent's photo, a NOTE where the file names none.

    A photographer's device is the photographer's own: who said that there is a licence has answered the question.
    """

    id: str = "metadata.device"
    question: str = "Was the photo taken with a device that the school owns?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """At most one finding for the photo."""
        if photo.origin is Origin.PARENT:
            yield Finding(self.id, Severity.REVIEW, PhotoSpot(number), FROM_PARENT, FROM_PARENT_REMEDY)
            return
        if photo.origin is Origin.PHOTOGRAPHER:
            yield Finding(self.id, Severity.NOTE, PhotoSpot(number), LICENSED, LICENSED_REMEDY)
            return
        owned = context.settings.school_devices + context.evidence.register().devices
        if owned:
            yield from self._among(owned, context.evidence.metadata(photo).device, PhotoSpot(number))

    def _among(self, owned: tuple[str, ...], device: DeviceSeen | None, spot: PhotoSpot) -> Iterator[Finding]:
        if device is None:
            yield Finding(self.id, Severity.NOTE, spot, NO_DEVICE, NO_DEVICE_REMEDY)
        elif not any(_is_listed(device, entry) for entry in owned):
            yield Finding(self.id, Severity.REVIEW, spot, OTHER_DEVICE, OTHER_REMEDY)


def _is_listed(device: DeviceSeen, entry: str) -> bool:
    """Whether this line of the list ("Canon EOS 250D, serial 0420") is the device."""
    serial = _SERIAL.search(entry)
    listed = _words(entry[: serial.start()] if serial else entry)
    model = _words(device.model)
    is_same_model = not model or not listed or model <= listed <= model | _words(device.make)
    seen = {in_any_case(number) for number in device.serials}
    if serial and seen:
        return is_same_model and in_any_case(serial[1]) in seen
    return bool(model) and bool(listed) and is_same_model


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", in_any_case(name)))
