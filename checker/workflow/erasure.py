"""How is a pupil erased from everything that this school's checker keeps, and what is said of what stays?"""

from __future__ import annotations

from pathlib import Path

from checker.core.errors import InputError
from checker.core.staff import Actor
from checker.workflow.draft_search import Found, forget_pupil
from checker.workflow.files import write_new
from checker.workflow.own_lists import still_named
from checker.workflow.permits import Act
from checker.workflow.register import home_of, opened_for

DRAFTS_ERASED = "saved drafts that named or showed the pupil"
DRAFTS_UNOPENED = "saved drafts that could not be opened and stay until they are past their time"
LISTS_CHANGED = "lists of the school's own that held the pupil's id"
TAKE_OUT = "The pupil's name still stands in what the school wrote itself: {files}. Take it out there."
ASIDE = (
    "Earlier registers that were kept aside when one was restored or encrypted still hold the pupil. "
    "Delete them once they are not needed: {files}."
)


def erase(actor: Actor, pupil_id: str, register: str | None) -> str:
    """Erase everything on a pupil, in saved drafts and lists too; the certificate in words, and what is left to do.

    Drafts go first: killed in between, the pupil is still there to be erased again. Raises: InputError, NoRegister,
    RegisterRefused.
    """
    store, home = opened_for(actor, Act.ERASE, register), home_of(register)
    pupil = store.read().by_id.get(pupil_id)
    found = Found() if pupil is None else forget_pupil(pupil, home)
    also = [(DRAFTS_ERASED, len(found.about))] + [(DRAFTS_UNOPENED, found.unopened)] * bool(found.unopened)
    also += [(LISTS_CHANGED, found.lists_changed)] * bool(found.lists_changed)
    named = () if pupil is None else still_named(pupil, home)
    left = ((TAKE_OUT, named), (ASIDE, kept_aside(home)))
    told = "".join(f"\n{words.format(files=', '.join(files))}\n" for words, files in left if files)
    return store.erase(pupil_id, tuple(also)).text + told


def kept_aside(home: Path) -> tuple[str, ...]:
    """The earlier registers beside this one. Raises: InputError."""
    from checker.store.restoring import ASIDE_FILES

    try:
        return tuple(sorted(file.name for kind in ASIDE_FILES for file in home.glob(kind)))
    except OSError as error:
        raise InputError(f"The folder of the register could not be looked through ({error.strerror}).") from None


def write_certificate(file: Path, text: str) -> None:
    """Keep the certificate in a file of a new name. Raises: InputError."""
    try:
        write_new(file, text.encode())
    except OSError as error:
        raise InputError(f"The pupil is erased, but the certificate was not written ({error.strerror}).") from None
