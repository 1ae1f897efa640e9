from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.links.offered import own_link

OURS = {"booking": "304142", "viator": "P1"}


@pytest.mark.parametrize(
    ("provider", "link", "expected"),
    [
        (
            "booking",
            "https://www.booking.com/hotel/jp/x.html?aid=999&label=evil&checkin=2027-04-12&utm_source=them",
            "https://www.booking.com/hotel/jp/x.html?checkin=2027-04-12&aid=304142",
        ),
        ("viator", "https://www.viator.com/tours/x/d1?PID=P9&MCID=1", "https://www.viator.com/tours/x/d1?pid=P1"),
        ("kiwi", "https://www.kiwi.com/deep?from=LHR&affilid=them", "https://www.kiwi.com/deep?from=LHR"),
        ("booking", "https://www.booking.com.evil.example/?aid=1", ""),
        ("booking", "https://evil.example/?x=booking.com", ""),
        ("booking", "http://www.booking.com/", ""),
        ("booking", "https://www.booking.com@evil.example/", ""),
        ("booking", "javascript:alert(1)", ""),
        ("booking", "https://www.viator.com/tours/x", ""),
        ("nobody", "https://www.booking.com/", ""),
        ("booking", "", ""),
        ("booking", "https://www.booking.com/\r\nLocation: https://evil.example", ""),
    ],
)
def test_a_link_leads_to_the_seller_with_no_affiliate_but_us(provider, link, expected):
    assert own_link(provider, link, OURS) == expected


@given(st.text(max_size=80), st.sampled_from(["https://www.booking.com/", "https://www.booking.com/?aid=9&", ""]))
def test_whatever_a_provider_writes(text, start):
    made = own_link("booking", start + text.encode(errors="ignore").decode(), OURS)
    if made:
        parts = urlsplit(made)
        assert (parts.scheme, parts.hostname.endswith("booking.com")) == ("https", True)
        assert parse_qs(parts.query)["aid"] == ["304142"]
        assert own_link("booking", made, OURS) == made
