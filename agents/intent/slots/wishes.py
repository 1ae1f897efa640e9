"""What no word of ours covers, kept in the traveller's own words."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re

from agents.intent.scan import BLANK, Scan
from agents.intent.slots.tastes import negated
from agents.intent.vocabulary import cuisine_pattern, cuisines_in, interests_in

_FILLER = frozenset(
    """
    a an the i we us our me my you your he she it its they them their this that these those there here and or but so if then than as of in on at to for from by with about around into over up
    out off down is are am was were be been being have has had having do does did doing will would shall should can could may might must want wants wanted wanna like likes liked love loves loved
    prefer need needs looking look plan planning planned plans make making made give please thanks thank hello hi hey dear trip trips travel travelling traveling traveller travellers journey
    holiday holidays vacation getaway break tour itinerary stay staying visit visiting see seeing go going get getting take taking spend spending come coming leave leaving day days night nights
    week weeks weekend month year time times some any all lot lots bit little very really quite too also just only more most less much many few couple good great nice best lovely beautiful
    interested interest interests things thing stuff something anything everything somewhere people person persons adults adult kids children child party group family total altogether overall tops budget max maximum
    euros euro dollars pounds price cost costs each per person way ideally maybe perhaps possibly preferably probably mostly mainly especially particularly well etc it's i'm we're we'd i'd let's
    start starting end ending begin early late morning mornings evening evenings afternoon midday hotel hotels flight flights flying fly train trains taxi taxis no not without don't doesn't isn't avoid
    skip other another one two three four five six seven eight nine ten first second third last next new old both friend friends wife husband partner girlfriend boyfriend honeymoon
    anniversary birthday celebrating celebrate celebration traveling city cities town place places country area areas which what when where who how why because while during before after until
    s t d m re ll ve ok okay yes sure help us find suggest recommend recommendations recommendation must-see could you organise organize book arrange arriving arrive landing land pace style enjoy enjoying
    into sth fan fans big huge real keen mum mom dad mother father parents sister brother son daughter aged age old years year-old yo
    el la los las un una unos unas de del y o e en con para por que al a se lo nos mi mis su sus nuestro nuestra somos soy es son esta estamos queremos quiero quisiera quisieramos gustaria gusta gustan me
    viaje viajar ir dias dia noches noche semana semanas personas persona adultos adulto ninos nino hijos hijo presupuesto unos unas mas menos muy mucho mucha tambien pero sin como hola gracias favor
    desde hasta sobre todo nosotros dos tres cuatro cinco pareja amigos amigas total maximo cada visitar ver ciudad queriamos pasar fin hacer planear interesa interesan encanta encantan
    le les des du et ou dans sur avec pour par que qui nous je vous on mon ma mes notre nos est sont suis sommes serons voudrais voudrions aimerais aimerions aime aimons voyage voyager partir aller jours
    jour nuits nuit semaine semaines personnes personne adultes enfants enfant budget environ plus moins tres beaucoup aussi mais sans comme bonjour merci depuis jusqu ans deux trois quatre cinq
    couple amis total maximum visiter voir ville sejour d l j n c s qu au aux un une en a ce cette fils fille passer faire tout tous y
    der die das den dem des ein eine einen einem einer und oder in im ins an am auf aus von vom zu zum zur mit fur bei nach uber um als wie wir ich uns mich mir unser unsere unseren mein meine meiner
    ist sind bin war sein haben hat mochten mochte wollen will wurden wurde gerne gern reise reisen fahren fliegen tage tag nachte nacht woche wochen personen person erwachsene erwachsenen kinder kind
    budget etwa ungefahr circa ca mehr weniger sehr viel viele auch aber ohne hallo danke bitte ab bis zwei drei vier funf paar freunde gesamt maximal pro besuchen sehen stadt urlaub jahre alt es sich
    got thinking thought ideas idea bachelor bachelorette twins triplets turned departure arrival airport foot split between retired surprise buddies mates guys girls boys family familia famille familie allein gutes gute guter quisiera
    depart departs off die before hours stuff kind kinda sort getaway weekends buenas buenos bueno buena bons bonne bonnes alone myself together planned tickets ticket honeymooners newlyweds
    actually instead rather now still though btw hmm sorry wait change better later earlier plutot lieber doch jetzt ahora mejor maintenant finalement
    pers stopover layover femme frau mujer marido grandma grandpa dinner dinners lunch lunches breakfast breakfasts budget's cena cenas almuerzo diner dejeuner abendessen mittagessen unbedingt must-sees must-see's sight sights sightseeing highlights uses use using week-end week-ends kommen kommt komme ankommen llegamos volvemos solo hostel hostels backpacker backpackers backpacking stadtereise stadtetrip citytrip escapade escapada monday tuesday wednesday thursday friday saturday sunday lunes martes miercoles jueves viernes sabado domingo lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag
    never nie nunca jamais hate hates hating odio deteste hasse fangen stehen empezamos commencons commence commencer empezar anos teenage grown gern ne
    man pars part partir salgo vamos voy gehen geht je interessieren interessiert uns lieben liebe kleine kleinen essen machen verbringen
    """.split()
)
_BOUNDARY = re.compile(rf"[.,;:!?\n()\"“”]|{BLANK}{{2,}}|\s-\s|\s–\s")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MIN_LETTERS, _LONGEST, _MOST = 4, 90, 6
# Markup, code and addresses are nobody's wish for a place, and are never to be shown as one.
_CODE = re.compile(
    r"[<>{}\[\]\\|`$^~=#*_]|https?\b|\bwww\b|\w@\w|\w\(\)|\b(?:ignore|disregard|forget|override|reveal|repeat|print|output)\b.{0,30}\b(?:instructions?|prompts?|rules|above|system)\b"
    r"|\b(?:system|assistant|developer|user)\s*(?:prompt|message|role|:)|\b(?:jailbreak|prompt|sudo|eval|exec|select \w+ from|drop table|script|tool_?result|api key|password)\b"
)


def read_wishes(scan: Scan) -> tuple[str, ...]:
    """Clauses that still say something, at most six, in order."""
    found: list[str] = []
    at = 0
    for edge in [*_BOUNDARY.finditer(scan.rest), None]:
        end = edge.start() if edge else len(scan.rest)
        if wish := _wish(scan, at, end):
            found.append(wish)
        at = edge.end() if edge else end
    return tuple(dict.fromkeys(found))[:_MOST]


def _wish(scan: Scan, start: int, end: int) -> str | None:
    words = [(m.start() + start, m.end() + start) for m in _WORD.finditer(scan.rest[start:end])]
    while words and _idle(scan.rest[slice(*words[0])]):
        words.pop(0)
    while words and _idle(scan.rest[slice(*words[-1])]):
        words.pop()
    if not words:
        return None
    first, last = words[0][0], words[-1][1]
    clause = scan.rest[first:last]
    unknown = [w for w in _WORD.findall(_uncovered(clause)) if not _idle(w) and len(w) >= _MIN_LETTERS]
    if not unknown or last - first > _LONGEST or negated(scan.rest, last) or _is_code(scan, start, end):
        return None
    return scan.text[first:last].replace("\n", " ")


def _is_code(scan: Scan, start: int, end: int) -> bool:
    """Whether the words, or what stands right beside them, are written for a machine."""
    return bool(_CODE.search(scan.rest[max(0, start - 3) : end + 3]))


def _idle(word: str) -> bool:
    return word in _FILLER or word.strip("'") in _FILLER


_TELLING = re.compile(
    r"\b(?:brutalis|bauhaus|gaudi|ghibli|kabuki|pottery|ceramic|jazz|techno|to[- ]read|quiet|vintage|flea|dinosaur|hot spring|gothic|baroque|art deco|art nouveau|modernis)\w*"
)


def _uncovered(clause: str) -> str:
    """The clause without what an interest or a cuisine says as well; telling words stay."""
    if _TELLING.search(clause) and len(clause.split()) > 1:
        return clause
    for start, end, _ in interests_in(clause):
        clause = clause[:start] + BLANK * (end - start) + clause[end:]
    for _, _, name in cuisines_in(clause):
        clause = cuisine_pattern(name).sub(lambda m: BLANK * len(m[0]), clause)
    return clause
