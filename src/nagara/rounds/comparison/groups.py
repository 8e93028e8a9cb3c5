"""The largest groups of figures that may be put in one list, and why each other figure is not in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeAlias

from nagara.indicators.phrases import Phrase
from nagara.rounds.comparison.limits import CATEGORIES, Limits, category, default_limits
from nagara.rounds.comparison.nearest import nearest_fair
from nagara.rounds.comparison.pair import F, compare
from nagara.rounds.comparison.phrases import DIFFERENCES, NOT_IN_GROUP

__all__ = ["Group", "LeftOut", "Grouping", "groups"]

Key: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Generic[F]):
    """Figures of different cities, each of which may be compared with each other one."""

    members: tuple[F, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut(Generic[F]):
    """A figure that is not in the list, why, and the figure of another city with which it is fairly compared."""

    figure: F
    reasons: tuple[Phrase, ...]
    nearest: F | None


@dataclass(frozen=True, kw_only=True)
class Grouping(Generic[F]):
    """All figures of an indicator, sorted into groups.

    Parameters
    ----------
    figures
        All of them.
    groups
        The largest group first; a group of one is no list, and is not among them.
    limits
        How far two figures of one group may differ.
    """

    figures: tuple[F, ...]
    groups: tuple[Group[F], ...]
    limits: Limits

    @property
    def largest(self) -> tuple[F, ...]:
        """Figures of the largest group; none where no two may be compared."""
        return self.groups[0].members if self.groups else ()

    @cached_property
    def left_out(self) -> tuple[LeftOut[F], ...]:
        """Every figure that is not in the largest group, and why."""
        return tuple(map(self.why, self.outside))

    @cached_property
    def outside(self) -> tuple[F, ...]:
        """Every figure that is not in the largest group."""
        inside = {id(each) for each in self.largest}
        return tuple(each for each in self.figures if id(each) not in inside)

    def why(self, figure: F) -> LeftOut[F]:
        """Why a figure is not in the largest group.

        Parameters
        ----------
        figure
            One of those outside.
        """
        nearest = None if figure.value is None else nearest_fair(figure, self.figures, self.limits)
        return LeftOut(figure=figure, reasons=self._reasons(figure), nearest=nearest)

    def _reasons(self, figure: F) -> tuple[Phrase, ...]:
        if figure.value is None:
            return (Phrase(NOT_IN_GROUP["absent"]),)
        others = [each for each in self.largest if each.city_slug != figure.city_slug]
        refusals = compare(others[0], figure, self.limits).refusals if others else ()
        if refusals:
            return refusals
        if len(others) < len(self.largest):
            return (Phrase(NOT_IN_GROUP["another-of-the-city"]),)
        return (Phrase(DIFFERENCES["same-city"]),) if others else ()


def groups(figures: Iterable[F], limits: Limits | None = None) -> Grouping[F]:
    """Sort figures of one indicator into the largest groups of which every two may be compared.

    Parameters
    ----------
    figures
        Figures of one indicator; where a city has several that would fit, the first one given stands.
    limits
        How far two of them may differ; those of the table if none are given.

    Notes
    -----
    With a limit of :math:`n` years a group spans a window of :math:`n + 1` years, so that every two
    of its members agree, not only neighbours. Of two groups of one size the later is the larger.
    """
    limits = limits or default_limits()
    given = tuple(figures)
    by_key: dict[Key, list[F]] = defaultdict(list)
    for each in given:
        if each.value is not None:
            by_key[_key(each, limits)].append(each)
    found = [
        (_one_of_each_city(within), latest)
        for alike in by_key.values()
        for latest in {each.year for each in alike}
        if (within := [each for each in alike if latest - limits.years <= each.year <= latest])
    ]
    found = [(members, latest) for members, latest in found if len(members) > 1]
    found.sort(key=lambda each: (-len(each[0]), -each[1]))
    return Grouping(figures=given, groups=tuple(Group(members=members) for members, _ in found), limits=limits)


def _key(figure: F, limits: Limits) -> Key:
    """What figures of one group have in common; what is not said is common only to one source."""
    said = [category(figure, name) for name in CATEGORIES if not limits.allows(name)]
    return tuple(each or f"not said by {figure.source_slug or id(figure)}" for each in said)


def _one_of_each_city(figures: Sequence[F]) -> tuple[F, ...]:
    """The latest figure of each city; of several of one year the first that was given."""
    chosen: dict[str, F] = {}
    for each in figures:
        if each.city_slug not in chosen or each.year > chosen[each.city_slug].year:
            chosen[each.city_slug] = each
    return tuple(chosen.values())
