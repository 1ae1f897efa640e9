"""The HTTP application: routes, errors, request ids and the built page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api import errors
from api.dialects.mcp.serving import open_mcp
from api.dialects.mounting import mount_dialects
from api.live.ending import told_first
from api.page import mount_page
from api.resources import open_resources
from api.routes import (
    api_keys,
    atlas,
    audit,
    auth,
    batch,
    budgets,
    calendar,
    comments,
    costs,
    credentials,
    data_exports,
    documents,
    drafts,
    exports,
    federation,
    flags,
    hand_edits,
    health,
    identities,
    identity_providers,
    images,
    ldap,
    legal,
    links,
    live,
    members,
    metrics,
    notifications,
    performance,
    photos,
    privacy,
    profile,
    providers,
    public,
    public_pages,
    quality,
    runs,
    saml,
    search,
    second_factor,
    security,
    sharing,
    socket,
    step_up,
    suggestions,
    tenants,
    texts,
    trip_mail,
    trip_removals,
    trips,
    users,
    versions,
)
from api.stack.stack import install
from api.version import VERSION
from infra.settings import Settings
from tools.images.serving.gallery import open_gallery

_ROUTES = (
    trips,
    versions,
    hand_edits,
    drafts,
    texts,
    suggestions,
    runs,
    photos,
    documents,
    calendar,
    exports,
    data_exports,
    trip_mail,
    images,
    links,
    search,
    atlas,
    providers,
    health,
    auth,
    profile,
    users,
    batch,
    metrics,
    performance,
    security,
    tenants,
    flags,
    api_keys,
    credentials,
    second_factor,
    step_up,
    federation,
    identities,
    identity_providers,
    ldap,
    saml,
    budgets,
    costs,
    quality,
    audit,
    privacy,
    legal,
    trip_removals,
    sharing,
    members,
    comments,
    live,
    notifications,
    socket,
    public,
    public_pages,
)


def create_app(settings: Settings) -> FastAPI:
    """The application for `settings`, whose database and Redis addresses are filled in."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_resources(settings) as resources, open_gallery(settings) as gallery:
            app.state.resources, app.state.gallery = resources, gallery
            async with open_mcp(app, settings.address):
                with told_first(resources.live):
                    yield

    app = FastAPI(
        title="Tripwright",
        version=VERSION,
        summary="Trip plans that are true: solved, not written, and certified.",
        lifespan=lifespan,
        docs_url=None,  # ours carry a nonce (api/page.py)
        redoc_url=None,
    )
    install(app, settings)
    errors.install(app)
    for module in _ROUTES:
        # Not `include_router`, which builds each route anew at every application's first request (0.6 s).
        app.router.routes.extend(module.router.routes)
    mount_dialects(app)
    mount_page(app, settings)
    return app
