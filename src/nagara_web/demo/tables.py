"""Read the tables of facts that stand beside this module."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources

from nagara_web.places.facts import Fact

__all__ = ["fact_of", "rows_of"]


def rows_of(name: str) -> Iterator[Mapping[str, str]]:
    """Rows of one table, in its order."""
    text = (resources.files(__package__) / "facts" / f"{name}.csv").read_text("utf-8")
    yield from csv.DictReader(text.splitlines())


def fact_of(row: Mapping[str, str]) -> Fact:
    """What a row says of itself: its days, its source, how sure it is."""
    return Fact(
        since=_day(row.get("since", "")),
        until=_day(row.get("until", "")),
        source=row["source"],
        source_url=row["source_url"],
        confidence=row["confidence"],
        note=row.get("note", ""),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
