"""What a local would tell of a place, drawn from its facts alone: each tip stands on a field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from domain.place import Access, Booking, Kind, Place

_MOST = 3
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "required": "Book ahead: without a reservation you may not get in.",
        "advised": "Book ahead and spare yourself the queue.",
        "last_entry": "The last admission is {minutes} minutes before closing.",
        "free": "Admission is free.",
        "children": "Children under {age} go in free.",
        "steps": "There are steps: ask for the step-free way.",
    },
    "es": {
        "required": "Reserve con antelación: sin reserva quizá no pueda entrar.",
        "advised": "Reserve con antelación y se ahorrará la cola.",
        "last_entry": "La última entrada es {minutes} minutos antes del cierre.",
        "free": "La entrada es gratuita.",
        "children": "Los menores de {age} años entran gratis.",
        "steps": "Hay escalones: pregunte por el acceso sin barreras.",
    },
    "fr": {
        "required": "Réservez à l’avance : sans réservation, l’entrée n’est pas assurée.",
        "advised": "Réservez à l’avance pour éviter la file.",
        "last_entry": "Dernière admission {minutes} minutes avant la fermeture.",
        "free": "L’entrée est gratuite.",
        "children": "Entrée gratuite pour les moins de {age} ans.",
        "steps": "Il y a des marches : demandez l’accès sans marche.",
    },
    "de": {
        "required": "Vorher reservieren: ohne Reservierung kommt man vielleicht nicht hinein.",
        "advised": "Vorher reservieren, das erspart die Schlange.",
        "last_entry": "Letzter Einlass {minutes} Minuten vor Schluss.",
        "free": "Der Eintritt ist frei.",
        "children": "Kinder unter {age} Jahren haben freien Eintritt.",
        "steps": "Es gibt Stufen: nach dem stufenlosen Weg fragen.",
    },
}


def tips_of(place: Place, language: str = "en") -> tuple[str, ...]:
    """What a provider tells, then what the facts do, three at most; English where the language is none of ours."""
    words = _WORDS.get(language, _WORDS["en"])
    return tuple(dict.fromkeys((*place.tips, *_from_facts(place, words))))[:_MOST]


def _from_facts(place: Place, words: Mapping[str, str]) -> Iterator[str]:
    if place.booking is not Booking.NONE and place.kind is not Kind.STAY:
        yield words["required" if place.booking is Booking.REQUIRED else "advised"]
    if place.last_entry_min >= 30:
        yield words["last_entry"].format(minutes=place.last_entry_min)
    if place.kind is Kind.SIGHT and place.price is not None:
        if not place.price.minor:
            yield words["free"]
        elif place.child_free_under:
            yield words["children"].format(age=place.child_free_under)
    if place.step_free is Access.LIMITED:
        yield words["steps"]
