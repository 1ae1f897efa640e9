"""Seals what is known of a person, and finds it again without unsealing: by keyed hashes of address and name."""

from __future__ import annotations

import hmac
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from domain.accounts import Personal
from infra.sealing import Sealer
from infra.tokens import derive

_SHORTEST, _LONGEST = 3, 24  # characters of a word's beginning by which somebody is found


@dataclass(frozen=True)
class PersonalCipher:
    """Every hash is of the tenant too, so that the same address in two agencies cannot be told to be one."""

    sealer: Sealer

    def seal(self, tenant: str, user_id: UUID, personal: Personal) -> bytes:
        return self.sealer.seal(personal.model_dump_json(), _owner(tenant, user_id))

    def unseal(self, tenant: str, user_id: UUID, sealed: bytes) -> Personal:
        """Raises CannotUnseal."""
        return Personal.model_validate_json(self.sealer.unseal(sealed, _owner(tenant, user_id)))

    def email_hash(self, tenant: str, email: str) -> bytes:
        """What an address is kept under: by the newest key."""
        return _hashed(self.sealer.keys[0], "e-mail", tenant, email)

    def email_hashes(self, tenant: str, email: str) -> tuple[bytes, ...]:
        """What an address may be kept under: by the newest key or by one that has been rotated out."""
        return tuple(_hashed(key, "e-mail", tenant, email) for key in self.sealer.keys)

    def terms(self, tenant: str, personal: Personal) -> list[int]:
        """Keyed hashes of the beginnings (3 to 24 characters) of every word of address and name."""
        words = _words(f"{personal.email} {personal.first_name} {personal.last_name}") | {personal.email}
        beginnings = {word[:size] for word in words for size in range(_SHORTEST, min(len(word), _LONGEST) + 1)}
        return sorted({self._term(self.sealer.keys[0], tenant, one) for one in beginnings | words})

    def sought(self, tenant: str, text: str) -> list[list[int]]:
        """For each key, the hashes that somebody who fits the text must all have; too short a word fits nobody."""
        folded = _folded(text)
        words = {folded} if "@" in folded else _words(folded) or {""}
        return [[self._term(key, tenant, word[:_LONGEST]) for word in words] for key in self.sealer.keys]

    @staticmethod
    def _term(key: bytes, tenant: str, word: str) -> int:
        return int.from_bytes(_hashed(key, "search", tenant, word)[:8], "big", signed=True)


def _hashed(key: bytes, purpose: str, tenant: str, text: str) -> bytes:
    return hmac.new(derive(key, f"{purpose} of accounts"), f"{tenant}\n{text}".encode(), sha256).digest()


def _owner(tenant: str, user_id: UUID) -> str:
    return f"{tenant}\nuser {user_id}"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _words(text: str) -> set[str]:
    """Of letters and digits, whatever stands between them."""
    return set("".join(char if char.isalnum() else " " for char in _folded(text)).split())
