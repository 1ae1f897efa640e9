"""Reading whole tours from sentences: several cities in days, or friends to meet in minutes.

English, offline and exact: what a sentence says becomes a typed value, and a sentence with figures that
was not understood is listed, never dropped silently.
"""

from agents.tours.meetings import read_meetings
from agents.tours.trip import read_tour
from agents.tours.wish import CityEvent, CityStay, Flight, Friend, MeetingWish, TourWish, Travel

__all__ = [
    "CityEvent",
    "CityStay",
    "Flight",
    "Friend",
    "MeetingWish",
    "TourWish",
    "Travel",
    "read_meetings",
    "read_tour",
]
