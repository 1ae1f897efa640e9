"""Which of four languages a message is written in, by its small words."""

# ruff: noqa: E501 - tables of words and values read best one entry a line
from __future__ import annotations

import re

from tools.places.spelling import fold

_SMALL_WORDS = {
    "en": "the in and for with of to we a i my us from at on no not is our want would like days day nights week weekend "
    "people budget see some by please about start next trip two three four five food museums make add drop",
    "es": "el la los las de del en y para con por un una que somos mi dias noches semana fin queremos quiero viaje "
    "personas ninos nos a al desde presupuesto sin mas comida museos dos tres cuatro cinco pareja hijos primavera verano "
    "quita anade elimina empezar tarde barato dia",
    "fr": "le la les des du de et pour avec en un une nous je voudrais voudrions jours nuits semaine voyage personnes "
    "au aux enfants sans plus budget depuis deux trois quatre cinq week-end notre mon ma cuisine musees d'avril ans "
    "enleve supprime ajoute commencer jour",
    "de": "der die das den und fur mit ein eine einen wir ich im in nach von vom bis tage nachte woche wochenende reise "
    "personen kinder ohne zu zum zur uber euro zwei drei vier funf mochten wollen unsere keine essen museen ab am "
    "streiche fuge spater gunstiger tag",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_DISTINCT = re.compile(r"[a-z']+(?:-[a-z]+)?")


def language_of(text: str, default: str = "en") -> str:
    """ISO 639-1; `default` where the words do not tell."""
    words = _DISTINCT.findall(fold(text))
    scores = {language: sum(word in known for word in words) for language, known in _WORDS.items()}
    if "ß" in text or re.search(r"[äöü]", text.lower()):
        scores["de"] += 1
    if re.search(r"[ñ¿¡]", text.lower()):
        scores["es"] += 2
    if re.search(r"[çèêàœ]", text.lower()):
        scores["fr"] += 1
    best = max(scores, key=lambda language: (scores[language], language == default))
    return best if scores[best] > scores[default] else default
