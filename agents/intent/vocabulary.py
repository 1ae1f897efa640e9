"""The interest words of a request, and the words of four languages that mean them.

What an interest stands for in the atlas is in `domain.interests`. Words are stems: `templ` finds temples,
templos and Tempel.
"""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from domain.place import Diet

STEMS: Mapping[str, str] = {
    "temples": r"templ\w* tempel\w* shrin\w* pagod\w* santuario\w* sanctuaire\w* schrein\w*",
    "churches": r"church\w* cathedral\w* basilic\w* mosque\w* mosquee\w* synagog\w* iglesia\w* catedral\w* mezquita\w* eglise\w* cathedrale\w* kirche\w* moschee\w* monaster\w*",
    "museums": r"museum\w* museo\w* musee\w* musems? musuems?",
    "art": r"art arts artsy artistic galler\w* painting\w* paintings? sculptur\w* arte galeria\w* galerie\w* pintura peinture kunst\w* gemalde",
    "history": r"histor\w* ancient ruins? archaeolog\w* archeolog\w* medieval castles? palaces? historia ruinas castillos? palacios? histoire chateaux? geschicht\w* ruinen schlosser schloss burg burgen monuments? monumentos?",
    "architecture": r"architect\w* arquitectura architektur\w* architecture buildings? brutalis\w* gaudi bauhaus art[-\s]nouveau art[-\s]deco skyscrapers?",
    "food": r"food foods foodie\w* eat eating eats cuisine culinary gastronom\w* restaurants? dining street[-\s]food cooking comida\w* comer gastronomia cocina tapeo nourriture manger bouffe cuisine essen kulinari\w* kuche schlemmen",
    "coffee": r"coffee[-\s]?(?:houses?|shops?|bars?|culture) coffee\w* cafes? cafe-culture kaffee\w* cafeterias?",
    "wine": r"wines? winer\w* vineyards? vinos? bodegas? vins? vignobles? wein\w*",
    "nightlife": r"nightlife clubbing clubs? nightclubs? bars? pubs? cocktails? part(?:y|ies|ying) dancing beer beers vida[-\s]nocturna discotecas? fiesta fetes? faire[-\s]la[-\s]fete vie[-\s]nocturne boites? nachtleben kneipen\w* feiern bier",
    "music": r"music\w* concerts? operas? jazz musica conciertos? musique konzert\w* musik oper flamenco fado tango",
    "theatre": r"theat(?:re|er)s? musicals? shows? broadway teatro\w* musicales spectacles? plays kabuki",
    "shopping": r"shop shops shopping boutiques? vintage fashion malls? compras tiendas? moda achats magasins? einkauf\w* mode outlets? souvenirs?",
    "markets": r"markets? flea[-\s]markets? bazz?a+rs? souks? souqs? mercados? mercadillos? marches marche[-\s]aux\S* markte? flohmark\w* weihnachtsmarkt\w*",
    "nature": r"nature outdoors? outdoorsy forests? mountains? lakes? waterfalls? wildlife scenery landscapes? naturaleza montanas? bosques? natur berge wald walder seen montagnes? forets?",
    "parks": r"parks? parques? parcs? picnics?",
    "gardens": r"gardens? botanic\w* jardin\w* garten garten\w* botanisch\w*",
    "hiking": r"hik(?:e|es|ing) trek\w* trails? senderismo caminatas? randonnees? wander\w* wandern",
    "beaches": r"beach\w* swim\w* seaside surf\w* snorkel\w* playas? plages? strand strande baden",
    "views": r"views? viewpoints? panoram\w* sunsets? sunrise rooftops? skyline vistas? miradores? atardecer\w* couchers?[-\s]de[-\s]soleil points?[-\s]de[-\s]vue aussicht\w* sonnenuntergang\w*",
    "photography": r"photograph\w* photos? instagram\w* fotos? fotografi\w* fotografieren photographie",
    "books": r"books(?:hops?|tores?)? bookish reading to[-\s]read literature literary librar\w* poetry libros librerias? bibliotecas? lectura livres librairies? bibliotheques? litterature buch bucher\w* buchhandlung\w* bibliothek\w* literatur\w* lesen",
    "wellness": r"wellness spas? onsens? hammams? hot[-\s]springs? thermal massages? yoga saunas? baths? termas balneari\w* thermes therme thermen bains",
    "sport": r"sports? football footy soccer stadiums? stadia baseball sumo cycling bik(?:e|es|ing) running deportes? futbol estadio\w* fussball\w* stadion radfahren velo",
    "family": r"family[-\s]friendly kid[-\s]friendly child[-\s]friendly playgrounds? for[-\s](?:the[-\s])?kids actividades[-\s]para[-\s]ninos kinderfreundlich\w* familienfreundlich\w* spielpl\w*",
    "animals": r"zoos? aquariums? animals? safari\w* acuario\w* animales zoologico tiere tierpark aquarien animaux",
    "theme_parks": r"theme[-\s]parks? amusement[-\s]parks? roller[-\s]?coasters? disneyland disney parques?[-\s](?:tematicos?|de[-\s]atracciones) parcs?[-\s]d'attractions? freizeitpark\w*",
    "adventure": r"adventur\w* kayak\w* climbing rafting diving bungee aventura\w* aventure\w* abenteuer\w* klettern",
    "relaxation": r"relaxation relajarse descanso detente entspannung erholung erholen unwind chill\w*",
    "culture": r"cultur\w* kultur\w* traditions? traditional tea[-\s]ceremon\w*",
    "crafts": r"crafts? pottery ceramics? workshops? cooking[-\s]class\w* artesania\w* talleres artisanat ateliers? handwerk\w* kochkurs\w* class classes",
    "anime": r"anime manga gaming arcades? video[-\s]?games? ghibli otaku cosplay pokemon nintendo",
    "design": r"design\w* diseno",
    "street_art": r"street[-\s]art graffiti murals? arte[-\s]urbano art[-\s]urbain strassenkunst",
    "science": r"science\w* technolog\w* planetari\w* space[-\s]museum dinosaurs? ciencia\w* wissenschaft\w* technik",
    "cruises": r"cruises? boats?(?:[-\s](?:trips?|tours?|rides?))? cruceros? barcos? croisieres? bateaux? bootsfahrt\w* bootstour\w* schifffahrt\w* sailing canals? kanal\w* gondolas?",
    "local_life": r"local[-\s]life neighbou?rhoods? off[-\s]the[-\s]beaten[-\s](?:path|track) hidden[-\s]gems? like[-\s]a[-\s]local barrios? quartiers? viertel geheimtipps? strolling wandering",
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
    return re.compile(r"(?<!\w)(?<!non-)(?<!anti-)(?:" + "|".join(parts) + r")(?!\w)")


@cache
def interest_pattern(interest: str) -> re.Pattern[str]:
    """Finds the interest's words in folded text; KeyError for a word that is no interest."""
    return _pattern(STEMS[interest])


@cache
def cuisine_pattern(cuisine: str) -> re.Pattern[str]:
    return _pattern(CUISINES[cuisine])


def interests_in(folded: str) -> tuple[tuple[int, int, str], ...]:
    """(start, end, interest) of every interest named, in order of appearance."""
    found = [(m.start(), m.end(), name) for name in STEMS for m in interest_pattern(name).finditer(folded)]
    return tuple(sorted(found))


def cuisines_in(folded: str) -> tuple[tuple[int, int, str], ...]:
    found = [(m.start(), m.end(), name) for name in CUISINES for m in cuisine_pattern(name).finditer(folded)]
    return tuple(sorted(found))
