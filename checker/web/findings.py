"""How are a verdict and its findings put on the page? Word, icon and colour together; most serious first."""

from __future__ import annotations

from collections.abc import Iterable

from checker.core.finding import Finding, PhotoSpot, Severity, TextSpan
from checker.core.post import Part
from checker.core.report import Verdict
from checker.web.markup import CLASSES, ICONS, change, icon, safe
from checker.workflow.desk import Item, Quote, ReviewSheet

VERDICTS = {
    Verdict.CLEAR: ("clear", "check_circle", "Clear"),
    Verdict.REVIEW: ("ask", "visibility", "A person must look"),
    Verdict.BLOCK: ("stop", "block", "Blocked"),
}
_SEVERITIES = {Severity.BLOCK: "Must change", Severity.REVIEW: "To decide", Severity.NOTE: "Good to know"}


def verdict(sheet: ReviewSheet) -> str:
    """The verdict, announced by screen readers as soon as it stands there."""
    css_class, symbol, word = VERDICTS[sheet.verdict]
    questions = "".join(f"<li>{safe(question)}</li>" for question in sheet.unproven)
    unproven = f"<p>We could not check:</p><ul>{questions}</ul>" if questions else ""
    return (
        f'<section id="verdict" class="verdict {css_class}" role="status"><h2>{icon(symbol)} {word}</h2>'
        f"<p>{safe(sheet.summary)}</p>{unproven}</section>"
    )


def in_short(sheet: ReviewSheet) -> str:
    """The verdict in a line, as the way to it: the button may be far below."""
    css_class, symbol, word = VERDICTS[sheet.verdict]
    return f'<p class="short"><a class="state {css_class}" href="#verdict">{icon(symbol)} {word}</a></p>'


def legend() -> str:
    """What the three verdicts mean, for somebody who has not checked anything yet."""
    meanings = {
        Verdict.CLEAR: "Every check finished and nothing stands in the way.",
        Verdict.REVIEW: "There is something to decide, or something could not be checked.",
        Verdict.BLOCK: "Something must change before this goes up.",
    }
    rows = "".join(
        f'<li><span class="tag {VERDICTS[one][0]}">{icon(VERDICTS[one][1])} {VERDICTS[one][2]}</span> {words}</li>'
        for one, words in meanings.items()
    )
    return f'<p>The answer is one of three. A person always decides.</p><ul class="faces">{rows}</ul>'


def stale() -> str:
    """In place of the verdict once the draft is no longer what was checked."""
    return (
        f'<section class="verdict stale" role="status"><h2>{icon("edit_note")} Changed since the check</h2>'
        "<p>The findings below are about the draft as it was. Check again for a verdict.</p></section>"
    )


def listed(items: Iterable[Item], label: str) -> str:
    """The findings as a list that a screen reader can walk; each is the place that its number links to."""
    return f'<ol class="findings" aria-label="{safe(label)}">{"".join(map(_listed, items))}</ol>'


def _listed(item: Item) -> str:
    finding = item.finding
    instead = change(item.fix) if item.fix else _instead(finding)
    severity = finding.severity
    tag = f'<span class="tag {CLASSES[severity]}">{icon(ICONS[severity])} {_SEVERITIES[severity]}</span>'
    return (
        f'<li id="finding-{item.number}" class="{CLASSES[severity]}"><h3>{item.number}. {safe(finding.says)}</h3>'
        f'<p>{tag} <a class="place" href="{_target(item)}">{safe(item.place)}</a></p>'
        f"<p><strong>What to do:</strong> {safe(finding.remedy)}</p>{instead}{_quotes(item.quotes)}</li>"
    )


def _instead(finding: Finding) -> str:
    words = safe(finding.suggestion or "")
    return f'<p><strong>Write instead:</strong> <span class="instead">{words}</span></p>' if words else ""


def _quotes(quotes: tuple[Quote, ...]) -> str:
    """The school's own clause at once; the others when they are asked for."""
    if len(quotes) < 2:
        return "".join(map(_quote, quotes))
    count = len(quotes) - 1
    others = "".join(map(_quote, quotes[1:]))
    more = f"{count} more {'clause' if count == 1 else 'clauses'}"
    return f'{_quote(quotes[0])}<details class="clauses"><summary>{more}</summary>{others}</details>'


def _quote(quote: Quote) -> str:
    section = f'<span class="place">{safe(quote.section)}</span>'
    return f'<blockquote class="clause">“{safe(quote.words)}”<br>{section}</blockquote>'


def _target(item: Item) -> str:
    """Where a finding's place leads: its mark in the words, its photo, or the draft."""
    return _photo_or_mark(item.finding, item.number) or "#the-draft"


def _photo_or_mark(finding: Finding, number: int) -> str:
    match finding.where:
        case TextSpan(part=Part.TEXT):
            return f"#mark-{number}"
        case TextSpan(photo=int(photo)) | PhotoSpot(photo):
            return f"#photo-{photo + 1}"
        case _:
            return ""
