"""What stands where a picture is wanted: the place's photo, else a drawing, never an empty box."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup, escape

from agents.rendering.book.look import Picture
from agents.rendering.drawing.motifs import motif
from agents.rendering.drawing.scene import scene
from domain.itinerary import Itinerary
from domain.place import Kind, Place

_SVG = "http://www.w3.org/2000/svg"


@dataclass(frozen=True)
class Art:
    """A photo with its maker's name, or a drawing of ours without one (SVG; it stands in the page itself)."""

    name: str
    alt: str = ""
    source: str = ""
    drawn: Markup | None = None
    credit: str = ""
    credit_url: str = ""
    licence: str = ""
    licence_url: str = ""


class Gallery:
    """The pictures of one book, by place."""

    def __init__(self, pictures: Mapping[str, Picture]) -> None:
        self._pictures = pictures
        self._skies = count(1)

    def has(self, place: Place) -> bool:
        return place.id in self._pictures

    def of(self, place: Place) -> Art:
        photo = self._pictures.get(place.id)
        if photo is None:
            return Art(place.name, drawn=_labelled(motif(place.category, place.name, self._sky()), place.name))
        return Art(
            place.name,
            photo.alt or place.name,
            photo.source,
            None,
            photo.credit,
            photo.credit_url,
            photo.licence,
            photo.licence_url,
        )

    def cover(self, itinerary: Itinerary) -> Art:
        """The photo of the best-known sight on the way; without any, the first city's own landscape."""
        sights = [itinerary.place(stop.place_id) for day in itinerary.days for stop in day.stops]
        shown = [place for place in sights if place.kind is Kind.SIGHT and self.has(place)]
        if shown:
            return self.of(max(shown, key=lambda place: place.popularity))
        city = itinerary.city(itinerary.days[0].city_id)
        return Art(city.name, drawn=_labelled(scene(city.name, self._sky()), city.name))

    def _sky(self) -> str:
        return f"sky{next(self._skies)}"

    def credits(self, itinerary: Itinerary) -> Iterator[Art]:
        """Photos only, in the order of the itinerary's places."""
        return (self.of(place) for place in itinerary.places if self.has(place))


def _labelled(svg: str, name: str) -> Markup:
    """A drawing of ours with what it stands for, for whoever hears the document."""
    alone = f'<svg xmlns="{_SVG}" '  # in a page it needs no namespace
    return Markup(svg.replace(alone, f'<svg role="img" aria-label="{escape(name)}" ', 1))  # noqa: S704  escaped here
