"""The place where a network of cities meets: thin Django apps over :mod:`nagara`."""
