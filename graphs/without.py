"""Candidates less those that the verifier would not pass."""

from __future__ import annotations

from collections.abc import Collection

from domain.candidates import Candidates, CityCandidates, Scored


def without(candidates: Candidates, excluded: Collection[str]) -> Candidates:
    if not excluded:
        return candidates
    return candidates.model_copy(update={"cities": tuple(_city(city, excluded) for city in candidates.cities)})


def _city(city: CityCandidates, excluded: Collection[str]) -> CityCandidates:
    def rest(scored: tuple[Scored, ...]) -> tuple[Scored, ...]:
        return tuple(one for one in scored if one.place.id not in excluded)

    return city.model_copy(update={"sights": rest(city.sights), "eats": rest(city.eats)})
