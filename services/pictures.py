"""Pictures that people send: decoded under limits, and drawn anew, so that nothing hidden in them stays."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from domain.errors import FieldError, InvalidRequest

_MOST_PIXELS = 40_000_000  # some 160 MB while it is decoded
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def redrawn(
    content: bytes, what: str, most_bytes: int, draw: Callable[[Image.Image], Image.Image], quality: int
) -> bytes:
    """WebP of what `draw` makes of it; blocks. Raises InvalidRequest for what is no picture, or too large a one."""
    if len(content) > most_bytes:
        raise _refused(f"the {what} is larger than {most_bytes // 1_000_000} MB")
    try:
        with warnings.catch_warnings(), Image.open(BytesIO(content), formats=_FORMATS) as opened:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is lower
            if opened.width * opened.height > _MOST_PIXELS:
                raise _refused(f"the {what} has too many points: send a smaller one")
            return _written(draw(opened), quality)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise _refused("this is no picture that we can read: send JPEG, PNG, WebP or GIF") from error


def _written(picture: Image.Image, quality: int) -> bytes:
    """Without what cameras add."""
    picture.info.clear()
    written = BytesIO()
    picture.save(written, "WEBP", quality=quality, method=4)
    return written.getvalue()


def _refused(message: str) -> InvalidRequest:
    return InvalidRequest([FieldError("file", message)])
