"""Tonnes, gases, plastic and money of a plan as linear forms of its decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.decay_parameters import METHANE_PER_CARBON
from nagara.evidence import codelist
from nagara.pathways.least_cost.formulation.forms import Form, add_forms
from nagara.pathways.least_cost.question.problem import CONSTITUENTS
from nagara.pathways.least_cost.question.streams import passes_through

if TYPE_CHECKING:
    from nagara.pathways.least_cost.formulation.decisions import Decisions
    from nagara.pathways.least_cost.question.problem import Facility, Problem, Scheme, Site, Zone
    from nagara.pathways.least_cost.question.streams import Move, Source, Stream, StreamNetwork

__all__ = ["FURNACES", "FigureForms", "is_recovery"]

Array: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.int32]
FURNACES: Final = frozenset({"incineration-with-energy", "incineration-without-energy", "refuse-derived-fuel"})


def is_recovery(facility: Facility) -> bool:
    """Whether what ends there is recovered, of the role that the code list gives its kind."""
    kind = facility.technology.kind
    return not passes_through(facility.technology) and codelist("facility_kind")[kind]["role"] == "recovery"


@dataclass(frozen=True, kw_only=True)
class FigureForms:
    """Forms of the figures of a problem, of one city or of all.

    Parameters
    ----------
    problem, network, decided
        The question, its streams and its columns.
    city
        Only waste that this city generates; all of it if nothing is said.
    """

    problem: Problem
    network: StreamNetwork
    decided: Decisions
    city: str | None = None

    # --- tonnes ----------------------------------------------------------------------------------

    @cached_property
    def generated_t(self) -> Array:
        """Waste generated, shape (years,) [t/year]."""
        return np.asarray(np.sum([zone.generated_t.sum(axis=0) for zone in self._zones()], axis=0))

    def uncollected(self, per_t: Array | None = None) -> Form:
        """Tonnes that nobody collects, or what follows from a tonne of each constituent."""
        weight = np.ones(len(CONSTITUENTS)) if per_t is None else per_t

        def left(at: int, scheme: Scheme) -> Array:
            return np.asarray((scheme.left_frac * weight) @ self.problem.zones[at].generated_t)

        return self.from_shares(left)

    def received(self, counts: Callable[[Facility], bool], per_t: Array | None = None) -> Form:
        """Tonnes that arrive at some facilities, or what follows from a tonne of each constituent."""
        return self._moved(lambda move: counts(self.problem.facilities[move.target]), per_t)

    def ending(self, counts: Callable[[Facility], bool]) -> Form:
        """Tonnes that end at some facilities: what arrives there less what is handed on."""
        handed_on = self._moved(lambda move: move.origin >= 0 and counts(self.problem.facilities[move.origin]))
        return add_forms([self.received(counts), handed_on.times(-1.0)])

    def collected(self) -> Form:
        """Tonnes that services or the value chain take."""
        return add_forms([self.constant(self.generated_t), self.uncollected().times(-1.0)])

    def controlled(self) -> Form:
        """Tonnes that end in controlled facilities."""
        return self.ending(lambda place: place.technology.is_controlled and not passes_through(place.technology))

    # --- gases -----------------------------------------------------------------------------------

    def methane(self) -> Form:
        """Methane that disposal sites emit [t CH4/year]; of all cities, for a site knows no origin."""
        climate, decided = self.problem.climate, self.decided
        decaying = -np.expm1(-climate.k_per_year) * climate.methane_frac * METHANE_PER_CARBON
        constant = np.zeros(len(self.problem.years))
        columns: list[Numbers] = []
        coefficients: list[Array] = []
        for row, at in enumerate(decided.sites):
            site = self._site(at)
            escapes = (1.0 - site.caught_frac) * (1.0 - site.oxidation_frac)
            constant[0] += float(decaying @ site.stock_t_carbon) * escapes[0]
            before = np.concatenate([np.full((len(climate.materials), 1), -1), decided.stock[row, :, :-1]], axis=1)
            columns.extend(before)
            coefficients.extend(decaying[:, None] * escapes)
        return add_forms([self.constant(constant), self.of(columns, coefficients)])

    def open_burning(self, per_t: Array | None = None) -> Form:
        """Tonnes that burn in the open, uncollected and at sites, or what follows from a tonne of each constituent."""
        forms = [self.uncollected(per_t).times(self.problem.climate.uncollected_burnt_frac)]
        for at in self.decided.sites:
            burnt = self._site(at).burnt_frac
            if burnt > 0:
                place = self.problem.facilities[at]
                forms.append(self.received(lambda other, place=place: other is place, per_t).times(burnt))  # type: ignore[misc]
        return add_forms(forms)

    def diesel(self) -> Form:
        """Fuel of collection and haul [l/year]."""
        collection = self.from_sources(
            lambda source: source.mass_t * source.container.diesel_l_per_t * self.problem.zones[source.zone].effort
        )
        return add_forms([collection, self.from_moves(lambda move: self.problem.ways[move.way].diesel_l_per_t)])

    def gases(self) -> dict[str, Form]:
        """Greenhouse gases by source [t CO2e/year]."""
        climate = self.problem.climate
        treated = [
            self.received(lambda other, place=place: other is place, place.technology.gas_t_co2e_per_t)  # type: ignore[misc]
            for place in self.problem.facilities
            if place.technology.gas_t_co2e_per_t.any()
        ]
        return {
            "disposal": self.methane().times(climate.ch4_t_co2e_per_t),
            "treatment": add_forms([self.constant(0.0), *treated]),
            "open_burning": self.open_burning(climate.open_burning_t_co2e_per_t),
            "fuel": self.diesel().times(climate.diesel_t_co2e_per_l),
            "other": self.constant(climate.other_t_co2e),
        }

    # --- plastic ---------------------------------------------------------------------------------

    def plastic_to_water(self) -> Form:
        """Plastic that reaches water [t/year]."""
        leakage = self.problem.leakage

        def on_the_way(source: Source) -> Array:
            leaks = source.container.captured_frac * leakage.collected_frac
            return np.asarray(leaks @ self.problem.zones[source.zone].generated_t)

        forms = [self.uncollected(leakage.uncollected_frac), self.from_sources(on_the_way)]
        for place in self.problem.facilities:
            share = leakage.by_facility_frac.get(place.code)
            if share is not None:
                forms.append(self.received(lambda other, place=place: other is place, share))  # type: ignore[misc]
        return add_forms(forms)

    def of_city(self, city: str) -> FigureForms:
        """The same of the waste of one city."""
        return FigureForms(problem=self.problem, network=self.network, decided=self.decided, city=city)

    # --- what forms are made of ------------------------------------------------------------------

    def from_sources(self, of_all: Callable[[Source], Array]) -> Form:
        """What follows from every container, given what would follow if all households of its zone had it."""
        ours = [each for each in self.network.sources if self._is_ours(self.problem.zones[each.zone].city)]
        return self.of([self.decided.share[each.zone, each.scheme] for each in ours], [of_all(each) for each in ours])

    def from_shares(self, of_all: Callable[[int, Scheme], Array]) -> Form:
        """What follows from every scheme, given what would follow if all households of a zone were on it."""
        columns, coefficients = [], []
        for at, zone in enumerate(self.problem.zones):
            for scheme_at, scheme in enumerate(self.problem.schemes):
                if self._is_ours(zone.city) and self.decided.share[at, scheme_at, 0] >= 0:
                    columns.append(self.decided.share[at, scheme_at])
                    coefficients.append(of_all(at, scheme))
        return self.of(columns, coefficients)

    def from_moves(self, per_t: Callable[[Move], float | Array]) -> Form:
        """What follows from every move, given what follows from a tonne of it."""
        years = np.ones(len(self.problem.years))
        ours = [row for row, move in enumerate(self.network.moves) if self._is_ours(self.stream(move).city)]
        weights = [per_t(self.network.moves[row]) * years for row in ours]
        return self.of([self.decided.flow[row] for row in ours], weights)

    def constant(self, value: Array | float) -> Form:
        """A figure that nothing changes."""
        return Form(constant=np.zeros(len(self.problem.years)) + value)

    def _moved(self, counts: Callable[[Move], bool], per_t: Array | None = None) -> Form:
        rows = [
            row for row, move in enumerate(self.network.moves) if counts(move) and self._is_ours(self.stream(move).city)
        ]
        weights: list[Array] = []
        for row in rows:
            stream = self.stream(self.network.moves[row])
            if per_t is None:
                weights.append(np.ones(len(self.problem.years)))
            else:
                weights.append(np.asarray(per_t @ stream.composition_frac) * (0.0 if stream.is_inert else 1.0))
        return self.of([self.decided.flow[row] for row in rows], weights)

    def of(self, columns: Sequence[Numbers], coefficients: Sequence[Array]) -> Form:
        """The form of some columns, each of shape (years,), and their coefficients."""
        if not columns:
            return self.constant(0.0)
        return Form(constant=np.zeros(len(self.problem.years)), terms=((np.stack(columns), np.stack(coefficients)),))

    def stream(self, move: Move) -> Stream:
        """What is moved."""
        return self.network.streams[move.stream]

    def _zones(self) -> list[Zone]:
        return [zone for zone in self.problem.zones if self._is_ours(zone.city)]

    def _is_ours(self, city: str) -> bool:
        return self.city is None or city == self.city

    def _site(self, at: int) -> Site:
        site = self.problem.facilities[at].site
        if site is None:
            msg = f"{self.problem.facilities[at].code} is no disposal site"
            raise ValueError(msg)
        return site
