"""Our click id in a provider's link, so that a conversion can be traced to the click it came of."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode, urlsplit
from uuid import UUID

from tools.links.chooser import PROVIDERS, RIDE_PROVIDERS

# The affiliate's parameter and the click's, of the sites that have both.
_PARAMETERS = {p.name: (p.affiliate, p.click) for p in (*PROVIDERS, *RIDE_PROVIDERS) if p.affiliate and p.click}


def tracked(provider: str, url: str, click_id: UUID) -> str:
    """The link with our click id in the parameter that its site gives back; unchanged where that means nothing.

    That is where the site has no such parameter, or the link carries no affiliate id of ours to be credited.
    """
    affiliate, click = _PARAMETERS.get(provider, ("", ""))
    parts = urlsplit(url)
    given = parse_qsl(parts.query, keep_blank_values=True)
    if not click or affiliate not in dict(given):
        return url
    kept = [(name, value) for name, value in given if name != click]
    return parts._replace(query=urlencode([*kept, (click, click_id.hex)], quote_via=quote)).geturl()


def click_of(text: str) -> UUID | None:
    """The click id that a provider gave back; None when it is not of our making."""
    try:
        return UUID(hex=text.strip())
    except ValueError:
        return None
