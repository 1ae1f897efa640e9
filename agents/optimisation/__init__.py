"""Which stops, on which day, in which order, at what time; where to sleep and how to get there."""

from agents.optimisation.draft import OnDays, Solve
from agents.optimisation.optimise import optimise

__all__ = ["OnDays", "Solve", "optimise"]
