"""What does a family get that asks what the school holds on its child? One file for machines, one page to read."""

from __future__ import annotations

import html
import json
from pathlib import Path

from checker.core.errors import InputError
from checker.core.staff import Actor
from checker.workflow.draft_search import DraftAbout, drafts_about
from checker.workflow.files import write_new
from checker.workflow.permits import Act
from checker.workflow.register import home_of, opened_for

NOT_KNOWN = (
    "Saved drafts were searched for the full name and for faces and lists that somebody said to be the pupil. A photo "
    "that nobody has said anything about cannot be searched, because no faces of drafts are kept; nor can answers kept "
    "for albums, each of which opens only with its own photo. Both are deleted when they are past their time."
)
IN_LISTS = "The school's own files also speak of the pupil: {files}."
UNOPENED = "{count} saved drafts could not be opened, so nobody knows whether they are about the pupil."


def everything_held(actor: Actor, pupil_id: str, register: str | None) -> tuple[bytes, bytes]:
    """Everything held on a pupil, as JSON and as a page to read. Raises: InputError, NoRegister."""
    from checker.store.held import NOT_HERE, held_on

    store = opened_for(actor, Act.EXPORT_PUPIL, register)
    held = held_on(store, pupil_id)
    found = drafts_about(store.read().by_id[pupil_id], home_of(register))
    held["saved_drafts"] = [_told(one) for one in found.about]
    notes = [NOT_HERE, NOT_KNOWN] + [UNOPENED.format(count=found.unopened)] * bool(found.unopened)
    notes += [IN_LISTS.format(files=", ".join(found.in_lists))] * bool(found.in_lists)
    told = {"held": held, "please_note": notes}
    return json.dumps(told, indent=2, ensure_ascii=False).encode(), _page(held, notes).encode()


def export(actor: Actor, pupil_id: str, out: Path, register: str | None) -> tuple[Path, Path]:
    """Write both into files. Raises: InputError, NoRegister."""
    files = out.with_suffix(".json"), out.with_suffix(".html")
    if any(file.exists() for file in files):
        raise InputError("There is such a file already. Give another name.")
    try:
        for file, data in zip(files, everything_held(actor, pupil_id, register), strict=True):
            write_new(file, data, is_private=True)
    except OSError as error:
        raise InputError(f"The files could not be written ({error.strerror}).") from None
    return files


def _told(one: DraftAbout) -> dict[str, str | int | bool | None]:
    """Not the draft itself: it may be about other children too. Who hands this out finds it by account and day."""
    return {
        "account_of_the_writer": one.account,
        "saved_at": one.saved.isoformat(),
        "names_the_pupil": one.is_named,
        "photos_said_to_show_the_pupil": one.photos,
    }


def _page(held: dict[str, list[dict[str, str | int | bool | None]]], notes: list[str]) -> str:
    parts = []
    for kind, rows in held.items():
        parts.append(f"<h2>{html.escape(kind.replace('_', ' ').capitalize())}</h2>")
        if not rows:
            parts.append("<p>Nothing is held.</p>")
            continue
        heads = "".join(f'<th scope="col">{html.escape(name.replace("_", " "))}</th>' for name in rows[0])
        cells = "".join(f"<tr>{''.join(map(_cell, row.values()))}</tr>" for row in rows)
        parts.append(f"<table><tr>{heads}</tr>{cells}</table>")
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>What the school holds</title>'
        "<style>body{font:16px/1.5 sans-serif;margin:2rem}table{border-collapse:collapse}"
        "td,th{border:1px solid #888;padding:.3rem .6rem;text-align:left;overflow-wrap:anywhere}</style>"
        "<h1>What the school's consent register holds about one pupil</h1>"
        f"{''.join(parts)}{''.join(f'<p>{html.escape(note)}</p>' for note in notes)}</html>"
    )


def _cell(value: str | int | bool | None) -> str:
    shown = {None: "", True: "yes", False: "no"}.get(value) if value is None or isinstance(value, bool) else str(value)
    return f"<td>{html.escape(shown or '')}</td>"
