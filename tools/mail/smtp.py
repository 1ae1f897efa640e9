"""SMTP (RFC 5321), with TLS from the start (smtps) or from STARTTLS on wherever a password is sent."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import aiosmtplib

from domain.errors import Failure, Rejected, Unavailable
from tools.mail.contract import Mail
from tools.mail.message import message_of

_TIMEOUT_S = 20.0
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class SmtpMailer:
    """`url` is smtp:// or smtps://user:password@host:port. A connection for each mail: they are few and far between."""

    url: str
    sender: str
    name = "smtp"

    def __post_init__(self) -> None:
        """Raises ValueError for an address of another kind."""
        if urlsplit(self.url).scheme not in _PORTS or not urlsplit(self.url).hostname:
            raise ValueError("SMTP_URL must begin with smtp:// or smtps:// and name a host")

    async def send(self, mail: Mail) -> None:
        told = urlsplit(self.url)
        user = unquote(told.username) if told.username else None
        try:
            await aiosmtplib.send(
                message_of(mail, self.sender),
                hostname=told.hostname,
                port=told.port or _PORTS[told.scheme],
                username=user,
                password=unquote(told.password or "") if user else None,
                use_tls=told.scheme == "smtps",
                start_tls=True if user and told.scheme == "smtp" else None,  # None: where the server offers it
                timeout=_TIMEOUT_S,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise _of_code(error.recipients[0].code, error) from error
        except aiosmtplib.SMTPResponseException as error:
            raise _of_code(error.code, error) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Unavailable(self.name, f"the mail server cannot be reached: {error}", Failure.NETWORK) from error


def _of_code(code: int, error: Exception) -> Unavailable | Rejected:
    """5yz about the mail itself is for ever; a wrong password (53x) is ours to mend, and the mail waits for it."""
    if 500 <= code < 600 and code // 10 != 53:
        return Rejected("smtp", f"the mail server refuses it: {error}")
    return Unavailable("smtp", f"the mail server does not take it now: {error}", Failure.SERVER)
