"""A face becomes 128 numbers, and loading what does that changes nothing else in the program."""

import subprocess
import sys
from types import ModuleType

import numpy as np
import pytest
from PIL import ImageFile

from checker.analysers.encoding import FaceEncoder, squared, to_bytes
from checker.analysers.face_library import face_library
from checker.analysers.face_model import DLIB_MODEL
from checker.analysers.gallery import vectors_of
from checker.analysers.landmarks import five_points
from checker.core.finding import PixelBox
from checker.core.people import FaceTemplate
from tests.analysers.pictures import PORTRAIT_FACE, Pictured, portrait, sized

# Watches the switch from another thread for as long as the library is being imported.
_WATCH = """
import io, threading, time
from PIL import Image, ImageFile
from checker.analysers.landmarks import five_points
from tests.analysers.pictures import PORTRAIT_FACE, portrait

whole = io.BytesIO()
Image.fromarray(portrait().pixels).save(whole, "JPEG")
torn, opened, done = whole.getvalue()[:20000], [], threading.Event()

def watch():
    while not done.is_set():
        try:
            Image.open(io.BytesIO(torn)).load()
            opened.append("a torn photo was taken for a whole one")
        except OSError:
            time.sleep(0.001)

thread = threading.Thread(target=watch)
thread.start()
five_points(portrait(), PORTRAIT_FACE)
done.set()
thread.join()
assert "face_recognition" in __import__("sys").modules
assert not opened and not ImageFile.LOAD_TRUNCATED_IMAGES, "the switch was thrown"
"""


@pytest.fixture(scope="module")
def encoder() -> FaceEncoder:
    return FaceEncoder()


def test_the_same_face_stays_near_at_another_size(encoder: FaceEncoder) -> None:
    larger = PixelBox(*(edge * 2 for edge in (175, 53, 275, 180)))
    one, two = encoder.encode(portrait(), PORTRAIT_FACE), encoder.encode(sized(portrait(), 2), larger)
    assert one.shape == (128,)
    assert np.linalg.norm(one - two) < 0.2


def test_the_same_pixels_give_the_same_vector(encoder: FaceEncoder) -> None:
    one, two = (FaceEncoder().encode(portrait(), PORTRAIT_FACE) for _ in range(2))
    assert to_bytes(one) == to_bytes(two)


def test_a_box_over_the_edge_is_encoded(encoder: FaceEncoder) -> None:
    cut = Pictured(np.ascontiguousarray(portrait().pixels[80:, 200:]))
    assert np.isfinite(encoder.encode(cut, PixelBox(0, 0, 75, 100))).all()


def test_a_torn_photo_is_never_taken_for_a_whole_one_while_the_library_loads() -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", _WATCH], check=True)


@pytest.mark.parametrize("shift", [0, 7, -12])
def test_the_vector_is_the_one_that_face_recognition_gives(encoder: FaceEncoder, shift: int) -> None:
    box = PixelBox(175 + shift, 53, 275 + shift, 180)
    with face_library() as library:
        (theirs,) = library.face_encodings(portrait().pixels, [squared(box)], num_jitters=1, model="small")
    assert np.linalg.norm(encoder.encode(portrait(), box) - theirs) < 1e-5


def test_encoding_a_face_loads_none_of_face_recognitions_own_models() -> None:
    """They take 100 MB and a second, of which the network itself is a fifth."""
    told = "from tests.analysers.pictures import PORTRAIT_FACE, portrait\n"
    told += "from checker.analysers.encoding import FaceEncoder\n"
    told += "FaceEncoder().encode(portrait(), PORTRAIT_FACE)\nimport sys\nassert 'face_recognition' not in sys.modules"
    subprocess.run([sys.executable, "-W", "error", "-c", told], check=True)


def test_pillow_is_left_as_it_was() -> None:
    five_points(portrait(), PORTRAIT_FACE)
    assert type(ImageFile) is ModuleType
    assert not ImageFile.LOAD_TRUNCATED_IMAGES


def read(vector: bytes) -> np.ndarray:
    return vectors_of((FaceTemplate("P1", vector),), DLIB_MODEL)[0]


def test_a_template_is_128_little_endian_float32() -> None:
    vector = np.linspace(-1, 1, 128, dtype=np.float32)
    assert to_bytes(vector)[:4] == np.array([-1], "<f4").tobytes()
    assert len(to_bytes(vector)) == 512
    assert np.array_equal(read(to_bytes(vector)), vector)


@pytest.mark.parametrize("length", [0, 4, 508, 516, 1024])
def test_a_template_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="length"):
        read(bytes(length))


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_damaged_template_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="damaged"):
        read(np.full(128, value, "<f4").tobytes())
