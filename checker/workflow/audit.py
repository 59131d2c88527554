"""Would what is already out pass today? The same run over published photos, and what has to come down because of it.

Nothing is put on the list of take-downs unless it is asked for, by somebody who may.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checker.core.faces import RESOLVED, FaceOutcome
from checker.core.report import Verdict
from checker.core.staff import Actor
from checker.workflow.album_job import AlbumRow
from checker.workflow.permits import Act
from checker.workflow.register import opened_for

if TYPE_CHECKING:
    from checker.store.back_catalogue import Out, ToTakeDown


@dataclass(frozen=True, slots=True)
class Audited:
    """A published photo that must not stay as it is: the posts it is in, the pupils who may not be shown, and why."""

    file: str = field(repr=False)
    posts: tuple[Out, ...]
    pupil_ids: tuple[str, ...]
    why: str


def audit_lines(actor: Actor, rows: Sequence[AlbumRow], register: str | None, *, record: bool) -> Iterator[str]:
    """What of these photos, and of the posts that are recorded, has to come down, a line each.

    `record` puts what is found in recorded posts on the list of take-downs. Raises: NotAllowed, InputError, NoRegister.
    """
    from checker.store.back_catalogue import BackCatalogue, ToTakeDown

    with opened_for(actor, Act.TAKE_DOWN, register) as store:
        known = BackCatalogue(store)
        audited = [_audited(row, known) for row in rows if row.verdict is Verdict.BLOCK]
        digests = {row.file: str(row.row.get("sha256") or "") for row in rows}
        items = [
            ToTakeDown(post, pupil_id, digests[one.file])
            for one in audited
            for post in one.posts
            for pupil_id in one.pupil_ids or (None,)
        ]
        found = dict.fromkeys((*known.unlisted(items), *known.due()))
        yield from (line for one in audited for line in _photo_lines(one))
        yield from map(_post_line, found)
        yield from _ending(len(found), known.add(tuple(found), account=actor.account) if record else None)


def _audited(row: AlbumRow, known: Any) -> Audited:
    pupils = [face["pupil"] for face in row.row["faces"] if face["pupil"] and face["allowed_by"] is None]
    sure = [face["pupil"] for face in row.row["faces"] if FaceOutcome(face["outcome"]) in RESOLVED]
    why = " ".join(one["says"] for one in row.row["findings"] if one["severity"] == "block")
    digest = row.row.get("sha256")
    posts = known.with_photo(digest) if digest else ()
    return Audited(row.file, posts, tuple(dict.fromkeys(one for one in pupils if one in sure)), why)


def _photo_lines(one: Audited) -> Iterator[str]:
    for post in one.posts:
        yield f"{one.file}: take down or change, on {_where(post)}. {one.why}"
    if not one.posts:
        yield f"{one.file}: may not stay as it is; no recorded post has this very file, so look where it is. {one.why}"


def _post_line(one: ToTakeDown) -> str:
    who = f"pupil {one.pupil_id}" if one.pupil_id else "what was found in its photo"
    return f"To take down: {_where(one.post)}, because of {who}."


def _where(post: Out) -> str:
    return f"{post.channel.value}, {post.link}, posted {post.published_on:%d/%m/%Y}"


def _ending(found: int, added: int | None) -> Iterator[str]:
    if not found:
        yield "Nothing new has to be taken down."
    elif added is None:
        yield f"{found} to take down, not listed yet. To list them: the same command with --take-down"
    else:
        yield f"{added} put on the list of take-downs. See: checker takedowns list"
