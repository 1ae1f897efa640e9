"""What a picture is like: a model that sees names cities of our own list, and no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel, ConfigDict, Field

from agents.asking import fill, level_of, prompted
from agents.marking import line
from agents.writing.sayable import unsayable
from domain.city import CityFacts
from tools.llm.contract import Models

MOST = 5
_LIMIT_S = 20.0
_WORDS = 14
_ABOUT = 120


class LikeDraft(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    mark: str = Field(description="of the city, as it stands in the list")
    reason: str = Field(default="", description="at most twelve words, no names, no numbers, no links")


class LookDraft(BaseModel):
    """What is to be seen, and which cities are like it, the most alike first."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    scene: str = Field(default="", description="at most twelve words")
    likes: tuple[LikeDraft, ...] = Field(default=(), max_length=20)


@dataclass(frozen=True)
class Like:
    """A city and why; `reason` is "" where what the model said cannot be shown."""

    city: CityFacts
    reason: str


@dataclass(frozen=True)
class Looked:
    scene: str
    likes: tuple[Like, ...]
    level: str


async def look(models: Models | None, picture: bytes, cities: Sequence[CityFacts], words: str = "") -> Looked | None:
    """`picture` is WebP; None where there is no model that sees, or none that answered."""
    marks = {f"c{number}": city for number, city in enumerate(cities, start=1)}
    listed = "\n".join(f"{mark}: {line(city.name, 60)}; {line(city.summary, _ABOUT)}" for mark, city in marks.items())
    asked = prompted("picturing", "look", {"cities": listed, "words": line(words, 500)}, max_tokens=700)
    answer = await fill(models, replace(asked, picture=picture), LookDraft, _LIMIT_S)
    if answer is None:
        return None
    named: dict[str, LikeDraft] = {}
    for like in answer.form.likes:
        if like.mark in marks:
            named.setdefault(like.mark, like)
    likes = tuple(Like(marks[mark], _shown(like.reason)) for mark, like in named.items())
    return Looked(_shown(answer.form.scene), likes[:MOST], level_of(answer))


def _shown(text: str) -> str:
    """A model's few words, or "" where they are more than that."""
    short = line(text, 120)
    plain = not unsayable(short) and not any(char.isdigit() for char in short)
    return short if plain and len(short.split()) <= _WORDS else ""
