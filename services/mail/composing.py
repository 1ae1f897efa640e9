"""Words for what a mail is about: one file a language with all its letters, told as text and as HTML."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateNotFound

from services.mail.frame import MailLook, framed
from services.mail.trip import LETTER as TRIP
from services.mail.trip import compose_trip
from tools.mail.contract import Mail

FOLDER = Path(__file__).with_name("letters")
_FALLBACK = "en"
_LINK, _HOUSE = "{{ link }}", MailLook()
_TEXT = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 - plain text, read as it is written


@dataclass(frozen=True)
class _Paragraph:
    """Words, or a link and what it does."""

    text: str = ""
    action: str = ""
    address: str = ""


def compose(mail_id: str, letter: str, about: dict[str, Any], look: MailLook = _HOUSE) -> Mail:
    """`about` has `to`, perhaps `language`, and what the letter names; in the reader's language, else in English.

    A paragraph that is only `{{ link }}` is an address in the text, and in HTML a link that says the
    letter's `action`. Raises TemplateNotFound for a letter that there is not.
    """
    if letter == TRIP:
        return compose_trip(mail_id, about, look)
    told = {"name": "", **about}
    language = _language_of(letter, str(told.get("language", _FALLBACK)))
    book = _book(language)
    own = book[letter]
    greeting = book["greeting"] if told["name"] else book["greeting_unnamed"]
    paragraphs = [greeting, *own["body"].strip().split("\n\n")]
    subject = " ".join(_TEXT.from_string(own["subject"]).render(told).split())
    text = "\n\n".join([*(_TEXT.from_string(one).render(told) for one in paragraphs), look.name]) + "\n"
    shown = [_paragraph(one, own.get("action", ""), told) for one in paragraphs]
    html = framed("letter.mjml.j2", language, look, subject=subject, preview="", signed=look.name, paragraphs=shown)
    return Mail(mail_id, str(told["to"]), subject, text, html)


@lru_cache
def languages() -> frozenset[str]:
    """ISO 639 codes of the languages that have letters."""
    return frozenset(file.stem for file in FOLDER.glob("*.toml"))


def _language_of(letter: str, wanted: str) -> str:
    for language in (wanted, _FALLBACK):
        if language in languages() and letter in _book(language):
            return language
    raise TemplateNotFound(letter)


@lru_cache
def _book(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def _paragraph(paragraph: str, action: str, told: dict[str, Any]) -> _Paragraph:
    if paragraph == _LINK:
        return _Paragraph(action=action, address=str(told["link"]))
    return _Paragraph(text=_TEXT.from_string(paragraph).render(told))
