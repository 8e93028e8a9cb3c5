"""One bag against the other bags of its household: a misplaced comma shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Final

from nagara.evidence import factor
from nagara.findings import Finding
from nagara.waste.records import FIRST_MEASURED_DAY, CityRecords, Weighing

__all__ = ["bag_findings"]

FEWEST_DAYS: Final = 4
"""With fewer measured days the others do not say what is usual (design rule)."""


def bag_findings(records: CityRecords) -> Iterable[Finding]:
    """Doubt a bag that is far heavier than the household's bags of its other measured days.

    Days without waste are left out: after some of them a bag is rightly heavier.
    """
    bags: dict[str, list[tuple[float, Weighing]]] = defaultdict(list)
    for weighing in records.weighings:
        if weighing.day >= FIRST_MEASURED_DAY and weighing.weight_kg:
            bags[weighing.household].append((weighing.weight_kg, weighing))
    times = factor("plausible", "bag_times_other_days").high
    over_kg = factor("plausible", "bag_over_other_days").high
    for of_household in bags.values():
        if len(of_household) >= FEWEST_DAYS:
            yield from _unlike(of_household, times, over_kg)


def _unlike(bags: Sequence[tuple[float, Weighing]], times: float, over_kg: float) -> Iterable[Finding]:
    weights = [weight_kg for weight_kg, _ in bags]
    never_kg = max(min(weights) * times, min(weights) + over_kg)  # at most as far from any median
    if max(weights) <= never_kg:
        return
    for position, (weight_kg, weighing) in enumerate(bags):
        if weight_kg <= never_kg:
            continue
        usual_kg = median(weights[:position] + weights[position + 1 :])
        if weight_kg > times * usual_kg and weight_kg > usual_kg + over_kg:
            values: dict[str, str | float] = {
                "household": weighing.household,
                "day": weighing.day,
                "weight": weight_kg,
                "median": usual_kg,
            }
            yield Finding(code="weight-unlike-other-days", values=values, place=weighing.place("weight_kg"))
