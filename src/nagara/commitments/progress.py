"""Required pace against actual pace: the readable number beside the probability.

The ratio of the observed to the required compound annual growth, as Open SDG computes it and Eurostat
before it; where growth cannot be compound, because a figure is zero or less, the ratio of the
yearly steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nagara.evidence import factor

__all__ = ["Pace", "PaceWord", "pace"]


class PaceWord(StrEnum):
    """The ratio in a word."""

    SUBSTANTIAL = "substantial-progress"
    MODERATE = "moderate-progress"
    LIMITED = "limited-progress"
    DETERIORATION = "deterioration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast the figure moves, and how fast it would have to.

    Parameters
    ----------
    actual_per_year, required_per_year
        Growth a year as a share of the figure where it is compound, else in the unit of the figure;
        above zero towards a larger figure.
    ratio
        The first over the second, counted towards the target: 1 arrives on the day.
    is_compound
        Whether growth is compound.
    """

    actual_per_year: float
    required_per_year: float
    ratio: float
    is_compound: bool

    @property
    def word(self) -> PaceWord:
        """The ratio in a word, by the thresholds of the published method."""
        for name, word in (
            ("ratio_substantial", PaceWord.SUBSTANTIAL),
            ("ratio_moderate", PaceWord.MODERATE),
            ("ratio_limited", PaceWord.LIMITED),
        ):
            if self.ratio >= factor("status_rule", name).value:
                return word
        return PaceWord.DETERIORATION


def pace(
    *, first: tuple[int, float], last: tuple[int, float], target: tuple[int, float], wants_more: bool
) -> Pace | None:
    """Compare the actual pace with the required one.

    Parameters
    ----------
    first, last, target
        Year [a] and figure of the baseline, of the last observation, and of what is to be reached.
    wants_more
        Whether a larger figure is nearer to the target.

    Returns
    -------
    Pace or None
        ``None`` where no time lies between first and last, or nothing has to change.

    References
    ----------
    Open SDG, progress measurement methodology, quantitative target.

    Examples
    --------
    >>> half = pace(first=(2015, 0.50), last=(2025, 0.60), target=(2030, 0.80), wants_more=True)
    >>> round(half.ratio, 2), half.word.value
    (0.58, 'limited-progress')
    """
    run, whole = last[0] - first[0], target[0] - first[0]
    if run <= 0 or whole <= 0 or target[1] == first[1]:
        return None
    is_compound = min(first[1], last[1], target[1]) > 0
    if is_compound:
        actual = (last[1] / first[1]) ** (1 / run) - 1
        required = (target[1] / first[1]) ** (1 / whole) - 1
    else:
        actual, required = (last[1] - first[1]) / run, (target[1] - first[1]) / whole
    if required == 0:
        return None
    towards = actual if wants_more else -actual
    return Pace(
        actual_per_year=actual,
        required_per_year=required,
        ratio=towards / abs(required),
        is_compound=is_compound,
    )
