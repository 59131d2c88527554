"""How is a draft written down, and read again as the same draft?"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from checker.core.decision import Role
from checker.core.errors import CannotRead
from checker.core.finding import PixelBox
from checker.core.post import Channel, Origin, Photo, Post
from checker.core.resolving import CoverStyle, Resolution, Said
from checker.core.roster import GroupKind, Roster, RosterGroup

TITLE = 50
"""Characters of a draft by which its writer knows it again."""
_CANNOT = "This draft was kept by another version of the checker, or is damaged, and cannot be opened."


def as_told(post: Post) -> bytes:
    """The draft without its photos' bytes; of these the digests. Lone surrogates survive as escapes."""
    photos = [
        {
            "digest": photo.digest,
            "name": photo.name,
            "alt_text": photo.alt_text,
            "said": [_as_told(one) for one in photo.resolutions],
            "roster": roster_told(photo.roster),
            "origin": None if photo.origin is None else photo.origin.value,
        }
        for photo in post.photos
    ]
    told = {"text": post.text, "channel": post.channel.value, "by": post.posted_by, "photos": photos}
    return json.dumps(told, ensure_ascii=True).encode("ascii")


def post_of(told: bytes) -> tuple[Post, tuple[str, ...]]:
    """The draft, with photos that have no bytes yet, and the digests of these. Raises: CannotRead."""
    try:
        whole = json.loads(told)
        photos = whole["photos"]
        shown = tuple(map(_photo, photos))
        post = Post(whole["text"], Channel(whole["channel"]), shown, posted_by=whole["by"])
        return post, tuple(one["digest"] for one in photos)
    except (ValueError, KeyError, TypeError):
        raise CannotRead(_CANNOT) from None


def _photo(told: dict[str, Any]) -> Photo:
    """Drafts of before the roster and the origin were kept have neither."""
    roster, origin = told.get("roster"), told.get("origin")
    return Photo(
        told["name"],
        b"",
        told["alt_text"],
        tuple(map(_said, told["said"])),
        roster_of(roster),
        None if origin is None else Origin(origin),
    )


def title_of(post: Post) -> str:
    """The first words."""
    words = " ".join(post.text.split())
    return f"{words[:TITLE].rstrip()}…" if len(words) > TITLE else words or "No words yet"


def roster_told(roster: Roster | None) -> list[dict[str, Any]] | None:
    """Whom photos can show, as it is written down."""
    return None if roster is None else [_group_told(one) for one in roster.groups]


def roster_of(told: list[dict[str, Any]] | None) -> Roster | None:
    """The same read again. Raises: ValueError, KeyError, TypeError."""
    return None if told is None else Roster(tuple(map(_group, told)))


def _group_told(one: RosterGroup) -> dict[str, Any]:
    return {"kind": one.kind.value, "name": one.name, "listed": sorted(one.listed)}


def _group(told: dict[str, Any]) -> RosterGroup:
    return RosterGroup(GroupKind(told["kind"]), told["name"], frozenset(told["listed"]))


def _as_told(one: Resolution) -> dict[str, Any]:
    box = one.box
    return {
        "box": [box.left, box.top, box.right, box.bottom],
        "said": one.said.value,
        "by": one.by,
        "role": one.role.value,
        "when": one.when.isoformat(),
        "pupil": one.pupil_id,
        "style": one.style.value,
        "badge": one.has_badge,
    }


def _said(told: dict[str, Any]) -> Resolution:
    return Resolution(
        PixelBox(*told["box"]),
        Said(told["said"]),
        told["by"],
        Role(told["role"]),
        datetime.fromisoformat(told["when"]),
        told["pupil"],
        CoverStyle(told["style"]),
        told["badge"],
    )
