"""API keys: a machine's way in, looked after by their owner."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Response

from api.deps import Res
from api.guard import Who, signed_in
from api.problems import refusals
from api.trail import Trail
from domain.audit import Action
from services.credentials.api_keys import ApiKeyService
from services.credentials.schemas import ApiKeyMade, ApiKeyView, NewApiKey, Rotation

router = APIRouter(prefix="/v1/api-keys", tags=["api keys"])
_NOT_KEPT = {"Cache-Control": "no-store"}


@router.post("", status_code=201, dependencies=[signed_in()], responses=refusals(401, 403, 409, 422))
async def make_api_key(body: NewApiKey, res: Res, who: Who, trail: Trail, response: Response) -> ApiKeyMade:
    """Make a key with some of your own permissions. It is shown in this answer and never again."""
    response.headers.update(_NOT_KEPT)
    async with res.in_tenant() as session:
        made = await ApiKeyService(session, who, datetime.now(UTC)).make(body)
        changes = {"key_name": [None, made.name], "scopes": [[], list(made.scopes)]}
        await trail.note(session, Action.API_KEY_CREATED, resource="api key", resource_id=str(made.id), changes=changes)
    return made


@router.get("", dependencies=[signed_in()], responses=refusals(401, 403))
async def list_api_keys(res: Res, who: Who) -> list[ApiKeyView]:
    """Your keys that are not revoked, newest first, at most 50."""
    async with res.in_tenant() as session:
        return await ApiKeyService(session, who, datetime.now(UTC)).all()


@router.post("/{key_id}/rotate", dependencies=[signed_in()], responses=refusals(401, 403, 404, 422))
async def rotate_api_key(
    key_id: UUID, body: Rotation, res: Res, who: Who, trail: Trail, response: Response
) -> ApiKeyMade:
    """A new secret for the key; the one before is taken for `grace_s` seconds more."""
    response.headers.update(_NOT_KEPT)
    async with res.in_tenant() as session:
        made = await ApiKeyService(session, who, datetime.now(UTC)).rotate(key_id, body.grace_s)
        await trail.note(
            session,
            Action.API_KEY_ROTATED,
            resource="api key",
            resource_id=str(key_id),
            changes={"grace_s": [None, body.grace_s]},
        )
    return made


@router.delete("/{key_id}", status_code=204, dependencies=[signed_in()], responses=refusals(401, 403, 404))
async def revoke_api_key(key_id: UUID, res: Res, who: Who, trail: Trail) -> Response:
    """The key no longer opens anything, within a second everywhere."""
    async with res.in_tenant() as session:
        name = await ApiKeyService(session, who, datetime.now(UTC)).revoke(key_id)
        await trail.note(
            session,
            Action.API_KEY_REVOKED,
            resource="api key",
            resource_id=str(key_id),
            changes={"key_name": [name, None]},
        )
    return Response(status_code=204)
