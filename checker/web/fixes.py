"""How does a suggested wording get into the draft with one button at its finding?"""

from __future__ import annotations

import streamlit as st

from checker.web import draft, findings
from checker.workflow.desk import Item
from checker.workflow.drafting import apart


def show_to_settle(items: tuple[Item, ...], *, may_fix: bool) -> None:
    """The findings, each with its button where there is a wording for it; only for the draft as it stands now."""
    label = "What to settle, most serious first"
    if not may_fix:
        st.html(findings.listed(items, label))
        return
    together = apart(item.fix for item in items if item.fix)
    if len(together) > 1:
        st.button(f"Use all {len(together)} wordings", key="fix-all", icon=":material/done_all:",
                  on_click=draft.use_wordings, args=(together,))  # fmt: skip
    waiting: list[Item] = []
    for item in items:
        waiting.append(item)
        if item.fix is not None:
            st.html(findings.listed(waiting, f"{label}, from {waiting[0].number}"))
            st.button(f"Use this wording ({item.number})", key=f"fix-{item.number}", icon=":material/edit:",
                      on_click=draft.use_wordings, args=((item.fix,),))  # fmt: skip
            waiting = []
    if waiting:
        st.html(findings.listed(waiting, f"{label}, from {waiting[0].number}"))
