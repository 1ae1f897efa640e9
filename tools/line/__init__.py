"""What stands around every call to a provider: memory, limits, breaker, retries, meter, trace."""
