"""Published results of cities, recomputed from their published inputs and held against each other."""
