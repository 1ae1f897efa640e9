"""Questions to the traveller, in the languages that the offline reader knows."""

# ruff: noqa: E501 - tables of words and values read best one entry a line
from __future__ import annotations

from collections.abc import Mapping

_PHRASES: Mapping[str, Mapping[str, str]] = {
    "no_trip": {
        "en": "I plan trips. Where would you like to go, when, and for how long?",
        "es": "Planifico viajes. ¿Adónde te gustaría ir, cuándo y cuántos días?",
        "fr": "Je prépare des voyages. Où aimeriez-vous aller, quand et combien de temps ?",
        "de": "Ich plane Reisen. Wohin soll es gehen, wann und wie lange?",
    },
    "destinations": {
        "en": "Which city would you like to go to?",
        "es": "¿A qué ciudad quieres ir?",
        "fr": "Dans quelle ville voulez-vous aller ?",
        "de": "In welche Stadt soll es gehen?",
    },
    "country": {
        "en": "Which cities in {country} would you like to see? I know {cities}.",
        "es": "¿Qué ciudades de {country} quieres ver? Conozco {cities}.",
        "fr": "Quelles villes voulez-vous voir ({country}) ? Je connais {cities}.",
        "de": "Welche Städte möchten Sie sehen ({country})? Ich kenne {cities}.",
    },
    "which_city": {
        "en": "{cities}: which one shall I plan, or all of them?",
        "es": "{cities}: ¿cuál planifico, o todas?",
        "fr": "{cities} : laquelle dois-je préparer, ou toutes ?",
        "de": "{cities}: welche soll ich planen, oder alle?",
    },
    "dates": {
        "en": "When would you like to go?",
        "es": "¿Cuándo quieres viajar?",
        "fr": "Quand voulez-vous partir ?",
        "de": "Wann soll es losgehen?",
    },
    "dates_and_length": {
        "en": "When would you like to go, and for how many days?",
        "es": "¿Cuándo quieres viajar y cuántos días?",
        "fr": "Quand voulez-vous partir, et pour combien de jours ?",
        "de": "Wann soll es losgehen, und für wie viele Tage?",
    },
    "length": {
        "en": "For how many days?",
        "es": "¿Cuántos días?",
        "fr": "Pour combien de jours ?",
        "de": "Für wie viele Tage?",
    },
    "which_length": {
        "en": "You wrote {one} and {other}. Which one holds?",
        "es": "Has escrito {one} y {other}. ¿Cuál vale?",
        "fr": "Vous avez écrit {one} et {other}. Lequel est juste ?",
        "de": "Sie schreiben {one} und {other}. Was gilt?",
    },
    "which_budget": {
        "en": "You named more than one budget: {amounts}. Which one is the limit for the whole trip?",
        "es": "Has indicado más de un presupuesto: {amounts}. ¿Cuál es el límite para todo el viaje?",
        "fr": "Vous avez donné plusieurs budgets : {amounts}. Lequel vaut pour tout le voyage ?",
        "de": "Sie nennen mehrere Budgets: {amounts}. Welches gilt für die ganze Reise?",
    },
    "hours": {
        "en": "Your days would run from {start} to {end}, which leaves less than two hours. When should they start and end?",
        "es": "Los días irían de {start} a {end}, menos de dos horas. ¿Cuándo deben empezar y acabar?",
        "fr": "Vos journées iraient de {start} à {end}, moins de deux heures. Quand doivent-elles commencer et finir ?",
        "de": "Ihre Tage gingen von {start} bis {end}, das sind keine zwei Stunden. Wann sollen sie beginnen und enden?",
    },
}


def phrase(key: str, language: str, **words: str) -> str:
    """KeyError for a key that is none; other languages get English."""
    said = _PHRASES[key]
    return said.get(language, said["en"]).format(**words)
