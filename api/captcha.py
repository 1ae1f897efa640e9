"""Forms that anybody may send ask for a sign that a person does: `dependencies=[anyone(), human("register")]`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import structlog
from fastapi import Depends, Header, Request

from api.stack.answering import address_of, counts_of
from domain.errors import FieldError, InvalidRequest, Unavailable
from tools.captcha.contract import Shown
from tools.captcha.opening import open_captcha

log = structlog.get_logger()


@dataclass(frozen=True)
class Human:
    """The check; without a CAPTCHA in the settings everybody passes. `action` is the form's name."""

    action: str

    async def __call__(
        self,
        request: Request,
        token: Annotated[
            str | None,
            Header(alias="X-Captcha-Token", max_length=4096, description="of Turnstile or reCAPTCHA, where it is on"),
        ] = None,
    ) -> None:
        """Raises InvalidRequest; where the provider is away the form goes on, limited as it is."""
        async with open_captcha(request.app.state.resources.settings) as captcha:
            if captcha is None:
                return
            if not token:
                raise InvalidRequest([FieldError("X-Captcha-Token", "show that you are no robot")])
            try:
                is_human = await captcha.is_human(Shown(token, address_of(request.scope), self.action))
            except Unavailable as error:
                counts_of(request.scope).add("captcha.unavailable")
                log.warning("captcha could not be checked", error=str(error))
                return
        counts_of(request.scope).add("captcha.passed" if is_human else "captcha.refused")
        if not is_human:
            raise InvalidRequest([FieldError("X-Captcha-Token", "this does not hold (any more); try again")])


def human(action: str) -> Any:
    """On a public form: a robot is refused."""
    return Depends(Human(action))
