"""What does the picture look like? Decoded whole and once, upright, in plain red, green and blue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.analysers.decoding import RgbPixels


@dataclass(frozen=True, slots=True)
class PillowPicture:
    """A decoded picture. `pixels`: uint8, height x width x 3, RGB, upright, read-only; see-through parts on white."""

    pixels: RgbPixels = field(repr=False, compare=False)
    is_animated: bool = False

    @property
    def width(self) -> int:
        """Pixels across, upright."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Pixels down, upright."""
        return int(self.pixels.shape[0])


class PillowReader:
    """Decodes JPEG, PNG, WebP, GIF, TIFF, BMP, HEIC and AVIF pictures, told apart by content."""

    def open(self, data: bytes) -> PillowPicture:
        """The picture, decoded whole; of a moving picture the first frame. Raises: CannotRead."""
        from checker.analysers.decoding import decode, rgb_pixels  # Pillow and NumPy cost 100 ms to import

        decoded = decode(data)
        pixels = rgb_pixels(decoded.image)
        pixels.setflags(write=False)
        return PillowPicture(pixels, decoded.is_animated)
