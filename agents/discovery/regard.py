"""What a rating adds to a score: little, bounded, and nothing where none is known."""

from __future__ import annotations

from domain.place import Place

# A rating of few reviews says little: it is drawn to the usual one as if so many had given that: a Bayesian mean,
# as in the weighted rating of films at IMDb.
USUAL = 4.3  # our own reading of what places that travellers go to have on Google, of 5
_WEIGHT = 50
_UNCOUNTED = 20  # reviews taken to stand behind a rating without a number
_PER_STAR = 12.0
MOST = 6.0


def regard(place: Place) -> float:
    """Points of a score, -6 to 6: how much better than usual a place is rated; 0 where it is not."""
    if place.rating is None:
        return 0.0
    reviews = _UNCOUNTED if place.reviews is None else place.reviews
    believed = (_WEIGHT * USUAL + reviews * place.rating) / (_WEIGHT + reviews)
    return max(-MOST, min(MOST, (believed - USUAL) * _PER_STAR))
