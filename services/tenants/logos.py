"""Logos of agencies: whatever is sent becomes WebP of our own making that fits a header, its shape kept."""

from __future__ import annotations

from PIL import Image, ImageOps

from services.pictures import redrawn

MOST_BYTES = 2_000_000
WIDTH, HEIGHT = 480, 160  # points, at most
_QUALITY = 90


def logo_of(content: bytes) -> bytes:
    """The picture, no larger than needed and see-through where it was; blocks.

    Raises InvalidRequest for what is no picture, or too large a one.
    """
    return redrawn(content, "logo", MOST_BYTES, _fitting, _QUALITY)


def _fitting(opened: Image.Image) -> Image.Image:
    """Turned as its EXIF says."""
    upright = ImageOps.exif_transpose(opened).convert("RGBA")
    upright.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    return upright
