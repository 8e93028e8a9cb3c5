r"""Zero waste as a network defines it, reckoned from the published account of a city's year.

A definition names the ways of ending that are *not* zero waste. The account parts all waste generated into four:
recycled or composted, burned for energy, brought to disposal sites, and not collected. With :math:`c` collected,
:math:`r` recovered and :math:`y` recycled, each as a share of what is generated, these are

.. math:: y, \quad r - y, \quad c - r, \quad 1 - c.

A part of which every way of ending is named does not count; one of which none is named counts; of any other the account
does not say how much does, and the share is only known between two ends. A definition under which what counts is one
published share has that share's interval. Where several are added up no interval is given: they were published apart,
and how their errors go together is not known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from nagara.errors import UnknownCodeError

__all__ = ["SHARES", "Doubt", "Fate", "Share", "Verdict", "ZeroWaste", "needed_shares", "zero_waste"]

SHARES: Final = ("msw_collected_frac", "recovery_frac", "recycling_frac")
"""Published figures from which it is reckoned."""


class Fate(StrEnum):
    """Where waste can end."""

    LANDFILLED = "landfilled"
    BURNED_WITH_ENERGY = "burned-with-energy"
    BURNED_WITHOUT_ENERGY = "burned-without-energy"
    LEAKED = "leaked"
    EXPORTED = "exported"


class Doubt(StrEnum):
    """Why a part of the waste may or may not count."""

    EXPORTS_UNKNOWN = "exports-unknown"
    """The account does not say how much is taken out of the country."""
    DISPOSAL_UNKNOWN = "disposal-unknown"
    """The account does not part what disposal sites bury from what they burn or lose."""
    UNCOLLECTED_UNKNOWN = "uncollected-unknown"
    """Nobody measured what becomes of waste that is not collected."""


class Verdict(StrEnum):
    """How a share stands to a target."""

    REACHED = "reached"
    NOT_REACHED = "not-reached"
    NOT_CLEAR = "not-clear"
    """The target lies within what is known."""
    REACHED_BY_VALUE = "reached-by-value"
    """The value reaches it, and has no interval."""
    NOT_REACHED_BY_VALUE = "not-reached-by-value"
    """The value does not reach it, and has no interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of the waste generated with its interval.

    Parameters
    ----------
    value
        The share [frac].
    low, high
        Ends of its interval [frac]; ``None`` where it has none.
    """

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ZeroWaste:
    """The share of the waste generated that is zero waste by a definition.

    Parameters
    ----------
    at_least, at_most
        The two ends between which it lies, the same where it is known; ``None`` where an end cannot be told
        from what is published.
    doubts
        Why the ends differ.
    missing
        Codes of :data:`SHARES` that are needed and not published.
    """

    at_least: Share | None
    at_most: Share | None
    doubts: tuple[Doubt, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether it is one share, and not only between two ends."""
        return self.at_least is not None and self.at_least == self.at_most

    @property
    def says_something(self) -> bool:
        """Whether it says more than that a share lies between nothing and everything."""
        ends = (self.at_least.value if self.at_least else 0.0, self.at_most.value if self.at_most else 1.0)
        return self.is_known or ends[0] > 0.0 or ends[1] < 1.0

    def against(self, target_frac: float) -> Verdict | None:
        """Hold it against a target.

        Parameters
        ----------
        target_frac
            Share of the waste generated that is to be zero waste [frac].

        Returns
        -------
        Verdict or None
            Reached or not only where the whole interval says so; nothing where nothing is known.
        """
        if not self.says_something:
            return None
        if self.is_known and self.at_least is not None and self.at_least.low is None:
            return Verdict.REACHED_BY_VALUE if self.at_least.value >= target_frac else Verdict.NOT_REACHED_BY_VALUE
        if self.at_least is not None and _end(self.at_least, self.at_least.low) >= target_frac:
            return Verdict.REACHED
        if self.at_most is not None and _end(self.at_most, self.at_most.high) < target_frac:
            return Verdict.NOT_REACHED
        return Verdict.NOT_CLEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One part of all waste: what it is made of, how all of it ends, how some of it may, and who knows."""

    shares: Mapping[str, float]
    ends: frozenset[Fate] = frozenset()
    may: frozenset[Fate] = frozenset()
    doubt: Doubt
    whole: float = field(default=0.0)


_PARTS: Final = (
    _Part(shares={"recycling_frac": 1.0}, may=frozenset({Fate.EXPORTED}), doubt=Doubt.EXPORTS_UNKNOWN),
    _Part(
        shares={"recovery_frac": 1.0, "recycling_frac": -1.0},
        ends=frozenset({Fate.BURNED_WITH_ENERGY}),
        may=frozenset({Fate.EXPORTED}),
        doubt=Doubt.EXPORTS_UNKNOWN,
    ),
    _Part(
        shares={"msw_collected_frac": 1.0, "recovery_frac": -1.0},
        ends=frozenset({Fate.LANDFILLED, Fate.BURNED_WITHOUT_ENERGY}),
        may=frozenset({Fate.LEAKED, Fate.EXPORTED}),
        doubt=Doubt.DISPOSAL_UNKNOWN,
    ),
    _Part(
        whole=1.0,
        shares={"msw_collected_frac": -1.0},
        ends=frozenset({Fate.BURNED_WITHOUT_ENERGY, Fate.LEAKED}),
        may=frozenset({Fate.LANDFILLED}),
        doubt=Doubt.UNCOLLECTED_UNKNOWN,
    ),
)
"""Recycled or composted, burned for energy, brought to disposal sites, not collected."""


def zero_waste(published: Mapping[str, Share], not_zero_waste: Collection[str]) -> ZeroWaste:
    """Reckon the share of the waste generated that is zero waste by a definition.

    Parameters
    ----------
    published
        Shares of one account, so of one city, year and source, by their code (:data:`SHARES`) [frac].
    not_zero_waste
        Ways of ending (:class:`Fate`) that the definition does not count as zero waste.

    Raises
    ------
    UnknownCodeError
        If a way of ending is none of them, or none is named: then there is no definition.

    Notes
    -----
    What is recovered, incineration with energy included, has its rejects taken off; they are with what disposal sites
    receive. Incinerators without energy recovery are among the disposal sites (SDG 11.6.1 metadata of 2021-12-20).

    Examples
    --------
    >>> account = {"recovery_frac": Share(value=0.3, low=0.25, high=0.36), "msw_collected_frac": Share(value=0.8)}
    >>> zero_waste(account, {"landfilled", "burned-without-energy", "leaked"}).at_least
    Share(value=0.3, low=0.25, high=0.36)
    >>> zero_waste(account, {"landfilled", "burned-without-energy"}).at_most
    Share(value=0.5, low=None, high=None)
    """
    sure, unsure = _sorted_parts(not_zero_waste)
    ends = (_sum(sure), _sum((*sure, *unsure)))
    missing = {code for _, terms in ends for code in terms if code not in published}
    return ZeroWaste(
        at_least=_share(*ends[0], published),
        at_most=_share(*ends[1], published),
        doubts=tuple(dict.fromkeys(each.doubt for each in unsure)),
        missing=tuple(code for code in SHARES if code in missing),
    )


def needed_shares(not_zero_waste: Collection[str]) -> tuple[str, ...]:
    """Codes of the published shares that a definition needs, in the order of :data:`SHARES`.

    Parameters
    ----------
    not_zero_waste
        Ways of ending that the definition does not count.

    Raises
    ------
    UnknownCodeError
        As :func:`zero_waste` does.
    """
    sure, unsure = _sorted_parts(not_zero_waste)
    wanted = {*_sum(sure)[1], *_sum((*sure, *unsure))[1]}
    return tuple(code for code in SHARES if code in wanted)


def _sorted_parts(not_zero_waste: Collection[str]) -> tuple[list[_Part], list[_Part]]:
    """Parts that count for sure, and parts of which nobody can say it."""
    named = set(not_zero_waste)
    if not named or not named <= set(Fate):
        unknown = min(named - set(Fate), default="")
        raise UnknownCodeError("way of ending", unknown, tuple(Fate))
    sure = [each for each in _PARTS if not (each.ends | each.may) & named]
    never = [each for each in _PARTS if each.ends and each.ends <= named]
    return sure, [each for each in _PARTS if each not in sure and each not in never]


def _sum(parts: Collection[_Part]) -> tuple[float, dict[str, float]]:
    """Add parts up: what is sure of the whole, and how often each published share goes into it."""
    terms = {code: sum(each.shares.get(code, 0.0) for each in parts) for code in SHARES}
    return sum(each.whole for each in parts), {code: times for code, times in terms.items() if times}


def _share(whole: float, terms: Mapping[str, float], published: Mapping[str, Share]) -> Share | None:
    """The sum with the interval that can be told: that of one share, or none at all where nothing is uncertain."""
    if any(code not in published for code in terms):
        return None
    value = min(1.0, max(0.0, whole + sum(times * published[code].value for code, times in terms.items())))
    if not terms:
        return Share(value=value, low=value, high=value)
    (code, times), *others = terms.items()
    known = published[code]
    if others or known.low is None or known.high is None:
        return Share(value=value)
    low, high = sorted((whole + times * known.low, whole + times * known.high))
    return Share(value=value, low=low, high=high)


def _end(share: Share, end: float | None) -> float:
    return share.value if end is None else end
