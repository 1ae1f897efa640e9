"""Flights: what is flown when for how much, from those who sell seats, and an estimate from nobody."""
