"""A SAML identity provider: its own key, and answers as such providers write them."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from onelogin.saml2.constants import OneLogin_Saml2_Constants  # type: ignore[import-untyped]
from onelogin.saml2.utils import OneLogin_Saml2_Utils  # type: ignore[import-untyped]

ENTITY = "https://idp.example.org/entity"
_NAMES = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'
_LASTING = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"


def _pair() -> tuple[str, str]:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    kind, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, kind, plain).decode()
    return pem, certificate.public_bytes(serialization.Encoding.PEM).decode()


@dataclass
class SamlProvider:
    pair: tuple[str, str] = field(default_factory=_pair)

    @property
    def certificate(self) -> str:
        return self.pair[1]

    def answer(
        self,
        request_id: str,
        acs: str,
        audience: str,
        *,
        name: str = "u-1",
        name_format: str = _LASTING,
        issuer: str = ENTITY,
        lasts_s: int = 300,
        signed: bool = True,
        algorithm: str = OneLogin_Saml2_Constants.RSA_SHA256,
        response_to: str | None = None,
        **attributes: str,
    ) -> str:
        """base64, as the browser posts it; `response_to` is what the unsigned part says, where it differs."""
        now = datetime.now(UTC)
        at, until = _text(now - timedelta(seconds=5)), _text(now + timedelta(seconds=lasts_s))
        values = "".join(
            f'<saml:Attribute Name="{key}"><saml:AttributeValue>{value}</saml:AttributeValue></saml:Attribute>'
            for key, value in attributes.items()
        )
        statement = f"<saml:AttributeStatement>{values}</saml:AttributeStatement>" if values else ""
        named = f' InResponseTo="{request_id}"' if request_id else ""
        assertion = f"""<saml:Assertion {_NAMES} ID="_{uuid4().hex}" Version="2.0" IssueInstant="{at}"><saml:Issuer>{issuer}</saml:Issuer><saml:Subject><saml:NameID Format="{name_format}">{name}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{until}" Recipient="{acs}"{named}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{at}" NotOnOrAfter="{until}">{f"<saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>" if audience else ""}</saml:Conditions><saml:AuthnStatement AuthnInstant="{at}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>{statement}</saml:Assertion>"""
        if signed:
            key, certificate = self.pair
            digest = OneLogin_Saml2_Constants.SHA256
            made = OneLogin_Saml2_Utils.add_sign(assertion, key, certificate, False, algorithm, digest)
            assertion = (made.decode() if isinstance(made, bytes) else made).removeprefix('<?xml version="1.0"?>\n')
        outer = request_id if response_to is None else response_to
        named = f' InResponseTo="{outer}"' if outer else ""
        success = "urn:oasis:names:tc:SAML:2.0:status:Success"
        whole = f"""<samlp:Response {_NAMES} ID="_{uuid4().hex}" Version="2.0" IssueInstant="{at}" Destination="{acs}"{named}><saml:Issuer>{issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="{success}"/></samlp:Status>{assertion}</samlp:Response>"""
        return base64.b64encode(whole.encode()).decode()


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
