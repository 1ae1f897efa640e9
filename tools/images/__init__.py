"""Pictures of places: found with their licences, kept small, and served by us."""
