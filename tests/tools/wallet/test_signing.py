from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha1
from io import BytesIO
from zipfile import ZipFile

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs7

from agents.rendering.wallet import pass_files
from domain.errors import Conflict, Forbidden
from tests.agents.rendering.book.test_build import dossier
from tools.wallet.signing import open_pass_signer


@pytest.fixture
def certificate(tmp_path):
    """A certificate of our own with its key, in one file."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Pass Type ID: pass.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=9))
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "pass.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(made.public_bytes(Encoding.PEM) + private)
    return file


def told(settings, **changes):
    return settings.model_copy(update={"wallet_passes": True, "wallet_pass_type": "pass.example", **changes})


def files():
    return pass_files(
        dossier(), serial="t1", pass_type="pass.example", team="TEAM", house="Avonlea", address="https://t.example/1"
    )


def test_passes_are_off_until_somebody_turns_them_on_and_brings_a_certificate(settings, tmp_path):
    with pytest.raises(Forbidden):
        open_pass_signer(settings)
    with pytest.raises(Conflict, match="no certificate"):
        open_pass_signer(told(settings))
    nothing = tmp_path / "nothing.pem"
    with pytest.raises(Conflict, match="cannot be read"):
        open_pass_signer(told(settings, wallet_certificate=nothing, wallet_authority=nothing))


def test_a_pass_is_a_zip_whose_sums_are_right_and_signed(settings, certificate):
    signer = open_pass_signer(told(settings, wallet_certificate=certificate, wallet_authority=certificate))
    with ZipFile(BytesIO(signer.packed(files()))) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    sums = json.loads(inside["manifest.json"])
    assert sums == {n: sha1(b).hexdigest() for n, b in inside.items() if n not in ("manifest.json", "signature")}
    assert {"pass.json", "icon.png", "icon@2x.png"} <= set(inside)
    [*signers] = pkcs7.load_der_pkcs7_certificates(inside["signature"])
    assert signer.certificate in signers


def test_the_pass_says_when_and_where_and_its_code_leads_to_the_trip():
    content = json.loads(files()["pass.json"])
    assert content["serialNumber"] == "t1"
    assert content["barcodes"][0]["message"] == "https://t.example/1"
    assert content["relevantDate"].endswith("+01:00")
    assert len(content["generic"]["backFields"]) == 4
