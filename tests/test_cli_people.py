"""`checker people`: who may work with the checker, from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from checker.store import passwords
from checker.store.register import open_register
from checker.workflow.signing_in import at_desk, sign_in
from tests.running import Ran

Checker = Callable[..., Ran]
SECRET = "three random words"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing costs nothing here."""
    monkeypatch.setattr(
        passwords.Passwords.__init__, "__defaults__", (1, 64, *passwords.Passwords.__init__.__defaults__[2:])
    )
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: SECRET)


@pytest.fixture
def administrator(checker: Checker) -> Checker:
    assert checker("people", "add-administrator", "ada", "--name", "Ada Quillfeather").code == 0
    return checker


def test_the_first_administrator_is_made_once_with_a_register_and_can_sign_in(
    administrator: Checker, home: Path
) -> None:
    assert at_desk(sign_in("ada", SECRET, None), None) is not None
    again = administrator("people", "add-administrator", "eve", "--name", "Eve")
    assert (again.code, again.err) == (
        3,
        "Could not run: There is an administrator already, who can add others: checker people add\n",
    )


def test_a_person_is_added_listed_given_roles_and_switched_off(administrator: Checker) -> None:
    added = administrator(
        "people", "add", "petra", "--name", "Petra Quillfeather", "--authorised-by", "Principal", "--role", "poster",
        "--from", "01/09/2026", "--until", "31/08/2036", "--trained", "03/09/2020", "--email", "p@quill.example",
    )  # fmt: skip
    assert added.code == 0
    starting = added.out.splitlines()[0].removeprefix("Added. The starting password: ")
    actor = at_desk(sign_in("petra", starting, None), None)
    assert actor is not None
    assert actor.must_change_password
    assert (
        administrator("people", "roles", "petra", "--give", "dsl", "--take", "poster").out
        == "Designated safeguarding lead\n"
    )
    assert administrator("people", "disable", "petra").code == 0
    assert administrator("people", "list").out.splitlines()[1] == (
        "2  petra  Petra Quillfeather: Designated safeguarding lead; disabled, authorised by Principal from 01/09/2026 "
        "until 31/08/2036; trained 03/09/2020, training is due"
    )
    assert administrator("people", "disable", "petra", "--back").code == 0
    assert administrator("people", "change", "petra", "--trained", "01/09/2026").code == 0
    assert administrator("people", "new-password", "petra").out.startswith("The starting password: ")


def test_the_machine_signs_what_the_command_line_does(administrator: Checker, home: Path) -> None:
    with open_register(str(home)) as store:
        assert {(row.account, row.role) for row in store.ledger.rows()} == {(0, "machine")}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("disable", "ada"), "This is the only administrator who can work with the checker."),
        (("roles", "ada", "--take", "administrator"), "This is the only administrator who can work with the checker."),
        (
            ("roles", "ada", "--give", "machine"),
            "Give a role: poster, business-manager, dsl, principal, administrator.",
        ),
        (("disable", "nobody"), "There is nobody with this sign-in name."),
        (("add", "ADA", "--name", "Ada", "--authorised-by", "Principal"), "There is somebody with this sign-in name"),
        (("add", "x", "--name", " ", "--authorised-by", "Principal"), "Give the sign-in name, the name and who"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(administrator: Checker, arguments: tuple[str, ...], says: str) -> None:
    ran = administrator("people", *arguments)
    assert (ran.code, ran.err.startswith(f"Could not run: {says}")) == (3, True)
