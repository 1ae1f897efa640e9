"""From a follow-up message to typed edits."""

from agents.edit_reading.outcome import Answered, EditReading, EditsRead, NewTrip, NotUnderstood, Undo
from agents.edit_reading.read import read_edits

__all__ = ["Answered", "EditReading", "EditsRead", "NewTrip", "NotUnderstood", "Undo", "read_edits"]
