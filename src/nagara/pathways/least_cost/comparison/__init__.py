"""Plans, scenarios by hand and what was measured, as the same figures by year and side by side."""
