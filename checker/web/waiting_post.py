"""One post that was sent: what it says and shows, how it stands, and what this person can do about it."""

from __future__ import annotations

import streamlit as st

from checker.core.errors import InputError
from checker.core.review import Standing
from checker.web import findings, package_part, sent_parts, session, signing
from checker.web.markup import icon, passage, picture, plain, safe
from checker.web.photos import faces, incident_card
from checker.web.telling import refuse
from checker.web.way_back import show_way_back
from checker.workflow.caution import Caution
from checker.workflow.deciding import Opened, Rechecked, check_again, is_as_now, open_sent, take_back
from checker.workflow.desk import CHANNELS, ReviewSheet, review_sheet
from checker.workflow.outgoing import Outgoing, outgoing
from checker.workflow.waiting import is_to_decide, is_to_stop

Seen = tuple[int, Rechecked, ReviewSheet]


def show(number: int) -> None:
    """The post and what to do about it."""
    show_way_back("All posts", sent_parts.close_post)
    st.title(f"Post {number}", anchor=False)
    sent_parts.show_said()
    try:
        opened = open_sent(session.actor(), number, session.home(), session.register())
        st.html(head(opened))
        if opened.standing is Standing.WAITING:
            _show_waiting(opened)
        else:
            _show_as_sent(opened)
            package_part.show(opened)
    except InputError as error:
        refuse(error)


def head(opened: Opened) -> str:
    """Where it stands, who sent it, what was said with it."""
    sent, kept = opened.sent, opened.kept
    note = f"<p><strong>{safe(opened.who)} writes:</strong> {safe(kept.note)}</p>" if kept.note else ""
    comment = sent.decided.why if sent.decided else ""
    answer = f'<p class="comment"><strong>The comment:</strong> {safe(comment)}</p>' if comment else ""
    reasons = "".join(f"<li>{safe(one)}</li>" for one in opened.reasons or ())
    referral = (
        f'<section class="verdict note"><h3>{icon("shield_person")} Why it was referred: for your eyes only</h3>'
        f"<ul>{reasons}</ul></section>"
        if reasons
        else ""
    )
    referred = '<span class="tag note">Referred</span>' if sent.is_referred else ""
    return (
        f"<p>{sent_parts.state(opened.standing)}{referred} {safe(opened.told)}</p>"
        f'<p class="place">Sent by {safe(opened.who)}, {sent.at.astimezone():%d/%m/%Y %H:%M}, for '
        f"{CHANNELS[kept.post.channel]}</p>{note}{answer}{referral}"
    )


def _show_waiting(opened: Opened) -> None:
    """Whoever decides sees it checked again now; whoever sent it sees what was sent."""
    person = session.actor()
    if not is_to_decide(person, opened.sent):
        _show_as_sent(opened)
        if is_to_stop(person, opened.sent):
            signing.show_stop(opened)
        if opened.sent.account == person.account:
            st.button("Take it back", on_click=_take_back, args=(opened.sent.number,), icon=":material/undo:")
        return
    _, now, sheet = _rechecked(opened)
    for says in now.changes:
        st.info(plain(says), icon=":material/sync:")
    left, right = st.columns([1, 1], gap="large")
    with left:
        st.html(findings.verdict(sheet))
        st.html('<h2 id="the-draft">The words</h2>')
        st.html(passage(sheet.text) if sheet.text else "<p>There are no words.</p>")
        if sheet.items:
            st.header("What the check says", anchor=False)
            st.html(findings.listed(sheet.items, "What the check says"))
    with right:
        _show_pictures(outgoing(opened.kept, sheet, now.gate), sheet)
    signing.show(opened, now)


def _rechecked(opened: Opened) -> Seen:
    """Checked when it is opened and whenever the register or the policy has changed since, with progress."""
    place = st.empty()  # also when there is nothing to wait for, or what was unfolded below would fold up
    known: Seen | None = st.session_state.get(sent_parts.RECHECKED)
    if known is not None and known[0] == opened.sent.number and is_as_now(known[1], opened, session.gate):
        return known
    bar = place.progress(0.0, "Checking it again, as it stands now")
    now = check_again(opened, session.gate, lambda done, total: _tell(bar, done / total))
    place.empty()
    seen = opened.sent.number, now, review_sheet(opened.kept.post, now.report, now.gate)
    st.session_state[sent_parts.RECHECKED] = seen
    return seen


def _tell(bar: st.delta_generator.DeltaGenerator, share: float) -> None:
    bar.progress(share, "Checking it again, as it stands now")


def _show_pictures(pictures: tuple[Outgoing, ...], sheet: ReviewSheet) -> None:
    """Each picture as it will go out, and whose the faces are."""
    if pictures:
        st.header("The pictures, as they will go out", anchor=False)
    for number, (one, card) in enumerate(zip(pictures, sheet.photos, strict=True), start=1):
        with st.container(border=True):
            st.html(f'<h3 class="card" id="photo-{number}">Picture {number}</h3>')
            show_picture(one, number)
            st.html(f"<h4>Description for blind readers</h4><p dir='auto'>{safe(one.description or 'None.')}</p>")
            st.html(f"<h4>Faces</h4>{faces(card)}")


def show_picture(one: Outgoing, number: int) -> None:
    """The copy itself; with caution only when somebody chooses to look."""
    clear = one.shown
    if one.caution is Caution.INCIDENT:
        st.html(incident_card())
    elif one.caution is not Caution.NONE and st.toggle(f"Show picture {number}", key=f"look-sent-{number}"):
        clear = one.look()
    if clear is None:
        st.write("This picture cannot be shown.")
    else:
        st.html(picture(clear, f"Picture {number} as it will go out", "preview outgoing"))


def _show_as_sent(opened: Opened) -> None:
    """The words with a button that copies them; the pictures come in the package."""
    post = opened.kept.post
    st.header("The words", anchor=False)
    if post.text:
        st.code(post.text, language=None, wrap_lines=True)
    else:
        st.write("There are no words.")
    if post.photos:
        described = "".join(f"<li dir='auto'>{safe(one.alt_text or 'No description.')}</li>" for one in post.photos)
        st.html(f"<h4>The pictures, as they were described</h4><ol>{described}</ol>")


def _take_back(number: int) -> None:
    try:
        take_back(session.actor(), number, session.register())
    except InputError as error:
        st.session_state[sent_parts.SAID] = str(error)
        return
    st.session_state[sent_parts.SAID] = "The post is taken back. Your draft is among your saved drafts."
