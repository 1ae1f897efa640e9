"""One place of what several providers say of it, field by field from whom it is trusted most.

Who a place is (id, name, category, spot, what it is like) comes from the atlas, where people checked it, then from
Google, OpenStreetMap and Mapbox. The atlas's hours, price and length of a visit stand against all others, for they
know seasons and holidays where a provider knows this week; among the others the newest hours stand. Only that a
place is closed for good is believed of anybody of the network. Reviews, telephone and photos come from those who
read them now. Every source is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from domain.city import CityFacts
from domain.place import Access, Freshness, Place, Source
from tools.places.sameness import likeness, may_reach, references

_TRUST = ("atlas", "google", "osm", "nominatim", "mapbox")
_CLOSED = "off"
# Of the most trusted who has it at all.
_FIRST_KNOWN = (
    "local_name", "area", "price", "child_price", "site", "level", "sleeps", "stars", "check_in", "check_out",
    "phone", "price_level", "best_time", "about", "tags", "cuisines", "meals", "diets", "photos", "tips",
)  # fmt: skip


@dataclass
class _Cluster:
    """What is one place, most trusted first."""

    said: list[Place] = field(default_factory=list)

    @cached_property
    def refs(self) -> set[tuple[str, str]]:
        """Of the most trusted, by whom a cluster is known."""
        return references(self.said[0])


def merge(city: CityFacts, lists: Sequence[Sequence[Place]]) -> tuple[Place, ...]:
    """Every place once, those of the most trusted first; the same whatever the order of the lists.

    Within one list every place is taken for another: no provider is doubted about its own.
    """
    del city
    clusters: list[_Cluster] = []
    for places in sorted(filter(None, lists), key=_rank_of_list):
        _join(clusters, places)
    return tuple(_with_unique_ids(merged(cluster.said) for cluster in clusters))


def merged(said: Sequence[Place]) -> Place:
    """One place of all that is said of it."""
    if len(said) == 1:
        return said[0]
    ranked = sorted(said, key=rank)
    first = ranked[0]
    changes: dict[str, Any] = {name: _first(ranked, name) for name in _FIRST_KNOWN}
    changes["hours"] = _hours(ranked)
    changes["step_free"] = next((p.step_free for p in ranked if p.step_free is not Access.UNKNOWN), Access.UNKNOWN)
    reviewed = max((p for p in ranked if p.rating is not None), key=lambda p: (_live(p), p.reviews or 0), default=None)
    changes["rating"], changes["reviews"] = (reviewed.rating, reviewed.reviews) if reviewed else (None, None)
    changes["more_sources"] = _sources(ranked)
    changed = {name: value for name, value in changes.items() if value != getattr(first, name)}
    return first.model_copy(update=changed) if changed else first


def enriched(place: Place, details: Place) -> Place:
    """A place with what a provider's details add; it stays who it is."""
    return merged((place, details.model_copy(update={"id": place.id}))).model_copy(update={"id": place.id})


def rank(place: Place) -> tuple[int, str, str]:
    """How much a place's chief source is trusted: the less the number, the more."""
    provider = place.source.provider
    trusted = next((at for at, name in enumerate(_TRUST) if provider.startswith(name)), len(_TRUST))
    return trusted, provider, place.source.reference


def _rank_of_list(places: Sequence[Place]) -> tuple[object, ...]:
    return min(map(rank, places))[:2], -sum(len(place.more_sources) for place in places), [p.id for p in places]


def _join(clusters: list[_Cluster], places: Sequence[Place]) -> None:
    """Each place to the cluster that it is likest, at most one a cluster; the others are new."""
    chiefs = [cluster.said[0] for cluster in clusters]
    found = [
        (-alike, chiefs[at].id, place.id, at, index)
        for index, place in enumerate(places)
        for at in _possible(chiefs, clusters, place)
        if (alike := likeness(chiefs[at], place)) > 0
    ]
    taken: set[int] = set()
    placed: set[int] = set()
    for *_, at, index in sorted(found):
        if at not in taken and index not in placed:
            clusters[at].said.append(places[index])
            taken.add(at)
            placed.add(index)
    clusters.extend(_Cluster([place]) for index, place in enumerate(places) if index not in placed)


def _possible(chiefs: Sequence[Place], clusters: Sequence[_Cluster], place: Place) -> list[int]:
    """The clusters near by, and those that name it by the same reference wherever they are."""
    mine = references(place)
    return [
        at
        for at, chief in enumerate(chiefs)
        if may_reach(chief, place) or (clusters[at].refs and not mine.isdisjoint(clusters[at].refs))
    ]


def _first(ranked: Sequence[Place], name: str) -> Any:
    """What the most trusted who says anything says; of tuples and texts the empty one says nothing."""
    empty = getattr(ranked[0], name)
    return next((value for place in ranked if (value := getattr(place, name)) not in (None, (), "")), empty)


def _hours(ranked: Sequence[Place]) -> Any:
    closed = next((p.hours for p in ranked if _live(p) and p.hours is not None and p.hours.spec == _CLOSED), None)
    known = [place for place in ranked if place.hours is not None]
    if closed is not None or not known:
        return closed
    if known[0].source.freshness is Freshness.ATLAS:
        return known[0].hours
    newest = max(place.source.as_of for place in known)
    return next(place.hours for place in known if place.source.as_of == newest)


def _live(place: Place) -> bool:
    return place.source.freshness in (Freshness.LIVE, Freshness.CACHED)


def _sources(ranked: Sequence[Place]) -> tuple[Source, ...]:
    """All but the chief one, each once."""
    chief = ranked[0].source
    said = {
        (source.provider, source.reference): source
        for place in reversed(ranked)
        for source in reversed((place.source, *place.more_sources))
    }
    said.pop((chief.provider, chief.reference), None)
    return tuple(sorted(said.values(), key=lambda source: (source.provider, source.reference)))


def _with_unique_ids(places: Iterable[Place]) -> Iterable[Place]:
    """No two places with one id, for two providers may have given it to what is not one place."""
    seen: set[str] = set()
    for place in places:
        number, unique = 2, place
        while unique.id in seen:
            unique = place.model_copy(update={"id": f"{place.id}-{number}"})
            number += 1
        seen.add(unique.id)
        yield unique
