"""What the Places API (New) sends, as far as it is read; whatever else comes is ignored."""

# ruff: noqa: N815 - the names of the fields are Google's
from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

# https://developers.google.com/maps/documentation/places/web-service/reference/rest/v1/places (v1, as of mid 2025)
FIELDS = (
    "id displayName primaryType types location formattedAddress addressComponents rating userRatingCount priceLevel "
    "priceRange regularOpeningHours internationalPhoneNumber websiteUri businessStatus photos accessibilityOptions "
    "editorialSummary goodForChildren servesVegetarianFood servesBreakfast servesLunch servesDinner reservable"
).split()
ONE_MASK = ",".join(FIELDS)
LIST_MASK = ",".join(f"places.{field}" for field in FIELDS)


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Text(_Wire):
    text: str = ""
    languageCode: str = ""


class LatLng(_Wire):
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class Moment(_Wire):
    day: int = Field(ge=0, le=6, description="0 is Sunday")
    hour: int = Field(default=0, ge=0, le=24)
    minute: int = Field(default=0, ge=0, le=59)


class OpenPeriod(_Wire):
    open: Moment
    close: Moment | None = None


class Hours(_Wire):
    periods: tuple[OpenPeriod, ...] = ()


class Amount(_Wire):
    currencyCode: str = Field(pattern=r"^[A-Z]{3}$")
    units: int = 0
    nanos: int = 0


class PriceRange(_Wire):
    startPrice: Amount | None = None
    endPrice: Amount | None = None


class Author(_Wire):
    displayName: str = ""
    uri: str = ""


class WirePhoto(_Wire):
    name: str = Field(pattern=r"^places/[^/]+/photos/[^/]+$")
    widthPx: int | None = None
    heightPx: int | None = None
    authorAttributions: tuple[Author, ...] = ()


class Accessibility(_Wire):
    wheelchairAccessibleEntrance: bool | None = None
    wheelchairAccessibleRestroom: bool | None = None
    wheelchairAccessibleSeating: bool | None = None


class AddressPart(_Wire):
    longText: str = ""
    types: tuple[str, ...] = ()


class WirePlace(_Wire):
    id: str = Field(min_length=1)
    displayName: Text
    location: LatLng
    types: tuple[str, ...] = ()
    primaryType: str | None = None
    formattedAddress: str = ""
    addressComponents: tuple[AddressPart, ...] = ()
    rating: float | None = None
    userRatingCount: int | None = None
    priceLevel: str | None = None
    priceRange: PriceRange | None = None
    regularOpeningHours: Hours | None = None
    internationalPhoneNumber: str | None = None
    websiteUri: str | None = None
    businessStatus: str | None = None
    photos: tuple[WirePhoto, ...] = ()
    accessibilityOptions: Accessibility | None = None
    editorialSummary: Text | None = None
    goodForChildren: bool | None = None
    servesVegetarianFood: bool | None = None
    servesBreakfast: bool | None = None
    servesLunch: bool | None = None
    servesDinner: bool | None = None
    reservable: bool | None = None


class Found(_Wire):
    """A search's answer, its places still to be read one by one.

    Google leaves `places` out when there are none: an empty object is a true answer.
    """

    places: tuple[Any, ...] = ()
    nextPageToken: str | None = None
