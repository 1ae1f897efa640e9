from __future__ import annotations

import pytest

from domain.errors import AllProvidersFailed, Rejected
from tests.tools.identity.issuer import CLIENT, PROJECT
from tools.identity.chain import AuthChain
from tools.identity.firebase import Firebase
from tools.identity.id_tokens import TokenVerifier
from tools.identity.issuer import Issuer
from tools.identity.oidc import Oidc, OidcClient


@pytest.fixture
def chain(outside, keys, oidc, issuer):
    firebase = Firebase(outside, TokenVerifier(keys), PROJECT, "key", issuer.address)
    away = Oidc(outside, TokenVerifier(keys))
    auth0 = Issuer(away, OidcClient("auth0", "http://127.0.0.1:9", CLIENT), "Users")
    return AuthChain((firebase, auth0, Issuer(oidc, OidcClient("own", issuer.address, CLIENT, "secret"))))


async def test_each_token_is_known_to_its_own_issuer(chain, issuer):
    told = await chain.verify_token(issuer.firebase(sub="f", firebase={"sign_in_second_factor": "totp"}))
    assert (told.issuer, told.subject, told.strong) == (f"https://securetoken.google.com/{PROJECT}", "f", True)
    told = await chain.verify_token(issuer.token(sub="o", nonce="n"), "n")
    assert (told.issuer, told.subject, told.strong) == (issuer.address, "o", False)


async def test_a_token_of_nobody_is_refused_and_one_of_somebody_away_may_come_again(chain, issuer):
    with pytest.raises(Rejected, match=r"firebase.*auth0.*own"):
        await chain.verify_token(issuer.token(iss="https://evil.example"))
    with pytest.raises(AllProvidersFailed):
        await chain.verify_token(issuer.token(iss="http://127.0.0.1:9"))
    with pytest.raises(Rejected, match="set up"):
        await AuthChain(()).verify_token(issuer.token())


async def test_the_first_that_answers_signs_in_and_what_follows_goes_to_it(chain, issuer):
    provider, tokens = await chain.sign_in("ada@example.org", "right")
    assert (provider, tokens.refresh_token, tokens.expires_in) == ("firebase", "r1", 3600)
    assert (await chain.verify_token(tokens.id_token)).subject == "ada"
    assert (await chain.refresh_token("firebase", "r1")).refresh_token == "r2"
    await chain.sign_out("firebase", "r2")
    with pytest.raises(AllProvidersFailed):  # refused by two, and the one between may know them
        await chain.sign_in("ada@example.org", "wrong")


async def test_a_houses_own_issuer_signs_in_refreshes_and_revokes(chain, issuer):
    own = chain.adapters[-1]
    tokens = await own.sign_in("ada@example.org", "right")
    assert (await own.verify_token(tokens.id_token)).subject == "ada"
    assert (await own.refresh_token("r1")).refresh_token == "r2"
    await own.sign_out("r2")
    assert issuer.forms[-1] == {
        "path": "/revoke",
        "token": "r2",
        "token_type_hint": "refresh_token",
        "client_id": CLIENT,
        "client_secret": "secret",
    }
    with pytest.raises(Rejected):
        await own.sign_in("ada@example.org", "wrong")
    with pytest.raises(Rejected):
        await chain.refresh_token("nobody", "r1")
