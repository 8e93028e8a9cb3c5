"""Municipal solid waste: what was recorded, surveyed, recovered, disposed of and controlled."""
