from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from domain.place import Kind
from domain.request import Party
from tools.places.atlas.records import load_city, load_places
from tools.tables.contract import TableQuery
from tools.tables.links import GoogleReserve, OpenTable

AT = datetime(2027, 4, 5, 19, 30)


def asked(city_id: str) -> TableQuery:
    return TableQuery(load_city(city_id), tuple(load_places(city_id).values()), AT, Party(adults=2, children=(5,)))


async def test_a_link_has_the_hour_and_the_whole_party():
    offers = (await OpenTable().execute(asked("london"))).offers
    assert offers
    for offer in offers:
        link = urlsplit(offer.link)
        assert link.hostname == "www.opentable.com"
        assert parse_qs(link.query)["covers"] == ["3"]
        assert parse_qs(link.query)["dateTime"] == ["2027-04-05T19:30"]
        assert (offer.covers, offer.at_local, offer.time_zone) == (3, AT, "Europe/London")


async def test_only_places_where_somebody_reserves_tables_and_each_at_one_site():
    for city_id in ("london", "vienna", "kyoto", "marrakech"):
        query = asked(city_id)
        open_table, google = [(await site.execute(query)).offers for site in (OpenTable(), GoogleReserve())]
        ids = [offer.place_id for offer in (*open_table, *google)]
        assert len(set(ids)) == len(ids)
        places = {place.id: place for place in query.places}
        assert all(places[place_id].kind is Kind.EAT for place_id in ids)
    assert (await GoogleReserve().execute(asked("vienna"))).offers
    assert (await OpenTable().execute(asked("vienna"))).offers == ()
