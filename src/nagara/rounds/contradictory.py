"""Which answers of a city contradict each other, or what the same city said a year before.

A doubt is not a contradiction: a missing range is no untruth. Listed here are the findings that say that two
answers cannot both be right; a secretariat asks the city about these before anything else.
"""

from __future__ import annotations

from typing import Final

from nagara.commitments.answers import AnswerKind

__all__ = ["CONTRADICTING", "takes_back"]

CONTRADICTING: Final = frozenset(
    {
        "category-negative",
        "chain-returns",
        "collected-exceeds-generated",
        "collected-exceeds-in-draws",
        "earlier-not-earlier",
        "flow-layer-apart",
        "flow-suspicious",
        "flows-contradict",
        "flows-not-separable",
        "ladder-states-conflict",
        "non-household-both",
        "notation-conflict",
        "picked-exceeds-gate",
        "plastic-draws-mostly-impossible",
        "plastic-flow-impossible",
        "plastic-generated-mismatch",
        "plastic-residual-negative",
        "trader-exceeds-buyer",
    }
)
"""Codes of findings that say that two answers of one city cannot both be right."""
_STEPS: Final = {
    AnswerKind.PLANNED: 1,
    AnswerKind.UNDER_WAY: 2,
    AnswerKind.DONE: 3,
    AnswerKind.DONE_BEFORE: 3,
}
"""How far a city is, by its answer."""


def takes_back(before: str, now: str) -> bool:
    """Whether an answer to a commitment takes back what the city said the year before.

    Done cannot become under way again, nor under way planned; and what was begun does not stop being applicable
    without a word. Silence takes nothing back, and an answer that is no answer to a commitment neither.

    Parameters
    ----------
    before, now
        Codes of the two answers, as in :class:`~nagara.commitments.answers.AnswerKind`.

    Examples
    --------
    >>> takes_back("done", "under-way"), takes_back("planned", "done"), takes_back("done", "not-applicable")
    (True, False, True)
    >>> takes_back("done", "not-answered"), takes_back("national-competence", "planned")
    (False, False)
    """
    if not {before, now} <= set(AnswerKind) or now == AnswerKind.NOT_ANSWERED:
        return False
    was, is_now = AnswerKind(before), AnswerKind(now)
    if was not in _STEPS:
        return False
    return is_now not in _STEPS or _STEPS[is_now] < _STEPS[was]
