"""How fast is a draft's text checked? Prints milliseconds a post, warm, and the cold start of the command line.

    uv run python benchmarks/text.py

The register holds 420 invented pupils; the posts are 60 words long. Every figure is the median of several runs, beside
a yardstick in the same run: what better-profanity, as it is published, takes for its one question about the same text.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FIRST = (
    "Orla Kit Amara Bea Cai Dara Ewan Femi Greta Hal Ines Jory Kezia Lowri Maeve Nia Otis Pia Quill Rafi Sian".split()
)
LAST = (
    "Penhallow Trevanion Okonjo Braithwaite Llewelyn Marchetti Dobson Farrant Quayle Sorley Wrenfield Yelland".split()
)
WORDS = (
    "we had a wonderful morning in the hall with our friends from Year 4 and everyone worked hard on the "
    "science fair models before lunch then parents came to see them and the band played two songs"
).split()
POSTS = 60
ROUNDS = 5


def main() -> None:
    from checker.core.post import Post
    from checker.workflow.wiring import open_gate

    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "register.csv"
        register.write_text(_register(), encoding="utf-8")
        gate = open_gate(str(register), "malcolm-sargent", Path(folder))
        posts = [Post(text) for text in _posts(random.Random(1))]
        started = time.perf_counter()
        gate.check(posts[0])
        print(f"first post in this process   {1000 * (time.perf_counter() - started):8.1f} ms")
        ours = _median_ms(lambda text: gate.check(Post(text)))
        yardstick = _median_ms(_published_profanity())
        print(f"a 60-word post, warm         {ours:8.2f} ms")
        print(f"better-profanity, published  {yardstick:8.2f} ms   ours takes {ours / yardstick:.2f} of that")
        command = [sys.executable, "-m", "checker", "post", "--text", posts[0].text, "--register", str(register)]
        print(f"command line, cold           {_command_seconds(command):8.2f} s")
        print(f"checker --help               {_command_seconds([sys.executable, '-m', 'checker', '--help']):8.2f} s")


def _register() -> str:
    pairs = [(first, f"{last}{extra}") for extra in ("", "-Vale") for last in LAST for first in FIRST][:420]
    rows = [f"P{number:03d},{first},{last},Year 4,Oak,no" for number, (first, last) in enumerate(pairs)]
    return "pupil_id,first_name,last_name,year_group,class_name,name_consent\n" + "\n".join(rows)


def _posts(chance: random.Random) -> list[str]:
    return [" ".join(chance.choices(WORDS, k=60)).capitalize() + "." for _ in range(POSTS)]


def _published_profanity():  # type: ignore[no-untyped-def]
    from better_profanity import Profanity

    return Profanity().contains_profanity


def _median_ms(work) -> float:  # type: ignore[no-untyped-def]
    took = []
    for seed in range(2, 2 + ROUNDS):
        texts = _posts(random.Random(seed))  # new texts each round: nothing may come from a cache
        for text in texts:
            started = time.perf_counter()
            work(text)
            took.append(time.perf_counter() - started)
    return 1000 * statistics.median(took)


def _command_seconds(command: list[str]) -> float:
    took = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        took.append(time.perf_counter() - started)
    return statistics.median(took)


if __name__ == "__main__":
    main()
