from __future__ import annotations

import base64
import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from infra.signing import open_signer

KEY, OTHER = (base64.b64encode(os.urandom(32)).decode() for _ in range(2))
SIGNER = open_signer(KEY, Path(), "tests")


@given(st.binary(max_size=200))
def test_what_was_signed_comes_back(content):
    assert SIGNER.content(SIGNER.sign(content)) == content


@given(st.binary(max_size=40), st.data())
def test_no_changed_byte_is_believed(content, data):
    raw = bytearray(base64.urlsafe_b64decode(SIGNER.sign(content) + "==="))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    assert SIGNER.content(base64.urlsafe_b64encode(bytes(raw)).decode()) is None


@given(st.text(max_size=80))
def test_what_nobody_signed_is_refused_whatever_it_is(text):
    assert SIGNER.content(text) is None


def test_each_purpose_and_each_key_signs_for_itself():
    signed = SIGNER.sign(b"x")
    assert open_signer(KEY, Path(), "other").content(signed) is None
    assert open_signer(OTHER, Path(), "tests").content(signed) is None


def test_an_older_key_is_still_known():
    assert open_signer(f"{OTHER},{KEY}", Path(), "tests").content(SIGNER.sign(b"x")) == b"x"
