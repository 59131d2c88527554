"""What people wrote is shown as they wrote it, and never becomes part of the page."""

import pytest

from checker.core.finding import Severity
from checker.web.markup import paired, passage, picture, plain, safe
from checker.workflow.marks import Piece


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('"><img src=x onerror=alert(1)>', "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"),
        ("' onmouseover='alert(1)", "&#x27; onmouseover=&#x27;alert(1)"),
        ("AT&amp;T", "AT&amp;amp;T"),
        ("![x](http://example.com/x.png) **bold** $x$", "![x](http://example.com/x.png) **bold** $x$"),
    ],
)
def test_tags_and_entities_become_text(written: str, shown: str) -> None:
    assert safe(written) == shown


def test_a_mark_that_turns_the_direction_is_shown_instead_of_obeyed() -> None:
    assert safe("photo\u202egpj.exe") == 'photo<span class="unseen">hidden character</span>gpj.exe'


def test_arabic_and_emoji_stay_as_they_are() -> None:
    words = "عيد مبارك \U0001f469\u200d\U0001f680"
    assert safe(words) == words


def test_a_marked_piece_is_escaped_and_carries_links_to_its_findings() -> None:
    html = passage([Piece("see "), Piece("<b>", (2, 3), Severity.BLOCK, (3,))])
    assert html == (
        '<div class="passage" dir="auto" tabindex="0">see <span id="mark-3"></span>'
        '<mark class="stop" data-findings="2 3">&lt;b&gt;</mark><sup>'
        '<a class="number" href="#finding-2" aria-label="finding 2">2</a>'
        '<a class="number" href="#finding-3" aria-label="finding 3">3</a></sup></div>'
    )


def test_a_marked_hidden_character_can_be_seen() -> None:
    assert ">hidden character<" in passage([Piece("\u200b", (1,), Severity.REVIEW, (1,))])


def test_a_description_cannot_leave_its_attribute() -> None:
    assert picture(b"x", '"><script>', "preview").startswith(
        '<img class="preview" alt="&quot;&gt;&lt;script&gt;" src="'
    )


@pytest.mark.parametrize(
    ("written", "given"),
    [
        ("Face 1: **Bo** [x](y) :red[z] $a$ <b>", r"Face 1: \*\*Bo\*\* \[x\](y) \:red\[z\] \$a\$ \<b\>"),
        ("1. one\n- two\n# three", "1\\. one\n\\- two\n\\# three"),
        ("_it_ and pupil_id, a -> b", r"\_it\_ and pupil_id, a \-\> b"),
        ("&lt; and A & B", r"\&lt; and A & B"),
        ("Line 4: there is no 12:30. Why?", "Line 4: there is no 12:30. Why?"),
    ],
)
def test_what_streamlit_reads_as_markdown_is_shown_as_it_was_written(written: str, given: str) -> None:
    assert plain(written) == given


@pytest.mark.parametrize("address", ["http://192.0.2.1/x", "HTTPS://a.example", "www.a.example", "jo@a.example"])
def test_an_address_is_no_link(address: str) -> None:
    assert "\u2060" in plain(address)
    assert plain(address).replace("\u2060", "").replace("\\", "") == address


def test_a_finding_and_its_marks_show_each_other_by_their_numbers_only() -> None:
    assert paired(()) == ""
    assert 'mark[data-findings~="2"]:hover) #finding-2,' in paired((2,))
