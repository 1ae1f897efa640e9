"""The words of a document that are ours, in the languages we write; English where there is no other."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("en", "es", "fr", "de")

# English is the key and its own translation.
_ROWS = (
    ("Dates", "Fechas", "Dates", "Daten"),
    ("Travellers", "Viajeros", "Voyageurs", "Reisende"),
    ("adults", "adultos", "adultes", "Erwachsene"),
    ("children", "niños", "enfants", "Kinder"),
    ("Budget", "Presupuesto", "Budget", "Budget"),
    ("Total", "Total", "Total", "Gesamt"),
    ("Certificate", "Certificado", "Certificat", "Zertifikat"),
    (
        "all checks passed",
        "todas las comprobaciones superadas",
        "tous les contrôles réussis",
        "alle Prüfungen bestanden",
    ),
    ("not valid", "no válido", "non valable", "ungültig"),
    ("checks", "comprobaciones", "contrôles", "Prüfungen"),
    ("Day", "Día", "Jour", "Tag"),
    ("Date", "Fecha", "Date", "Datum"),
    ("City", "Ciudad", "Ville", "Stadt"),
    ("Time", "Hora", "Heure", "Uhrzeit"),
    ("From", "De", "De", "Von"),
    ("To", "A", "À", "Bis"),
    ("What", "Qué", "Quoi", "Was"),
    ("Place", "Lugar", "Lieu", "Ort"),
    ("Getting there", "Cómo llegar", "Pour y aller", "Weg dorthin"),
    ("Mode", "Medio", "Mode", "Verkehrsmittel"),
    ("Minutes", "Minutos", "Minutes", "Minuten"),
    ("Metres", "Metros", "Mètres", "Meter"),
    ("Cost", "Coste", "Coût", "Kosten"),
    ("Note", "Nota", "Remarque", "Hinweis"),
    ("Links", "Enlaces", "Liens", "Links"),
    ("Link", "Enlace", "Lien", "Link"),
    ("visit", "visita", "visite", "Besuch"),
    ("breakfast", "desayuno", "petit-déjeuner", "Frühstück"),
    ("lunch", "comida", "déjeuner", "Mittagessen"),
    ("dinner", "cena", "dîner", "Abendessen"),
    ("journey", "trayecto", "trajet", "Reise"),
    ("back to the stay", "vuelta al alojamiento", "retour à l’hébergement", "zurück zur Unterkunft"),
    ("walk", "a pie", "à pied", "zu Fuß"),
    ("transit", "transporte público", "transports en commun", "öffentliche Verkehrsmittel"),
    ("taxi", "taxi", "taxi", "Taxi"),
    ("train", "tren", "train", "Zug"),
    ("flight", "vuelo", "vol", "Flug"),
    ("bus", "autobús", "bus", "Bus"),
    ("ferry", "ferri", "ferry", "Fähre"),
    ("car", "coche", "voiture", "Auto"),
    ("Stays", "Alojamiento", "Hébergement", "Unterkünfte"),
    ("Stay", "Alojamiento", "Hébergement", "Unterkunft"),
    ("Check-in", "Entrada", "Arrivée", "Anreise"),
    ("Check-out", "Salida", "Départ", "Abreise"),
    ("Nights", "Noches", "Nuits", "Nächte"),
    ("Rooms", "Habitaciones", "Chambres", "Zimmer"),
    ("Costs", "Costes", "Coûts", "Kosten"),
    ("tickets", "entradas", "billets", "Eintritte"),
    ("meals", "comidas", "repas", "Mahlzeiten"),
    ("stays", "alojamiento", "hébergement", "Unterkünfte"),
    ("local transport", "transporte local", "transports locaux", "Nahverkehr"),
    ("travel", "viajes", "trajets", "Fahrten"),
    ("Prices not known", "Precios desconocidos", "Prix inconnus", "Unbekannte Preise"),
    ("price not known", "precio desconocido", "prix inconnu", "Preis unbekannt"),
    ("Places", "Lugares", "Lieux", "Orte"),
    ("Name", "Nombre", "Nom", "Name"),
    ("Local name", "Nombre local", "Nom local", "Landessprachlicher Name"),
    ("Kind", "Tipo", "Type", "Art"),
    ("Area", "Zona", "Quartier", "Viertel"),
    ("Opening hours", "Horario", "Horaires", "Öffnungszeiten"),
    ("Price", "Precio", "Prix", "Preis"),
    ("Currency", "Moneda", "Monnaie", "Währung"),
    ("Latitude", "Latitud", "Latitude", "Breite"),
    ("Longitude", "Longitud", "Longitude", "Länge"),
    ("About", "Descripción", "Description", "Beschreibung"),
    ("Site", "Sitio web", "Site", "Website"),
    ("Source", "Fuente", "Source", "Quelle"),
    ("As of", "A fecha de", "En date du", "Stand"),
    ("Practical", "Información práctica", "Pratique", "Praktisches"),
    ("Topic", "Tema", "Sujet", "Thema"),
    ("Packing", "Equipaje", "Valise", "Packliste"),
    ("Warnings", "Avisos", "Avertissements", "Hinweise"),
    ("Weather", "Tiempo", "Météo", "Wetter"),
    ("rain", "lluvia", "pluie", "Regen"),
    ("Emergency", "Emergencias", "Urgences", "Notruf"),
    ("Time zone", "Zona horaria", "Fuseau horaire", "Zeitzone"),
    ("Languages", "Idiomas", "Langues", "Sprachen"),
    ("Plugs", "Enchufes", "Prises", "Stecker"),
    ("Tipping", "Propinas", "Pourboire", "Trinkgeld"),
    ("Etiquette", "Costumbres", "Usages", "Umgangsformen"),
    ("Dress", "Vestimenta", "Tenue", "Kleidung"),
    ("Safety", "Seguridad", "Sécurité", "Sicherheit"),
    ("Closures", "Cierres", "Fermetures", "Schließzeiten"),
    ("Tap water", "Agua del grifo", "Eau du robinet", "Leitungswasser"),
    ("Transport", "Transporte", "Transports", "Nahverkehr"),
    ("Phrases", "Frases", "Expressions", "Redewendungen"),
    ("Exchange rate", "Tipo de cambio", "Taux de change", "Wechselkurs"),
    ("Instead", "En su lugar", "À la place", "Stattdessen"),
    ("Why", "Por qué", "Pourquoi", "Warum"),
    (
        "Hours and prices are those known on the date given; check before you go.",
        "Los horarios y precios son los conocidos en la fecha indicada; compruébelos antes de ir.",
        "Les horaires et les prix sont ceux connus à la date indiquée ; vérifiez avant de partir.",
        "Öffnungszeiten und Preise sind die am angegebenen Tag bekannten; bitte vorher prüfen.",
    ),
)


def labels(language: str) -> Mapping[str, str]:
    """English words to the language's; English for a language we do not write."""
    column = LANGUAGES.index(language) if language in LANGUAGES else 0
    return {row[0]: row[column] for row in _ROWS}


def locale_of(language: str) -> str:
    """The locale for dates and amounts; British English puts the day before the month."""
    return {"en": "en_GB"}.get(language, language if language in LANGUAGES else "en_GB")
