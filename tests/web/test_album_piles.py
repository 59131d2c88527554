"""The album page says how many photos need what, and shows all faces of somebody who is in very many."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from checker.web.album_faces import faces_shown
from checker.web.album_grid import piles


def test_a_line_is_words_whatever_a_file_is_called() -> None:
    assert piles(("    2 ready now", "<b>x</b>")) == "<ul><li>2 ready now</li><li>&lt;b&gt;x&lt;/b&gt;</li></ul>"


def test_every_face_says_of_which_photo_it_is() -> None:
    shown, hidden = faces_shown([3, 12], [b"\xff\xd8\xff", None])
    assert shown.endswith("<br><small>Photo 3</small></span>")
    assert 'alt="The face in photo 3"' in shown
    assert "<em>not shown</em><br><small>Photo 12</small>" in hidden


def faces_page() -> None:
    import streamlit as st

    from checker.core.finding import PixelBox
    from checker.web.album_faces_pages import shown_faces
    from checker.workflow.same_person import SeenFace, UnknownPerson

    count = st.number_input("Faces", value=60, key="count")
    faces = tuple(SeenFace(f"{number}.jpg", number, 0, PixelBox(0, 0, 9, 9)) for number in range(count))
    shown = shown_faces("a", UnknownPerson(1, faces))
    st.code(f"{shown[0].photo}-{shown[-1].photo}")


def test_every_face_of_somebody_in_sixty_photos_can_be_seen() -> None:
    page = AppTest.from_function(faces_page).run()
    seen = []
    for _ in range(3):
        seen.append((page.text[0].value.partition(".")[0], page.code[0].value, page.button[0].disabled))
        if not page.button[0].disabled:
            page.button[0].click().run()
    assert seen == [
        ("Faces 1 to 24 of 60", "0-23", False),
        ("Faces 25 to 48 of 60", "24-47", False),
        ("Faces 49 to 60 of 60", "48-59", True),
    ]


def test_somebody_in_few_photos_is_shown_whole() -> None:
    page = AppTest.from_function(faces_page).run()
    page.button[0].click().run()
    page.number_input(key="count").set_value(24).run()
    assert (page.code[0].value, len(page.button), len(page.text)) == ("0-23", 0, 0)
