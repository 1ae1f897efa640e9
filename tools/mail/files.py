"""Mails as .eml files in a folder, for those who have no mail server: a desk, a test, a demonstration."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

import structlog

from tools.mail.contract import Mail
from tools.mail.message import message_of

log = structlog.get_logger()


@dataclass(frozen=True)
class FileMailer:
    """`tell`: log where each mail lies, for a developer to open; its links are secrets and stay out of the log."""

    folder: Path
    sender: str
    tell: bool = False
    name = "files"

    async def send(self, mail: Mail) -> None:
        await asyncio.to_thread(self._write, mail)
        if self.tell:
            log.info("mail is in a file", subject=mail.subject, file=str(self.folder / f"{mail.id}.eml"))

    def _write(self, mail: Mail) -> None:
        """Whole or not at all; the same mail twice is one file. Nobody else on the machine may read it."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept, begun = self.folder / f"{mail.id}.eml", self.folder / f".{mail.id}.part"
        begun.touch(mode=0o600)
        begun.write_bytes(message_of(mail, self.sender).as_bytes())
        begun.replace(kept)
