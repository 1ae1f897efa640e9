"""The console's page of an agency's identity providers."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.federating import Fed, Federating
from api.guard import console
from api.problems import refusals
from domain.audit import Action
from domain.identity import Permission
from services.federation.providers import settings_of
from services.federation.schemas import ProviderName, ProviderView, PutProvider
from services.federation.tables import IdentityProvider

router = APIRouter(prefix="/v1/admin/identity-providers", tags=["admin"])
_CONSOLE = [console(Permission.MANAGE_USERS)]


@router.get("", dependencies=_CONSOLE, responses=refusals(401, 403))
async def list_identity_providers(fed: Fed) -> list[ProviderView]:
    """The agency's own, at most 20; the operator's for everybody are not among them."""
    async with fed.res.in_tenant() as session:
        return [_view(row, fed) for row in await fed.book(session).own()]


@router.put("/{name}", dependencies=_CONSOLE, responses=refusals(401, 403, 409, 422))
async def put_identity_provider(name: ProviderName, body: PutProvider, fed: Fed) -> ProviderView:
    """Set one up or change it; it holds from the next login on. The secret is never shown again."""
    async with fed.res.in_tenant() as session:
        before, after = await fed.book(session).put(name, body)
        changes = {
            "settings": [before.settings if before is not None else None, after.settings],
            "enabled": [before.enabled if before is not None else None, after.enabled],
            "secret": [None, "changed" if body.secret is not None else None],
        }
        await fed.trail.note(
            session,
            Action.IDENTITY_PROVIDER_CHANGED,
            resource="identity provider",
            resource_id=name,
            changes=changes,
        )
        return _view(after, fed)


@router.delete("/{name}", status_code=204, dependencies=_CONSOLE, responses=refusals(401, 403, 404, 422))
async def forget_identity_provider(name: ProviderName, fed: Fed) -> Response:
    """Nobody signs in through it any more; the identities that it vouched for stay linked."""
    async with fed.res.in_tenant() as session:
        await fed.book(session).forget(name)
        await fed.trail.note(session, Action.IDENTITY_PROVIDER_REMOVED, resource="identity provider", resource_id=name)
    return Response(status_code=204)


def _view(row: IdentityProvider, fed: Federating) -> ProviderView:
    ends = {"oidc": "callback", "saml": "acs", "ldap": "login"}
    return ProviderView(
        name=row.name,
        settings=settings_of(row),
        has_secret=row.sealed is not None,
        enabled=row.enabled,
        updated_at=row.updated_at,
        callback=fed.address(f"/v1/auth/{row.kind}/{row.name}/{ends[row.kind]}"),
    )
