from __future__ import annotations

from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import oidc_provider_mock  # type: ignore[import-untyped]
import pyotp
import pytest
from sqlalchemy import text

from domain.identity import Role
from tests.api.signing_in import PASSWORD, account_work, headers_of, logged_in, make_user, sign_in, signed_in
from tests.tools.identity.issuer import CLIENT, running_issuer


@pytest.fixture(scope="module")
def issuer_url():
    with oidc_provider_mock.run_server_in_thread(require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def exchange_issuer():
    with running_issuer() as running:
        yield running


@pytest.fixture
def admin(admin, no_identity_providers):
    return admin


@pytest.fixture
async def company(client, admin, issuer_url):
    """The name of a provider that is set up."""
    return await set_up(client, admin, issuer_url)


async def set_up(client, admin, issuer: str, **changes) -> str:
    name = f"idp-{uuid4().hex[:8]}"
    body = {"settings": {"kind": "oidc", "issuer": issuer, "client_id": CLIENT, **changes}, "secret": "s3cret"}
    told = await client.put(f"/v1/admin/identity-providers/{name}", json=body, headers=admin)
    assert told.status_code == 200, told.text
    return name


def known_there(issuer_url: str, email: str, **claims) -> str:
    """Somebody with an account at the provider; its subject there."""
    subject = f"sub-{uuid4().hex[:8]}"
    told = {"email": email, "email_verified": True, "given_name": "Grace", "family_name": "Hopper", **claims}
    assert httpx.put(f"{issuer_url}/users/{subject}", json=told, verify=False).status_code == 204
    return subject


def consent(address: str, subject: str) -> str:
    """What somebody does on the provider's page; the path that they are sent back to."""
    answer = httpx.post(address, data={"sub": subject}, follow_redirects=False, verify=False)
    assert answer.status_code == 302, answer.text
    back = urlsplit(answer.headers["location"])
    return f"{back.path}?{back.query}"


async def go(client, name: str, subject: str, return_to: str = "/trips") -> httpx.Response:
    start = await client.get(f"/v1/auth/oidc/{name}/start", params={"return_to": return_to})
    assert start.status_code == 302, start.text
    return await client.get(consent(start.headers["location"], subject))


def told_after(response: httpx.Response) -> dict[str, str]:
    fragment = urlsplit(response.headers["location"]).fragment
    return {name: values[0] for name, values in parse_qs(fragment).items()}


async def failures(platform, name: str) -> int:
    """How many logins through a provider that came to nothing are written down."""
    async with platform() as session:
        query = text("SELECT count(*) FROM audit_entries WHERE action = 'LOGIN_FAILED' AND resource_id = :name")
        return await session.scalar(query, {"name": name})


def email() -> str:
    return f"{uuid4().hex}@example.org"


async def test_a_stranger_whom_the_provider_vouches_for_gets_an_account_and_comes_back_to_it(
    client, company, issuer_url
):
    subject = known_there(issuer_url, address := email())
    for _ in range(2):
        arrived = await go(client, company, subject)
        assert (arrived.status_code, arrived.headers["location"]) == (303, "/trips"), told_after(arrived)
        tokens = (await client.post("/v1/auth/refresh")).json()
        assert tokens["user"]["email"] == address
        assert tokens["user"]["first_name"] == "Grace"
        assert tokens["user"]["strong"] is False
        ids = tokens["user"]["id"]
    assert tokens["user"]["id"] == ids
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    [identity] = (await client.get("/v1/profile/identities", headers=headers)).json()
    assert (identity["issuer"], identity["subject"]) == (issuer_url, subject)
    assert identity["label"] == company.capitalize()
    where = {"issuer": issuer_url, "subject": subject}
    assert (await client.delete("/v1/profile/identities", params=where, headers=headers)).status_code == 409


async def test_a_new_account_is_written_to_in_the_language_of_the_browser_that_made_it(client, company, issuer_url):
    for asked, language in (("fr-CH, de;q=0.8", "fr"), ("*", "en"), ("x" * 200, "en")):
        client.headers["Accept-Language"] = asked
        await go(client, company, known_there(issuer_url, email()))
        assert (await client.post("/v1/auth/refresh")).json()["user"]["language"] == language


async def test_the_provider_is_asked_with_pkce_state_and_nonce(client, company):
    start = await client.get(f"/v1/auth/oidc/{company}/start")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(start.headers["location"]).query).items()}
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43
    cookie = start.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


