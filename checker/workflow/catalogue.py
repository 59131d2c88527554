"""Which checks are there, what does each rest on, and how well does each do? Writes the text of docs/checks.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.checks import CHECK_IDS, CHECKS
from checker.core.finding import Severity
from checker.core.policy import PolicyPack
from checker.core.rules import Rule, RuleBook
from checker.policies import load_pack, pack_names
from checker.rules import load_rules
from checker.workflow.check_sources import CheckSource, read_source
from checker.workflow.pipeline import AnyCheck

Measured = dict[str, Any]
"""What benchmarks/catch.py wrote: {"sets": [...]}; see there."""

RESTS_ON = {
    "register": "the register",
    "pupil": "the pupil's consents in the register",
    "parsed": "the text's words and sentences",
    "names": "the names index: full names of the register's pupils, in every form an office writes them",
    "first_names": "the names index: first names of the register's pupils",
    "other_names": "the list of first names, titles, the words around (name_signs.toml), our language model",
    "children": "the names index, and words that tell one child apart",
    "details": "shapes: the form of each kind of number, date and address, with its check digits where it has them",
    "profanity": "better-profanity's words, our UK words and our list of innocent ones",
    "meaning": "the sentence model and its trained heads (models/meaning)",
    "picture": "the decoded picture",
    "metadata": "everything hidden in the picture file",
    "clean_copy": "a copy without hidden details, proven by reading it again",
    "faces": "the face detector and, where it is switched on, the comparison with enrolled pupils",
    "attire": "the detector of undress, weighed with skin, water, faces and people",
    "exposure": "the largest face: its height, whether it looks at the camera, how sharp it is",
    "writing": "what is read in the picture: lines of print (RapidOCR's PP-OCRv4 models) and codes (zxing-cpp)",
    "written_names": "an index of the register's full names with the letters a machine mixes up",
    "rules": "word rules, below",
    "packs": "what the school's policy says",
    "settings": "what the school told about itself (school.toml)",
    "today": "today's date",
}
"""What each method of `core.context.Evidence`, and each field of `Context`, means to a reader."""

_HEAD = """\
# The checks

Made by `uv run python docs/make_checks.py` from the checks, rules and policies themselves, and from the figures in
`measured-checks.json` (made by `benchmarks/catch.py`). Do not edit it by hand.

A check that cannot finish makes the post a REVIEW, whatever it would have found. A policy may raise a severity, never
lower it. A check's **catch** counts the posts it flagged (REVIEW or BLOCK) among those labelled with its kind of
breach. Most kinds are shared by several checks, so a low figure for one is no fault: what the gate as a whole catches
is in the first table. **False alarms** are clear posts that the check flagged.
"""

_NOT_SEEN = """\
## What no check sees in a picture

A person must look for these. No model that comes with the checker sees them, and none was left out by oversight:

- **Injuries and medical care:** wounds, dressings, casts, devices, medicine. Only words for them are read
  (`exposure.scene`), in the post, the description and the picture.
- **Weapons, toy or not:** only words.
- **Alcohol, smoking, betting:** only words, and makers' names where they can be read in the picture.
- **Crests, logos and uniforms,** of this school or another, and sponsors: only names that can be read.
- **What a sign of undress is:** the detector was made for adults. It takes fish, bare arms, costumes for undress, and
  misses swimwear without a person in it, suits of one piece from behind, and people smaller than about a twentieth of
  the picture who show no face. Silence of `attire.context` is no proof of suitable dress.
- **Places that can be known by sight:** a street, a house, a landmark without a sign on it.
- **Who somebody is from behind,** by hair, clothes, a wheelchair or a bag.
- **Mood and mockery:** distress, a gesture, an unkind moment.
- **Whether everybody wanted to be photographed.**
"""


def catalogue(measured: Measured) -> str:
    """The whole document, about the checks, rules and packs that come with the checker."""
    rules = load_rules(CHECK_IDS)
    packs = tuple(load_pack(name, CHECK_IDS) for name in pack_names())
    lines = [_HEAD, *_measured_lines(measured), *_table(measured, rules), _NOT_SEEN]
    for check in CHECKS:
        lines += _check_lines(check, rules, packs, measured)
    for pack in packs:
        lines += _pack_lines(pack)
    return "\n".join(lines) + "\n"


def severities(check: AnyCheck, source: CheckSource, rules: RuleBook) -> tuple[Severity, ...]:
    """What this check can give: its own severities and its rules', the worst first."""
    told = source.severities | {rule.severity for rule in _rules_of(check, rules)}
    return tuple(sorted(told, reverse=True))


