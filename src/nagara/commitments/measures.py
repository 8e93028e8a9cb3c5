"""How a part of a commitment is measured: by whom, in what, from where, to where, by when.

Each of these is a value, or :data:`OPEN` where the text leaves it open, or ``None`` where nobody has
entered it yet. The two are different: the first is a fact about the text, the second a gap in our work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from math import isfinite
from typing import Final, Literal, TypeAlias

from nagara.errors import MeasureError

__all__ = [
    "ASPECTS",
    "OPEN",
    "Aim",
    "Answering",
    "Aspect",
    "Baseline",
    "CityShare",
    "Indicator",
    "Level",
    "Measure",
    "Open",
    "Owner",
    "OwnerKind",
    "Target",
    "YesNo",
]


class Open(Enum):
    """What a text says of something by saying nothing."""

    OPEN = "open"


OPEN: Final = Open.OPEN
"""The text leaves it open; ``None`` instead means that it has not been entered yet."""


class OwnerKind(StrEnum):
    """Who is to act."""

    CITY = "city"
    NETWORK = "network"
    SECRETARIAT = "secretariat"
    HOST = "host"
    MEMBER_STATES = "member-states"
    ASEAN_SECRETARIAT = "asean-secretariat"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who is to act; a name where the kind alone does not say which one."""

    kind: OwnerKind
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """Answered with a figure.

    Parameters
    ----------
    code
        As in ``SDG 11.6.1``, or ``net: reports on time`` for a network's own.
    unit
        Unit of its values, in the suffix vocabulary where there is one.
    is_share
        Whether its values are shares from 0 to 1.
    """

    code: str
    unit: str
    is_share: bool = False

    def __post_init__(self) -> None:
        if not self.code.strip():
            raise MeasureError("indicator", "it has no code", "Name it, or say that the text leaves it open.")
        if not self.unit.strip():
            raise MeasureError(
                f"indicator {self.code}", "it has no unit", "Say the unit; a share has the unit frac, a count 1."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo:
    """Answered yes or no; as a number, one and zero."""

    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Answered with a rung of a named scale, the lowest first; as a number, its place from zero."""

    scale: tuple[str, ...]
    name: str = ""

    def __post_init__(self) -> None:
        if len(self.scale) < 2 or len(set(self.scale)) < len(self.scale):
            raise MeasureError(
                f"scale {self.name or ' < '.join(self.scale)}",
                "a scale has two rungs or more, each named once",
                "Name its rungs from the lowest to the highest.",
            )

    def rung(self, name: str) -> int:
        """Place of a rung, from zero."""
        if name not in self.scale:
            known = ", ".join(self.scale)
            raise MeasureError(f"rung {name!r}", f"the scale has {known}", "Use one of these.")
        return self.scale.index(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class CityShare:
    """Answered by the network: the share of its cities that say yes, or stand on a rung or higher."""

    of: YesNo | Level
    at_least: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.of, Level):
            self.of.rung(self.at_least)


Answering: TypeAlias = Indicator | YesNo | Level | CityShare


class Aim(StrEnum):
    """What a target asks of the figure."""

    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    RISE_BY = "rise-by"
    FALL_BY = "fall-by"


RELATIVE: Final = frozenset({Aim.RISE_BY, Aim.FALL_BY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The figure from which a change is counted, with its 95 % interval where one is known.

    Raises
    ------
    MeasureError
        If a number is not finite, or the value lies outside its interval.
    """

    value: float
    year: int
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        ends = [end for end in (self.low, self.value, self.high) if end is not None]
        if not all(isfinite(end) for end in ends) or ends != sorted(ends):
            raise MeasureError(
                f"baseline of {self.year}",
                f"{self.value:g} does not lie between {self.low} and {self.high}",
                "Correct the value or its interval.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is to be reached.

    Parameters
    ----------
    aim
        At least or at most a value; or a rise or fall by a share of the baseline.
    value
        In the unit of the indicator; the share of the baseline for a rise or fall, as in 0.3 for 30 %.
    words
        How the text says it.

    Raises
    ------
    MeasureError
        If the value is not finite, or a rise or fall is not by more than nothing.
    """

    aim: Aim
    value: float
    words: str = ""

    def __post_init__(self) -> None:
        if not isfinite(self.value):
            raise MeasureError("target", f"{self.value} is no number", "Give a number.")
        if self.aim in RELATIVE and self.value <= 0:
            raise MeasureError(
                "target", f"a change by {self.value:g} of the baseline is none", "Give the share as in 0.3 for 30 %."
            )
        if self.aim is Aim.FALL_BY and self.value > 1:
            raise MeasureError(
                "target", f"a fall by {self.value:g} is more than all", "Give the share as in 0.3 for 30 %."
            )

    @property
    def wants_more(self) -> bool:
        """Whether a larger figure is nearer to it."""
        return self.aim in {Aim.AT_LEAST, Aim.RISE_BY}

    def threshold(self, baseline: Baseline | None) -> float:
        """The figure to reach, in the unit of the indicator.

        Raises
        ------
        MeasureError
            If the target is a change and there is no baseline to count it from.
        """
        if self.aim not in RELATIVE:
            return self.value
        if baseline is None:
            raise MeasureError("target", "a change has no baseline to count from", "Enter the baseline and its year.")
        return baseline.value * (1 + self.value if self.aim is Aim.RISE_BY else 1 - self.value)


class Aspect(StrEnum):
    """The five things that a promise must say before anybody can check it."""

    OWNER = "owner"
    ANSWERING = "answering"
    BASELINE = "baseline"
    TARGET = "target"
    DUE = "due"


ASPECTS: Final = tuple(Aspect)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How one part of a commitment is measured.

    Parameters
    ----------
    part_id
        Permanent id of the part, as in ``amf-2024-declaration.2.g``.
    owners
        Who is to act.
    answering
        What a city, or the network, answers with.
    baseline, target
        From where to where; a yes is a target of at least one, a rung its place on the scale.
    due
        The last day on which it may be reached.

    Raises
    ------
    MeasureError
        If target and answer do not fit: a share above one, a rung that the scale has not, a change of a
        yes or no, a date before the baseline.
    """

    part_id: str
    owners: tuple[Owner, ...] | Literal[Open.OPEN] | None = None
    answering: Answering | Literal[Open.OPEN] | None = None
    baseline: Baseline | Literal[Open.OPEN] | None = None
    target: Target | Literal[Open.OPEN] | None = None
    due: date | Literal[Open.OPEN] | None = None

    def __post_init__(self) -> None:
        for why, mend in _misfits(self):
            raise MeasureError(self.part_id, why, mend)

    def says(self, aspect: Aspect) -> object:
        """What is said of one of the five: a value, :data:`OPEN` or ``None``."""
        value = getattr(self, "owners" if aspect is Aspect.OWNER else aspect.value)
        return None if value == () else value

    @property
    def left_open(self) -> tuple[Aspect, ...]:
        """What the text leaves open."""
        return tuple(aspect for aspect in ASPECTS if self.says(aspect) is OPEN)

    @property
    def not_entered(self) -> tuple[Aspect, ...]:
        """What nobody has entered yet."""
        return tuple(aspect for aspect in ASPECTS if self.says(aspect) is None)

    @property
    def known_baseline(self) -> Baseline | None:
        """The baseline, if there is one."""
        return self.baseline if isinstance(self.baseline, Baseline) else None

    @property
    def is_share(self) -> bool:
        """Whether its figures lie between 0 and 1."""
        return isinstance(self.answering, CityShare) or (
            isinstance(self.answering, Indicator) and self.answering.is_share
        )


def _misfits(measure: Measure) -> Iterator[tuple[str, str]]:
    baseline, target, due = measure.baseline, measure.target, measure.due
    if isinstance(target, Target):
        yield from _target_misfits(measure, target)
    if isinstance(baseline, Baseline) and measure.is_share:
        ends = [end for end in (baseline.low, baseline.value, baseline.high) if end is not None]
        if min(ends) < 0 or max(ends) > 1:
            yield f"the baseline {baseline.value:g} is no share", "Give it between 0 and 1, as in 0.63 for 63 %."
    if isinstance(baseline, Baseline) and isinstance(due, date) and due.year < baseline.year:
        yield f"it is due in {due.year}, before its baseline of {baseline.year}", "Correct one of the two years."


def _target_misfits(measure: Measure, target: Target) -> Iterator[tuple[str, str]]:
    answering = measure.answering
    if target.aim in RELATIVE and isinstance(answering, YesNo | Level):
        yield "a yes or a rung cannot rise or fall by a share", "Say which answer is to be reached."
    elif isinstance(answering, YesNo) and (target.aim, target.value) != (Aim.AT_LEAST, 1):
        yield "a yes is a target of at least 1", "Write at least 1, or turn the question round."
    elif isinstance(answering, Level) and target.value not in range(len(answering.scale)):
        rungs: Sequence[str] = [f"{place} {rung}" for place, rung in enumerate(answering.scale)]
        yield f"the scale has no rung {target.value:g}", f"Use the place of a rung: {', '.join(rungs)}."
    elif measure.is_share and target.aim not in RELATIVE and not 0 <= target.value <= 1:
        yield f"the target {target.value:g} is no share", "Give it between 0 and 1, as in 0.8 for 80 %."
