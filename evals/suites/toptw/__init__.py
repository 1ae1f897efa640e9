"""Team orienteering with time windows: the solver alone, beside PyVRP and OR-Tools routing."""
