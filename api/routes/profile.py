"""One's own account: profile, picture, preferences, password, and where it is signed in."""

from __future__ import annotations

import asyncio
from typing import Annotated, cast
from uuid import UUID

from fastapi import APIRouter, File, Response, UploadFile

from api.account_schemas import ChangePassword, ChangeProfile, Ended, Profile, SessionList, SessionView, Told
from api.conditions import ExpectedVersion, check_version, tell_version
from api.declarations import accepts, limited
from api.deps import Res
from api.guard import Who, signed_in
from api.problems import refusals
from api.signing import account_work
from api.trail import Trail
from domain.accounts import Preferences
from domain.audit import Action
from domain.errors import Forbidden, NotFound
from domain.identity import Principal
from services.accounts import profiles, recovery
from services.accounts.pictures import MOST_BYTES, avatar_of
from tools.antivirus.clamav import build_scanner
from tools.antivirus.contract import scan

router = APIRouter(prefix="/v1/profile", tags=["profile"])
MINE = [signed_in()]


@router.get("", responses=refusals(401), dependencies=MINE)
async def get_profile(res: Res, who: Who, response: Response) -> Profile:
    async with res.in_tenant() as session:
        user = await profiles.profile(account_work(res, session), _me(who))
    tell_version(response, user.version)
    return Profile.of(user, strong=who.strong)


@router.patch("", responses=refusals(401, 412, 422), dependencies=MINE)
async def change_profile(
    body: ChangeProfile, res: Res, who: Who, trail: Trail, response: Response, expected: ExpectedVersion
) -> Profile:
    """Change what is sent and nothing else; with If-Match only if nobody else changed it meanwhile."""
    async with res.in_tenant() as session:
        work = account_work(res, session)
        now = await work.rows.find(_me(who), lock=True)
        check_version("profile", expected, now.version if now is not None else 0)
        user, changed = await profiles.change_profile(work, _me(who), body.model_dump(exclude_unset=True))
        if changed:
            await trail.of_user(session, Action.PROFILE_CHANGED, who.user_id, changes={"fields": list(changed)})
    tell_version(response, user.version)
    return Profile.of(user, strong=who.strong)


@router.patch("/password", responses=refusals(401, 403, 422, 429), dependencies=[*MINE, limited("5/15m")])
async def change_password(body: ChangePassword, res: Res, who: Who, trail: Trail) -> Told:
    """A new password for whoever knows the old one; every other session ends."""
    _in_person(who)
    current, new = body.current_password.get_secret_value(), body.new_password.get_secret_value()
    async with res.in_tenant() as session:
        await recovery.change(account_work(res, session), _me(who), current, new, but_session=who.session_id)
        await trail.of_user(session, Action.PASSWORD_CHANGED, who.user_id)
    return Told(message="Your password is changed, and your other devices are signed out.")


@router.post(
    "/avatar",
    responses=refusals(401, 413, 415, 422),
    dependencies=[*MINE, accepts(MOST_BYTES + 100_000, "multipart/form-data")],
)
async def put_avatar(file: Annotated[UploadFile, File()], res: Res, who: Who, trail: Trail) -> Profile:
    """A picture of at most 5 MB; it is cut to 200 × 200 and written anew, so that nothing hidden in it stays."""
    content = await file.read(MOST_BYTES + 1)
    await scan(content, build_scanner(res.settings.clamav_address))
    image = await asyncio.to_thread(avatar_of, content)
    async with res.in_tenant() as session:
        user = await profiles.put_picture(account_work(res, session), _me(who), image)
        await trail.of_user(session, Action.AVATAR_CHANGED, who.user_id)
    return Profile.of(user, strong=who.strong)


@router.get(
    "/avatar",
    response_class=Response,
    responses={200: {"content": {"image/webp": {}}, "description": "200 × 200"}, **refusals(401, 404)},
    dependencies=MINE,
)
async def get_avatar(res: Res, who: Who) -> Response:
    async with res.in_tenant() as session:
        image = await profiles.picture(account_work(res, session), _me(who))
    return Response(image, media_type="image/webp", headers={"Cache-Control": "private, max-age=3600"})


@router.delete("/avatar", status_code=204, responses=refusals(401), dependencies=MINE)
async def remove_avatar(res: Res, who: Who, trail: Trail) -> Response:
    async with res.in_tenant() as session:
        if await profiles.remove_picture(account_work(res, session), _me(who)):
            await trail.of_user(session, Action.AVATAR_CHANGED, who.user_id)
    return Response(status_code=204)


@router.get("/preferences", responses=refusals(401), dependencies=MINE)
async def get_preferences(res: Res, who: Who) -> Preferences:
    async with res.in_tenant() as session:
        return await profiles.preferences(account_work(res, session), _me(who))


@router.put("/preferences", responses=refusals(401, 422), dependencies=MINE)
async def put_preferences(body: Preferences, res: Res, who: Who, trail: Trail) -> Preferences:
    """All of them, in place of those before."""
    async with res.in_tenant() as session:
        await trail.of_user(session, Action.PREFERENCES_CHANGED, who.user_id)
        return await profiles.put_preferences(account_work(res, session), _me(who), body)


@router.get("/sessions", responses=refusals(401, 403), dependencies=MINE)
async def list_sessions(res: Res, who: Who) -> SessionList:
    """Everywhere that the account is signed in, newest first."""
    _in_person(who)
    found = await res.accounts.sessions.list(who.tenant, _me(who))
    return SessionList(items=tuple(SessionView.of(one, who) for one in found))


@router.delete("/sessions", responses=refusals(401, 403), dependencies=MINE)
async def end_other_sessions(res: Res, who: Who, trail: Trail) -> Ended:
    """Sign out everywhere but here."""
    _in_person(who)
    ended = await res.accounts.sessions.revoke_all(who.tenant, _me(who), but=who.session_id)
    async with res.in_tenant() as session:
        await trail.of_user(session, Action.SESSION_REVOKED, who.user_id, changes={"ended": ended})
    return Ended(ended=ended)


@router.delete("/sessions/{session_id}", status_code=204, responses=refusals(401, 403, 404), dependencies=MINE)
async def end_session(session_id: str, res: Res, who: Who, trail: Trail) -> Response:
    """Sign out one device; its access token is refused from then on."""
    _in_person(who)
    if not await res.accounts.sessions.revoke(who.tenant, _me(who), session_id):
        raise NotFound("session", session_id[:64])
    async with res.in_tenant() as session:
        await trail.note(session, Action.SESSION_REVOKED, resource="session", resource_id=session_id[:64])
    return Response(status_code=204)


def _me(who: Principal) -> UUID:
    return cast("UUID", who.user_id)  # the route's guard has seen to it


def _in_person(who: Principal) -> None:
    """Keys are for machines: they open nobody's sessions or password. Raises Forbidden."""
    if who.key_id is not None:
        raise Forbidden("an API key may not do this: sign in")
