"""Is there a code in the photo that a phone can read, and what does it give away?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from checker.core.context import Context, Settings
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.post import Part, Passage, Photo, Post
from checker.core.writing import CodeKind, CodeSeen

_COVER = "Cover the code, crop it away or choose another photo."
_LOOK = "Try it with a phone. Keep it only if anybody may follow it; otherwise cover it."
_PRODUCT = re.compile(r"\d{6,14}(?: ?\d{2,5})?")  # what is printed on books and food
_LOG_IN = re.compile(r"(?i)^WIFI:|otpauth:|[?&#](?:token|key|code|pass\w*|pwd|auth|login)=")
_CARD = re.compile(r"(?i)^(?:BEGIN:VCARD|MECARD:|tel:|sms\w*:|mailto:|MATMSG:|geo:|BEGIN:VEVENT)")


@dataclass(frozen=True, slots=True)
class CodeInPhoto:
    """Whoever sees the photo can scan the code: log-ins and contact cards block, other links go to a person."""

    id: str = "writing.code"
    question: str = "Is there a code in the photo that a phone can read, and what does it give away?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """One finding for each code, product numbers excepted."""
        for code in context.evidence.writing(photo).codes:
            if code.kind is not CodeKind.BARCODE or not _PRODUCT.fullmatch(code.content):
                yield self._finding(code, number, context)

    def _finding(self, code: CodeSeen, number: int, context: Context) -> Finding:
        where, what = PhotoSpot(number, code.box), f"A {code.kind.value}"
        passage = Passage(Part.WRITING, code.content, number)
        if _LOG_IN.search(code.content):
            says = f"{what} in this photo holds a log-in or a key: whoever sees the photo can use it."
            return Finding(self.id, Severity.BLOCK, where, says, f"{_COVER} Then change the password.")
        details = [hit for hit in context.evidence.details(passage) if hit.certain and not hit.excuse]
        if _CARD.search(code.content) or details or any(hit.certain for hit in context.evidence.names(passage)):
            says = f"{what} in this photo holds somebody's name or contact details."
            return Finding(self.id, Severity.BLOCK, where, says, _COVER)
        host = _host(code.content)
        if host and _is_own(host, context.settings):
            return Finding(self.id, Severity.NOTE, where, f"{what} leads to the school's own site.", "Try it once.")
        # The address is shown only as far as its host, and only where that is no name or worse.
        is_plain = host and not context.evidence.names(Passage(Part.WRITING, host, number))
        leads = f"leads to {host}" if is_plain else "can be read with a phone"
        return Finding(self.id, Severity.REVIEW, where, f"{what} in this photo {leads}.", _LOOK)


def _host(content: str) -> str:
    """The name of the site, or nothing where it is no link."""
    try:
        parts = urlsplit(content.strip() if "://" in content else "")
    except ValueError:
        return ""
    return (parts.hostname or "").removeprefix("www.") if parts.scheme.lower() in ("http", "https") else ""


def _is_own(host: str, settings: Settings) -> bool:
    domains = {address.rpartition("@")[2].lower() for address in settings.own_emails}
    domains |= {site.lower().removeprefix("www.") for site in settings.own_websites}
    return any(host == domain or host.endswith(f".{domain}") for domain in domains if domain)
