"""SAML 2.0 web browser single sign-on: we ask by redirect, the provider answers by a form that the browser posts.

Assertions must be signed with SHA-256 or better; which login an answer belongs to is checked in the
answer and again in the signed part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from onelogin.saml2.auth import OneLogin_Saml2_Auth  # type: ignore[import-untyped]
from onelogin.saml2.errors import (  # type: ignore[import-untyped]
    OneLogin_Saml2_Error,
    OneLogin_Saml2_ValidationError,
)
from onelogin.saml2.response import OneLogin_Saml2_Response  # type: ignore[import-untyped]
from onelogin.saml2.settings import OneLogin_Saml2_Settings  # type: ignore[import-untyped]

from domain.errors import Rejected
from tools.identity.contract import Identity

_POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
_REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
_UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
_TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
_SECURITY = {
    "wantAssertionsSigned": True,
    "wantAttributeStatement": False,
    "rejectDeprecatedAlgorithm": True,
    "requestedAuthnContext": False,
    "allowRepeatAttributeName": True,
}
_LONGEST = 400_000
_FIRST_NAMES = ("firstName", "givenName", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname")
_LAST_NAMES = ("lastName", "sn", "surname", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname")
_EMAILS = ("email", "mail", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress")


@dataclass(frozen=True)
class SamlParties:
    """Both sides: the provider, and us at the addresses of our metadata and of our answering form (ACS)."""

    name: str
    entity_id: str
    sso_url: str
    certificate: str
    email_attribute: str
    our_id: str
    acs: str


def metadata(parties: SamlParties) -> str:
    """What the provider's administrator loads. Raises Rejected for a provider that is described wrongly."""
    with _refusing(parties.name):
        return str(_settings(parties).get_sp_metadata())


def request(parties: SamlParties, state: str) -> tuple[str, str]:
    """Where the browser goes, and the id of the request that the answer must name."""
    with _refusing(parties.name):
        auth = OneLogin_Saml2_Auth(_request(parties), _settings(parties))
        return str(auth.login(return_to=state)), str(auth.get_last_request_id())


def identity(parties: SamlParties, answer: str, request_id: str) -> Identity:
    """Whom the provider's answer to that request is about. Raises Rejected."""
    if len(answer) > _LONGEST:
        raise Rejected(parties.name, "an answer too long to be one")
    with _refusing(parties.name):
        response = OneLogin_Saml2_Response(_settings(parties), answer)
        response.is_valid(_request(parties), request_id, raise_exceptions=True)
        _check_belonging(parties, response, request_id)
        return _read(parties, response)


def _check_belonging(parties: SamlParties, response: Any, request_id: str) -> None:
    """What the library lets pass where it is simply missing."""
    confirmed = response._query_assertion("/saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData")  # noqa: SLF001
    named = {node.get("InResponseTo") for node in confirmed}
    if response.get_in_response_to() != request_id or named != {request_id}:
        raise Rejected(parties.name, "the answer belongs to another login, or to none")
    if parties.our_id not in response.get_audiences():
        raise Rejected(parties.name, "the answer is for another")


def _read(parties: SamlParties, response: Any) -> Identity:
    attributes: dict[str, list[Any]] = response.get_attributes()
    subject = str(response.get_nameid() or "")
    if not subject or response.get_nameid_format() == _TRANSIENT:
        raise Rejected(parties.name, "the provider names people anew each time: a lasting NameID is needed")
    email = _first(attributes, (parties.email_attribute, *_EMAILS)) or (subject if "@" in subject else "")
    return Identity(
        issuer=f"saml:{parties.entity_id}",
        subject=subject,
        email=email,
        first_name=_first(attributes, _FIRST_NAMES)[:100],
        last_name=_first(attributes, _LAST_NAMES)[:100],
    )


def _first(attributes: dict[str, list[Any]], names: tuple[str, ...]) -> str:
    return next((str(attributes[name][0]) for name in names if attributes.get(name)), "")


def _settings(parties: SamlParties) -> OneLogin_Saml2_Settings:
    return OneLogin_Saml2_Settings(
        {
            "strict": True,
            "sp": {
                "entityId": parties.our_id,
                "assertionConsumerService": {"url": parties.acs, "binding": _POST},
                "NameIDFormat": _UNSPECIFIED,
            },
            "idp": {
                "entityId": parties.entity_id,
                "singleSignOnService": {"url": parties.sso_url, "binding": _REDIRECT},
                "x509cert": parties.certificate,
            },
            "security": _SECURITY,
        }
    )


def _request(parties: SamlParties) -> dict[str, Any]:
    """Our own address as the world knows it, whatever proxies stand between."""
    address = urlsplit(parties.acs)
    return {
        "https": "on" if address.scheme == "https" else "off",
        "http_host": address.netloc,
        "script_name": address.path,
        "get_data": {},
        "post_data": {},
    }


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """Whatever an answer or a description makes the library trip over, it does not hold."""
    try:
        yield
    except (OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError, ValueError, SyntaxError, LookupError) as error:
        raise Rejected(name, f"SAML: {str(error)[:200]}") from error
