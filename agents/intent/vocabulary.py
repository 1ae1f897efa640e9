"""The interest words of a request, and the words of four languages that mean them.

Each interest lists what it stands for in the atlas: categories of `domain.place.Category`, and
tags that places carry; discovery scores with both. Words are stems: `templ` finds temples,
templos and Tempel.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from domain.place import Category, Diet


class Meaning(NamedTuple):
    categories: tuple[Category, ...]
    tags: tuple[str, ...]
    stems: str


C = Category
INTERESTS: Mapping[str, Meaning] = {
    "temples": Meaning((C.TEMPLE, C.SHRINE), ("temple", "shrine", "buddhist", "shinto", "zen", "hindu"), "templ\\w* tempel\\w* shrin\\w* pagod\\w* santuario\\w* sanctuaire\\w* schrein\\w*"),
    "churches": Meaning((C.CHURCH, C.MOSQUE, C.SYNAGOGUE), ("church", "cathedral", "basilica", "mosque", "synagogue", "sacred"), "church\\w* cathedral\\w* basilic\\w* mosque\\w* mosquee\\w* synagog\\w* iglesia\\w* catedral\\w* mezquita\\w* eglise\\w* cathedrale\\w* kirche\\w* moschee\\w* monaster\\w*"),
    "museums": Meaning((C.MUSEUM, C.GALLERY), ("museum",), "museum\\w* museo\\w* musee\\w* musems? musuems?"),
    "art": Meaning((C.GALLERY, C.MUSEUM), ("art", "painting", "sculpture", "modern_art", "street_art", "contemporary_art", "renaissance"), "art arts artsy artistic galler\\w* painting\\w* paintings? sculptur\\w* arte galeria\\w* galerie\\w* pintura peinture kunst\\w* gemalde"),
    "history": Meaning((C.ARCHAEOLOGY, C.MONUMENT, C.CASTLE, C.PALACE, C.MUSEUM), ("history", "ancient", "roman", "medieval", "war", "archaeology"), "histor\\w* ancient ruins? archaeolog\\w* archeolog\\w* medieval castles? palaces? historia ruinas castillos? palacios? histoire chateaux? geschicht\\w* ruinen schlosser schloss burg burgen monuments? monumentos?"),
    "architecture": Meaning((C.ARCHITECTURE, C.LANDMARK, C.BRIDGE), ("architecture", "modernist", "brutalist", "art_nouveau", "gaudi", "skyscraper"), "architect\\w* arquitectura architektur\\w* architecture buildings? brutalis\\w* gaudi bauhaus art[-\\s]nouveau art[-\\s]deco skyscrapers?"),
    "food": Meaning((C.RESTAURANT, C.STREET_FOOD, C.FOOD_MARKET, C.CAFE), ("food", "street_food", "local_food", "cooking", "gastronomy"), "food foods foodie\\w* eat eating eats cuisine culinary gastronom\\w* restaurants? dining street[-\\s]food cooking comida\\w* comer gastronomia cocina tapeo nourriture manger bouffe cuisine essen kulinari\\w* kuche schlemmen"),
    "coffee": Meaning((C.CAFE,), ("coffee", "cafe"), "coffee\\w* cafes? cafe-culture kaffee\\w* cafeterias?"),
    "wine": Meaning((C.BAR,), ("wine", "winery", "vineyard"), "wines? winer\\w* vineyards? vinos? bodegas? vins? vignobles? wein\\w*"),
    "nightlife": Meaning((C.NIGHTLIFE, C.BAR), ("nightlife", "bar", "club", "jazz", "cocktails"), "nightlife clubbing clubs? bars? pubs? cocktails? part(?:y|ies|ying) dancing beer beers vida[-\\s]nocturna discotecas? fiesta vie[-\\s]nocturne boites? nachtleben kneipen\\w* feiern bier"),
    "music": Meaning((C.MUSIC,), ("music", "opera", "jazz", "concert", "classical_music", "flamenco", "fado"), "music\\w* concerts? operas? jazz musica conciertos? musique konzert\\w* musik oper flamenco fado tango"),
    "theatre": Meaning((C.THEATRE,), ("theatre", "show", "broadway", "musical"), "theat(?:re|er)s? musicals? shows? broadway teatro\\w* spectacles? plays kabuki"),
    "shopping": Meaning((C.SHOPPING,), ("shopping", "fashion", "vintage", "department_store"), "shop shops shopping boutiques? vintage fashion malls? compras tiendas? moda achats magasins? einkauf\\w* mode outlets? souvenirs?"),
    "markets": Meaning((C.MARKET, C.FOOD_MARKET), ("market", "bazaar", "souk", "flea_market"), "markets? flea[-\\s]markets? bazaars? souks? souqs? mercados? mercadillos? marches marche[-\\s]aux\\S* markte? flohmark\\w* weihnachtsmarkt\\w*"),
    "nature": Meaning((C.NATURE, C.PARK), ("nature", "forest", "lake", "mountain", "wildlife"), "nature outdoors? outdoorsy forests? mountains? lakes? waterfalls? wildlife scenery landscapes? naturaleza montanas? bosques? natur berge wald walder seen montagnes? forets?"),
    "parks": Meaning((C.PARK, C.GARDEN), ("park", "picnic"), "parks? parques? parcs? picnics?"),
    "gardens": Meaning((C.GARDEN,), ("garden", "botanical", "zen_garden"), "gardens? botanic\\w* jardin\\w* garten garten\\w* botanisch\\w*"),
    "hiking": Meaning((C.NATURE, C.PARK, C.VIEWPOINT), ("hiking", "walking", "trail"), "hik(?:e|es|ing) trek\\w* trails? senderismo caminatas? randonnees? wander\\w* wandern"),
    "beaches": Meaning((C.BEACH,), ("beach", "swimming", "sea"), "beach\\w* swim\\w* seaside surf\\w* snorkel\\w* playas? plages? strand strande baden"),
    "views": Meaning((C.VIEWPOINT,), ("view", "sunset", "rooftop", "observation"), "views? viewpoints? panoram\\w* sunsets? sunrise rooftops? skyline vistas? miradores? atardecer\\w* couchers?[-\\s]de[-\\s]soleil points?[-\\s]de[-\\s]vue aussicht\\w* sonnenuntergang\\w*"),
    "photography": Meaning((C.VIEWPOINT, C.LANDMARK), ("photography", "instagram"), "photograph\\w* photos? instagram\\w* fotos? fotografi\\w* fotografieren photographie"),
    "books": Meaning((C.BOOKSHOP, C.LIBRARY), ("books", "reading", "literature", "library"), "books(?:hops?|tores?)? bookish reading to[-\\s]read literature literary librar\\w* poetry libros librerias? bibliotecas? lectura livres librairies? bibliotheques? litterature buch bucher\\w* buchhandlung\\w* bibliothek\\w* literatur\\w* lesen"),
    "wellness": Meaning((C.WELLNESS,), ("onsen", "spa", "hammam", "thermal"), "wellness spas? onsens? hammams? hot[-\\s]springs? thermal massages? yoga saunas? baths? termas balneari\\w* thermes therme thermen bains"),
    "sport": Meaning((C.SPORT,), ("sport", "football", "stadium"), "sports? football soccer stadiums? stadia baseball sumo cycling bik(?:e|es|ing) running deportes? futbol estadio\\w* fussball\\w* stadion radfahren velo"),
    "family": Meaning((C.ZOO, C.AQUARIUM, C.THEME_PARK), ("family", "children", "playground"), "family[-\\s]friendly kid[-\\s]friendly child[-\\s]friendly playgrounds? for[-\\s](?:the[-\\s])?kids actividades[-\\s]para[-\\s]ninos kinderfreundlich\\w* familienfreundlich\\w* spielpl\\w*"),
    "animals": Meaning((C.ZOO, C.AQUARIUM), ("animals", "zoo", "aquarium"), "zoos? aquariums? animals? safari\\w* acuario\\w* animales zoologico tiere tierpark aquarien animaux"),
    "theme_parks": Meaning((C.THEME_PARK,), ("theme_park", "rides"), "theme[-\\s]parks? amusement[-\\s]parks? roller[-\\s]?coasters? disneyland disney parques?[-\\s](?:tematicos?|de[-\\s]atracciones) parcs?[-\\s]d'attractions? freizeitpark\\w*"),
    "adventure": Meaning((C.NATURE, C.SPORT, C.TOUR), ("adventure", "kayak", "climbing"), "adventur\\w* kayak\\w* climbing rafting diving bungee aventura\\w* aventure\\w* abenteuer\\w* klettern"),
    "relaxation": Meaning((C.WELLNESS, C.PARK, C.GARDEN, C.CAFE), ("quiet", "relaxing"), "relaxation relajarse descanso detente entspannung erholung erholen unwind chill\\w*"),
    "culture": Meaning((C.MUSEUM, C.THEATRE, C.MONUMENT, C.NEIGHBOURHOOD), ("culture", "traditional"), "cultur\\w* kultur\\w* traditions? traditional tea[-\\s]ceremon\\w*"),
    "crafts": Meaning((C.WORKSHOP,), ("craft", "workshop", "pottery", "cooking_class"), "crafts? pottery ceramics? workshops? cooking[-\\s]class\\w* artesania\\w* talleres artisanat ateliers? handwerk\\w* kochkurs\\w* class classes"),
    "anime": Meaning((C.SHOPPING, C.MUSEUM), ("anime", "manga", "gaming", "pop_culture"), "anime manga gaming arcades? video[-\\s]?games? ghibli otaku cosplay pokemon nintendo"),
    "design": Meaning((C.ARCHITECTURE, C.MUSEUM, C.SHOPPING), ("design",), "design\\w* diseno"),
    "street_art": Meaning((C.NEIGHBOURHOOD,), ("street_art", "graffiti"), "street[-\\s]art graffiti murals? arte[-\\s]urbano art[-\\s]urbain strassenkunst"),
    "science": Meaning((C.MUSEUM,), ("science", "technology", "space", "natural_history"), "science\\w* technolog\\w* planetari\\w* space[-\\s]museum dinosaurs? ciencia\\w* wissenschaft\\w* technik"),
    "cruises": Meaning((C.CRUISE,), ("boat", "river_cruise", "canal"), "cruises? boats?(?:[-\\s](?:trips?|tours?|rides?))? cruceros? barcos? croisieres? bateaux? bootsfahrt\\w* bootstour\\w* schifffahrt\\w* sailing canals? kanal\\w* gondolas?"),
    "local_life": Meaning((C.NEIGHBOURHOOD, C.MARKET, C.SQUARE), ("local", "neighbourhood", "off_the_beaten_path"), "local[-\\s]life neighbou?rhoods? off[-\\s]the[-\\s]beaten[-\\s](?:path|track) hidden[-\\s]gems? like[-\\s]a[-\\s]local barrios? quartiers? viertel geheimtipps? strolling wandering"),
}  # fmt: skip

CUISINES: Mapping[str, str] = {
    "ramen": "ramen", "sushi": "sushi", "izakaya": "izakayas?", "kaiseki": "kaiseki", "udon": "udon soba noodles?", "tapas": "tapas pintxos",
    "paella": "paella", "pizza": "pizzas? pizzeria\\w*", "pasta": "pasta trattoria\\w*", "gelato": "gelat[oi] ice[-\\s]cream helado\\w* eis glaces?",
    "seafood": "seafood fish mariscos? pescado fruits[-\\s]de[-\\s]mer poisson meeresfruchte fisch", "steak": "steaks? steakhouse asado parrilla\\w*",
    "tacos": "tacos? taqueria\\w*", "mexican": "mexican", "kebab": "kebabs?", "meze": "mezz?e", "dim_sum": "dim[-\\s]sum dumplings?", "chinese": "chinese",
    "indian": "indian curr(?:y|ies) thali", "thai": "thai pad[-\\s]thai", "korean": "korean kimchi bbq[-\\s]korean korean[-\\s]bbq", "japanese": "japanese japones\\w* japanisch\\w*",
    "italian": "italian\\w* italienisch\\w*", "french": "french bistros? brasseries? franzosisch\\w*", "turkish": "turkish", "moroccan": "moroccan tagines? couscous",
    "greek": "greek tavernas?", "pastry": "pastr(?:y|ies) pastelerias? patisseries? croissants? cakes? kuchen konditorei\\w*", "brunch": "brunch\\w*",
    "fine_dining": "fine[-\\s]dining michelin\\w*", "street_food": "street[-\\s]food hawker\\w*", "burgers": "burgers?", "vietnamese": "vietnamese pho",
    "tempura": "tempura", "fado": "fado[-\\s]restaurants?", "bakery": "baker(?:y|ies)",
}  # fmt: skip

DIETS: Mapping[Diet, str] = {
    "vegetarian": r"vegetarian\w*|veggies?|vegetarisch\w*|vegetarien\w*|vegetariano\w*|no meat|don'?t eat meat|sin carne|sans viande|ohne fleisch|kein fleisch|meat-free|vegetaria",
    "vegan": r"vegans?|veganos?|veganas?|vegetaliens?|plant[- ]based",
    "halal": r"halal",
    "kosher": r"kosher|koscher|casher|cacher",
    "gluten_free": r"gluten[- ]?free|c(?:o)?eliac\w*|no gluten|without gluten|sin gluten|sans gluten|glutenfrei\w*|ohne gluten|celiac\w*|zoliakie",
}

# What a thing to avoid takes with it; words that name a category outright.
AVOIDS: Mapping[str, tuple[str, ...]] = {
    "museums": ("museum", "gallery"), "churches": ("church",), "temples": ("temple", "shrine"), "shopping": ("shopping",), "nightlife": ("nightlife", "bar"),
    "markets": ("market",), "beaches": ("beach",), "animals": ("zoo", "aquarium"), "theme_parks": ("theme_park",), "hiking": ("hiking",), "art": ("gallery",),
    "parks": ("park",), "gardens": ("garden",), "views": ("viewpoint",), "cruises": ("cruise",), "music": ("music",), "theatre": ("theatre",), "sport": ("sport",),
    "wellness": ("wellness",), "history": ("archaeology", "monument"), "coffee": ("cafe",), "food": ("street_food",), "wine": ("wine",), "books": ("bookshop", "library"),
    "nature": ("nature",), "architecture": ("architecture",), "crafts": ("workshop",),
}  # fmt: skip


@cache
def _pattern(stems: str) -> re.Pattern[str]:
    parts = sorted(stems.split(), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(parts) + r")(?![\w])")


@cache
def interest_pattern(interest: str) -> re.Pattern[str]:
    """Finds the interest's words in folded text; KeyError for a word that is no interest."""
    return _pattern(INTERESTS[interest].stems)


@cache
def cuisine_pattern(cuisine: str) -> re.Pattern[str]:
    return _pattern(CUISINES[cuisine])


def interests_in(folded: str) -> tuple[tuple[int, int, str], ...]:
    """(start, end, interest) of every interest named, in order of appearance."""
    found = [(m.start(), m.end(), name) for name in INTERESTS for m in interest_pattern(name).finditer(folded)]
    return tuple(sorted(found))


def cuisines_in(folded: str) -> tuple[tuple[int, int, str], ...]:
    found = [(m.start(), m.end(), name) for name in CUISINES for m in cuisine_pattern(name).finditer(folded)]
    return tuple(sorted(found))
