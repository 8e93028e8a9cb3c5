"""Pages on which the list of places is kept, and the public line of a city."""
