"""Where things stand in a city, as a planner writes it down: zones, ways, plants that stand and that could.

All of it is optional. What is left out stays what it is without places: one zone, default ways, plants of
the account without an end, and a place of its own for every technology.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

__all__ = ["NewPlace", "OwnNumber", "Places", "Position", "StandingPlace", "ZonePlace"]

Position: TypeAlias = tuple[float, float]
"""Latitude and longitude [degrees]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZonePlace:
    """A zone of a city.

    Parameters
    ----------
    code, name
        Its code and its name.
    people_frac, waste_frac
        Its part of the city's people and of its waste [frac].
    area_km2
        Area in which its people live [km2]; with it collection costs what its tours cost.
    at
        Its middle.
    km
        Road distance to places, by their codes [km].
    stratum
        Stratum of the survey that lives there; the mean of the city if nothing is said.
    is_waste_said
        Whether somebody wrote its waste down; otherwise it is that of its people, at the rate of its stratum.
    collected_frac
        Part of its waste that services or the value chain take today; that of the city if nothing is said [frac].
    """

    code: str
    name: str
    people_frac: float
    waste_frac: float
    area_km2: float | None = None
    at: Position | None = None
    km: Mapping[str, float] = field(default_factory=dict)
    stratum: str = ""
    is_waste_said: bool = True
    collected_frac: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPlace:
    """What the account does not tell of a facility that stands.

    Parameters
    ----------
    code
        Of the facility in the account.
    at, km
        Where it is, and road distance to other places.
    capacity_t_per_year
        What it can take [t/year]; what it takes today and no more, if nothing is said of a plant.
    smallest_feed_t_per_year
        What it must be fed or is paid for [t/year]; what it takes today, if nothing is said.
    airspace_t
        At a disposal site, tonnes that still fit when the year of the records begins [t].
    last_year
        Last year in which it takes anything.
    closing_usd
        What closing costs once, in the year after that [USD].
    """

    code: str
    at: Position | None = None
    km: Mapping[str, float] = field(default_factory=dict)
    capacity_t_per_year: float | None = None
    smallest_feed_t_per_year: float | None = None
    airspace_t: float | None = None
    last_year: int | None = None
    closing_usd: float | None = None

    @property
    def governs(self) -> bool:
        """Whether it says more than where the facility is."""
        said = (self.capacity_t_per_year, self.smallest_feed_t_per_year, self.airspace_t, self.last_year)
        return any(each is not None for each in said)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlace:
    """A place where something could be built.

    Parameters
    ----------
    code, name
        Its code and its name.
    technology
        What could be built there.
    at, km
        Where it is, and road distance to other places.
    largest
        Largest size, tonnes a year, at a landfill tonnes of air space; a default if nothing is said.
    first_year
        First year in which it can be decided; later ones are those of the plan.
    lead_years
        From the decision to the first tonne [years]; a default if nothing is said.
    """

    code: str
    name: str
    technology: str
    at: Position | None = None
    km: Mapping[str, float] = field(default_factory=dict)
    largest: float | None = None
    first_year: int | None = None
    lead_years: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNumber:
    """A number of the city's own in the place of a default.

    Parameters
    ----------
    technology, parameter
        Row of the evidence table ``technology`` that it replaces.
    value, low, high
        In the unit of the row; without a range no doubt was stated.
    source
        Where it comes from.
    """

    technology: str
    parameter: str
    value: float
    low: float
    high: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What a planner wrote down of a city's places.

    Parameters
    ----------
    file
        Name of the file, for messages.
    zones, standing, new, numbers
        What is in it.
    integrates_informal
        Whether informal workers could be taken into the service: a further way to serve households.
    price_year
        Year of the money that everything is counted in; that of the defaults if nothing is said.
    """

    file: str = "places"
    zones: tuple[ZonePlace, ...] = ()
    standing: tuple[StandingPlace, ...] = ()
    new: tuple[NewPlace, ...] = ()
    numbers: tuple[OwnNumber, ...] = ()
    integrates_informal: bool = False
    price_year: int | None = None

    @property
    def every(self) -> tuple[ZonePlace | StandingPlace | NewPlace, ...]:
        """All that stands somewhere."""
        return (*self.zones, *self.standing, *self.new)

    def of(self, code: str) -> StandingPlace | None:
        """What is said of a facility that stands."""
        return next((each for each in self.standing if each.code == code), None)
