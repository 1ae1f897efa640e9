"""Accounts: what is known of a person, what they prefer, and what must be true of both."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from domain.identity import Role

# Enough to catch a slip of the hand; whether an address exists is found out by writing to it (RFC 5321: 254 octets).
_PLAIN = r"[^\s@<>()\[\],;:\"\\.]"
_EMAIL = re.compile(
    rf"^(?:{_PLAIN}|\.){{1,64}}@(?:{_PLAIN}{{1,63}}\.){{1,20}}(?:xn--[a-z0-9-]{{1,59}}|[^\W\d_]{{2,63}})$"
)
_PHONE = re.compile(r"^\+?[0-9][0-9 ()./-]{4,30}[0-9]$")


def normalise_email(text: str) -> str:
    """The one spelling by which an address is known. Raises ValueError."""
    email = unicodedata.normalize("NFKC", text).strip().casefold()
    if len(email.encode()) > 254 or not _EMAIL.match(email):
        raise ValueError("this is not an e-mail address")
    return email


def _line(text: object) -> object:
    """Names and the like are one line without control characters."""
    if not isinstance(text, str):
        return text
    if any(unicodedata.category(char) == "Cc" for char in text):
        raise ValueError("control characters do not belong here")
    return " ".join(unicodedata.normalize("NFC", text).split())


def _phone(text: str) -> str:
    if text and not _PHONE.match(text):
        raise ValueError("this is not a telephone number: digits, with + and the country first")
    return text


Email = Annotated[str, StringConstraints(max_length=254), AfterValidator(normalise_email)]
Line = Annotated[str, BeforeValidator(_line), StringConstraints(max_length=100)]
Phone = Annotated[str, BeforeValidator(_line), StringConstraints(max_length=32), AfterValidator(_phone)]


class AccountStatus(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"


class Personal(BaseModel):
    """What is known of the person; sealed wherever it is kept."""

    model_config = ConfigDict(frozen=True)

    email: str
    first_name: str = ""
    last_name: str = ""
    phone_number: str = ""
    date_of_birth: date | None = None

    @property
    def name(self) -> str:
        """How a mail greets them; "" where no name is known."""
        return self.first_name or self.last_name


class User(BaseModel):
    """An account. `verified_at` None: the address has not been proven, and nobody signs in with it."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    tenant: str
    personal: Personal
    roles: frozenset[Role]
    status: AccountStatus
    status_reason: str = ""
    verified_at: datetime | None
    has_password: bool
    has_picture: bool = False
    language: str = "en"
    version: int = 1
    created_at: datetime
    updated_at: datetime
    last_login_at: datetime | None = None

    @property
    def suspended(self) -> bool:
        return self.status is AccountStatus.SUSPENDED

    @property
    def verified(self) -> bool:
        return self.verified_at is not None


class TravelStyle(StrEnum):
    BUDGET = "budget"
    COMFORT = "comfort"
    LUXURY = "luxury"


class BudgetRange(BaseModel):
    """For one trip, in whole units of the currency; None: no bound."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min: Annotated[Decimal, Field(ge=0, le=10_000_000)] | None = None
    max: Annotated[Decimal, Field(ge=0, le=10_000_000)] | None = None
    currency: str = Field(default="EUR", pattern=r"^[A-Z]{3}$", description="ISO 4217 code")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min must not be above max")
        return self


Word = Annotated[str, BeforeValidator(_line), StringConstraints(min_length=1, max_length=80)]


class Preferences(BaseModel):
    """What somebody likes on their travels; made with these defaults when the account is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    favourite_destinations: tuple[Word, ...] = Field(default=(), max_length=50)
    budget_range: BudgetRange = BudgetRange()
    travel_style: TravelStyle = TravelStyle.COMFORT
    interests: tuple[Word, ...] = Field(default=(), max_length=50)
    dietary_restrictions: tuple[Word, ...] = Field(default=(), max_length=20)
