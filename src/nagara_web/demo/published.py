"""What others have published of real cities, as they published it, each figure with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from django.db import transaction

from nagara.evidence import sources, table
from nagara.indicators.published.cities_table import published_table
from nagara.indicators.published.shares import SHARES, recompute
from nagara_web.demo.tables import rows_of
from nagara_web.figures.actions import (
    NewFigure,
    define_account_indicators,
    define_indicator,
    define_source,
    publish,
)
from nagara_web.places.queries import cities

__all__ = ["TOOL", "seed_published"]

TOOL: Final = "waste-wise-cities-tool"
"""Method of the Waste Wise results; their figures compare with each other and with nothing else."""
NOT_STATED: Final = "not-stated"
YEAR_NOTE: Final = (
    "The year is that of the release; the days of the survey are not stated. "
    "Published by its source and not recomputed here."
)
FIRST_POSITION: Final = 2000
TABLES: Final = ("published_city", "published_plastics")


@transaction.atomic
def seed_published() -> None:
    """Publish all that the library's own tables hold of real cities, and what disagrees with it."""
    define_account_indicators()
    for place, row in enumerate(rows_of("indicators")):
        define_indicator(
            row["code"],
            name=row["name"],
            unit=row["unit"],
            answer_type=row["answer_type"],
            definition=row["definition"],
            low=0.0,
            high=1.0 if row["unit"] == "share" else None,
            position=FIRST_POSITION + place,
        )
    _define_sources()
    seen: set[tuple[int, str, int, str]] = set()
    for figure in (*_tool_results(), *_claims()):
        key = (figure.city_id, figure.indicator, figure.year, figure.source)
        if key not in seen:  # the second table repeats inputs of the first
            seen.add(key)
            publish(figure)


def _define_sources() -> None:
    known = sources()
    for slug in sorted({factor.source for name in TABLES for factor in table(name).factors.values()}):
        source = known[slug]
        define_source(
            slug,
            title=source.title,
            publisher=source.publisher,
            year=int(source.year),
            url=source.url,
            licence=source.licence,
        )
    for row in rows_of("sources"):
        define_source(
            row["slug"],
            title=row["title"],
            publisher=row["publisher"],
            year=int(row["year"]),
            url=row["source_url"],
            licence=row["licence"],
        )


def _tool_results() -> Iterator[NewFigure]:
    city_ids, codes, notes = _city_ids(), _codes(), _recomputed_notes()
    for name in TABLES:
        for (city, _iso3, year, block, figure), factor in table(name).factors.items():
            if code := codes.get((block, figure)):
                yield NewFigure(
                    city_id=city_ids[city],
                    indicator=code,
                    year=int(year),
                    source=factor.source,
                    value=factor.value,
                    method=TOOL,
                    method_note=" ".join(
                        each for each in (YEAR_NOTE, factor.note, notes.get((city, figure), "")) if each
                    ),
                    locator=factor.locator,
                )


def _claims() -> Iterator[NewFigure]:
    slugs = dict(cities().values_list("slug", "pk"))
    for row in rows_of("claims"):
        yield NewFigure(
            city_id=slugs[row["city"]],
            indicator=row["indicator"],
            year=int(row["year"]),
            source=row["source"],
            value=float(row["value"]),
            method=NOT_STATED,
            method_note=row["note"],
        )


def _codes() -> Mapping[tuple[str, str], str]:
    """Indicator of each figure of the tables; figures that repeat another one in more digits have none."""
    return {(row["block"], row["figure"]): row["indicator"] for row in rows_of("published_as")}


def _city_ids() -> Mapping[str, int]:
    """Cities by every name that a table may give them."""
    names = {each.name: city.pk for city in cities() for each in city.names.all()}
    return {**names, **{city.name: city.pk for city in cities()}}


def _recomputed_notes() -> Mapping[tuple[str, str], str]:
    """Where the printed parts of a source give another share than the one it prints, say so."""
    notes: dict[tuple[str, str], str] = {}
    for city in published_table():
        again = recompute(city)
        for share in SHARES:
            printed, value = city.published.get(share), again[share]
            if printed is not None and value is not None and not printed.low <= value <= printed.high:
                notes[city.city, share] = (
                    f"From the parts that the same source prints, nagara finds {100 * value:.1f} %."
                )
    return notes
