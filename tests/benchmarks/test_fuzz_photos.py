"""The fuzzer's bombs and a few dozen of its files: a verdict or a sentence, and a fault of ours would be seen."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from time import process_time

import pytest

from benchmarks.fuzz_photos import SLOWEST, Gate, Sample, bombs, broken_files
from checker.core.evidence import CleanCopy
from tests.analysers.picture_files import SECRET, saved, scene

pytest.importorskip("pillow_heif")


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate()


def faults(gate: Gate, sample: Sample) -> list[str]:
    started = process_time()
    report = gate.check(sample.data)
    return list(gate.faults(sample, process_time() - started, report))


def test_bombs_get_a_verdict_or_a_sentence(gate: Gate) -> None:
    quick = takewhile(lambda bomb: bomb.name != SLOWEST, bombs())
    assert [(bomb.name, fault) for bomb in quick for fault in faults(gate, bomb)] == []


def test_broken_files_get_a_verdict_or_a_sentence(gate: Gate) -> None:
    assert [(place, fault) for place, sample in broken_files(60, 3) for fault in faults(gate, sample)] == []


def test_a_clear_verdict_for_half_a_picture_would_be_seen(gate: Gate) -> None:
    whole = Sample("whole", saved(scene(), "PNG"), saved(scene(), "PNG"))
    assert faults(gate, whole) == []
    assert faults(gate, replace(whole, whole=saved(scene(60, 40), "PNG"))) == [
        "clear, and part of the picture is missing"
    ]


def test_a_copy_with_a_leftover_would_be_seen(gate: Gate) -> None:
    report = gate.check(saved(scene(), "PNG"))
    copy = CleanCopy(saved(scene(), "PNG") + SECRET.encode(), ".png")
    leaking = replace(report, photos=(replace(report.photos[0], clean_copy=copy),))
    assert "the copy holds what was hidden" in list(gate.faults(Sample("leaking", b""), 0, leaking))
