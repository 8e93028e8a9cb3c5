"""Flows: measured amounts that are made to balance, with what the balance says about each of them."""
