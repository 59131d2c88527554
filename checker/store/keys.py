"""Which key opens the school's register? One for each installation, in the system's keyring or in a file of its own.

A key is made only when there is something new to encrypt: where a register is there and its key is not, a new key
would only hide that the right one is missing.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from checker.core.errors import NoRegister

KEY_FILE_VARIABLE = "CHECKER_KEY_FILE"
KEY_BYTES = 32  # AES-256
_SERVICE, _ENTRY = "school-post-checker", "register-key"
_USABLE_PRIORITY = 1  # keyring's own scale: below 1 are stores that keep words in the open, or none at all

NO_KEY = (
    "The key of the register is not on this machine. Put the key file back in its place (CHECKER_KEY_FILE names "
    "another place). Nothing was changed."
)
BAD_KEY_FILE = "The key file cannot be used: it does not hold a key of the checker. Put the right one back."
KEY_OPEN_TO_OTHERS = "Other people on this machine may read the key file. Let only its owner read it (chmod 600)."
KEY_STORE_SILENT = "The key store of this computer does not answer. Unlock it, or name a key file in CHECKER_KEY_FILE."
KEY_NOT_KEPT = "The new key could not be kept. Check that its folder may be written to. Nothing was encrypted."


def find_key() -> bytes | None:
    """The key of this installation; None where none was made yet. Raises: NoRegister."""
    file = key_file()
    if file.exists() or KEY_FILE_VARIABLE in os.environ:
        return _read(file)
    return _from_keyring()


def require_key() -> bytes:
    """The key. Raises: NoRegister where there is none."""
    key = find_key()
    if key is None:
        raise NoRegister(NO_KEY)
    return key


def key_or_new() -> bytes:
    """The key, made and kept first where there is none. Raises: NoRegister."""
    key = find_key()
    if key is not None:
        return key
    new = secrets.token_bytes(KEY_BYTES)
    if KEY_FILE_VARIABLE in os.environ or not _into_keyring(new):
        _write(key_file(), new)
    return require_key()  # what was kept: another program may have been faster


def key_place() -> str:
    """Where the key is, in words for a document; no path. Raises: NoRegister."""
    if find_key() is None:
        return "no key was made yet"
    if key_file().exists() or KEY_FILE_VARIABLE in os.environ:
        return "a key file apart from the register, which only its owner may read"
    return "the key store of the operating system"


def key_file() -> Path:
    """Where the key file is: as named by the environment, else among the user's settings, never with the register."""
    named = os.environ.get(KEY_FILE_VARIABLE)
    return Path(named) if named else _settings_folder() / "checker" / "register.key"


def _settings_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home())
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")


def _read(file: Path) -> bytes | None:
    try:
        if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise NoRegister(KEY_OPEN_TO_OTHERS)
        return _decoded(file.read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise NoRegister(BAD_KEY_FILE) from None


def _decoded(words: str) -> bytes:
    key = bytes.fromhex(words.strip())
    if len(key) != KEY_BYTES:
        raise NoRegister(BAD_KEY_FILE)
    return key


def _write(file: Path, key: bytes) -> None:
    """Whole or not at all, and never over a key that is there."""
    aside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as written:
            written.write(f"{key.hex()}\n")
            written.flush()
            os.fsync(written.fileno())
        _place(aside, file)
    except OSError:
        raise NoRegister(KEY_NOT_KEPT) from None
    finally:
        aside.unlink(missing_ok=True)


def _place(aside: Path, file: Path) -> None:
    try:
        if os.name == "posix":
            os.link(aside, file)
        else:
            aside.rename(file)
    except FileExistsError:
        return  # another program was faster: its key is the one


def _keyring_of_this_machine() -> object | None:
    """The system's keyring; None where there is none that keeps a secret."""
    import keyring  # 0.1 s, which a machine with a key file never needs

    backend = keyring.get_keyring()
    return backend if backend.priority >= _USABLE_PRIORITY else None


def _from_keyring() -> bytes | None:
    import keyring.errors

    backend = _keyring_of_this_machine()
    if backend is None:
        return None
    try:
        kept = backend.get_password(_SERVICE, _ENTRY)  # type: ignore[attr-defined]
    except keyring.errors.KeyringError:
        raise NoRegister(KEY_STORE_SILENT) from None
    try:
        return None if kept is None else _decoded(kept)
    except ValueError:
        raise NoRegister(BAD_KEY_FILE) from None


def _into_keyring(key: bytes) -> bool:
    import keyring.errors

    backend = _keyring_of_this_machine()
    if backend is None:
        return False
    try:
        backend.set_password(_SERVICE, _ENTRY, key.hex())  # type: ignore[attr-defined]
    except keyring.errors.KeyringError:
        raise NoRegister(KEY_STORE_SILENT) from None
    return True


class Secrets:
    """What is derived from the key, each from another purpose; asked for only where it is needed."""

    def __init__(self, key: Callable[[], bytes] = key_or_new) -> None:
        self._ask = key

    @cached_property
    def key(self) -> bytes:
        """The key itself. Raises: NoRegister."""
        return self._ask()

    def derived(self, purpose: str) -> bytes:
        """64 bytes for one purpose; nothing of the key can be told from them."""
        return hmac.digest(self.key, f"checker:{purpose}".encode(), hashlib.sha512)

    def digest(self, purpose: str, words: str) -> str:
        """SHA-256 in hex that nobody without the key can guess the words from, however few there are."""
        return hmac.new(self.derived(purpose), words.encode(), hashlib.sha256).hexdigest()

    @property
    def mark(self) -> str:
        """Tells whether a key is the right one, and nothing else about it."""
        return self.derived("mark").hex()[:32]
