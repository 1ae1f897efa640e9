from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from domain.itinerary import Link
from domain.money import Money
from domain.offers import Conversion as Report
from services.links.agents import agent_family
from services.links.events import record_generated
from services.links.schemas import ConversionIn, Utm, Visitor
from services.links.service import LinkService, range_of, rate
from services.links.tables import Click, Conversion, ConversionEvent
from services.trips.service import Ids, TripService
from tests.make import make_itinerary

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = date(2026, 11, 21)
BOOKING = Link(id="b", provider="booking", label="Booking.com", url="https://www.booking.com/s?aid=1", kind="stay")
VIATOR = Link(id="v", provider="viator", label="Viator", url="https://www.viator.com/s?pid=1", kind="ticket")


@pytest.fixture
async def session(platform):
    async with platform() as opened, opened.begin() as transaction:
        yield opened
        await transaction.rollback()


@pytest.fixture
def links(session, tenant):
    return LinkService(session, tenant, NOW)


@pytest.fixture
async def trip(session, tenant) -> UUID:
    started = await TripService(session, tenant, NOW).start(Ids(uuid4(), uuid4(), uuid4()), "guest", "Avonlea")
    return started.trip_id


@pytest.fixture
def clicked(session, tenant, trip):
    """Follows a link at a time; the click's id."""

    async def click(link: Link = BOOKING, at: datetime = NOW, **who) -> UUID:
        click_id = uuid4()
        visitor = Visitor(**({"name": "guest", "agent": "firefox"} | who))
        LinkService(session, tenant, at).click(click_id, trip, link, visitor)
        await session.flush()
        return click_id

    return click


def told(click: UUID | str = "", **changes) -> ConversionIn:
    fields = {
        "id": uuid4().hex,
        "booking_id": uuid4().hex,
        "click_id": click.hex if isinstance(click, UUID) else click,
        "status": "confirmed",
        "amount": "420.00",
        "commission": "16.81",
        "currency": "EUR",
        "booked_at": NOW,
        "told_at": NOW,
    }
    return ConversionIn.model_validate(fields | changes)


@pytest.fixture
def tell(links, session):
    """Tells of a conversion and has it worked on; the booking as it then stands."""

    async def tell(conversion: ConversionIn, provider: str = "booking") -> Conversion:
        await links.receive(uuid4(), provider, conversion)
        await links.handle(provider)
        query = select(Conversion).where(Conversion.reference == conversion.booking_id)
        return (await session.scalars(query)).one()

    return tell


async def today(links: LinkService, zone: str = "UTC"):
    return await links.statistics(TODAY, TODAY, ZoneInfo(zone))


async def test_a_click_is_kept_with_its_campaign_and_sent_on_with_its_id(session, links, trip):
    click_id, utm = uuid4(), Utm(source="news", medium="email", campaign="spring", content="top", term="hotel")
    url = links.click(click_id, trip, BOOKING, Visitor(name="guest", agent="firefox", utm=utm))
    assert url == f"https://www.booking.com/s?aid=1&label={click_id.hex}"
    await session.flush()
    row = await session.get(Click, click_id)
    assert (row.link_id, row.provider, row.url, row.visitor) == ("b", "booking", BOOKING.url, "guest")
    assert (row.utm_source, row.utm_medium, row.utm_campaign) == ("news", "email", "spring")
    assert (row.utm_content, row.utm_term, row.clicked_at) == ("top", "hotel", NOW)


async def test_a_conversion_is_attributed_to_its_click_exactly_to_the_cent(clicked, tell, links):
    click = await clicked()
    conversion = await tell(told(click))
    assert conversion.click_id == click
    assert (conversion.amount_minor, conversion.commission_minor, conversion.status) == (42000, 1681, "confirmed")
    found = await today(links)
    assert (found.clicks, found.conversions, found.conversion_rate) == (1, 1, Decimal("1.0000"))
    assert found.amounts == (Money.of("420.00", "EUR"),)
    assert found.commissions == (Money.of("16.81", "EUR"),)
    assert (await links.bookings_of("guest")).bookings == 1
    assert (await links.bookings_of("another")).bookings == 0


