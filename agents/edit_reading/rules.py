"""One rule for each kind of edit: a clause either is such a change or it is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Literal

from agents.edit_reading.context import Context
from agents.intent.numbers import NUMBER, value_of
from agents.intent.outcome import Question
from agents.intent.scan import Scan
from agents.intent.slots.money import currency_of_country, read_budgets, usual_currency
from agents.intent.slots.times import CLOCK, clock_minutes
from agents.intent.vocabulary import cuisines_in, interests_in
from domain.edits import (
    AddStop,
    ChangeBudget,
    ChangeDays,
    ChangeHours,
    ChangeInterests,
    ChangePace,
    ChangeStay,
    DropCity,
    Edit,
    LockStop,
    MoveStop,
    Rain,
    RegenerateDay,
    RemoveStop,
    SwapStop,
)
from domain.itinerary import Stop
from domain.money import Money
from domain.place import Kind, Setting
from domain.request import Pace
from tools.places import gazetteer
from tools.places.spelling import fold

Answer = Sequence[Edit] | Question | None
Rule = Callable[[Scan, Context], Answer]
_STEP_MIN = 60


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


def budget(scan: Scan, context: Context) -> Answer:
    amounts = read_budgets(scan)
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
        return [ChangeBudget()]
    return None


def _currency(context: Context) -> str:
    request = context.request
    if request.budget:
        return request.budget.currency
    origin = currency_of_country(request.origin.country) if request.origin else None
    return origin or usual_currency(request.language)


_AMOUNT = rf"(?:(?P<n>{NUMBER}|half an?|media|une demi-?|eine halbe)\s*(?:[- ])?(?P<unit>hours?|hrs?|h|minutes?|mins?|horas?|minutos?|heures?|stunden?|minuten?)\s+)?"
_LATER = r"(?:later|mas tarde|plus tard|spater)"
_EARLIER = r"(?:earlier|sooner|mas temprano|antes|plus tot|fruher)"
_BEGIN = r"(?:start\w*|begin\w*|set off|head out|get going|get up|wake up|leave|empez\w+|empiec\w+|comenz\w+|salir|commenc\w+|debut\w*|part\w+|beginn\w*|anfang\w*|los\w*|aufstehen|mornings?)"
_FINISH = r"(?:end\w*|finish\w*|back|home|return\w*|wrap up|stop|evenings?|acab\w+|termin\w+|volver|vuelta|finir|rentr\w+|aufhor\w*|enden|schluss|zuruck)"


def hours(scan: Scan, context: Context) -> Answer:
    text = scan.rest
    at = re.search(
        rf"\b(?P<what>{_BEGIN}|{_FINISH})\b[^.·\d]{{0,25}}?\b(?:at|by|from|before|after|around|not before|a las?|a|um|vers|ab|bis|vor|avant)\s*{CLOCK}",
        text,
    )
    if at:
        begins = bool(re.match(_BEGIN, at["what"]))
        minutes = clock_minutes(at, "am" if begins else "pm")
        if minutes is not None and re.search(r"\d|noon|midday|midnight", at[0]):
            scan.blank(*at.span())
            day = context.day_in(scan)
            return [
                ChangeHours(start_min=minutes, day=day) if begins else ChangeHours(end_min=max(1, minutes), day=day)
            ]
    shift = re.search(
        rf"\b(?P<what>{_BEGIN}|{_FINISH})\b.{{0,30}}?\b{_AMOUNT}(?:(?P<later>{_LATER})|(?P<earlier>{_EARLIER}))\b", text
    )
    swapped = re.search(
        rf"\b{_AMOUNT}(?:(?P<later>{_LATER})|(?P<earlier>{_EARLIER}))\s+(?P<what>{_BEGIN}|{_FINISH})", text
    )
    lie_in = re.search(
        r"\b(?:sleep in|lie[- ]?in|no early (?:mornings?|starts?)|sleep longer|ausschlafen|grasse matinee|dormir mas)\b",
        text,
    )
    found = shift or swapped
    if not found and not lie_in:
        return None
    scan.blank(*(found or lie_in).span())  # type: ignore[union-attr]
    day = context.day_in(scan)
    return [_shifted(found, context, day)]


def _shifted(found: re.Match[str] | None, context: Context, day: int | None) -> ChangeHours:
    request = context.request
    if found is None:
        return ChangeHours(start_min=min(request.day_start_min + _STEP_MIN, 14 * 60), day=day)
    by = _minutes(found) * (1 if found["later"] else -1)
    if re.match(_BEGIN, found["what"]):
        return ChangeHours(start_min=max(5 * 60, min(request.day_start_min + by, 18 * 60)), day=day)
    return ChangeHours(end_min=max(12 * 60, min(request.day_end_min + by, 26 * 60)), day=day)


def _minutes(found: re.Match[str]) -> int:
    got = found.groupdict()
    if not got.get("n"):
        return _STEP_MIN
    unit = 1 if str(got["unit"]).startswith("m") else 60
    if re.match(r"half|media|une demi|eine halbe", got["n"]):
        return 30
    return value_of(got["n"]) * unit


_PACES: tuple[tuple[Pace, str], ...] = (
    (Pace.RELAXED, r"(?:more|much more|bit more) (?:relaxed|relaxing|leisurely|chilled|laid[- ]?back|time to relax|breaks|free time|downtime)|slow(?:er)?(?: down)?|less (?:packed|busy|rushed|hectic|stressful|intense|crammed|full)|too (?:packed|busy|rushed|hectic|much|full|fast|stressful|tight)|relax(?:ed)?(?: pace)?|easier|fewer (?:stops|things|sights|places|activities)|take it easy|mas (?:tranquil|relajad|despaci)\w*|menos cosas|plus (?:tranquille|detendu|cool|lent)\w*|moins (?:charge|de choses)\w*|entspannter|gemutlicher|ruhiger|langsamer|weniger (?:programm|stress|voll)"),
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
    if match is None or (day := context.day_in(scan)) is None:
        return None
    left = scan.rest.replace("·", " ")
    if context.stops_named(_object_of(scan, left), day) and re.search(r"\b(?:swap|replace|change)\b", left):
        return None
    return [RegenerateDay(day=day)]


def lock(scan: Scan, context: Context) -> Answer:
    for match in re.finditer(
        r"\b(?:(?P<un>unlock|unpin|release|desbloquea\w*|debloque\w*|entsperr\w*)|(?P<do>lock|pin|keep|fix|hold on to|don'?t (?:touch|change|move|remove|drop)|bloquea\w*|fija\w*|manten\w*|garde[rz]?|verrouill\w*|behalte\w*|fixier\w*|sperr\w*))\b",
        scan.rest,
    ):
        words = scan.rest[match.end() :]
        probe = _probe(scan, match.end())
        day = context.day_in(probe)
        stops = context.stops_named(_clean(probe.text[match.end() :], probe.rest[match.end() :]), day)
        if len(stops) > 1:
            return _which_of(context, stops, "lock")
        if stops:
            return [LockStop(place_id=stop.place_id, locked=not match["un"]) for stop in stops]
        if words.strip() and not day:
            return _which(context, day)
    return None


def move(scan: Scan, context: Context) -> Answer:
    match = re.search(
        r"\b(?:move|shift|put|push|bring|reschedule|postpone|mueve|mover|pasa|cambia|deplace[rz]?|mets|verschieb\w*|verleg\w*|do|visit|see)\s+(?P<what>.+?)\s+(?:to|on|onto|until|forward to|al|a|au|sur|le|auf|am|zu)\s+(?:the )?(?=\S)",
        scan.rest,
    )
    if match is None:
        return None
    stops = context.stops_named(scan.text[slice(*match.span("what"))])
    if not stops:
        return None
    probe = _probe(scan, match.end("what"))
    day = context.day_in(probe)
    return [MoveStop(place_id=stops[0].place_id, to_day=day)] if day else None


_FOR = r"(?:for|with|by|against|into|to|por|con|par|contre|avec|durch|gegen|mit|in)"
_SWAP_VERB = r"(?:swap(?: out)?|replace|exchange|change|switch|substitute|trade|cambia\w*|sustituy\w*|reemplaz\w*|remplace\w*|echange\w*|change[rz]?|ersetz\w*|tausch\w*|austausch\w*)"


def swap(scan: Scan, context: Context) -> Answer:
    day_scan = _probe(scan, 0)
    day = context.day_in(day_scan)
    rest = day_scan.rest
    match = re.search(rf"\b{_SWAP_VERB}\s+(?P<what>.+?)\s*(?:\b{_FOR}\s+(?P<wish>.+))?$", rest)
    if match is None:
        instead = re.search(
            r"^(?P<wish>.+?)\s+(?:instead of|rather than|en vez de|en lugar de|au lieu de|statt|anstatt)\s+(?P<what>.+)$",
            rest,
        ) or re.search(
            r"^(?:instead of|rather than|en vez de|en lugar de|au lieu de|statt|anstatt)\s+(?P<what>[^,]+),?\s+(?P<wish>.+)$",
            rest,
        )
        if instead is None:
            return None
        match = instead
    what = _clean(scan.text[slice(*match.span("what"))], rest[slice(*match.span("what"))])
    wish = _clean(scan.text[slice(*match.span("wish"))], rest[slice(*match.span("wish"))]) if match["wish"] else ""
    stops = context.stops_named(what, day)
    if not stops:
        return _which(context, day)
    if len(stops) > 1 and len({s.place_id for s in stops}) > 1:
        return _which_of(context, stops, "swap")
    wish = re.sub(
        r"^(?:i'?d (?:like|rather)|let'?s (?:do|see|visit)|visit|see|do|go to|we want)\s+",
        "",
        wish,
        flags=re.IGNORECASE,
    )
    to = gazetteer.find_place(wish, context.city_ids, least=90) if wish else None
    number = day if day is not None else _day_of(context, stops[0])
    return [
        SwapStop(
            place_id=stops[0].place_id,
            day=number,
            wish="" if to else wish,
            setting=_setting(wish),
            to_place_id=to.place.id if to else None,
        )
    ]


def _day_of(context: Context, stop: Stop) -> int:
    return next(n for n, day in enumerate(context.itinerary.days, start=1) if any(s.id == stop.id for s in day.stops))


def _setting(wish: str) -> Setting | None:
    if re.search(
        r"\b(?:outdoors?|outside|open[- ]air|fresh air|al aire libre|en plein air|dehors|exterieur|draussen|im freien|nature)\b",
        fold(wish),
    ):
        return Setting.OUTDOOR
    if re.search(r"\b(?:indoors?|inside|bajo techo|cubierto|interieur|drinnen|uberdacht\w*)\b", fold(wish)):
        return Setting.INDOOR
    return None


_REMOVE = re.compile(
    r"\b(?:drop|remove|skip|delete|cancel|cut(?: out)?|scrap|ditch|take out|leave out|get rid of|lose|omit|forget(?: about)?|not interested in|(?:do not|don'?t|doesn'?t) (?:want|need|fancy|feel like|like)(?: to (?:see|visit|go to|do))?|without|no(?: more)?|quita\w*|elimina\w*|suprim\w*|borra\w*|saca\w*|sin|enleve\w*|supprime\w*|retire\w*|annule\w*|sans|pas de|streich\w*|entfern\w*|losch\w*|lass\w*|weg mit|ohne|kein\w*)\b\s*(?P<what>.+)?"
)


def remove(scan: Scan, context: Context) -> Answer:
    match = scan.find(_REMOVE)
    if match is None or not match["what"]:
        return None
    probe = _probe(scan, match.start("what"))
    day = context.day_in(probe)
    what = _clean(scan.text[match.start("what") :], probe.rest[match.start("what") :])
    what = re.sub(
        r"\s+(?:weg|raus|aus dem plan|from the (?:plan|trip|itinerary|list)|del (?:plan|viaje)|du (?:programme|voyage))$",
        "",
        what,
    )
    edits: list[Edit] = []
    for part in re.split(r"\s*(?:,|\band\b|&|\by\b|\bet\b|\bund\b)\s*", what):
        edits.extend(_removals(part.strip(), day, context))
    if edits:
        return edits
    return (
        _which(context, day)
        if re.match(r"drop|remove|delete|cancel|quita|elimina|enleve|supprime|streich", match[0])
        else None
    )


def _removals(what: str, day: int | None, context: Context) -> list[Edit]:
    city = context.city_in(what) if len(what.split()) <= 3 else None
    if city and len(set(context.city_ids)) > 1:
        return [DropCity(city_id=city)]
    key = fold(what)
    plural = [name for _, _, name in interests_in(key)]
    named = context.by_name(what, day) or context.by_area(what, day)
    if not named and plural and not re.match(r"(?:the|this|that|el|la|le|das|der|die|den)\b", key):
        return [ChangeInterests(less=tuple(dict.fromkeys(plural)), day=day)]
    stops = named or context.stops_named(what, day)
    return [RemoveStop(place_id=s.place_id, day=day) for s in stops[: 1 if not named else None]]


_MORE = re.compile(r"\b(?:more|mas|plus(?: de| d')?|mehr|additional|extra)\s*(?P<what>[^,;·]+)")
_LESS = re.compile(
    r"\b(?:less|fewer|no more|not so many|too many|too much|menos|demasiad[oa]s|moins de|trop de|weniger|zu viele?|keine weiteren|enough)\s+(?P<what>[^,;·]+)"
)


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


_ADD = re.compile(
    r"\b(?:add|include|insert|put in|fit in|squeeze in|(?:i|we)(?:'?d| would)?(?: also)? (?:want|like|love)(?: to (?:see|visit|do|go to|try))?|also (?:see|visit|go to|do)?|can we (?:also )?(?:see|visit|do|go to|have|add)|let'?s (?:also )?(?:see|visit|do|go to)|visit|"
    r"anade\w*|anadir|agrega\w*|incluye\w*|incluir|queremos(?: ver| visitar)?|ajoute\w*|inclu[rs]\w*|nous (?:voulons|aimerions)(?: voir| visiter)?|fug\w*|erganz\w*|hinzufugen|wir (?:wollen|mochten)(?: auch)?)\b\s*(?P<what>.+)?"
)


def add(scan: Scan, context: Context) -> Answer:
    match = scan.find(_ADD)
    if match is None or not match["what"]:
        return None
    probe = _probe(scan, match.start("what"))
    day = context.day_in(probe)
    what = _clean(scan.text[match.start("what") :], probe.rest[match.start("what") :])
    what = re.sub(r"\s+(?:hinzu|ein|to the (?:plan|trip|itinerary)|please|as well|too)$", "", what)
    if len(what) < 3:
        return None
    place = gazetteer.find_place(re.sub(r"^(?:a visit to|visit|see)\s+", "", what), context.city_ids, least=88)
    if place:
        return [AddStop(place_id=place.place.id, day=day)]
    wish = re.sub(r"^(?:an?|some|the|un[ae]?|eine?n?|du|de la|des)\s+", "", what, flags=re.IGNORECASE)
    return [AddStop(wish=wish, day=day)]


def _probe(scan: Scan, start: int) -> Scan:
    """A copy that only sees the text from `start`."""
    copy = Scan(scan.text, scan.language, scan.today)
    copy.rest = "·" * start + scan.rest[start:]
    return copy


def _clean(text: str, rest: str) -> str:
    """The traveller's words where nothing was taken, without edges and politeness."""
    kept = "".join(char if left != "·" else " " for char, left in zip(text, rest, strict=True))
    kept = re.sub(r"\s+", " ", kept).strip(" .,!?;:")
    kept = re.sub(r"(?i)\b(?:please|por favor|s'il (?:te|vous) pla[iî]t|bitte)\b", "", kept).strip(" .,!?;:")
    return re.sub(r"(?i)\s+(?:on|from|in|at|for|of|el|le|am|del|du|de|an|to|the)$", "", kept)


def _object_of(scan: Scan, rest: str) -> str:
    return _clean(scan.text, rest.replace(" ", " ")) if len(rest) == len(scan.text) else ""


def _which(context: Context, day: int | None) -> Question:
    stops = [s for s in context.stops_on(day) if s.purpose.value == "visit"] or list(context.stops_on(day))
    names = tuple(dict.fromkeys(context.place(s.place_id).name for s in stops))[:4]
    return Question(field="place", text="Which stop do you mean?", options=names)


def _which_of(context: Context, stops: Sequence[Stop], verb: str) -> Question:
    names = tuple(dict.fromkeys(context.place(s.place_id).name for s in stops))[:4]
    return Question(field="place", text=f"More than one stop fits. Which one shall I {verb}?", options=names)


RULES: tuple[Rule, ...] = (rain, days, hours, stay, budget, lock, regenerate, move, swap, remove, interests, pace, add)
