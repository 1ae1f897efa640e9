"""Rides: cars to hire and trains between cities."""