async def test_a_unit_that_a_currency_does_not_have_is_refused():
    for currency, amount in [("JPY", "100.5"), ("EUR", "1.001"), ("EUR", "-1"), ("EUR", "NaN"), ("euro", "1")]:
        with pytest.raises(ValidationError):
            told(currency=currency, amount=amount)
    assert told(currency="JPY", amount="100", commission="4").amount == 100


async def test_what_is_told_twice_counts_once(clicked, links, session, tell):
    conversion = told(await clicked())
    assert (await links.receive(uuid4(), "booking", conversion)).new is True
    assert (await links.receive(uuid4(), "booking", conversion)).new is False
    assert await links.handle("booking") == 1
    assert await links.handle("booking") == 0
    await tell(conversion)
    assert (await today(links)).conversions == 1
    kept = await session.scalars(select(ConversionEvent).where(ConversionEvent.event_id == conversion.id))
    assert len(kept.all()) == 1


async def test_a_provider_s_own_report_is_kept_in_the_same_way_and_its_commission_may_come_later(
    clicked, links, session
):
    click = await clicked()
    pending = Report(
        provider="booking",
        reference=uuid4().hex,
        click_id=click.hex,
        amount=Money.of("99.90", "EUR"),
        status="pending",
        booked_at=NOW,
    )
    assert [(await links.report(uuid4(), pending)).new for _ in range(2)] == [True, False]
    await links.handle("booking")
    assert (await today(links)).commissions == ()
    paid = pending.model_copy(update={"status": "confirmed", "commission": Money.of("4.00", "EUR")})
    await links.report(uuid4(), paid)
    await links.handle("booking")
    found = await today(links)
    assert (found.conversions, found.commissions) == (1, (Money.of("4.00", "EUR"),))


async def test_a_row_stands_before_it_is_work(links, session):
    conversion = told()
    await links.receive(uuid4(), "booking", conversion)
    query = select(ConversionEvent).where(ConversionEvent.event_id == conversion.id)
    event = (await session.scalars(query)).one()
    assert event.handled_at is None
    assert (await session.scalars(select(Conversion).where(Conversion.reference == conversion.booking_id))).all() == []
    assert ConversionIn.model_validate(event.body) == conversion


@pytest.mark.parametrize("click", ["", "summer-sale", "0f8fad5bd9cb469fa16570867728950e", "\U0001f9f3"])
async def test_of_an_unknown_click_it_is_kept_unattributed(click, tell, links):
    conversion = await tell(told(click))
    assert (conversion.click_id, conversion.told_click) == (None, click)
    found = await today(links)
    assert (found.conversions, found.unattributed, found.conversion_rate) == (0, 1, None)
    assert sum(found.bookings.values()) == 1


async def test_another_site_s_click_is_not_taken(clicked, tell):
    click = await clicked(VIATOR)
    assert (await tell(told(click), "booking")).click_id is None
    assert (await tell(told(click), "viator")).click_id == click


async def test_another_tenant_s_click_is_not_taken(session, clicked):
    click = await clicked()
    others = LinkService(session, "another", NOW)
    conversion = told(click)
    await others.receive(uuid4(), "booking", conversion)
    await others.handle("booking")
    row = (await session.scalars(select(Conversion).where(Conversion.reference == conversion.booking_id))).one()
    assert row.click_id is None


async def test_two_tenants_may_be_told_of_bookings_by_the_same_names(session, clicked, tell, links):
    conversion = told(await clicked())
    await tell(conversion)
    others = LinkService(session, "another", NOW)
    assert (await others.receive(uuid4(), "booking", conversion)).new is True
    assert await others.handle("booking") == 1
    assert (await today(links)).conversions == 1


async def test_a_booking_goes_from_pending_to_confirmed_to_cancelled(clicked, tell, links):
    click, booking = await clicked(), uuid4().hex
    for hour, (status, counted) in enumerate([("pending", 1), ("confirmed", 1), ("cancelled", 0)]):
        later = NOW + timedelta(hours=hour)
        conversion = await tell(told(click, booking_id=booking, status=status, told_at=later))
        found = await today(links)
        assert (conversion.status, found.conversions) == (status, counted)
        assert found.bookings == {"pending": 0, "confirmed": 0, "cancelled": 0} | {status: 1}
        assert (await links.bookings_of("guest")).bookings == counted
    assert (await today(links)).amounts == ()


