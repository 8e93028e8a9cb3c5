"""Figures and the account of a city's year on a draws axis, one module per indicator."""
