"""Published figures of the standing cities."""

from __future__ import annotations

import pytest

from cast import Cast
from nagara_web.figures.actions import define_account_indicators, define_source, publish
from nagara_web.figures.new_figure import NewFigure

SHARE = "sdg_11_6_1_frac"


def put(city_id: int, value: float | None, *, year: int = 2025, source: str = "round-2025", **fields: object) -> None:
    """Publish one figure of SDG 11.6.1 with an interval of five points to each side, unless told otherwise."""
    given: dict[str, object] = {
        "city_id": city_id,
        "indicator": SHARE,
        "year": year,
        "source": source,
        "value": value,
        "low": None if value is None else value - 0.05,
        "high": None if value is None else value + 0.05,
        "level_frac": None if value is None else 0.95,
        "method": "survey",
        "boundary": "administrative",
        "population_basis": "census",
        "population_persons": 100_000.0,
    }
    publish(NewFigure(**{**given, **fields}))  # type: ignore[arg-type]


@pytest.fixture
def published(cast: Cast) -> Cast:
    """Rivermouth 72 %, Hilltop 51 %, both fair; Harbour within another boundary."""
    define_account_indicators()
    define_source(slug="round-2025", title="Waste Wise report 2025", is_own_round=True, is_invented=True)
    define_source(slug="a-book", title="A book about waste", publisher="Somebody")
    put(cast.rivermouth.pk, 0.72)
    put(cast.rivermouth.pk, 0.66, year=2024)
    put(cast.hilltop.pk, 0.51)
    put(cast.harbour.pk, 0.80, boundary="urban")
    return cast
