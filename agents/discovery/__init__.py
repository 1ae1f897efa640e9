"""Discovery: everything that could be in the trip, each with its source."""

from agents.discovery.gather import discover
from agents.discovery.toolbox import Toolbox

__all__ = ["Toolbox", "discover"]
