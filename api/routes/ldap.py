"""Signing in with the name and password of an agency's LDAP directory."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import APIRouter, Response

from api.account_schemas import HalfSignedIn, SignedIn
from api.declarations import limited
from api.federating import Fed
from api.guard import anyone
from api.problems import refusals
from domain.errors import Rejected, Unauthenticated
from services.credentials.tries import Tries
from services.federation.providers import Provider
from services.federation.schemas import LdapLogin, LdapSettings, LinkNeeded
from tools.identity import ldap
from tools.identity.ldap import LdapDirectory

router = APIRouter(prefix="/v1/auth/ldap", tags=["auth"])


@router.post(
    "/{name}/login",
    dependencies=[anyone(), limited("5/15m", by="address")],
    responses=refusals(401, 403, 404, 409, 422, 429, 502),
)
async def ldap_login(name: str, body: LdapLogin, fed: Fed, response: Response) -> SignedIn | HalfSignedIn | LinkNeeded:
    """Our tokens for the directory's password; five wrong ones for a name shut it for a quarter of an hour."""
    async with fed.res.in_tenant() as session:
        provider = await fed.book(session).get(name, "ldap")
    tries = Tries(fed.res.redis, fed.res.tenant, f"ldap:{name}:{body.login.strip().lower()}")
    await tries.begin()
    directory = _directory(provider)
    await fed.res.federation.oidc.outside.near(name, urlsplit(directory.url).hostname or "")
    try:
        identity = await ldap.identity(directory, body.login, body.password.get_secret_value())
    except Rejected as error:
        await fed.refused(name)
        raise Unauthenticated("the name or the password is wrong") from error
    entered = await fed.enter(provider.trust, identity)
    await tries.succeeded()
    return fed.told(response, entered)


def _directory(provider: Provider) -> LdapDirectory:
    own = provider.settings
    assert isinstance(own, LdapSettings), "only such providers are found"
    return LdapDirectory(
        provider.name, own.url, own.base_dn, own.filter, own.subject_attribute, own.bind_dn, provider.secret
    )
