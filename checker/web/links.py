"""How does one page lead to another? By the name that it has in this person's menu."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

_PAGES, _FIRST = "pages_of_the_menu", "first_page"


def keep(pages: Mapping[str, st.Page], first: str) -> None:
    """Remember what this person's menu offers, by the name of each page, and with which one this person begins."""
    st.session_state[_PAGES], st.session_state[_FIRST] = dict(pages), first


def leads_to(name: str, says: str) -> None:
    """Our own words as a link to a page; where the menu does not offer it, the words alone."""
    page = st.session_state.get(_PAGES, {}).get(name)
    if page is None:
        st.text(says)
    else:
        st.page_link(page, label=says, icon=":material/arrow_forward:", icon_position="right")


def go_to(name: str) -> None:
    """Leave for a page of this person's menu; stay where it has none of this name."""
    page = st.session_state.get(_PAGES, {}).get(name)
    if page is not None:
        st.switch_page(page)


def stay_on(name: str) -> None:
    """To this page; where the menu has none of this name, to the one with which this person begins."""
    go_to(name if name in st.session_state.get(_PAGES, {}) else st.session_state[_FIRST])


def main_way(name: str, says: str, symbol: str) -> None:
    """The one main button of a page that leads elsewhere; nothing where the menu does not offer it."""
    if name in st.session_state.get(_PAGES, {}) and st.button(says, type="primary", icon=f":material/{symbol}:"):
        go_to(name)


def go_home() -> None:
    """To Home, or to the first page where the menu has none."""
    pages = st.session_state.get(_PAGES, {})
    page = pages.get("Home") or next(iter(pages.values()), None)
    if page is not None:
        st.switch_page(page)
