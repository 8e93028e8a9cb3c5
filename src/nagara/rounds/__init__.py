"""The yearly round as knowledge: its states, deadlines, completeness, and what may be compared."""
