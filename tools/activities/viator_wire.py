"""What the Partner API sends, as far as it is read; whatever else comes is ignored."""

# ruff: noqa: N815 - the names of the fields are the provider's
from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import BaseModel, Field


class Center(BaseModel):
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class Destination(BaseModel):
    destinationId: int
    name: str
    type: str = ""
    center: Center


class Destinations(BaseModel):
    destinations: list[Any]


class Variant(BaseModel):
    url: str
    width: int = 0


class Image(BaseModel):
    isCover: bool = False
    variants: list[Variant] = []


class Reviews(BaseModel):
    totalReviews: int | None = None
    combinedAverageRating: float | None = None


class Duration(BaseModel):
    fixedDurationInMinutes: int | None = None
    variableDurationFromMinutes: int | None = None


class Summary(BaseModel):
    fromPrice: Decimal


class Pricing(BaseModel):
    summary: Summary
    currency: str


class Product(BaseModel):
    productCode: str
    title: str
    description: str = ""
    images: list[Image] = []
    reviews: Reviews = Reviews()
    duration: Duration = Duration()
    confirmationType: str = ""
    pricing: Pricing
    productUrl: str = ""
    flags: list[str] | None = None


class Products(BaseModel):
    products: list[Any]


class Results(BaseModel):
    results: list[Any]


class Freetext(BaseModel):
    products: Results


class BookedPrice(BaseModel):
    recommendedRetailPrice: Decimal
    partnerNetPrice: Decimal | None = None


class Confirmed(BaseModel):
    price: BookedPrice


class Booking(BaseModel):
    bookingRef: str
    status: str
    currency: str
    totalConfirmedPrice: Confirmed
    partnerBookingRef: str | None = None
