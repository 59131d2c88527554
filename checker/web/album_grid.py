"""Which photos lie on which pile? One grid for each, with small pictures that show only who may be seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from checker.core.finding import PixelBox
from checker.web.album_arrows import COLUMNS, take_arrows
from checker.web.markup import safe
from checker.workflow.album_desk import AlbumFolder, DeskAlbum
from checker.workflow.album_job import AlbumRow
from checker.workflow.album_takeaway import lines_of, piles_of
from checker.workflow.album_thumbnails import album_thumbnail, crop_of
from checker.workflow.triage import Pile, Sorted

CHOSEN = "album_photo"
"""The number of the photo that somebody looks at, from 0."""
_AT_ONCE = 12
_DRAWN = "album_pictures"
_MOST_DRAWN = 600
"""Small pictures kept for one desk: about 15 KB each."""

_STYLE = "<style>.st-key-album-grid img { width: 100%; height: auto; border-radius: 6px; }</style>"


def show_piles(place: AlbumFolder, album: DeskAlbum, rows: Sequence[AlbumRow]) -> None:
    """The count of each pile, then the photos of the chosen one."""
    sorted_rows = piles_of(rows)
    st.header("The photos", anchor=False)
    st.html(_STYLE + piles(lines_of(rows)))
    counts = {pile: sum(one.effort.pile is pile for one in sorted_rows) for pile in Pile}
    held = [pile for pile in Pile if counts[pile]]
    pile = st.segmented_control("Show", held, default=held[0], key="album_pile", required=True,
                                format_func=lambda one: f"{_named(one)} ({counts[one]})")  # fmt: skip
    if pile not in held:
        pile = held[0]
    places = [number for number, one in enumerate(sorted_rows) if one.effort.pile is pile]
    pages = -(-len(places) // _AT_ONCE)
    page = st.number_input(f"Page, 1 to {pages}", 1, pages, key=f"page-{pile.name}") if pages > 1 else 1
    with st.container(key="album-grid"):
        shown = places[(page - 1) * _AT_ONCE : page * _AT_ONCE]
        for start in range(0, len(shown), COLUMNS):
            for column, number in zip(st.columns(COLUMNS), shown[start : start + COLUMNS], strict=False):
                with column:
                    _show_one(place, album, rows[number].row, number, sorted_rows[number])
    take_arrows()


def _named(pile: Pile) -> str:
    """With a capital letter in front, and DSL as it is."""
    return f"{pile.value[:1].upper()}{pile.value[1:]}"


def piles(lines: Sequence[str]) -> str:
    """How many photos need what, the least effort first, and how many decisions remain."""
    return f"<ul>{''.join(f'<li>{safe(line.strip())}</li>' for line in lines)}</ul>"


def crop(place: AlbumFolder, album: DeskAlbum, row: dict[str, Any], number: int, box: PixelBox) -> bytes | None:
    """One face, drawn once for this desk."""
    photo = place.photo(album, number)
    drawn: bytes | None = _once((album.id, number, box), lambda: crop_of(row, photo, box))
    return drawn


def _show_one(place: AlbumFolder, album: DeskAlbum, row: dict[str, Any], number: int, one: Sorted) -> None:
    photo = place.photo(album, number)
    key = (album.id, number, repr(row["faces"]), row["verdict"])
    small = _once(key, lambda: album_thumbnail(row, photo))
    beside = "".join(f"<br>{safe(told)}" for told in one.told)
    st.html(f"{small or '<em>No picture is shown.</em><br>'}<small>{safe(row['file'])}{beside}</small>")
    st.button(f"Photo {number + 1}: decide" if one.effort.decisions else f"Photo {number + 1}: look",
              key=f"choose-{number}", on_click=_choose, args=(number,))  # fmt: skip


def _choose(number: int) -> None:
    st.session_state[CHOSEN] = number


def _once(key: object, draw: Any) -> Any:
    drawn: dict[object, Any] = st.session_state.setdefault(_DRAWN, {})
    if key not in drawn:
        if len(drawn) >= _MOST_DRAWN:
            drawn.clear()
        drawn[key] = draw()
    return drawn[key]
