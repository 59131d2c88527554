"""Is there a moment at which killing the checker leaves half a change? Tries every one, of every kind of work.

    uv run python benchmarks/kill_points.py [EVERY]

EVERY 1 (the default) tries each moment, 5 every fifth. A moment is a statement, a commit or a step with a file.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

_KEYS = tempfile.TemporaryDirectory()
os.environ["CHECKER_KEY_FILE"] = str(Path(_KEYS.name) / "register.key")
sys.path.insert(0, str(Path(__file__).parent.parent))

from checker.store.backup import make_backup  # noqa: E402 - after the key's place is known
from tests.store.kill_points import OLDER, WORKS, forked  # noqa: E402
from tests.store.school import enrolled  # noqa: E402
from tests.store.test_kill_points import leftovers, state  # noqa: E402

MOST = 4096


def main() -> None:
    """Kill at each moment and look."""
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    with tempfile.TemporaryDirectory() as name:
        ready = Path(name) / "ready"
        ready.mkdir()
        with enrolled(ready) as register:
            make_backup(register, ready / OLDER)
            register.erase("T03")
        for work in WORKS:
            killed, old = tried(ready, Path(name), work, every)
            print(f"{work:10} killed at {killed:4} moments: {old} left the old register, {killed - old} the new one")


def tried(ready: Path, folder: Path, work: str, every: int) -> tuple[int, int]:
    """How often it was killed, and how often the old register was there afterwards."""
    before, whole, killed, old = state(ready), shutil.copytree(ready, folder / "whole"), 0, 0
    forked(whole, work, MOST)
    after = state(whole)
    shutil.rmtree(whole)
    for moment in range(0, MOST, every):
        place = shutil.copytree(ready, folder / "one")
        if forked(place, work, moment):
            shutil.rmtree(place)
            break
        now = state(place)
        if now not in (before, after):
            sys.exit(f"{work} killed at {moment} left half a change")
        killed, old = killed + 1, old + (now == before)
        leftovers(place, work)
        shutil.rmtree(place)
    return killed, old


if __name__ == "__main__":
    main()