async def test_an_older_word_does_not_undo_a_newer_one(clicked, tell):
    click, booking = await clicked(), uuid4().hex
    await tell(told(click, booking_id=booking, status="cancelled", told_at=NOW))
    late = told(click, booking_id=booking, status="pending", told_at=NOW - timedelta(hours=1))
    assert (await tell(late)).status == "cancelled"


async def test_a_later_word_without_a_click_leaves_it_attributed(clicked, tell):
    click, booking = await clicked(), uuid4().hex
    await tell(told(click, booking_id=booking, status="pending"))
    assert (await tell(told(booking_id=booking, told_at=NOW + timedelta(hours=1)))).click_id == click


async def test_rates_are_exact_and_safe_at_zero_clicks(clicked, tell, links):
    empty = await today(links)
    assert (empty.clicks, empty.conversion_rate, empty.click_through_rate) == (0, None, None)
    assert (empty.providers, empty.channels) == ((), ())
    clicks = [await clicked() for _ in range(6)]
    await tell(told(clicks[0]))
    assert (await today(links)).conversion_rate == Decimal("0.1667")
    await tell(told(clicks[0]))
    found = await today(links)
    assert (found.clicks, found.conversions, found.conversion_rate) == (6, 2, Decimal("0.3333"))


@pytest.mark.parametrize(("part", "whole", "expected"), [(0, 0, None), (0, 3, "0"), (1, 3, "0.3333"), (3, 2, "1.5")])
def test_a_rate(part, whole, expected):
    assert rate(part, whole) == (Decimal(expected) if expected is not None else None)


async def test_robots_are_not_counted(clicked, links):
    await clicked(agent="bot")
    assert (await today(links)).clicks == 0


async def test_the_days_are_those_of_the_zone(clicked, links):
    """23:30 in Tokyo on the 21st is 14:30 UTC; 00:30 on the 22nd is 15:30."""
    await clicked(at=datetime(2026, 11, 21, 14, 30, tzinfo=UTC))
    await clicked(at=datetime(2026, 11, 21, 15, 30, tzinfo=UTC))
    assert (await today(links)).clicks == 2
    assert (await today(links, "Asia/Tokyo")).clicks == 1


def test_a_day_of_a_clock_change_has_its_own_length():
    berlin = ZoneInfo("Europe/Berlin")
    spring = range_of(date(2027, 3, 28), date(2027, 3, 28), berlin)
    assert spring.end_at.astimezone(UTC) - spring.begin_at.astimezone(UTC) == timedelta(hours=23)


async def test_channels_and_sites_are_told_apart(clicked, tell, links):
    click = await clicked(utm=Utm(source="news", medium="email", campaign="spring"))
    await clicked(VIATOR, utm=Utm(source="news", medium="email", campaign="spring", content="other"))
    await clicked()
    await tell(told(click))
    found = await today(links)
    assert [(c.source, c.campaign, c.clicks, c.conversions) for c in found.channels] == [
        (None, None, 1, 0),
        ("news", "spring", 2, 1),
    ]
    assert [(p.provider, p.clicks, p.conversion_rate) for p in found.providers] == [
        ("booking", 2, Decimal("0.5000")),
        ("viator", 1, Decimal("0.0000")),
    ]
    assert sum(c.clicks for c in found.channels) == sum(p.clicks for p in found.providers) == found.clicks


async def test_click_through_counts_a_link_once_however_often_it_is_made_or_followed(
    session, tenant, trip, clicked, links
):
    itinerary = make_itinerary()
    booked = itinerary.stays[0].model_copy(update={"links": (BOOKING, VIATOR)})
    itinerary = itinerary.model_copy(update={"stays": (booked,)})
    for version in (1, 2):
        assert await record_generated(session, tenant, trip, version, "guest", itinerary, NOW) == 2
    await clicked()
    await clicked()
    found = await today(links)
    assert (found.links, found.links_followed, found.click_through_rate) == (2, 1, Decimal("0.5000"))


@pytest.mark.parametrize(
    ("told_agent", "family"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "firefox"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0", "edge"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36", "chrome"),
        ("Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1", "safari"),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "bot"),
        ("curl/8.1", "bot"),
        ("", "other"),
    ],
)
def test_only_a_family_is_kept_of_an_agent(told_agent, family):
    assert agent_family(told_agent) == family
