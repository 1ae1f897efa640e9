"""Whether a file is what it says it is, by its first bytes (its magic number), never by its name."""

from __future__ import annotations

_SIGNS: dict[str, tuple[tuple[int, bytes], ...]] = {
    "image/png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "image/jpeg": ((0, b"\xff\xd8\xff"),),
    "image/gif": ((0, b"GIF87a"), (0, b"GIF89a")),
    "image/webp": ((8, b"WEBPVP8"),),
    "image/avif": ((4, b"ftypavif"), (4, b"ftypavis")),
    "application/pdf": ((0, b"%PDF-"),),
    "application/zip": ((0, b"PK\x03\x04"), (0, b"PK\x05\x06")),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ((0, b"PK\x03\x04"),),
    "application/gzip": ((0, b"\x1f\x8b"),),
}


def type_of(content: bytes) -> str | None:
    """The media type that the first bytes show; None for none that we know."""
    for kind, signs in _SIGNS.items():
        if any(content.startswith(sign, at) for at, sign in signs):
            return kind
    return None


def is_what_it_says(content: bytes, kind: str) -> bool:
    """False where a type that we know by its signs is claimed for something else; other types are believed."""
    return kind not in _SIGNS or any(content.startswith(sign, at) for at, sign in _SIGNS[kind])
