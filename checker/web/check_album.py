"""Which of these photos can go up, and what is the least that the others need? Hundreds of photos at once."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from checker.core.errors import CannotRead, InputError
from checker.core.post import Channel
from checker.web import session
from checker.web.album_again import is_wanted
from checker.web.album_earlier import earlier_album
from checker.web.album_faces import SAYS, show_people, show_photo
from checker.web.album_grid import CHOSEN, show_piles
from checker.web.album_takeaway import show_takeaway
from checker.web.markup import plain
from checker.web.roster import show_album_roster
from checker.web.telling import number_of, refuse
from checker.workflow.album_desk import AlbumShelf, DeskAlbum
from checker.workflow.album_dropped import dropped
from checker.workflow.album_photos import ENDINGS
from checker.workflow.album_running import PageRun, RunState, forget_run, run_of, start_run
from checker.workflow.desk import CHANNELS
from checker.workflow.sample import sample_album, sample_picture

_ALBUM, _TURN = "album_id", "album_turn"
_WAYS = {False: "Photos, or a zip of them", True: "A whole folder"}
_AT_ONCE = "A few hundred photos at a time: until they are checked, what you drop fills the memory of the server."
_LOOKS_EVERY = 1.0  # seconds between two looks at how far the run is


def show() -> None:
    """Photos in; then how far it is, what is to be decided, and what can be taken away."""
    st.title("Check an album", anchor=False)
    try:
        if SAYS in st.session_state:
            refuse(st.session_state.pop(SAYS))
        shelf = AlbumShelf(session.actor(), session.home())
        chosen = st.session_state.get(_ALBUM)
        if chosen is None:
            _show_start(shelf)
        else:
            _show_album(shelf, shelf.place(chosen).read())
    except InputError as error:
        if isinstance(error, CannotRead):
            st.session_state.pop(_ALBUM, None)
        refuse(error)


def _show_start(shelf: AlbumShelf) -> None:
    channel = st.radio("Where will they appear?", list(CHANNELS), format_func=CHANNELS.__getitem__, horizontal=True,
                       key="album_channel", persist_state="session")  # fmt: skip
    roster = show_album_roster("album_roster", None)
    is_folder = st.radio("What do you have?", list(_WAYS), format_func=_WAYS.__getitem__, horizontal=True)
    ways = [*ENDINGS] + ([] if is_folder else ["zip"])
    files = st.file_uploader("Drop the photos here", ways, accept_multiple_files="directory" if is_folder else True,
                             key=f"album-{st.session_state.get(_TURN, 0)}-{is_folder}", help=_AT_ONCE)  # fmt: skip
    with st.container(horizontal=True):
        if st.button("Check these photos", type="primary", disabled=not files):
            _begin(shelf, shelf.begin(channel, dropped(files), roster))
        names = sample_album(session.home())
        if names and st.button("Check the sample album"):
            photos = ((name, sample_picture(session.home(), name)) for name in names)
            _begin(shelf, shelf.begin(channel, photos, roster))
    earlier = earlier_album(shelf)
    if earlier:
        _begin(shelf, shelf.place(earlier).read())


def _begin(shelf: AlbumShelf, album: DeskAlbum) -> None:
    """The photos lie on the disk now: the next uploader is a new one, so that memory holds none of them."""
    st.session_state[_ALBUM], st.session_state[_TURN] = album.id, st.session_state.get(_TURN, 0) + 1
    st.session_state.pop(CHOSEN, None)
    start_run(session.home(), shelf.place(album.id).folder)
    st.rerun()


def _show_album(shelf: AlbumShelf, album: DeskAlbum) -> None:
    place = shelf.place(album.id)
    run = run_of(place.folder)
    _show_head(shelf, album, run)
    if _is_running(run) and run is not None:
        _show_running(run)
    elif run is None or run.state is not RunState.FINISHED:
        _show_stopped(run, place.folder)
    rows = run.answers() if run else ()
    if not rows:
        return
    if run is not None and run.warns:
        st.warning(plain(run.warns), icon=":material/warning:")
    if not _is_running(run):
        if is_wanted(place, album, rows):
            _again(place.folder)
        show_people(place, album, rows)
        show_photo(place, album, rows)
    show_piles(place, album, rows)
    if not _is_running(run):
        show_takeaway(place, album, rows)


def _show_head(shelf: AlbumShelf, album: DeskAlbum, run: PageRun | None) -> None:
    with st.container(horizontal=True):
        st.text(f"{number_of(len(album.names), 'photo')} for {CHANNELS[Channel(album.channel)]}")
        if st.button("Another album", icon=":material/arrow_back:"):
            st.session_state.pop(_ALBUM)
            st.rerun()
        if st.button("Delete this album", icon=":material/delete:", disabled=_is_running(run)):
            shelf.delete(album.id)
            forget_run(shelf.place(album.id).folder)
            st.session_state.pop(_ALBUM)
            st.rerun()


def _is_running(run: PageRun | None) -> bool:
    return run is not None and run.state is RunState.RUNNING


@st.fragment(run_every=_LOOKS_EVERY)
def _show_running(run: PageRun) -> None:
    """Drawn again by itself every second; the piles below when enough has come, and once at the end."""
    if run.state is not RunState.RUNNING:
        st.rerun()
    st.progress(run.share, run.stands)
    st.button("Cancel", on_click=run.cancel, icon=":material/stop_circle:")
    drawn = st.session_state.get("album_drawn", 0)
    if len(run.rows) < drawn or len(run.rows) - drawn >= max(5, drawn // 4):
        st.session_state["album_drawn"] = len(run.rows)
        st.rerun()


def _show_stopped(run: PageRun | None, folder: Path) -> None:
    if run is not None and run.says:
        refuse(run.says)
    elif run is not None:
        st.info(plain(f"Stopped after {run.stands.partition(',')[0]}. Nothing that was answered is lost."))
    if st.button("Go on", type="primary", icon=":material/play_arrow:"):
        _again(folder)


def _again(folder: Path) -> None:
    st.session_state["album_drawn"] = 0
    start_run(session.home(), folder)
    st.rerun()
