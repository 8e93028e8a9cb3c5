"""``nagara web``: hand over to the site, which lives in a package of its own that this one never imports."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["run"]

WITHOUT_PARTS = "The site needs parts that are not installed ({missing}). Install them:  pip install 'nagara[web]'\n"


def run(arguments: Sequence[str]) -> None:
    """Run one command of the site.

    Parameters
    ----------
    arguments
        What follows ``nagara web``.
    """
    found = [entry for entry in entry_points(group="nagara.commands") if entry.name == "web"]
    try:
        command = found[0].load() if found else None
    except ModuleNotFoundError as error:
        sys.stderr.write(WITHOUT_PARTS.format(missing=error.name))
        sys.exit(2)
    if command is None:
        sys.stderr.write("This copy of nagara was installed without its site. Install it again.\n")
        sys.exit(2)
    command(list(arguments))
