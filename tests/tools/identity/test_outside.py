from __future__ import annotations

import httpx
import pytest

from domain.errors import Rejected, Unavailable
from tools.identity.outside import Outside


@pytest.fixture
async def public():
    async with httpx.AsyncClient() as http:
        yield Outside(http)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "https://127.0.0.1:1/",
        "https://localhost/",
        "https://10.0.0.7/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[fd00::1]/",
        "https://0/",
        "https://user@192.0.2.1/",
        "http://8.8.8.8/",
        "file:///etc/passwd",
        "",
    ],
)
async def test_no_address_leads_into_our_own_network_or_goes_unencrypted(public, url):
    with pytest.raises((Rejected, Unavailable)):
        await public.get("x", url)


async def test_a_public_address_over_https_may_be_asked(public):
    await public.allow("x", "https://8.8.8.8/keys")


async def test_loopback_is_for_development_and_even_there_nothing_private(outside, issuer):
    assert "keys" in await outside.get("x", f"{issuer.address}/keys")
    with pytest.raises(Rejected):
        await outside.get("x", "http://10.0.0.7/")


async def test_what_goes_wrong_says_whether_another_may_do_better(outside, issuer):
    issuer.down = True
    with pytest.raises(Unavailable, match="503"):
        await outside.get("x", f"{issuer.address}/keys")
    with pytest.raises(Unavailable, match="connection"):
        await outside.get("x", "http://127.0.0.1:9/")
