from __future__ import annotations

import pytest

from domain.checks.places import is_web_address


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://localhost:8000/a?b=c#d",
        "https://www.museo.es/visita?idioma=es&q=caf%C3%A9",
        "https://münchen.example/straße",
        "https://[2001:db8::1]/a",
    ],
)
def test_a_web_address(url):
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        *("", "https://", "https:///path", "http://?q", "www.example.org", "//example.org", "ftp://example.org"),
        *("javascript:alert(1)", "https://bank.example@evil.example/", "https://:pw@evil.example/"),
        *("https://exa mple.org/", "https://example.org/\r\nX: y", "https://example.org/\t", "https://[::1/"),
    ],
)
def test_no_web_address(url):
    assert not is_web_address(url)
