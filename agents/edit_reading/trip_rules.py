"""Changes of the whole trip or a day: days, stays, money, pace, interests, rain, a day anew."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from agents.edit_reading.asked import place_in
from agents.edit_reading.clause import Answer, clean_words
from agents.edit_reading.context import MEAL_WORDS, Context
from agents.intent.numbers import NUMBER, value_of
from agents.intent.outcome import Question
from agents.intent.scan import BLANK, Scan
from agents.intent.slots.money import currency_of_country, read_budgets, usual_currency
from agents.intent.vocabulary import cuisines_in, interests_in
from domain.edits import ChangeBudget, ChangeDays, ChangeInterests, ChangePace, ChangeStay, Rain, RegenerateDay
from domain.money import Money
from domain.place import Kind
from domain.request import Pace
from tools.places import gazetteer


def rain(scan: Scan, context: Context) -> Answer:
    if not re.search(
        r"\b(?:rain(?:s|y|ing)?|pours?|wet weather|bad weather|storm\w*|llueve|lluvia|llover|pleut|pluie|pleuvait|regnet|regen)\b",
        scan.rest,
    ):
        return None
    day = context.day_in(scan)
    if day is None:
        options = tuple(f"What if it rains on day {n}?" for n in range(1, min(len(context.itinerary.days), 4) + 1))
        return Question(field="day", text="Which day should I make safe for rain?", options=options)
    return [Rain(on=context.itinerary.days[day - 1].on)]


_STAY = r"(?:hotels?|hostels?|stays?|accommodations?|lodging|places? to (?:stay|sleep)|apartments?|rooms?|ryokan|riad|alojamiento|hebergement|logement|unterkunft|unterkunfte)"


def stay(scan: Scan, context: Context) -> Answer:
    text = scan.rest
    if not re.search(rf"\b{_STAY}\b", text) and not re.search(r"\b(?:stay|sleep) (?:at|in) (?:the )?", text):
        return None
    named = re.search(
        r"\b(?:stay|sleep|book|switch|change|move)\w* (?:us )?(?:at|in|to|into)(?: the)? (?P<name>.+)$", text
    )
    if (
        named
        and (match := gazetteer.find_place(scan.text[named.start("name") : named.end("name")], context.city_ids))
        and match.place.kind is Kind.STAY
    ):
        return [ChangeStay(city_id=match.place.id.partition("/")[0], to_place_id=match.place.id)]
    cheaper = re.search(
        r"\b(?:cheap\w*|less expensive|too expensive|barat\w*|moins cher\w*|gunstiger\w*|billiger\w*|budget)\b", text
    )
    better = re.search(
        r"\b(?:better|nicer|fancier|more luxur\w*|upgrade\w*|more comfortable|posher|5[- ]star|mejor|meilleur\w*|besser\w*|schoner\w*|luxur\w*)\b",
        text,
    )
    other = re.search(
        r"\b(?:another|different|other|change|swap|switch|replace|new|otro|cambia\w*|autre|change[rz]?|ander\w*|wechs\w*)\b",
        text,
    )
    if not (cheaper or better or other):
        return None
    direction: Literal["cheaper", "better"] | None = "cheaper" if cheaper else "better" if better else None
    city = context.city_in(scan.text)
    day = context.day_in(scan) if city is None else None
    if city is None and day is not None:
        city = context.itinerary.days[day - 1].city_id
    return [ChangeStay(city_id=c, direction=direction) for c in ((city,) if city else dict.fromkeys(context.city_ids))]


# "500 euros less", "cut the budget by 300", "200 € mehr": a change of the limit, no limit of its own.
_CHANGED_BY = re.compile(
    r"(?:\d|euros?|[€$£¥]|dollars?|pounds?|eur|usd|gbp|francs?|yen)\s*(?:(?P<less>less|fewer|menos|de moins|moins|weniger)|(?P<more>more|extra|mas|de plus|mehr|on top))\b(?! than| de \d| als| que)"
    r"|\b(?:(?P<cut>cut|reduce|lower|decrease|shrink|reduce|baja\w*|reduc\w*|baisse[rz]?|redui\w*|senk\w*|kurz\w*)|(?P<raise>raise|increase|bump|up|add|sub[ei]\w*|aument\w*|augment\w*|erhoh\w*))\b[^.;!?\d]{0,30}?\b(?:by|en|de|um)\s+(?:[€$£¥]\s*)?\d"
)


_NOW = re.compile(r"\b(?:now|ahora|maintenant|jetzt|nun)\b")
# What a place asks at its door is no limit of a traveller's.
_TICKET = re.compile(r"\b(?:entry|entrance|admission|eintritt|entrada|entree|ingresso)\b")


def budget(scan: Scan, context: Context) -> Answer:
    scan.rest = _NOW.sub(lambda found: " " * len(found[0]), scan.rest)
    relative = _CHANGED_BY.search(scan.rest)
    amounts = read_budgets(scan)
    if amounts and _TICKET.search(scan.rest):
        return None
    if amounts and relative and (base := context.request.budget or context.itinerary.costs.total).minor:
        by = max(amounts, key=lambda b: b.amount)
        if (by.currency or base.currency) != base.currency:
            return Question(field="budget", text="How much may the whole trip cost?")
        amount = base.major + by.amount * (-1 if relative["less"] or relative["cut"] else 1)
        return [ChangeBudget(amount=Money.of(amount, base.currency))] if amount > 0 else None
    if amounts:
        biggest = max(amounts, key=lambda b: b.amount)
        times = {
            "trip": 1,
            "day": context.request.days,
            "person": context.request.party.size,
            "person_day": context.request.days * context.request.party.size,
        }
        if biggest.amount <= 0:
            return Question(field="budget", text="How much may the whole trip cost?")
        return [
            ChangeBudget(
                amount=Money.of(Decimal(biggest.amount) * times[biggest.per], biggest.currency or _currency(context))
            )
        ]
    if re.search(
        r"\b(?:cheaper|less expensive|spend less|save (?:some )?money|too (?:expensive|pricey|costly)|lower the (?:cost|price|budget)|cut (?:the )?costs?|reduce (?:the )?(?:cost|price|budget)|more (?:affordable|economical)|budget[- ]friendl\w+|"
        r"mas barat[oa]|gastar menos|demasiado caro|moins chere?|trop chere?|depenser moins|gunstiger|billiger|zu teuer|weniger ausgeben)\b",
        scan.rest,
    ):
        return None if _of_one_stop(scan, context) else [ChangeBudget()]
    return None


def _of_one_stop(scan: Scan, context: Context) -> bool:
    """Whether "cheaper" is said of a stop or a meal, not of the trip."""
    named = place_in(scan, context)
    planned = named is not None and any(stop.place_id == named.id for stop in context.stops_on(None))
    return planned or bool(re.search(rf"\b(?:{MEAL_WORDS})\b", scan.rest))


def _currency(context: Context) -> str:
    request = context.request
    if request.budget:
        return request.budget.currency
    origin = currency_of_country(request.origin.country) if request.origin else None
    return origin or usual_currency(request.language)


_PACES: tuple[tuple[Pace, str], ...] = (
    (Pace.RELAXED, r"(?:more|much more|bit more) (?:relaxed|relaxing|leisurely|chilled|laid[- ]?back|time to relax|breaks|free time|downtime)|slow(?:er)?(?: down)?|less walking|not so much walking|weniger laufen|moins de marche|menos caminar|less (?:packed|busy|rushed|hectic|stressful|intense|crammed|full)|too (?:packed|busy|rushed|hectic|much|full|fast|stressful|tight)|relax(?:ed)?(?: pace)?|easier|lighter|calmer|gentler|less ambitious|fewer (?:stops|things|sights|places|activities)|take it easy|mas (?:tranquil|relajad|despaci)\w*|menos cosas|plus (?:tranquille|detendu|cool|lent)\w*|moins (?:charge|de choses)\w*|entspannter|gemutlicher|ruhiger|langsamer|weniger (?:programm|stress|voll)"),
    (Pace.FAST, r"more (?:packed|intense|intensive|active|stops|sights|things|activities)|faster|fit (?:more|as much)|pack(?:ed)? (?:more|in|it)|as much as possible|fuller|busier|too (?:slow|relaxed|empty|little|few)|see more|mas (?:cosas|intens\w+)|plus (?:de choses|intens\w+|dense)|mehr (?:programm|sehen)|voller"),
    (Pace.MODERATE, r"(?:normal|moderate|balanced) pace"),
)  # fmt: skip


def pace(scan: Scan, context: Context) -> Answer:
    for value, words in _PACES:
        if match := scan.take(re.compile(rf"\b(?:{words})\b")):
            if re.search(r"^(?:too much|see more|too few|fewer)", match[0]) and interests_in(scan.rest):
                return None
            return [ChangePace(pace=value, day=context.day_in(scan))]
    return None


_DAYS = r"(?:days?|nights?|dias?|noches?|jours?|nuits?|tage?|nacht|nachte|weeks?)"
_MORE_DAYS = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?:more|extra|additional|further|weitere[nr]?|zusatzliche[nr]?|mehr)\s+(?P<u>{_DAYS})\b|\b(?P<n2>{NUMBER})\s+(?P<u2>{_DAYS})\s+(?:more|longer|extra|mas|de plus|mehr|langer)\b|"
    rf"\b(?:add|extend (?:it |the trip |the stay )?(?:by|for|with)?|stay|anade|anadir|ajoute[rz]?|verlangere?\w*)\s+(?:an? )?(?:extra |another |um )?(?P<n3>{NUMBER})?\s*(?:extra |another |more )?(?P<u3>{_DAYS})\b(?!\s+\d)|\b(?P<another>another|an extra|an additional|noch einen?) (?P<u4>{_DAYS})\b|\b(?P<longer>stay longer|make it longer|a bit longer)\b"
)


_FEWER_DAYS = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?P<u>{_DAYS})\s+(?:less|fewer|shorter|menos|de moins|weniger|kurzer)\b|\b(?P<n2>{NUMBER})\s+(?:less|fewer|weniger)\s+(?P<u2>{_DAYS})\b|"
    rf"\b(?:shorten|cut|reduce|remove|drop|take off|quita|verkurze\w*)\s+(?:it |the trip )?(?:by |um )?(?P<n3>{NUMBER})\s+(?P<u3>{_DAYS})\b|\b(?P<less>less|fewer) (?P<u4>{_DAYS})\b|\b(?P<shorter>make it shorter|a bit shorter)\b"
)


_SET_DAYS = re.compile(
    rf"\b(?:make (?:it|the trip|this)|change (?:it|the trip) to|only|we (?:only )?have|let'?s do|que sean|auf)\s+(?:into |for |a )?(?P<n>{NUMBER})[- ](?P<u>{_DAYS})\b(?!\s+(?:more|less|longer|extra))"
)


def days(scan: Scan, context: Context) -> Answer:
    city = context.city_in(scan.text)
    if match := scan.find(_FEWER_DAYS):
        return _delta(-_count(match), city, context)
    if match := scan.find(_SET_DAYS):
        wanted = value_of(match["n"]) * (7 if match["u"].startswith("week") else 1) + (
            1 if match["u"].startswith("night") else 0
        )
        return _delta(wanted - context.request.days, None, context) if wanted != context.request.days else None
    if match := scan.find(_MORE_DAYS):
        return _delta(_count(match), city, context)
    return None


def _count(match: re.Match[str]) -> int:
    got = match.groupdict()
    number = next((got[k] for k in ("n", "n2", "n3") if got.get(k)), None)
    unit = next((got[k] for k in ("u", "u2", "u3", "u4") if got.get(k)), "day")
    return (value_of(number) if number else 1) * (7 if unit.startswith("week") else 1)


def _delta(delta: int, city: str | None, context: Context) -> Answer:
    total = context.request.days + delta
    if not 1 <= total <= 30:
        return Question(
            field="length", text=f"That would make it {total} days; a trip has 1 to 30. How many should it be?"
        )
    return [ChangeDays(delta=delta, city_id=city)] if delta else None


def regenerate(scan: Scan, context: Context) -> Answer:
    match = re.search(
        r"\b(?:again|anew|regenerate|re-?plan|re-?do|re-?make|redesign|re-?think|from scratch|start over|shuffle|(?:a )?(?:completely |totally )?(?:new|different|other) (?:plan|version|ideas?|programme|program)|different|otra vez|de nuevo|replanifica\w*|rehaz|rehacer|refai[st]\w*|refaire|a nouveau|neu|noch ?mal|anders)\b",
        scan.rest,
    )
    if match is None or re.search(rf"\b(?:{MEAL_WORDS})\b", scan.rest) or (day := context.day_in(scan)) is None:
        return None
    left = scan.rest.replace("·", " ")
    if context.stops_named(_object_of(scan, left), day) and re.search(r"\b(?:swap|replace|change)\b", left):
        return None
    return [RegenerateDay(day=day)]


def _object_of(scan: Scan, rest: str) -> str:
    return clean_words(scan.text, rest.replace(" ", " ")) if len(rest) == len(scan.text) else ""


_MORE = re.compile(r"\b(?:more|mas|plus(?: de| d')?|mehr|additional|extra)\s*(?P<what>[^,;·]+)")


_LESS = re.compile(
    r"\b(?:less|fewer|no more|not so many|too many|too much|menos|demasiad[oa]s|moins de|trop de|weniger|zu viele?|keine weiteren|enough)\s+(?P<what>[^,;·]+)"
)


_DISLIKED = re.compile(
    r"\b(?:hate|dislike|can'?t stand|(?:don'?t|do not|doesn'?t|does not) (?:really )?(?:like|enjoy|care (?:for|about))|not (?:really )?(?:a |big |huge )*(?:fans? of|into|keen on|interested in)"
    r"|odi[oa]\w*|no (?:me|nos) gustan?|deteste\w*|n'aim\w+ pas(?: les?| l')?|hasse\w*|mag keine|mogen keine)\s+(?:los |las |les |die )?(?P<what>[a-z -]+)$"
)


def dislikes(scan: Scan, context: Context) -> Answer:
    """`I don't like museums`: a kind of place as such, not one of the plan."""
    day = context.day_in(scan)
    match = _DISLIKED.search(scan.rest.rstrip(f" .!{BLANK}"))
    if match is None:
        return None
    words = match["what"].strip()
    found = (*interests_in(words), *cuisines_in(words))
    whole = [name for start, end, name in found if start == 0 and end == len(words)]
    return [ChangeInterests(less=tuple(dict.fromkeys(whole)), day=day)] if whole else None


def interests(scan: Scan, context: Context) -> Answer:
    day = context.day_in(scan)
    less = _topics(scan, _LESS)
    more = _topics(scan, _MORE)
    more = tuple(name for name in more if name not in less)
    return [ChangeInterests(more=more, less=less, day=day)] if more or less else None


def _topics(scan: Scan, pattern: re.Pattern[str]) -> tuple[str, ...]:
    found: list[str] = []
    for match in scan.all(pattern):
        words = re.split(
            r"\b(?:and|y|et|und|but)\s+(?:less|fewer|more|menos|mas|moins|plus|weniger|mehr)\b", match["what"]
        )[0]
        found.extend(name for _, _, name in (*interests_in(words), *cuisines_in(words)))
        scan.blank(match.start(), match.start("what") + len(words))
    return tuple(dict.fromkeys(found))
