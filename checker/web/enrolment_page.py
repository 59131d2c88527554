"""May this pupil's face be enrolled, is each photo good enough, and how old is what is enrolled?"""

from __future__ import annotations

from datetime import date

import streamlit as st

from checker.core.errors import InputError
from checker.core.post import Photo
from checker.web import session
from checker.web.markup import icon, picture, safe
from checker.web.register_parts import do, tick
from checker.web.telling import refuse
from checker.workflow.enrol_photos import JudgedPhoto, enrol_judged, judge_photos
from checker.workflow.permits import Act, may
from checker.workflow.pupil_record import delete_face_photos
from checker.workflow.pupil_view import PupilView, template_words
from checker.workflow.uploads import PICTURE_TYPES

MOST_PHOTOS = 6
"""Reference photos looked at together: three to five good ones are what helps, and each takes about a second."""
_JUDGED, _ROUND = "judged_photos", "enrol_round"


def show(view: PupilView, seen: str) -> None:  # noqa: ARG001 - every part is shown alike
    """What the law asks for; then the photos, only where all of it is on record."""
    st.html(requirements(view))
    _show_templates(view)
    if not may(session.actor(), Act.ENROL):
        return
    st.header("Enrol face photos", anchor=False)
    if not view.may_be_enrolled:
        st.info("No photo can be added before everything above is on record.", icon=":material/lock:")
        return
    _show_upload(view.pupil.id)


def requirements(view: PupilView) -> str:
    """What the law asks for, each with what was found."""
    told = "".join(tick(one.title, one.says, is_met=one.is_met) for one in view.requirements)
    return f'<h2>What the law asks for first</h2><ul class="checks">{told}</ul>'


def _show_templates(view: PupilView) -> None:
    st.html(templates(view, date.today()))
    if not view.templates or not may(session.actor(), Act.WITHDRAW):
        return
    with st.expander("Delete the enrolled face", icon=":material/delete:"):
        st.write("The checker then no longer knows this pupil in photos. New photos can be enrolled later.")
        if st.button("Yes, delete it"):
            do(lambda: _delete(view.pupil.id))


def _delete(pupil_id: str) -> str:
    count = delete_face_photos(session.actor(), pupil_id, session.register())
    return f"Deleted: what was kept of {count} face {'photo' if count == 1 else 'photos'}."


def templates(view: PupilView, today: date) -> str:
    """How old the enrolled photos are. The photos themselves were not kept."""
    lines = ""
    for number, one in enumerate(view.templates, start=1):
        is_due, says = template_words(one, today)
        state = f'<span class="state ask">{icon("event_busy")} Renew</span>' if is_due else ""
        lines += f"<li>Photo {number}: {safe(says)} {state}</li>"
    return f"<h2>Enrolled</h2>{f'<ul>{lines}</ul>' if lines else '<p>No face is enrolled.</p>'}"


def _show_upload(pupil_id: str) -> None:
    turn = st.session_state.get(_ROUND, 0)
    st.write("Three to five photos of this pupil alone, from the front, taken on different days. None of them is kept.")
    files = st.file_uploader(
        "Photos of this pupil", PICTURE_TYPES, accept_multiple_files=True, key=f"enrol-{pupil_id}-{turn}"
    )
    if not files:
        forget()
        return
    try:
        judged = _judged(pupil_id, [Photo(file.name, file.getvalue()) for file in files[:MOST_PHOTOS]])
    except InputError as error:
        refuse(error)
        return
    if len(files) > MOST_PHOTOS:
        st.write(f"Only the first {MOST_PHOTOS} are looked at.")
    for one in judged:
        with st.container(border=True):
            st.html(quality(one))
    usable = sum(one.is_usable for one in judged)
    words = f"Enrol {usable} {'photo' if usable == 1 else 'photos'}" if usable else "No photo can be enrolled"
    if st.button(words, type="primary", disabled=not usable):
        do(lambda: _enrol(pupil_id, judged))


def _judged(pupil_id: str, photos: list[Photo]) -> tuple[JudgedPhoto, ...]:
    """Looked at once for each set of photos; kept only while they lie here. Raises: InputError."""
    asked = pupil_id, tuple(photo.digest for photo in photos)
    kept = st.session_state.get(_JUDGED)
    if kept is None or kept[0] != asked:
        with st.spinner("Looking at the photos"):
            kept = asked, judge_photos(session.actor(), pupil_id, photos, session.register(), session.home())
        st.session_state[_JUDGED] = kept
    judged: tuple[JudgedPhoto, ...] = kept[1]
    return judged


def forget() -> None:
    """Leave no photo behind."""
    st.session_state.pop(_JUDGED, None)


def _enrol(pupil_id: str, judged: tuple[JudgedPhoto, ...]) -> str:
    report = enrol_judged(session.actor(), pupil_id, judged, session.register(), session.home())
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    forget()
    told = " ".join(f"{one.file}: {one.says}" for one in report.photos)
    return f"{told} The photos were not kept. {' '.join(report.notices)}"


def quality(one: JudgedPhoto) -> str:
    """The photo with its boxes, and the verdict on size, sharpness and pose."""
    seen = one.quality
    css_class, symbol, word = ("clear", "check_circle", "Good") if one.is_usable else ("stop", "block", "Not taken")
    shown = picture(one.preview, f"Photo {one.number} with each face in a box", "preview") if one.preview else ""
    told = "".join(
        f"<li>{words}</li>"
        for words in (
            _verdict("Size", None if seen.height is None else seen.height >= seen.least_height, _tall(one)),
            _verdict("Sharpness", seen.is_sharp, "sharp" if seen.is_sharp else "blurred"),
            _verdict("Pose", seen.is_frontal, "from the front" if seen.is_frontal else "turned away or covered"),
        )
    )
    return (
        f'<div class="judged"><div class="framed">{shown}</div><div><h3>Photo {one.number}: {safe(one.photo.name)}</h3>'
        f'<p><span class="state {css_class}">{icon(symbol)} {word}</span> {safe(seen.refusal)}</p>'
        f'<ul class="checks">{told}</ul></div></div>'
    )


def _tall(one: JudgedPhoto) -> str:
    return f"the face is {one.quality.height} pixels tall, {one.quality.least_height} are needed"


def _verdict(what: str, is_good: bool | None, words: str) -> str:
    if is_good is None:
        return f'<span class="state note">{icon("remove")} {what}:</span> not looked at'
    css_class, symbol = ("clear", "check") if is_good else ("stop", "close")
    return f'<span class="state {css_class}">{icon(symbol)} {what}:</span> {words}'
