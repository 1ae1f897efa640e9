"""Searches that ask all providers at once and tell what they find as it comes."""
