from __future__ import annotations

from urllib.parse import parse_qs, urlsplit
from uuid import uuid4
from zlib import decompress

import pytest
from lxml import etree  # type: ignore[import-untyped]
from onelogin.saml2.utils import OneLogin_Saml2_Utils  # type: ignore[import-untyped]

from domain.identity import Role
from tests.api.signing_in import headers_of, sign_in, signed_in
from tests.tools.identity.saml_provider import ENTITY, SamlProvider


@pytest.fixture(scope="module")
def provider():
    return SamlProvider()


@pytest.fixture
async def name(client, settings, provider, no_identity_providers):
    admin = await sign_in(client, settings, roles={Role.ADMIN})
    made = f"corp-{uuid4().hex[:8]}"
    own = {"kind": "saml", "entity_id": ENTITY, "sso_url": "https://idp.example.org/sso", "trust_email": True}
    body = {"settings": {**own, "certificate": provider.certificate}}
    told = await client.put(f"/v1/admin/identity-providers/{made}", json=body, headers=admin)
    assert told.status_code == 200, told.text
    return made


async def asked(client, name: str) -> tuple[str, str, str]:
    """Request id, state and our answering form's address, as the provider reads them."""
    start = await client.get(f"/v1/auth/saml/{name}/start", params={"return_to": "/trips"})
    assert start.status_code == 302, start.text
    return read(start.headers["location"])


def read(address: str) -> tuple[str, str, str]:
    told = parse_qs(urlsplit(address).query)
    request = etree.fromstring(decompress(OneLogin_Saml2_Utils.b64decode(told["SAMLRequest"][0]), -15))
    return request.get("ID"), told["RelayState"][0], request.get("AssertionConsumerServiceURL")


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


async def answered(client, acs: str, answer: str, state: str):
    """The provider's page posts the form: from another site, so without our cookie."""
    cookie = client.cookies.get("tripwright_sso", default="")
    client.cookies.clear()
    origin = {"Origin": "https://idp.example.org"}
    told = await client.post(path_of(acs), data={"SAMLResponse": answer, "RelayState": state}, headers=origin)
    if cookie:
        client.cookies.set("tripwright_sso", cookie)
    return told


async def test_somebody_of_the_agency_comes_in_and_again_as_the_same(client, name, provider):
    ids = set()
    for _ in range(2):
        request_id, state, acs = await asked(client, name)
        answer = provider.answer(
            request_id, acs, acs.replace("/acs", "/metadata"), name=name, email=f"{name}@example.org"
        )
        sent = await answered(client, acs, answer, state)
        assert sent.status_code == 303, sent.text
        arrived = await client.get(path_of(sent.headers["location"]))
        assert arrived.headers["location"] == "/trips"
        user = (await client.post("/v1/auth/refresh")).json()["user"]
        assert user["email"] == f"{name}@example.org"
        ids.add(user["id"])
        client.cookies.clear()
    assert len(ids) == 1


async def test_somebody_signed_in_links_it_and_comes_in_by_it_from_then_on(client, settings, name, provider):
    ada = await signed_in(settings)
    path = f"/v1/profile/identities/{name}/link"
    begun = await client.post(path, params={"return_to": "/account/security"}, headers=headers_of(ada))
    request_id, state, acs = read(begun.json()["address"])
    ours = acs.replace("/acs", "/metadata")
    answer = provider.answer(request_id, acs, ours, name=name, email="somebody-else@example.org")
    sent = await answered(client, acs, answer, state)
    arrived = await client.get(path_of(sent.headers["location"]))
    assert arrived.headers["location"] == f"/account/security#linked={name}"
    [identity] = (await client.get("/v1/profile/identities", headers=headers_of(ada))).json()
    assert (identity["issuer"], identity["label"]) == (f"saml:{ENTITY}", name.capitalize())


async def test_an_answer_or_proof_is_taken_once_and_in_the_browser_that_began(client, name, provider):
    request_id, state, acs = await asked(client, name)
    answer = provider.answer(request_id, acs, acs.replace("/acs", "/metadata"), name=name, email=f"{name}@example.org")
    sent = await answered(client, acs, answer, state)
    again = await answered(client, acs, answer, state)
    assert again.headers["location"].startswith("/account/login#sign_in_error=")
    client.cookies.clear()
    for words in ("begun%20elsewhere", "begin%20again"):
        told = await client.get(path_of(sent.headers["location"]))
        assert words in told.headers["location"]
    assert "tripwright_refresh" not in client.cookies


async def test_an_unsigned_answer_or_one_to_nobodys_question_leads_nowhere(client, name, provider):
    request_id, state, acs = await asked(client, name)
    ours = acs.replace("/acs", "/metadata")
    unsigned = provider.answer(request_id, acs, ours, signed=False, email="ada@example.org")
    told = await answered(client, acs, unsigned, state)
    assert told.headers["location"].startswith("/account/login#sign_in_error=the%20provider%20did%20not%20answer")
    unasked = provider.answer("", acs, ours, email="ada@example.org")
    told = await answered(client, acs, unasked, "")
    assert told.headers["location"].startswith("/account/login#sign_in_error=")


async def test_our_metadata_names_our_form_and_an_unknown_provider_is_not_there(client, name):
    told = await client.get(f"/v1/auth/saml/{name}/metadata")
    assert told.headers["content-type"].startswith("application/samlmetadata+xml")
    assert f"/v1/auth/saml/{name}/acs" in told.text
    assert (await client.get("/v1/auth/saml/nobody/metadata")).status_code == 404
    assert (await client.get("/v1/auth/saml/nobody/start")).status_code == 404
