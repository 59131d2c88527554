"""Which cameras are the school's, and when was the register last backed up? For those who keep both."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from checker.core.errors import InputError
from checker.web import session
from checker.web.deeds import do, empty_next, empty_now
from checker.web.markup import icon, plain, safe
from checker.web.telling import number_of, refuse
from checker.workflow.backups import back_up_here, last_backup
from checker.workflow.devices import add_device, devices, remove_device
from checker.workflow.wiring import read_settings

if TYPE_CHECKING:
    from checker.store.devices import Device

_SAID, _MADE = "devices_said", "backup_made"
_do = partial(do, key=_SAID)
_BOXES = ("device-make", "device-model", "device-serial", "device-approved")
OLD_BACKUP_DAYS = 7
"""A judgement: a school's list changes every week."""


def show_devices() -> None:
    """The list, and a new one with who approved it."""
    if said := st.session_state.pop(_SAID, ""):
        st.success(plain(said), icon=":material/check:")
    st.write(
        "A photo of any other camera goes to a person. With an empty list, no photo is asked which camera took it."
    )
    try:
        listed = devices(session.actor(), session.register())
        in_settings = read_settings(session.home())[0].school_devices
    except InputError as error:
        refuse(error)
        return
    st.html(table(listed, in_settings))
    if listed:
        _show_removing({one.number: one for one in listed})
    _show_adding()


def table(listed: tuple[Device, ...], in_settings: tuple[str, ...]) -> str:
    """Every device and who approved it."""
    rows = [(one.as_setting, one.approved_by) for one in listed]
    rows += [(one, "In the settings file (school.toml)") for one in in_settings]
    if not rows:
        return "<p>No device is on the list.</p>"
    body = "".join(f'<tr><th scope="row">{safe(name)}</th><td>{safe(by)}</td></tr>' for name, by in rows)
    head = '<tr><th scope="col">Camera or phone</th><th scope="col">Approved by</th></tr>'
    return f'<table class="plain">{head}{body}</table>'


def _show_removing(listed: dict[int, Device]) -> None:
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        number = st.selectbox("Take off the list", list(listed), index=None, key="device-off",
                              format_func=lambda key: listed[key].as_setting, placeholder="Sold or lost")  # fmt: skip
    with right:
        if st.button("Take it off", disabled=number is None) and number is not None:
            _do(lambda: remove_device(session.actor(), number, session.register()), "It is off the list.")


def _show_adding() -> None:
    st.header("Add a camera or phone", anchor=False)
    empty_now()
    labels = (
        "Make, as in Canon",
        "Model, as the photos say it, as in EOS 250D",
        "Serial number; without it, every one of this model counts",
        "Approved by (the title of a post)",
    )
    make, model, serial, by = (
        st.text_input(label, key=key, persist_state="session") for label, key in zip(labels, _BOXES, strict=True)
    )
    if st.button("Add it to the list", type="primary"):
        _do(lambda: _add(make, model, serial, by), "It is on the list.")


def _add(make: str, model: str, serial: str, by: str) -> None:
    add_device(session.actor(), make, model, serial, by, session.register())
    empty_next(dict.fromkeys(_BOXES, ""))


def show_backups() -> None:
    """When the last was made, and a new one with one press."""
    try:
        last = last_backup(session.actor(), session.register())
        st.html(_told(last))
        if st.button("Make a backup now", type="primary", icon=":material/save:"):
            with st.spinner("Writing the backup and reading it again"):
                st.session_state[_MADE] = back_up_here(session.actor(), session.home(), session.register())
            st.rerun()
    except InputError as error:
        refuse(error)
        return
    _show_made()


def _told(last: datetime | None) -> str:
    if last is None:
        return f'<p class="state ask">{icon("warning")} No backup was ever made.</p>'
    days = (datetime.now(UTC) - last).days
    kind, sign = ("ask", "warning") if days > OLD_BACKUP_DAYS else ("clear", "check")
    told = f"The last backup was made on {last.astimezone():%d/%m/%Y at %H:%M}, {number_of(days, 'day')} ago."
    return f'<p class="state {kind}">{icon(sign)} {told}</p>'


def _show_made() -> None:
    if _MADE not in st.session_state:
        return
    file, said = st.session_state[_MADE]
    for line in said:
        st.text(line)
    st.text("It lies in the folder “backups” of the school. Keep a copy on another machine or stick.")
    if file.exists():
        st.download_button("Download the backup", file.read_bytes(), file.name, on_click="ignore",
                           icon=":material/download:")  # fmt: skip
