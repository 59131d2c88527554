"""What does an approver see of a picture? The very copy that would go out, small enough for the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from checker.core.context import PictureReader
from checker.core.errors import CannotRead
from checker.workflow.caution import Caution
from checker.workflow.desk import ReviewSheet
from checker.workflow.sent_posts import SentPost
from checker.workflow.wiring import Gate


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A picture of the post. `shown` is veiled where there is caution; `look` draws it clear when somebody chooses."""

    name: str
    description: str = field(repr=False)
    shown: bytes | None = field(repr=False)
    caution: Caution = Caution.NONE
    look: Callable[[], bytes | None] = field(default=lambda: None, repr=False)


def outgoing(kept: SentPost, sheet: ReviewSheet, gate: Gate) -> tuple[Outgoing, ...]:
    """Each kept copy in order, as a small JPEG of our own making."""
    reader = gate.analysers.pictures
    return tuple(
        Outgoing(
            copy.name,
            photo.alt_text,
            _drawn(copy.data, reader, is_veiled=card.is_sensitive),
            card.caution,
            lambda data=copy.data: _drawn(data, reader, is_veiled=False),  # type: ignore[misc]
        )
        for copy, photo, card in zip(kept.copies, kept.post.photos, sheet.photos, strict=True)
    )


def _drawn(data: bytes, reader: Callable[[], PictureReader], *, is_veiled: bool) -> bytes | None:
    from checker.analysers.drawing import draw_numbered, draw_veiled

    try:
        picture = reader().open(data)
    except CannotRead:
        return None
    return draw_veiled(picture) if is_veiled else draw_numbered(picture, ())
