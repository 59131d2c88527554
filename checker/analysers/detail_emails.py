"""Which words are an e-mail address, and is it one that may be published?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.core.context import Settings
from checker.core.evidence import DetailHit, DetailKind

# Marks around an address are not its own: "-jo@firm.org", "_jo@firm.org_".
_LOCAL = r"(?<![A-Z0-9])[A-Z0-9](?:[A-Z0-9._%+'-]{0,62}[A-Z0-9_])?"
_PROVIDERS = (
    "gmail|googlemail|hotmail|outlook|yahoo|ymail|icloud|live|aol|btinternet|sky|me|mac|msn|virginmedia|talktalk"
)
_AT, _DOT = r" ?[\[({] ?at ?[\])}] ?", r"(?:\.| ?[\[({] ?dot ?[\])}] ?| dot )"
_PLAIN = re.compile(_LOCAL + r" ?@ ?(?:[A-Z0-9-]{1,63}\.){1,6}[A-Z]{2,24}(?![A-Z0-9])", re.IGNORECASE)
# Written out so that machines do not see it: "jo [at] firm (dot) org", "jo at gmail dot com".
_SPELT = re.compile(
    rf"{_LOCAL}(?:{_AT}[A-Z0-9-]{{1,63}}| at (?:{_PROVIDERS}))(?:{_DOT}[A-Z]{{2,24}}){{1,3}}(?![A-Z0-9])", re.IGNORECASE
)
_ROLE = (
    r"(?:office|admin|head(?:\.?teacher)?|principal|enquir(?:ies|y)|info(?:rmation)?|contact(?:us)?|"
    r"reception|absence|attendance|admissions?|safeguarding|dsl|send?co?|inclusion|pastoral|finance|recruitment|"
    r"vacancies|jobs|hr|governors?|clerk|chair|pta|ptfa|fosa?|friends|clubs?|wraparound|breakfastclub|afterschool(?:club)?|"
    r"kitchen|lunch(?:es)?|catering|uniform|library|sports?|pe|music|trips?|events?|bookings?|tickets?|hello|help|"
    r"helpline|support|mail|post|website|it|dpo|data(?:protection)?|payments?|nursery|preschool|eyfs|ks[12]|"
    r"y(?:ea)?r?[1-6]|year(?:one|two|three|four|five|six)|homework|press|media|news|web(?:master)?|lettings?|hire|ict|"
    r"apps?|second-?hand|swapshop|garden(?:ing)?|community|parents|families|volunteers?|transport|"
    r"eco|hall|forestschool|holidayclub|welcome|feedback|questions|tours?|visits?)"
)
# One role, or a few run together, and what a role's mailbox is called: "apphelp", "kitchen.team".
_ROLES = re.compile(
    rf"(?:the)?(?:school)?{_ROLE}(?:[._-]?(?:{_ROLE}|team|desk|line|shop|group|manager|staff|school|queries))?\d{{0,4}}",
    re.IGNORECASE,
)
_FREE_MAIL = re.compile(rf"(?:{_PROVIDERS}|ntlworld|proton|protonmail|gmx|mail)\.[a-z.]{{2,8}}")
_SCHOOLS_DOMAIN = re.compile(
    r"primary|infants?(?:[.-]|school)|junior(?:s|school)|school\.|academy(?:trust)?\.|nurseryschool"
)
_PUBLIC_SERVICE = (".gov.uk", ".nhs.uk", ".police.uk", ".parliament.uk")


def find_emails(text: str, settings: Settings) -> Iterator[DetailHit]:
    """E-mail addresses in a folded text, at its own offsets."""
    for match in _PLAIN.finditer(text):
        yield _judge(match, settings)
    for match in _SPELT.finditer(text):
        yield _judge(match, settings)


def _judge(match: re.Match[str], settings: Settings) -> DetailHit:
    address = match.group().lower()
    if "@" not in address:
        address = re.sub(rf"{_AT}| at ", "@", address, count=1)
    address = re.sub(_DOT, ".", address).replace(" ", "")
    excuse = _excuse(address, settings)
    certain = not _is_group_mailbox(address)
    return DetailHit(DetailKind.EMAIL, match.start(), match.end(), certain, excuse)


def _excuse(address: str, settings: Settings) -> str:
    local, _, domain = address.partition("@")
    own = {entry.lower() for entry in settings.own_emails}
    if address in own or f"@{domain}" in own:
        return "it is the school's own address"
    if domain.endswith(_PUBLIC_SERVICE):
        return "it is a public service's address"
    if _ROLES.fullmatch(local) and not _FREE_MAIL.fullmatch(domain):
        return "it is an office's mailbox, not a person's"
    return ""


def _is_group_mailbox(address: str) -> bool:
    """A mailbox at a school, or a PTA's at a free provider, may be meant for everybody; a person must say."""
    local, _, domain = address.partition("@")
    if domain.endswith((".sch.uk", ".school", ".academy")):
        return True
    if not _FREE_MAIL.fullmatch(domain) and _SCHOOLS_DOMAIN.search(domain):
        return True
    return bool(_FREE_MAIL.fullmatch(domain) and re.search(r"pta|ptfa|friendsof|school|club|fair|office", local))
