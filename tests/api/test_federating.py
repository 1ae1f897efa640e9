from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.federating import back, local

_TRICKY = st.text(alphabet="/\\:@?#.\t\n\r e%2f", max_size=20).map(lambda text: text.replace("e", "evil.example"))


@given(st.text(max_size=40) | _TRICKY | _TRICKY.map(lambda text: "/" + text))
def test_wherever_a_login_asks_to_return_it_is_to_our_own_house(asked):
    here = "https://trips.example.org/v1/auth"
    parts = urlsplit(urljoin(here, local(asked)))
    assert (parts.scheme, parts.netloc) == ("https", "trips.example.org")
    assert not set(local(asked)) & set("\r\n\t\\")


@pytest.mark.parametrize("path", ["/", "/trips", "/trips/1?day=2", "/a//b"])
def test_a_path_of_ours_stays(path):
    assert local(path) == path


def test_what_the_page_is_told_stands_after_the_hash_and_replaces_what_stood_there():
    assert back("/trips#old", ticket="a b&c").headers["location"] == "/trips#ticket=a%20b%26c"
    assert back("/trips").headers["cache-control"] == "no-store"
