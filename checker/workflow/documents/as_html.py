"""A document as a page that needs nothing else: no script, no picture, no address."""

from __future__ import annotations

from html import escape

from checker.workflow.documents.parts import Block, Boxes, Bullets, Document, Grid, Heading, Para, ToFill

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #767676;padding:.3rem .6rem;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere}.fill{border-bottom:1px solid #333;min-height:2.2rem;padding-top:.8rem}"
    ".boxes{list-style:none;padding-left:.5rem}"
    ".boxes li::before{content:'';display:inline-block;width:.8rem;height:.8rem;border:1px solid #333;"
    "margin-right:.6rem;vertical-align:-.1rem}th{background:#ececec}h2{break-after:avoid}tr{break-inside:avoid}"
    "footer{margin-top:2rem;font-size:.85rem}@media print{body{margin:0;max-width:none}}"
)


def as_html(document: Document) -> bytes:
    """The page in UTF-8, with every letter."""
    title = escape(document.title)
    body = "\n".join(map(_block, document.blocks))
    return (
        f'<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1>\n{body}\n<footer>{escape(document.foot)}</footer>"
        "</body></html>\n"
    ).encode()


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            return f"<h2>{escape(text)}</h2>"
        case Para(text):
            return f"<p>{escape(text)}</p>"
        case Bullets(items):
            return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
        case Boxes(lead, items):
            boxes = "".join(f"<li>{escape(item)}</li>" for item in items)
            return f'<p>{escape(lead)}</p><ul class="boxes">{boxes}</ul>'
        case ToFill(labels):
            return "".join(f'<div class="fill">{escape(label)}</div>' for label in labels)
        case Grid(heads, rows):
            head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in heads)
            body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
            return f"<table><tr>{head}</tr>{body}</table>"
