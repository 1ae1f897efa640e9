"""The place's own site, as its facts give it: always first, never with an affiliate id."""

from __future__ import annotations

from tools.links.contract import Provider, Visit


def url(visit: Visit, affiliate: str | None) -> str:  # noqa: ARG001  (the contract's shape)
    """Only for a place that has a site (`choose` sees to it)."""
    assert visit.place is not None
    assert visit.place.site is not None
    return visit.place.site


OFFICIAL = Provider("official", "Official site", "site", url)
