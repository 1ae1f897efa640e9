from __future__ import annotations

import asyncio
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from domain.identity import Role
from services.accounts.tables import UserRow
from services.events.tables import EventRow
from tests.api.mailbox import mails_to
from tests.api.signing_in import PASSWORD, account_work, headers_of, logged_in, make_user, sign_in, signed_in


def picture(kind="JPEG", size=(640, 480), **saved) -> bytes:
    written = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(written, kind, **saved)
    return written.getvalue()


async def send_picture(client, headers, content, name="me.jpg", kind="image/jpeg"):
    return await client.post("/v1/profile/avatar", files={"file": (name, content, kind)}, headers=headers)


@pytest.mark.parametrize("path", ["", "/preferences", "/sessions", "/avatar"])
async def test_nobody_has_a_profile_without_signing_in(client, path):
    assert (await client.get(f"/v1/profile{path}")).status_code == 401


async def test_a_profile_changes_by_what_is_sent_and_nothing_else(client, settings, books):
    tokens = await signed_in(settings)
    headers = headers_of(tokens)
    sent = {"phone_number": " +39 06 1234567 ", "date_of_birth": "1990-02-28", "first_name": "Augusta"}
    told = (await client.patch("/v1/profile", json=sent, headers=headers)).json()
    assert (told["first_name"], told["last_name"]) == ("Augusta", "Lovelace")
    assert (told["phone_number"], told["date_of_birth"]) == ("+39 06 1234567", "1990-02-28")
    emptied = (await client.patch("/v1/profile", json={"phone_number": None}, headers=headers)).json()
    assert (emptied["phone_number"], emptied["date_of_birth"]) == ("", "1990-02-28")
    assert (await client.get("/v1/profile", headers=headers)).json() == emptied
    events = await books.scalars(
        select(EventRow.payload)
        .where(EventRow.user_id == tokens.user.id, EventRow.kind == "user.profile_updated")
        .order_by(EventRow.at)
    )
    assert events.all() == [{"fields": ["first_name", "phone_number", "date_of_birth"]}, {"fields": ["phone_number"]}]


async def test_what_is_known_of_a_person_is_sealed_in_the_database(client, settings, books):
    tokens = await signed_in(settings)
    await client.patch("/v1/profile", json={"first_name": "Zenobia"}, headers=headers_of(tokens))
    row = (await books.scalars(select(UserRow).where(UserRow.id == tokens.user.id))).one()
    kept = repr({column.key: getattr(row, column.key) for column in UserRow.__table__.columns})
    for known in ("Zenobia", "Lovelace", "example.org"):
        assert known not in kept


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"phone_number": "call me"}, "phone_number"),
        ({"date_of_birth": "2999-01-01"}, "date_of_birth"),
        ({"date_of_birth": "30.2.1990"}, "date_of_birth"),
        ({"last_name": "x" * 101}, "last_name"),
        ({"email": "new@example.org"}, "email"),
        ({"verified_email": True}, "verified_email"),
        ({"language": "english"}, "language"),
    ],
)
async def test_a_profile_with_a_fault_names_the_field_and_keeps_all(client, settings, sent, field):
    headers = await sign_in(client, settings)
    before = (await client.get("/v1/profile", headers=headers)).json()
    answer = await client.patch("/v1/profile", json={"first_name": "Other", **sent}, headers=headers)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert (await client.get("/v1/profile", headers=headers)).json() == before


async def test_a_profile_that_was_changed_meanwhile_is_not_overwritten(client, settings):
    headers = await sign_in(client, settings)
    seen = (await client.get("/v1/profile", headers=headers)).headers["etag"]
    await client.patch("/v1/profile", json={"first_name": "One"}, headers=headers)
    late = await client.patch("/v1/profile", json={"first_name": "Two"}, headers={**headers, "If-Match": seen})
    assert late.status_code == 412
    assert (await client.get("/v1/profile", headers=headers)).json()["first_name"] == "One"


