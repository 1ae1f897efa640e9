"""The solver: from a problem in numbers to a plan. Pure: no clock, no chance, no I/O."""

from planner.problem import Problem, Stop
from planner.solver import solve

__all__ = ["Problem", "Stop", "solve"]
