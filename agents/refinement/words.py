"""Interest words of a request in the languages we narrate in; English needs no translation."""

from __future__ import annotations

LANGUAGES = ("en", "es", "fr", "de")

# The normalised interests (agents/intent/vocabulary.py): Spanish, French, German.
_INTERESTS = {
    "temples": ("templos", "temples", "Tempel"),
    "churches": ("iglesias", "églises", "Kirchen"),
    "museums": ("museos", "musées", "Museen"),
    "art": ("arte", "art", "Kunst"),
    "history": ("historia", "histoire", "Geschichte"),
    "architecture": ("arquitectura", "architecture", "Architektur"),
    "food": ("gastronomía", "gastronomie", "gutes Essen"),
    "coffee": ("café", "café", "Kaffee"),
    "wine": ("vino", "vin", "Wein"),
    "nightlife": ("vida nocturna", "vie nocturne", "Nachtleben"),
    "music": ("música", "musique", "Musik"),
    "theatre": ("teatro", "théâtre", "Theater"),
    "shopping": ("compras", "shopping", "Einkaufen"),
    "markets": ("mercados", "marchés", "Märkte"),
    "nature": ("naturaleza", "nature", "Natur"),
    "parks": ("parques", "parcs", "Parks"),
    "gardens": ("jardines", "jardins", "Gärten"),
    "hiking": ("senderismo", "randonnée", "Wandern"),
    "beaches": ("playas", "plages", "Strände"),
    "views": ("vistas", "panoramas", "Aussichten"),
    "photography": ("fotografía", "photographie", "Fotografie"),
    "books": ("libros", "livres", "Bücher"),
    "wellness": ("bienestar", "bien-être", "Wellness"),
    "sport": ("deporte", "sport", "Sport"),
    "family": ("planes en familia", "sorties en famille", "Familienziele"),
    "animals": ("animales", "animaux", "Tiere"),
    "theme_parks": ("parques temáticos", "parcs d’attractions", "Freizeitparks"),
    "adventure": ("aventura", "aventure", "Abenteuer"),
    "relaxation": ("descanso", "détente", "Erholung"),
    "culture": ("cultura", "culture", "Kultur"),
    "crafts": ("artesanía", "artisanat", "Handwerk"),
    "anime": ("anime", "anime", "Anime"),
    "design": ("diseño", "design", "Design"),
    "street_art": ("arte urbano", "art urbain", "Straßenkunst"),
    "science": ("ciencia", "science", "Wissenschaft"),
    "cruises": ("paseos en barco", "croisières", "Bootsfahrten"),
    "local_life": ("vida local", "vie locale", "Alltag der Stadt"),
}

_MODES = {
    "train": ("tren", "train", "Zug"),
    "flight": ("avión", "avion", "Flugzeug"),
    "bus": ("autobús", "bus", "Bus"),
    "ferry": ("ferri", "ferry", "Fähre"),
    "car": ("coche", "voiture", "Auto"),
    "walk": ("a pie", "à pied", "zu Fuß"),
    "transit": ("transporte público", "transports en commun", "öffentliche Verkehrsmittel"),
    "taxi": ("taxi", "taxi", "Taxi"),
}
_ENGLISH_MODES = {"flight": "plane", "transit": "public transport", "walk": "foot"}


def interest_word(interest: str, language: str) -> str | None:
    """The interest in a sentence of that language; None where we have no word for it."""
    if language == "en":
        return interest.replace("_", " ")
    words = _INTERESTS.get(interest)
    return words[LANGUAGES.index(language) - 1] if words else None


def mode_word(mode: str, language: str) -> str:
    if language == "en":
        return _ENGLISH_MODES.get(mode, mode)
    return _MODES[mode][LANGUAGES.index(language) - 1]
