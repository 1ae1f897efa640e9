"""What an interest means: the categories it is about, and the tags that places carry for it.

Intent turns a traveller's words into these; discovery scores places by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from domain.place import Category

C = Category


class Interest(NamedTuple):
    """`tags` are lower case with hyphens; a place's tag matches whole or by one of its words."""

    categories: frozenset[C]
    tags: tuple[str, ...]


def _about(tags: str, *categories: C) -> Interest:
    return Interest(frozenset(categories), tuple(tags.split()))


INTERESTS: Mapping[str, Interest] = {
    "temples": _about("temple zen buddhist shinto torii shrine hindu", C.TEMPLE, C.SHRINE),
    "churches": _about("cathedral basilica mosaic church mosque synagogue sacred", C.CHURCH),
    "museums": _about("museum collection", C.MUSEUM, C.GALLERY),
    "art": _about(
        "art painting sculpture impressionism modern-art fresco street-art contemporary-art renaissance",
        C.MUSEUM,
        C.GALLERY,
    ),
    "history": _about(
        "history medieval ancient roman heritage unesco war archaeology", C.PALACE, C.CASTLE, C.MONUMENT, C.ARCHAEOLOGY
    ),
    "architecture": _about(
        "architecture gothic modernist brutalist baroque art-nouveau gaudi skyscraper",
        C.PALACE,
        C.LANDMARK,
        C.ARCHITECTURE,
        C.BRIDGE,
    ),
    "food": _about("food street-food cooking tasting local-food gastronomy", C.MARKET, C.WORKSHOP),
    "coffee": _about("coffee cafe"),
    "wine": _about("wine vineyard winery"),
    "nightlife": _about("nightlife bars night clubs bar club jazz cocktails", C.MUSIC, C.NIGHTLIFE),
    "music": _about("music jazz opera concert classical-music flamenco fado", C.THEATRE, C.MUSIC),
    "theatre": _about("theatre opera ballet show broadway musical", C.THEATRE),
    "shopping": _about("shopping fashion design boutiques vintage department-store", C.MARKET, C.SHOPPING),
    "markets": _about("market bazaar souk flea flea-market", C.MARKET),
    "nature": _about("nature wildlife forest trees lake mountain", C.PARK, C.GARDEN, C.NATURE),
    "parks": _about("picnic park", C.PARK, C.GARDEN),
    "gardens": _about("garden flowers botanical blossom zen-garden", C.PARK, C.GARDEN),
    "hiking": _about("hiking trail walk hike walking", C.NATURE),
    "beaches": _about("beach swimming surf coast sea", C.BEACH),
    "views": _about("views view sunset panorama skyline rooftop observation", C.VIEWPOINT, C.BRIDGE),
    "photography": _about("photography views sunset instagram", C.LANDMARK, C.VIEWPOINT),
    "books": _about("books reading literary literature library", C.BOOKSHOP, C.LIBRARY),
    "wellness": _about("spa onsen hammam bath relaxing thermal", C.WELLNESS),
    "sport": _about("sport stadium football", C.SPORT),
    "family": _about("kids family children playground", C.PARK, C.ZOO, C.AQUARIUM, C.THEME_PARK),
    "animals": _about("animals wildlife zoo aquarium", C.ZOO, C.AQUARIUM),
    "theme_parks": _about("rides theme-park", C.THEME_PARK),
    "adventure": _about("adventure hiking active kayak climbing", C.NATURE, C.THEME_PARK, C.SPORT),
    "relaxation": _about("relaxing quiet", C.PARK, C.GARDEN, C.BEACH, C.WELLNESS),
    "culture": _about(
        "culture tradition traditional", C.MUSEUM, C.GALLERY, C.TEMPLE, C.CHURCH, C.MOSQUE, C.PALACE, C.THEATRE
    ),
    "crafts": _about("craft workshop pottery cooking-class", C.WORKSHOP),
    "anime": _about("anime manga otaku gaming pop-culture"),
    "design": _about("design", C.ARCHITECTURE, C.SHOPPING),
    "street_art": _about("street-art murals graffiti"),
    "science": _about("science technology space natural-history"),
    "cruises": _about("boat river-cruise canal", C.CRUISE),
    "local_life": _about("local everyday neighbourhood off-the-beaten-path", C.MARKET, C.NEIGHBOURHOOD),
    "mosques": _about("islamic ottoman", C.MOSQUE),
    "religion": _about("pilgrimage spiritual", C.TEMPLE, C.SHRINE, C.CHURCH, C.MOSQUE, C.SYNAGOGUE),
    "workshops": _about("craft cooking workshop", C.WORKSHOP),
    "boats": _about("boat river canal harbour", C.CRUISE),
    "palaces": _about("royal palace", C.PALACE, C.CASTLE),
    "castles": _about("castle fortress", C.CASTLE),
    "archaeology": _about("ruins ancient roman", C.ARCHAEOLOGY),
    "romance": _about("romantic sunset", C.VIEWPOINT, C.GARDEN, C.CRUISE),
}
