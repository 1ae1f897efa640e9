from __future__ import annotations

import pytest

from tools.images.plain import plain, web_address


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<a href="//x" onclick="alert(1)">Ann</a> &amp; Bob', "Ann & Bob"),
        ("Ann<script>alert(document.cookie)</script><b> Lee</b>", "Ann Lee"),
        ("<img src=x onerror=alert(1)>Ann", "Ann"),
        ("one\n\n two\u202e evil\u0007", "one two evil"),
        ("<p>View of <b>Kyoto</b>, at dawn</p>", "View of Kyoto, at dawn"),
        (None, ""),
        ("&lt;script&gt;", "<script>"),  # text, and shown as text
    ],
)
def test_markup_becomes_the_text_that_it_shows(markup, text):
    assert plain(markup) == text


def test_a_long_text_is_cut():
    assert plain("a" * 500, 20) == "a" * 19 + "…"


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("//example.org/a", "https://example.org/a"),
        ("javascript:alert(1)", ""),
        ("data:image/svg+xml,<svg/>", ""),
        ("https://user@example.org/", ""),
        ('https://example.org/"onload=', ""),
        ("file:///etc/passwd", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_only_plain_web_addresses_are_followed(said, address):
    assert web_address(said) == address
