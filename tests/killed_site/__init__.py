"""A small app of the tests: its jobs and requests write events slowly, so that they can be killed in the middle."""
