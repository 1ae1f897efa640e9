"""Are sentences understood? Labelled messages and follow-ups, scored slot by slot."""
