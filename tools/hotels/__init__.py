"""Hotels: houses with a price for given nights."""
