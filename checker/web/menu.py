"""At which address does each page stand, with which one does somebody begin, and how much waits there?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from checker.core.decision import Role
from checker.core.staff import Actor
from checker.web import links, set_up_page, take_downs_page, waiting_page

_START = "start"
"""The page without an address of its own is whichever page this person begins with."""
TITLES = ("Set up", "Home", "Check a post", "Check an album", "Waiting", "Take-downs", "Register", "School", "Ledger",
           "People", "Policies", "Your password", "Sign in")  # fmt: skip
"""Every page that anybody's menu has."""
NOT_YOURS = "Not for your role"
_COUNTS: dict[str, Callable[[Actor], int]] = {"Waiting": waiting_page.count, "Take-downs": take_downs_page.count}


def pages_of(person: Actor | None, offered: Mapping[str, Callable[[], None]]) -> list[st.Page]:
    """The pages of the menu, then what stands at the other addresses. Raises: InputError."""
    first = _first_page(person, tuple(offered))
    made = {
        title: st.Page(
            show,
            title=_counted(title, person),
            url_path=_START if title == first else _address(title),
            default=title == first,
        )
        for title, show in offered.items()
    }
    links.keep(made, first)
    show = offered[first]
    others = elsewhere(tuple(offered), first)
    shown = dict.fromkeys(others, (show, first)) | {
        title: (not_yours, NOT_YOURS) for title in TITLES if title not in {*offered, *others}
    }
    return [
        *made.values(),
        *(st.Page(draw, title=name, url_path=_address(title), visibility="hidden")
          for title, (draw, name) in shown.items()),
    ]  # fmt: skip


def not_yours() -> None:
    """At the address of a page that this person's menu does not have."""
    st.title(NOT_YOURS, anchor=False)
    st.write("The page at this address is for another role. The menu shows the pages that are yours.")


def elsewhere(offered: tuple[str, ...], first: str) -> tuple[str, ...]:
    """At whose addresses the first page stands too: its own, and, where it is the only one, at every address.

    Whoever signs in goes on with the page that was asked for.
    """
    return TITLES if len(offered) == 1 else (first, "Sign in")


def _first_page(person: Actor | None, titles: tuple[str, ...]) -> str:
    """Whoever only posts begins with a post, everybody else with Home, a new school with its set-up."""
    if person is None:
        return titles[0]
    wanted = ["Set up"] if set_up_page.is_new() else []
    wanted += ["Check a post"] if person.roles == {Role.POSTER} else []
    return next((title for title in (*wanted, "Home") if title in titles), titles[0])


def _address(title: str) -> str:
    return title.lower().replace(" ", "-")


def name_of(title: str) -> str:
    """The name of a page, without how much waits there."""
    return title.partition(" (")[0]


def _counted(title: str, person: Actor | None) -> str:
    """The title of a page in the menu, with how much waits there."""
    count = _COUNTS[title](person) if person is not None and title in _COUNTS else 0
    return f"{title} ({count})" if count else title
