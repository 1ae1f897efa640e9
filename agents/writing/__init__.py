"""Words about a trip: written by a model within the trip's facts, or by templates."""
