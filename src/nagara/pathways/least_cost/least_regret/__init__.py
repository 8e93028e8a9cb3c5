"""One programme of building for all draws of what nobody knows, and what knowing better would be worth."""
