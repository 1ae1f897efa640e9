from __future__ import annotations

import xml.etree.ElementTree as ET
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import gpxpy
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from sqlalchemy import func, select

from domain.identity import Role
from services.mail.tables import MailRow
from tests.api.routes.planned import planned_trip
from tests.api.signing_in import headers_of, sign_in, signed_in


@pytest.fixture
async def trip(client, platform):
    client.cookies.set("tripwright_guest", guest := uuid4().hex)
    return await planned_trip(platform, guest)


async def test_every_format_that_is_made_at_once_is_made_at_once(client, trip):
    formats = (await client.get("/v1/exports/formats")).json()
    assert {one["format"] for one in formats} >= {"pdf", "xlsx", "ics", "json", "pkpass"}
    for one in formats:
        if one["at_once"]:
            answer = await client.get(f"/v1/trips/{trip}/documents/{one['format']}")
            assert answer.status_code == 200, one
            assert answer.headers["content-type"].startswith(one["media_type"])
    assert next(one for one in formats if one["format"] == "pkpass")["enabled"] is False


async def test_the_json_document_is_as_its_schema_says(client, trip):
    schema = (await client.get("/v1/schemas/itinerary")).json()
    Draft202012Validator.check_schema(schema)
    document = (await client.get(f"/v1/trips/{trip}/documents/json")).json()
    Draft202012Validator(schema).validate(document)


async def test_a_navigation_device_reads_the_gpx_and_a_globe_the_kml(client, trip):
    itinerary = (await client.get(f"/v1/trips/{trip}")).json()["itinerary"]
    gpx = gpxpy.parse((await client.get(f"/v1/trips/{trip}/documents/gpx")).text)
    assert [len(route.points) for route in gpx.routes] == [len(day["stops"]) for day in itinerary["days"]]
    place = next(one for one in itinerary["places"] if one["name"] == gpx.waypoints[0].name)
    assert (gpx.waypoints[0].latitude, gpx.waypoints[0].longitude) == (place["at"]["lat"], place["at"]["lon"])
    kml = ET.fromstring((await client.get(f"/v1/trips/{trip}/documents/kml")).text)
    names = {"k": "http://www.opengis.net/kml/2.2"}
    assert len(kml.findall(".//k:Folder", names)) == len(itinerary["days"]) + 1
    assert len(kml.findall(".//k:LineString", names)) == len(itinerary["days"])


async def test_a_days_way_leads_from_the_stay_over_every_stop(client, trip):
    itinerary = (await client.get(f"/v1/trips/{trip}")).json()["itinerary"]
    for day, maps in zip(itinerary["days"], (await client.get(f"/v1/trips/{trip}/maps")).json(), strict=True):
        google, apple = parse_qs(urlsplit(maps["google"]).query), parse_qs(urlsplit(maps["apple"]).query)
        base = next(one["at"] for one in itinerary["places"] if one["id"] == day["base_id"])
        assert google["origin"] == apple["source"] == [f"{base['lat']:.5f},{base['lon']:.5f}"]
        stops = len(day["stops"]) - (0 if day["back"] else 1)
        assert len(google["waypoints"][0].split("|")) == len(apple["waypoint"]) == stops


async def test_a_pass_is_refused_where_none_are_offered(client, trip):
    answer = await client.get(f"/v1/trips/{trip}/pass")
    assert answer.status_code == 403
    assert "not offered" in answer.json()["detail"]


async def test_a_trip_is_mailed_to_oneself_or_to_those_who_are_named(client, platform, settings):
    traveller = await signed_in(settings, {Role.USER})
    trip, headers = await planned_trip(platform, f"user:{traveller.user.id}"), headers_of(traveller)
    before = await mails(platform)
    answer = await client.post(f"/v1/trips/{trip}/mail", json={"language": "ja"}, headers=headers)
    assert (answer.status_code, answer.json()) == (202, {"mails": 1})
    two = {"to": ["bo@example.org", "BO@example.org ", "cy@example.org"], "note": "Look!"}
    assert (await client.post(f"/v1/trips/{trip}/mail", json=two, headers=headers)).json() == {"mails": 2}
    assert await mails(platform) == before + 3


async def test_a_mail_leads_nowhere_else_and_is_sent_by_nobody_unknown(client, trip, settings):
    assert (await client.post(f"/v1/trips/{trip}/mail", json={})).status_code == 401
    headers = await sign_in(client, settings, {Role.AGENT})
    elsewhere = await client.post(f"/v1/trips/{trip}/mail", json={"link": "https://evil.example/"}, headers=headers)
    assert elsewhere.status_code == 422
    assert elsewhere.json()["errors"][0]["field"] == "link"


async def mails(platform) -> int:
    async with platform() as session:
        return await session.scalar(select(func.count()).select_from(MailRow).where(MailRow.letter == "trip"))
