"""The least-cost way to a promise: streams of known composition, facilities built by year, promises as constraints."""