async def test_an_answer_is_taken_once_and_only_in_the_browser_that_asked(client, company, issuer_url):
    subject = known_there(issuer_url, email())
    start = await client.get(f"/v1/auth/oidc/{company}/start")
    path = consent(start.headers["location"], subject)
    cookie = client.cookies["tripwright_sso"]
    client.cookies.clear()
    stolen = await client.get(path)
    assert "begun elsewhere" in told_after(stolen)["sign_in_error"]
    client.cookies.set("tripwright_sso", cookie)
    again = await client.get(path)
    assert "begin again" in told_after(again)["sign_in_error"]
    assert "tripwright_refresh" not in client.cookies


@pytest.mark.parametrize("query", ["", "?state=made-up&code=x", "?error=access_denied"])
async def test_an_answer_to_nothing_leads_to_the_page_with_the_reason(client, company, query):
    told = await client.get(f"/v1/auth/oidc/{company}/callback{query}")
    assert told.status_code == 303
    assert told.headers["location"].startswith("/account/login#sign_in_error=")
    assert "set-cookie" not in told.headers


async def test_who_changes_their_mind_or_brings_a_code_of_another_login_is_not_signed_in(
    client, platform, company, issuer_url
):
    start = await client.get(f"/v1/auth/oidc/{company}/start")
    state = parse_qs(urlsplit(start.headers["location"]).query)["state"][0]
    told = await client.get(f"/v1/auth/oidc/{company}/callback", params={"state": state, "error": "access_denied"})
    assert "changed your mind" in told_after(told)["sign_in_error"]
    subject = known_there(issuer_url, email())
    theirs = consent((await client.get(f"/v1/auth/oidc/{company}/start")).headers["location"], subject)
    code = parse_qs(urlsplit(theirs).query)["code"][0]
    start = await client.get(f"/v1/auth/oidc/{company}/start")
    state = parse_qs(urlsplit(start.headers["location"]).query)["state"][0]
    told = await client.get(f"/v1/auth/oidc/{company}/callback", params={"state": state, "code": code})
    assert "did not answer as it should" in told_after(told)["sign_in_error"]
    assert await failures(platform, company) == 2


async def test_an_address_with_an_account_is_linked_only_once_that_account_says_so(
    client, settings, company, issuer_url
):
    async with account_work(settings) as work:
        user = await make_user(work, password=PASSWORD)
    subject = known_there(issuer_url, user.personal.email)
    ticket = told_after(await go(client, company, subject))["link_ticket"]
    assert "tripwright_refresh" not in client.cookies
    stranger = await sign_in(client, settings)
    body = {"link_ticket": ticket}
    assert (await client.post("/v1/profile/identities", json=body)).status_code == 401
    own = await logged_in(client, user)
    assert (await client.post("/v1/profile/identities", json=body, headers=own)).status_code == 204
    assert (await client.post("/v1/profile/identities", json=body, headers=own)).status_code == 401
    client.cookies.clear()
    assert (await go(client, company, subject)).headers["location"] == "/trips"
    assert (await client.post("/v1/auth/refresh")).json()["user"]["id"] == str(user.id)
    second = known_there(issuer_url, user.personal.email)
    ticket = told_after(await go(client, company, second))["link_ticket"]
    refused = await client.post("/v1/profile/identities", json={"link_ticket": ticket}, headers=stranger)
    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("claims", "changes", "words"),
    [
        ({"email_verified": False}, {}, "does not vouch"),
        ({"email": "no address"}, {}, "does not vouch"),
        ({}, {"sign_up": False}, "you have no account here"),
        ({}, {"email_domains": ["example.com"]}, "not of a house"),
    ],
)
async def test_a_stranger_who_may_not_come_in_is_told_why(client, admin, issuer_url, claims, changes, words):
    name = await set_up(client, admin, issuer_url, **changes)
    told = await go(client, name, known_there(issuer_url, **{"email": email(), **claims}))
    assert words in told_after(told)["sign_in_error"]


async def test_somebody_signed_in_links_a_provider_and_is_asked_for_their_own_second_factor(
    client, settings, company, issuer_url
):
    ada = await signed_in(settings, strong=True)
    subject = known_there(issuer_url, email())
    begun = await client.post(
        f"/v1/profile/identities/{company}/link", params={"return_to": "/profile"}, headers=headers_of(ada)
    )
    linked = await client.get(consent(begun.json()["address"], subject))
    assert linked.headers["location"] == f"/profile#linked={company}"
    assert (await go(client, company, subject)).headers["location"] == "/trips"
    codes = await client.post("/v1/profile/totp", headers=headers_of(ada))
    code = pyotp.TOTP(codes.json()["secret"]).now()
    await client.post("/v1/profile/totp/confirm", json={"code": code}, headers=headers_of(ada))
    told = told_after(await go(client, company, subject))
    assert told["second_factor"] == "totp"
    assert told["ticket"]


