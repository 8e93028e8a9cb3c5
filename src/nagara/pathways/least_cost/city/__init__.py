"""From a city's records and a planner's places to the question of a plan, with every default by name."""
