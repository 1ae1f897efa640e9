"""The embedded world, for reading."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from api.declarations import limited
from api.guard import anyone
from api.problems import refusals
from domain.city import CityFacts
from domain.errors import NotFound
from domain.place import Place
from tools.places.atlas.records import city_ids, load_city, load_places

router = APIRouter(
    prefix="/v1/atlas", tags=["atlas"], dependencies=[anyone(), limited("3000/h", by="address", instead=True)]
)


class CityBrief(BaseModel):
    id: str
    name: str
    country_name: str
    lat: float
    lon: float
    summary: str
    sights: int
    eats: int
    stays: int


class CityList(BaseModel):
    cities: tuple[CityBrief, ...]


class PlaceList(BaseModel):
    places: tuple[Place, ...]


@router.get("/cities")
def list_cities() -> CityList:
    """Every city that can be planned with no key and no network."""
    return CityList(cities=tuple(_brief(city_id) for city_id in city_ids()))


@router.get("/cities/{city_id}", responses=refusals(404))
def get_city(city_id: str) -> CityFacts:
    """What a traveller should know about a city."""
    _known(city_id)
    return load_city(city_id)


@router.get("/cities/{city_id}/places", responses=refusals(404))
def list_places(city_id: str) -> PlaceList:
    """The city's places: sights, then places to eat, then places to stay."""
    _known(city_id)
    return PlaceList(places=tuple(load_places(city_id).values()))


def _known(city_id: str) -> None:
    if city_id not in city_ids():
        raise NotFound("city", city_id)


def _brief(city_id: str) -> CityBrief:
    city, kinds = load_city(city_id), [place.kind.value for place in load_places(city_id).values()]
    return CityBrief(
        id=city.id,
        name=city.name,
        country_name=city.country_name,
        lat=city.at.lat,
        lon=city.at.lon,
        summary=city.summary,
        sights=kinds.count("sight"),
        eats=kinds.count("eat"),
        stays=kinds.count("stay"),
    )
