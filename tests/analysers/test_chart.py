"""Rates are drawn as one small picture, in two formats."""

import io
from xml.etree import ElementTree

from PIL import Image

from checker.analysers.chart import WIDTH, Bar, as_png, as_svg

BARS = [
    Bar("faces of 60 px <&>", 0.5, 0.25, 0.75, "1 of 2", "#1b7837"),
    Bar("none", 0.0, 0.0, 1.0, "0 of 0", "#b2182b"),
]


def test_svg_holds_every_row_and_is_well_formed() -> None:
    drawn = ElementTree.fromstring(as_svg("Faces", BARS))
    words = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert words == ["Faces", "0.00", "0.25", "0.50", "0.75", "1.00", "faces of 60 px <&>", "1 of 2", "none", "0 of 0"]
    dots = [float(dot.get("cx", "")) for dot in drawn.iter("{http://www.w3.org/2000/svg}circle")]
    assert dots == [530.0, 330.0]


def test_png_is_a_picture_of_the_same_size() -> None:
    with Image.open(io.BytesIO(as_png("Faces", BARS))) as image:
        assert (image.format, image.width) == ("PNG", WIDTH)
        assert image.getpixel((530, 73)) == (0x1B, 0x78, 0x37)
