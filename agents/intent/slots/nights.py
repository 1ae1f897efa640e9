"""Whose nights they are: lengths go to the city that owns them, or to the whole trip."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re

from agents.intent.draft import StayDraft
from agents.intent.numbers import NUMBER, value_of
from agents.intent.scan import Scan
from agents.intent.slots.length import Length
from tools.places.gazetteer import CityMatch, Mention

_OWNS_BEFORE = re.compile(
    r"^\s*(?:(?:in|at|for|en|a|au|à|nach|of|to|de|zu|visiting|exploring|around|trip to|staying in|each in)\s*)?(?:the |beautiful |lovely )?$"
)
_OWNS_AFTER = re.compile(r"^[\s·]*(?:for|:|\(|,?\s*pendant|durante|por|fur|x|=|-)?\s*(?:about |around )?$")
_JOINS = re.compile(r"^\s*(?:,|and|&|\+|/|y|e|et|und|plus|or|,\s*and|as well as|with|sowie|-|–)\s*(?:the )?$")
_BARE_AFTER = re.compile(
    rf"^\s*(?:for|:|\(|x|=|-|fur|por|pendant)?\s*(?P<n>{NUMBER})(?!\s*(?:people|adults?|of us|persons?|€|\$|euros?|am|pm|:|personen|personas|personnes|kids|children|%|\w))"
)
_BARE_BEFORE = re.compile(rf"(?<![\w·])(?P<n>{NUMBER})\s+(?:(?:more |nights? |days? )?in|en|a|at|nach)\s*$")
# A length that goes with something else is a part of the stay: "2 days of museums", "a day trip to Nara".
_PART_OF = re.compile(
    r"\s*(?:of|for|to|in|at|with|on|de|para|en|a|al|pour|fur|zum|nach|am|mit)\s+(?!total\b|all\b|insgesamt\b|everything\b|tout\b)[a-z·]"
)
_EACH = re.compile(r"^\s*(?:in )?(?:each|in both|per city|apiece|jeweils|je\b|cada una|chacune)")
_EACH_BEFORE = re.compile(r"\b(?:je|jeweils|each|cada una|chacune)\s*$")
Total = tuple[int | None, int | None, str]


def share_out(scan: Scan, cities: list[Mention], lengths: tuple[Length, ...]) -> tuple[tuple[StayDraft, ...], Total]:
    once: dict[str, Mention] = {}
    for city in cities:
        once.setdefault(id_of(city), city)
    owned = _owned(scan, cities, lengths)
    owned = _in_a_row(scan, tuple(once), lengths) or owned
    each = next(
        (
            length
            for length in lengths
            if _EACH.match(scan.rest[length.end :]) or _EACH_BEFORE.search(scan.rest[: length.start])
        ),
        None,
    )
    if each:
        owned = dict.fromkeys(once, each)
    stays = []
    for city_id, mention in once.items():
        mine = owned.get(city_id)
        name = name_of(mention)
        stays.append(
            StayDraft(
                name=name,
                nights=mine.amount if mine and mine.unit == "nights" else None,
                days=mine.amount if mine and mine.unit == "days" else None,
            )
        )
    free = [x for x in lengths if x not in owned.values() and not any(x.end == mine.end for mine in owned.values())]
    most = max((mine.amount for mine in owned.values()), default=0)
    free = [x for x in free if x.amount >= most or not _PART_OF.match(scan.rest[x.end :])]
    if len(once) == 1 and stays and owned:
        mine = next(iter(owned.values()))
        if not free or (mine.unit == "nights" and free[0].unit == "days" and free[0].amount <= mine.amount):
            free, stays = [mine, *free], [StayDraft(name=stays[0].name)]
    return tuple(stays), _total(free)


_ROW = re.compile(rf"(?P<all>(?:{NUMBER}\s*(?:\+|/|and|y|et|und|,|&)\s*)+)$")


def _in_a_row(scan: Scan, city_ids: tuple[str, ...], lengths: tuple[Length, ...]) -> dict[str, Length] | None:
    """`Seoul and Tokyo, 4 + 5 nights`: as many numbers as cities, in their order."""
    for length in lengths:
        row = _ROW.search(scan.rest[: length.start])
        numbers = [value_of(word) for word in re.findall(rf"\b{NUMBER}\b", row["all"])] if row else []
        if row and len(numbers) + 1 == len(city_ids):
            scan.blank(row.start(), row.end())
            amounts = [*numbers, length.amount]
            return {
                c: length._replace(start=n, amount=amount)
                for n, (c, amount) in enumerate(zip(city_ids, amounts, strict=True))
            }
    return None


def _total(free: list[Length]) -> Total:
    days = next((length for length in free if length.unit == "days"), None)
    nights = next((length for length in free if length.unit == "nights"), None)
    about = (days or nights).about if (days or nights) else ""  # type: ignore[union-attr]
    return (days.amount if days else None, nights.amount if nights else None, about)


def _owned(scan: Scan, cities: list[Mention], lengths: tuple[Length, ...]) -> dict[str, Length]:
    owned: dict[str, Length] = {}
    for index, city in enumerate(cities):
        following = cities[index + 1] if index + 1 < len(cities) else None
        before = next(
            (
                length
                for length in reversed(lengths)
                if length.end <= city.start and _OWNS_BEFORE.match(scan.rest[length.end : city.start])
            ),
            None,
        )
        if before and before not in owned.values() and not _is_list(scan, city, following, lengths):
            owned[id_of(city)] = before
            continue
        after = next(
            (
                length
                for length in lengths
                if length.start >= city.end and _OWNS_AFTER.match(scan.rest[city.end : length.start])
            ),
            None,
        )
        if (
            after
            and after not in owned.values()
            and not _belongs_to_next(scan, after, following)
            and not _ends_list(scan, cities, index, owned)
        ):
            owned[id_of(city)] = after
    if owned or any(_BARE_BEFORE.search(scan.rest[max(0, c.start - 14) : c.start]) for c in cities):
        _bare_numbers(scan, cities, owned)
    return owned


def _is_list(scan: Scan, city: Mention, following: Mention | None, lengths: tuple[Length, ...]) -> bool:
    """`a week in Rome and Florence`: the length is of both, unless the second has its own."""
    if following is None or not _JOINS.match(scan.rest[city.end : following.start]):
        return False
    return not any(
        length.start >= following.end and _OWNS_AFTER.match(scan.rest[following.end : length.start])
        for length in lengths
    )


def _ends_list(scan: Scan, cities: list[Mention], index: int, owned: dict[str, Length]) -> bool:
    """`Rome and Florence for a week`: the length is of both."""
    return (
        index > 0
        and bool(_JOINS.match(scan.rest[cities[index - 1].end : cities[index].start]))
        and id_of(cities[index - 1]) not in owned
    )


def _belongs_to_next(scan: Scan, length: Length, following: Mention | None) -> bool:
    return (
        following is not None
        and following.start >= length.end
        and bool(re.match(r"^\s*(?:in|en|a|à|at|nach)\s*$", scan.rest[length.end : following.start]))
    )


def _bare_numbers(scan: Scan, cities: list[Mention], owned: dict[str, Length]) -> None:
    """`3 nights in Kyoto and 2 in Tokyo`: the unit said first holds for the rest."""
    unit = next(iter(owned.values())).unit if owned else "days"
    for city in cities:
        if id_of(city) in owned:
            continue
        before = _BARE_BEFORE.search(scan.rest[: city.start])
        after = _BARE_AFTER.match(scan.rest[city.end :])
        match, base = (before, 0) if before else (after, city.end)
        if match:
            owned[id_of(city)] = Length(base + match.start("n"), base + match.end("n"), value_of(match["n"]), unit)
            scan.blank(base + match.start("n"), base + match.end("n"))


def name_of(mention: Mention) -> str:
    """The atlas's name, the id of a city beyond it, or as typed where neither has such a city (Paris, Texas)."""
    if not isinstance(mention.match, CityMatch):
        return mention.typed
    return mention.match.city_id if mention.match.beyond else mention.match.name


def id_of(mention: Mention) -> str:
    return mention.match.city_id if isinstance(mention.match, CityMatch) else mention.typed
