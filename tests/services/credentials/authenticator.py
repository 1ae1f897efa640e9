"""A software authenticator: WebAuthn's bytes as a browser and its device make them, with ES256 keys."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

_PRESENT, _VERIFIED, _BACKUP_ELIGIBLE, _ATTESTED = 0x01, 0x04, 0x08, 0x40


@dataclass
class Authenticator:
    """One passkey on one device, on a page of `origin`; `counts` False: like those that always say 0."""

    origin: str = "http://localhost"
    verifies: bool = True
    synced: bool = False
    counts: bool = True
    credential_id: bytes = field(default_factory=lambda: os.urandom(32))
    count: int = 0
    handle: bytes = b""

    def __post_init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """What navigator.credentials.create() answers."""
        self.handle = base64url_to_bytes(options["user"]["id"])
        numbers = self._key.public_key().public_numbers()
        key = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + cbor2.dumps(key)
        data = self._data(options["rp"]["id"], _ATTESTED) + attested
        return self._answer(
            clientDataJSON=self._client("webauthn.create", options["challenge"]),
            attestationObject=cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data}),
        )

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        """What navigator.credentials.get() answers."""
        self.count += 1
        client, data = self._client("webauthn.get", options["challenge"]), self._data(options["rpId"], 0)
        signature = self._key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signature, userHandle=self.handle)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, party: str, flags: int) -> bytes:
        flags |= _PRESENT | (_VERIFIED if self.verifies else 0) | (_BACKUP_ELIGIBLE if self.synced else 0)
        count = self.count if self.counts else 0
        return hashlib.sha256(party.encode()).digest() + bytes([flags]) + count.to_bytes(4, "big")

    def _answer(self, **response: bytes) -> dict[str, Any]:
        name = bytes_to_base64url(self.credential_id)
        told = {member: bytes_to_base64url(value) for member, value in response.items()}
        return {"id": name, "rawId": name, "type": "public-key", "response": told, "clientExtensionResults": {}}
