"""Is a facility controlled? The control ladder of SDG 11.6.1 as observed states, boxes and a level.

Each criterion is one observed state. A box of a level is ticked only if the metadata list exactly
that state for that level. The score of a level is its ticked boxes over its boxes; the highest
score gives the level and a tie gives the lower one. The metadata say "most boxes", which leaves
lists of different lengths open; the share is nagara's reading of it. The boxes stand in the code
list ``control_ladder``.

A criterion that was *not observed* is not a criterion that was not met: its boxes leave all scores,
and the levels that it could still give are reported beside the level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from nagara.findings import Finding
from nagara.waste.control_ladder import (
    CONTROLLED_FROM_LEVEL,
    NOT_APPLICABLE,
    NOT_OBSERVED,
    Criterion,
    Ladder,
    State,
    criteria,
    ladder,
    level_name,
)
from nagara.waste.observation import states_seen
from nagara.waste.records import ControlObservation, Facility

__all__ = [
    "CONTROLLED_FROM_LEVEL",
    "NOT_APPLICABLE",
    "NOT_OBSERVED",
    "Assessment",
    "Criterion",
    "Ladder",
    "State",
    "assess",
    "assess_facility",
    "criteria",
    "ladder",
    "level_name",
]

_Tally = tuple[tuple[int, int], ...]
"""Boxes ticked and boxes judged of each level of a ladder, in the order of the levels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the ladder says about one facility.

    Parameters
    ----------
    ladder
        Name of the ladder.
    level
        Level 1 to 5; ``None`` where too little was observed.
    boxes
        Boxes ticked and boxes printed in the metadata, by level.
    judged
        Boxes that the observations allowed to judge, by level.
    scores
        Boxes ticked over boxes judged [frac], by level; a level without a judged box has none.
    not_observed
        Criteria that were not observed.
    level_low, level_high
        Lowest and highest level that the criteria not observed still allow.
    probability_by_level
        Probability of each level [frac], where the assessor gave probabilities; else ``None``.
    override_reason
        Why the assessor set the level, where an override stands.
    findings
        The doubts about the observations.
    """

    ladder: str
    level: int | None
    boxes: Mapping[int, tuple[int, int]]
    judged: Mapping[int, int]
    scores: Mapping[int, float]
    not_observed: tuple[str, ...]
    level_low: int
    level_high: int
    probability_by_level: Mapping[int, float] | None = None
    override_reason: str | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def is_controlled(self) -> bool:
        """Whether waste handled here is controlled; a facility without a level is not."""
        return self.level is not None and self.level >= CONTROLLED_FROM_LEVEL

    @property
    def probability_controlled(self) -> float | None:
        """Probability that the facility is controlled [frac], where probabilities were given."""
        if self.probability_by_level is None:
            return None
        return sum(p for level, p in self.probability_by_level.items() if level >= CONTROLLED_FROM_LEVEL)

    @property
    def level_below(self) -> int | None:
        """The level of the scenario in which the facility stands one level lower."""
        return None if self.level is None else ladder(self.ladder).level_below(self.level)


def assess(kind: str, observations: Iterable[ControlObservation], *, facility: str = "") -> Assessment:
    """Judge one facility from what was seen there.

    Where the rows of a criterion carry probabilities, the level comes from the most probable state
    of each criterion, and the probability of each level is exact.

    Parameters
    ----------
    kind
        Kind of facility (code list ``facility_kind``) or name of a ladder.
    observations
        The rows of this one facility.
    facility
        What findings call it; the code in its rows if empty.
    """
    rows = tuple(observations)
    steps = ladder(kind)
    name = facility or (rows[0].facility if rows else kind)
    seen, doubts = states_seen(_states(steps.name), rows, name)
    # max() keeps the first of equals, and the states stand from the weakest to the strongest
    likeliest = {code: {max(states, key=states.__getitem__): 1.0} for code, states in seen.items()}
    (tally,) = _tallies(steps, likeliest)
    winner = _winner(steps, tally)
    boxes, applicable = _judged(steps, tally), _applicable(steps, likeliest)
    is_thin = winner is None or 2 * boxes[winner] < applicable[winner]
    still_open = tuple(code for code in steps.criteria if code not in seen)
    allowed_levels = {winner} if winner and not still_open else _levels_still_allowed(steps, likeliest, still_open)
    judged = Assessment(
        ladder=steps.name,
        level=None if is_thin else winner,
        boxes={level: (ticked, steps.boxes[level]) for level, (ticked, _) in zip(steps.levels, tally, strict=True)},
        judged=boxes,
        scores={level: ticked / of for level, (ticked, of) in zip(steps.levels, tally, strict=True) if of},
        not_observed=still_open,
        level_low=min(allowed_levels),
        level_high=max(allowed_levels),
        probability_by_level=None if is_thin else _probability_by_level(steps, seen),
    )
    found = (*doubts, *_doubts(judged, winner, applicable, name))
    return replace(judged, findings=found) if found else judged


def assess_facility(facility: Facility, observations: Iterable[ControlObservation]) -> Assessment:
    """Judge one facility, and let a level that its assessor set with a reason stand.

    Parameters
    ----------
    facility
        The facility, with ``level_override`` and ``override_reason`` if there are any.
    observations
        The rows of all facilities; those of this one are taken.
    """
    own = [row for row in observations if row.facility == facility.facility]
    judged = assess(facility.kind, own, facility=facility.facility)
    if judged.findings:  # what was not seen stands nowhere: point at the facility
        place = facility.place("facility")
        placed = [found if found.place else replace(found, place=place) for found in judged.findings]
        judged = replace(judged, findings=tuple(placed))
    level, reason = facility.level_override, (facility.override_reason or "").strip()
    if level is None:
        return judged
    values: dict[str, str | float] = {"facility": facility.facility, "override": level}
    place = facility.place("level_override")
    known = ladder(facility.kind).levels
    if level not in known:
        values["known"] = ", ".join(str(each) for each in known)
        return replace(
            judged, findings=(*judged.findings, Finding(code="ladder-override-unknown", values=values, place=place))
        )
    if not reason:
        found = Finding(code="ladder-override-without-reason", values=values, place=place)
        return replace(judged, findings=(*judged.findings, found))
    values |= {"reason": reason, "level": "no level" if judged.level is None else judged.level}
    overtaken = {"ladder-too-little-observed", "ladder-not-observed", "ladder-control-open"}
    kept = tuple(finding for finding in judged.findings if finding.code not in overtaken)
    return replace(
        judged,
        level=level,
        level_low=level,
        level_high=level,
        probability_by_level=None,
        override_reason=reason,
        findings=(*kept, Finding(code="ladder-overridden", values=values, place=place)),
    )


@cache
def _states(ladder_name: str) -> Mapping[str, tuple[str, ...]]:
    """The states that can be seen for each criterion of a ladder, in their printed order."""
    return {code: tuple(criterion.states) for code, criterion in ladder(ladder_name).criteria.items()}


def _tallies(steps: Ladder, seen: Mapping[str, Mapping[str, float]]) -> dict[_Tally, float]:
    """Every count of boxes that the states allow, with its probability (exact convolution)."""
    counts = {0: 1.0}
    for code, states in seen.items():
        further: dict[int, float] = defaultdict(float)
        for state, probability in states.items():
            added = _packed(steps.name, code, state)
            for packed, so_far in counts.items():
                further[packed + added] += so_far * probability
        counts = further
    return {_unpacked(steps, packed): probability for packed, probability in counts.items()}


@cache
def _packed(ladder_name: str, criterion_code: str, state_code: str) -> int:
    """The boxes that a state ticks and judges as the bytes of one number: thousands of counts add up fast."""
    steps = ladder(ladder_name)
    criterion = steps.criteria[criterion_code]
    state = criterion.states[state_code]
    judges = () if state.drops_boxes else criterion.levels
    return int.from_bytes(bytes(x for level in steps.levels for x in (level in state.levels, level in judges)), "big")


def _unpacked(steps: Ladder, packed: int) -> _Tally:
    digits = packed.to_bytes(2 * len(steps.levels), "big")
    return tuple(zip(digits[::2], digits[1::2], strict=True))


def _winner(steps: Ladder, tally: _Tally) -> int | None:
    """Level of the highest share of ticked boxes; a tie goes to the lower level."""
    best: tuple[int, int, int] | None = None
    for level, (ticked, judged) in zip(steps.levels, tally, strict=True):
        if judged and (best is None or ticked * best[2] > best[1] * judged):
            best = (level, ticked, judged)
    return best[0] if best else None


def _judged(steps: Ladder, tally: _Tally) -> dict[int, int]:
    return {level: judged for level, (_, judged) in zip(steps.levels, tally, strict=True)}


def _applicable(steps: Ladder, seen: Mapping[str, Mapping[str, float]]) -> dict[int, int]:
    """Boxes of each level without those of criteria that do not apply to the facility."""
    dropped = [steps.criteria[code].levels for code, states in seen.items() if NOT_APPLICABLE in states]
    if not dropped:
        return dict(steps.boxes)
    return {level: boxes - sum(level in levels for levels in dropped) for level, boxes in steps.boxes.items()}


def _levels_still_allowed(
    steps: Ladder, seen: Mapping[str, Mapping[str, float]], still_open: tuple[str, ...]
) -> set[int]:
    every_state = {code: dict.fromkeys(steps.criteria[code].states, 1.0) for code in still_open}
    winners = {_winner(steps, tally) for tally in _tallies(steps, {**seen, **every_state})}
    return {level for level in winners if level is not None}


def _probability_by_level(steps: Ladder, seen: Mapping[str, Mapping[str, float]]) -> dict[int, float] | None:
    if all(len(states) == 1 for states in seen.values()):
        return None
    chances = dict.fromkeys(steps.levels, 0.0)
    for tally, probability in _tallies(steps, seen).items():
        winner = _winner(steps, tally)
        if winner is not None:
            chances[winner] += probability
    return chances


def _doubts(judged: Assessment, winner: int | None, boxes: Mapping[int, int], name: str) -> tuple[Finding, ...]:
    """What the reader must know because criteria were not observed."""
    labels = [ladder(judged.ladder).criteria[code].label for code in judged.not_observed]
    values: dict[str, str | float] = {"facility": name, "open": ", ".join(labels).lower()}
    if winner is None:
        return (Finding(code="ladder-not-observed", values=values),)
    if judged.level is None:
        values |= {"observed": judged.judged[winner], "boxes": boxes[winner], "level": winner}
        return (Finding(code="ladder-too-little-observed", values=values),)
    if judged.level_low < CONTROLLED_FROM_LEVEL <= judged.level_high:
        values |= {"level": judged.level, "low": judged.level_low, "high": judged.level_high}
        return (Finding(code="ladder-control-open", values=values),)
    return ()
