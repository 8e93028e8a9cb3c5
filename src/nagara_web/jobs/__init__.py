"""Work that outlives a request: queued, shown while it runs, done once."""
