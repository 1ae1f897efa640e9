"""Sends what waits in the outbox into memory, so that a test can read a mail and follow its link."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from infra.database import PLATFORM, build_engine, build_sessions
from infra.sealing import open_sealer
from infra.settings import Settings
from services.mail.sender import MailSender
from tools.mail.contract import Mail

_TOKEN = re.compile(r"\?token=(\S+)")


@dataclass
class Mailbox:
    """A way of sending like the others: it keeps what it is given."""

    mails: list[Mail] = field(default_factory=list)

    async def send(self, mail: Mail) -> None:
        self.mails.append(mail)


async def mails_to(settings: Settings, address: str) -> list[Mail]:
    """What has been written to an address since anybody looked, oldest first."""
    engine, mailbox = build_engine(settings.database_url, PLATFORM), Mailbox()
    try:
        sealer = open_sealer(settings.secret_keys.get_secret_value(), settings.data_dir)
        sender = MailSender(build_sessions(engine), sealer, mailbox)
        while await sender.send_due():
            pass
    finally:
        await engine.dispose()
    return [mail for mail in mailbox.mails if mail.to == address]


async def token_to(settings: Settings, address: str) -> str:
    """The token in the newest mail to an address."""
    found = _TOKEN.search((await mails_to(settings, address))[-1].text)
    assert found is not None
    return found[1]
