"""One file for each thing a message can say."""
