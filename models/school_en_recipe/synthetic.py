"""What could a school post with invented people in it look like? Frames, names and everyday ways of writing them."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

from marked import Marked, Person, unmark

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "checker" / "analysers" / "data"
BIRTHS = HERE.parent / "first_names.txt"
FAMOUS_SHARE = 0.45
"""Of invented children, how many bear a first name drawn by how often it is given; the others' are drawn evenly."""

_SLOT = re.compile(r"\{(\w)\}")
_WORD = re.compile(r"[^\W\d_]+")
_CLASSES = (
    "Willow Oak Maple Hazel Rowan Cedar Acorns Hedgehogs Kingfishers Otters Kestrels Squirrels Foxes Owls Badgers "
    "Year-5 4B 3M Dahl Jupiter Ruby Emerald Reception Nursery Poppy Robins".split()
)
_THINGS = (
    "maths spelling football netball art science cooking gymnastics history music reading chess tennis coding garden "
    "drama geography writing running swimming cricket craft poetry dance cycling recycling volcano castle".split()
)
_TITLES = "Mr Mrs Miss Ms Dr Mr. Mrs. Rev Sir PC Cllr Sgt Coach Professor Father".split()
_STARTS = (
    "Thorn Black White Ash Brad Hart Mill Stan Wood Hol Lang Pem Ald Brock Cran Dun Fern Gar Hal Ken Lin Marl Nor Pen \
Quar Rad Sel Tarr Under Wal Yar Bram Cald Ever Gold Kirk".split()
)
_ENDS = (
    "croft ford ley wood well worth by ton field bridge shaw gate mere hurst combe stead ridge more sworth ingham burn \
man son sley cote".split()
)


@dataclass(frozen=True)
class Names:
    """Lists to draw from; what a held-back sentence uses is not in them."""

    usual: tuple[str, ...]
    births: tuple[int, ...]
    all_first: tuple[str, ...]
    surnames: tuple[str, ...]
    public: tuple[str, ...]
    adults: tuple[str, ...]

    def first(self, rng: random.Random) -> str:
        """A first name, a usual one or any."""
        if rng.random() < FAMOUS_SHARE:
            return rng.choices(self.usual, self.births)[0]
        name = rng.choice(self.all_first)
        return f"{name}-{rng.choice(('Mae', 'Rose', 'Lee', 'James', 'Grace', 'Jo'))}" if rng.random() < 0.04 else name

    def surname(self, rng: random.Random) -> str:
        """A surname from the list, put together, or double."""
        name = rng.choice(self.surnames) if rng.random() < 0.7 else rng.choice(_STARTS) + rng.choice(_ENDS)
        if rng.random() < 0.12:
            return f"{name}-{rng.choice(self.surnames)}"
        prefix = rng.choice(("O'", "Mc", "Mac", "de ", "van ", "Al-", "El ", "Ní ", "ap ", "Di "))
        return prefix + name if rng.random() < 0.04 else name

    def adult(self, rng: random.Random) -> str:
        """First name and surname; two of three first names are of an older generation."""
        first = rng.choice(self.adults) if rng.random() < 0.67 else self.first(rng)
        return f"{first} {self.surname(rng)}"

    def child(self, rng: random.Random) -> str:
        """First name and surname, sometimes a middle name too."""
        middle = f" {self.first(rng)}" if rng.random() < 0.05 else ""
        return f"{self.first(rng)}{middle} {self.surname(rng)}"


def read_names(held_back: list[Marked]) -> Names:
    """The lists, without the names that people have in the held-back sentences."""
    barred = {word.lower() for m in held_back for p in m.people for word in _WORD.findall(m.text[p.start : p.end])}
    births = [line.split("\t") for line in _lines(BIRTHS)]
    kept = [(name.title(), int(count)) for name, count in births if name not in barred]
    more = [word for line in _lines(HERE / "first_names_more.txt") for word in line.split()]
    surnames = [word for line in _lines(HERE / "surnames.txt") for word in line.split()]
    firsts = [name for name, _ in kept] + 8 * [name for name in more if name.lower() not in barred]
    return Names(
        tuple(name for name, _ in kept),
        tuple(count for _, count in kept),
        tuple(firsts),
        tuple(name for name in surnames if name.lower() not in barred),
        tuple(_lines(DATA / "public_names.txt")),
        tuple(word for line in _lines(DATA / "older_names.txt") for word in line.split()),
    )


