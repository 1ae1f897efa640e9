"""Which trip a conversation is about. Its client keeps nothing but the messages, and sends all of them each time.

A trip is named by `metadata.trip_id`, by `user` as "trip:<id>", or, for clients that know of neither, by the link to
the trip's page with which each of our answers begins: the last one in an assistant's message counts. A conversation
without any is a new trip, also where another began with the same words.
"""

from __future__ import annotations

import json
import re
from datetime import date
from hashlib import sha256
from uuid import UUID

from api.dialects.openai.schemas import ChatRequest
from domain.errors import FieldError, InvalidRequest

_LINK = re.compile(r"/trips/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_NAMED = "trip:"


def trip_of(asked: ChatRequest) -> UUID | None:
    """None for a new trip. Raises InvalidRequest for a name that cannot be a trip's."""
    metadata = asked.metadata or {}
    if "trip_id" in metadata:
        return _id("metadata", metadata["trip_id"])
    if asked.user.startswith(_NAMED):
        return _id("user", asked.user.removeprefix(_NAMED))
    answers = [one.text for one in asked.messages if one.role == "assistant"]
    found = [UUID(link) for answer in answers for link in _LINK.findall(answer)]
    return found[-1] if found else None


def key_of(asked: ChatRequest, on: date, again_after: str = "") -> str:
    """The write's own name: the same conversation on the same day; `again_after` the run that answered it before."""
    said = [[one.role, one.text] for one in asked.messages]
    content = json.dumps([said, asked.user, asked.metadata, on.isoformat(), again_after])
    return f"openai-{sha256(content.encode()).hexdigest()}"


def number_in(text: str) -> int | None:
    """The way out that a bare number chooses, from 0; None for anything else."""
    chosen = re.fullmatch(r"\s*([1-9]\d?)[.)]?\s*", text)
    return int(chosen[1]) - 1 if chosen else None


def _id(field: str, text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InvalidRequest([FieldError(field, f"{text[:60]!r} is no trip's id")]) from None
