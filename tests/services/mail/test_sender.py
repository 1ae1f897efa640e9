from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, select

from domain.errors import Rejected, Unavailable
from infra.database import in_tenant
from infra.sealing import Sealer
from infra.settings import ROOT
from services.mail.composing import compose, languages
from services.mail.outbox import post, withhold
from services.mail.sender import MailSender
from services.mail.tables import MailRow
from tests.api.mailbox import Mailbox

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SEALER = Sealer((bytes(range(32)),))
ABOUT = {
    "link": "https://trips.example/?a=1&b=2",
    "name": "<Ada>",
    "reason": "unpaid",
    "at": "noon",
    "address": "::1",
    "agent": "x",
    "day": "2026-12-21",
    "title": "Avonlea",
}

LETTERS = (
    "verify",
    "already_registered",
    "reset",
    "password_changed",
    "new_sign_in",
    "suspended",
    "activated",
    "deletion_asked",
    "deletion_cancelled",
    "deleted",
    "export_ready",
    "document_ready",
)


class Moody(Mailbox):
    """A way of sending that fails first."""

    def __init__(self, *failures: Exception) -> None:
        super().__init__()
        self.failures = list(failures)

    async def send(self, mail) -> None:
        if self.failures:
            raise self.failures.pop(0)
        await super().send(mail)


@pytest.fixture
async def platform(platform):
    async with platform.begin() as session:
        await session.execute(delete(MailRow))
    yield platform
    async with platform.begin() as session:
        await session.execute(delete(MailRow))


async def posted(platform, letter="verify", **about) -> MailRow:
    async with in_tenant(platform, "public") as session:
        return post(session, SEALER, "public", letter, f"{uuid4().hex}@example.org", NOW, **(ABOUT | about))


async def row_of(platform, row) -> MailRow:
    async with platform() as session:
        return (await session.scalars(select(MailRow).where(MailRow.id == row.id))).one()


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_about_an_account_has_a_subject_a_text_and_the_same_as_html(letter):
    mail = compose("m", letter, ABOUT | {"to": "ada@example.org"})
    assert mail.subject
    assert "\n" not in mail.subject
    assert "Hello <Ada>," in mail.text
    assert "Hello &lt;Ada&gt;," in mail.html
    assert ("https://trips.example/?a=1&b=2" in mail.text) == ("https://trips.example/?a=1&amp;b=2" in mail.html)


@pytest.mark.parametrize("language", sorted(languages() - {"en"}))
def test_every_letter_about_an_account_is_told_in_every_language_with_all_that_the_english_one_says(language):
    for letter in LETTERS:
        about = ABOUT | {"to": "ada@example.org", "agent": "Firefox"}
        english, mail = compose("m", letter, about), compose("m", letter, about | {"language": language})
        assert mail.subject != english.subject, letter
        assert f'<html lang="{language}" dir="ltr">' in mail.html
        assert "{" not in mail.subject + mail.text
        assert "{{" not in mail.html
        for value in about.values():
            assert (value in mail.text) == (value in english.text), (letter, value)
        assert mail.text.count("\n\n") == english.text.count("\n\n"), letter
        assert len(mail.text) > len(english.text) * (0.3 if language == "ja" else 0.8), letter


def test_the_page_offers_the_languages_that_there_are_letters_in():
    offered = (ROOT / "web" / "src" / "account" / "languages.ts").read_text(encoding="utf-8")
    assert set(re.findall(r'\["([a-z]{2})", ', offered)) == languages()


def test_a_language_without_letters_of_its_own_gets_the_english_ones():
    assert (
        compose("m", "verify", ABOUT | {"to": "a@example.org", "language": "eo"}).subject
        == "Confirm your e-mail address"
    )


async def test_a_mail_of_a_transaction_that_fails_never_leaves(platform):
    with pytest.raises(RuntimeError):
        async with in_tenant(platform, "public") as session:
            post(session, SEALER, "public", "verify", "a@example.org", NOW, **ABOUT)
            raise RuntimeError
    mailbox = Mailbox()
    assert await MailSender(platform, SEALER, mailbox).send_due(NOW) == 0
    assert not mailbox.mails


async def test_a_mail_leaves_once_and_what_it_said_is_forgotten(platform):
    row, mailbox = await posted(platform), Mailbox()
    assert b"example.org" not in row.sealed
    sender = MailSender(platform, SEALER, mailbox)
    assert [await sender.send_due(NOW) for _ in range(2)] == [1, 0]
    assert [mail.id for mail in mailbox.mails] == [str(row.id)]
    kept = await row_of(platform, row)
    assert (kept.outcome, kept.sealed) == ("sent", b"")


async def test_several_senders_share_the_work(platform):
    for _ in range(30):
        await posted(platform)
    mailbox = Mailbox()
    await asyncio.gather(*(MailSender(platform, SEALER, mailbox).send_due(NOW) for _ in range(4)))
    await MailSender(platform, SEALER, mailbox).send_due(NOW)
    assert len(mailbox.mails) == len({mail.id for mail in mailbox.mails}) == 30


async def test_while_the_mail_server_is_away_mails_wait_ever_longer_and_leave_then(platform):
    row, moody = await posted(platform), Moody(*(Unavailable("smtp", "away") for _ in range(2)))
    sender, pauses, now = MailSender(platform, SEALER, moody), [], NOW
    for _ in range(2):
        assert await sender.send_due(now) == 0
        due = (await row_of(platform, row)).due_at
        pauses.append(due - now)
        now = due
    assert pauses[0] < pauses[1] < timedelta(minutes=1)
    assert await sender.send_due(now - timedelta(seconds=1)) == 0
    assert await sender.send_due(now) == 1


async def test_a_mail_whose_sender_died_in_between_is_sent_by_the_next(platform):
    row = await posted(platform)
    dying = MailSender(platform, SEALER, Moody(asyncio.CancelledError()))
    with pytest.raises(asyncio.CancelledError):
        await dying.send_due(NOW)
    mailbox = Mailbox()
    sender = MailSender(platform, SEALER, mailbox)
    assert await sender.send_due(NOW) == 0
    assert await sender.send_due(NOW + timedelta(minutes=6)) == 1
    assert mailbox.mails[0].id == str(row.id)


async def test_a_mail_that_is_refused_for_ever_or_cannot_be_written_is_not_tried_again(platform):
    refused, unknown = await posted(platform), await posted(platform, letter="no-such-letter")
    sender = MailSender(platform, SEALER, Moody(Rejected("smtp", "no such mailbox")))
    await sender.send_due(NOW)
    assert await sender.send_due(NOW + timedelta(days=1)) == 0
    for row in (refused, unknown):
        assert (await row_of(platform, row)).outcome.startswith("refused")


async def test_a_mail_that_cannot_leave_for_three_days_is_given_up(platform):
    row = await posted(platform)
    await MailSender(platform, SEALER, Moody(Unavailable("smtp", "away"))).send_due(NOW + timedelta(days=4))
    assert (await row_of(platform, row)).outcome.startswith("given up")


async def test_a_withheld_mail_is_work_without_a_mail(platform):
    async with in_tenant(platform, "public") as session:
        withhold(session, SEALER, "public", "reset", "a@example.org", NOW)
    assert await MailSender(platform, SEALER, Mailbox()).send_due(NOW) == 0
