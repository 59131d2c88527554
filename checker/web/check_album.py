"""Which of these photos can go up, and what do the others need? Several photos at once, one row each."""

from __future__ import annotations

from typing import Any

import streamlit as st

from checker.core.errors import InputError
from checker.core.post import Channel, Photo, Post
from checker.web import session
from checker.web.findings import verdict_word
from checker.web.markup import safe
from checker.web.photos import incident_card, preview
from checker.workflow.album_pace import Pace
from checker.workflow.as_json import photo_json
from checker.workflow.caution import Caution
from checker.workflow.desk import CHANNELS, ReviewSheet, review_sheet
from checker.workflow.sample import sample_album, sample_picture
from checker.workflow.triage import effort, pile_lines, sorted_album
from checker.workflow.uploads import PICTURE_TYPES

_ROWS = "album_rows"
Row = tuple[str, ReviewSheet, dict[str, Any]]
"""A photo's name, its sheet, and its JSON line, by which it is put on a pile."""


def show() -> None:
    """Photos in, one row per photo out."""
    st.title("Check an album", anchor=False)
    channel = st.radio("Where will they appear?", list(CHANNELS), format_func=CHANNELS.__getitem__, horizontal=True,
                       key="album_channel", persist_state="session")  # fmt: skip
    files = st.file_uploader("Photos of the album", PICTURE_TYPES, accept_multiple_files=True)
    with st.container(horizontal=True):
        is_wanted = st.button("Check these photos", type="primary", disabled=not files)
        album = sample_album(session.home())
        is_sample_wanted = bool(album) and st.button("Check the sample album")
    if is_wanted:
        _check([Photo(file.name, file.getvalue()) for file in files], channel)
    if is_sample_wanted:
        _check([Photo(name, sample_picture(session.home(), name)) for name in album], channel)
    _show_rows(st.session_state.get(_ROWS, []))


def _check(photos: list[Photo], channel: Channel) -> None:
    """Each photo as a post of its own; what is done is kept when a later one fails."""
    rows: list[Row] = []
    st.session_state[_ROWS] = rows
    bar = st.progress(0.0, "Getting ready")
    try:
        gate = session.gate(None)
        pace = Pace(len(photos))
        for photo in photos:
            post = Post("", channel, (photo,))
            report = gate.check(post)
            rows.append((photo.name, review_sheet(post, report, gate), photo_json(photo.name, report)))
            pace.count(is_kept=False)
            bar.progress(pace.done / pace.total, pace.words)
    except InputError as error:
        st.error(str(error), icon=":material/error:")
    bar.empty()


def _show_rows(rows: list[Row]) -> None:
    if not rows:
        return
    st.header(f"{len(rows)} {'photo' if len(rows) == 1 else 'photos'} checked", anchor=False)
    st.html(piles(tuple(row for *_, row in rows)))
    for count, (name, sheet, row) in enumerate(rows, start=1):
        with st.container(border=True):
            left, right = st.columns([2, 3], gap="medium")
            with left:
                _show_picture(count, sheet)
            with right:
                st.html(_words(count, name, sheet, row))


def piles(rows: tuple[dict[str, Any], ...]) -> str:
    """How many photos need what, the least effort first, and how many decisions remain."""
    return f"<ul>{''.join(f'<li>{safe(line.strip())}</li>' for line in pile_lines(sorted_album(rows)))}</ul>"


def _show_picture(count: int, sheet: ReviewSheet) -> None:
    card = sheet.photos[0]
    st.html(preview(card))
    if card.is_sensitive:
        st.write(f"Picture {count} may show swimwear or undress, so it is blurred. To look, check it as a post.")
    if card.caution is Caution.INCIDENT:
        st.html(incident_card())


def _words(count: int, name: str, sheet: ReviewSheet, row: dict[str, Any]) -> str:
    """The row in words: verdict, then for each thing what we saw and what to do."""
    told = "".join(
        f"<li>{safe(item.finding.says)} <strong>{safe(item.finding.remedy)}</strong></li>" for item in sheet.items
    )
    return (
        f"<h3>Picture {count}: {safe(name)}</h3>{verdict_word(sheet)}"
        f"<p>{safe(effort(row).pile.value.capitalize())}. {safe(sheet.summary)}</p>"
        f"{f'<ul>{told}</ul>' if told else ''}{_unproven(sheet)}<p>{safe(sheet.photos[0].copy.says)}</p>"
    )


def _unproven(sheet: ReviewSheet) -> str:
    if not sheet.unproven:
        return ""
    questions = "".join(f"<li>{safe(question)}</li>" for question in sheet.unproven)
    count = len(sheet.unproven)
    things = "one question" if count == 1 else f"{count} questions"
    return f"<details><summary>We could not check {things}</summary><ul>{questions}</ul></details>"
