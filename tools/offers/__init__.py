"""What adapters of all that can be bought share."""
