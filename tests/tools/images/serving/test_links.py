from __future__ import annotations

import base64

from hypothesis import given
from hypothesis import strategies as st

from domain.place import Category
from tools.images.serving.links import PictureLink, Signer

OURS = Signer([b"a" * 32])
LINK = PictureLink("wikimedia", "https://upload.wikimedia.org/a/ü.jpg", Category.TEMPLE, "金閣寺")


def test_a_key_is_read_back_and_the_same_each_time():
    assert OURS.link(OURS.key(LINK)) == LINK
    assert OURS.key(LINK) == OURS.key(LINK)


def test_a_key_that_another_secret_signed_is_none_of_ours():
    assert OURS.link(Signer([b"b" * 32]).key(LINK)) is None


def test_an_older_secret_is_still_believed():
    assert Signer([b"b" * 32, b"a" * 32]).link(OURS.key(LINK)) == LINK


@given(st.integers(min_value=0, max_value=10_000), st.integers(min_value=1, max_value=255))
def test_a_changed_key_is_none(at, change):
    key = OURS.key(LINK)
    raw = bytearray(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)))
    raw[at % len(raw)] ^= change
    assert OURS.link(base64.urlsafe_b64encode(raw).decode().rstrip("=")) is None


@given(st.text(max_size=80))
def test_any_other_text_is_none(text):
    assert OURS.link(text) is None
