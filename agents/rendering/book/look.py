"""What a book is made in: its variant, its language, the agency's dress, and the pictures that could be had."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

BookLanguage = Literal["en", "es", "fr", "de", "ja", "ar"]


class Variant(StrEnum):
    """Full to read, compact to fold into a pocket, print to spare ink, mobile for a phone's screen."""

    FULL = "full"
    COMPACT = "compact"
    PRINT = "print"
    MOBILE = "mobile"


class Look(BaseModel):
    """The agency's name, colours and logo; `logo` is a data address, empty: the name in letters."""

    model_config = ConfigDict(frozen=True)

    name: str = "Tripwright"
    primary: str = "#0e5e54"
    accent: str = "#b4501f"
    logo: str = ""


class Picture(BaseModel):
    """A photo as a data address, with what its licence asks to be shown beside it."""

    model_config = ConfigDict(frozen=True)

    source: str
    alt: str
    credit: str
    credit_url: str = ""
    licence: str = ""
    licence_url: str = ""


class Order(BaseModel):
    """What is asked of the printer; `address` is the trip's page, to which the cover's QR code leads."""

    model_config = ConfigDict(frozen=True)

    variant: Variant = Variant.FULL
    language: BookLanguage = "en"
    look: Look = Look()
    pictures: dict[str, Picture] = {}
    address: str = ""
