"""Countries, cities, networks, and the dated facts that join them."""
