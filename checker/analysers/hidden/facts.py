"""Which facts in a file's hidden details do checks ask about? Gathered while the details are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from checker.core.evidence import DeviceSeen, Making

_DAY = re.compile(r"(\d{4})[:\-/](\d\d)[:\-/](\d\d)")
_FIRST_DIGITAL_YEAR = 1990
"""A camera whose clock says less has never had it set."""

# IPTC's codes of how a picture came to be (cv.iptc.org/newscodes/digitalsourcetype), which C2PA uses too.
_AI_EDITED_SOURCES = ("compositewithtrainedalgorithmicmedia",)
_AI_SOURCES = ("trainedalgorithmicmedia", "compositesynthetic")
_EDITED_SOURCES = ("algorithmicallyenhanced", "humanedits", "compositecapture", "/composite", "minorhumanedits")

# What generators write as software, creator tool or credit.
_AI_MAKERS = re.compile(
    r"midjourney|dall[-·.\s]?e\b|stable\s?diffusion|sdxl|comfyui|novelai|invokeai|automatic1111|fooocus"
    r"|adobe firefly|\bfirefly\b|openai|chatgpt|gpt-(?:4o|image)|made with google ai|\bimagen\b|nano banana"
    r"|leonardo\.ai|ideogram|\bgrok\b|bing image creator|image creator from|craiyon|nightcafe|generated (?:by|with) ai"
    r"|ai[- ]generated|\bflux\.1",
    re.IGNORECASE,
)
_AI_EDITORS = re.compile(r"edited with google ai|magic editor|generative fill|galaxy ai|faceapp|remini", re.IGNORECASE)
_EDITORS = re.compile(
    r"photoshop|lightroom|\bgimp\b|snapseed|picsart|canva\b|pixelmator|affinity photo|paint\.net|paint shop|painttool"
    r"|facetune|beautyplus|meitu|picasa|pixlr|vsco|photoscape|luminar|capture one|darktable|irfanview|afterlight",
    re.IGNORECASE,
)
_RANK = (None, Making.EDITED, Making.AI_EDITED, Making.AI_MADE)


@dataclass(slots=True)
class Facts:
    """What was found so far; each reader adds to it."""

    make: str = ""
    model: str = ""
    serials: list[str] = field(default_factory=list, repr=False)
    taken: date | None = None
    face_names: list[str] = field(default_factory=list, repr=False)
    making: Making | None = None
    second_pictures: list[bytes] = field(default_factory=list, repr=False)
    """Small copies of the picture, still packed, to be compared with it."""

    def note_device(self, make: str, model: str, serials: list[str]) -> None:
        """The first block that names a device counts; serial numbers are gathered."""
        if not self.make and not self.model:
            self.make, self.model = make.strip(" \x00"), model.strip(" \x00")
        self.serials += serials

    def note_taken(self, value: str) -> None:
        """The day the shutter was pressed, from the first block that tells it."""
        found = _DAY.match(value.strip())
        if self.taken is None and found and int(found[1]) >= _FIRST_DIGITAL_YEAR:
            try:
                self.taken = date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                return  # the 31st of February of a broken clock: no day is better than a wrong one

    def note_face_name(self, name: str) -> None:
        """A name on a face, tidied; a nameless region is no name."""
        tidied = " ".join(name.split())
        if tidied:
            self.face_names.append(tidied)

    def note_source(self, code: str) -> None:
        """One of IPTC's codes of how a picture came to be, or a longer text that holds them."""
        plain = code.casefold()
        edited = any(source in plain for source in _AI_EDITED_SOURCES)
        rest = plain
        for source in _AI_EDITED_SOURCES:
            rest = rest.replace(source, "")
        self._raise(Making.AI_MADE if any(source in rest for source in _AI_SOURCES) else None)
        self._raise(Making.AI_EDITED if edited else None)
        self._raise(Making.EDITED if any(source in plain for source in _EDITED_SOURCES) else None)

    def note_software(self, name: str) -> None:
        """The name of a program, or a credit that names one."""
        if _AI_MAKERS.search(name):
            self._raise(Making.AI_MADE)
        elif _AI_EDITORS.search(name):
            self._raise(Making.AI_EDITED)
        elif _EDITORS.search(name):
            self._raise(Making.EDITED)

    def note_ai_made(self) -> None:
        """A generator's own settings stand in the file."""
        self._raise(Making.AI_MADE)

    @property
    def device(self) -> DeviceSeen | None:
        """The device, where the file names one by anything."""
        serials = tuple(dict.fromkeys(serial.strip(" \x00") for serial in self.serials if serial.strip(" \x00")))
        return DeviceSeen(self.make, self.model, serials) if self.make or self.model or serials else None

    def _raise(self, making: Making | None) -> None:
        self.making = max(self.making, making, key=_RANK.index)
