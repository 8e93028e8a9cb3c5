"""Cities by principles: who was asked in a year, on which level they see themselves, and how it adds up.

A city that was asked and said nothing stands on no level: it is silent, and counted as such and as nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from nagara.commitments.principles import LEVELS, Principle, principles
from nagara_web.figures.principles import Assessed, assessments_in_year, principle_codes, years_assessed
from nagara_web.places.queries import City, cities_by_id, member_spans
from nagara_web.rounds.models import Round

__all__ = ["Counts", "PrincipleMatrix", "asked_in_rounds", "principle_matrix"]

COLUMNS: Final = ("year", "network_id", "network__slug", "network__name", "closes_on")


class AskedNetwork(NamedTuple):
    """A network that asks its members in a year."""

    year: int
    network_id: int
    slug: str
    name: str
    closes_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many answers there are on each level.

    Parameters
    ----------
    levels
        How many on each level, lowest first.
    without_level
        How many gave a reason why there is none.
    silent
        How many were asked and said nothing.
    """

    levels: tuple[int, ...]
    without_level: int
    silent: int

    @property
    def answered(self) -> int:
        """How many stand on a level."""
        return sum(self.levels)

    @property
    def asked(self) -> int:
        """How many were asked."""
        return self.answered + self.without_level + self.silent


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleMatrix:
    """The assessments of a year.

    Parameters
    ----------
    year, years
        The year that is shown, and all years in which the principles were asked, newest first.
    closes_on
        Last day of the last of the rounds that are looked at.
    networks
        Slug and name of every network that asked in the year.
    cities
        Cities that were asked, or that answered.
    members
        Numbers of the cities of each network that is looked at, by its slug.
    cells
        What each city says of each principle, by number of the city and code.
    """

    year: int
    years: tuple[int, ...]
    closes_on: date | None
    networks: tuple[tuple[str, str], ...]
    cities: tuple[City, ...]
    members: Mapping[str, frozenset[int]]
    cells: Mapping[tuple[int, str], Assessed]

    @property
    def principles(self) -> tuple[Principle, ...]:
        """The columns."""
        return principles()

    def cell(self, city_id: int, code: str) -> Assessed | None:
        """What a city says of a principle; ``None`` if nothing."""
        return self.cells.get((city_id, code))

    def counts(self, *, city_ids: Iterable[int] | None = None, codes: Sequence[str] | None = None) -> Counts:
        """Count the cells of some cities and principles; of all of them where none are given."""
        rows = [each.pk for each in self.cities] if city_ids is None else list(city_ids)
        found = [self.cells.get((pk, code)) for pk in rows for code in codes or principle_codes()]
        on = Counter(each.level for each in found if each is not None)
        levels = tuple(on[level] for level in LEVELS)
        silent = sum(each is None for each in found)
        return Counts(levels=levels, without_level=len(found) - sum(levels) - silent, silent=silent)

    @property
    def assessed(self) -> int:
        """How many cities stand on a level in at least one principle."""
        return len({pk for (pk, _code), each in self.cells.items() if each.level})


def asked_in_rounds() -> list[AskedNetwork]:
    """Networks whose announced rounds ask the principles, newest year first."""
    found = Round.objects.filter(is_published=True, questionnaire__indicators__code__in=principle_codes())
    ordered = found.order_by("-year", "network__name", "pk").values_list(*COLUMNS).distinct()
    return [AskedNetwork(*values) for values in ordered]


def principle_matrix(year: int | None, network: str, today: date) -> PrincipleMatrix | None:
    """Put the assessments of a year together; ``None`` where no round asked for the principles.

    Parameters
    ----------
    year
        The year; the newest of which anything is published where it is none of those asked.
    network
        Slug of a network, or empty for all.
    today
        Members of today are asked in a round that is still open.
    """
    every = asked_in_rounds()
    years = tuple(dict.fromkeys(each.year for each in every))
    if not years:
        return None
    answered = [each for each in years_assessed() if each in years]
    chosen = year if year in years else next(iter(answered), years[0])
    in_year = [each for each in every if each.year == chosen]
    asked = [each for each in in_year if network in {"", each.slug}]
    members = _members(asked, today)
    known = frozenset().union(*members.values())
    said = [each for each in assessments_in_year(chosen) if not network or each.city_id in known]
    cities = cities_by_id({*known, *(each.city_id for each in said)})
    return PrincipleMatrix(
        year=chosen,
        years=years,
        closes_on=max((each.closes_on for each in asked), default=None),
        networks=tuple(dict.fromkeys((each.slug, each.name) for each in in_year)),
        cities=tuple(sorted(cities.values(), key=lambda each: (each.name, each.pk))),
        members=members,
        cells={(each.city_id, each.code): each for each in said},
    )


def _members(asked: Sequence[AskedNetwork], today: date) -> dict[str, frozenset[int]]:
    """Who belonged to each network on the last day of its round, or today if that lies ahead."""
    days = {each.network_id: (each.slug, min(each.closes_on, today)) for each in asked}
    found: dict[str, set[int]] = {slug: set() for slug, _day in days.values()}
    for network_id, city_id, since, until in member_spans(days):
        slug, day = days[network_id]
        if (since is None or since <= day) and (until is None or until >= day):
            found[slug].add(city_id)
    return {slug: frozenset(ids) for slug, ids in found.items()}
