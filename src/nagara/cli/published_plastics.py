"""``nagara published --kind plastics``: recompute published plastic leakage and say where it does not close."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nagara.cli.published_doubts import doubts, rounded
from nagara.indicators.published.plastics import PublishedPlastics, RecomputedPlastics, recompute_plastics
from nagara.indicators.published.plastics_findings import plastic_contradictions

if TYPE_CHECKING:
    from nagara.findings import Finding

__all__ = ["as_json", "as_text", "cities"]

CELL = 12
FIGURES = (
    "unmanaged_plastic_t_per_year",
    "unmanaged_plastic_kg_per_cap_year",
    "unmanaged_plastic_frac",
    "uncollected_plastic_t_per_year",
)
HEADINGS = ("Printed", "Recomputed", "Difference", "Uncollected", "Recomputed")


def cities(file: Path | None) -> list[PublishedPlastics]:
    """The cities of a file, or of the own table of ASEAN cities."""
    if file is None:
        from nagara.indicators.published.plastics_table import published_plastics_table

        return published_plastics_table()
    from nagara.exchange.published.plastics import read_published_plastics

    return read_published_plastics(file)


def as_json(published: Sequence[PublishedPlastics]) -> str:
    """The comparison as a JSON list: one object for each city."""
    return json.dumps([_line(city) for city in published], ensure_ascii=False, indent=2)


def _line(city: PublishedPlastics) -> dict[str, object]:
    return {
        "city": city.city,
        "country": city.country,
        "published": {
            "unmanaged_plastic_t_per_year": rounded(city.unmanaged_plastic_t_per_year),
            "uncollected_plastic_t_per_year": rounded(city.uncollected_t_per_year),
            "source_shares": {source: rounded(share) for source, share in city.source_shares.items()},
        },
        "recomputed": _recomputed(recompute_plastics(city)),
        "findings": list(dict.fromkeys(finding.code for finding in plastic_contradictions(city))),
    }


def _recomputed(result: RecomputedPlastics | None) -> dict[str, object]:
    """Every figure; ``null`` where there is no answer."""
    if result is None:
        return {**dict.fromkeys(FIGURES), "source_shares": {}}
    return {
        **{name: rounded(getattr(result, name)) for name in FIGURES},
        "source_shares": {source: rounded(share) for source, share in result.source_shares.items()},
    }


def as_text(published: Sequence[PublishedPlastics]) -> str:
    """The comparison as a table for the terminal, and under it what keeps a balance from closing."""
    found = {index: plastic_contradictions(city) for index, city in enumerate(published)}
    width = max(len(city.city) for city in published) + 2
    lines = [
        "Unmanaged plastic, and the uncollected part of it [t/year]: printed, recomputed",
        "",
        " " * width + "".join(f"{heading:>{CELL}}" for heading in HEADINGS),
        *(_row(city, width, is_doubted=bool(found[index])) for index, city in enumerate(published)),
        "",
    ]
    return "\n".join((*lines, *_below([(published[index], each) for index, each in found.items()])))


def _row(city: PublishedPlastics, width: int, *, is_doubted: bool) -> str:
    result = recompute_plastics(city)
    stated = city.unmanaged_plastic_t_per_year
    derived = None if result is None else result.unmanaged_plastic_t_per_year
    cells = (
        _tonnes(stated),
        _tonnes(derived),
        "-" if not stated or derived is None else f"{round(100.0 * (derived / stated - 1.0), 1) + 0.0:+.1f}%",
        _tonnes(city.uncollected_t_per_year),
        _tonnes(None if result is None else result.uncollected_plastic_t_per_year),
    )
    return f"{city.city + (' *' if is_doubted else ''):{width}}" + "".join(f"{cell:>{CELL}}" for cell in cells)


def _below(found: Sequence[tuple[PublishedPlastics, Sequence[Finding]]]) -> Iterator[str]:
    doubted = [(f"{city.city}, {city.country}".strip(", "), each) for city, each in found if each]
    if not doubted:
        yield "Every balance closes."
        return
    yield f"* does not close, or only loosely: {len(doubted)} of {len(found)} cities"
    yield from doubts(doubted)
    yield "\nLeakage factors: inferred from published results, not the official table."


def _tonnes(amount: float | None) -> str:
    return "-" if amount is None else f"{amount:,.0f}".replace(",", " ")
