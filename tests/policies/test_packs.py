"""A pack is read strictly: what is not understood is refused whole."""

import re
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.checks import CHECK_IDS
from checker.core.finding import Citation, Finding, Severity, WholePost
from checker.core.policy import Clause, Duty, PolicyPack, Reference, judge
from checker.core.post import Channel, Origin
from checker.policies import FLOOR, PackError, load_pack, pack_names, parse_pack

POLICIES = Path(__file__).resolve().parents[2] / "checker" / "policies"
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
    assert set(pack_names()) == {"floor", *SCHOOLS}
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
        (
            {**TOLD, "review_due": "soon"},
            "The policy elm has a 'review_due' that is neither a month (2029-05) nor a term (2021 autumn).",
        ),
        (changed(checks=["faces.*"]), "The policy elm, clause names names a check that does not exist: faces.*."),
        (changed(checks=[7]), "The policy elm, clause names names a check that does not exist: 7."),
        (changed(checks=[[7]]), "The policy elm, clause names names a check that does not exist: [7]."),
        (
            {**TOLD, "approved_channels": ["fb"]},
            "The policy elm names a channel the checker does not know: fb.",
        ),
        (
            {**TOLD, "approved_channels": "facebook"},
            "The policy elm has a 'approved_channels' that is not a list of texts.",
        ),
        ({**TOLD, "may_name_class": "no"}, "The policy elm has a 'may_name_class' that is neither true nor false."),
        ({**TOLD, "responsible": ["Principal"]}, "The policy elm has a 'responsible' that is not a list of tables."),
        ({**TOLD, "responsible": [{"role": "Principal"}]}, "The policy elm lacks a proper 'does'."),
        (
            {**TOLD, "responsible": [{"role": "Principal", "does": "posts", "name": "A. Nother"}]},
            "The policy elm has a key that a duty does not have: name.",
        ),
        (
            {**TOLD, "cites": [{"title": "KCSIE", "section": "1", "replaced_by": "2024"}]},
            "The policy elm lacks a proper 'replaced_on'.",
        ),
        (
            {**TOLD, "cites": [{"title": "KCSIE", "section": "1", "year": True}]},
            "The policy elm lacks a proper 'year'.",
        ),
        ({**TOLD, "remarks": [""]}, "The policy elm has a 'remarks' that is not a list of texts."),
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


def test_words_about_an_origin_name_one_that_we_know() -> None:
    told = changed(manual="It shows nobody else.", origins=["parent", "photographer"])
    assert parse_pack("elm", told, IDS).clauses[0].origins == (Origin.PARENT, Origin.PHOTOGRAPHER)
    for wrong in (changed(manual="It is kind.", origins=["the pond"]), changed(origins=["parent"])):
        with pytest.raises(PackError, match="'origins'"):
            parse_pack("elm", wrong, IDS)


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


SCHOOLS = ("chestnuts", "malcolm-sargent", "tees-valley", "tibberton-st-lawrence", "tor")
ROLES = {
    "Board of Trustees", "Business Manager", "CEO", "Delegated Senior Leader", "Designated Safeguarding Lead",
    "Governing Board", "Governing body", "Head Teacher", "Head of School", "Headteacher",
    "Member of staff named in the policy", "Principal", "Trust Board",
}  # fmt: skip


@pytest.mark.parametrize("name", SCHOOLS)
def test_the_quotes_of_a_school_stand_in_its_policy(name: str, shared: Path) -> None:
    policy = (shared / "seeds" / f"{name}.txt").read_text(encoding="utf-8").replace("**", "")
    for clause in load_pack(name, CHECK_IDS).clauses:
        reached = 0
        for part in filter(None, map(str.strip, clause.quote.split("…"))):
            assert part in policy[reached:], clause.id
            reached = policy.index(part, reached) + len(part)


