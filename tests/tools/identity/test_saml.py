from __future__ import annotations

import base64
from urllib.parse import parse_qs, urlsplit

import pytest
from onelogin.saml2.constants import OneLogin_Saml2_Constants  # type: ignore[import-untyped]

from domain.errors import Rejected
from tests.tools.identity.saml_provider import ENTITY, SamlProvider
from tools.identity.saml import SamlParties, identity, metadata, request

ACS, OURS = "https://trips.example.org/v1/auth/saml/corp/acs", "https://trips.example.org/v1/auth/saml/corp/metadata"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"


@pytest.fixture(scope="module")
def provider():
    return SamlProvider()


@pytest.fixture(scope="module")
def parties(provider):
    return SamlParties("corp", ENTITY, "https://idp.example.org/sso", provider.certificate, "email", OURS, ACS)


def test_we_ask_with_an_id_and_a_state_and_describe_ourselves(parties):
    address, request_id = request(parties, "state-1")
    told = parse_qs(urlsplit(address).query)
    assert address.startswith("https://idp.example.org/sso?")
    assert told["RelayState"] == ["state-1"]
    assert told["SAMLRequest"]
    assert len(request_id) > 20
    assert ACS in metadata(parties)
    assert 'WantAssertionsSigned="true"' in metadata(parties)


def test_a_signed_answer_to_our_question_shows_who_it_is(parties, provider):
    answer = provider.answer("r-1", ACS, OURS, email="ada@example.org", givenName="Ada", sn="Lovelace")
    who = identity(parties, answer, "r-1")
    assert (who.issuer, who.subject, who.email) == (f"saml:{ENTITY}", "u-1", "ada@example.org")
    assert (who.first_name, who.last_name, who.strong, who.email_verified) == ("Ada", "Lovelace", False, False)


@pytest.mark.parametrize(
    "change",
    [
        {"signed": False},
        {"issuer": "https://evil.example"},
        {"audience": "https://another.example"},
        {"audience": ""},
        {"acs": "https://another.example/acs"},
        {"lasts_s": -400},
        {"algorithm": OneLogin_Saml2_Constants.RSA_SHA1},
        {"request_id": "r-2"},
        {"request_id": "r-2", "response_to": "r-1"},
        {"request_id": "", "response_to": "r-1"},
        {"request_id": "", "response_to": ""},
        {"name_format": TRANSIENT},
        {"name": ""},
    ],
    ids=str,
)
def test_an_answer_that_is_wrong_in_one_point_is_refused(parties, provider, change):
    answer = provider.answer(**{"request_id": "r-1", "acs": ACS, "audience": OURS, **change})
    with pytest.raises(Rejected):
        identity(parties, answer, "r-1")


def test_an_answer_signed_by_another_or_changed_after_signing_is_refused(parties, provider):
    with pytest.raises(Rejected):
        identity(parties, SamlProvider().answer("r-1", ACS, OURS), "r-1")
    changed = base64.b64decode(provider.answer("r-1", ACS, OURS)).replace(b">u-1<", b">u-2<")
    with pytest.raises(Rejected):
        identity(parties, base64.b64encode(changed).decode(), "r-1")


def test_a_second_assertion_beside_the_signed_one_is_refused(parties, provider):
    whole = base64.b64decode(provider.answer("r-1", ACS, OURS)).decode()
    extra = base64.b64decode(provider.answer("r-1", ACS, OURS, name="admin", signed=False)).decode()
    inner = extra[extra.index("<saml:Assertion") : extra.index("</samlp:Response>")]
    wrapped = whole.replace("</samlp:Status>", "</samlp:Status>" + inner)
    with pytest.raises(Rejected):
        identity(parties, base64.b64encode(wrapped.encode()).decode(), "r-1")


_BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize("text", ["", "not base64!", "PHg+", base64.b64encode(_BOMB.encode()).decode(), "A" * 500_000])
def test_what_is_no_answer_is_refused(parties, text):
    with pytest.raises(Rejected):
        identity(parties, text, "r-1")
