"""A published report that is opened again: the new version says why, the old one stays readable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from nagara_web.answers.queries import rows_of
from nagara_web.demo.filling import change_cells
from nagara_web.demo.story import Act, CityYear, Staff, accept_figures
from nagara_web.rounds import actions as rounds

__all__ = ["correction"]

REASON: Final = "The fuel book of the fleet had counted two lorries twice."
INDICATOR: Final = "ghg_emitted_kg_co2e_per_cap_year"
AMOUNTS: Final = ("amount_per_year", "amount_low", "amount_high")
PART_BURNT: Final = 0.94


def correction(city: CityYear, staff: Staff, *, begins: datetime) -> Iterator[Act]:
    """All acts from the proposal of the city to the second version."""
    moments = (begins + timedelta(days=day) for day in range(10))
    yield Act(
        next(moments),
        lambda: rounds.correct_figure(city.report_id, INDICATOR, person_id=city.officer, reason=REASON),
    )
    yield Act(next(moments), lambda: rounds.reopen_report(city.report_id, person_id=staff.secretary, reason=REASON))
    yield Act(next(moments), lambda: _mend(city))
    yield Act(next(moments), lambda: rounds.send_to_head(city.report_id, person_id=city.officer))
    yield Act(next(moments), lambda: rounds.sign_and_submit(city.report_id, person_id=city.head))
    yield Act(next(moments), lambda: rounds.begin_review(city.report_id, person_id=staff.secretary))
    yield Act(next(moments), lambda: accept_figures(city, staff.secretary))
    yield Act(next(moments), lambda: rounds.accept_report(city.report_id, person_id=staff.secretary))
    yield Act(next(moments), lambda: rounds.publish_report(city.report_id, person_id=staff.second_secretary))


def _mend(city: CityYear) -> None:
    row = rows_of(city.answer_set_id, "energy")[0]
    less = {name: f"{float(row.cells[name]) * PART_BURNT:.0f}" for name in AMOUNTS if row.cells.get(name)}
    change_cells(city.answer_set_id, "energy", row.pk, less, person_id=city.officer)
