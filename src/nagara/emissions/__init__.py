"""Greenhouse gases of waste: landfill decay, treatment, burning, transport, and their place in an inventory."""
