"""A model's second opinion on what fits a traveller, within bounds: it may move places up or down, never bring any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from agents.asking import fill, prompted
from agents.marking import line
from agents.writing.sayable import is_sayable, unsayable
from domain.candidates import CityCandidates, Scored
from domain.request import TripRequest
from tools.llm.contract import Models

MOST = 60
"""Candidates that a model is shown, the best by our own score."""
STEP = 5.0
"""Score points of a grade; the most that a model can move a place is twice that, of 100."""
_REASON_WORDS = 12
_LIMIT_S = 6.0
_ABOUT = 160


class GradeDraft(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    mark: str = Field(description="of the candidate, as it stands in the list")
    grade: Annotated[int, Field(ge=-2, le=2)]
    reason: str = Field(default="", description="at most twelve words, no names, no numbers, no links")


class RankingDraft(BaseModel):
    """How much better or worse some places fit than their score says."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    grades: tuple[GradeDraft, ...] = Field(default=(), max_length=MOST)


async def rank(models: Models | None, request: TripRequest, city: CityCandidates) -> CityCandidates:
    """The city's sights and places to eat in the order that the grades make of them; as they are without a model.

    What the traveller asked for by name, and what is out for them, a model cannot move.
    """
    shown = [one for one in _best(city) if one.score < 100 and is_sayable(one.place.name)]
    if models is None or not (request.wishes or request.interests or request.cuisines) or not shown:
        return city
    marks = {f"p{number}": one for number, one in enumerate(shown, start=1)}
    inputs = {"wishes": _wishes(request), "candidates": "\n".join(_told(mark, one) for mark, one in marks.items())}
    answer = await fill(models, prompted("discovery", "rank", inputs, tier="cheap"), RankingDraft, _LIMIT_S)
    if answer is None:
        return city
    grades = {marks[grade.mark].place.id: grade for grade in answer.form.grades if grade.mark in marks}
    return city.model_copy(update={"sights": _graded(city.sights, grades), "eats": _graded(city.eats, grades)})


def _best(city: CityCandidates) -> Sequence[Scored]:
    """Two sights for each place to eat."""
    eats = city.eats[: MOST // 3]
    return (*city.sights[: MOST - len(eats)], *eats)


def _wishes(request: TripRequest) -> str:
    words = (*request.wishes, *(word.replace("_", " ") for word in (*request.interests, *request.cuisines)))
    company = f"They are {request.party.company.value}, {request.party.size} people, at a {request.pace.value} pace."
    return "\n".join((company, *(line(word, 200) for word in words)))


def _told(mark: str, one: Scored) -> str:
    place = one.place
    tags = ", ".join(line(tag, 30) for tag in place.tags[:6])
    about = line(place.about, _ABOUT)
    return f"{mark}: {line(place.name, 80)}; {place.category.value}; {tags}; score {one.score:.0f}; {about}"


def _graded(scored: tuple[Scored, ...], grades: Mapping[str, GradeDraft]) -> tuple[Scored, ...]:
    moved = [_moved(one, grades[one.place.id]) if one.place.id in grades else one for one in scored]
    return tuple(sorted(moved, key=lambda one: (-one.score, one.place.id)))


def _moved(one: Scored, grade: GradeDraft) -> Scored:
    score = min(99.0, max(0.0, one.score + STEP * grade.grade))
    reason = line(grade.reason, 100)
    fit = reason and grade.grade > 0 and len(reason.split()) <= _REASON_WORDS and _is_plain(reason)
    reasons = (*one.reasons, reason) if fit and reason not in one.reasons else one.reasons
    return one.model_copy(update={"score": score, "reasons": reasons})


def _is_plain(reason: str) -> bool:
    """No addresses, no numbers, and no name: one capital, at its beginning."""
    return not unsayable(reason) and not any(char.isdigit() for char in reason) and reason[1:].islower()
