"""A document as PDF. Letters that the font does not have stand as a question mark, and it is said how many."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checker.workflow.documents.parts import Document
from checker.workflow.documents.pdf_page import FOOT, MARGIN, Writer

if TYPE_CHECKING:
    from fpdf import FPDF

_WINDOWS = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
_DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
_LIBERATION = Path("/usr/share/fonts/truetype/liberation")
_MAC = Path("/System/Library/Fonts/Supplemental")
_FONTS = (
    (_DEJAVU / "DejaVuSans.ttf", _DEJAVU / "DejaVuSans-Bold.ttf"),
    (_LIBERATION / "LiberationSans-Regular.ttf", _LIBERATION / "LiberationSans-Bold.ttf"),
    (_WINDOWS / "arial.ttf", _WINDOWS / "arialbd.ttf"),
    (_MAC / "Arial.ttf", _MAC / "Arial Bold.ttf"),
)
"""Fonts of the operating systems, plain and bold. None is shipped: PDF's own font has the letters of western Europe."""
_PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "•": "-"}
"""What PDF's own font has no sign for, and says as well with another."""
UNKNOWN = "?"
_LATIN = 256
"""How many letters PDF's own font has, as Unicode begins with them."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """The file, and the letters that stand in it as a question mark."""

    data: bytes
    lost: tuple[str, ...]


def as_pdf(document: Document, fonts: tuple[tuple[Path, Path], ...] = _FONTS) -> Pdf:
    """The document on A4. It holds no script and no picture."""
    from fpdf import FPDF  # 0.3 s

    class Footed(FPDF):
        """Which calls `footer` at the end of every page."""

        def footer(self) -> None:
            writer.foot(document.foot)

    page = Footed(format="A4")
    page.set_margins(MARGIN, MARGIN, MARGIN)
    page.set_auto_page_break(auto=True, margin=FOOT)
    page.set_lang("en-GB")
    family, can_write = _font(page, fonts)
    lost = {letter for text in document.texts() for letter in _plain(text, can_write) if not can_write(letter)}
    writer = Writer(page, family, lambda text: _written(text, can_write))
    page.set_title(_written(document.title, can_write))
    page.add_page()
    writer.document(document)
    return Pdf(bytes(page.output()), tuple(sorted(lost)))


def _font(page: FPDF, fonts: tuple[tuple[Path, Path], ...]) -> tuple[str, Callable[[str], bool]]:
    """The first pair of fonts that is on this machine, else PDF's own; and which letters it has."""
    for plain, bold in fonts:
        if plain.is_file() and bold.is_file():
            page.add_font("school", "", plain)
            page.add_font("school", "B", bold)
            return "school", _has(frozenset(getattr(page.fonts["school"], "cmap")))  # noqa: B009 - only embedded fonts
    return "helvetica", lambda letter: ord(letter) < _LATIN


def _has(letters: frozenset[int]) -> Callable[[str], bool]:
    return lambda letter: ord(letter) in letters


def _plain(text: str, can_write: Callable[[str], bool]) -> str:
    return "".join(letter if can_write(letter) else _PLAIN.get(letter, letter) for letter in text)


def _written(text: str, can_write: Callable[[str], bool]) -> str:
    return "".join(letter if can_write(letter) else UNKNOWN for letter in _plain(text, can_write))
