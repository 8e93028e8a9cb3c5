"""What may become of a city's waste: scenarios by hand, told apart from a baseline that never moves."""
