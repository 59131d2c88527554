"""What can be taken away from a checked album? Cleaned copies, a report and a table, made when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from checker.web.markup import plain
from checker.workflow.album_desk import AlbumFolder, DeskAlbum
from checker.workflow.album_job import AlbumRow
from checker.workflow.album_questions import ending
from checker.workflow.album_takeaway import clear_places, copies_zip, gone_copies, report_of, table_of


def show_takeaway(place: AlbumFolder, album: DeskAlbum, rows: Sequence[AlbumRow]) -> None:
    """The end in one line, and what to take along."""
    st.header("Take away", anchor=False)
    missing = len(album.names) - len(rows)
    st.write(plain(f"{ending([row.row for row in rows])}{f', {missing} not checked yet' if missing else ''}."))
    gone = gone_copies(place, rows)
    if gone:
        st.warning(plain(gone), icon=":material/warning:")
    is_renamed = st.checkbox("Call the copies photo-001 and so on: no names, no dates", key="album_renamed")
    parts = clear_places(rows)
    with st.container(horizontal=True):
        for number, part in enumerate(parts or ((),), start=1):
            which, ending_of = (f", part {number} of {len(parts)}", f"-{number}") if len(parts) > 1 else ("", "")
            st.download_button(f"Cleaned copies (zip{which})",
                               partial(copies_zip, place, rows, part, is_renamed=is_renamed),
                               f"cleaned-photos{ending_of}.zip", "application/zip", disabled=not parts,
                               on_click="ignore", icon=":material/folder_zip:")  # fmt: skip
        st.download_button("Report", lambda: report_of(place, album, rows), "album-report.html", "text/html",
                           on_click="ignore", icon=":material/description:")  # fmt: skip
        st.download_button("Table", lambda: table_of(rows), "album.csv", "text/csv", on_click="ignore",
                           icon=":material/table:")  # fmt: skip
    st.caption("A copy is of a photo as it was checked. What is left out is in the report, with what it needs.")
