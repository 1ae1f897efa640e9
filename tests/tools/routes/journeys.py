"""Journeys whose length visitors know: what public route planners usually say, in minutes, to about 15 per cent.

Written down from memory of such answers and of operators' timetables in 2025, not read from any of them by a program.
`hour` is the hour of setting out, local; None: at midday on a weekday.
"""

from __future__ import annotations

from typing import NamedTuple

from domain.candidates import RouteMode
from domain.geo import Point
from tools.routes.contract import Town

_AT = {
    "Colosseum": (41.8902, 12.4922),
    "Trevi Fountain": (41.9009, 12.4833),
    "Pantheon": (41.8986, 12.4769),
    "Piazza Navona": (41.8992, 12.4731),
    "St Peter's": (41.9022, 12.4539),
    "Fiumicino": (41.8003, 12.2389),
    "Louvre": (48.8606, 2.3376),
    "Notre-Dame": (48.8530, 2.3499),
    "Eiffel Tower": (48.8584, 2.2945),
    "Arc de Triomphe": (48.8738, 2.2950),
    "Musée d'Orsay": (48.8600, 2.3266),
    "Sacré-Cœur": (48.8867, 2.3431),
    "Gare du Nord": (48.8809, 2.3553),
    "Charles de Gaulle": (49.0097, 2.5479),
    "London Eye": (51.5033, -0.1196),
    "Big Ben": (51.5007, -0.1246),
    "British Museum": (51.5194, -0.1270),
    "Trafalgar Square": (51.5080, -0.1281),
    "Tower of London": (51.5081, -0.0759),
    "St Paul's": (51.5138, -0.0984),
    "Heathrow": (51.4713, -0.4524),
    "King's Cross": (51.5308, -0.1238),
    "Cutty Sark": (51.4828, -0.0096),
    "Hyde Park Corner": (51.5027, -0.1527),
    "Sagrada Família": (41.4036, 2.1744),
    "Casa Milà": (41.3953, 2.1619),
    "Plaça de Catalunya": (41.3870, 2.1700),
    "Barcelona Cathedral": (41.3839, 2.1762),
    "Park Güell": (41.4145, 2.1527),
    "El Prat": (41.2891, 2.0727),
    "Old Town Square": (50.0875, 14.4213),
    "Charles Bridge": (50.0865, 14.4114),
    "Prague Airport": (50.1008, 14.2600),
    "Brandenburg Gate": (52.5163, 13.3777),
    "Checkpoint Charlie": (52.5075, 13.3904),
    "East Side Gallery": (52.5050, 13.4397),
    "Berlin Brandenburg": (52.3667, 13.5033),
    "Times Square": (40.7580, -73.9855),
    "Empire State Building": (40.7484, -73.9857),
    "City Hall, New York": (40.7128, -74.0060),
    "JFK": (40.6440, -73.7826),
    "Metropolitan Museum": (40.7794, -73.9632),
    "World Trade Center": (40.7115, -74.0134),
    "Columbus Circle": (40.7681, -73.9819),
    "Dam Square": (52.3731, 4.8926),
    "Rijksmuseum": (52.3600, 4.8852),
    "Amsterdam Centraal": (52.3791, 4.9003),
    "Vondelpark": (52.3580, 4.8686),
    "Kiyomizu-dera": (34.9949, 135.7850),
    "Yasaka Shrine": (35.0037, 135.7786),
    "Kyoto Station": (34.9858, 135.7588),
    "Kinkaku-ji": (35.0394, 135.7292),
    "Fushimi Inari": (34.9671, 135.7727),
    "Florence Cathedral": (43.7731, 11.2560),
    "Ponte Vecchio": (43.7680, 11.2531),
    "Shinjuku": (35.6896, 139.7006),
    "Senso-ji": (35.7148, 139.7967),
    "Shibuya": (35.6580, 139.7016),
    "Tokyo Skytree": (35.7101, 139.8107),
    "Tokyo Station": (35.6812, 139.7671),
    "Haneda": (35.5494, 139.7798),
    "Schönbrunn": (48.1845, 16.3122),
    "Stephansdom": (48.2085, 16.3731),
    "Belém Tower": (38.6916, -9.2160),
    "Rossio": (38.7139, -9.1394),
    "Nyhavn": (55.6797, 12.5910),
    "Little Mermaid": (55.6929, 12.5993),
}


class Journey(NamedTuple):
    mode: RouteMode
    town: Town
    start: str
    end: str
    minutes: int
    hour: int | None = None

    @property
    def points(self) -> tuple[Point, Point]:
        (lat1, lon1), (lat2, lon2) = _AT[self.start], _AT[self.end]
        return Point(lat=lat1, lon=lon1), Point(lat=lat2, lon=lon2)


