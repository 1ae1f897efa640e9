from __future__ import annotations

import base64
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import ECKey, OctKey, RSAKey

from domain.errors import Rejected
from tests.tools.identity.issuer import CLIENT
from tools.identity.id_tokens import Expected, TokenVerifier, identity_of, issuer_of


@pytest.fixture
def verify(issuer, keys):
    async def check(token: str, nonce: str = ""):
        expected = Expected(issuer.address, CLIENT, f"{issuer.address}/keys", nonce)
        return await TokenVerifier(keys).verify("x", token, expected)

    return check


async def test_a_token_of_the_issuer_for_us_holds(verify, issuer):
    told = await verify(issuer.token(email="ada@example.org", email_verified=True, name="Ada Lovelace", amr=["otp"]))
    identity = identity_of(told)
    assert (identity.issuer, identity.subject) == (issuer.address, "ada")
    assert (identity.email, identity.email_verified, identity.strong) == ("ada@example.org", True, True)
    assert (identity.first_name, identity.last_name) == ("Ada", "Lovelace")


NOW = int(time.time())


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another"},
        {"aud": None},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"aud": [CLIENT, "another"]},
        {"exp": NOW - 3600},
        {"exp": None},
        {"iat": NOW + 3600},
        {"nbf": NOW + 3600},
        {"sub": None},
        {"sub": 7},
        {"exp": float("nan")},
    ],
    ids=" ".join,
)
async def test_a_claim_that_is_wrong_or_missing_refuses_it(verify, issuer, claims):
    with pytest.raises(Rejected):
        await verify(issuer.token(**claims))


async def test_a_token_for_a_login_carries_that_logins_nonce(verify, issuer):
    assert await verify(issuer.token(nonce="n1"), "n1")
    for token in (issuer.token(nonce="n2"), issuer.token(), issuer.token(nonce=["n1"])):
        with pytest.raises(Rejected, match="another login"):
            await verify(token, "n1")


async def test_who_signs_otherwise_is_refused(verify, issuer):
    public = json.dumps(issuer.key.as_dict(private=False)).encode()
    head = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    body = issuer.token().split(".")[1]
    for token in (
        issuer.token(key=ECKey.generate_key("P-256")),
        issuer.token({"alg": "HS256"}, OctKey.import_key(public)),
        issuer.token({"alg": "RS256"}, RSAKey.generate_key(2048)),
        f"{head}.{body}.",
        issuer.token()[:-4] + "AAAA",
    ):
        with pytest.raises(Rejected):
            await verify(token)


@given(st.text(max_size=80) | st.from_regex(r"[A-Za-z0-9_-]{0,30}\.[A-Za-z0-9_-]{0,30}\.[A-Za-z0-9_-]{0,10}"))
def test_whatever_is_sent_as_a_token_is_read_without_an_accident(text):
    assert isinstance(issuer_of(text), str)


@pytest.mark.parametrize("token", ["", "a.b.c", "a" * 30_000, "..", "e30.e30.e30", "W10.W10.W10", "bnVsbA.bnVsbA."])
async def test_what_is_no_token_is_refused(verify, token):
    with pytest.raises(Rejected):
        await verify(token)