# --- the figures ---------------------------------------------------------------------------------------------------
def _measured_lines(measured: Measured) -> Iterator[str]:
    yield "## What the gate catches\n"
    for of_set in measured["sets"]:
        size = f"{of_set['posts']} posts, {of_set['clear']} of them clear"
        yield f"`{of_set['name']}` ({size}; policy {of_set['pack']}): {of_set['about']}.\n"
        yield "| label | posts | flagged | by a check of its kind |\n|---|---|---|---|"
        for label, row in of_set["labels"].items():
            yield f"| {label} | {row['posts']} | {_share(row['flagged'], row['posts'])} | " + (
                f"{_share(row['by_kind'], row['posts'])} |"
            )
        yield ""
        for expected, row in of_set["expected"].items():
            flagged, blocked = _share(row["flagged"], row["posts"]), _share(row["blocked"], row["posts"])
            yield f"- Of {row['posts']} posts expected {expected}, {flagged} were flagged and {blocked} blocked."
        yield ""


def _table(measured: Measured, rules: RuleBook) -> Iterator[str]:
    names = [of_set["name"] for of_set in measured["sets"]]
    yield "## All checks\n"
    yield "| check | gives | " + " | ".join(f"catch, {name} | false alarms" for name in names) + " |"
    yield "|---|---|" + "---|---|" * len(names)
    for check in CHECKS:
        given = _words(severities(check, read_source(check), rules))
        figures = [cell for of_set in measured["sets"] for cell in _figures(check.id, of_set)]
        yield f"| [{check.id}](#{_anchor(check.id)}) | {' | '.join((given, *figures))} |"
    yield ""


def _figures(check_id: str, of_set: Measured) -> tuple[str, str]:
    row = of_set["checks"].get(check_id)
    if row is None:
        return "not measured", "not measured"
    caught = _share(row["caught"], row["of_kind"]) if row["kind"] else "no such label"
    return caught, _share(row["alarms"], of_set["clear"])


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part} of {whole})" if whole else "none"


# --- one check -----------------------------------------------------------------------------------------------------
def _check_lines(check: AnyCheck, rules: RuleBook, packs: tuple[PolicyPack, ...], measured: Measured) -> Iterator[str]:
    source = read_source(check)
    yield f"## {check.id}\n"
    yield f"{check.question}\n"
    yield f"- **Gives:** {_words(severities(check, source, rules))}."
    yield from (f"- **Rests on:** {ground}." for ground in _grounds(check, source))
    for of_set in measured["sets"]:
        caught, alarms = _figures(check.id, of_set)
        kind = of_set["checks"].get(check.id, {}).get("kind")
        of_kind = f" of posts labelled {kind}" if kind else ""
        yield f"- **Measured on `{of_set['name']}`:** catch {caught}{of_kind}; false alarms {alarms}."
    yield from _clause_lines(check, packs)
    yield from _rule_lines(_rules_of(check, rules))
    yield ""


def _grounds(check: AnyCheck, source: CheckSource) -> Iterator[str]:
    criterion = getattr(check, "criterion", None)
    for asked in (*sorted(source.asks), *sorted(source.reads)):
        yield RESTS_ON[asked] + (f", criterion “{criterion}”" if asked == "meaning" and criterion else "")
    if source.has_patterns:
        yield f"patterns in `{source.file}`"
    if not source.asks and not source.reads and not source.has_patterns:
        yield f"the draft itself (`{source.file}`)"


def _clause_lines(check: AnyCheck, packs: tuple[PolicyPack, ...]) -> Iterator[str]:
    for pack in packs:
        served = [clause for clause in pack.clauses if check.id in clause.checks]
        if served:
            told = "; ".join(
                f"[{clause.id}](#{_anchor(pack.name)}) ({clause.section})"
                + (f", at least {clause.at_least.word}" if clause.at_least else "")
                for clause in served
            )
            yield f"- **Clauses of {pack.name}:** {told}."
        else:
            yield f"- **Clauses of {pack.name}:** none of its own."


def _rule_lines(rules: tuple[Rule, ...]) -> Iterator[str]:
    for source in dict.fromkeys(rule.source for rule in rules):
        yield f"\nRules from: {source}\n"
        for rule in rules:
            if rule.source == source:
                yield f"- `{rule.id}` ({rule.severity.word}): {rule.says} For example: “{_one_line(rule.flag[0])}”"


def _rules_of(check: AnyCheck, rules: RuleBook) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules.rules if rule.check == check.id)


# --- one policy ----------------------------------------------------------------------------------------------------
def _pack_lines(pack: PolicyPack) -> Iterator[str]:
    due = f", review due {pack.review_due}" if pack.review_due else ""
    yield f"## {pack.name}\n"
    yield f"{pack.title} (version {pack.version}{due}). Source: {pack.source}.\n"
    for clause in pack.clauses:
        severity = f" A breach is at least {clause.at_least.word}." if clause.at_least else ""
        served = f" Checked by {', '.join(clause.checks)}." if clause.checks else ""
        person = f" A person confirms: {clause.manual}" if clause.manual else ""
        yield f"- **{clause.id}** ({clause.section}): “{_one_line(clause.quote)}”{served}{severity}{person}"
    yield ""


def _words(given: tuple[Severity, ...]) -> str:
    return ", ".join(severity.word for severity in given) or "nothing of its own: it only has to finish"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _anchor(heading: str) -> str:
    """The link target that Markdown readers make of a heading: dots go, letters are small."""
    return "".join(letter for letter in heading.lower() if letter.isalnum() or letter in "-_")
