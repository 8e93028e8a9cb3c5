"""``nagara published``: recompute published results and say where they contradict themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from nagara.cli.console import out
from nagara.cli.published_doubts import doubts, rounded
from nagara.errors import UnknownCodeError
from nagara.indicators.contradictions import contradictions
from nagara.indicators.published.cities_table import published_table
from nagara.indicators.published.shares import SHARES, PublishedCity, recompute

if TYPE_CHECKING:
    from nagara.findings import Finding

__all__ = ["as_json", "as_text", "run"]

CELL = 16
HEADINGS = {
    "msw_collected_frac": "Collected",
    "sdg_11_6_1_frac": "SDG 11.6.1",
    "recovery_frac": "Recovered",
    "recycling_frac": "Recycled",
}


class Format(StrEnum):
    """How the comparison is written."""

    TABLE = "table"
    JSON = "json"


class Kind(StrEnum):
    """Which published results are compared."""

    WASTE = "waste"
    PLASTICS = "plastics"


def run(file: Path | None, format_: str, kind: str = Kind.WASTE) -> None:
    """Recompute the cities of a file, or of the own table of ASEAN cities, and write the comparison."""
    if format_ not in set(Format):
        raise UnknownCodeError("format", format_, tuple(Format))
    if kind not in set(Kind):
        raise UnknownCodeError("kind", kind, tuple(Kind))
    if kind == Kind.PLASTICS:
        from nagara.cli import published_plastics as plastics

        leaking = plastics.cities(file)
        out.write(plastics.as_json(leaking) if format_ == Format.JSON else plastics.as_text(leaking))
        return
    cities = _cities(file)
    out.write(as_json(cities) if format_ == Format.JSON else as_text(cities))


def as_json(cities: Sequence[PublishedCity]) -> str:
    """The comparison as a JSON list: one object for each city."""
    return json.dumps([_line(city) for city in cities], ensure_ascii=False, indent=2)


def _cities(file: Path | None) -> list[PublishedCity]:
    if file is None:
        return published_table()
    from nagara.exchange.published.cities import read_published

    return read_published(file)


def _line(city: PublishedCity) -> dict[str, object]:
    recomputed = recompute(city)
    return {
        "city": city.city,
        "iso3": city.iso3,
        "published": {name: rounded(_published(city, name)) for name in SHARES},
        "recomputed": {name: rounded(recomputed[name]) for name in SHARES},
        "findings": list(dict.fromkeys(finding.code for finding in contradictions(city))),
    }


def _published(city: PublishedCity, name: str) -> float | None:
    return city.published[name].value if name in city.published else None


def as_text(cities: Sequence[PublishedCity]) -> str:
    """The comparison as a table for the terminal, and under it what contradicts itself."""
    found = {index: contradictions(city) for index, city in enumerate(cities)}
    width = max(len(city.city) for city in cities) + 2
    lines = [
        "Shares of the waste generated [%]: published, recomputed, difference",
        "",
        " " * width + "".join(f"{HEADINGS[name]:>{CELL}}" for name in SHARES),
    ]
    for index, city in enumerate(cities):
        recomputed = recompute(city)
        cells = (_cell(_published(city, name), recomputed[name]) for name in SHARES)
        mark = " *" if found[index] else ""
        lines.append(f"{city.city + mark:{width}}" + "".join(f"{cell:>{CELL}}" for cell in cells))
    return "\n".join(
        (*lines, "", *_doubts([(cities[index], each) for index, each in found.items() if each], len(cities)))
    )


def _doubts(doubted: Sequence[tuple[PublishedCity, Sequence[Finding]]], count: int) -> Iterator[str]:
    if not doubted:
        yield "No city contradicts itself: rounding explains every difference."
        return
    yield f"* contradicts itself beyond rounding: {len(doubted)} of {count} cities"
    yield from doubts([(f"{city.city}, {city.iso3}", findings) for city, findings in doubted])


def _cell(stated: float | None, derived: float | None) -> str:
    apart = "" if stated is None or derived is None else f"{round(100.0 * (derived - stated), 1) + 0.0:+.1f}"
    return f"{_percent(stated, 0):>3}{_percent(derived, 1):>6}{apart:>6}"


def _percent(share: float | None, places: int) -> str:
    return "-" if share is None else f"{100.0 * share:.{places}f}"
