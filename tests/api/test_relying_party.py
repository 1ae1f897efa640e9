from __future__ import annotations

from types import SimpleNamespace

import pytest
from starlette.requests import Request

from api.relying_party import relying_party
from domain.tenant import Tenant
from infra.settings import Settings


async def party(address: str, app_url: str = "", domain: str | None = None):
    scheme, _, host = address.partition("://")
    scope = {"type": "http", "scheme": scheme, "path": "/", "headers": [(b"host", host.encode())], "state": {}}
    request = Request(scope)
    request.state.tenant = Tenant(id="agency", slug="agency", domain=domain)
    return await relying_party(request, SimpleNamespace(settings=Settings(app_url=app_url)))


@pytest.mark.parametrize(
    ("address", "app_url", "domain", "host", "origins"),
    [
        ("http://localhost:8000", "", None, "localhost", ("http://localhost:8000",)),
        ("http://trips.example", "https://trips.example", None, "trips.example", ("https://trips.example",)),
        (
            "http://agency.trips.example",
            "https://trips.example",
            None,
            "trips.example",
            ("https://trips.example", "https://agency.trips.example"),
        ),
        (
            "http://agency.example",
            "https://trips.example",
            "agency.example",
            "agency.example",
            ("https://agency.example",),
        ),
        ("http://evil.example", "https://trips.example", None, "trips.example", ("https://trips.example",)),
        ("http://eviltrips.example", "https://trips.example", None, "trips.example", ("https://trips.example",)),
    ],
)
async def test_a_passkey_is_good_for_our_host_its_agencies_and_an_agencys_own(address, app_url, domain, host, origins):
    told = await party(address, app_url, domain)
    assert (told.id, told.origins) == (host, origins)
