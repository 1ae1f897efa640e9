"""From a follow-up message to typed edits."""

from agents.edit_reading.outcome import Answered, EditReading, EditsRead, NewTrip, NotUnderstood, Undo
from agents.edit_reading.read import is_change, read_edits

__all__ = ["Answered", "EditReading", "EditsRead", "NewTrip", "NotUnderstood", "Undo", "is_change", "read_edits"]
