"""How fast is a draft's text checked, and how much is found? Ours beside a peer's, in one run and on one core.

    uv run python benchmarks/text.py
    uv run --with presidio-analyzer==2.2.366 python benchmarks/text.py      the second also measures the peer

The register holds 420 invented pupils (50,000 for a trust); the posts are 60 words long. Every figure is the median
over new texts; the runners take turns, post by post, so that a busy machine slows them alike. "cpu" is processor time,
which other programs disturb less. Yardsticks in the same run: presidio-analyzer over the same spaCy pipeline, and
better-profanity, as it is published, for its one question.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from text_drafts import SCHOOL, TRUST, drafts, school_list, trust_list
from text_finds import LIKELY, ours, print_finds, theirs
from text_peer import VERSION, peer

from checker.core.post import Post
from checker.workflow.wiring import Gate, open_gate

POSTS = 120
WARM_UP = 20
PACK = "malcolm-sargent"
MANY = 1000
SLOWEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds: the median and the slowest twentieth by the clock, and the median of processor time."""

    wall: float
    slow: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:8.2f} ms   slowest twentieth {self.slow:7.2f} ms   cpu {self.cpu:7.2f} ms"


def main() -> None:
    """Every part; what a part needs stands in a temporary folder."""
    on_one_core()
    with tempfile.TemporaryDirectory() as folder:
        school, trust = Path(folder) / "school.csv", Path(folder) / "trust.csv"
        school.write_text(school_list(), encoding="utf-8")
        trust.write_text(trust_list(), encoding="utf-8")
        gate = opened(school)
        big = opened_big(trust)
        presidio, as_shipped = peer(helped=True), peer(helped=False)
        warm(gate, big, presidio)
        print_slowest_checks(gate)
        commands(Path(folder), school)
        finders = {"ours": (ours(gate), 0)}
        if presidio and as_shipped:
            finders["presidio as shipped"] = (theirs(as_shipped, 0), 1)
            finders["helped, any score"] = (theirs(presidio, 0), 1)
            finders[f"helped, {LIKELY} and up"] = (theirs(presidio, LIKELY), 1)
        print_finds(finders)


def on_one_core() -> None:
    """Keep this process, and what it starts, on one core where the system lets us."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    else:
        print("This system does not let us choose a core: figures are of the whole machine.")


def opened(register: Path) -> Gate:
    """The gate, and what its first post costs in a process where nothing is loaded yet."""
    gate = open_gate(str(register), PACK, register.parent)
    started = time.perf_counter()
    report = gate.check(Post(drafts(random.Random(1), 1, innocent=True)[0]))
    print(f"first post in this process   {1000 * (time.perf_counter() - started):8.1f} ms")
    if report.unproven:
        sys.exit(f"Some checks could not finish, so nothing was measured: {', '.join(report.unproven)}.")
    return gate


def opened_big(register: Path) -> Gate:
    """The gate of a trust, and what reading and indexing its register costs."""
    started = time.perf_counter()
    gate = open_gate(str(register), PACK, register.parent)
    snapshot = gate.read_register()
    read = time.perf_counter()
    gate.analysers.names_of(snapshot)
    built = time.perf_counter()
    print(f"register of {TRUST:,} pupils   {read - started:8.2f} s to read, {built - read:.2f} s to build its index")
    return gate


def warm(gate: Gate, big: Gate, presidio: Callable[[str], Any] | None) -> None:
    """What a post costs each runner once everything is loaded."""
    runners: dict[str, Callable[[str], Any]] = {
        "ours": lambda text: gate.check(Post(text)),
        "big": lambda text: big.check(Post(text)),
        "profanity": published_profanity(),
    }
    if presidio:
        runners["presidio"] = presidio
    for innocent, words in ((True, "an ordinary post"), (False, "a post full of findings")):
        took, added = race(drafts(random.Random(2 + innocent), POSTS, innocent=innocent), runners)
        print(f"\n{words} of 60 words, warm, register of {SCHOOL}")
        print(f"ours, every text check       {took['ours']}")
        print(f"  with {TRUST:,} pupils         {took['big']}   adds {added:.2f} ms (median of the differences)")
        told("presidio-analyzer", took.get("presidio"), took["ours"])
        told("better-profanity, published", took["profanity"], took["ours"])


def told(name: str, its: Took | None, our: Took) -> None:
    """A yardstick's line, with the ratio."""
    if its is None:
        print(f"{name:28} not installed: uv run --with presidio-analyzer=={VERSION} python benchmarks/text.py")
    else:
        print(f"{name:28} {its}   ours takes {our.wall / its.wall:.2f} of that (cpu {our.cpu / its.cpu:.2f})")


