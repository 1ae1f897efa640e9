from __future__ import annotations

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.errors import Unavailable
from tools.adapter import Access
from tools.captcha.contract import Shown
from tools.captcha.opening import open_captcha
from tools.captcha.recaptcha import Recaptcha
from tools.captcha.turnstile import Turnstile

SHOWN = Shown("good", "203.0.113.7", "login")


class Emulator:
    """Speaks the wire of both: a form in, JSON out; a token holds once."""

    def __init__(self, **told: object) -> None:
        self.told, self.used, self.forms = told, set(), []

    async def verify(self, request) -> Response:
        form = dict(await request.form())
        self.forms.append(form)
        if form["secret"] == "down":
            return Response(status_code=503)
        good = form["secret"] == "s3cret" and form["response"] == "good" and "good" not in self.used
        self.used.add(form["response"])
        return JSONResponse(
            {"success": good, **({} if good else {"error-codes": ["invalid-input-response"]}), **self.told}
        )

    def client(self) -> httpx.AsyncClient:
        paths = ("/turnstile/v0/siteverify", "/recaptcha/api/siteverify")
        app = Starlette(routes=[Route(path, self.verify, methods=["POST"]) for path in paths])
        return httpx.AsyncClient(transport=httpx.ASGITransport(app))


@pytest.mark.parametrize("kind", [Turnstile, Recaptcha])
async def test_a_good_token_holds_once(kind):
    emulator = Emulator(action="login")
    async with emulator.client() as http:
        captcha = kind(Access(http, "s3cret", address="http://captcha"))
        assert await captcha.is_human(SHOWN)
        assert not await captcha.is_human(SHOWN)
    assert emulator.forms[0] == {"secret": "s3cret", "response": "good", "remoteip": "203.0.113.7"}


@pytest.mark.parametrize(
    ("kind", "told", "token"),
    [
        (Turnstile, {}, "bad"),
        (Turnstile, {"action": "register"}, "good"),
        (Recaptcha, {"score": 0.2}, "good"),
        (Recaptcha, {"score": 0.9, "action": "register"}, "good"),
    ],
)
async def test_a_bad_token_one_of_another_form_and_a_low_score_do_not_hold(kind, told, token):
    async with Emulator(**told).client() as http:
        assert not await kind(Access(http, "s3cret", address="http://captcha")).is_human(Shown(token, "", "login"))


@pytest.mark.parametrize("kind", [Turnstile, Recaptcha])
async def test_a_provider_that_is_away_is_unavailable(kind):
    async with Emulator().client() as http:
        with pytest.raises(Unavailable):
            await kind(Access(http, "down", address="http://captcha")).is_human(SHOWN)


async def test_without_a_secret_there_is_none(settings):
    for changed in ({}, {"captcha": "turnstile"}):
        async with open_captcha(settings.model_copy(update=changed)) as captcha:
            assert captcha is None
    on = settings.model_copy(update={"captcha": "recaptcha", "captcha_secret": SecretStr("x")})
    async with open_captcha(on) as captcha:
        assert isinstance(captcha, Recaptcha)
