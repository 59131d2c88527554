"""Who works in the sample school? Invented people from a menu; in any other school people sign in."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from checker.core.errors import NotAllowed
from checker.core.staff import Actor, Signer
from checker.store import REGISTER_FILE
from checker.workflow.register import own_register
from checker.workflow.sample import is_sample


def sample_people(home: Path, today: date) -> tuple[Actor, ...]:
    """The people of the sample school in this folder. Raises: NotAllowed where it is none; NoRegister."""
    if not is_sample(home):
        raise NotAllowed("Sign in first.")
    file = home / REGISTER_FILE
    return _people(file, file.stat().st_mtime_ns, today)


@lru_cache(maxsize=4)
def _people(file: Path, stamp: int, today: date) -> tuple[Actor, ...]:  # noqa: ARG001 - a new register is read anew
    from checker.store.accounts import Accounts

    with own_register(str(file), Signer()) as store:
        return tuple(one.acting(today) for one in Accounts(store).everybody())
