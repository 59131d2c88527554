"""How does the first administrator get in? With a code that only whoever started the checker has seen."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets

from checker.core.errors import NotAllowed
from checker.workflow.people import add_first_administrator

CODE_DIGEST = "CHECKER_FIRST_START"
"""The environment variable that hands the code's digest to the page; the code itself is only on the terminal."""
_GROUPS, _BYTES = 4, 2

NO_CODE = "Start the checker with: checker serve. It prints a code for the first administrator."
WRONG_CODE = "The code is not the one on the terminal. Look there again; a new start makes a new code."


def new_code() -> str:
    """64 random bits in groups that are easily typed."""
    return "-".join(secrets.token_hex(_BYTES) for _ in range(_GROUPS))


def digest_of(code: str) -> str:
    """What the page is told of the code."""
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()


def make_first_administrator(code: str, sign_in_name: str, display_name: str, password: str, register: str) -> int:
    """Make the first administrator, for whoever has the code; the account's number. It works once.

    Raises: NotAllowed, InputError, NoRegister.
    """
    expected = os.environ.get(CODE_DIGEST)
    if not expected:
        raise NotAllowed(NO_CODE)
    if not hmac.compare_digest(digest_of(code), expected):
        raise NotAllowed(WRONG_CODE)
    return add_first_administrator(sign_in_name, display_name, password, register)
