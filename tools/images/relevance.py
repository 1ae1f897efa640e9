"""Whether a picture shows what was asked for, judged by the words that stand with it.

A picture bank answers "Ramen Sen, Kyoto" with somebody's noodles. A picture of another place is an untruth,
so the words with it must name the place.
"""

from __future__ import annotations

import re
import unicodedata
from math import ceil

from domain.place import Category
from tools.images.contract import ImageQuery

_KINDS = {word for category in Category for word in category.value.split("_")}
_COMMON = (
    _KINDS
    | set("the and for of de del della di da du des la le les el los las und der die das des den".split())
    | set("hall house city central station street national royal grand old new great inn suites hotels".split())
)
_MOST_MISSING = 0.4


def shows(query: ImageQuery, *texts: str | None) -> bool:
    """Most of the words that make the name its own are among the picture's."""
    there = _words(" ".join(text or "" for text in texts))
    name, city = _words(query.text), _words(query.city)
    own = (name - _COMMON - city) or (name - city) or name
    if not own - _COMMON and not city <= there:
        return False  # a name of common words alone ("City Museum") is that of many: the city must be named too
    return bool(own) and len(own & there) >= ceil(len(own) * (1 - _MOST_MISSING))


def _words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return {word for word in re.split(r"[^\w]+|_", bare) if len(word) > 1 or not word.isascii()}
