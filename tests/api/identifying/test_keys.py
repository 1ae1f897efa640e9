from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from api.identifying.keys import ApiKeys
from domain.errors import Unauthenticated
from services.credentials.key_lookup import KeyLookup


@pytest.fixture
def keys(platform):
    return ApiKeys(KeyLookup(platform))


@pytest.mark.parametrize("shown", [{}, {"authorization": "Bearer a.b.c"}, {"authorization": "Basic sk_live_"}])
async def test_other_credentials_are_left_to_others(keys, shown):
    assert await keys.identify(Headers(shown), "public", "127.0.0.1") is None


@pytest.mark.parametrize(
    "shown",
    [
        {"authorization": "Bearer sk_live_short"},
        {"x-api-key": "nothing of ours"},
        {"x-api-key": ""},
        {"authorization": "Bearer sk_live_" + "a" * 64},
        {"x-api-key": "sk_live_" + "é" * 64},
    ],
)
async def test_a_key_that_is_shown_and_does_not_hold_is_refused(keys, shown):
    raw = [(name.encode(), value.encode("latin-1")) for name, value in shown.items()]
    with pytest.raises(Unauthenticated):
        await keys.identify(Headers(raw=raw), "public", "127.0.0.1")
