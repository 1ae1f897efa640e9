"""For which host and pages a passkey is good."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from api.deps import Res
from services.credentials.passkeys import RelyingParty


async def relying_party(request: Request, res: Res) -> RelyingParty:
    """The product's own host, whose subdomains are its agencies; else an agency's own domain; else where we are.

    The last is for development, where no public address (APP_URL) is set: browsers accept it for localhost.
    """
    ours, here = urlsplit(res.settings.app_url), request.url
    host = (here.hostname or "").lower()
    if not ours.hostname:
        return RelyingParty(host, (f"{here.scheme}://{here.netloc}",))
    if host != ours.hostname and host == request.state.tenant.domain:
        return RelyingParty(host, (f"{ours.scheme}://{host}",))
    subdomain = (f"{ours.scheme}://{here.netloc}",) if host.endswith(f".{ours.hostname}") else ()
    return RelyingParty(ours.hostname, (f"{ours.scheme}://{ours.netloc}", *subdomain))


Party = Annotated[RelyingParty, Depends(relying_party)]
