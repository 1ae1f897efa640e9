"""Secrets from AWS Secrets Manager (docs.aws.amazon.com/secretsmanager, API of 2017-10-17)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from pydantic import SecretStr

from infra.secrets.contract import Secret, SecretsUnavailable, checked

_CONFIG = Config(connect_timeout=5, read_timeout=5, retries={"max_attempts": 2, "mode": "standard"})
_GONE = {"ResourceNotFoundException", "InvalidRequestException"}  # the latter: marked for deletion


@dataclass(frozen=True)
class AwsSource:
    """Each secret is a string named `prefix` + name; credentials come as AWS's own tools find them."""

    region: str
    prefix: str = "tripwright/"
    name: str = "aws"

    @cached_property
    def _client(self) -> Any:
        return boto3.client("secretsmanager", region_name=self.region, config=_CONFIG)

    def read(self, name: str) -> Secret | None:
        try:
            found = self._client.get_secret_value(SecretId=self.prefix + checked(name).lower())
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in _GONE:
                return None
            raise SecretsUnavailable(f"AWS: {code}") from error
        except BotoCoreError as error:
            raise SecretsUnavailable(f"AWS: {type(error).__name__}") from error
        return Secret(SecretStr(found["SecretString"]), found["CreatedDate"])
