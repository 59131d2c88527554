"""Break each part in turn: nothing that is broken is ever CLEAR."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from checker.checks import CHECK_IDS, CHECKS
from checker.core.context import Settings
from checker.core.decision import Role
from checker.core.errors import CannotRead, NoRegister
from checker.core.evidence import CleanCopy, MetadataSeen
from checker.core.exposure import ExposureSeen
from checker.core.faces import FaceOutcome, FaceResult, FaceSeen
from checker.core.finding import PixelBox
from checker.core.people import Consent, ConsentState, FaceTemplate, MatchingSignOff, Pupil, Purpose, RegisterSnapshot
from checker.core.policy import Clause, PolicyPack
from checker.core.post import Photo, Post
from checker.core.report import Verdict
from checker.core.resolving import Resolution, Said
from checker.core.rules import Rule, RuleBook
from checker.core.writing import WritingSeen
from checker.policies import load_pack
from checker.rules import RuleFileError, load_rules
from checker.workflow.analysers import Analysers
from checker.workflow.wiring import Gate
from tests.fakes import FakePicture, parse

BOX = PixelBox(10, 10, 110, 110)
PUPIL = Pupil(
    "S01",
    "Orla",
    "Penhallow",
    consents=(Consent(Purpose.PHOTO, ConsentState.GIVEN, in_writing=True),),
    class_name="Oak",
)
REGISTER = RegisterSnapshot(
    "v1", (PUPIL,), (FaceTemplate("S01", bytes(512)),), MatchingSignOff("DPIA-1", "A. Officer", date(2026, 9, 1))
)
COVERED, COVERED_WIDTH = b"covered", 641
COVER_IT = Resolution(BOX, Said.COVER, "A. Office", Role.POSTER, datetime(2026, 11, 20, 9, tzinfo=UTC))
POST = Post(
    "Sports day was a joy for everybody.",
    photos=(
        Photo("sports-day.jpg", b"jpeg", "Two teams at the start"),
        Photo("sports-hall.jpg", b"other jpeg", "A team in the hall", (COVER_IT,)),
    ),
)


class Sees:
    """Every analyser at once: one face, which is a pupil with consent, and nothing else."""

    def parse(self, text: str) -> Any:
        return parse(text)

    def find(self, *_: Any) -> Any:
        return ()

    find_first_names = find_others = find_children = look = find

    def open(self, data: bytes) -> FakePicture:
        return FakePicture(width=COVERED_WIDTH if data == COVERED else 640)

    def read(self, data: bytes) -> MetadataSeen:
        return MetadataSeen(())

    def clean(self, data: bytes) -> CleanCopy:
        return CleanCopy(b"clean", ".jpg")

    def measure(self, *_: Any) -> ExposureSeen:
        return ExposureSeen()

    def cover(self, *_: Any) -> CleanCopy:
        return CleanCopy(COVERED, ".jpg", covered=(BOX,))

    def match(self, picture: FakePicture, *_: Any) -> tuple[FaceResult, ...]:
        if picture.width == COVERED_WIDTH:
            return (FaceResult(BOX, 1.0, FaceOutcome.STRANGER, distance=0.8),)
        return (FaceResult(BOX, 0.9, FaceOutcome.MATCHED, "S01", ("S01",), 0.3),)


class SeesAFace(Sees):
    def find(self, picture: FakePicture) -> Any:
        return () if picture.width == COVERED_WIDTH else (FaceSeen(BOX, 0.9),)


class MeansNothing(Sees):
    def read(self, *_: Any) -> Any:
        return ()


class ReadsNothing(Sees):
    def read(self, *_: Any) -> Any:
        return WritingSeen()


def whole_analysers() -> Analysers:
    made = {part.name: Sees for part in fields(Analysers)}
    own = {"names_of": lambda register: Sees(), "faces": SeesAFace, "meaning": MeansNothing}
    own |= {"writing": ReadsNothing, "written_names_of": lambda register: Sees()}
    return Analysers(**{**made, **own})  # type: ignore[arg-type]


RULES = load_rules(CHECK_IDS)


def whole_gate() -> Gate:
    packs = (load_pack("floor", CHECK_IDS), load_pack("malcolm-sargent", CHECK_IDS))
    return Gate(packs, lambda: REGISTER, lambda: RULES, Settings(), whole_analysers())


def raises(error: BaseException) -> Callable[..., Any]:
    def broken(*_: Any) -> Any:
        raise error

    return broken


class Broken:
    """An analyser that is there and breaks whatever it is asked."""

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return raises(self._error)


ERRORS = [FileNotFoundError("a model"), RuntimeError("a bug"), MemoryError(), CannotRead("Not readable."), TypeError()]


def test_the_whole_gate_clears_this_post() -> None:
    report = whole_gate().check(POST)
    assert (report.verdict, report.unproven) == (Verdict.CLEAR, ())


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("part", [part.name for part in fields(Analysers)])
def test_an_analyser_that_cannot_be_loaded_is_never_clear(part: str, error: Exception) -> None:
    gate = replace(whole_gate(), analysers=replace(whole_analysers(), **{part: raises(error)}))
    report = gate.check(POST)
    assert report.verdict is not Verdict.CLEAR
    assert report.unproven


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("part", [part.name for part in fields(Analysers)])
def test_an_analyser_that_breaks_at_work_is_never_clear(part: str, error: Exception) -> None:
    gate = replace(whole_gate(), analysers=replace(whole_analysers(), **{part: lambda *_: Broken(error)}))
    report = gate.check(POST)
    assert report.verdict is not Verdict.CLEAR
    assert report.unproven


@dataclass(frozen=True)
class BrokenCheck:
    """Stands in the place of a check and breaks, before or after its first finding."""

    id: str
    question: str = "?"

    def find(self, *_: Any) -> Iterator[Any]:
        raise RuntimeError

    def look(self, *_: Any) -> Iterator[Any]:
        raise RuntimeError


class BrokenPostCheck(BrokenCheck):
    look = property()  # type: ignore[assignment]


@pytest.mark.parametrize("number", range(len(CHECKS)), ids=[check.id for check in CHECKS])
def test_a_check_that_breaks_is_never_clear(number: int) -> None:
    check = CHECKS[number]
    kind = BrokenCheck if hasattr(check, "look") else BrokenPostCheck
    checks = (*CHECKS[:number], kind(check.id), *CHECKS[number + 1 :])
    report = replace(whole_gate(), checks=checks).check(POST)
    assert report.verdict is Verdict.REVIEW
    assert report.unproven == (check.id,)


def test_a_rule_book_without_the_rules_of_a_check_is_never_clear() -> None:
    report = replace(whole_gate(), read_rules=lambda: RuleBook(())).check(POST)
    assert report.verdict is Verdict.REVIEW
    assert "politics.side" in report.unproven


def test_rules_that_cannot_be_read_when_a_check_asks_are_never_clear() -> None:
    def torn() -> tuple[Rule, ...]:
        raise RuleFileError("politics.toml: mend the pattern.")

    late = RuleBook(tuple(rule for rule in RULES.rules if rule.check != "politics.side"), {"politics.side": torn})
    report = replace(whole_gate(), read_rules=lambda: late).check(POST)
    assert (report.verdict, report.unproven) == (Verdict.REVIEW, ("politics.side",))


def test_without_checks_nothing_is_clear() -> None:
    assert replace(whole_gate(), checks=()).check(POST).verdict is Verdict.REVIEW


@pytest.mark.parametrize(
    "error", [NoRegister("There is no register."), OSError(5, "I/O error"), RuntimeError(), KeyError()]
)
def test_a_register_that_breaks_is_never_clear(error: Exception) -> None:
    report = replace(whole_gate(), read_register=raises(error)).check(POST)
    assert report.verdict is not Verdict.CLEAR
    assert "names.pupil_full_name" in report.unproven


def test_a_pack_that_breaks_is_never_clear_once_it_has_to_judge() -> None:
    class BrokenPack(PolicyPack):
        @property
        def clauses(self) -> tuple[Clause, ...]:  # type: ignore[override]
            raise RuntimeError

    pack = object.__new__(BrokenPack)
    object.__setattr__(pack, "name", "elm")
    object.__setattr__(pack, "version", "1")
    assert replace(whole_gate(), packs=(pack,)).check(POST).verdict is Verdict.REVIEW


@pytest.mark.parametrize("without", ["matching", "templates"])
def test_a_face_that_nobody_compared_is_never_clear(without: str) -> None:
    register = replace(REGISTER, **{without: None if without == "matching" else ()})
    report = replace(whole_gate(), read_register=lambda: register).check(POST)
    assert report.verdict is Verdict.REVIEW


@pytest.mark.parametrize("state", [state for state in ConsentState if state is not ConsentState.GIVEN])
def test_any_answer_but_given_blocks_a_matched_face(state: ConsentState) -> None:
    register = replace(REGISTER, pupils=(replace(PUPIL, consents=(Consent(Purpose.PHOTO, state),)),))
    assert replace(whole_gate(), read_register=lambda: register).check(POST).verdict is Verdict.BLOCK


def test_a_protected_pupil_blocks_whatever_the_consents_say() -> None:
    register = replace(REGISTER, pupils=(replace(PUPIL, never_publish=True),))
    assert replace(whole_gate(), read_register=lambda: register).check(POST).verdict is Verdict.BLOCK


def test_a_pupil_who_left_the_register_between_two_looks_is_never_clear() -> None:
    register = replace(REGISTER, pupils=())
    assert replace(whole_gate(), read_register=lambda: register).check(POST).verdict is not Verdict.CLEAR
