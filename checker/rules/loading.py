"""Are the rule files fit to be used? Every one is read strictly, and every rule must pass its own examples."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from checker.core.evidence import ParsedText, Span
from checker.core.finding import Severity
from checker.core.rules import Rule, RuleBook
from checker.rules.needles import needles

RULES_FOLDER = Path(__file__).parent
_FILE_KEYS = frozenset({"check", "source", "words", "rule"})
_RULE_KEYS = frozenset({"id", "severity", "says", "remedy", "any", "also", "unless", "topic", "flag", "leave"})
_WORDS = ("id", "severity", "says", "remedy")
_LISTS = ("any", "flag", "leave")
# One example proves a typing mistake absent, not a pattern right: ask for two of each, worded differently.
_EXAMPLES_AT_LEAST = 2
_FAMILY = re.compile(r"%(\w+)%")


class RuleFileError(ValueError):
    """A rule file that cannot be trusted: says which file and rule, and what to mend."""


@dataclass(frozen=True, slots=True)
class _File:
    """A rule file whose form is right, and whose rules are not read yet."""

    name: str
    check: str
    source: str
    families: dict[str, str]
    rules: list[Any]

    def read(self) -> list[Rule]:
        words = (self.check, self.source)
        return [_read_rule(self.name, place, rule, words, self.families) for place, rule in enumerate(self.rules, 1)]


def load_rules(check_ids: frozenset[str], folder: Path = RULES_FOLDER) -> RuleBook:
    """Every rule of every file in the folder, in the order of the file names. Raises: RuleFileError."""
    rules = tuple(rule for file in _files(check_ids, folder) for rule in file.read())
    _refuse_twins([rule.id for rule in rules])
    return RuleBook(rules)


def rules_when_asked(check_ids: frozenset[str], folder: Path = RULES_FOLDER) -> RuleBook:
    """The same, but a check's rules are read and proven when it first asks for them.

    Of 0.35 s for all rules a photo without writing needs a tenth. Raises, now or then: RuleFileError.
    """
    files = _files(check_ids, folder)
    _refuse_twins([str(rule.get("id")) for file in files for rule in file.rules if isinstance(rule, dict)])
    checks = dict.fromkeys(file.check for file in files)
    return RuleBook((), {check: cache(partial(_rules_of, check, files)) for check in checks})


def _rules_of(check: str, files: list[_File]) -> tuple[Rule, ...]:
    return tuple(rule for file in files if file.check == check for rule in file.read())


def _files(check_ids: frozenset[str], folder: Path) -> list[_File]:
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise RuleFileError(f"There are no rule files in the folder {folder.name}: install the checker again.")
    return [_read_file(path, check_ids) for path in paths]


def _read_file(path: Path, check_ids: frozenset[str]) -> _File:
    try:
        untrusted = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleFileError(f"{path.name} is not valid TOML: {error}.") from error
    _refuse_other_keys(path.name, untrusted, _FILE_KEYS)
    check, source = _words(path.name, untrusted, "check"), _words(path.name, untrusted, "source")
    if check not in check_ids:
        raise RuleFileError(f"{path.name}: there is no check {check!r}; write the id of a check that reads rules.")
    families = _families(path.name, untrusted.get("words", {}))
    untrusted_rules = untrusted.get("rule")
    if not isinstance(untrusted_rules, list) or not untrusted_rules:
        raise RuleFileError(f"{path.name}: write at least one [[rule]].")
    return _File(path.name, check, source, families, untrusted_rules)


def _read_rule(file: str, number: int, untrusted: Any, file_words: tuple[str, str], families: dict[str, str]) -> Rule:
    if not isinstance(untrusted, dict):
        raise RuleFileError(f"{file}, rule {number}: write it as a [[rule]] table.")
    place = f"{file}, rule {untrusted.get('id', number)!r}"
    _refuse_other_keys(place, untrusted, _RULE_KEYS)
    words = {key: _words(place, untrusted, key) for key in _WORDS}
    lists = {key: _list(place, untrusted, key) for key in _LISTS}
    lists |= {key: _list(place, untrusted, key) if key in untrusted else () for key in ("also", "unless", "topic")}
    for key in ("any", "also", "unless", "topic"):
        lists[key] = tuple(_spelt_out(place, pattern, families) for pattern in lists[key])
    for key in ("flag", "leave"):
        if len(lists[key]) < _EXAMPLES_AT_LEAST:
            raise RuleFileError(f"{place}: give at least {_EXAMPLES_AT_LEAST} examples in {key!r}.")
    rule = Rule(
        words["id"], file_words[0], _severity(place, words["severity"]), words["says"], words["remedy"], file_words[1],
        _patterns(place, lists["any"]), _patterns(place, lists["unless"]), lists["flag"], lists["leave"],
        tuple(needles(pattern) for pattern in lists["any"]), _patterns(place, lists["also"]),
        _patterns(place, lists["topic"]),
    )  # fmt: skip
    _prove(place, rule)
    return rule


def _families(file: str, untrusted: Any) -> dict[str, str]:
    """Word families by name, each as one pattern; a later family may use an earlier one."""
    if not isinstance(untrusted, dict):
        raise RuleFileError(f"{file}: write the families of words as a [words] table.")
    families: dict[str, str] = {}
    for name in untrusted:
        place = f"{file}, words {name!r}"
        families[name] = f"(?:{'|'.join(_spelt_out(place, word, families) for word in _list(place, untrusted, name))})"
    return families


def _spelt_out(place: str, pattern: str, families: dict[str, str]) -> str:
    """The pattern with every %name% replaced by that family of words."""

    def family(match: re.Match[str]) -> str:
        if match[1] not in families:
            raise RuleFileError(f"{place}: there is no family of words called {match[1]!r} in [words].")
        return families[match[1]]

    return _FAMILY.sub(family, pattern)


def _refuse_other_keys(place: str, untrusted: dict[str, Any], known: frozenset[str]) -> None:
    others = sorted(untrusted.keys() - known)
    if others:
        raise RuleFileError(f"{place}: unknown key {others[0]!r}; the keys are {', '.join(sorted(known))}.")


def _words(place: str, untrusted: dict[str, Any], key: str) -> str:
    value = untrusted.get(key)
    if not isinstance(value, str) or not value.strip():
        raise RuleFileError(f"{place}: {key!r} is missing or empty; write it as text.")
    return value


def _list(place: str, untrusted: dict[str, Any], key: str) -> tuple[str, ...]:
    value = untrusted.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
        raise RuleFileError(f"{place}: {key!r} is missing or empty; write it as a list of texts.")
    return tuple(value)


def _severity(place: str, name: str) -> Severity:
    if name not in {severity.word for severity in Severity}:
        known = ", ".join(severity.word for severity in Severity)
        raise RuleFileError(f"{place}: unknown severity {name!r}; write one of {known}.")
    return Severity.named(name)


def _patterns(place: str, untrusted: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(place, pattern) for pattern in untrusted)


def _pattern(place: str, untrusted: str) -> re.Pattern[str]:
    try:
        pattern = re.compile(untrusted, re.IGNORECASE)
    except re.error as error:
        raise RuleFileError(f"{place}: the pattern {untrusted!r} cannot be read: {error}.") from error
    if pattern.search("") is not None:
        raise RuleFileError(f"{place}: the pattern {untrusted!r} matches nothing at all; make it need a word.")
    return pattern


def _prove(place: str, rule: Rule) -> None:
    book = RuleBook((rule,))
    for example in rule.flag:
        if not any(book.hits(rule.check, _parse(example))):
            raise RuleFileError(f"{place}: does not flag its own example {example!r}; mend the pattern.")
    for example in rule.leave:
        if any(book.hits(rule.check, _parse(example))):
            raise RuleFileError(f"{place}: flags {example!r}, which it must leave; mend the pattern.")


def _parse(example: str) -> ParsedText:
    """An example as one sentence per line: a rule's proof must not hang on the language model."""
    sentences, start = [], 0
    for line in example.splitlines(keepends=True):
        sentences.append(Span(start, start + len(line)))
        start += len(line)
    return ParsedText(example, (), tuple(sentences))


def _refuse_twins(ids: list[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise RuleFileError(f"The rule id {one!r} is used twice; give each rule its own.")
        seen.add(one)
