"""What each public page shows, put together from the queries of other apps and printed once."""
