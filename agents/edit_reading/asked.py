"""Questions about the trip, answered from the facts that the itinerary carries."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from babel.dates import format_date
from babel.numbers import format_currency

from agents.edit_reading.answer_words import say, say_mode
from agents.edit_reading.best_hours import best_hours
from agents.edit_reading.context import Context
from agents.intent.scan import Scan
from agents.intent.slots.calendar_words import weekdays
from domain.itinerary import Day, Stop
from domain.money import Money
from domain.place import Access, Booking, Kind, Place
from tools.places import gazetteer

_THANKS = re.compile(
    r"[\W_]*(?:(?:thanks?|thank you|thx|ty|cheers|great|perfect|lovely|awesome|amazing|wonderful|nice|cool|super|excellent|fantastic|brilliant|good|ok(?:ay)?|love(?:ly)?|like|loved|works|wow|"
    r"gracias|genial|perfecto|estupendo|vale|muchas|merci|parfait|genial|beaucoup|danke|toll|prima|perfekt|vielen|dank|schon|gut|klasse|"
    r"(?:looks|sounds|that'?s|that is|this is|it'?s|it|so|very|much|really|all|for|your|the|help|me|we|i|you|this|job|plan|work|is|by|to|a lot|a million)"
    r")[\W_]*)+"
)
_KIND = re.compile(
    r"\b(?:thank\w*|thx|ty|cheers|great|perfect|lovely|awesome|amazing|wonderful|super|excellent|fantastic|brilliant|cool|nice|good|love|gracias|genial|perfecto|estupendo|merci|parfait|danke|dank|toll|prima|perfekt|klasse)\b"
)
_ASKS = re.compile(
    r"^\W*(?:(?:and|so|but|hi|hey|hello|ok|btw|by the way|also|oh|just wondering|quick question|y|et|und|oye|tell me|do you know|any idea)[\s,:]+)*"
    r"(?:is|are|was|does|do|will|how (?:much|many|long|do|does|far|is|are|will|expensive|hot|cold|warm)|what(?:'s| is| are| will| does| do|s| time)|when|where|which|who|whats|"
    r"esta|abre|abren|cierra|cuanto|cuando|donde|que|hay|tenemos|necesitamos|a que hora|"
    r"est-ce|y a-t-il|combien|quand|ou est|ou|quel|quelle|quels|faut-il|c'est|le|la|les|"
    r"ist|hat|gibt es|wie (?:viel|teuer|lange|ist|wird|kommen|komme|weit)|was|wann|wo|welches|muss|mussen|mussten|brauchen|sind)\b"
)
_NO_QUESTION = re.compile(
    r"\bwhat (?:if|about)\b|\bhow about\b|\bis it possible\b|\b(?:instead|rather|please)\b|\bwhat else\b"
)
_OPEN = r"\b(?:open\w*|closed?|closes|closing|opening hours|hours|abiert[oa]s?|abren?|cierran?|cerrad[oa]s?|horarios?|ouvert\w*|ouvre\w*|ferme\w*|horaires?|geoffnet|offen|offnungszeiten|geschlossen|zu)\b"
_PRICE = r"\b(?:how much|price|prices|cost|costs|expensive|entry fee|entrance fee|tickets? (?:price|cost)|free|cuanto (?:cuesta|vale|es)|cuesta|precio|gratis|combien|coute|prix|gratuit\w*|wie ?viel|teuer|kostet|kosten|preis|kostenlos)\b"
_WEATHER = r"\b(?:weather|forecast|temperatures?|hot|cold|warm|rainy|sunny|tiempo (?:hace|hara)|clima|meteo|temps (?:fait|fera|qu'il)|wetter|wettervorhersage)\b"
_BOOK = r"\b(?:book|booking|bookings|reserve|reservations?|tickets? in advance|in advance|reservar|reserva|reserver|buchen|reservieren|vorbestellen)\b"
_STAY = r"\b(?:hotel|staying|stay|sleep|sleeping|accommodation|dormimos|alojamiento|dort|dormons|logement|schlafen|unterkunft)\b"
_START = r"\b(?:what time|when|a que hora|cuando|a quelle heure|quand|wann|um wie viel)\b"
_WAY = r"\b(?:how (?:do|far|can|to|long does it take)|get (?:to|there)|reach|como (?:se )?lleg\w+|comment (?:aller|y aller|on va)|wie (?:kommen|komme|weit))\b"
_BEST = r"\b(?:best (?:time|hour|moment)|(?:less|least) (?:crowded|busy)|avoid (?:the )?(?:crowds?|queues?)|quiet(?:er|est)?|crowd(?:s|ed)?|mejor (?:hora|momento)|menos gente|evitar (?:las )?colas|meilleure? (?:heure|moment)|moins de monde|eviter (?:la foule|les files)|beste[nr]? zeit|am leersten|wenig(?:er|sten)? los)\b"
_TIME = r"\b(?:how long|enough time|which day|what day|cuanto tiempo|que dia|combien de temps|quel jour|wie lange|welche[mnr]? tag)\b"

_STEPS = r"\b(?:wheel ?chairs?|accessible|accessibility|step-?free|stairs|stroller|pram|buggy|silla de ruedas|accesibles?|escalones|escaleras|carrito|fauteuil roulant|accessibles?|marches|escaliers|poussette|rollstuhl\w*|barrierefrei|stufenlos|stufen|treppen|kinderwagen)\b"
_WHERE = r"\b(?:where|donde|ou|wo)\b"
_WELL_KNOWN = 4  # popularity from which a place of another city is meant by its name alone
_DAY_FORMS = {"en": "EEEE d MMMM y", "es": "EEEE d 'de' MMMM 'de' y", "fr": "EEEE d MMMM y", "de": "EEEE, d. MMMM y"}

Answerer = Callable[[Scan, Context], str | None]


def thanks(clause: str, context: Context, language: str) -> str | None:
    """A friendly word back to a message that is nothing but one."""
    del context
    folded = Scan(clause, language, date.min).rest
    return say("thanks", language) if _KIND.search(folded) and _THANKS.fullmatch(folded) else None


def is_question(scan: Scan) -> bool:
    return bool(_ASKS.search(scan.rest)) and not _NO_QUESTION.search(scan.rest)


def reply_to(scan: Scan, context: Context) -> str | None:
    """The answer to a question about facts of the trip; None when it is none of those we can answer."""
    if not is_question(scan):
        return None
    answerers: tuple[tuple[str, Answerer], ...] = (
        (_STEPS, _steps),
        (_BEST, _best),
        (_OPEN, _opening),
        (_WAY, _way),
        (_TIME, _when),
        (_PRICE, _price),
        (_WEATHER, _weather),
        (_WHERE, _where),
        (_BOOK, _booking),
        (_START, _times),
        (_STAY, _stay),
    )
    for words, answer in answerers:
        if re.search(words, scan.rest) and (said := answer(scan, context)):
            return said
    return None


def place_in(scan: Scan, context: Context) -> Place | None:
    """The place that a clause names: a stop of the trip, else any place of the atlas."""
    words = re.findall(r"[^\W_][\w'’.-]*", scan.text)
    for size in range(min(5, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            part = " ".join(words[at : at + size]).rstrip(".")
            if size == 1 and not part[0].isupper():
                continue
            if stops := context.named_exactly(part):
                return context.place(stops[0].place_id)
    for size in range(min(5, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            part = " ".join(words[at : at + size])
            if (part[0].isupper() and (at or size > 1)) and (found := gazetteer.find_place(part, context.city_ids, 88)):
                return found.place
            anywhere = gazetteer.find_place(part, None, 93) if part[0].isupper() and at else None
            if anywhere and anywhere.place.popularity >= _WELL_KNOWN:
                return anywhere.place
    return None


def _day(on: date, language: str) -> str:
    return format_date(on, _DAY_FORMS.get(language, _DAY_FORMS["en"]), locale=language)


def _short(on: date, language: str) -> str:
    form = _DAY_FORMS.get(language, _DAY_FORMS["en"]).removeprefix("EEEE").lstrip(", ")
    return format_date(on, form, locale=language)


def _clock(at: datetime) -> str:
    return f"{at:%H:%M}"


def _minutes(value: int) -> str:
    return f"{value // 60 % 24:02d}:{value % 60:02d}"


def _money(money: Money, language: str) -> str:
    return format_currency(money.major, money.currency, locale=language)


def _asked_days(scan: Scan, context: Context, place: Place) -> list[date]:
    """The day said; else the days it is planned for; else the first day of the trip."""
    probe = Scan(scan.text, scan.language, scan.today)
    if number := context.day_in(probe):
        return [context.itinerary.days[number - 1].on]
    for name, weekday in weekdays().items():
        if re.search(rf"\b{name}s?\b", scan.rest):
            first = context.itinerary.days[0].on
            return [date.fromordinal(first.toordinal() + (weekday - first.weekday()) % 7)]
    planned = [day.on for day in context.itinerary.days if any(s.place_id == place.id for s in day.stops)]
    return planned or [context.itinerary.days[0].on]


def _opening(scan: Scan, context: Context) -> str | None:
    place = place_in(scan, context)
    if place is None:
        return None
    if place.hours is None:
        return say("hours_unknown", scan.language, name=place.name)
    said = []
    for on in _asked_days(scan, context, place)[:2]:
        windows = ", ".join(f"{_minutes(w.start)}–{_minutes(w.end)}" for w in place.hours.windows_on(on))
        words = {"name": place.name, "on": _day(on, scan.language), "as_of": _short(place.source.as_of, scan.language)}
        said.append(
            say("open", scan.language, hours=windows, **words) if windows else say("closed", scan.language, **words)
        )
    return " ".join(said)


def _price(scan: Scan, context: Context) -> str | None:
    place = place_in(scan, context)
    if place is None:
        if re.search(r"\b(?:all|total|trip|everything|altogether|it|viaje|todo|voyage|tout|reise|alles)\b", scan.rest):
            return say("total", scan.language, price=_money(context.itinerary.costs.total, scan.language))
        return None
    if place.price is None:
        return say("price_unknown", scan.language, name=place.name)
    as_of = _short(place.source.as_of, scan.language)
    if place.price.minor == 0:
        return say("free", scan.language, name=place.name, as_of=as_of)
    key = "night_price" if place.kind is Kind.STAY else "price"
    return say(key, scan.language, name=place.name, price=_money(place.price, scan.language), as_of=as_of)


def _weather(scan: Scan, context: Context) -> str | None:
    """The day asked about, or the first day in each city; normals where the plan has no forecast."""
    asked = context.day_in(Scan(scan.text, scan.language, scan.today))
    days = context.itinerary.days[asked - 1 : asked] if asked else context.itinerary.days
    said: dict[str, str] = {}
    for day in days:
        if day.city_id in said:
            continue
        city, language = context.itinerary.city(day.city_id), scan.language
        if day.weather is None:
            normal = next(month for month in city.climate if month.month == day.on.month)
            words = {"low": round(normal.low), "high": round(normal.high), "rain": round(normal.rain_days)}
            said[city.id] = say("climate", language, city=city.name, as_of=_short(city.as_of, language), **words)
            continue
        at = day.weather
        words = {"low": round(at.low_c), "high": round(at.high_c), "rain": round(at.rain_chance * 100)}
        as_of = _short(at.source.as_of, language)
        said[city.id] = say("weather", language, city=city.name, on=_day(day.on, language), as_of=as_of, **words)
    return " ".join(list(said.values())[:2])


def _booking(scan: Scan, context: Context) -> str | None:
    named = place_in(scan, context)
    places = [named] if named else list(dict.fromkeys(context.place(s.place_id) for s in context.stops_on(None)))
    if not places:
        return None
    as_of = _short(min(place.source.as_of for place in places), scan.language)
    said = []
    for need, key in ((Booking.REQUIRED, "book"), (Booking.ADVISED, "book_advised")):
        if names := ", ".join(place.name for place in places if place.booking is need):
            said.append(say(key, scan.language, names=names, as_of=as_of))
    names = ", ".join(place.name for place in places[:5])
    return " ".join(said) or say("book_nothing", scan.language, names=names, as_of=as_of)


def _stay(scan: Scan, context: Context) -> str | None:
    asked = context.city_in(scan.text)
    said = []
    for stay in context.itinerary.stays:
        place = context.place(stay.place_id)
        city_id = place.id.partition("/")[0]
        if asked and city_id != asked:
            continue
        said.append(
            say(
                "stay",
                scan.language,
                name=place.name,
                city=context.itinerary.city(city_id).name,
                first=_short(stay.check_in_on, scan.language),
                last=_short(stay.check_out_on, scan.language),
            )
        )
    return " ".join(said) or None


def _planned(scan: Scan, context: Context) -> tuple[int, Day, Stop] | None:
    """The first stop that the clause speaks of: a place by its name, or a meal."""
    place = place_in(scan, context)
    asked = context.day_in(Scan(scan.text, scan.language, scan.today))
    meals = context.meals_in(scan.text, asked) if place is None else ()
    for number, day in enumerate(context.itinerary.days, start=1):
        for stop in day.stops:
            if stop in meals or (place is not None and stop.place_id == place.id):
                return number, day, stop
    return None


def _not_planned(scan: Scan, context: Context) -> str | None:
    place = place_in(scan, context)
    return say("not_planned", scan.language, name=place.name) if place else None


def _best(scan: Scan, context: Context) -> str | None:
    """When a place is least crowded or at its best, on the day it is planned for."""
    place = place_in(scan, context)
    if place is None or place.kind is Kind.STAY:
        return None
    on = _asked_days(scan, context, place)[0]
    hours = " / ".join(f"{_minutes(start)}-{_minutes(end)}" for start, end in best_hours(place, on))
    if not hours:
        return _opening(scan, context)
    words = {
        "name": place.name,
        "on": _day(on, scan.language),
        "hours": hours,
        "as_of": _short(place.source.as_of, scan.language),
    }
    return say("best", scan.language, **words)


def _steps(scan: Scan, context: Context) -> str | None:
    """Whether a place is step-free, or which of the plan's are not; unknown is not no."""
    named = place_in(scan, context)
    if named is not None:
        as_of = _short(named.source.as_of, scan.language)
        return say(f"step_free_{named.step_free.value}", scan.language, name=named.name, as_of=as_of)
    day = context.day_in(Scan(scan.text, scan.language, scan.today))
    places = list({stop.place_id: context.place(stop.place_id) for stop in context.stops_on(day)}.values())
    of = {access: [place.name for place in places if place.step_free is access] for access in Access}
    counts = {"count": len(places), "yes": len(of[Access.YES]), "limited": len(of[Access.LIMITED])}
    said = [say("step_free_of", scan.language, **counts)]
    for key, access in (("step_free_but", Access.NO), ("step_free_open", Access.UNKNOWN)):
        if of[access]:
            said.append(say(key, scan.language, names=", ".join(of[access])))
    return " ".join(said)


