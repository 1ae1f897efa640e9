"""Discovery: everything that could be in the trip, each with its source."""

from agents.discovery.gather import Toolbox, discover

__all__ = ["Toolbox", "discover"]
