"""Published results of cities from JSON files, read strictly."""
