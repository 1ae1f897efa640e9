from __future__ import annotations

import base64
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OctKey

from infra.tokens import AccessClaims, AccessTokens, TokenRefused, derive, is_signed, sign

KEY, OTHER = bytes(range(32)), bytes(32)
TOKENS = AccessTokens((KEY,), 900, clock=lambda: 1_800_000_000)
CLAIMS = AccessClaims("a-user", "agency", "a-session", ("admin", "user"), strong=True)


def part(token: str, at: int) -> dict[str, object]:
    text = token.split(".")[at]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def test_a_token_says_what_it_was_issued_for_and_for_how_long():
    token = TOKENS.issue(CLAIMS)
    assert TOKENS.read(token) == CLAIMS
    body = part(token, 1)
    assert (body["sub"], body["tenant"], body["roles"], body["sid"]) == (
        "a-user",
        "agency",
        ["admin", "user"],
        "a-session",
    )
    assert (body["iss"], body["aud"], body["strong"]) == ("tripwright", "tripwright", True)
    assert body["exp"] - body["iat"] == 900


def test_a_token_ends_after_its_time():
    token = TOKENS.issue(CLAIMS)
    assert replace(TOKENS, clock=lambda: 1_800_000_899).read(token) == CLAIMS
    with pytest.raises(TokenRefused):
        replace(TOKENS, clock=lambda: 1_800_000_901).read(token)


def test_a_key_that_was_rotated_out_still_verifies_and_a_strangers_does_not():
    token = TOKENS.issue(CLAIMS)
    assert replace(TOKENS, keys=(OTHER, KEY)).read(token) == CLAIMS
    with pytest.raises(TokenRefused):
        replace(TOKENS, keys=(OTHER,)).read(token)


def test_a_token_without_a_signature_or_of_another_kind_is_refused():
    head = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    with pytest.raises(TokenRefused):
        TOKENS.read(f"{head}.{TOKENS.issue(CLAIMS).split('.')[1]}.")
    key = OctKey.import_key(derive(KEY, "access token"))
    now = {"iat": 1_800_000_000, "exp": 1_800_000_900}
    whole = {"iss": "tripwright", "aud": "tripwright", "sub": "x", "sid": "x", "tenant": "x", **now}
    assert TOKENS.read(jwt.encode({"alg": "HS256"}, whole, key)).user_id == "x"
    for missing in whole:
        told = {name: value for name, value in whole.items() if name != missing}
        with pytest.raises(TokenRefused):
            TOKENS.read(jwt.encode({"alg": "HS256"}, told, key))
    with pytest.raises(TokenRefused):
        TOKENS.read(jwt.encode({"alg": "HS256"}, whole | {"aud": "another"}, key))


@given(st.text(max_size=60))
def test_no_text_is_a_token_by_chance(text):
    with pytest.raises(TokenRefused):
        TOKENS.read(text)


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_signature_holds_for_its_text_and_purpose_alone(text, other):
    signature = sign((KEY,), "one", text)
    assert is_signed((OTHER, KEY), "one", text, signature)
    assert not is_signed((KEY,), "two", text, signature)
    assert not is_signed((OTHER,), "one", text, signature)
    assert is_signed((KEY,), "one", other, signature) == (text == other)
