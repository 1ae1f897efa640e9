"""Who travels: adults, children with their ages, rooms."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from typing import NamedTuple

from agents.intent.numbers import ARTICLES, NUMBER, VALUES, value_of
from agents.intent.scan import Scan

_CHILD = (
    r"(?:chd?(?!\w)|kids?|child(?:ren)?|childs|toddlers?|teen(?:ager)?s?|sons?|daughters?|boys?|girls?|bab(?:y|ies)|infants?|little ones?|twins|triplets|zwillinge|gemelos|jumeaux|grand(?:kids?|children|child|son|daughter)s?|"
    r"nin[oa]s?|hij[oa]s?|bebes?|peques?|enfants?|fils|filles?|bebes?|ados?|kinder[n]?|kind(?:ern)?|sohn|tochter|jungs?|madchen)"
)
_ADULT = r"(?:ad(?![\w])|adts?|erw\.?|adults?|grown-?ups?|adult[oa]s?|adultes?|erwachsenen?)"
_PEOPLE = (
    r"(?:people|ppl|persons?|individuals?|members|pax|travell?ers?|of us|friends|guests|men|women|guys|girlfriends|buddies|mates|pals|colleagues|couples?|students|"
    r"personas?|viajeros?|amig[oa]s|personnes?|amis?|amies|voyageurs?|personen|leute|freunde[n]?|freundinnen)"
)
_NUM = rf"(?P<n>{NUMBER})"
_OLD = r"(?:years?[- ]old|yrs?(?:[- ]old)?|y/?o|yo|year[- ]olds?|anos?|ans?|jahren?|jahre?(?: alt)?|jahrige[nrs]?)"
_MONTHS_OLD = re.compile(
    r"\b(?:(?:baby|infant|toddler)\s*(?:of|,|\()?\s*)?(\d{1,2}|"
    + NUMBER
    + r")[- ](?:months?(?:[- ]old)?|mois|meses|monate(?: alt)?)\b"
)


class PartyRead(NamedTuple):
    adults: int | None = None
    children: tuple[int, ...] | None = None
    children_without_age: int = 0
    size: int | None = None
    """People in all, children among them."""
    rooms: int | None = None


def read_party(scan: Scan) -> PartyRead:
    rooms = _rooms(scan)
    family = _family_of(scan)
    ages, listed = _ages(scan)
    grown = scan.take(_GROWN) if not ages else None
    if grown:
        return PartyRead(adults=value_of(grown["n"]), rooms=rooms)
    named = _children(scan, ages)
    adults, size = _adults(scan)
    if family is not None:
        return PartyRead(None, ages, max(0, named - len(ages)), family, rooms)
    without = max(0, named - len(ages)) if not listed or named > len(ages) else 0
    children = ages or None
    if adults is None and size is None:
        adults = _by_company(scan, bool(ages) or without > 0)
    return PartyRead(adults, children, without, size, rooms)


def _rooms(scan: Scan) -> int | None:
    match = scan.take(
        re.compile(
            rf"\b{_NUM}\s+(?:separate |hotel |double |twin |single |different )*(?:rooms?|bedrooms?|habitaciones|chambres?|zimmer)\b"
        )
    )
    return value_of(match["n"]) if match else None


_AGE = r"(?:\d{1,2}|" + "|".join(sorted(VALUES.keys() - ARTICLES, key=len, reverse=True)) + r")\b"
_AGE_LIST = rf"(?P<ages>{_AGE}(?:\s*(?:,|and|&|y|et|und|u\.|\+|/|,\s*and)\s*{_AGE})*)"
_AGED = re.compile(
    rf"\b(?:aged?|ages(?: of)?|who (?:is|are|will be)|de|von|im alter von|ages:|edades?|ages? de|ages?)\s*(?:between )?{_AGE_LIST}(?:\s*{_OLD})?\b(?!\s*(?:days?|dias?|jours|tage|nights|noches|semanas?|personas|adult|€|euro|weeks?))"
)
_PAREN = re.compile(
    rf"{_CHILD}\s*[(:,]?\s*(?:of (?:ages? )?|ages? |aged |age )?{_AGE_LIST}(?:\s*{_OLD})?\s*\)?(?!\s*(?:days?|nights?|weeks?|people|adults?|dias|noches|jours|nuits|tage|nachte|€|euro|in\b|\d))"
)
_YEAR_OLD = re.compile(rf"\b{_AGE_LIST}[\s-]*{_OLD}(?P<noun>[\s-]*{_CHILD})?\b")


def _births(after: str) -> int:
    """Twins are two of an age."""
    return 3 if "triplets" in after else 2 if re.search(r"twins|zwillinge|gemelos|jumeaux", after) else 1


def _ages(scan: Scan) -> tuple[tuple[int, ...], bool]:
    """Ages under 18 in order of appearance, and whether they were a list beside a child word."""
    found: list[int] = []
    child_said = re.search(_CHILD, scan.rest) is not None
    found.extend(value_of(match[1]) // 12 for match in scan.take_all(_MONTHS_OLD))
    for pattern in (_AGED, _PAREN, _YEAR_OLD):
        for match in scan.all(pattern):
            ages = [value_of(word) for word in re.findall(rf"\b{NUMBER}\b", match["ages"])]
            sure = pattern is _YEAR_OLD or child_said
            if sure and all(age < 18 for age in ages):
                ages = ages * _births(scan.rest[match.end("ages") : match.end() + 12]) if len(ages) == 1 else ages
                found.extend(ages)
                start, end = match.span("ages")
                scan.blank(start, end)
    if not any(age < _SCHOOL_AGE for age in found):
        found.extend(age for words, age in _SMALL if re.search(words, scan.rest))
    return tuple(found), bool(found) and child_said


_SCHOOL_AGE = 5
_SMALL = (
    (r"\b(?:a|an|one|our|my|un|une|ein|unser|nuestro|mi|notre|and|with)\s+(?:baby|bebe|infant|newborn|saugling)\b", 1),
    (r"\b(?:a|one|our|my|and|with)\s+toddler\b", 2),
)
_COUNTED_CHILD = re.compile(
    rf"\b(?:(?P<n>{NUMBER})|(?P<our>our|my|the|nuestr[oa]s?|mis?|nos|notre|mes|mon|ma|unsere[nrm]?|meine[nrm]?))\s+(?:(?:small|young|little|teenage|grown|pequen[oa]s|petits|kleine[nr]?|kleinen|vegan|vegetarian|coeliac|celiac|gluten-free|halal|kosher|vegane[ns]?|vegetarische[ns]?|lively|tired|older|younger|elder)\s+|·++\s*+)*+(?P<c>{_CHILD})\b"
)
_PLURAL = re.compile(
    r"(?:kids|children|toddlers|teens|teenagers|sons|daughters|boys|girls|babies|infants|ones|ninos|ninas|hijos|hijas|enfants|kinder|kindern)$"
)


_GROWN = re.compile(
    rf"\b(?:we are|we're|we will be|group of|somos|nous sommes|wir sind)\s+(?P<n>{NUMBER})\s+(?:\w+ )?(?:girls|boys|guys|ladies|chicas|chicos|filles|garcons|madels|jungs)\b"
)


def _children(scan: Scan, ages: tuple[int, ...]) -> int:
    """How many children are named; "our kids" counts two where no ages say otherwise."""
    count = 0
    for match in scan.all(_COUNTED_CHILD):
        scan.blank(*match.span("n" if match["n"] else "our"))
        scan.blank(*match.span("c"))
        plural = bool(_PLURAL.search(match["c"]))
        if match["n"]:
            count += value_of(match["n"])
        elif not plural:
            count += 1
        elif not ages and not count:
            count = 2
    if (
        count == 0
        and not ages
        and re.search(
            r"\bwith (?:kids|children|a family)\b|\bcon ninos\b|\bavec (?:des )?enfants\b|\bmit kindern\b", scan.rest
        )
    ):
        count = 1 if re.search(r"\bwith a family\b", scan.rest) else 2
    return max(count, len(ages)) if count or ages else 0


_WIFE = r"(?:(?:girl|boy)friend|gf|bf|wife|hubby|husband|partner|spouse|fiancee?|better half|significant other|mujer|marido|esposa|esposo|novi[oa]|pareja|femme|mari|conjointe?|copine?|compagne|compagnon|frau|mann|freund(?:in)?|partnerin|verlobten?)"
RELATIVE = r"(?:mother|father|mum|mom|dad|sister|brother|friend|best friend|cousin|aunt|uncle|grandmother|grandma|madre|padre|mama|papa|herman[oa]|amig[oa]|mere|pere|soeur|frere|amie?|mutter|vater|schwester|bruder|freund|oma)"
_MY = r"(?:my|mi|mon|ma|meine[rmn]?|the|our|a)"


def _adults(scan: Scan) -> tuple[int | None, int | None]:
    match = scan.find(re.compile(rf"\b{_NUM}\s+(?P<kind>\w+ )?{_ADULT}\b"))
    if match:
        _blank_counted(scan, match)
        return value_of(match["n"]), None
    couples = scan.take(re.compile(rf"\b(?P<n>{NUMBER})\s+couples\b"))
    if couples:
        return 2 * value_of(couples["n"]), None
    for pattern in (
        rf"\b{_NUM}\s+(?P<kind>\w+ )?{_PEOPLE}\b",
        rf"\b(?:group|party) of {_NUM}\b",
        rf"\b(?:we are|we're|we will be|there are|there will be|there's|somos|seremos|nous sommes|nous serons|on est|on sera|wir sind|somos un grupo de|nous serions)\s+(?:a group of |a party of |un groupe de |zu )?{_NUM}\b(?!\s*(?:days|nights|dias|jours|tage|couple|family|pareja|familia|famille|familie|paar))",
        rf"\b(?:for|para|pour|fur|just|only|the)\s+(?:the )?(?P<n>{NUMBER})(?:\s+of us)?\s*(?=$|[,.;!?·\n]|\s+(?:in|from|with|to|on|en|im|au|and|who|next|this|over|around|about|at|for|budget|mit|con|avec|starting|beginning|leaving|departing|going|heading|visiting|exploring|touring|covering|between|spanning|bound|traveling|travelling|setting|taking|flying|originating|during|that|we|our|by|lasting|where|is|without|wanting|wishing|who|to)\b)",
        r"\b(?:zu)\s+(?P<n>zweit|dritt|viert)\b|\b(?P<n2>both of us|us two|nosotros dos|nous deux|wir beide|the two of us)\b",
    ):
        found = scan.find(re.compile(pattern))
        if found:
            return _count(found, scan)
    return None, None


def _count(match: re.Match[str], scan: Scan) -> tuple[int | None, int | None]:
    got = match.groupdict()
    if got.get("n2"):
        count = 2
    else:
        count = {"zweit": 2, "dritt": 3, "viert": 4}.get(got["n"], -1)
        count = count if count > 0 else value_of(got["n"])
        if (
            got["n"] in {"a", "an", "un", "une", "una", "ein", "eine", "one"}
            and re.search(r"(?:friends|couple|people)$", match[0]) is None
        ):
            return (1, None) if re.search(r"pers|pax|travel|viajer|voyag|adult|indiv", match[0]) else (None, None)
        if re.search(
            r"friends|buddies|mates|pals|amig[oa]s|amis|amies|freunde|freundinnen|colleagues|girlfriends", match[0]
        ):
            with_me = re.search(r"(?:with|w/|and|plus|con|avec|mit|me \w*)\s*$", scan.rest[: match.start()])
            count += 1 if with_me else 0
        if match[0].endswith("couple"):
            return 2 * count, None
    _blank_counted(scan, match)
    return None, count


def _blank_counted(scan: Scan, match: re.Match[str]) -> None:
    """Take number and noun; what kind of people they are ("three vegetarian women") is for others to read."""
    start, end = match.span("kind") if match.groupdict().get("kind") else (match.end(), match.end())
    scan.blank(match.start(), start)
    scan.blank(end, match.end())


def _family_of(scan: Scan) -> int | None:
    match = scan.take(
        re.compile(
            rf"\b(?:family|familia|famille|familie) (?:of|de|von|mit|aus) (?P<n>{NUMBER})\b(?! (?:\w+ )?(?:{_ADULT}|{_CHILD})\b)|\b(?P<kopf>vier|drei|funf)kopfige familie\b"
        )
    )
    return value_of(match["n"] or match["kopf"]) if match else None


def _by_company(scan: Scan, with_children: bool) -> int | None:
    rest = scan.rest
    if re.search(
        r"\bhoneymoon|\bflitterwochen|\bluna de miel|\blune de miel|\bnewlyweds?\b|\b(?:a|as a|young|retired|elderly|old|en|als|une?|ein)\s*(?:couple|pareja|paar|parchen)\b|\bin love\b|\banniversary\b",
        rest,
    ):
        return 2
    for size, word in ((2, "pair|duo|twosome"), (3, "trio|threesome"), (4, "quartet|foursome")):
        if re.search(
            rf"\b(?:a|as a|us as a|our|the)\s+(?:\w+\s+)?(?:{word})\b(?!\s+of\s+(?:\w+\s+)?(?:cit|town|place|destin|locat|stop|spot|shoes|day|night|week))",
            rest,
        ):
            return size
    if re.search(r"\bsingle (?:mums?|moms?|dads?|mother|father|parent)\b|\balleinerziehend", rest):
        return 1
    companions = 0
    if re.search(
        rf"\b{_MY}\s+(?:\w+ )?{_WIFE}\b|\b{_WIFE}\s*(?:and|&|n|\+)\s*(?:i|me)\b|\b(?:i|me)\s*(?:and|&|n|\+)\s*(?:the |my )?{_WIFE}\b",
        rest,
    ) or re.search(r"\bsurpris\w+ (?:her|him|my|mi|meine?n?|ma|mon)\b", rest):
        companions += 1
    parents = re.search(
        rf"\b{_MY}\s+(?:\w+ )?(?:parents|padres|eltern|grandparents|abuelos|in-laws)\b|\bmes parents\b", rest
    )
    if re.search(r"(?:^|[:;(,]\s*)(?:grand(?:ma|pa|mother|father)|oma|opa|abuel[oa])\b", rest) and re.search(
        r"\b(?:i|me|yo|ich)\b", rest
    ):
        companions += 1
    companions += 2 if parents or re.search(r"(?:^|[:,;(]|\band|\bwith)\s*(?:the\s+)?grandparents\b", rest) else 0
    companions += len(re.findall(rf"\b{_MY}\s+(?:\w+ )?{RELATIVE}\s+(?:and|y|et|und)\s+(?:i|me|yo|moi|ich)\b", rest))
    companions += len(
        re.findall(
            rf"\b(?:and|with|w/|con|y|avec|et|mit|und|,|(?<=w/))\s+{_MY}\s+(?:[\w-]+ ){{0,2}}?{RELATIVE}\b", rest
        )
    )
    if companions:
        return 1 + companions
    if re.search(
        r"\bsolo\b|\balone\b|\bby myself\b|\bon my own\b|\bjust me\b|\bonly me\b|\bsol[oa]\b|\bseule?\b|\ballein\b|\bmyself\b|\bfor one\b|\bsingle traveller\b",
        rest,
    ):
        return 1
    if re.search(r"\bromantic\b|\bromantico\b|\bromantique\b|\bromantisch", rest) and not with_children:
        return 2
    plural = re.search(
        r"\b(?:we|we're|we'd|us|our|nosotros|nous|notre|nos|wir|uns|unsere?n?|queremos|vamos|somos)\b", rest
    )
    if plural or with_children:
        if not plural and re.search(
            r"\b(?:me|i|myself|yo|ich|moi) (?:and|y|und|et) (?:my|mi|mein|ma|mon|our)|\b(?:and|y|et|und) (?:i|me|yo|ich|moi)\b",
            rest,
        ):
            return 1
        alone = re.search(r"\b(?:i|i'm|me|je|ich|yo)\b", rest) and not plural
        return 1 if alone and with_children and re.search(r"\bwith my\b|\bcon mi\b|\bavec m|\bmit mein", rest) else 2
    if re.search(r"(?<!')\b(?:i|i'm|i'd|i'll|me|my|mi|je|j'aimerais|j'ai|ich|mich|yo|quiero|viajo)\b", rest):
        return 1
    return None
