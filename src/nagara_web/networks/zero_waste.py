"""What the latest published account of each member says of zero waste as its network defines it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from nagara.indicators.zero_waste import Share, Verdict, ZeroWaste, needed_shares, zero_waste
from nagara.rounds.comparison import Grouping, groups
from nagara_web.figures.queries import FigureRow, figures_of_codes
from nagara_web.networks.queries import ZeroWasteDefinition
from nagara_web.places.queries import City

__all__ = ["CityZeroWaste", "NetworkZeroWaste", "network_zero_waste"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CityZeroWaste:
    """One member.

    Parameters
    ----------
    figures
        The published figures that it was reckoned from, all of one year and source; none where none is published.
    found
        The share, or between which two ends it lies.
    verdict
        How it stands to the network's target; ``None`` without a target or a figure.
    """

    city: City
    figures: tuple[FigureRow, ...]
    found: ZeroWaste
    verdict: Verdict | None

    @property
    def first(self) -> FigureRow | None:
        """The figure by which it is compared: what it says of year, method and boundary holds for all of them."""
        known = (each for each in self.figures if each.value is not None)
        return next(known, next(iter(self.figures), None))


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkZeroWaste:
    """All members: those that may be compared first, and each other one with its account or without."""

    needed: tuple[str, ...]
    """Codes of the figures that the definition needs."""
    comparable: tuple[CityZeroWaste, ...]
    others: tuple[CityZeroWaste, ...]
    grouping: Grouping[FigureRow]

    @property
    def lines(self) -> tuple[CityZeroWaste, ...]:
        """All of them, in the order of the page."""
        return (*self.comparable, *self.others)


def network_zero_waste(definition: ZeroWasteDefinition, cities: Sequence[City]) -> NetworkZeroWaste | None:
    """Reckon it for every member; nothing where the definition does not name what does not count.

    Parameters
    ----------
    definition
        What the network calls zero waste.
    cities
        Its members.
    """
    if not definition.not_zero_waste:
        return None
    needed = needed_shares(definition.not_zero_waste)
    by_city: dict[int, list[FigureRow]] = defaultdict(list)
    for row in figures_of_codes(needed, [each.pk for each in cities]):
        by_city[row.city_id].append(row)
    every = [_of_city(each, by_city[each.pk], definition) for each in cities]
    grouping = groups(each.first for each in every if each.first is not None and each.found.says_something)
    inside = {row.city_id for row in grouping.largest}
    return NetworkZeroWaste(
        needed=needed,
        comparable=tuple(each for each in every if each.city.pk in inside),
        others=tuple(each for each in every if each.city.pk not in inside),
        grouping=grouping,
    )


def _of_city(city: City, rows: Sequence[FigureRow], definition: ZeroWasteDefinition) -> CityZeroWaste:
    """The newest year; of its sources one that says something, the network's own round before others."""
    newest = max((row.year for row in rows), default=None)
    accounts: dict[str, list[FigureRow]] = defaultdict(list)
    for row in rows:
        if row.year == newest:
            accounts[row.source_slug].append(row)
    fates = definition.not_zero_waste
    read = [_account(city, each, fates, definition.target_frac) for each in accounts.values() or [[]]]
    return min(read, key=lambda each: (not each.found.says_something, not _is_own(each)))


def _account(city: City, rows: Sequence[FigureRow], fates: Collection[str], target_frac: float | None) -> CityZeroWaste:
    published: Mapping[str, Share] = {
        row.indicator_code: Share(value=row.value, low=row.low, high=row.high) for row in rows if row.value is not None
    }
    found = zero_waste(published, fates)
    verdict = None if target_frac is None else found.against(target_frac)
    return CityZeroWaste(city=city, figures=tuple(rows), found=found, verdict=verdict)


def _is_own(each: CityZeroWaste) -> bool:
    return each.first is not None and each.first.is_own_round
