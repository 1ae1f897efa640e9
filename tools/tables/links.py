"""Where a table is reserved: OpenTable, or Google's reservation button, as the chooser of links says who serves where.

These sites have no interface for searching tables, so an offer is a way to their page with time and party filled in.
"""

from __future__ import annotations

from typing import ClassVar

from domain.offers import Found, TableOffer
from domain.place import Freshness, Place, Source
from tools.adapter import Keyless
from tools.links.chooser import choose
from tools.links.contract import Provider, Visit
from tools.links.google_reserve import GOOGLE_RESERVE
from tools.links.opentable import OPENTABLE
from tools.tables.contract import TableQuery


class _TableLinks(Keyless):
    version = "1"
    name: str
    site: ClassVar[Provider]

    async def execute(self, query: TableQuery) -> Found[TableOffer]:
        """One for each place that this site fits; none for the others."""
        visits = ((place, _visit(place, query)) for place in query.places)
        return Found(
            offers=tuple(self._offer(place, visit, query) for place, visit in visits if self.site in choose(visit))
        )

    def _offer(self, place: Place, visit: Visit, query: TableQuery) -> TableOffer:
        return TableOffer(
            place_id=place.id,
            name=place.name,
            at_local=query.at_local.replace(tzinfo=None),
            time_zone=query.city.time_zone,
            covers=query.party.size,
            link=self.site.url(visit, None),
            source=Source(
                provider=self.name, reference=place.id, freshness=Freshness.ESTIMATED, as_of=place.source.as_of
            ),
        )


class OpenTable(_TableLinks):
    name = "opentable"
    site = OPENTABLE


class GoogleReserve(_TableLinks):
    name = "google-reserve"
    site = GOOGLE_RESERVE


def _visit(place: Place, query: TableQuery) -> Visit:
    on, at = query.at_local.date(), query.at_local.replace(tzinfo=None)
    return Visit(place, query.city, query.party, on, on, at, language=query.language, currency=query.city.currency)
