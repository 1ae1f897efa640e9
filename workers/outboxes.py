"""Empties the outboxes beside the runs: mails leave, and events are published, within a second or so."""

from __future__ import annotations

import asyncio

import structlog

from infra.sealing import open_sealer
from services.events.service import publish
from services.mail.sender import MailSender
from tools.mail.opening import build_mailer
from workers.resources import Resources

log = structlog.get_logger()
_EVERY_S = 1.0


async def empty_forever(resources: Resources) -> None:
    """Whatever happens; several workers share the work."""
    settings = resources.settings
    sealer = open_sealer(settings.secret_keys.get_secret_value(), settings.data_dir)
    sender = MailSender(resources.platform, sealer, build_mailer(settings))
    while True:
        await asyncio.sleep(_EVERY_S)
        try:
            await empty(resources, sender)
        except Exception as error:
            log.exception("the outboxes wait", exc_info=error)


async def empty(resources: Resources, sender: MailSender) -> None:
    """Once: all that is due."""
    while await sender.send_due():
        pass
    while await publish(resources.platform, resources.redis):
        pass