def read_frames() -> tuple[str, ...]:
    """The sentence frames."""
    return tuple(line.replace("\\n", "\n") for line in _lines(HERE / "frames.txt"))


def invent(frames: tuple[str, ...], names: Names, rng: random.Random) -> Marked:
    """A post of one to three sentences."""
    chosen = rng.choices(frames, k=rng.choice((1, 1, 2, 3)))
    shared = names.surname(rng)
    filled = [_SLOT.sub(lambda slot: _fill(slot.group(1), names, rng, shared), frame) for frame in chosen]
    return unmark(rng.choice((" ", " ", "\n", "\n\n")).join(filled))


def renamed(marked: Marked, names: Names, rng: random.Random) -> Marked:
    """The same sentence about other children and adults; the way of writing their names stays."""
    text, people, reached = "", [], 0
    for person in marked.people:
        written = marked.text[person.start : person.end]
        text += marked.text[reached : person.start]
        other = _like(written, names, rng, person.label) if person.label in ("CHILD", "ADULT") else written
        people.append(Person(len(text), len(text) + len(other), person.label))
        text += other
        reached = person.end
    return Marked(text + marked.text[reached:], tuple(people))


def _like(written: str, names: Names, rng: random.Random, label: str) -> str:
    """A name in the way this one is written; whatever is not plainly one or two words stays as it is."""
    words = written.split(" ")
    titled = words[0].rstrip(".") in _TITLES or words[0].rstrip(".") in ("Sister", "Head", "Canon", "Grandad", "Nana")
    if titled and len(words) == 2:
        return f"{words[0]} {names.surname(rng)}"
    if titled and len(words) == 3:
        return f"{words[0]} {names.child(rng)}"
    if len(words) > 2 or "," in written or (len(words[0]) < 3 and len(words) == 2):
        return written
    plain = [word for word in words if word[:1].isupper() and word[1:].islower()]
    if len(plain) < len(words) and not (written.islower() or written.isupper()):
        return written
    full = names.adult(rng) if label == "ADULT" else names.child(rng)
    other = names.first(rng) if len(words) == 1 else full
    return other.lower() if written.islower() else other.upper() if written.isupper() else other


def _fill(slot: str, names: Names, rng: random.Random, shared: str) -> str:
    simple = {"y": str(rng.randint(1, 6)), "n": str(rng.randint(4, 60)), "c": rng.choice(_CLASSES), "L": shared,
              "w": rng.choice(_THINGS), "W": names.first(rng)}  # fmt: skip
    if slot in simple:
        return simple[slot]
    label = {"A": "adult", "N": "adult", "P": "public"}.get(slot, "child")
    return f"[[{_person(slot, names, rng)}|{label}]]"


def _person(slot: str, names: Names, rng: random.Random) -> str:
    first, surname = names.first(rng), names.surname(rng)
    if slot in "CN":
        return names.child(rng) if slot == "C" else names.adult(rng)
    initial = f"{first[0]}{rng.choice(('. ', ' ', '.'))}{surname}"
    reverse = f"{rng.choice((surname, surname.upper()))}{rng.choice((', ', ' '))}{first}"
    joined = "".join(_WORD.findall(first + surname))
    title = f"{rng.choice(_TITLES)} {rng.choice(('', '', first + ' '))}{surname}"
    both = f"{first} {rng.choice(('and', '&'))} {names.first(rng)} {surname}"
    handle = rng.choice((f"{first}.{surname}", f"{first}{surname}", f"{first}_{surname}")).lower().replace(" ", "")
    forms = {"F": first, "T": surname, "I": initial, "R": reverse, "H": joined, "A": title, "S": both, "h": handle,
             "U": f"{first} {surname}".upper(), "P": rng.choice(names.public)}  # fmt: skip
    return forms[slot]


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
