"""How near do strangers' faces come, what does the rule for many pupils make of it, and what does it cost?

usage: python -m benchmarks.faces PHOTOS [--choices 20]

PHOTOS holds one sub-folder per person in `people*/` folders named below, or group photos with one face per person. The
figures in docs/measured.md come from dlib's and face_recognition's example photos (`johns`, `known/train`, `groups`).
All of them are adults. Vectors stay in memory.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from time import process_time

import numpy as np
import numpy.typing as npt

from checker.analysers.encoding import FaceEncoder, to_bytes
from checker.analysers.face_model import DLIB_MODEL, PER_TENFOLD
from checker.analysers.faces import CenterFaceFinder
from checker.analysers.gallery import Gallery
from checker.analysers.matching import CLEAR_SCORE, SMALLEST_FACE, Compared
from checker.analysers.picture import PillowReader
from checker.core.errors import CannotRead
from checker.core.faces import FaceOutcome, FaceSeen
from checker.core.finding import PixelBox
from checker.core.people import FaceTemplate

NAMED = ("johns", "known/train")
"""Folders with one sub-folder per person."""
GROUPS = "groups"
COLLAGE = "bald_guys.jpg"
"""Shows few people many times: its faces are one person's where a chain of neighbours within CHAIN links them."""
CHAIN = 0.5
SMALLEST_PAIRED = 36
STEPS = (0.45, 0.50, 0.55, 0.60, 0.65)
STUDY = {0.45: 0, 0.50: 2, 0.55: 8, 0.60: 32}
"""Of STUDY_PAIRS pairs of strangers on web photos (36 px, score 0.8 up), how many came so near: the earlier study."""
STUDY_PAIRS = 2_908
REFERENCES = 3
Distances = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Face:
    """A face in memory and whose it is."""

    person: str
    height: int
    vector: npt.NDArray[np.float32]


def faces(root: Path) -> list[Face]:
    """Every clear face, each picture once."""
    reader, finder, encoder = PillowReader(), CenterFaceFinder(), FaceEncoder()
    found: dict[bytes, Face] = {}
    for person, path in pictures(root):
        try:
            picture = reader.open(path.read_bytes())
        except CannotRead:
            continue
        seen = [face for face in finder.find(picture) if face.score >= CLEAR_SCORE]
        for number, face in enumerate(seen):
            if face.box.height >= SMALLEST_PAIRED and (person is None or len(seen) == 1):
                vector = encoder.encode(picture, face.box)
                found.setdefault(vector.tobytes(), Face(person or f"{path.name} {number}", face.box.height, vector))
    return chained(list(found.values()))


def pictures(root: Path) -> Iterator[tuple[str | None, Path]]:
    """Each picture with its person; None where each of its faces is another person's."""
    for name in NAMED:
        for path in sorted((root / name).glob("*/*")):
            yield path.parent.name, path
    yield from ((None, path) for path in sorted((root / GROUPS).glob("*.jpg")) if path.name != "dogs.jpg")


def chained(all_faces: list[Face]) -> list[Face]:
    """The faces, those of the collage named by whom they chain to."""
    collage = [face for face in all_faces if face.person.startswith(COLLAGE)]
    near = apart(collage, collage) <= CHAIN
    for _ in collage:
        near = near @ near
    first = {face.person: collage[int(near[number].argmax())].person for number, face in enumerate(collage)}
    return [Face(first.get(face.person, face.person), face.height, face.vector) for face in all_faces]


def apart(ones: list[Face], others: list[Face]) -> Distances:
    """All distances."""
    a, b = (np.array([face.vector for face in these], float) for these in (ones, others))
    return np.asarray(np.linalg.norm(a[:, None] - b[None], axis=2))


def strangers(known: list[Face]) -> Distances:
    """Distances of all pairs of different people."""
    who = np.array([face.person for face in known])
    first, second = np.triu_indices(len(known), 1)
    return apart(known, known)[first, second][who[first] != who[second]]


def tail(counts: dict[float, int], pairs: int) -> str:
    """An exponential tail fitted to counts, by maximum likelihood: how often it halves or decimates.

    Each pair within 0.60 lies in a bin of 0.05 and goes on to the next with one chance; bins are 0.60, 0.55 and beyond.
    """
    stopped = counts[0.60] - counts[0.50]
    went_on = (counts[0.55] - counts[0.50]) + 2 * counts[0.50]
    chance = went_on / (went_on + stopped)
    spread = 1.96 * (chance * (1 - chance) / (went_on + stopped)) ** 0.5
    low, best, high = (0.05 / -np.log10(value) for value in (chance - spread, chance, chance + spread))
    rate = counts[0.60] / pairs
    says = f"ten times fewer every {best:.3f} (95%: {low:.3f} to {high:.3f})"
    for pupils in (30, 100, 420):
        allowed = DLIB_MODEL.rule.allowed(pupils)
        wrong = [pupils * rate * 10 ** (-(0.60 - allowed) / slope) for slope in (low, best, high)]
        says += (
            f"\n  {pupils} pupils: allowed {allowed:.3f}, a stranger's face matched {wrong[1]:.2%} (to {wrong[2]:.2%})"
        )
    return says


