"""Files in a bucket that speaks S3: Amazon's own, or MinIO, R2, Ceph behind an endpoint."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from domain.errors import Rejected, Unavailable
from infra.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

T = TypeVar("T")
_MISSING = {"NoSuchKey", "404", "NotFound"}
_REFUSED = {"AccessDenied", "NoSuchBucket", "InvalidAccessKeyId", "SignatureDoesNotMatch"}
_CONFIG = Config(connect_timeout=4, read_timeout=20, retries={"max_attempts": 3, "mode": "standard"})


@dataclass(frozen=True)
class S3Files:
    """`prefix` stands before every key, so that a bucket can be shared."""

    client: S3Client
    bucket: str
    prefix: str = ""
    name = "s3"

    async def put(self, key: str, body: bytes, media_type: str) -> None:
        await self._ask(
            lambda: self.client.put_object(Bucket=self.bucket, Key=self._key(key), Body=body, ContentType=media_type)
        )

    async def get(self, key: str) -> bytes | None:
        def read() -> bytes:
            return self.client.get_object(Bucket=self.bucket, Key=self._key(key))["Body"].read()

        return await self._ask(read)

    async def forget(self, key: str) -> None:
        await self._ask(lambda: self.client.delete_object(Bucket=self.bucket, Key=self._key(key)))

    async def older_than(self, folder: str, before: datetime) -> AsyncIterator[str]:
        for key in await self._ask(lambda: self._old(folder, before)) or ():
            yield key

    def _old(self, folder: str, before: datetime) -> list[str]:
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=self._key(f"{folder.rstrip('/')}/")
        )
        found = (one for page in pages for one in page.get("Contents", ()))
        return [one["Key"].removeprefix(self.prefix) for one in found if one["LastModified"] < before]

    async def _ask(self, call: Callable[[], T]) -> T | None:
        """None for what is not there; the client blocks, so that it is asked in a thread."""
        try:
            return await asyncio.to_thread(call)
        except ClientError as error:
            code = error.response["Error"].get("Code", "")
            if code in _MISSING:
                return None
            kind = Rejected if code in _REFUSED else Unavailable
            raise kind(self.name, str(error)) from error
        except (BotoCoreError, OSError) as error:
            raise Unavailable(self.name, str(error)) from error

    def _key(self, key: str) -> str:
        return f"{self.prefix}{key}"


def open_s3(settings: Settings) -> S3Files:
    """With the keys that are set, else those that the machine has (environment, role)."""
    own: dict[str, Any] = {}
    if settings.files_access_key is not None and settings.files_secret_key is not None:
        own = {
            "aws_access_key_id": settings.files_access_key.get_secret_value(),
            "aws_secret_access_key": settings.files_secret_key.get_secret_value(),
        }
    client = boto3.client(
        "s3", endpoint_url=settings.files_endpoint or None, region_name=settings.files_region, config=_CONFIG, **own
    )
    prefix = settings.files_prefix.strip("/")
    return S3Files(client, settings.files_bucket, f"{prefix}/" if prefix else "")
