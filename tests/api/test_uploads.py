from __future__ import annotations

import pytest

from api.uploads import is_what_it_says, type_of


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"%PDF-1.7", "application/pdf"),
        (b"<html>", None),
        (b"", None),
    ],
)
def test_a_type_is_known_by_its_first_bytes(content, kind):
    assert type_of(content) == kind
    assert is_what_it_says(content, "image/png") is (kind == "image/png")
    assert is_what_it_says(content, "text/csv")
