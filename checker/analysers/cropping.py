"""What is a part of a photo, without anything hidden? The part saved, and then cleaned and proven like any photo."""

from __future__ import annotations

from io import BytesIO

from checker.core.errors import CannotRead
from checker.core.evidence import CleanCopy
from checker.core.finding import PixelBox

OUTSIDE = "The part to keep lies outside the picture. Please check this photo again."
CROPPED = "cropped and saved again"
_QUALITY = 95
"""Of JPEG, with colours at full size: nobody sees the second saving."""


class PartCropper:
    """Keeps a part of a picture; everything else is not in the copy, in no thumbnail and no preview either."""

    def crop(self, data: bytes, box: PixelBox) -> CleanCopy:
        """The proven copy of this part, in upright pixels of the picture. Raises: CannotRead."""
        from PIL import Image

        from checker.analysers.clean_copy.making import proven_copy
        from checker.analysers.containers.kind import PictureKind
        from checker.analysers.decoding import decode, rgb_pixels

        original = decode(data)
        pixels = rgb_pixels(original.image)
        height, width = pixels.shape[:2]
        if not (0 <= box.left < box.right <= width and 0 <= box.top < box.bottom <= height):
            raise CannotRead(OUTSIDE)
        part = Image.fromarray(pixels[box.top : box.bottom, box.left : box.right])
        profile = original.icc if original.image.mode == "RGB" else None  # a profile of other colours would not fit
        packed = BytesIO()
        if original.kind is PictureKind.PNG:
            part.save(packed, "PNG", icc_profile=profile)
        else:
            part.save(packed, "JPEG", quality=_QUALITY, subsampling=0, icc_profile=profile)
        copy = proven_copy(packed.getvalue())
        return CleanCopy(copy.data, copy.suffix, CROPPED)
