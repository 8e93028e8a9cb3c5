"""Charter, work plan, indicator set, thematic groups and groups of cities of a network."""
