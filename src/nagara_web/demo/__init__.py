"""A site that can be tried at once: facts and published figures of real cities, and one invented round."""
