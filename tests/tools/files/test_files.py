"""One contract, two stores: a folder and a bucket."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import boto3
import pytest
from moto import mock_aws

from domain.errors import Rejected, Unavailable
from tools.files.contract import Files
from tools.files.disk import DiskFiles
from tools.files.opening import open_files


@pytest.fixture
def bucket(monkeypatch, settings):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    with mock_aws():
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="trips")
        yield settings.model_copy(
            update={"files_bucket": "trips", "files_region": "us-east-1", "files_prefix": "house"}
        )


@pytest.fixture(params=["disk", "s3"])
def files(request, tmp_path) -> Files:
    if request.param == "disk":
        return DiskFiles(tmp_path / "files")
    return open_files(request.getfixturevalue("bucket"))


async def test_what_is_put_is_there_until_it_is_forgotten(files):
    await files.put("documents/public/a.pdf", b"one", "application/pdf")
    assert await files.get("documents/public/a.pdf") == b"one"
    await files.put("documents/public/a.pdf", b"two", "application/pdf")
    assert await files.get("documents/public/a.pdf") == b"two"
    for _ in range(2):
        await files.forget("documents/public/a.pdf")
    assert await files.get("documents/public/a.pdf") is None


async def test_only_what_is_old_and_in_that_folder_is_old(files):
    await files.put("documents/public/a.pdf", b"one", "application/pdf")
    await files.put("others/b.pdf", b"one", "application/pdf")
    now = datetime.now(UTC)
    soon = now + timedelta(minutes=5)
    assert [key async for key in files.older_than("documents", soon)] == ["documents/public/a.pdf"]
    assert [key async for key in files.older_than("documents", now - timedelta(days=1))] == []


async def test_a_bucket_keeps_the_type_under_the_prefix(bucket):
    await open_files(bucket).put("documents/a.pdf", b"one", "application/pdf")
    found = boto3.client("s3", region_name="us-east-1").get_object(Bucket="trips", Key="house/documents/a.pdf")
    assert found["ContentType"] == "application/pdf"


async def test_a_bucket_that_is_not_there_is_refused(bucket):
    with pytest.raises(Rejected):
        await open_files(bucket.model_copy(update={"files_bucket": "nobodys"})).put("a.pdf", b"x", "application/pdf")


@pytest.mark.parametrize("key", ["../secret.key", "/etc/passwd", "documents/../../x", "", "a//b", ".hidden"])
async def test_no_key_leads_out_of_the_folder(tmp_path, key):
    with pytest.raises(ValueError, match="no key"):
        await DiskFiles(tmp_path).get(key)


async def test_a_folder_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "files").write_bytes(b"in the way")
    with pytest.raises(Unavailable):
        await DiskFiles(tmp_path / "files").put("a.pdf", b"x", "application/pdf")


async def test_parts_that_were_never_finished_are_old_too(tmp_path):
    files = DiskFiles(tmp_path)
    await files.put("documents/a.pdf", b"one", "application/pdf")
    (tmp_path / "documents" / ".half.part").write_bytes(b"x")
    found = [key async for key in files.older_than("documents", datetime.now(UTC) + timedelta(minutes=5))]
    assert ".half.part" in {key.split("/")[-1] for key in found}
    for key in found:
        await files.forget(key)
    assert not any((tmp_path / "documents").iterdir())
