"""How do words that people wrote get onto the page without becoming part of it? All but our own are escaped."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from html import escape

from checker.core.finding import Severity
from checker.workflow.drafting import Fix
from checker.workflow.marks import Piece

# Marks that turn the direction of whatever follows them: left as they are, a file name could rewrite our own words.
_TURNS_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SEEN_BY_NOBODY = re.compile("[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff]+")
# What Streamlit reads as more than words: signs of markdown anywhere, some only where they begin a line or a word.
_MARKDOWN = re.compile(
    r"[\\`*\[\]<>|~$]|(?<!\w)_|_(?!\w)|(?<!\d):(?=\S)|&(?=[#\w])|-(?=[->])|(?m:^[ \t]*(?:[#+=-]|\d+[.)]))"
)
_BECOMES_LINK = re.compile(r"(?i)(?<=://)|(?<=www)(?=\.)|(?<=[\w.+-]@)")
_NO_LINK = "\u2060"
"""Takes no room: an address with it inside is not made a link."""
_HIDDEN_CHARACTER = '<span class="unseen">hidden character</span>'

ICONS = {Severity.BLOCK: "block", Severity.REVIEW: "visibility", Severity.NOTE: "info"}
CLASSES = {Severity.BLOCK: "stop", Severity.REVIEW: "ask", Severity.NOTE: "note"}


def safe(untrusted: str) -> str:
    """Words as text: no tag, no entity, and no mark that turns the direction of the words after it."""
    return _TURNS_DIRECTION.sub(_HIDDEN_CHARACTER, escape(untrusted, quote=True))


def icon(name: str) -> str:
    """A Material symbol from Streamlit's own font; the word beside it says the same, so readers skip it."""
    return f'<span class="symbol" translate="no" aria-hidden="true">{escape(name)}</span>'


def passage(pieces: Iterable[Piece]) -> str:
    """A passage with its marks, each followed by the numbers of its findings as links to them."""
    return f'<div class="passage" dir="auto" tabindex="0">{"".join(map(_piece, pieces))}</div>'


def _piece(piece: Piece) -> str:
    words = safe(piece.text)
    if piece.severity is None:
        return words
    words = _SEEN_BY_NOBODY.sub(_HIDDEN_CHARACTER, words)
    anchors = "".join(f'<span id="mark-{number}"></span>' for number in piece.starts)
    numbers = "".join(
        f'<a class="number" href="#finding-{number}" aria-label="finding {number}">{number}</a>'
        for number in piece.numbers
    )
    told = " ".join(map(str, piece.numbers))
    return f'{anchors}<mark class="{CLASSES[piece.severity]}" data-findings="{told}">{words}</mark><sup>{numbers}</sup>'


def paired(numbers: Iterable[int]) -> str:
    """Style by which a finding and its marks show each other when either is pointed at, or reached with the keyboard.

    The numbers are our own; no script is needed for it.
    """
    rules = "".join(
        f'body:has(mark[data-findings~="{n}"]:hover) #finding-{n},body:has(a[href="#finding-{n}"]:is(:hover,:focus)) '
        f'#finding-{n},body:has(#finding-{n}:is(:hover,:focus-within)) mark[data-findings~="{n}"]'
        "{outline:3px solid #1d5a7a;outline-offset:2px}"
        for n in numbers
    )
    return f"<style>{rules}</style>" if rules else ""


def plain(untrusted: str) -> str:
    """Words for wherever Streamlit reads markdown: every sign of it stays a sign, and no address becomes a link."""
    return _MARKDOWN.sub(_as_sign, _BECOMES_LINK.sub(_NO_LINK, untrusted))


def _as_sign(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}\\{found[0][-1]}"


def change(fix: Fix) -> str:
    """The words before and after, with some around them; told apart by word and line, not by colour."""
    ahead, was, becomes, after = map(safe, (fix.ahead, fix.was, fix.becomes, fix.after))
    return (
        f'<p class="change" dir="auto"><strong>Before:</strong> {ahead}<del>{was}</del>{after}</p>'
        f'<p class="change" dir="auto"><strong>After:</strong> {ahead}<ins>{becomes}</ins>{after}</p>'
    )


def picture(jpeg: bytes, description: str, css_class: str) -> str:
    """A JPEG of our own making as part of the page, so that it is kept under no address of its own."""
    data = base64.b64encode(jpeg).decode("ascii")
    return f'<img class="{css_class}" alt="{safe(description)}" src="data:image/jpeg;base64,{data}">'
