"""The intent agent: from a traveller's words to a validated request."""

from agents.intent.outcome import FieldProblem, Question, Refused, Understanding, Understood
from agents.intent.understand import understand

__all__ = ["FieldProblem", "Question", "Refused", "Understanding", "Understood", "understand"]