async def test_an_avatar_becomes_a_square_of_webp_without_what_the_camera_added(client, settings):
    headers = await sign_in(client, settings)
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    told = (await send_picture(client, headers, picture(exif=exif))).json()
    answer = await client.get(told["picture"], headers=headers)
    assert answer.headers["content-type"] == "image/webp"
    with Image.open(BytesIO(answer.content)) as kept:
        assert (kept.format, kept.size) == ("WEBP", (200, 200))
        assert not kept.getexif()
    assert b"taken at home" not in answer.content
    for _ in range(2):
        assert (await client.delete("/v1/profile/avatar", headers=headers)).status_code == 204
    assert (await client.get("/v1/profile/avatar", headers=headers)).status_code == 404
    assert (await client.get("/v1/profile", headers=headers)).json()["picture"] is None


async def test_a_picture_is_turned_as_its_camera_was_held(client, settings):
    headers, exif = await sign_in(client, settings), Image.Exif()
    exif[0x0112] = 3  # upside down
    straight = (await send_picture(client, headers, picture())).json()["picture"]
    first = Image.open(BytesIO((await client.get(straight, headers=headers)).content)).convert("L")
    turned = (await send_picture(client, headers, picture(exif=exif))).json()["picture"]
    second = Image.open(BytesIO((await client.get(turned, headers=headers)).content)).convert("L")
    assert first.getpixel((100, 5)) < 30 < 220 < second.getpixel((100, 5))


