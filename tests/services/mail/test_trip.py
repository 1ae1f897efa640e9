from __future__ import annotations

import json
import re
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from agents.booking import attach_links
from agents.refinement.narrate import narrate
from agents.rendering.mailing import mail_words
from services.mail.composing import compose
from services.mail.frame import MailLook
from tests.conftest import free_port
from tests.make import make_itinerary, make_request
from tools.mail.smtp import SmtpMailer

LOOK = MailLook("Avonlea Travel", "#7b1fa2", "https://agency.example/logo.webp")


def composed(language: str = "en", **words):
    request = make_request(3)
    itinerary = attach_links(request, narrate(request, make_itinerary(3)), affiliates={})
    told = mail_words(request, itinerary, language, "https://trips.example/trips/1", "See you <there>!")
    about = {"to": "ada@example.org", "trip": json.dumps(told | words)}
    return compose("m1", "trip", about, LOOK), itinerary


def test_every_stop_of_every_day_is_in_the_text_and_in_the_html():
    mail, itinerary = composed()
    for day in itinerary.days:
        for stop in day.stops:
            name = itinerary.place(stop.place_id).name
            assert name in mail.text
            assert name in mail.html
    assert mail.subject == itinerary.title


def test_it_wears_the_agencys_dress_and_says_the_senders_words_harmlessly():
    mail, _ = composed()
    assert "#7b1fa2" in mail.html
    assert LOOK.logo in mail.html
    assert "See you &lt;there&gt;!" in mail.html
    assert mail.text.endswith("Avonlea Travel\n")


def test_outlook_is_given_tables_and_nobody_is_sent_elsewhere_for_fonts():
    mail, _ = composed()
    assert "[if mso" in mail.html
    assert "fonts.googleapis" not in mail.html
    assert "<script" not in mail.html


@pytest.mark.parametrize("language", ["en", "es", "fr", "de", "ja", "ar"])
def test_its_own_words_are_in_the_readers_language(language):
    mail, _ = composed(language)
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in mail.html
    english, _ = composed()
    assert (mail.text == english.text) == (language == "en")


def test_what_a_title_says_cannot_become_markup_or_a_header():
    mail, _ = composed(subject="Rome\r\nBcc: x@example.org", title="<img src=x onerror=alert(1)>")
    assert "\n" not in mail.subject
    assert "<img src=x" not in mail.html
    assert re.search(r"&lt;img src=x", mail.html)


class Kept(Message):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[bytes] = []

    def handle_message(self, message) -> None:
        self.got.append(message.as_bytes())


@contextmanager
def running_server():
    handler = Kept()
    server = Controller(handler, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        yield server, handler
    finally:
        server.stop()


async def test_a_mail_server_receives_both_parts_whole():
    mail, itinerary = composed("ja")
    with running_server() as (server, handler):
        await SmtpMailer(f"smtp://127.0.0.1:{server.port}", "Trips <trips@example.org>").send(mail)
    received = message_from_bytes(handler.got[0], policy=default)
    parts = {part.get_content_type(): part.get_content() for part in received.walk() if not part.is_multipart()}
    assert set(parts) == {"text/plain", "text/html"}
    assert itinerary.days[0].title in parts["text/plain"]
    assert "旅程を開く" in parts["text/html"]
    assert received["Subject"] == itinerary.title
