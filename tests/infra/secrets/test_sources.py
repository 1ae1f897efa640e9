"""Every source over its real wire: files, Vault's HTTP through hvac, AWS's through boto3."""

from __future__ import annotations

import json
import os
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
import pytest
from moto import mock_aws
from pydantic import SecretStr

from infra.secrets.aws import AwsSource
from infra.secrets.contract import SecretsUnavailable
from infra.secrets.env import EnvSource
from infra.secrets.file import FileSource
from infra.secrets.opening import build_source, secret_names, with_secrets
from infra.secrets.vault import VaultSource
from infra.settings import Settings

WRITTEN = "2026-08-01T10:00:00.123456789Z"


@pytest.fixture
def vault():
    """Vault's KV version 2 as its documentation tells it: one entry, one token, everything else refused."""
    entries = {"/v1/secret/data/tripwright/openai_api_key": {"value": "from-vault"}}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            if self.headers.get("X-Vault-Token") != "root":
                self.tell(403, {"errors": ["permission denied"]})
            elif path in entries:
                metadata = {"created_time": WRITTEN, "deletion_time": "", "destroyed": False, "version": 1}
                self.tell(200, {"data": {"data": entries[path], "metadata": metadata}})
            else:
                self.tell(404, {"errors": []})

        def tell(self, status: int, body: object) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def aws(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        yield boto3.client("secretsmanager", region_name="eu-central-1")


def test_vault_is_asked_for_an_entry_with_its_time(vault):
    source = VaultSource(vault, SecretStr("root"))
    found = source.read("OPENAI_API_KEY")
    assert found.value.get_secret_value() == "from-vault"
    assert found.written_at == datetime(2026, 8, 1, 10, 0, 0, 123456, UTC)
    assert source.read("NOTHING") is None


def test_a_vault_that_refuses_or_is_away_is_unavailable_and_says_no_secret(vault):
    with pytest.raises(SecretsUnavailable, match="Forbidden") as refused:
        VaultSource(vault, SecretStr("hvs.wrong")).read("OPENAI_API_KEY")
    assert "hvs.wrong" not in str(refused.value)
    with pytest.raises(SecretsUnavailable, match="ConnectionError"):
        VaultSource("http://127.0.0.1:1", SecretStr("root")).read("OPENAI_API_KEY")


def test_aws_is_asked_for_a_string_with_its_time(aws):
    aws.create_secret(Name="tripwright/openai_api_key", SecretString="from-aws")
    source = AwsSource("eu-central-1")
    found = source.read("OPENAI_API_KEY")
    assert found.value.get_secret_value() == "from-aws"
    assert abs(datetime.now(UTC) - found.written_at) < timedelta(minutes=1)
    aws.put_secret_value(SecretId="tripwright/openai_api_key", SecretString="rotated")
    assert source.read("OPENAI_API_KEY").value.get_secret_value() == "rotated"
    assert source.read("NOTHING") is None
    aws.delete_secret(SecretId="tripwright/openai_api_key")
    assert source.read("OPENAI_API_KEY") is None


def test_a_folder_has_a_file_for_each_secret(tmp_path):
    (tmp_path / "OPENAI_API_KEY").write_text("from-file\n")
    (tmp_path / "pexels_api_key").write_text("small")
    source = FileSource(tmp_path)
    assert source.read("openai_api_key").value.get_secret_value() == "from-file"
    assert source.read("PEXELS_API_KEY").value.get_secret_value() == "small"
    assert source.read("OPENAI_API_KEY").written_at is not None
    assert source.read("NOTHING") is None


@pytest.mark.parametrize("name", ["../passwd", "a/b", "", "1A", "A" * 101, "Ä"])
def test_a_name_leads_nowhere_else(tmp_path, name):
    for source in (FileSource(tmp_path), EnvSource()):
        with pytest.raises(ValueError, match="no name of a secret"):
            source.read(name)


def test_a_file_that_is_no_text_is_unavailable(tmp_path):
    (tmp_path / "OPENAI_API_KEY").write_bytes(b"\xff\xfe")
    with pytest.raises(SecretsUnavailable):
        FileSource(tmp_path).read("OPENAI_API_KEY")


def test_the_environment_is_read_as_it_is_now(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "now")
    assert EnvSource().read("openai_api_key").value.get_secret_value() == "now"
    monkeypatch.setenv("OPENAI_API_KEY", "")
    assert EnvSource().read("openai_api_key") is None


def test_settings_that_are_secrets_come_from_the_source_and_the_reading_is_told(tmp_path):
    (tmp_path / "OPENAI_API_KEY").write_text("from-file")
    told = []
    settings = Settings(secrets_from="file", secrets_dir=tmp_path, gemini_api_key=SecretStr("from-env"))
    filled = with_secrets(settings, lambda name, source: told.append((name, source)))
    assert filled.openai_api_key.get_secret_value() == "from-file"
    assert filled.gemini_api_key.get_secret_value() == "from-env", "what the source has not stays"
    assert ("OPENAI_API_KEY", "file") in told
    assert with_secrets(Settings(secrets_from="env")) == Settings(secrets_from="env")


def test_every_secret_setting_has_a_name_and_the_sources_own_key_is_none_of_them():
    assert {"SECRET_KEYS", "ADMIN_TOKEN", "OPENAI_API_KEY"} <= set(secret_names())
    assert "VAULT_TOKEN" not in secret_names()
    assert "HOST" not in secret_names()


def test_a_source_without_its_settings_is_refused_at_the_start():
    with pytest.raises(ValueError, match="VAULT_ADDR"):
        build_source(Settings(secrets_from="vault", vault_addr=""))
    assert isinstance(build_source(Settings(secrets_from="aws")), AwsSource)
    assert os.environ.get("VAULT_ADDR") is None
