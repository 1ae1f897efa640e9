"""Which tenant a request names: by header, path or host. None named: the public house, or the credential's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from domain.errors import Forbidden, NotFound
from domain.identity import PUBLIC_TENANT
from domain.tenant import Tenant, TenantStatus
from services.tenants.current import CurrentTenants

HEADER = "x-tenant"
_PATH = re.compile(r"^/t/([a-z0-9-]{1,63})(/.*)?$")
_SLUG = re.compile(r"^[a-z0-9-]{1,63}$")


@dataclass(frozen=True)
class Named:
    """`explicit` says that the request itself named the tenant."""

    tenant: Tenant
    explicit: bool


async def named_tenant(scope: Scope, tenants: CurrentTenants, address: str) -> Named:
    """The header X-Tenant, else a path /t/{slug}/… (which is taken off), else the host: a domain or a subdomain.

    `address` is the product's own, whose subdomains are slugs. Raises NotFound for a tenant that
    there is not, Forbidden for one that is suspended.
    """
    headers = Headers(scope=scope)
    slug = headers.get(HEADER, "") or _from_path(scope)
    if slug:
        return Named(usable(await tenants.by_slug(slug) if _SLUG.match(slug) else None, slug), explicit=True)
    host = headers.get("host", "").partition(":")[0].lower()
    ours = (urlsplit(address).hostname or "").lower()
    if host and host != ours and "." in host and not host.replace(".", "").isdigit():
        if host.endswith(f".{ours}"):
            slug = host.removesuffix(f".{ours}")
            return Named(usable(await tenants.by_slug(slug) if _SLUG.match(slug) else None, slug), explicit=True)
        if found := await tenants.by_domain(host):
            return Named(usable(found, host), explicit=True)
    return Named(await tenants.by_id(PUBLIC_TENANT) or Tenant(), explicit=False)


def usable(tenant: Tenant | None, name: str) -> Tenant:
    """The tenant, where there is one and it is active."""
    if tenant is None:
        raise NotFound("agency", name[:100])
    if tenant.status is not TenantStatus.ACTIVE:
        raise Forbidden(f"the agency {tenant.name} is suspended")
    return tenant


def _from_path(scope: Scope) -> str:
    """The slug of /t/{slug}/…; the rest becomes the path, so that routes know nothing of it."""
    found = _PATH.match(scope["path"])
    if found is None:
        return ""
    rest = found[2] or "/"
    scope["path"], scope["raw_path"] = rest, rest.encode()
    return found[1]
