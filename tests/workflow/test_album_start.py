"""An album whose answers are all kept is answered at once: no check, no model and no register has to be opened."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from checker.core.errors import NoRegister
from checker.store import REGISTER_FILE, file_mark
from checker.store.csv_register import parse_register_csv
from checker.store.importing import plan_import
from checker.store.register import open_register
from checker.workflow.album_register import version_of
from checker.workflow.album_results import RESULTS_FOLDER
from tests.workflow.test_album_resuming import NAMES, Place, place

__all__ = ["place"]  # a fixture
HEAVY = ("spacy", "onnxruntime", "cv2", "numpy", "PIL", "sqlalchemy", "checker.checks", "multiprocessing")
SHEET = (
    b"pupil_id,first_name,last_name,known_as,year_group,class_name,photo_consent\nS01,Orla,Penhallow,,Year 4,Oak,yes"
)
SECOND_RUN = """
import sys
from pathlib import Path
from checker.workflow import album_results
from checker.workflow.album_wish import AlbumRun, AlbumWish
album_results._PROGRAM = Path(sys.argv[4])
run = AlbumRun(AlbumWish(Path(sys.argv[1]), out=Path(sys.argv[3]), register=sys.argv[2]), lambda _: None)
rows = [row for row, _, _ in run.rows()]
run.finish(rows)
print(sum(row.is_kept for row in rows), *(name for name in {heavy} if name in sys.modules))
"""


@pytest.fixture
def own(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school's own register, left alone for long enough."""
    home.mkdir()
    with open_register(str(home / REGISTER_FILE), create=True) as register:
        register.apply(plan_import(register.read(), parse_register_csv(SHEET), date.today()))
    monkeypatch.setattr(file_mark, "SETTLES", -60.0)
    return home / REGISTER_FILE


def test_where_all_answers_are_kept_nothing_heavy_is_loaded(place: Place) -> None:
    place.run()
    words = [sys.executable, "-c", SECOND_RUN.replace("{heavy}", repr(HEAVY)), *place.words[:3], str(place.root)]
    told = subprocess.run(words, capture_output=True, text=True, check=True, env=dict(os.environ))
    assert told.stdout.split() == [str(len(NAMES))], told.stderr


def test_an_untouched_register_is_not_opened_to_tell_its_version(
    own: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = version_of(None, home, home / RESULTS_FOLDER)
    with monkeypatch.context() as patch:
        patch.setattr("checker.workflow.album_register.register_source", None)
        assert version_of(None, home, home / RESULTS_FOLDER) == first
        assert version_of(str(home), home, home / RESULTS_FOLDER) == first
    (kept,) = (home / RESULTS_FOLDER).glob("*.register")
    assert first.encode() not in kept.read_bytes()
    kept.write_bytes(b"somebody's own")
    assert version_of(None, home, home / RESULTS_FOLDER) == first


def test_a_changed_register_tells_its_new_version(own: Path, home: Path) -> None:
    first = version_of(None, home, home / RESULTS_FOLDER)
    with open_register(str(own)) as register:
        register.apply(plan_import(register.read(), parse_register_csv(SHEET.replace(b"yes", b"no")), date.today()))
    assert version_of(None, home, home / RESULTS_FOLDER) != first
    own.unlink()
    with pytest.raises(NoRegister):
        version_of(None, home, home / RESULTS_FOLDER)