def _when(scan: Scan, context: Context) -> str | None:
    found = _planned(scan, context)
    if found is None:
        return _not_planned(scan, context)
    number, day, stop = found
    words = {"start": _clock(stop.start_local), "end": _clock(stop.end_local), "on": _day(day.on, scan.language)}
    return say("when", scan.language, name=context.place(stop.place_id).name, day=number, **words)


def _way(scan: Scan, context: Context) -> str | None:
    found = _planned(scan, context)
    if found is None:
        return _not_planned(scan, context)
    number, _, stop = found
    words = {"mode": say_mode(stop.leg.mode, scan.language), "start": _clock(stop.leg.depart_local)}
    name = context.place(stop.place_id).name
    return say("way", scan.language, name=name, day=number, minutes=stop.leg.minutes, **words)


def _where(scan: Scan, context: Context) -> str | None:
    place = place_in(scan, context)
    if place is None:
        return None
    city = gazetteer.city_facts(place.id.partition("/")[0]).name
    where = f"{place.area}, {city}" if place.area else city
    return say("where", scan.language, name=place.name, where=where)


def _times(scan: Scan, context: Context) -> str | None:
    if said := _when(scan, context):
        return said
    number = context.day_in(Scan(scan.text, scan.language, scan.today)) or 1
    stops = context.itinerary.days[number - 1].stops
    if not stops:
        return None
    name = context.place(stops[0].place_id).name
    words = {"start": _clock(stops[0].start_local), "end": _clock(stops[-1].end_local)}
    return say("starts", scan.language, day=number, name=name, **words)
