from __future__ import annotations

import email
import stat
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from pydantic import SecretStr

from domain.errors import Rejected, Unavailable
from tests.conftest import free_port
from tools.mail.contract import Mail
from tools.mail.files import FileMailer
from tools.mail.message import message_of
from tools.mail.opening import build_mailer
from tools.mail.smtp import SmtpMailer

SENDER = "Tripwright <hello@trips.example>"
MAIL = Mail(
    "m-1", "ada@example.org", "Grüße aus Rom", "Guten Tag\nhttps://trips.example/x?token=abc\n", "<p>Guten Tag</p>"
)


class Postmaster:
    """Takes mails, unless told what to answer instead."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.answer = ""

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answer:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 taken"


@pytest.fixture
def postmaster():
    return Postmaster()


@pytest.fixture
def server(postmaster):
    controller = Controller(postmaster, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


def assert_is_the_mail(message: EmailMessage) -> None:
    assert (message["To"], message["From"], message["Subject"]) == (MAIL.to, SENDER, MAIL.subject)
    assert message["Message-ID"] == "<m-1@trips.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == MAIL.text
    assert "<p>Guten Tag</p>" in html.get_content()


async def test_a_mail_arrives_over_smtp_as_it_was_written(server, postmaster):
    await SmtpMailer(server, SENDER).send(MAIL)
    assert_is_the_mail(postmaster.taken[0])


@pytest.mark.parametrize(
    ("answer", "error"),
    [("550 no such mailbox", Rejected), ("451 try later", Unavailable), ("535 who are you", Unavailable)],
)
async def test_a_refusal_for_ever_is_told_from_one_for_now(server, postmaster, answer, error):
    postmaster.answer = answer
    with pytest.raises(error):
        await SmtpMailer(server, SENDER).send(MAIL)
    assert not postmaster.taken


async def test_a_server_that_is_away_is_one_for_now():
    with pytest.raises(Unavailable):
        await SmtpMailer(f"smtp://127.0.0.1:{free_port()}", SENDER).send(MAIL)


async def test_a_password_is_never_sent_over_a_line_that_is_not_encrypted(postmaster):
    shown: list[object] = []

    def authenticate(server, session, envelope, mechanism, data):
        shown.append(data)
        return AuthResult(success=True)

    controller = Controller(
        postmaster, hostname="127.0.0.1", port=free_port(), authenticator=authenticate, auth_require_tls=False
    )
    controller.start()
    try:
        with pytest.raises(Unavailable):
            await SmtpMailer(f"smtp://ada:secret@127.0.0.1:{controller.port}", SENDER).send(MAIL)
    finally:
        controller.stop()
    assert not shown
    assert not postmaster.taken


async def test_a_mail_becomes_one_file_however_often_it_is_sent_and_nobody_else_reads_it(tmp_path):
    mailer = FileMailer(tmp_path / "outbox", SENDER)
    for _ in range(2):
        await mailer.send(MAIL)
    (kept,) = (tmp_path / "outbox").iterdir()
    assert_is_the_mail(email.message_from_bytes(kept.read_bytes(), policy=default))
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_subject_cannot_smuggle_in_a_header():
    with pytest.raises(ValueError):
        message_of(Mail("m", "a@example.org", "Hello\r\nBcc: everybody@example.org", "x"), SENDER)


def test_settings_decide_which_way_mails_leave(settings):
    assert isinstance(build_mailer(settings), FileMailer)
    told = settings.model_copy(update={"smtp_url": SecretStr("smtps://mail.example"), "offline": False})
    assert isinstance(build_mailer(told), SmtpMailer)
    assert isinstance(build_mailer(told.model_copy(update={"offline": True})), FileMailer)
    with pytest.raises(ValueError, match="SMTP_URL"):
        build_mailer(told.model_copy(update={"smtp_url": SecretStr("http://mail.example")}))
