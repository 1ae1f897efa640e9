"""Which way mails leave: by SMTP where the operator has set a server, else into files."""

from __future__ import annotations

from infra.settings import Settings
from tools.mail.contract import Mailer
from tools.mail.files import FileMailer
from tools.mail.smtp import SmtpMailer

OUTBOX = "outbox"  # the folder in data_dir


def build_mailer(settings: Settings) -> Mailer:
    """Raises ValueError for an SMTP address that is none."""
    if settings.smtp_url is not None and not settings.offline:
        return SmtpMailer(settings.smtp_url.get_secret_value(), settings.mail_from)
    at_desk = settings.environment == "development"
    return FileMailer(settings.data_dir / OUTBOX, settings.mail_from, tell=at_desk)
