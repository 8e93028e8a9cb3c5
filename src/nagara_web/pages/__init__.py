"""Pages that everybody may read: home, city, country, network, indicator, comparison."""
