"""Tables: where a restaurant takes reservations."""
