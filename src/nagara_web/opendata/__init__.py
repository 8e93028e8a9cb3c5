"""Public data beside every page: JSON, CSV, the API, feeds and calendars."""
