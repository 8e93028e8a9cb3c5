"""Meetings of forums: series and sessions, agenda, numbered papers, the outcome text, minutes and decisions."""
