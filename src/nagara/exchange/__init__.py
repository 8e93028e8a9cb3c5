"""Formats in and out: one module for each format that people send."""
