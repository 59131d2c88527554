"""What can be taken away from a checked album? Cleaned copies, a report and a table, made when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from checker.core.report import Verdict
from checker.workflow.album_desk import AlbumFolder, DeskAlbum
from checker.workflow.album_job import AlbumRow
from checker.workflow.album_questions import ending
from checker.workflow.album_takeaway import copies_zip, report_of, table_of


def show_takeaway(place: AlbumFolder, album: DeskAlbum, rows: Sequence[AlbumRow]) -> None:
    """The end in one line, and what to take along."""
    st.header("Take away", anchor=False)
    missing = len(album.names) - len(rows)
    st.write(f"{ending([row.row for row in rows])}{f', {missing} not checked yet' if missing else ''}.")
    is_renamed = st.checkbox("Call the copies photo-001 and so on: no names, no dates", key="album_renamed")
    has_clear = any(row.verdict is Verdict.CLEAR for row in rows)
    with st.container(horizontal=True):
        st.download_button("Cleaned copies (zip)", lambda: copies_zip(place, rows, is_renamed=is_renamed),
                           "cleaned-photos.zip", "application/zip", disabled=not has_clear, on_click="ignore",
                           icon=":material/folder_zip:")  # fmt: skip
        st.download_button("Report", lambda: report_of(place, album, rows), "album-report.html", "text/html",
                           on_click="ignore", icon=":material/description:")  # fmt: skip
        st.download_button("Table", lambda: table_of(rows), "album.csv", "text/csv", on_click="ignore",
                           icon=":material/table:")  # fmt: skip
    st.caption("A copy is of a photo as it was checked. What is left out is in the report, with what it needs.")
