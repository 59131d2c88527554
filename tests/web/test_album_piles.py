"""The album page says how many photos need what."""

from __future__ import annotations

from checker.web.album_grid import piles


def test_a_line_is_words_whatever_a_file_is_called() -> None:
    assert piles(("    2 ready now", "<b>x</b>")) == "<ul><li>2 ready now</li><li>&lt;b&gt;x&lt;/b&gt;</li></ul>"
