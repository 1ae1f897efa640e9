"""What they like and do not: interests, cuisines, diets, pace, level, mobility, transport."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, get_args

from agents.intent.scan import Scan
from agents.intent.vocabulary import AVOIDS, DIETS, cuisines_in, interests_in
from domain.place import Diet, Level
from domain.request import Pace, TransferMode, TravelMode

_NOT = re.compile(
    r"\b(?:no|not|without|skip|skipping|avoid|avoiding|hate|hates|less|fewer|don'?t|doesn'?t|do not|nothing|never|tired of|sick of|fed up with|except|dislike|bored (?:by|of|with)|rather not|instead of|enough of|"
    r"sin|nada de|evitar|evitando|ni|odio|menos|pas|sans|eviter|moins de|keine?[nr]?|ohne|nicht|weniger|statt|vermeiden)\b"
)
_NOT_REALLY_NOT = re.compile(
    r"\b(?:not (?:only|just|to miss)|(?:don'?t|not|do not) (?:\w+ ){0,3}miss|no (?:trip|day) without|can'?t get enough|not (?:too|so) (?:far|expensive)|nicht nur|no solo|pas seulement|no rush|no hurry|not in a (?:rush|hurry)|no particular)\b"
)
_CLAUSE = re.compile(r"[.,;:!?\n()·]|\b(?:but|pero|mais|aber|sondern|sino|rather|please|more|mas|plus|mehr)\b")

_PACES: tuple[tuple[Pace, str], ...] = (
    (Pace.FAST, r"packed|as much as (?:possible|we can|i can)|see everything|see it all|fast[- ]?paced?|quick pace|busy (?:days?|nights?|weeks?|weekend|pace|schedule)|action[- ]packed|full days|intens\w+|jam[- ]packed|a tope|ver todo|todo lo posible|lo maximo posible|mucho ritmo|ritmo rapido|tout voir|le plus (?:de choses )?possible|rythme (?:soutenu|intense|rapide)|so viel wie moglich|alles sehen|volles programm|schnelles tempo|whirlwind|cram\w*"),
    (Pace.RELAXED, r"relax(?:ed|ing)?|no rush|no hurry|not (?:in a )?(?:rush|hurr)\w*|without rushing|slow(?:ly|[- ]paced)?(?! food)|easy[- ]?going|(?:easy|lazy|calm|gentle|quiet) (?:pace|days?|nights?|weeks?|weekend)|ruhige[nr]? (?:tage|woche)|dias calmados|take (?:it|things) (?:easy|slow)|laid[- ]?back|leisurely|unhurried|chilled?|gentle pace|not too (?:much|many things|busy|packed|full|hectic)|nothing (?:hectic|too hectic)|plenty of (?:breaks|rest|downtime)|down ?time|tranquil[oa]s?|sin prisas?|relajad[oa]s?|con calma|ritmo lento|detendue?s?|tranquilles?|tranquillement|sans (?:se presser|stress|courir)|rythme (?:lent|tranquille|cool)|doucement|entspannt\w*|gemutlich\w*|in ruhe|ohne (?:stress|hektik|eile)|kein(?:e|en)? (?:stress|hektik|eile)|ruhiges tempo|langsam\w*"),
    (Pace.MODERATE, r"(?:moderate|normal|balanced|medium|average) (?:pace|tempo|speed)|balanced days|ritmo (?:normal|moderado)|rythme (?:normal|modere)|normales tempo"),
)  # fmt: skip
_LEVELS: tuple[tuple[Level, str], ...] = (
    (Level.LUXURY, r"luxur\w*|money is no(?:t an?|) (?:object|issue|problem)|(?:spare no|no) expenses? (?:spared|too high)|el dinero no es (?:un )?problema|l'argent n'est pas un probleme|geld spielt keine rolle|(?:five|5)[- ]?stars?|high[- ]end|upscale|splurg\w*|posh|fancy|first[- ]class|lujos?[oa]?|de lujo|luxe|haut de gamme|luxus\w*|gehoben\w*|edel\w*|5 estrellas|5 etoiles|(?:funf|5)[- ]sterne"),
    (Level.BUDGET, r"cheap\w*|(?:don'?t|do not) have (?:much|a lot of) money|not (?:too|to|2|so|very) expensive|no muy caro|pas trop cher|nicht (?:zu|so) teuer|on a (?:tight |small |shoestring |student )?budget(?! of)(?! ·)|tight budget|small budget|low budget|budget (?:trip|travel|friendly|holiday|vacation|hotels?|hostels?|stay|level|break)|backpack\w*|low[- ]cost|shoestring|frugal|hostels?|students?|inexpensive|affordable|barat[oa]s?|economic[oa]s?|mochiler[oa]s?|bajo presupuesto|poco dinero|pas chere?s?|bon marche|petit budget|routards?|economiques?|billig\w*|gunstig\w*|sparsam|preiswert\w*|kleines budget|wenig geld|rucksack\w*|jugendherberge"),
    (Level.MODERATE, r"mid[- ]?range|midrange|moderate(?! pace)(?:ly priced)?|(?:three|3|four|4)[- ]star|comfortable hotels?|gama media|nivel medio|milieu de gamme|gamme moyenne|mittelklasse|mittleres budget|3 estrellas|medium budget|mid budget"),
)  # fmt: skip
_STEP_FREE = re.compile(
    r"\b(?:wheel[- ]?chairs?|strollers?|push ?chairs?|prams?|bugg(?:y|ies)|(?:can'?t|cannot|can not|unable to|hard to|difficulty|trouble) (?:walk\w*|climb\w*|manage stairs|do stairs|with stairs)(?: (?:far|much|long))?|(?:limited|reduced|poor) mobility|mobility (?:issues?|problems?|impaired|scooter)|step[- ]free|no (?:stairs|steps)|avoid (?:stairs|steps)|without (?:stairs|steps)|bad (?:knees?|hips?|back)|crutch\w*|walking (?:stick|frame)|zimmer frame|handicapped|disabled|accessib\w+|"
    r"silla de ruedas|carritos?|cochecito|movilidad reducida|accesibles?|sin escaleras|fauteuil roulant|poussettes?|mobilite reduite|sans (?:escaliers|marches)|rollstuhl\w*|rollator|kinderwagen|gehbehindert\w*|barrierefrei\w*|(?:schlecht|nicht (?:gut|weit)) zu fuss|ohne treppen|keine treppen|not (?:able to|good at) walk\w*(?: far| much)?)\b"
)
_FLIGHT = r"flights?|flying|fly|planes?|aeroplanes?|airplanes?|volar|aviones|avion|vuelos?|vols?|d'avion|fliegen|flugzeug|flug|fluge"
_NO = r"(?:no|not|without(?: any)?|avoid(?:ing)?|don'?t(?: want to)?|do not(?: want to)?|won'?t|never|hate|refuse to|afraid of|scared of|sin|nada de|evitar|pas de?|sans|eviter|keine?n?|ohne|nicht)"
_MODES: tuple[tuple[str, tuple[TransferMode | TravelMode, ...]], ...] = (
    (r"(?:only (?:by )?trains?|by trains? only|trains? only|only (?:travel|go) by train|solo (?:en )?tren(?:es)?|(?:uniquement|seulement) (?:en|le) train|en train (?:uniquement|seulement)|nur (?:mit )?(?:dem |der )?(?:zug|bahn|zugen))", ("flight", "bus", "ferry", "car")),
    (rf"{_NO}\s+(?:(?:any|take|taking|a|el|les?|l'|mit|dem|domestic|internal|short)\s*)*(?:{_FLIGHT})\b(?! home)|flight[- ]free|flugangst|fear of flying|flygskam", ("flight",)),
    (rf"{_NO}\s+(?:(?:any|take|taking|a)\s+)*(?:taxis?|cabs?|ubers?)", ("taxi",)),
    (r"(?:only |just )?(?:by |use |using |with |on )?public transport(?:ation)?(?: only)?|transporte publico|transports? (?:en commun|publics?)|(?:mit )?(?:den )?offentliche[nrs]?(?: verkehrsmittel\w*| nahverkehr)?|opnv", ("taxi", "car")),
    (rf"{_NO}\s+(?:(?:any|take|taking|long|a)\s+)*(?:bus(?:es)?|coaches|autobuses|autocars?|busse)\b", ("bus",)),
    (rf"{_NO}\s+(?:(?:any|take|taking|a|the)\s+)*(?:ferr(?:y|ies)|boats to)\b", ("ferry",)),
    (rf"(?:{_NO}|can'?t)\s+(?:(?:want to|rent|renting|a|any|hire|hiring|une|un|ein)\s+)*(?:cars?|driv(?:e|ing)|rental cars?|coche|voiture|auto|conducir|conduire|autofahren)\b", ("car",)),
    (r"(?:only )?(?:on foot|walking) only|only (?:on foot|by walking)|nur zu fuss|solo a pie|uniquement a pied", ("transit", "taxi")),
    (rf"{_NO}\s+(?:(?:any|take|taking|the)\s+)*(?:metro|subway|underground|tube)\b", ("transit",)),
)  # fmt: skip

_NAMED: Mapping[TravelMode, str] = {
    "train": r"trains?|rail(?:way)?s?|tren(?:es)?|zug|zuge|bahn",
    "flight": _FLIGHT,
    "bus": r"bus(?:es)?|coach(?:es)?|autobuses|autocars?|busse",
    "ferry": r"ferr(?:y|ies)",
    "car": r"cars?|rental cars?|coches?|voitures?|autos?",
}
_ANY_MODE = "|".join(_NAMED.values())


class TastesRead(NamedTuple):
    interests: tuple[str, ...] = ()
    cuisines: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    diets: tuple[Diet, ...] = ()
    pace: Pace | None = None
    level: Level | None = None
    step_free: bool | None = None
    avoid_modes: tuple[TransferMode | TravelMode, ...] = ()


def read_tastes(scan: Scan) -> TastesRead:
    modes = _modes(scan)
    step_free = True if scan.take_all(_STEP_FREE) else None
    diets = tuple(d for d in get_args(Diet) if scan.take_all(re.compile(rf"(?<!\w)(?:{DIETS[d]})(?!\w)")))
    pace = _pace(scan)
    level = _first(scan, _LEVELS)
    liked, avoided = _likes(scan)
    cuisines = tuple(dict.fromkeys(name for start, _, name in cuisines_in(scan.rest) if not negated(scan.rest, start)))
    return TastesRead(liked, cuisines, avoided, diets, pace, level, step_free, modes)


def _pace(scan: Scan) -> Pace | None:
    for pace, words in _PACES:
        for match in scan.all(re.compile(rf"\b(?:{words})\b")):
            if pace is Pace.FAST and negated(scan.rest, match.start()):
                scan.blank(*match.span())
                return Pace.RELAXED
            scan.blank(*match.span())
            return pace
    return None


def _first(scan: Scan, table: tuple[tuple[Level, str], ...]) -> Level | None:
    for value, words in table:
        for match in scan.all(re.compile(rf"(?<![\w])(?:{words})(?!\w)")):
            if not negated(scan.rest, match.start()):
                scan.take_all(re.compile(rf"(?<![\w])(?:{words})(?!\w)"))
                return value
    return None


def _modes(scan: Scan) -> tuple[TransferMode | TravelMode, ...]:
    found: list[TransferMode | TravelMode] = [mode for mode, words in _NAMED.items() if _is_refused(scan.rest, words)]
    for words, modes in _MODES:
        if scan.take_all(re.compile(rf"(?<!\w)(?:{words})(?!\w)")):
            found.extend(mode for mode in modes if mode not in found)
    return tuple(found)


def _is_refused(folded: str, words: str) -> bool:
    """Whether a mode is not wanted, alone or joined to others: "not by plane", "no cars or buses"."""
    before = rf"(?:(?:by|any|take|taking|the|en|mit|dem|(?:{_ANY_MODE}) (?:or|nor|ni|ou|oder))\s+)*"
    return re.search(rf"\b{_NO}\s+{before}(?:{words})\b", folded) is not None


def negated(folded: str, at: int) -> bool:
    """Whether what stands at `at` is said not to be wanted, within its clause."""
    breaks = [m.end() for m in _CLAUSE.finditer(folded, 0, at)]
    before = folded[breaks[-1] if breaks else 0 : at]
    return bool(_NOT.search(before)) and not _NOT_REALLY_NOT.search(before)


_WORSHIP = ((r"mosque|mosquee|mezquita|moschee", ("mosque",)), (r"synagog", ("synagogue",)))
_LIGHT_NOT = re.compile(r"\b(?:no|not|sin|keine?n?|ohne|without|pas de|sans|nada de)\s+(?:\w+\s+)?$")
_OR = re.compile(r"\s*,?\s*(?:or|nor|ni|ou|oder|o|noch)\s+")
_AND = re.compile(r"\s*(?:and|und|et|y|e|&)\s*")
_NEXT_ITEM = re.compile(r"\s*,\s*(?:(?:and|or|nor|ni|ou|oder|und|et|y)\s+)?")


def _still_refused(rest: str, previous: tuple[int, int], start: int, ends: list[int]) -> bool:
    """Whether the refusal of the item before, at `previous`, reaches over to the one at `start`.

    "no X or Y" and "hate X, Y and Z" refuse the whole list; "no X, Y and Z" is a list of wishes, of which
    only the first is a refusal, unless an "or" closes it.
    """
    between = rest[previous[1] : start]
    if _OR.fullmatch(between) or _AND.fullmatch(between):
        return True
    if not _NEXT_ITEM.fullmatch(between):
        return False
    if not _LIGHT_NOT.search(rest[: previous[0]]) or re.search(r"\b(?:or|nor|ni|ou|oder)\s*$", between):
        return True
    following = next((end for end in ends if end > start), len(rest))
    return bool(re.match(r"\s*,?\s*(?:or|nor|ni|ou|oder|but|pero|mais|aber|sondern)\b", rest[following:]))


def _likes(scan: Scan) -> tuple[tuple[str, ...], tuple[str, ...]]:
    likes: list[str] = []
    avoids: list[str] = []
    words: list[str] = []  # the categories that go with what is not wanted
    found = interests_in(scan.rest)
    ends = [end for _, end, _ in found]
    previous: tuple[int, int] | None = None  # the item before, where that was refused
    for start, end, interest in found:
        listed = previous is not None and _still_refused(scan.rest, previous, start, ends)
        avoided = negated(scan.rest, start) or listed
        (avoids if avoided else likes).append(interest)
        if avoided:
            words.extend(_avoided(interest, scan.rest[start:end]))
        previous = (start, end) if avoided else None
    kept = tuple(name for name in dict.fromkeys(likes) if name not in avoids)
    return kept, tuple(dict.fromkeys(words))


def _avoided(interest: str, word: str) -> tuple[str, ...]:
    """The categories that a refused word means; of houses of worship only the very kind."""
    if interest == "churches":
        return next((kinds for stem, kinds in _WORSHIP if re.match(stem, word)), AVOIDS[interest])
    return AVOIDS.get(interest, (interest,))
