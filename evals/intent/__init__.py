"""Does the intent agent understand? Labelled messages, scored slot by slot."""
