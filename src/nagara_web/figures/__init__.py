"""Published figures as versions: value, interval, method, boundary, population, source."""
