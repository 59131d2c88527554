"""How are settings typed and saved, so that nothing typed is lost and nobody's answer is overwritten?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from checker.core.errors import InputError
from checker.core.settings import SchoolSettings
from checker.web import session
from checker.web.markup import plain
from checker.web.telling import refuse
from checker.workflow.school_settings import ChangedMeanwhile, save_settings
from checker.workflow.settings_file import read_school

_SEEDS, _SEEN, _SAVED = "settings_seeds", "settings_seen", "settings_saved"


class Form:
    """The boxes of one section. Untouched, they show the settings as they are now; once typed in, what was typed."""

    def __init__(self, name: str) -> None:
        """Raises: InputError."""
        self.name = name
        now = read_school(session.home())
        if not self._is_touched():
            self._seeds.clear()
            st.session_state[f"{_SEEN}-{name}"] = now
        self.seen: SchoolSettings = st.session_state[f"{_SEEN}-{name}"]
        self.is_outdated = now != self.seen

    @property
    def _seeds(self) -> dict[str, Any]:
        seeds: dict[str, Any] = st.session_state.setdefault(f"{_SEEDS}-{self.name}", {})
        return seeds

    def _is_touched(self) -> bool:
        return any(st.session_state.get(key, was) != was for key, was in self._seeds.items())

    def _key(self, field: str, value: Any) -> str:
        key = f"settings-{self.name}-{field}"
        if key not in self._seeds:
            self._seeds[key] = st.session_state[key] = value
        st.session_state.setdefault(key, value)
        return key

    def line(self, field: str, label: str, value: str, about: str = "") -> str:
        """A box for one line."""
        return st.text_input(label, key=self._key(field, value), help=about or None, persist_state="session") or ""

    def lines(self, field: str, label: str, value: Iterable[str], about: str) -> str:
        """A box with one entry in each line."""
        key = self._key(field, "\n".join(value))
        return st.text_area(label, key=key, help=about, height=110, persist_state="session") or ""

    def one_of(self, field: str, label: str, value: str, titles: Mapping[str, str], about: str = "") -> str:
        """One choice from a list."""
        return st.selectbox(label, list(titles), key=self._key(field, value), format_func=titles.__getitem__,
                            help=about or None, persist_state="session")  # fmt: skip

    def some_of(self, field: str, label: str, value: Iterable[str], titles: Mapping[str, str], about: str) -> list[str]:
        """Several choices from a list."""
        return st.multiselect(label, list(titles), key=self._key(field, list(value)), format_func=titles.__getitem__,
                              help=about, persist_state="session", select_all=False)  # fmt: skip

    def number(self, field: str, label: str, value: int, limits: tuple[int, int], about: str) -> int:
        """A whole number within its limits."""
        least, most = limits
        return int(st.number_input(f"{label} ({least} to {most})", least, most, key=self._key(field, value), step=1,
                                   help=about, persist_state="session"))  # fmt: skip

    def switch(self, field: str, label: str, value: bool, about: str) -> bool:
        """Yes or no."""
        return st.checkbox(plain(label), key=self._key(field, value), help=about, persist_state="session")

    def forget(self) -> None:
        """Show the settings as they are now, instead of what was typed."""
        self._seeds.clear()

    def save(self, wanted: Callable[[], SchoolSettings]) -> bool:
        """Save what was typed; whether that went well. Otherwise it says why, and what was typed stays."""
        where = session.home(), session.register()
        try:
            save_settings(session.actor(), self.seen, wanted(), *where)
        except InputError as error:
            refuse(error)
            if isinstance(error, ChangedMeanwhile):
                st.button("Show the settings as they are now", on_click=self.forget, key=f"forget-{self.name}")
            return False
        self.forget()
        return True


Draw = Callable[[Form], Callable[[], SchoolSettings]]
"""Draws the boxes of a section, and says how what is in them becomes settings (which may raise InputError)."""


def show_section(name: str, draw: Draw) -> None:
    """A section of the School page, with its one button."""
    if st.session_state.pop(_SAVED, "") == name:
        st.success("Saved.", icon=":material/check:")
    try:
        form = Form(name)
    except InputError as error:
        refuse(error)
        return
    wanted = draw(form)
    if st.button("Save", type="primary", key=f"save-{name}") and form.save(wanted):
        st.session_state[_SAVED] = name
        st.rerun()