@pytest.mark.parametrize("name", ["chestnuts", "tibberton-st-lawrence"])
def test_numbered_sections_are_those_of_the_text(name: str, shared: Path) -> None:
    """The list of contents of Chestnuts has other numbers than its text."""
    policy = (shared / "seeds" / f"{name}.txt").read_text(encoding="utf-8").replace("**", "")
    for clause in load_pack(name, CHECK_IDS).clauses:
        if clause.section[0].isdigit():
            line = next(line for line in policy.splitlines() if re.match(rf"(?:- )?{clause.section}\.? ", line))
            assert clause.quote.split("…")[0].strip() in line, clause.id


@pytest.mark.parametrize("name", SCHOOLS)
def test_who_is_responsible_is_told_by_role_never_by_name(name: str) -> None:
    assert {duty.role for duty in load_pack(name, CHECK_IDS).responsible} <= ROLES


def test_no_pack_holds_the_name_of_anybody_in_a_policy(shared: Path) -> None:
    packs = "\n".join(file.read_text(encoding="utf-8") for file in POLICIES.glob("*.toml"))
    seeds = [file.read_text(encoding="utf-8") for file in (shared / "seeds").glob("*.txt")]
    teams = "\n".join(seed.split("team consists of:")[1][:120] for seed in seeds if "team consists of:" in seed)
    surnames = set(re.findall(r"(?:Mr|Mrs|Miss|Ms) (?:\w )?([A-Z][\w-]+)|\b[A-Z][a-z]+ ([A-Z][a-z]+)(?=[,\n])", teams))
    names = {name for pair in surnames for name in pair if name}
    assert len(names) >= 4
    assert [name for name in names if re.search(rf"\b{name}\b", packs)] == []
    assert not re.search(r"\b(?:Mr|Mrs|Miss|Ms) [A-Z]", packs)


def test_what_the_policies_leave_open_is_not_guessed() -> None:
    told = {name: load_pack(name, CHECK_IDS) for name in SCHOOLS}
    assert {name: (pack.may_name_class, pack.may_show_pupils) for name, pack in told.items()} == {
        "chestnuts": (None, None),
        "malcolm-sargent": (True, True),
        "tees-valley": (None, None),
        "tibberton-st-lawrence": (None, None),
        "tor": (None, None),
    }
    assert {name: pack.approved_channels for name, pack in told.items() if pack.approved_channels} == {
        "chestnuts": (Channel.FACEBOOK, Channel.NEWSLETTER)
    }


def test_a_family_of_checks_is_every_check_of_it() -> None:
    told = changed(checks=["politics.*", "names.pupil_full_name"])
    clauses = parse_pack("elm", told, IDS | {"politics.meaning"}).clauses
    assert clauses[0].checks == ("politics.meaning", "politics.side", "names.pupil_full_name")


def test_everything_a_pack_can_say_is_read() -> None:
    extra: dict[str, Any] = {
        "review_due": "2021 autumn",
        "responsible": [{"role": "Principal", "does": "authorises accounts"}],
        "approved_channels": ["facebook"],
        "blocked_channels": ["x"],
        "may_name_class": False,
        "may_show_pupils": True,
        "cites": [
            {"title": "KCSIE", "section": "1", "year": 2023, "replaced_by": "2024", "replaced_on": date(2024, 9, 2)}
        ],
        "remarks": ["Section 7 has no body."],
    }
    assert parse_pack("elm", {**TOLD, **extra}, IDS) == PolicyPack(
        name="elm",
        title="An invented school",
        version="1",
        source="Its policy",
        clauses=(Clause("names", "4.2", "Pupils are not named.", ("names.pupil_full_name",), Severity.BLOCK),),
        review_due="2021 autumn",
        responsible=(Duty("Principal", "authorises accounts"),),
        approved_channels=(Channel.FACEBOOK,),
        blocked_channels=(Channel.X,),
        may_name_class=False,
        may_show_pupils=True,
        cites=(Reference("KCSIE", "1", 2023, "2024", date(2024, 9, 2)),),
        remarks=("Section 7 has no body.",),
    )
