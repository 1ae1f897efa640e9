"""Issuers' public keys (JWKS, RFC 7517): kept for an hour, asked for again when a token names one that is new."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from domain.errors import Failure, Unavailable
from tools.identity.outside import Outside

FRESH_S = 3600.0
PATIENCE_S = 30.0  # between two questions for a key that is not there: made-up names must not become a flood
STALE_S = 24 * 3600.0  # how long the keys last read serve while the issuer does not answer


@dataclass
class KeySets:
    """Every process asks for itself."""

    outside: Outside
    clock: Callable[[], float] = time.monotonic
    _known: dict[str, tuple[float, KeySet]] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)
    _turns: dict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    async def of(self, provider: str, url: str, key_id: str | None) -> KeySet:
        """The keys at an address, fresh enough to hold `key_id` where the issuer has it. Raises Unavailable."""
        async with self._turns[url]:
            at, known = self._known.get(url, (0.0, None))
            now = self.clock()
            fresh = known is not None and now - at < FRESH_S
            if known is not None and fresh and (_has(known, key_id) or now - self._asked[url] < PATIENCE_S):
                return known
            return await self._again(provider, url, now, known, at)

    async def _again(self, provider: str, url: str, now: float, known: KeySet | None, at: float) -> KeySet:
        self._asked[url] = now
        try:
            read = _read(provider, await self.outside.get(provider, url))
        except Unavailable:
            if known is None or now - at > STALE_S:
                raise
            return known
        self._known[url] = (now, read)
        return read


def _has(keys: KeySet, key_id: str | None) -> bool:
    return key_id is None or any(key.kid == key_id for key in keys)


def _read(provider: str, told: dict[str, Any]) -> KeySet:
    """Keys of a kind that we do not know are left out, as RFC 7517 section 5 asks; symmetric ones too."""
    keys = told.get("keys")
    usable = [one for one in keys if isinstance(one, dict) and one.get("kty") in {"RSA", "EC", "OKP"}] if keys else []
    try:
        return KeySet.import_key_set(cast("Any", {"keys": usable}))
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise Unavailable(provider, "keys that are none", Failure.MALFORMED) from error
