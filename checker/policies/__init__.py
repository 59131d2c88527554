"""The floor every school gets and the schools' own policies, read strictly: what is not understood is refused whole."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from checker.core.policy import PolicyPack
from checker.policies.reading import PackError, parse_pack

__all__ = ["FLOOR", "PackError", "load_pack", "pack_names", "parse_pack"]

FLOOR = "floor"
_FOLDER = Path(__file__).parent


def pack_names() -> tuple[str, ...]:
    """The packs that come with the checker, the floor first."""
    names = sorted(file.stem for file in _FOLDER.glob("*.toml"))
    return (FLOOR, *(name for name in names if name != FLOOR))


def load_pack(name: str, check_ids: frozenset[str]) -> PolicyPack:
    """The pack of this name, or the one in this `.toml` file. Raises: PackError."""
    if name.endswith(".toml"):
        return _read(Path(name), check_ids)
    if name not in pack_names():
        raise PackError(f"There is no policy called {name}. There are: {', '.join(pack_names())}.")
    return _read_once(_FOLDER / f"{name}.toml", check_ids)


@cache
def _read_once(file: Path, check_ids: frozenset[str]) -> PolicyPack:
    """A pack that comes with the checker changes with the program only; a page asks for each of them at every click."""
    return _read(file, check_ids)


def _read(file: Path, check_ids: frozenset[str]) -> PolicyPack:
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise PackError(f"The policy {file.name} cannot be read.") from None
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"The policy {file.name} is not valid TOML: {error}.") from None
    return parse_pack(file.stem, told, check_ids)
