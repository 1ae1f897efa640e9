"""Identity providers as an agency's administrator describes them, and what a login through one is answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints

from services.federation.tables import ExternalIdentity

ProviderName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=500)]
Domain = Annotated[str, StringConstraints(to_lower=True, pattern=r"^[a-z0-9.-]{3,253}$")]


class _Trust(BaseModel):
    """What is believed of a provider beside who somebody is there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str = Field(default="", max_length=60, description="on the button; empty: the name")
    sign_up: bool = Field(default=True, description="whether strangers whom it vouches for get an account")
    trust_email: bool = Field(default=False, description="its addresses are verified even where it does not say so")
    trust_mfa: bool = Field(default=False, description="where it says that a second factor was shown, that counts here")
    email_domains: tuple[Domain, ...] = Field(default=(), max_length=50, description="who may come; empty: anybody")


class OidcSettings(_Trust):
    kind: Literal["oidc"] = "oidc"
    issuer: Url
    client_id: str = Field(min_length=1, max_length=300)


class SamlSettings(_Trust):
    """`certificate` is the provider's signing certificate, PEM or the base64 in it."""

    kind: Literal["saml"] = "saml"
    entity_id: str = Field(min_length=1, max_length=500)
    sso_url: Url
    certificate: str = Field(min_length=100, max_length=20_000)
    email_attribute: str = Field(default="email", max_length=200, description="where NameID is no address")


class LdapSettings(_Trust):
    """`{login}` in the filter stands for what somebody types as their name, escaped."""

    kind: Literal["ldap"] = "ldap"
    url: Annotated[str, StringConstraints(pattern=r"^ldaps?://[^\s/]+$", max_length=300)]
    bind_dn: str = Field(default="", max_length=500, description="who searches; its password is the secret")
    base_dn: str = Field(min_length=1, max_length=500)
    filter: Annotated[str, StringConstraints(pattern=r"\{login\}", max_length=300)] = "(mail={login})"
    subject_attribute: str = Field(default="entryUUID", max_length=60, description="Active Directory: objectGUID")


ProviderSettings = Annotated[OidcSettings | SamlSettings | LdapSettings, Field(discriminator="kind")]


class PutProvider(BaseModel):
    """`secret` is kept sealed and never shown again; none: the one that is kept stays."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    settings: ProviderSettings
    secret: SecretStr | None = Field(default=None, max_length=2000)
    enabled: bool = True


class ProviderView(BaseModel):
    """`callback` is what the provider must be told to send people back to."""

    name: str
    settings: ProviderSettings
    has_secret: bool
    enabled: bool
    updated_at: datetime
    callback: str


class Offered(BaseModel):
    """A button of the sign-in page; `start` is where it leads, "" for ldap, which asks for a name and password."""

    name: str
    kind: Literal["oidc", "saml", "ldap"]
    label: str
    start: str


class LinkNeeded(BaseModel):
    """The address has an account here: sign in to it, then POST this ticket to /v1/profile/identities."""

    link_ticket: str
    message: str = "There is an account with this address: sign in to it once, and the two are one from then on."


class ExchangeToken(BaseModel):
    """An ID token of Firebase, Auth0 or a provider that is set up; `nonce` where one was asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id_token: str = Field(min_length=1, max_length=20_000)
    nonce: str = Field(default="", max_length=200)


class LdapLogin(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    login: str = Field(min_length=1, max_length=200)
    password: SecretStr = Field(min_length=1, max_length=1000)


class LinkTicket(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    link_ticket: str = Field(min_length=1, max_length=200)


class IdentityView(BaseModel):
    """One outside identity that opens the account; `label` is what people call its issuer."""

    model_config = ConfigDict(frozen=True)

    issuer: str
    subject: str
    label: str
    linked_at: datetime
    last_used_at: datetime

    @classmethod
    def of(cls, row: ExternalIdentity, label: str) -> IdentityView:
        names = ("issuer", "subject", "linked_at", "last_used_at")
        return cls(label=label, **{name: getattr(row, name) for name in names})


class Address(BaseModel):
    """Where the browser goes next."""

    address: str
