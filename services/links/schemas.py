"""Clicks, conversions and their sums, as they come in and go out."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from domain.money import Money, minor_exponent
from domain.offers import Conversion

_Text = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")]
_Major = Annotated[Decimal, Field(ge=0, max_digits=15, allow_inf_nan=False)]
_Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217")]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class ConversionStatus(StrEnum):
    PENDING = "pending"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class ConversionIn(_Value):
    """One thing a provider tells of one booking; telling it again changes nothing."""

    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={
            "example": {
                "id": "evt-1",
                "booking_id": "B-1001",
                "click_id": "6f1c2f0e6b524d0b9d848a3f1b0c2d11",
                "status": "confirmed",
                "amount": "420.00",
                "commission": "16.80",
                "currency": "EUR",
                "booked_at": "2026-11-21T09:00:00Z",
                "told_at": "2026-11-21T10:00:00Z",
            }
        },
    )

    id: _Text = Field(description="the event's own id at the provider")
    booking_id: _Text
    click_id: str = Field(
        default="", max_length=200, pattern=r"^[^\x00-\x1f]*$", description="our click id, as the provider was given it"
    )
    status: ConversionStatus
    amount: _Major = Field(description="what the traveller pays, in major units")
    commission: _Major | None = Field(default=None, description="what we are due, in major units; None: not told yet")
    currency: _Currency
    booked_at: AwareDatetime
    told_at: AwareDatetime = Field(description="the provider's clock: an older word than the last changes nothing")

    @model_validator(mode="after")
    def _exact(self) -> Self:
        """No amount is finer than its currency's smallest unit: nothing is rounded away."""
        unit = Decimal(1).scaleb(-minor_exponent(self.currency))
        for name in ("amount", "commission"):
            if (getattr(self, name) or 0) % unit:
                raise ValueError(f"{name}: {self.currency} has no unit so small")
        return self

    @classmethod
    def of(cls, report: Conversion, told_at: datetime) -> Self:
        """What an adapter read in a provider's report; the same report is the same event."""
        if report.commission is not None and report.commission.currency != report.amount.currency:
            raise ValueError("commission: in another currency than the amount")
        return cls(
            id=sha256(report.model_dump_json().encode()).hexdigest(),
            booking_id=report.reference,
            click_id=report.click_id or "",
            status=ConversionStatus(report.status),
            amount=report.amount.major,
            commission=report.commission.major if report.commission else None,
            currency=report.amount.currency,
            booked_at=report.booked_at or told_at,
            told_at=told_at,
        )


class Received(_Value):
    """`new`: False when the event had been told before."""

    id: str
    new: bool


class Utm(_Value):
    """Where a click came from, by the five parameters that campaigns are marked with."""

    source: str | None = None
    medium: str | None = None
    campaign: str | None = None
    content: str | None = None
    term: str | None = None


class Visitor(_Value):
    """Who clicked: a guest's name and the family of the browser; nothing that names a person or a machine."""

    name: str | None = None
    agent: str = "other"
    utm: Utm = Utm()


class Tally(_Value):
    """Clicks and what came of them. Clicks of robots are left out.

    A conversion is counted when its click lies in the range and it has not been cancelled, so that a click with
    two bookings counts twice. `conversion_rate` is conversions ÷ clicks to four places, None at zero clicks.
    """

    clicks: int
    conversions: int
    conversion_rate: Decimal | None


class ProviderTally(Tally):
    provider: str


class ChannelTally(Tally):
    source: str | None
    medium: str | None
    campaign: str | None


class LinkStatistics(Tally):
    """The days from `from_on` to `to_on`, both included, from midnight to midnight in `zone`.

    `click_through_rate`: of the links generated in the range, the share that was followed by now; None without links.
    """

    from_on: date
    to_on: date
    zone: str
    links: int = Field(description="generated in the range, each counted once however many versions carry it")
    links_followed: int
    click_through_rate: Decimal | None
    bookings: dict[ConversionStatus, int] = Field(description="booked in the range, of known clicks or not")
    unattributed: int = Field(description="of these bookings, those of no click that we know; cancelled ones left out")
    amounts: tuple[Money, ...] = Field(description="of these bookings, cancelled ones left out, by currency")
    commissions: tuple[Money, ...]
    providers: tuple[ProviderTally, ...]
    channels: tuple[ChannelTally, ...]


class BookingCount(_Value):
    """How many bookings came of one visitor's clicks, cancelled ones left out."""

    bookings: int
