"""Pages of rounds and reports."""
