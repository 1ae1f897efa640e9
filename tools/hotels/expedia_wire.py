"""What the Rapid API sends, as far as it is read; whatever else comes is ignored."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import BaseModel, Field


class Amount(BaseModel):
    value: Decimal
    currency: str


class Amounts(BaseModel):
    request_currency: Amount


class Totals(BaseModel):
    inclusive: Amounts
    exclusive: Amounts | None = None
    property_inclusive: Amounts | None = None
    marketing_fee: Amounts | None = None


class Pricing(BaseModel):
    totals: Totals


class Rate(BaseModel):
    refundable: bool | None = None
    available_rooms: int | None = None
    occupancy_pricing: dict[str, Pricing] = Field(min_length=1)
    amenities: dict[str, Any] = {}


class Room(BaseModel):
    room_name: str = ""
    rates: list[Rate] = Field(min_length=1)


class Available(BaseModel):
    property_id: str
    rooms: list[Room] = Field(min_length=1)


class Coordinates(BaseModel):
    latitude: float
    longitude: float


class Location(BaseModel):
    coordinates: Coordinates


class Address(BaseModel):
    line_1: str = ""
    city: str = ""


class Stars(BaseModel):
    rating: Decimal | None = None


class Guests(BaseModel):
    count: int | None = None
    overall: Decimal | None = None


class Ratings(BaseModel):
    property: Stars = Stars()
    guest: Guests = Guests()


class Category(BaseModel):
    name: str = ""


class House(BaseModel):
    name: str = Field(min_length=1)
    location: Location
    address: Address = Address()
    ratings: Ratings = Ratings()
    category: Category = Category()


class BookedRate(BaseModel):
    pricing: Pricing


class BookedRoom(BaseModel):
    status: str
    rate: BookedRate


class Itinerary(BaseModel):
    itinerary_id: str
    affiliate_reference_id: str | None = None
    rooms: list[BookedRoom] = Field(min_length=1)