def claims(distances: Distances) -> dict[str, Distances]:
    """Ways to say how far a face is from a pupil's photos (last axis)."""
    ordered = np.sort(distances, axis=-1)
    half = max(2, -(-ordered.shape[-1] // 2))
    return {
        "nearest": ordered[..., 0],
        "nearer half, at least 2": ordered[..., :half].mean(-1),
        "all": ordered.mean(-1),
        "median": np.median(ordered, axis=-1),
    }


def compare_claims(known: list[Face], references: int) -> None:
    """For each way the genuine distance that nine in ten keep to, and how far below the strangers' it lies."""
    by_person = {person: [face for face in known if face.person == person] for person in {f.person for f in known}}
    genuine: dict[str, list[float]] = {}
    false: dict[str, list[float]] = {}
    draw = random.Random(1)
    for person, own in sorted(by_person.items()):
        others = [face for face in known if face.person != person]
        if len(own) <= references:
            continue
        choices = list(combinations(range(len(own)), references))
        to_own, to_others = apart(own, own), apart(others, own)
        for choice in draw.sample(choices, min(165, len(choices))):
            rest = [number for number in range(len(own)) if number not in choice]
            for way, values in claims(to_own[np.ix_(rest, choice)]).items():
                genuine.setdefault(way, []).extend(values.tolist())
            for way, values in claims(to_others[:, choice]).items():
                false.setdefault(way, []).extend(values.tolist())
    for way, values in genuine.items():
        near, far = np.array(values), np.array(false[way])
        nine = float(np.quantile(near, 0.9))
        kept = "  ".join(f"{(near <= limit).mean():.3f}" for limit in (0.45, 0.40, 0.35))
        room = (far.mean() - nine) / far.std()
        print(f"  {way:26} kept at .45 .40 .35: {kept}   0.9 within {nine:.3f}, {room:.2f} spreads below strangers")


def accept(known: list[Face], people: list[str], enrolled: int, choices: int, supposed: int) -> str:
    """Some people enrolled by three photos each, in every combination; everything else is shown."""
    draw, right, wrong, genuine, shown = random.Random(2), 0, 0, 0, 0
    for chosen in combinations(people, enrolled):
        for _ in range(choices):
            taken = {
                id(face)
                for person in chosen
                for face in draw.sample([face for face in known if face.person == person], REFERENCES)
            }
            templates = tuple(FaceTemplate(face.person, to_bytes(face.vector)) for face in known if id(face) in taken)
            gallery = Gallery.of(templates, DLIB_MODEL)
            for face in known:
                if id(face) not in taken and face.height >= SMALLEST_FACE:
                    distances = gallery.distances([face.vector])
                    compared = Compared(gallery, *distances, DLIB_MODEL.rule, compared_with=supposed)
                    result = compared.result(FaceSeen(PixelBox(0, 0, face.height, face.height), 0.9), 0)
                    is_sure, shown = result.outcome is FaceOutcome.MATCHED, shown + 1
                    genuine += face.person in chosen
                    right += is_sure and result.pupil_id == face.person
                    wrong += is_sure and result.pupil_id != face.person
    return f"{right} of {genuine} right ({right / max(genuine, 1):.3f}), {wrong} wrong of {shown} shown"


def speed(pupils: int, photos: int, shown: int) -> str:
    """Processor milliseconds a face, the templates read from the register's bytes included."""
    draw = np.random.default_rng(1)
    middles = np.repeat(draw.normal(0, 0.075, (pupils, 128)), photos, axis=0)
    rows = (middles + draw.normal(0, 0.02, middles.shape)).astype("<f4")
    templates = tuple(FaceTemplate(f"P{number // photos}", row.tobytes()) for number, row in enumerate(rows))
    took = []
    for _ in range(9):
        started = process_time()
        gallery = Gallery.of(templates, DLIB_MODEL)
        compared = Compared(gallery, *gallery.distances(rows[:shown]), DLIB_MODEL.rule)
        for number in range(shown):
            compared.result(FaceSeen(PixelBox(0, 0, 80, 100), 0.9), number)
        took.append((process_time() - started) / shown * 1000)
    return f"{pupils} pupils of {photos} photos, {shown} faces in the photo: {np.median(took):.1f} ms a face"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("photos", type=Path)
    parser.add_argument("--choices", type=int, default=20)
    chosen = parser.parse_args()
    known = faces(chosen.photos)
    print(f"{len(known)} faces of {len({face.person for face in known})} people, {SMALLEST_PAIRED} px and more")
    for smallest in (SMALLEST_PAIRED, SMALLEST_FACE):
        far = strangers([face for face in known if face.height >= smallest])
        counts = {step: int((far <= step).sum()) for step in STEPS}
        print(f"{smallest} px: {len(far)} pairs of strangers, nearest {far.min():.3f}, within {counts}")
        if smallest == SMALLEST_PAIRED:
            pooled = {step: counts[step] + STUDY[step] for step in STUDY}
            print(f"  with the earlier study {pooled} of {len(far) + STUDY_PAIRS}; shrinks {PER_TENFOLD} for ten times")
            print(f"  {tail(pooled, len(far) + STUDY_PAIRS)}")
    for references in (3, 5, 8):
        print(f"enrolled by {references} photos:")
        compare_claims([face for face in known if face.height >= SMALLEST_FACE], references)
    johns = sorted({path.name for path in (chosen.photos / "johns").iterdir()})
    several = sorted(
        person
        for person in {face.person for face in known}
        if sum(face.person == person and face.height >= SMALLEST_FACE for face in known) > REFERENCES
    )
    for supposed in (0, 30, 100, 420):
        print(f"4 of 5 johns, as for {supposed or 4}: {accept(known, johns, 4, chosen.choices, supposed)}")
    print(f"all but one of {len(several)}: {accept(known, several, len(several) - 1, chosen.choices, 0)}")
    for pupils, photos, shown in ((420, 3, 1), (420, 3, 5), (16_667, 3, 1), (16_667, 3, 5)):
        print(speed(pupils, photos, shown))


if __name__ == "__main__":
    main()
