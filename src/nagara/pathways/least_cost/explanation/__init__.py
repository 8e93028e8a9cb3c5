"""What a plan says beside its figures: what binds, what blocks, what it needs, what one more costs, how it holds."""
