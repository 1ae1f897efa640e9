"""Signs Apple Wallet passes: a manifest of SHA-1 sums, and over it a detached PKCS #7 signature (Apple's format)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha1
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder
from cryptography.x509 import Certificate, load_pem_x509_certificate

from domain.errors import Conflict, Forbidden
from infra.settings import Settings


@dataclass(frozen=True)
class PassSigner:
    certificate: Certificate
    key: RSAPrivateKey | EllipticCurvePrivateKey
    authority: Certificate

    def packed(self, files: Mapping[str, bytes]) -> bytes:
        """A .pkpass: the files, their sums and the signature."""
        # SHA-1 is what the format asks for; the signature is over SHA-256.
        sums = {name: sha1(body, usedforsecurity=False).hexdigest() for name, body in files.items()}
        manifest = json.dumps(sums, sort_keys=True).encode()
        builder = PKCS7SignatureBuilder().set_data(manifest).add_signer(self.certificate, self.key, hashes.SHA256())
        options = [PKCS7Options.DetachedSignature, PKCS7Options.Binary]
        signature = builder.add_certificate(self.authority).sign(Encoding.DER, options)
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            for name, body in {**files, "manifest.json": manifest, "signature": signature}.items():
                archive.writestr(ZipInfo(name), body)
        return out.getvalue()


def open_pass_signer(settings: Settings) -> PassSigner:
    """Raises Forbidden where the operator offers no passes, Conflict where the certificate is not there."""
    if not settings.wallet_passes:
        raise Forbidden("Apple Wallet passes are not offered here")
    if settings.wallet_certificate is None or settings.wallet_authority is None or not settings.wallet_pass_type:
        raise Conflict("Apple Wallet passes cannot be signed: the operator has set no certificate for them")
    try:
        pem = settings.wallet_certificate.read_bytes()
        key = load_pem_private_key(pem, password=None)
        authority = load_pem_x509_certificate(settings.wallet_authority.read_bytes())
        certificate = load_pem_x509_certificate(pem)
    except (OSError, ValueError, TypeError) as error:
        raise Conflict("Apple Wallet passes cannot be signed: the certificate that is set cannot be read") from error
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise Conflict("Apple Wallet passes cannot be signed: its key is of another kind")
    return PassSigner(certificate, key, authority)