def bomb(side: int = 50_000) -> bytes:
    """A PNG of a few bytes that says it is 2,500 million points large."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        (b"", "image/jpeg"),
        (b"\xff\xd8\xff\xe0 not a picture", "image/jpeg"),
        (picture()[:300], "image/jpeg"),
        (bomb(), "image/png"),
        (bomb(8_000), "image/png"),
    ],
    ids=["svg", "empty", "text", "cut", "bomb", "smaller bomb"],
)
async def test_what_is_no_picture_is_refused(client, settings, content, kind):
    headers = await sign_in(client, settings)
    answer = await send_picture(client, headers, content, kind=kind)
    assert answer.status_code in (415, 422), answer.text
    assert (await client.get("/v1/profile/avatar", headers=headers)).status_code == 404


async def test_a_picture_larger_than_five_megabytes_is_refused(client, settings):
    headers = await sign_in(client, settings)
    answer = await send_picture(client, headers, picture() + bytes(5_000_000))
    assert answer.status_code in (413, 422)


async def test_preferences_begin_with_defaults_and_are_put_as_a_whole(client, settings):
    headers = await sign_in(client, settings)
    begun = (await client.get("/v1/profile/preferences", headers=headers)).json()
    assert begun == {
        "favourite_destinations": [],
        "budget_range": {"min": None, "max": None, "currency": "EUR"},
        "travel_style": "comfort",
        "interests": [],
        "dietary_restrictions": [],
    }
    wanted = {
        "favourite_destinations": ["Rome", "Kyoto"],
        "budget_range": {"min": "500", "max": "2500", "currency": "USD"},
        "travel_style": "luxury",
        "interests": ["art", "hiking"],
        "dietary_restrictions": ["vegan"],
    }
    for _ in range(2):
        assert (await client.put("/v1/profile/preferences", json=wanted, headers=headers)).json() == wanted
    assert (await client.get("/v1/profile/preferences", headers=headers)).json() == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        {"budget_range": {"min": 10, "max": 5}},
        {"budget_range": {"min": -1}},
        {"travel_style": "frugal"},
        {"interests": ["x" * 81]},
        {"interests": ["art"] * 51},
        {"colour": "blue"},
    ],
)
async def test_preferences_with_a_fault_are_refused_and_the_old_ones_stay(client, settings, wanted):
    headers = await sign_in(client, settings)
    before = (await client.get("/v1/profile/preferences", headers=headers)).json()
    answer = await client.put("/v1/profile/preferences", json=wanted, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].startswith(next(iter(wanted)))
    assert (await client.get("/v1/profile/preferences", headers=headers)).json() == before


async def test_sessions_are_listed_and_ended_one_by_one(client, settings):
    here = await signed_in(settings)
    async with account_work(settings) as work:
        there, _ = await work.parts.sessions.open(
            "public", here.user.id, {Role.USER}, strong=False, method="password", address="192.0.2.7", agent="a phone"
        )
    headers = headers_of(here)
    listed = (await client.get("/v1/profile/sessions", headers=headers)).json()["items"]
    assert {(one["id"], one["current"], one["agent"]) for one in listed} == {
        (here.session.id, True, "tests"),
        (there.id, False, "a phone"),
    }
    path = f"/v1/profile/sessions/{there.id}"
    assert (await client.delete(path, headers=headers)).status_code == 204
    assert (await client.delete(path, headers=headers)).status_code == 404
    assert [one["id"] for one in (await client.get("/v1/profile/sessions", headers=headers)).json()["items"]] == [
        here.session.id
    ]


async def test_nobody_ends_somebody_elses_session(client, settings):
    mine, theirs = await signed_in(settings), await signed_in(settings)
    path = f"/v1/profile/sessions/{theirs.session.id}"
    assert (await client.delete(path, headers=headers_of(mine))).status_code == 404
    assert (await client.get("/v1/profile", headers=headers_of(theirs))).status_code == 200


async def test_all_other_sessions_end_at_once(client, settings):
    here = await signed_in(settings)
    async with account_work(settings) as work:
        for _ in range(2):
            await work.parts.sessions.open(
                "public", here.user.id, {Role.USER}, strong=False, method="password", address="", agent=""
            )
    answer = await client.delete("/v1/profile/sessions", headers=headers_of(here))
    assert answer.json() == {"ended": 2}
    assert (await client.get("/v1/profile", headers=headers_of(here))).status_code == 200


async def test_a_password_is_changed_by_whoever_knows_it_and_other_sessions_end(client, settings):
    async with account_work(settings) as work:
        user = await make_user(work, password=PASSWORD)
    login = {"email": user.personal.email, "password": PASSWORD}
    elsewhere, here = [await logged_in(client, user) for _ in range(2)]
    sent = {"current_password": PASSWORD, "new_password": "a quieter harbour in May"}
    assert (await client.patch("/v1/profile/password", json=sent, headers=here)).status_code == 200
    assert (await client.get("/v1/profile", headers=here)).status_code == 200
    assert (await client.get("/v1/profile", headers=elsewhere)).status_code == 401
    assert (await client.post("/v1/auth/login", json=login)).status_code == 401
    again = await client.post("/v1/auth/login", json=login | {"password": sent["new_password"]})
    assert again.status_code == 200
    assert "Your password was changed" in [mail.subject for mail in await mails_to(settings, user.personal.email)]


@pytest.mark.parametrize(
    ("current", "new", "field"),
    [
        ("not the password at all", "a quieter harbour in May", "current_password"),
        (PASSWORD, "too short", "new_password"),
        (PASSWORD, "Lovelace1815", "new_password"),
        (PASSWORD, PASSWORD, "new_password"),
    ],
)
async def test_a_password_that_cannot_be_changed_says_why(client, settings, current, new, field):
    async with account_work(settings) as work:
        user = await make_user(work, password=PASSWORD)
    login = {"email": user.personal.email, "password": PASSWORD}
    headers = await logged_in(client, user)
    sent = {"current_password": current, "new_password": new}
    answer = await client.patch("/v1/profile/password", json=sent, headers=headers)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert (await client.post("/v1/auth/login", json=login)).status_code == 200


async def test_guessing_the_present_password_is_locked_too(client, settings):
    async with account_work(settings) as work:
        user = await make_user(work, password=PASSWORD)
    headers = await logged_in(client, user)
    guesses = [{"current_password": f"guess number {n}", "new_password": "a quieter harbour"} for n in range(8)]
    answers = await asyncio.gather(
        *(client.patch("/v1/profile/password", json=guess, headers=headers) for guess in guesses)
    )
    codes = [answer.status_code for answer in answers]
    assert (codes.count(422), codes.count(429)) == (5, 3)
