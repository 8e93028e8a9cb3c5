"""Cities that share plants: what each would do alone, what sharing saves, and how that is split fairly."""
