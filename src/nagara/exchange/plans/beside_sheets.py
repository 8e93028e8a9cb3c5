"""What was asked beside a plan, as sheets of its workbook: prices, fronts with their steps, one programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nagara.reports.plans.beside_data import beside_data

if TYPE_CHECKING:
    from nagara.pathways.least_cost.study import PlanStudy

__all__ = ["beside_sheets"]


def beside_sheets(study: PlanStudy) -> dict[str, list[list[Any]]]:
    """Rows by the name of their sheet; no sheet where nothing was asked.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    """
    data, out = beside_data(study), dict[str, list[list[Any]]]()
    if data["shadow_prices"]:
        out["price of promises"] = _table(data["shadow_prices"])
    for number, front in enumerate(data["fronts"], start=1):
        name = f"front {number} {front['word']}"[:25]
        out[name] = _table([{key: value for key, value in each.items() if key != "builds"} for each in front["points"]])
        out[f"{name} steps"] = _table([_step(each) for each in front["steps"]])
        out[f"{name} builds"] = _table(
            [{"target": point["target"], **each} for point in front["points"] for each in point["builds"]]
        )
    if data["stages"] is not None:
        out |= _stages(data["stages"])
    return {name: rows for name, rows in out.items() if rows}


def _step(each: dict[str, Any]) -> dict[str, Any]:
    changes = "; ".join(f"{change['kind']} {change['code']}" for change in each["changes"])
    return {**each, "changes": changes}


def _stages(stages: dict[str, Any]) -> dict[str, list[list[Any]]]:
    ways = ("knowing_the_draw", "once_for_all", "for_best_values")
    plain = ("draws", "aim", "perfect_information_usd", "stochastic_solution_usd", "largest_regret_usd", "counted_with")
    draws: list[list[Any]] = [["draw", *(f"{way} {kind}" for way in ways for kind in ("usd", "missed_usd"))]]
    draws += [
        [
            number + 1,
            *(_cell(stages[way][kind][number]) for way in ways for kind in ("discounted_usd", "missed_usd")),
        ]
        for number in range(stages["draws"])
    ]
    held: list[list[Any]] = [["promise", *ways]]
    held += [
        [name, *(_cell(stages[way]["held_frac"][name]) for way in ways)] for name in stages["once_for_all"]["held_frac"]
    ]
    built: list[list[Any]] = [["facility", "decided", "size", "for"]]
    for key, whom in (("builds", "all draws"), ("builds_for_best_values", "best values")):
        built += [[each["facility"], each["decided"], _cell(each["size"]), whom] for each in stages[key]]
    return {
        "all draws": [["what", "value"], *([name, _cell(stages[name])] for name in plain)],
        "all draws builds": built,
        "all draws cost": draws,
        "all draws promises": held,
    }


def _table(entries: list[dict[str, Any]]) -> list[list[Any]]:
    if not entries:
        return []
    names = list(entries[0])
    return [names, *([_cell(each[name]) for name in names] for each in entries)]


def _cell(value: object) -> object:
    """What a cell holds; nothing where there is no number."""
    return "" if value is None else value
