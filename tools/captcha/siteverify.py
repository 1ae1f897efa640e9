"""The one exchange that Turnstile and reCAPTCHA share: a form to `siteverify`, and `success` in its JSON."""

from __future__ import annotations

from typing import Any, ClassVar

from tools.captcha.contract import Shown
from tools.network import Networked


class SiteVerify(Networked):
    """`path` is where the provider takes the token."""

    path: ClassVar[str]

    async def is_human(self, shown: Shown) -> bool:
        """Whether the token holds. Raises Unavailable where the provider does not answer."""
        form = {"secret": self._access.key, "response": shown.token, "remoteip": shown.address}
        answer = await self.request("POST", self.path, data=form)
        try:
            return answer["success"] is True and self.suits(answer, shown)
        except (KeyError, TypeError) as error:
            raise self.malformed(error) from error

    def suits(self, answer: dict[str, Any], shown: Shown) -> bool:
        """A token that was made for another form does not hold here."""
        return not shown.action or answer.get("action") in (None, "", shown.action)
