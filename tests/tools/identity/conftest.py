from __future__ import annotations

import httpx
import pytest

from tests.tools.identity.issuer import running_issuer
from tools.identity.id_tokens import TokenVerifier
from tools.identity.key_sets import KeySets
from tools.identity.oidc import Oidc
from tools.identity.outside import Outside


@pytest.fixture(scope="session")
def the_issuer():
    with running_issuer() as running:
        yield running


@pytest.fixture
def issuer(the_issuer):
    the_issuer.down = False
    the_issuer.asked.clear()
    the_issuer.forms.clear()
    return the_issuer


@pytest.fixture
async def outside():
    async with httpx.AsyncClient() as http:
        yield Outside(http, loopback=True)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def keys(outside, clock):
    return KeySets(outside, clock)


@pytest.fixture
def oidc(outside, keys):
    return Oidc(outside, TokenVerifier(keys))
