"""Sections on networks for pages of apps that lie below this one."""
