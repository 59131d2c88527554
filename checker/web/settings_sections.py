"""What does the checker ask a school about itself? The boxes of each section, for the set-up and for later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import streamlit as st

from checker.core.post import Channel
from checker.core.retention import PERIOD_LIMITS, Kept, Retention
from checker.core.settings import TIME_LIMITS, DeskTimes, SchoolSettings
from checker.policies import FLOOR
from checker.web import session
from checker.web.settings_form import Draw, Form
from checker.workflow import settings_entry as entry
from checker.workflow.desk import CHANNELS
from checker.workflow.desk_lists import pack_titles

Wanted = Callable[[], SchoolSettings]
_POLICY = "Every post is checked against the floor that all schools get, and against this policy. It only ever adds."


def _about(form: Form, read: Callable[[], dict[str, Any]]) -> Wanted:
    return lambda: replace(form.seen, about=replace(form.seen.about, **read()))


def school(form: Form) -> Wanted:
    """Name and policy."""
    name = form.line("school", "Name of the school", form.seen.about.school)
    pack = form.one_of("pack", "Policy", form.seen.pack or FLOOR, pack_titles(session.home()), _POLICY)
    chosen = "" if pack == FLOOR else pack
    return lambda: replace(_about(form, lambda: {"school": entry.school_name(name)})(), pack=chosen)


def contacts(form: Form) -> Wanted:
    """The school's own details, which may stand in a post."""
    st.write(
        "These may stand in a post. Every other phone number, address or postcode is pointed out. One on each line."
    )
    own = form.seen.about
    phones = form.lines("phones", "Phone numbers of the school", own.own_phones, "As in 01632 960123.")
    emails = form.lines("emails", "E-mail addresses of the school", own.own_emails,
                        "As in office@elm.example, or @elm.example for every address there.")  # fmt: skip
    postcodes = form.lines("postcodes", "Postcodes of the school", own.own_postcodes, "As in ZZ99 3CZ.")
    websites = form.lines("websites", "Websites of the school", own.own_websites,
                          "As in www.elm.example. A code in a photo may lead there.")  # fmt: skip
    return _about(form, lambda: {"own_phones": entry.phones(phones), "own_emails": entry.emails(emails),
                                 "own_postcodes": entry.postcodes(postcodes),
                                 "own_websites": entry.websites(websites)})  # fmt: skip


def channels(form: Form) -> Wanted:
    """Where the school posts, and the accounts that a post may point to."""
    titles = {one.value: CHANNELS[one] for one in Channel if one is not Channel.OTHER}
    says = "A post for another social channel goes to a person. Nothing chosen: nothing is asked."
    own = [one.value for one in form.seen.about.channels]
    used = form.some_of("channels", "The school posts on", own, titles, says)
    handles = form.lines("handles", "Accounts that a post may point to", form.seen.about.approved_handles,
                         "One on each line, as in @elmschool.")  # fmt: skip
    return _about(form, lambda: {"channels": tuple(map(Channel, used)), "approved_handles": entry.handles(handles)})


def names(form: Form) -> Wanted:
    """Adults who are named freely."""
    st.write("Full names of adults that may stand in a post. They never excuse a pupil who has the same name.")
    says = "One on each line, first name and surname."
    staff = form.lines("staff", "Staff", form.seen.about.staff, says)
    governors = form.lines("governors", "Governors", form.seen.about.governors, says)
    return _about(form, lambda: {"staff": entry.full_names(staff), "governors": entry.full_names(governors)})


def times(form: Form) -> Wanted:
    """How long approvals, sessions and records last."""
    seen = form.seen
    hours = form.number("hours", "Hours that an approval holds", seen.times.approval_hours,
                        TIME_LIMITS["approval_hours"], "After that the post is checked and approved anew.")  # fmt: skip
    idle = form.number("idle", "Minutes without a click until the page is locked", seen.times.idle_minutes,
                       TIME_LIMITS["idle_minutes"], "Nobody should leave a computer signed in.")  # fmt: skip
    st.header("Days that records are kept", anchor=False)
    days = {one.name: _days(form, one.name) for one in fields(Retention) if len(set(PERIOD_LIMITS[one.name])) > 1}
    return lambda: replace(seen, times=DeskTimes(hours, idle), retention=replace(seen.retention, **days))


def _days(form: Form, name: str) -> int:
    label = Kept[name.upper()].value
    about = "0: until somebody erases them." if name == "leavers" else "What is older is deleted every day."
    return form.number(name, label[0].upper() + label[1:], getattr(form.seen.retention, name),
                       PERIOD_LIMITS[name], about)  # fmt: skip


def faces(form: Form) -> Wanted:
    """How near a face must be."""
    strict = form.switch("strict", "Ask more often: a face must be nearer than usual to count as a pupil's",
                         form.seen.about.strict_matching, "Fewer suggestions, and fewer wrong ones.")  # fmt: skip
    return _about(form, lambda: {"strict_matching": strict})


SECTIONS: dict[str, Draw] = {
    "Name and policy": school,
    "Contact details": contacts,
    "Channels and accounts": channels,
    "Names that may stand": names,
    "Times": times,
}
