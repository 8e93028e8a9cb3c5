"""What was seen at a facility: the rows of the control sheet as one set of states per criterion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from nagara.findings import Finding
from nagara.waste.control_ladder import NOT_OBSERVED
from nagara.waste.records import ControlObservation

__all__ = ["states_seen"]

PROBABILITY_SUM_TOLERANCE_FRAC: Final = 0.005
"""Half a printed digit of probabilities written with two decimals (nagara's design rule)."""


def states_seen(
    allowed: Mapping[str, Sequence[str]], rows: Iterable[ControlObservation], facility: str
) -> tuple[dict[str, dict[str, float]], tuple[Finding, ...]]:
    """Read the rows of one facility as probabilities of states.

    Rows that do not allow one reading leave their criterion unobserved and say so.

    Parameters
    ----------
    allowed
        The states of each criterion, in their printed order.
    rows
        The rows of one facility.
    facility
        What findings call it.

    Returns
    -------
    tuple
        Probability by state [frac] for each observed criterion, and the findings.
    """
    by_criterion: dict[str, list[ControlObservation]] = defaultdict(list)
    found: list[Finding] = []
    for row in rows:
        if row.state not in allowed.get(row.criterion, ()) and (doubt := _unknown(allowed, row, facility)):
            found.append(doubt)
        else:
            by_criterion[row.criterion].append(row)
    seen: dict[str, dict[str, float]] = {}
    for criterion, states in allowed.items():
        own = by_criterion[criterion]
        if len(own) == 1 and own[0].state != NOT_OBSERVED and own[0].probability_frac is None:
            seen[criterion] = {own[0].state: 1.0}
            continue
        if all(row.state == NOT_OBSERVED for row in own):
            continue
        doubt = _contradiction(own, facility)
        if doubt:
            found.append(doubt)
        else:
            chances = _chances(own)
            seen[criterion] = {state: chances[state] for state in states if chances.get(state)}
    return seen, tuple(found)


def _unknown(allowed: Mapping[str, Sequence[str]], row: ControlObservation, facility: str) -> Finding | None:
    states = allowed.get(row.criterion, ())
    if row.state == NOT_OBSERVED and row.criterion in allowed:
        return None
    values: dict[str, str | float] = {"facility": facility, "criterion": row.criterion, "state": row.state}
    if row.criterion not in allowed:
        values["known"] = ", ".join(allowed)
        return Finding(code="ladder-criterion-unknown", values=values, place=row.place("criterion"))
    values["known"] = ", ".join((*states, NOT_OBSERVED))
    return Finding(code="ladder-state-unknown", values=values, place=row.place("state"))


def _contradiction(rows: Sequence[ControlObservation], facility: str) -> Finding | None:
    """The reason why several rows of one criterion cannot be read as one, if there is one."""
    states = {row.state for row in rows}
    given = [row.probability_frac for row in rows if row.probability_frac is not None]
    if not given and len(states) == 1:
        return None
    last = rows[-1]
    values: dict[str, str | float] = {"facility": facility, "criterion": last.criterion}
    if len(given) < len(rows) or len(states) < len(rows) or NOT_OBSERVED in states:
        values |= {"count": len(rows)}
        return Finding(code="ladder-states-conflict", values=values, place=last.place("state"))
    if abs(sum(given) - 1.0) > PROBABILITY_SUM_TOLERANCE_FRAC:
        values["total"] = sum(given)
        return Finding(code="ladder-probabilities-off", values=values, place=last.place("probability_frac"))
    return None


def _chances(rows: Sequence[ControlObservation]) -> dict[str, float]:
    given = {row.state: 1.0 if row.probability_frac is None else row.probability_frac for row in rows}
    total = sum(given.values())
    return {state: probability / total for state, probability in given.items()}
