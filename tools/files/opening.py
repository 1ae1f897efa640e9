"""Where files are kept: in a bucket where one is set, else in the data folder."""

from __future__ import annotations

from infra.settings import Settings
from tools.files.contract import Files
from tools.files.disk import DiskFiles


def open_files(settings: Settings) -> Files:
    if settings.files_bucket:
        from tools.files.s3 import open_s3  # noqa: PLC0415  boto3 costs a third of a second that a disk need not pay

        return open_s3(settings)
    return DiskFiles(settings.data_dir / "files")
