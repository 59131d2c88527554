"""Do the words around a name say that it is a grown-up's?"""

from __future__ import annotations

import re

from checker.analysers.name_words import WordRow

_GROWN_UP_AFTER = re.compile(
    r"(?:,? who)? (?:(?:is|are|has|will be) )?(?:retir\w+|st(?:and|ood|epp?)\w* down)\b"
    r"|,? (?:from|at|of) (?:the |our )?(?:pta|ptfa|fosa|council|trust|charity|church|police|rspca|nspcc|library|co-op"
    r"|hospital|university|gallery|bank|surgery|rnli|parish|diocese|rotary|garden centre)\b"
    r"|,? (?:who is |who's )?(?:our|the|your|its) (?:new )?"
    r"(?:(?:pta|ptfa|fosa|friends|parents'?) (?:chair|treasurer|secretary|rep)|(?:parish|school) (?:clerk|nurse|cook)"
    r"|vicar|caretaker|bursar|(?:business|site|office) manager|midday (?:lady|supervisor)|lollipop|crossing patrol"
    r"|chair of|now an?)\b",
    re.IGNORECASE,
)
# A list of grown-ups is announced once and then runs on: "Your teachers for September. Nursery: ..., Reception: ...".
_STAFF_LIST = re.compile(
    r"\b(?:teachers|teaching assistants|tas|staff|governors|trustees|committee|leaders|(?:kitchen|office) team)\b"
    r"[^.:!?\n]{0,40}(?:[.:]|\bare\b)(?:(?!\bpupils?\b|\bchildren\b|\bwinners?\b|\bstars?\b)[^\n]){0,300}$",
    re.IGNORECASE,
)


def is_in_staff_list(row: WordRow, start: int) -> bool:
    """The words before announce a list of grown-ups, and no word since speaks of children."""
    return bool(_STAFF_LIST.search(row.folded[max(0, start - 340) : start]))


def grown_up_after(row: WordRow, last: int) -> bool:
    """The words after the name say that an adult was meant: "from the PTA", "is retiring"."""
    return bool(_GROWN_UP_AFTER.match(row.folded[row.words[last].end :][:80]))
