"""What a worker seals for a run is opened by that run's own key, which shows itself to nobody."""

from __future__ import annotations

import pickle

import pytest

from checker.core.errors import CannotRead
from checker.store.sealed_for_run import RunKey


def test_only_the_run_that_asked_opens_what_a_worker_sealed() -> None:
    run = RunKey()
    seal = pickle.loads(pickle.dumps(run.seal))  # as a worker receives it
    sealed = seal.sealed(b"numbers of a face")
    assert b"numbers" not in sealed
    assert sealed != seal.sealed(b"numbers of a face")
    assert run.opened(sealed) == b"numbers of a face"
    with pytest.raises(CannotRead):
        RunKey().opened(sealed)


@pytest.mark.parametrize("place", [0, 40, -1])
def test_what_was_changed_on_the_way_does_not_open(place: int) -> None:
    run = RunKey()
    sealed = bytearray(run.seal.sealed(b"numbers of a face"))
    sealed[place] ^= 1
    with pytest.raises(CannotRead):
        run.opened(bytes(sealed))


def test_what_is_no_seal_at_all_does_not_open() -> None:
    with pytest.raises(CannotRead):
        RunKey().opened(b"")


def test_the_key_itself_cannot_travel() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(RunKey())
