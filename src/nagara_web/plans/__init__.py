"""Least-cost plans of cities: what is promised, what it takes, and the proof that nothing does it much cheaper."""