@pytest.mark.parametrize(
    "path", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
async def test_nobody_is_sent_on_to_another_house(client, company, issuer_url, path):
    arrived = await go(client, company, known_there(issuer_url, email()), path)
    assert arrived.headers["location"] == "/"


async def test_secrets_lie_sealed_and_are_never_shown_and_only_administrators_set_providers_up(
    client, settings, platform, admin, company
):
    [shown] = [
        one
        for one in (await client.get("/v1/admin/identity-providers", headers=admin)).json()
        if one["name"] == company
    ]
    assert shown["has_secret"] is True
    assert "s3cret" not in str(shown)
    assert shown["callback"].endswith(f"/v1/auth/oidc/{company}/callback")
    async with platform() as session:
        kept = await session.scalar(text("SELECT sealed FROM identity_providers WHERE name = :name"), {"name": company})
        noted = await session.scalar(
            text("SELECT count(*) FROM audit_entries WHERE resource_id = :name"), {"name": company}
        )
    assert b"s3cret" not in kept
    assert noted == 1
    path = f"/v1/admin/identity-providers/{company}"
    traveller = await sign_in(client, settings)
    weak = await sign_in(client, settings, roles={Role.ADMIN}, strong=False)
    for headers in (traveller, weak):
        assert (await client.delete(path, headers=headers)).status_code == 403
    assert company in {one["name"] for one in (await client.get("/v1/auth/providers")).json()}
    kept_on = {"settings": shown["settings"], "enabled": False}
    assert (await client.put(path, json=kept_on, headers=admin)).json()["has_secret"] is True
    assert (await client.get(f"/v1/auth/oidc/{company}/start")).status_code == 404
    assert (await client.delete(path, headers=admin)).status_code == 204
    assert (await client.delete(path, headers=admin)).status_code == 404


async def test_an_issuer_inside_our_network_or_not_there_is_refused(client, admin):
    for issuer in ("https://10.0.0.7", "http://169.254.169.254/latest"):
        name = await set_up(client, admin, issuer)
        assert (await client.get(f"/v1/auth/oidc/{name}/start")).status_code == 422
    name = await set_up(client, admin, "http://127.0.0.1:9")
    assert (await client.get(f"/v1/auth/oidc/{name}/start")).status_code == 502


async def test_an_id_token_of_a_known_issuer_is_exchanged_for_ours(client, admin, exchange_issuer):
    await set_up(client, admin, exchange_issuer.address)
    address = email()
    claims = {"sub": uuid4().hex, "email": address, "email_verified": True, "nonce": "n1"}
    body = {"id_token": exchange_issuer.token(**claims), "nonce": "n1"}
    told = await client.post("/v1/auth/token-exchange", json=body)
    assert told.status_code == 200, told.text
    assert told.json()["user"]["email"] == address
    for refused in ({**body, "nonce": "n2"}, {"id_token": exchange_issuer.token(aud="another")}, {"id_token": "a.b.c"}):
        assert (await client.post("/v1/auth/token-exchange", json=refused)).status_code == 401
    again = await client.post("/v1/auth/token-exchange", json={"id_token": exchange_issuer.token(**claims)})
    assert again.json()["user"]["id"] == told.json()["user"]["id"]
    assert again.json()["user"]["strong"] is False


async def test_while_an_issuer_is_away_its_tokens_may_come_again(client, admin, exchange_issuer):
    await set_up(client, admin, "http://127.0.0.1:9")
    body = {"id_token": exchange_issuer.token(iss="http://127.0.0.1:9")}
    assert (await client.post("/v1/auth/token-exchange", json=body)).status_code == 502


@pytest.mark.parametrize(
    ("name", "settings_"),
    [
        ("Not A Name", {"kind": "oidc", "issuer": "https://x.example", "client_id": "c"}),
        ("x", {"kind": "oidc", "issuer": "ftp://x.example", "client_id": "c"}),
        ("x", {"kind": "magic"}),
        ("x", {"kind": "ldap", "url": "ldaps://x.example", "base_dn": "dc=x", "filter": "(mail=*)"}),
    ],
)
async def test_a_provider_of_no_shape_is_refused(client, admin, name, settings_):
    told = await client.put(f"/v1/admin/identity-providers/{name}", json={"settings": settings_}, headers=admin)
    assert told.status_code == 422
