"""Keys of pictures: what is to be fetched, signed by us, so that nobody else's address is ever fetched."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from domain.place import Category

_SIGNATURE = 16
_PURPOSE = b"tripwright picture links 1"


@dataclass(frozen=True)
class PictureLink:
    """A provider's picture, and what is drawn when it cannot be had."""

    provider: str
    url: str
    category: Category
    name: str


class Signer:
    """Signs with the first of our secrets and believes any of them; the same link has the same key."""

    def __init__(self, secrets: Sequence[bytes]) -> None:
        self._keys = tuple(hmac.digest(secret, _PURPOSE, sha256) for secret in secrets)

    def key(self, link: PictureLink) -> str:
        packed = json.dumps([link.provider, link.url, link.category.value, link.name], ensure_ascii=False).encode()
        return _text(hmac.digest(self._keys[0], packed, sha256)[:_SIGNATURE] + packed)

    def link(self, key: str) -> PictureLink | None:
        """What a key of ours stands for, None for any other text."""
        try:
            raw = base64.b64decode(key + "=" * (-len(key) % 4), altchars=b"-_", validate=True)
        except (ValueError, binascii.Error):
            return None
        signature, packed = raw[:_SIGNATURE], raw[_SIGNATURE:]
        ours = (hmac.digest(secret, packed, sha256)[:_SIGNATURE] for secret in self._keys)
        if not any([hmac.compare_digest(signature, one) for one in ours]):  # noqa: C419  all, in the same time
            return None
        provider, url, category, name = json.loads(packed)
        return PictureLink(provider, url, Category(category), name)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
