"""Changes of single stops: lock, move, swap, remove, add."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re

from agents.edit_reading.clause import Answer, ask_which_of, ask_which_stop, clean_words, seen_from
from agents.edit_reading.context import MEAL_WORDS, Context
from agents.edit_reading.one_stop import day_of
from agents.edit_reading.time_rules import minute_of, next_to, time_in
from agents.intent.outcome import Question
from agents.intent.scan import Scan
from agents.intent.vocabulary import interests_in
from domain.edits import AddStop, ChangeInterests, DropCity, Edit, LockStop, MoveStop, RemoveStop, SwapStop
from domain.place import Kind, Place, Setting
from tools.places import gazetteer
from tools.places.spelling import fold


def lock(scan: Scan, context: Context) -> Answer:
    for match in re.finditer(
        r"\b(?:(?P<un>unlock|unpin|release|desbloquea\w*|debloque\w*|entsperr\w*)|(?P<do>lock|pin|keep|fix|hold on to|don'?t (?:touch|change|move|remove|drop)|bloquea\w*|fija\w*|manten\w*|garde[rz]?|verrouill\w*|behalte\w*|fixier\w*|sperr\w*))\b",
        scan.rest,
    ):
        words = scan.rest[match.end() :]
        probe = seen_from(scan, match.end())
        day = context.day_in(probe)
        named = clean_words(probe.text[match.end() :], probe.rest[match.end() :])
        stops = context.stops_named(named, day)
        if len(stops) > 1:
            return ask_which_of(context, stops, "lock")
        if stops:
            return [LockStop(place_id=stop.place_id, locked=not match["un"]) for stop in stops]
        if words.strip() and (not day or context.unplanned(named)):
            return ask_which_stop(context, day, named, add=not match["un"])
    return None


def move(scan: Scan, context: Context) -> Answer:
    match = re.search(
        r"\b(?:move|shift|put|push|bring|reschedule|postpone|mueve|mover|pasa|cambia|deplace[rz]?|mets|verschieb\w*|verleg\w*|do|visit|see)\s+(?P<what>.+?)\s+(?:to|on|onto|until|forward to|al|a|au|sur|le|auf|am|zu)\s+(?:the )?(?=\S)",
        scan.rest,
    )
    if match is None:
        return _move_where(scan, context)
    what = clean_words(scan.text[slice(*match.span("what"))], scan.rest[slice(*match.span("what"))])
    stops = context.stops_named(what)
    if not stops:
        return (
            ask_which_stop(context, None, what, add=True) if context.unplanned(what) and not _visits(match[0]) else None
        )
    probe = seen_from(scan, match.end("what"))
    day = context.day_in(probe)
    return [MoveStop(place_id=stops[0].place_id, to_day=day)] if day else None


def _move_where(scan: Scan, context: Context) -> Answer:
    """`move the Pantheon`, and no day: which one is asked."""
    match = re.search(
        r"^\W*(?:please |can you |could you )*(?:move|shift|reschedule|postpone|mueve|mover|deplace[rz]?|verschieb\w*|verleg\w*)\s+(?P<what>.+)$",
        scan.rest,
    )
    stops = context.by_name(scan.text[slice(*match.span("what"))], None) if match else ()
    if not stops or context.day_in(seen_from(scan, 0)):
        return None
    here = day_of(context, stops[0])
    days = [n for n in range(1, len(context.itinerary.days) + 1) if n != here]
    text = f"To which day shall I move {context.place(stops[0].place_id).name}?"
    return Question(field="day", text=text, options=tuple(f"to day {n}" for n in days[:4])) if days else None


def _visits(clause: str) -> bool:
    """Whether a clause wants a place rather than moves one: "visit the Bargello on day 5" adds it."""
    return bool(re.match(r"(?:do|visit|see)\b", clause))


_FOR = r"(?:for|with|by|against|into|to|por|con|par|contre|avec|durch|gegen|mit|in)"
_SWAP_VERB = r"(?:swap(?: out)?|replace|exchange|change|switch|substitute|trade|cambia\w*|sustituy\w*|reemplaz\w*|remplace\w*|echange\w*|change[rz]?|ersetz\w*|tausch\w*|austausch\w*)"


_INSTEAD_OF = r"(?:instead of|rather than|en vez de|en lugar de|au lieu de|statt|anstatt)"
_SWAPS = (
    rf"\b{_SWAP_VERB}\s+(?P<what>.+?)\s*(?:\b{_FOR}\s+(?P<wish>.+))?$",
    rf"^(?P<wish>.+?)\s+{_INSTEAD_OF}\s+(?P<what>.+)$",
    rf"^{_INSTEAD_OF}\s+(?P<what>[^,]+),?\s+(?P<wish>.+)$",
    r"^(?P<what>.+?)\s+(?:is|are|was|seems?|looks?|costs?|sounds?|es|esta|est|semble|ist|kostet|war)\s+(?:\w+\s+){0,2}?(?:too (?:expensive|pricey|dear|costly|much)|overpriced|demasiado car[oa]|trop chere?|zu teuer)\b[^,;]*(?:[,;].*)?(?P<wish>$)",
    r"\b(?:not (?:a )?(?:big |huge )?fans? of|not (?:keen on|into|interested in)|(?:don'?t|do not) (?:like|fancy|want)|bored (?:by|of)|hate)\s+(?P<what>[^,;]+)[,;]\s*(?:can we (?:have|do|see)|i'?d|we'?d)?\s*(?:rather|prefer)?\s*(?P<wish>.+?\s+instead|(?:some|any)(?:thing|where) else.*|another (?:one|place).*)$",
)


def swap(scan: Scan, context: Context) -> Answer:
    day_scan = seen_from(scan, 0)
    day = context.day_in(day_scan)
    rest = day_scan.rest
    match = next((found for pattern in _SWAPS if (found := re.search(pattern, rest))), None)
    if match is None:
        return None
    what = clean_words(scan.text[slice(*match.span("what"))], rest[slice(*match.span("what"))])
    wish = clean_words(scan.text[slice(*match.span("wish"))], rest[slice(*match.span("wish"))]) if match["wish"] else ""
    stops = context.stops_named(what, day)
    dear = match["wish"] == ""
    wish = "something cheaper" if dear else wish
    if not stops and dear:
        return None
    if not stops:
        return ask_which_stop(context, day, what)
    if len(stops) > 1 and len({s.place_id for s in stops}) > 1:
        return ask_which_of(context, stops, "swap")
    wish = re.sub(r"(?i)\s+instead$", "", wish)
    wish = re.sub(
        r"^(?:i'?d (?:like|rather)|let'?s (?:do|see|visit)|visit|see|do|go to|we want)\s+",
        "",
        wish,
        flags=re.IGNORECASE,
    )
    to = gazetteer.find_place(wish, context.city_ids, least=90) if wish else None
    number = day if day is not None else day_of(context, stops[0])
    return [
        SwapStop(
            place_id=stops[0].place_id,
            day=number,
            wish="" if to else wish,
            setting=_setting(wish),
            to_place_id=to.place.id if to else None,
        )
    ]


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


_REMOVE_LAST = re.compile(
    r"(?:\b(?:konnen|kannst|konnten|sollen|lass(?:t)?) (?:wir|du|uns|sie)\b\s*)?(?P<what>.+?)\s+(?:weglassen|rauslassen|auslassen|streichen|uberspringen|entfernen|rausnehmen)\b"
)


_OUT = re.compile(
    r"\b(?:leave|take|cut|throw|kick|keep)\s+(?P<what>(?!out\b)[^,;]+?)\s+(?:out|off)\b(?! of (?:the )?day)"
)


def remove(scan: Scan, context: Context) -> Answer:
    out = _OUT.search(scan.rest)
    if out and (
        gone := _removals(
            clean_words(scan.text[slice(*out.span("what"))], scan.rest[slice(*out.span("what"))]), None, context
        )
    ):
        return gone
    last = _REMOVE_LAST.search(scan.rest)
    if last and (found := context.stops_named(scan.text[slice(*last.span("what"))])):
        return [RemoveStop(place_id=found[0].place_id)]
    match = scan.find(_REMOVE)
    if match is None or not match["what"]:
        return None
    probe = seen_from(scan, match.start("what"))
    day = context.day_in(probe)
    what = clean_words(scan.text[match.start("what") :], probe.rest[match.start("what") :])
    what = re.sub(
        r"\s+(?:weg|raus|aus dem plan|from the (?:plan|trip|itinerary|list)|del (?:plan|viaje)|du (?:programme|voyage))$",
        "",
        what,
    )
    edits: list[Edit] = []
    for part in re.split(r"\s*(?:,|\band\b|&|\by\b|\bet\b|\bund\b)\s*", what):
        if not re.match(r"(?:we|i|it|they|that|there|you)\b", part.strip().lower()):
            own = Scan(part, scan.language, scan.today)
            own_day = context.day_in(own)
            edits.extend(
                _removals(clean_words(own.text, own.rest) if own_day else part.strip(), own_day or day, context)
            )
    if edits:
        return edits
    return (
        ask_which_stop(context, day, what)
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


_ADD = re.compile(
    r"\b(?:add|include|insert|put in|fit in|squeeze in|(?:i|we)(?:'?d| would)?(?: also)? (?:want|like|love)(?: to (?:see|visit|do|go to|try))?|also (?:see|visit|go to|do)?|can we (?:also )?(?:see|visit|do|go to|have|add)|let'?s (?:also )?(?:see|visit|do|go to)|visit|"
    r"anade\w*|anadir|agrega\w*|incluye\w*|incluir|queremos(?: ver| visitar)?|ajoute\w*|inclu[rs]\w*|nous (?:voulons|aimerions)(?: voir| visiter)?|fug\w*|erganz\w*|hinzufugen|wir (?:wollen|mochten)(?: auch)?)\b\s*(?P<what>.+)?"
)


_ANY_OF_A_KIND = re.compile(r"(?:an?|some|another|un[ae]?|une|des|eine?n?)\s(?=[^A-ZÀ-Þ]*$)")  # "a gallery" is no name


def add(scan: Scan, context: Context) -> Answer:
    match = scan.find(_ADD)
    if match is None or not match["what"]:
        return None
    probe = seen_from(scan, match.start("what"))
    day, at = context.day_in(probe), None
    if (edge := time_in(probe.rest)) is not None:
        at = minute_of(edge)
        probe.blank(*edge.span())
    elif (beside := next_to(probe, day, context)) is not None:
        at, day = beside
    what = clean_words(scan.text[match.start("what") :], probe.rest[match.start("what") :])
    what = re.sub(r"\s+(?:hinzu|ein|to the (?:plan|trip|itinerary)|please|as well|too)$", "", what)
    what = re.sub(r"(?i)\s+(?:instead|statt ?dessen|a la place|en su lugar)$", "", what)
    if len(what) < 3 or re.match(
        r"(?i)(?:an? |the |un |une |eine? )?(?:\w+ )?(?:hotels?|hostels?|apartment|room)\b", what
    ):
        return None
    named = re.sub(r"^(?:a visit to|visit|see)\s+", "", what)
    place = None if _ANY_OF_A_KIND.match(named) else gazetteer.find_place(named, context.city_ids, least=88)
    if place:
        return _added(place.place, day, at, context)
    wish = re.sub(r"^(?:an?|some|the|un[ae]?|eine?n?|du|de la|des)\s+", "", what, flags=re.IGNORECASE)
    return [AddStop(wish=wish, day=day, at_min=at)]


def _added(place: Place, day: int | None, at: int | None, context: Context) -> Answer:
    """A place that is planned already is moved to the day named, or told where it is."""
    planned = [
        n for n, one in enumerate(context.itinerary.days, start=1) for stop in one.stops if stop.place_id == place.id
    ]
    if not planned or place.kind is Kind.EAT:
        return [AddStop(place_id=place.id, day=day, at_min=at)]
    if day is not None and day not in planned:
        return [MoveStop(place_id=place.id, to_day=day, at_min=at)]
    text = f"{place.name} is in the plan already, on day {planned[0]}. What shall I change about it?"
    return Question(field="place", text=text, options=(f"lock {place.name}", f"drop {place.name}"))


_BESIDE_A_MEAL = re.compile(
    r"\b(?:before|after|until|antes del?|despues del?|avant|apres|vor|nach)\s+(?:the |el |la |le |dem |der )?$"
)
_OTHER_TABLE = re.compile(
    r"\b(?:(?:another|a different|other|a new|some other) (?:place|restaurant|table|spot|one)|somewhere else|elsewhere|otro (?:sitio|lugar|restaurante)|(?:un )?autre (?:restaurant|endroit)|ailleurs|(?:ein )?anderes (?:restaurant|lokal)|woanders)\b"
)
_MEAL_LEAD = re.compile(
    r"^(?:[\s·,]*(?:can|could|should|shall|find|get|book|us|me|let'?s|we'?d|we|i'?d|i|would|want|like|rather|prefer|to|have|eat|do|make|be|go|for|our|the|a|an|some|please|somewhere|something|someplace|at|in|with|is|as|of|hmm|maybe|perhaps|better)\b)*[\s·,:]*"
)


def meal(scan: Scan, context: Context) -> Answer:
    """`dinner somewhere vegetarian on day 2`: that meal gives way to one that fits the wish."""
    match = re.search(rf"\b(?:{MEAL_WORDS})\b", scan.rest)
    if match is None or _BESIDE_A_MEAL.search(scan.rest[: match.start()]):
        return None
    day = context.day_in(scan)
    if _OTHER_TABLE.search(scan.rest) and (tables := context.meals_in(match[0], day)):
        if len(tables) > 1:
            return ask_which_of(context, tables, "change")
        return [SwapStop(place_id=tables[0].place_id, day=day or day_of(context, tables[0]))]
    after = _wish_in(scan, match.end(), len(scan.rest))
    wish = after or _wish_in(scan, 0, match.start())
    stops = context.stops_named(match[0], day)
    if not wish or (not stops and day is None):
        return None
    if not stops:
        return [AddStop(wish=f"{match[0]} {wish}", day=day)]
    if len(stops) > 1:
        return ask_which_of(context, stops, "change")
    number = day if day is not None else day_of(context, stops[0])
    city_id = context.itinerary.days[number - 1].city_id
    to = gazetteer.find_place(wish, (city_id,), least=95) if wish[0].isupper() else None
    return [
        SwapStop(
            place_id=stops[0].place_id,
            day=number,
            wish="" if to else wish,
            setting=_setting(wish),
            to_place_id=to.place.id if to else None,
        )
    ]


def _wish_in(scan: Scan, start: int, end: int) -> str:
    lead = _MEAL_LEAD.match(scan.rest[start:end])
    start += lead.end() if lead else 0
    return re.sub(r"\s+(?:instead|then|for|at)$", "", clean_words(scan.text[start:end], scan.rest[start:end]))


def place_on_day(scan: Scan, context: Context) -> Answer:
    """`Spanish Steps on day 3`, and no more: a stop is moved there, another place is added."""
    day = context.day_in(scan)
    words = clean_words(scan.text, scan.rest)
    if day is None or not words:
        return None
    words = re.sub(r"(?i)^(?:the|and|also|maybe|then)\s+", "", words)
    if stops := context.by_name(words, None):
        return [MoveStop(place_id=stops[0].place_id, to_day=day)]
    place = gazetteer.find_place(words, context.city_ids, least=90)
    if place is None and re.match(r"(?i)(?:something|anything|somewhere)\s+\S", words):
        return [AddStop(wish=words, day=day)]
    return [AddStop(place_id=place.place.id, day=day)] if place else None
