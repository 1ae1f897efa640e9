"""The embedded world: curated places and facts of 30 cities, read from data/."""
