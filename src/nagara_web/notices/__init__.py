"""Follow something, and hear when it changes: in the site, by mail, as a feed."""
