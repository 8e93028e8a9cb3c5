"""``nagara contacts``: names and telephone numbers, kept apart and deleted in time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from nagara.cli.console import out as console
from nagara.cli.survey import day

__all__ = ["purge"]


def purge(file: Path, today: str | None) -> None:
    """Delete the contacts that are due and say how many went."""
    from nagara.exchange.contacts import purge_contacts

    due = day(today, "--today") if today else datetime.now(UTC).astimezone().date()
    deleted = purge_contacts(file, due)
    console.write(f"{file.name}: {deleted} contacts deleted that were due on {due}.")
