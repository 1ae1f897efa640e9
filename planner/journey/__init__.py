"""Journeys: which towns, in which order, for how many nights, how to go, where to sleep and eat."""

from planner.journey.nearest import Nearest, nearest_journey
from planner.journey.problem import Journey, JourneyProblem, NoJourney
from planner.journey.solve import solve_journey

__all__ = ["Journey", "JourneyProblem", "Nearest", "NoJourney", "nearest_journey", "solve_journey"]
