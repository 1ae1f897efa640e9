"""Activities: tours, tickets and classes in a city on a day."""
