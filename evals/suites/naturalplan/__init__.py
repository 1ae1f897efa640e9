"""NATURAL PLAN (Google DeepMind, 2024): trips, meetings and calendars from text, answered as text."""
