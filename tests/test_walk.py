"""The documented walk through the register holds word for word, on the encrypted file and on PostgreSQL."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from checker.analysers.sample_album import reference_portrait
from tests.running import Ran
from tests.store.postgres import close_servers, server

ROOT = Path(__file__).resolve().parent.parent
WALK = ROOT / "docs" / "walk-register.md"
LEFT_OUT = "..."


@dataclass(frozen=True)
class Step:
    """One command of the walk, what it prints, and the code it ends with."""

    command: str
    prints: tuple[str, ...]
    code: int


def steps() -> Iterator[Step]:
    for block in re.findall(r"```\n(.*?)```", WALK.read_text(encoding="utf-8"), re.DOTALL):
        for part in block.removeprefix("$ checker ").split("\n$ checker "):
            command, *lines = part.strip("\n").splitlines()
            ends = re.fullmatch(r"\[ends with (\d)\]", lines[-1]) if lines else None
            yield Step(command, tuple(lines[:-1] if ends else lines), int(ends[1]) if ends else 0)


def plain(line: str) -> str:
    """What differs from day to day, as the walk writes it."""
    line = re.sub(r"\d{4}-\d{2}-\d{2}|\d{2}/\d{2}/\d{4}", "DAY", line)
    return re.sub(r"\b\d{2}:\d{2}\b", "TIME", re.sub(r"\b[0-9a-f]{12}\b", "DIGEST", line))


def fits(printed: list[str], prints: tuple[str, ...]) -> bool:
    pattern = "".join(r"(?:.*\n)*" if line == LEFT_OUT else f"{re.escape(line)}\n" for line in prints)
    return re.fullmatch(pattern, "".join(f"{plain(line)}\n" for line in printed)) is not None


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.database)])
def address(request: pytest.FixtureRequest, home: Path) -> Iterator[tuple[str, ...]]:
    """What is added to each command; an empty school in a folder with the files that the walk speaks of."""
    place = home.parent
    shutil.copytree(ROOT / "consent_data" / "sample", place / "consent_data" / "sample")
    (place / "reference-photos" / "Q058").mkdir(parents=True)
    portrait = place / "reference-photos" / "Q058" / "portrait.png"
    portrait.write_bytes(reference_portrait())
    shutil.copy(portrait, place / "sportsday.png")
    if request.param == "file":
        yield ()
        return
    with server() as running:
        running.run("template1", "CREATE DATABASE trust TEMPLATE template0")
        yield ("--register", f"{running.url('trust')}&school=elmwood")
        close_servers()


def test_the_walk_holds(checker: Callable[..., Ran], address: tuple[str, ...], home: Path) -> None:
    wrong = []
    for step in steps():
        ran = checker(*shlex.split(step.command), *address)
        if ran.code != step.code or not fits(ran.out.splitlines(), step.prints):
            wrong.append((step.command, step.code, ran.code, ran.out, ran.err))
    assert wrong == [], wrong
    certificate = (home.parent / "erased.txt").read_text()
    assert not re.search(r"Robin|Ashdowne|Q058", certificate)
    assert not re.search(r"Robin|Ashdowne|Q058", checker("ledger", "show", *address).out)


def test_the_walk_has_every_step_of_a_pupils_record() -> None:
    done = {" ".join(step.command.split()[:2]) for step in steps()}
    wanted = ("import", "enrol", "withdraw", "export", "erase", "show", "matching")
    assert {*(f"register {word}" for word in wanted), "takedowns list", "ledger verify"} <= done
