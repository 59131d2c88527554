"""How is one checked photo put on the page? The picture with its numbers, and in words what each number is."""

from __future__ import annotations

from collections import defaultdict

from checker.core.evidence import MetadataSeen
from checker.core.face_size import smallest_face
from checker.web.markup import icon, passage, picture, safe
from checker.workflow.as_text import looked_for
from checker.workflow.caution import INCIDENT_ALARM, INCIDENT_STEPS, INCIDENT_TITLE
from checker.workflow.desk_photos import FaceLine, PhotoCard, Standing
from checker.workflow.hidden_words import hidden_words

# Values longer than this are cut on the page; a maker's note can be thousands of numbers.
LONGEST_VALUE = 160
_FEW = 6
"""Faces in one picture; of more the numbers are drawn smaller, or they would cover the faces beside them."""

_STANDINGS = {
    Standing.FINE: ("clear", "check_circle", "Fine"),
    Standing.ASK: ("ask", "visibility", "To decide"),
    Standing.STOP: ("stop", "block", "Must not be shown"),
}


def preview(card: PhotoCard) -> str:
    """The picture with its numbered boxes, or why there is none."""
    if card.preview is None:
        return "<p>This photo cannot be shown, because it could not be read.</p>"
    if card.is_sensitive:
        return f'<div class="framed">{picture(card.preview, f"Photo {card.number + 1}, blurred", "preview")}</div>'
    return numbered(card.preview, card)


def incident_card() -> str:
    """What to do where a photo may show somebody without clothes, and whom to tell."""
    steps = "".join(f"<li>{step}</li>" for step in INCIDENT_STEPS)
    return (
        f'<section class="verdict stop" role="alert"><h4>{icon("report")} {INCIDENT_TITLE}</h4>'
        f"<ol>{steps}</ol><p>{INCIDENT_ALARM}</p></section>"
    )


def numbered(data: bytes, card: PhotoCard) -> str:
    """This picture with the numbers of its spots."""
    count = len(card.faces or ())
    described = f"Photo {card.number + 1} with {count} numbered {'spot' if count == 1 else 'spots'}"
    # The picture has small numbers of its own, for who prints it; these stay readable at any size.
    dots = "".join(_dot(line, card) for line in card.faces or ())
    many = " many" if count > _FEW else ""
    return f'<div class="framed{many}">{picture(data, described, "preview")}{dots}</div>'


def _dot(line: FaceLine, card: PhotoCard) -> str:
    left = 100 * line.box.left / card.width
    top = 100 * line.box.top / card.height
    css_class = _STANDINGS[line.standing][0]
    return (
        f'<span class="dot {css_class}" aria-hidden="true" style="left:{left:.2f}%;top:{top:.2f}%">{line.number}</span>'
    )


def faces(card: PhotoCard) -> str:
    """Each numbered face in words, with its own small picture."""
    if card.faces is None:
        return "<p>We could not look for faces in this photo.</p>"
    if not card.faces:
        return f"<p>No face was found. {looked(card)}</p>"
    told = "".join(_face(line, is_sensitive=card.is_sensitive) for line in card.faces)
    return f'<ul class="faces">{told}</ul><p>{looked(card)}</p>'


def looked(card: PhotoCard) -> str:
    """From which size on faces were looked for."""
    return looked_for(smallest_face(card.width, card.height))


def one_face(line: FaceLine, *, is_sensitive: bool) -> str:
    """One of the faces on its own."""
    return f'<ul class="faces">{_face(line, is_sensitive=is_sensitive)}</ul>'


def _face(line: FaceLine, *, is_sensitive: bool) -> str:
    css_class, symbol, word = _STANDINGS[line.standing]
    small = picture(line.crop, line.name, "crop") if line.crop and not is_sensitive else ""
    state = f'<span class="state {css_class}">{icon(symbol)} {word}</span>'
    return f"<li>{small}<span><strong>{line.name}</strong> {state}<br>{safe(line.says)}</span></li>"


def hidden(card: PhotoCard) -> str:
    """What kinds of details the original carried, with their values."""
    if card.hidden is None:
        return "<p>We could not read what this photo carries.</p>"
    if not card.hidden:
        return "<p>None.</p>"
    values: dict[str, list[str]] = defaultdict(list)
    for detail in card.hidden:
        cut = f"{detail.value[:LONGEST_VALUE]} …" if len(detail.value) > LONGEST_VALUE else detail.value
        values[detail.kind.value].append(cut)
    rows = "".join(
        f'<tr><th scope="row">{safe(kind[:1].upper() + kind[1:])}</th><td>{"<br>".join(map(safe, told))}</td></tr>'
        for kind, told in values.items()
    )
    sentence = safe(hidden_words(MetadataSeen(card.hidden)))
    return f'{f"<p>{sentence}</p>" if sentence else ""}<table class="plain">{rows}</table>'


def words(card: PhotoCard) -> str:
    """Its description and its file name, marked."""
    alt_text = passage(card.alt_text) if card.alt_text else "<p>Nobody has described this photo yet.</p>"
    name = passage(card.file_name) if card.file_name else "<p>None.</p>"
    return f"<h4>Description for blind readers</h4>{alt_text}<h4>File name as it was added</h4>{name}"
