"""Does a trip survive what fails outside? Faults in providers, solver and worker while it is planned."""