def race(texts: list[str], runners: dict[str, Callable[[str], Any]]) -> tuple[dict[str, Took], float]:
    """What each runner took, taking turns; and how much more the big register cost, text by text."""
    wall: dict[str, list[float]] = {name: [] for name in runners}
    cpu: dict[str, list[float]] = {name: [] for name in runners}
    for number, text in enumerate(texts):
        order = list(runners)[:: 1 if number % 2 else -1]  # who goes second finds the processor's caches warm
        for name in order:
            started, used = time.perf_counter(), time.process_time()
            runners[name](text)
            wall[name].append(1000 * (time.perf_counter() - started))
            cpu[name].append(1000 * (time.process_time() - used))
    added = statistics.median(b - a for a, b in zip(cpu["ours"][WARM_UP:], cpu["big"][WARM_UP:], strict=True))
    return {name: summed(wall[name][WARM_UP:], cpu[name][WARM_UP:]) for name in runners}, added


def summed(wall: list[float], cpu: list[float]) -> Took:
    """The medians, and the 95th of a hundred."""
    return Took(statistics.median(wall), statistics.quantiles(wall, n=20)[-1], statistics.median(cpu))


def print_slowest_checks(gate: Gate) -> None:
    """Where our time goes. Who asks first pays for what others share."""
    seconds: Counter[str] = Counter()
    texts = drafts(random.Random(9), POSTS, innocent=True)
    for text in texts:
        for run in gate.check(Post(text)).runs:
            seconds[run.task.check] += run.seconds
    parts = [f"{check} {1000 * took / len(texts):.2f}" for check, took in seconds.most_common(SLOWEST_SHOWN)]
    print(f"\nof ours, ms: {', '.join(parts)}")


def published_profanity() -> Callable[[str], Any]:
    """better-profanity as it is published."""
    from better_profanity import Profanity

    return Profanity().contains_profanity


def commands(folder: Path, register: Path) -> None:
    """What a person at the command line waits for."""
    texts = drafts(random.Random(5), MANY, innocent=False)
    file = folder / "drafts.jsonl"
    rows = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts)]
    file.write_text("\n".join(rows), encoding="utf-8")
    checker, school = [sys.executable, "-m", "checker"], ["--register", str(register), "--pack", PACK, "--json"]
    one = [*checker, "post", "--text", texts[0], *school]
    kept = bytecode_kept_in(folder / "bytecode")
    print(f"\ncommand line, first ever     {seconds_of(one, 1, kept)} to the first verdict, every module compiled")
    print(f"command line, cold           {seconds_of(one, 3, kept)} to the first verdict")
    print(f"{MANY:,} posts, checker posts    {seconds_of([*checker, 'posts', str(file), *school], 1, kept)}")
    print(f"checker --help               {seconds_of([*checker, '--help'], 3, kept)}")


def bytecode_kept_in(folder: Path) -> dict[str, str]:
    """The environment of a program whose modules Python compiles once, as it does for whoever installs the checker."""
    others = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**others, "PYTHONPYCACHEPREFIX": str(folder)}


def seconds_of(command: list[str], runs: int, environment: dict[str, str]) -> str:
    """Medians by the clock and of processor time. Ends here when the command could not run: a failure is not fast."""
    wall, cpu = [], []
    for _ in range(runs):
        started, used = time.perf_counter(), _children_cpu()
        done = subprocess.run(command, capture_output=True, check=False, env=environment)
        wall.append(time.perf_counter() - started)
        cpu.append(_children_cpu() - used)
        if done.returncode > 2:
            sys.exit(f"The command did not run: {done.stderr.decode()[-300:]}")
    return f"{statistics.median(wall):8.2f} s   cpu {statistics.median(cpu):.2f} s"


def _children_cpu() -> float:
    spent = os.times()
    return spent.children_user + spent.children_system


if __name__ == "__main__":
    main()
