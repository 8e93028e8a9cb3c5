"""``nagara web …``: everything that whoever runs a site does from a terminal."""

from __future__ import annotations

import django as django  # noqa: PLC0414  (where it is missing, say so before anything begins)

from nagara_web.command.tree import app

__all__ = ["main"]


def main(arguments: list[str]) -> None:
    """Run one command of the site.

    Parameters
    ----------
    arguments
        What follows ``nagara web``.
    """
    app(arguments, prog_name="nagara web")
