"""Pictures of people: whatever is sent becomes 200 × 200 WebP of our own making."""

from __future__ import annotations

from PIL import Image, ImageOps

from services.pictures import redrawn

MOST_BYTES = 5_000_000
SIDE = 200
_QUALITY = 82


def avatar_of(content: bytes) -> bytes:
    """The middle of the picture, upright; blocks. Raises InvalidRequest for what is no picture, or too large a one."""
    return redrawn(content, "picture", MOST_BYTES, _square, _QUALITY)


def _square(opened: Image.Image) -> Image.Image:
    """Decoded at a fitting size where the format allows it, and turned as its EXIF says."""
    opened.draft("RGB", (SIDE * 2, SIDE * 2))
    upright = ImageOps.exif_transpose(opened)
    return ImageOps.fit(upright.convert("RGBA"), (SIDE, SIDE), Image.Resampling.LANCZOS)
