"""Answers to questions about the trip, in the languages that the offline reader knows."""

# ruff: noqa: E501 - tables of words and values read best one entry a line
from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, Mapping[str, str]] = {
    "open": {
        "en": "{name} is open {hours} on {on} (hours as of {as_of}).",
        "es": "{name} abre {hours} el {on} (horario a fecha de {as_of}).",
        "fr": "{name} est ouvert {hours} le {on} (horaires au {as_of}).",
        "de": "{name} ist am {on} {hours} geöffnet (Stand {as_of}).",
    },
    "closed": {
        "en": "{name} is closed on {on} (hours as of {as_of}).",
        "es": "{name} cierra el {on} (horario a fecha de {as_of}).",
        "fr": "{name} est fermé le {on} (horaires au {as_of}).",
        "de": "{name} ist am {on} geschlossen (Stand {as_of}).",
    },
    "hours_unknown": {
        "en": "I do not know the opening hours of {name}.",
        "es": "No conozco el horario de {name}.",
        "fr": "Je ne connais pas les horaires de {name}.",
        "de": "Die Öffnungszeiten von {name} kenne ich nicht.",
    },
    "price": {
        "en": "{name} costs {price} per adult (price as of {as_of}).",
        "es": "{name} cuesta {price} por adulto (precio a fecha de {as_of}).",
        "fr": "{name} coûte {price} par adulte (prix au {as_of}).",
        "de": "{name} kostet {price} pro Erwachsenem (Stand {as_of}).",
    },
    "night_price": {
        "en": "{name} costs {price} a room and night (price as of {as_of}).",
        "es": "{name} cuesta {price} por habitación y noche (precio a fecha de {as_of}).",
        "fr": "{name} coûte {price} par chambre et par nuit (prix au {as_of}).",
        "de": "{name} kostet {price} pro Zimmer und Nacht (Stand {as_of}).",
    },
    "free": {
        "en": "{name} is free of charge (as of {as_of}).",
        "es": "{name} es gratis (a fecha de {as_of}).",
        "fr": "{name} est gratuit (au {as_of}).",
        "de": "{name} ist kostenlos (Stand {as_of}).",
    },
    "price_unknown": {
        "en": "I do not know the price of {name}.",
        "es": "No conozco el precio de {name}.",
        "fr": "Je ne connais pas le prix de {name}.",
        "de": "Den Preis von {name} kenne ich nicht.",
    },
    "total": {
        "en": "The trip costs {price} for all of you, as planned today.",
        "es": "El viaje cuesta {price} para todos, según el plan actual.",
        "fr": "Le voyage coûte {price} pour vous tous, selon le plan actuel.",
        "de": "Die Reise kostet nach heutigem Plan {price} für alle.",
    },
    "step_free_yes": {
        "en": "{name}: step-free (as of {as_of}).",
        "es": "{name}: sin escalones (a fecha de {as_of}).",
        "fr": "{name} : sans marches (au {as_of}).",
        "de": "{name}: stufenlos (Stand {as_of}).",
    },
    "step_free_limited": {
        "en": "{name}: partly step-free (as of {as_of}).",
        "es": "{name}: en parte sin escalones (a fecha de {as_of}).",
        "fr": "{name} : en partie sans marches (au {as_of}).",
        "de": "{name}: teilweise stufenlos (Stand {as_of}).",
    },
    "step_free_no": {
        "en": "{name} is not step-free (as of {as_of}).",
        "es": "{name} no está libre de escalones (a fecha de {as_of}).",
        "fr": "{name} n'est pas sans marches (au {as_of}).",
        "de": "{name} ist nicht stufenlos (Stand {as_of}).",
    },
    "step_free_unknown": {
        "en": "I do not know whether {name} is step-free.",
        "es": "No sé si {name} está libre de escalones.",
        "fr": "Je ne sais pas si {name} est sans marches.",
        "de": "Ob {name} stufenlos ist, weiß ich nicht.",
    },
    "step_free_of": {
        "en": "Step-free: {yes} of {count} places in the plan; partly: {limited}.",
        "es": "Sin escalones: {yes} de {count} lugares del plan; en parte: {limited}.",
        "fr": "Sans marches : {yes} des {count} lieux du plan ; en partie : {limited}.",
        "de": "Stufenlos: {yes} von {count} Orten des Plans; teilweise: {limited}.",
    },
    "step_free_but": {
        "en": "Not step-free: {names}.",
        "es": "Con escalones: {names}.",
        "fr": "Avec des marches : {names}.",
        "de": "Nicht stufenlos: {names}.",
    },
    "step_free_open": {
        "en": "I do not know it of {names}.",
        "es": "No lo sé de {names}.",
        "fr": "Je ne le sais pas pour {names}.",
        "de": "Nicht bekannt ist es von {names}.",
    },
    "weather": {
        "en": "{city}, {on}: {low} to {high} °C, {rain} % chance of rain (as of {as_of}).",
        "es": "{city}, {on}: de {low} a {high} °C, {rain} % de probabilidad de lluvia (a fecha de {as_of}).",
        "fr": "{city}, {on} : de {low} à {high} °C, {rain} % de risque de pluie (au {as_of}).",
        "de": "{city}, {on}: {low} bis {high} °C, {rain} % Regenwahrscheinlichkeit (Stand {as_of}).",
    },
    "climate": {
        "en": "{city} usually has {low} to {high} °C and about {rain} days of rain in that month (long-term normals, as of {as_of}).",
        "es": "{city} suele tener de {low} a {high} °C y unos {rain} días de lluvia ese mes (medias climáticas, a fecha de {as_of}).",
        "fr": "{city} connaît d'habitude {low} à {high} °C et environ {rain} jours de pluie ce mois-là (normales, au {as_of}).",
        "de": "{city} hat in dem Monat meist {low} bis {high} °C und etwa {rain} Regentage (langjährige Mittel, Stand {as_of}).",
    },
    "book": {
        "en": "To be booked ahead: {names} (as of {as_of}).",
        "es": "Hay que reservar: {names} (a fecha de {as_of}).",
        "fr": "À réserver : {names} (au {as_of}).",
        "de": "Vorher zu buchen: {names} (Stand {as_of}).",
    },
    "book_advised": {
        "en": "Booking is advised for {names} (as of {as_of}).",
        "es": "Conviene reservar: {names} (a fecha de {as_of}).",
        "fr": "Réservation conseillée : {names} (au {as_of}).",
        "de": "Eine Buchung empfiehlt sich für {names} (Stand {as_of}).",
    },
    "book_nothing": {
        "en": "I know of no need to book for {names} (as of {as_of}).",
        "es": "No me consta que haya que reservar {names} (a fecha de {as_of}).",
        "fr": "À ma connaissance, rien à réserver pour {names} (au {as_of}).",
        "de": "Für {names} ist nach meinem Stand keine Buchung nötig ({as_of}).",
    },
    "stay": {
        "en": "You sleep at {name} in {city} from {first} to {last}.",
        "es": "Dormís en {name}, {city}, del {first} al {last}.",
        "fr": "Vous dormez à {name}, {city}, du {first} au {last}.",
        "de": "Sie schlafen vom {first} bis {last} im {name} in {city}.",
    },
    "starts": {
        "en": "Day {day} starts at {start} with {name} and its last stop ends at {end}.",
        "es": "El día {day} empieza a las {start} con {name} y la última visita acaba a las {end}.",
        "fr": "Le jour {day} commence à {start} par {name} ; le dernier arrêt finit à {end}.",
        "de": "Tag {day} beginnt um {start} mit {name}; der letzte Halt endet um {end}.",
    },
    "when": {
        "en": "{name} is on day {day}, {on}, from {start} to {end}.",
        "es": "{name} toca el día {day}, {on}, de {start} a {end}.",
        "fr": "{name} est prévu le jour {day}, {on}, de {start} à {end}.",
        "de": "{name} ist an Tag {day}, {on}, von {start} bis {end}.",
    },
    "way": {
        "en": "To {name} on day {day}: {minutes} min ({mode}), leaving at {start}.",
        "es": "A {name} el día {day}: {minutes} min ({mode}), saliendo a las {start}.",
        "fr": "Vers {name} le jour {day} : {minutes} min ({mode}), départ à {start}.",
        "de": "Zu {name} an Tag {day}: {minutes} Min. ({mode}), los um {start}.",
    },
    "best": {
        "en": "The best time to begin at {name} on {on} is {hours} (hours as of {as_of}).",
        "es": "La mejor hora para empezar en {name} el {on} es {hours} (horario a fecha de {as_of}).",
        "fr": "Le meilleur moment pour commencer à {name} le {on} est {hours} (horaires au {as_of}).",
        "de": "Die beste Zeit, um am {on} bei {name} zu beginnen, ist {hours} (Stand {as_of}).",
    },
    "where": {
        "en": "{name} is in {where}.",
        "es": "{name} está en {where}.",
        "fr": "{name} se trouve à {where}.",
        "de": "{name} liegt in {where}.",
    },
    "not_planned": {
        "en": "{name} is not in your plan.",
        "es": "{name} no está en tu plan.",
        "fr": "{name} n'est pas dans votre plan.",
        "de": "{name} ist nicht in Ihrem Plan.",
    },
    "thanks": {
        "en": "Glad you like it. Just tell me when you would like to change anything.",
        "es": "Me alegro. Dime cuando quieras cambiar algo.",
        "fr": "Ravi que cela vous plaise. Dites-moi si vous voulez changer quelque chose.",
        "de": "Das freut mich. Sagen Sie einfach, wenn Sie etwas ändern möchten.",
    },
}  # fmt: skip
_MODES: Mapping[str, Mapping[str, str]] = {
    "walk": {"en": "on foot", "es": "a pie", "fr": "à pied", "de": "zu Fuß"},
    "transit": {
        "en": "public transport",
        "es": "transporte público",
        "fr": "transports publics",
        "de": "öffentlicher Verkehr",
    },
    "taxi": {"en": "taxi", "es": "taxi", "fr": "taxi", "de": "Taxi"},
}


def say(key: str, language: str, **words: object) -> str:
    """KeyError for a key that is none; other languages get English."""
    said = _WORDS[key]
    return said.get(language, said["en"]).format(**words)


def say_mode(mode: str, language: str) -> str:
    said = _MODES[mode]
    return said.get(language, said["en"])