WALKS = tuple(
    Journey("walk", "metropolis", start, end, minutes)
    for start, end, minutes in (
        ("Colosseum", "Trevi Fountain", 21),
        ("Trevi Fountain", "Pantheon", 9),
        ("Pantheon", "Piazza Navona", 5),
        ("Louvre", "Notre-Dame", 19),
        ("Eiffel Tower", "Arc de Triomphe", 28),
        ("Louvre", "Musée d'Orsay", 14),
        ("London Eye", "Big Ben", 8),
        ("British Museum", "Trafalgar Square", 18),
        ("Tower of London", "St Paul's", 26),
        ("Sagrada Família", "Casa Milà", 20),
        ("Plaça de Catalunya", "Barcelona Cathedral", 9),
        ("Old Town Square", "Charles Bridge", 11),
        ("Brandenburg Gate", "Checkpoint Charlie", 19),
        ("Times Square", "Empire State Building", 16),
        ("Dam Square", "Rijksmuseum", 23),
        ("Kiyomizu-dera", "Yasaka Shrine", 19),
        ("Florence Cathedral", "Ponte Vecchio", 9),
    )
)
BY_TRANSIT = tuple(
    Journey("transit", town, start, end, minutes)
    for town, start, end, minutes in (
        ("metropolis", "Colosseum", "St Peter's", 30),
        ("metropolis", "Eiffel Tower", "Sacré-Cœur", 41),
        ("metropolis", "Louvre", "Eiffel Tower", 27),
        ("metropolis", "Gare du Nord", "Eiffel Tower", 36),
        ("metropolis", "Heathrow", "Trafalgar Square", 55),
        ("metropolis", "King's Cross", "Cutty Sark", 37),
        ("metropolis", "British Museum", "Tower of London", 28),
        ("metropolis", "Shinjuku", "Senso-ji", 36),
        ("metropolis", "Shibuya", "Tokyo Skytree", 38),
        ("metropolis", "Tokyo Station", "Shinjuku", 22),
        ("metropolis", "Kyoto Station", "Kinkaku-ji", 42),
        ("metropolis", "Kyoto Station", "Fushimi Inari", 15),
        ("metropolis", "Times Square", "City Hall, New York", 22),
        ("metropolis", "JFK", "Times Square", 62),
        ("metropolis", "Metropolitan Museum", "World Trade Center", 34),
        ("metropolis", "Sagrada Família", "Park Güell", 27),
        ("metropolis", "El Prat", "Plaça de Catalunya", 40),
        ("metropolis", "Prague Airport", "Old Town Square", 45),
        ("metropolis", "Schönbrunn", "Stephansdom", 27),
        ("metropolis", "Berlin Brandenburg", "Brandenburg Gate", 43),
        ("metropolis", "Rijksmuseum", "Amsterdam Centraal", 18),
        ("metropolis", "Belém Tower", "Rossio", 34),
    )
)
DRIVES = tuple(
    Journey("drive", town, start, end, minutes, hour)
    for town, start, end, minutes, hour in (
        ("metropolis", "JFK", "Times Square", 55, None),
        ("metropolis", "JFK", "Times Square", 75, 17),
        ("metropolis", "JFK", "Times Square", 34, 3),
        ("metropolis", "Heathrow", "Trafalgar Square", 58, None),
        ("metropolis", "Heathrow", "Trafalgar Square", 75, 8),
        ("metropolis", "Heathrow", "Trafalgar Square", 38, 3),
        ("metropolis", "Charles de Gaulle", "Louvre", 46, None),
        ("metropolis", "Charles de Gaulle", "Louvre", 65, 8),
        ("metropolis", "Charles de Gaulle", "Louvre", 32, 3),
        ("metropolis", "Fiumicino", "Colosseum", 42, None),
        ("metropolis", "Colosseum", "St Peter's", 18, None),
        ("metropolis", "Eiffel Tower", "Sacré-Cœur", 25, None),
        ("metropolis", "Haneda", "Shibuya", 32, None),
        ("metropolis", "Kyoto Station", "Kinkaku-ji", 26, None),
        ("metropolis", "Berlin Brandenburg", "Brandenburg Gate", 42, None),
        ("metropolis", "Prague Airport", "Old Town Square", 28, None),
        ("metropolis", "El Prat", "Sagrada Família", 28, None),
    )
)
RIDES = tuple(
    Journey("bicycle", "metropolis", start, end, minutes)
    for start, end, minutes in (
        ("Louvre", "Eiffel Tower", 16),
        ("Dam Square", "Vondelpark", 11),
        ("Brandenburg Gate", "East Side Gallery", 22),
        ("Hyde Park Corner", "Tower of London", 27),
        ("Nyhavn", "Little Mermaid", 8),
        ("Columbus Circle", "World Trade Center", 34),
        ("Rijksmuseum", "Amsterdam Centraal", 12),
    )
)
KNOWN = (*WALKS, *BY_TRANSIT, *DRIVES, *RIDES)
