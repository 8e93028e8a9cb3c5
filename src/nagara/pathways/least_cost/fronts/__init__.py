"""Cost against a promise, point by point, for one city or for many in many draws."""
