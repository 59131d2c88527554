"""A pack is read strictly: what is not understood is refused whole."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from checker.checks import CHECK_IDS
from checker.core.finding import Citation, Finding, Severity, WholePost
from checker.core.policy import judge
from checker.policies import FLOOR, PackError, load_pack, pack_names, parse_pack

IDS = frozenset({"names.pupil_full_name", "politics.side"})
TOLD: dict[str, Any] = {
    "title": "An invented school",
    "version": "1",
    "source": "Its policy",
    "clause": [
        {
            "id": "names",
            "section": "4.2",
            "quote": "Pupils are not named.",
            "checks": ["names.pupil_full_name"],
            "at_least": "block",
        }
    ],
}


def changed(**clause: Any) -> dict[str, Any]:
    told = deepcopy(TOLD)
    told["clause"][0].update(clause)
    return told


def test_every_pack_that_comes_with_the_checker_loads() -> None:
    assert set(pack_names()) >= {"floor", "malcolm-sargent"}
    assert [load_pack(name, CHECK_IDS).name for name in pack_names()] == list(pack_names())


def test_every_check_serves_a_clause_of_the_floor() -> None:
    served = {check for clause in load_pack(FLOOR, CHECK_IDS).clauses for check in clause.checks}
    assert served == CHECK_IDS


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({**TOLD, "colour": "red"}, "The policy elm has a key that the pack does not have: colour."),
        (changed(severity="block"), "The policy elm, clause names has a key that a clause does not have: severity."),
        (
            changed(checks=["names.everyone"]),
            "The policy elm, clause names names a check that does not exist: names.everyone.",
        ),
        (changed(checks=[]), "The policy elm, clause names lacks a proper 'checks'."),
        (
            changed(at_least="fatal"),
            "The policy elm, clause names has an unknown severity: fatal. Use note, review or block.",
        ),
        (changed(quote=""), "The policy elm, clause names lacks a proper 'quote'."),
        (changed(quote=7), "The policy elm, clause names lacks a proper 'quote'."),
        ({**TOLD, "clause": []}, "The policy elm lacks a proper 'clause'."),
        ({**TOLD, "clause": TOLD["clause"] * 2}, "The policy elm needs clauses with an id of their own each."),
        ({**TOLD, "clause": ["names"]}, "The policy elm has a clause that is not a table."),
        ({**TOLD, "review_due": 2029}, "The policy elm has a 'review_due' that is not text."),
    ],
)
def test_what_is_not_understood_refuses_the_whole_pack(told: dict[str, Any], says: str) -> None:
    with pytest.raises(PackError) as refusal:
        parse_pack("elm", told, IDS)
    assert str(refusal.value) == says


def test_a_clause_no_check_serves_must_say_what_a_person_confirms() -> None:
    told = changed(manual="It is kind.")
    del told["clause"][0]["checks"]
    assert parse_pack("elm", told, IDS).clauses[0].manual == "It is kind."
    del told["clause"][0]["manual"]
    with pytest.raises(PackError):
        parse_pack("elm", told, IDS)


def test_an_unknown_pack_and_a_broken_file_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="There is no policy called nowhere"):
        load_pack("nowhere", IDS)
    broken = tmp_path / "elm.toml"
    broken.write_text("title = ", encoding="utf-8")
    with pytest.raises(PackError, match="is not valid TOML"):
        load_pack(str(broken), IDS)
    with pytest.raises(PackError, match="cannot be read"):
        load_pack(str(tmp_path / "missing.toml"), IDS)


@pytest.mark.parametrize(
    ("own", "judged"),
    [(Severity.NOTE, Severity.NOTE), (Severity.REVIEW, Severity.BLOCK), (Severity.BLOCK, Severity.BLOCK)],
)
def test_a_pack_raises_a_breach_and_leaves_advice_alone(own: Severity, judged: Severity) -> None:
    pack = parse_pack("elm", TOLD, IDS)
    finding = judge(Finding("names.pupil_full_name", own, WholePost(), "A name.", "Remove it."), (pack,))
    assert (finding.severity, finding.clauses) == (judged, (Citation("elm", "names"),))


def test_a_pack_never_lowers() -> None:
    pack = parse_pack("elm", changed(at_least="note"), IDS)
    finding = Finding("names.pupil_full_name", Severity.BLOCK, WholePost(), "A name.", "Remove it.")
    assert judge(finding, (pack,)).severity is Severity.BLOCK


def test_the_quotes_of_malcolm_sargent_stand_in_its_policy(shared: Path) -> None:
    policy = (shared / "seeds" / "malcolm-sargent.txt").read_text(encoding="utf-8")
    for clause in load_pack("malcolm-sargent", CHECK_IDS).clauses:
        for part in clause.quote.split("…"):
            assert part.strip() in policy, clause.id
