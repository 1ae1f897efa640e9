"""Who is where on Earth."""
