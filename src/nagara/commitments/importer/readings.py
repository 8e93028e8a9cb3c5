"""What a sentence seems to do, and what the words before a list make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nagara.commitments.clauses import ClauseKind

__all__ = ["Reading", "under"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a sentence seems to do.

    Parameters
    ----------
    kind, is_wish
        The proposal.
    confidence_frac
        How sure it is.
    reasons
        The words that decided.
    addressees
        Whom a request addresses, or who else is to act.
    is_finite
        Whether somebody does it ("we commit", "cities will"), rather than a participle ("recognising").
    is_ours
        Whether the subject is the signatories.
    """

    kind: ClauseKind
    confidence_frac: float
    reasons: tuple[str, ...] = ()
    is_wish: bool = False
    addressees: tuple[str, ...] = ()
    is_finite: bool = False
    is_ours: bool = False


_FAIR_FRAC = 0.65
_AGAINST_FRAC = 0.55
"""How sure an item can be whose own words say something else than the words before its list."""


def _together(found: Reading) -> float:
    """A promise in a list of promises is surer than alone, unless its own words were in doubt."""
    return max(0.9, found.confidence_frac) if found.confidence_frac >= _FAIR_FRAC else 0.75


def under(found: Reading, chapeau: Reading | None) -> Reading:
    """An item under a request asks as well; under a commitment it may still ask, reaffirm or state."""
    if chapeau is None or found.is_finite:
        return found
    if chapeau.kind is ClauseKind.REQUEST and found.kind is not ClauseKind.REQUEST:
        return replace(found, kind=ClauseKind.REQUEST, addressees=chapeau.addressees, is_wish=False)
    if chapeau.kind in {ClauseKind.FACT, ClauseKind.REAFFIRMATION}:
        sure = found.confidence_frac if found.kind is chapeau.kind else min(_AGAINST_FRAC, found.confidence_frac)
        return replace(found, kind=chapeau.kind, is_wish=False, confidence_frac=sure)
    if found.kind is ClauseKind.COMMITMENT and chapeau.kind is ClauseKind.COMMITMENT:
        return replace(found, is_wish=found.is_wish or chapeau.is_wish, confidence_frac=_together(found))
    return found
