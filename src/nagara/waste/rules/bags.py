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
    times = factor("plausible", "bag_times_other_days").high
    over_kg = factor("plausible", "bag_over_other_days").high
    weights_kg: dict[str, list[float]] = defaultdict(list)
    for weighing in records.weighings:
        if weighing.day >= FIRST_MEASURED_DAY and weighing.weight_kg:
            weights_kg[weighing.household].append(weighing.weight_kg)
    bags: dict[str, list[tuple[float, Weighing]]] = {
        household: []
        for household, weights in weights_kg.items()
        if len(weights) >= FEWEST_DAYS and _is_heavy(max(weights), min(weights), times, over_kg)
    }
    if not bags:  # no bag is heavy beside the lightest, and so none beside a median
        return
    for weighing in records.weighings:
        if weighing.household in bags and weighing.day >= FIRST_MEASURED_DAY and weighing.weight_kg:
            bags[weighing.household].append((weighing.weight_kg, weighing))
    for of_household in bags.values():
        yield from _unlike(of_household, times, over_kg)


def _is_heavy(weight_kg: float, beside_kg: float, times: float, over_kg: float) -> bool:
    return weight_kg > times * beside_kg and weight_kg > beside_kg + over_kg


def _unlike(bags: Sequence[tuple[float, Weighing]], times: float, over_kg: float) -> Iterable[Finding]:
    weights = [weight_kg for weight_kg, _ in bags]
    lightest_kg = min(weights)
    for position, (weight_kg, weighing) in enumerate(bags):
        if not _is_heavy(weight_kg, lightest_kg, times, over_kg):
            continue
        usual_kg = median(weights[:position] + weights[position + 1 :])
        if _is_heavy(weight_kg, usual_kg, times, over_kg):
            values: dict[str, str | float] = {
                "household": weighing.household,
                "day": weighing.day,
                "weight": weight_kg,
                "median": usual_kg,
            }
            yield Finding(code="weight-unlike-other-days", values=values, place=weighing.place("weight_kg"))
