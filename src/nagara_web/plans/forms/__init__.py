"""Forms of plans: the question, and what goes on around a plan."""
