"""A page by itself, as somebody at the desk sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from checker.core.decision import Role
from checker.core.staff import Actor
from checker.web import session
from tests.staff import acting, add_people, person
from tests.store.school import enrolled, opened

SLOW = 60.0  # seconds, as the first page of a process imports everything
ROLES = Role.ADMINISTRATOR, Role.BUSINESS_MANAGER, Role.PRINCIPAL, Role.DSL, Role.POSTER
HOSTILE = "<script>window.broken = 1</script> **Elm** ![x](http://192.0.2.1/x.png) [y](javascript:z)"
"""Words that would be markup, if a page let them."""


def actor(role: Role) -> Actor:
    """The one person of the school below with this role."""
    return acting(role, account=ROLES.index(role) + 1)


def school(folder: Path, name: str = "Elm School", *, is_enrolled: bool = False) -> Path:
    """A school in this folder with one person in each role."""
    with enrolled(folder) if is_enrolled else opened(folder) as register:
        add_people(register, *(person(role.name.lower(), role) for role in ROLES))
    (folder / "school.toml").write_text(f"school = '{name}'\n" if name else "", encoding="utf-8")
    return folder


@dataclass
class Desk:
    """Opens pages as one person after the other."""

    home: Path
    patch: pytest.MonkeyPatch

    def open(self, show: Callable[[], None], role: Role) -> AppTest:
        """The page that this function shows, drawn for this role."""
        self.patch.setenv("CHECKER_HOME", str(self.home))
        self.patch.setattr(session, "at_the_desk", lambda: actor(role))
        return run(AppTest.from_function(show, default_timeout=SLOW))


def run(at: AppTest) -> AppTest:
    """Drawn, and nothing broke."""
    at.run()
    assert not at.exception
    return at


def press(at: AppTest, label: str) -> AppTest:
    """Press the button of this label."""
    next(one for one in at.button if one.label == label).click()
    return run(at)


def box(at: AppTest, label: str):
    """The box of this label, of whatever kind."""
    kinds = (at.text_input, at.text_area, at.selectbox, at.multiselect, at.number_input, at.checkbox, at.radio,
             at.date_input)  # fmt: skip
    return next(one for kind in kinds for one in kind if one.label == label)


def told(at: AppTest) -> str:
    """Our own pieces of the page."""
    return "\n".join(one.proto.body for one in at.get("html"))
