"""Does the school sign its staff in with its own Microsoft or Google accounts, and is that set up safely?

CHECKER_HOME/secrets/sign-in.toml holds what Streamlit's st.login needs; docs/sign-in.md says how to write it.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from checker.core.errors import InputError

FILE = Path("secrets") / "sign-in.toml"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_EVERYBODYS = ("common", "organizations", "consumers")
"""Microsoft's sign-ins for people of any school: there an e-mail address proves nothing."""
_SHORTEST_SECRET = 32
"""Characters of the key that signs the cookie: 128 bits and more, however they are written."""
_GOOGLE = "accounts.google.com"
_GOOGLE_TOO = ("oauth2.googleapis.com", "openidconnect.googleapis.com", "www.googleapis.com")
"""Where Google's sign-in keeps its tokens and keys."""

UNREADABLE = "The settings of the school's sign-in (secrets/sign-in.toml) cannot be read. Mend or remove the file."
OPEN_TO_OTHERS = (
    "The settings of the school's sign-in (secrets/sign-in.toml) can be read by others. Give them to the checker's "
    "user only: chmod 600"
)


@dataclass(frozen=True, slots=True)
class SchoolSignIn:
    """Where the school signs its staff in. `providers` are the names of the sections, empty for a single one."""

    file: Path
    port: int
    providers: tuple[str, ...]
    hosts: tuple[str, ...]
    """The only hosts elsewhere that the page may speak to, and only to sign somebody in."""


def read_school_sign_in(home: Path) -> SchoolSignIn | None:
    """How the school signs its staff in; None where it does not. Raises: InputError where that is not safe."""
    file = home / FILE
    try:
        if not file.exists():
            return None
        if os.name == "posix" and file.stat().st_mode & 0o077:
            raise InputError(OPEN_TO_OTHERS)
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise InputError(UNREADABLE) from None
    auth = told.get("auth")
    if not isinstance(auth, dict):
        raise _wrong("there is no [auth] section")
    sections = {name: one for name, one in auth.items() if isinstance(one, dict) and name != "client_kwargs"}
    _require_secret(auth)
    hosts = tuple(dict.fromkeys(host for one in (sections or {"": auth}).values() for host in _hosts(one)))
    return SchoolSignIn(file, _port(auth), tuple(sections), hosts)


def _require_secret(auth: dict[str, Any]) -> None:
    secret = auth.get("cookie_secret")
    if not isinstance(secret, str) or len(secret) < _SHORTEST_SECRET:
        raise _wrong(f"cookie_secret must be at least {_SHORTEST_SECRET} random characters")


def _port(auth: dict[str, Any]) -> int:
    """The page answers only there, because the school's system sends people back to no other place."""
    address = urlsplit(str(auth.get("redirect_uri", "")))
    if address.path != "/oauth2callback" or address.hostname not in _LOOPBACK or address.port is None:
        raise _wrong("redirect_uri must be http://localhost:PORT/oauth2callback")
    return address.port


def _hosts(section: dict[str, Any]) -> tuple[str, ...]:
    for name in ("client_id", "client_secret", "server_metadata_url"):
        if not isinstance(section.get(name), str) or not section[name].strip():
            raise _wrong(f"{name} is missing")
    address = urlsplit(section["server_metadata_url"])
    host = address.hostname or ""
    if address.scheme != "https" and host not in _LOOPBACK:
        raise _wrong("server_metadata_url must begin with https://")
    if any(part in _EVERYBODYS for part in address.path.split("/")):
        raise _wrong("server_metadata_url must name the school's own tenant, so that nobody else's accounts count")
    return (host, *_GOOGLE_TOO) if host == _GOOGLE else (host,)


def _wrong(what: str) -> InputError:
    return InputError(f"The settings of the school's sign-in (secrets/sign-in.toml) are not right: {what}.")
