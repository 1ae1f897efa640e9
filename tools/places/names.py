"""Names as they are compared across providers: what a name is about, apart from what kind of thing it says it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from tools.places.spelling import fold

# What words say a thing is, in the languages that names are written in; folded as `fold` does.
_SAID: Mapping[str, str] = {
    "museum": "museum museums musee museo museu muzeum muzej museet musei muzeul muzesi muze mouseio muzei "
    "pinacoteca pinakothek",
    "gallery": "gallery galleria galerie galeria galeri galereya",
    "church": "church eglise iglesia chiesa kirche igreja kerk kosciol kostel templom ekklisia tserkov cathedral "
    "cathedrale catedral cattedrale duomo dom domkirche kathedrale kathedraal katedra katedral katedrala sobor "
    "basilica basilique basilika bazilika",
    "chapel": "chapel chapelle capilla cappella kapelle",
    "cloister": "abbey abbaye abadia monastery monasterio mosteiro monastere monastero kloster klasztor klaster "
    "convent convento minster munster",
    "temple": "temple templo tempel templu pagoda wat",
    "mosque": "mosque mosquee mezquita moschee camii cami masjid moskee mecset",
    "synagogue": "synagogue synagoge sinagoga synagoga zsinagoga",
    "shrine": "shrine jinja jingu taisha",
    "hall": "hall rathaus radnice ayuntamiento municipio stadhuis",
    "palace": "palace palacio palais palazzo palast palac palota saray sarayi paleis schloss dvorets",
    "castle": "castle castillo chateau castello burg castelo zamek hrad var kasteel fortress forteresse fortaleza "
    "fort alcazaba citadel",
    "green": "park parque parc parco garden gardens jardin jardins giardino giardini garten gardins jardim tuin "
    "zahrada gyoen koen ogrod kert bahce bahcesi",
    "square": "square plaza place platz piazza praca plein namesti rynek ter meydani ploshchad plateia campo largo "
    "placa",
    "bridge": "bridge pont puente ponte brucke brug most hid koprusu kopru gefyra",
    "market": "market mercado marche mercato markt mercat rynki trh piac pazari carsi carsisi bazaar bazar "
    "souk souq agora",
    "tower": "tower torre tour turm toren wieza vez kulesi kule tornya",
    "library": "library biblioteca bibliotheque bibliothek biblioteka knihovna kutuphanesi",
    "theatre": "theatre theater teatro teatr teatre divadlo szinhaz tiyatrosu opera operahouse oper",
    "beach": "beach playa plage strand praia spiaggia plaji platja",
    "street": "street straat strasse rue calle via rua avenue avenida boulevard ulica utca caddesi "
    "sokak dori road lane",
    "cemetery": "cemetery cimetiere cementerio friedhof cimitero cemiterio hrbitov temeto cmentarz mezarligi",
    "zoo": "zoo zoological zoologico tiergarten aquarium acuario aquario",
    "gate": "gate puerta porta porte tor brama brana kapi kapisi mon",
    "statue": "statue monument memorial monumento denkmal pomnik pomnik aniti",
    "hotel": "hotel hostel hostal hotels pension guesthouse inn ryokan riad motel resort suites",
    "table": "restaurant ristorante restaurante trattoria osteria brasserie bistro bistrot taverna tavern cafe caffe "
    "kaffeehaus coffee kavarna kavehaz bar pub bakery boulangerie panaderia backerei izakaya diner kitchen eatery",
    "shop": "shop store boutique giftshop tienda negozio laden magasin",
    "station": "station gare bahnhof stazione estacion estacao nadrazi palyaudvar metro subway stop halt terminal "
    "parking garage entrance exit ticket tickets office toilets",
    "show": "tours cruise cruises experience workshop school academy university",
}
KIND_WORDS = {word: concept for concept, words in _SAID.items() for word in words.split()}
# Said in only one of two names, these name something beside the other, not the other itself.
ASIDE = frozenset({"shop", "station", "table", "hotel", "show"})
_FILLER = frozenset(
    "the a an of and at in on le la les l de du des d del della delle dello dei di da do dos das el los las lo il gli "
    "i der die das den dem zu zur am im und y e et o san st saint sankt santa sao national nacional nazionale "
    "nationale nemzeti narodni royal real city town official".split()
)
_STRONG = {"san", "st", "saint", "sankt", "santa", "sao"}
_CJK_KINDS: Mapping[str, str] = {
    "美術館": "museum", "博物館": "museum", "博物馆": "museum", "박물관": "museum", "미술관": "museum",
    "公園": "green", "公园": "green", "공원": "green", "庭園": "green", "神社": "shrine", "大社": "shrine",
    "神宮": "shrine", "大聖堂": "church", "성당": "church", "城": "castle", "駅": "station", "역": "station",
    "市場": "market", "시장": "market", "橋": "bridge", "ホテル": "hotel", "호텔": "hotel", "動物園": "zoo",
    "広場": "square", "광장": "square", "궁": "palace", "宮殿": "palace", "寺": "temple",
}  # fmt: skip
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ",
        "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya e i i e g".split(),
        strict=True,
    )
)
_GREEK = dict(
    zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(), strict=True)
)
_LETTERS = {letter: "" if latin == "-" else latin for letter, latin in {**_CYRILLIC, **_GREEK}.items()}
# German and Dutch write what a thing is at the end of its name.
_COMPOUND = re.compile(
    r"\b(\w{4,}?)(park|platz|plein|markt|museum|bruecke|brucke|brug|kirche|kerk|garten|tuin|turm|schloss|theater)\b"
)
_PREFIXED = re.compile(r"\b(?:el|al|l|d|as|ash|an|ar)-")
_DOUBLED = re.compile(r"([a-z])\1")
_ARABIC_NUMBER = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8"}


class Name(NamedTuple):
    """`core`: words that tell it apart; `kinds`: what it says it is; `words`: all; `tight`: the core as one word."""

    core: frozenset[str]
    kinds: frozenset[str]
    words: frozenset[str]
    tight: str
    numbers: frozenset[str]


@lru_cache(maxsize=65536)
def parsed(written: str, *, house: bool = False) -> Name:
    """A name taken apart; in that of a house to eat or sleep in, "park" or "palace" tells it from its neighbour."""
    text = _latin(fold(unicodedata.normalize("NFKC", written)))
    text, kinds = _without_cjk_kinds(text)
    text = _COMPOUND.sub(r"\1 \2", _PREFIXED.sub("", text))
    words = re.findall(r"\w+", text.replace("'", " ").replace("-", "").replace("&", " "))
    concepts = {
        word: concept for word in words if (concept := KIND_WORDS.get(word)) and (not house or concept in ASIDE)
    }
    said = set(concepts.values())
    core = [_DOUBLED.sub(r"\1", word) for word in words if word not in concepts and word not in _FILLER]
    core = core or [word for word in words if word in _STRONG or word in KIND_WORDS]
    numbers = {word for word in words if word.isdigit()}
    numbers |= {_ARABIC_NUMBER[word] for word in words[1:] if len(word) > 1 and word in _ARABIC_NUMBER}
    return Name(frozenset(core), frozenset(said | kinds), frozenset(words), "".join(core), frozenset(numbers))


def _without_cjk_kinds(text: str) -> tuple[str, set[str]]:
    """Chinese, Japanese and Korean names end in what they are, without a space."""
    for ending, kind in _CJK_KINDS.items():
        if len(text) > len(ending) and text.endswith(ending):
            return text if len(ending) == 1 else text[: -len(ending)], {kind}
    return text, set()


def _latin(text: str) -> str:
    return text if text.isascii() else "".join(_LETTERS.get(char, char) for char in text)


@lru_cache(maxsize=16384)
def variants(written: str) -> tuple[str, ...]:
    """`X (Y)` and `X / Y` are known as the whole, as X and as Y."""
    outside = re.sub(r"\s*[(（\[][^)）\]]*[)）\]]", " ", written).strip()
    inside = re.findall(r"[(（\[]([^)）\]]+)[)）\]]", written)
    parts = [part.strip() for part in re.split(r"\s+[/|–—]\s+|\s*/\s*", outside)]
    return tuple(dict.fromkeys(one for one in (written, outside, *inside, *parts) if len(one.strip()) > 1))
