"""Deep links to where things are booked: one pure builder per provider, and who to use for what."""
