"""Views of the public pages: each asks queries, and renders."""
