"""What is out, and what has to come down again?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from checker.core.errors import InputError
from checker.core.people import Purpose
from checker.core.post import Channel, Post
from checker.core.publishing import PublishedPost, Shown, TakeDownState
from checker.core.staff import Actor
from checker.workflow.drafts import read_photo
from checker.workflow.permits import Act
from checker.workflow.register import opened_for

if TYPE_CHECKING:
    from checker.store.publications import Publications


def _publications(actor: Actor, act: Act, register: str | None) -> Publications:
    from checker.store.publications import Publications

    return Publications(opened_for(actor, act, register))


def published_post(
    text: str,
    photos: Iterable[Path],
    channel: Channel | None,
    link: str,
    on: date,
    owner: str,
    pupil_ids: tuple[str, ...],
    named: tuple[str, ...],
) -> PublishedPost:
    """A post that is out, from its words and photos: of those only digests are kept. Raises: InputError."""
    where = channel or Channel.OTHER
    post = Post(text, where, tuple(read_photo(file) for file in photos))
    digests = [photo.digest for photo in post.photos] or [""]
    shown = [Shown(pupil_id, Purpose.PHOTO, digest) for pupil_id in pupil_ids for digest in digests]
    shown += [Shown(pupil_id, Purpose.NAME) for pupil_id in named]
    return PublishedPost(post.digest, where, link, on, owner, tuple(shown))


def record_published(actor: Actor, post: PublishedPost, register: str | None) -> str:
    """Record that a post is out. Raises: InputError, NoRegister, RegisterRefused."""
    if not post.link.strip():
        raise InputError("Give the link of the post, so that it can be found again.")
    number = _publications(actor, Act.RECORD_PUBLISHED, register).publish(post)
    pupils = len({shown.pupil_id for shown in post.shown})
    who = "1 pupil" if pupils == 1 else f"{pupils} pupils"
    return f"Recorded as post {number} on {post.channel.value}, with {who} in it."


def take_down_lines(actor: Actor, register: str | None, *, all_of_them: bool) -> Iterator[str]:
    """What has to come down: where, which photo, whose pupil, who does it and until when. Raises: NoRegister."""
    listed = _publications(actor, Act.TAKE_DOWN, register).take_downs(all_of_them=all_of_them)
    for one in listed:
        photo = f"photo {one.photo_digest[:12]}" if one.photo_digest else "the whole post"
        state = one.state.value.replace("_", " ") + (f" ({one.why})" if one.why else "")
        who = f"pupil {one.pupil_id}" if one.pupil_id else "a pupil who was erased"
        yield (
            f"{one.number}  {one.channel.value}  {one.link}  {photo}, {who}, posted {one.published_on:%d/%m/%Y}; "
            f"{one.owner or 'no owner named'}, due {one.due_on:%d/%m/%Y}: {state}"
        )
    if not listed:
        yield "Nothing has to be taken down."


def close_take_down(actor: Actor, number: int, state: TakeDownState, why: str, register: str | None) -> None:
    """Record that a post is down, or why that is not practicable. Raises: InputError, NoRegister, RegisterRefused."""
    _publications(actor, Act.TAKE_DOWN, register).close_take_down(number, state, why)
