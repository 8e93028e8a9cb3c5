"""A second formulation of a least-cost plan, written apart from the library: every path from door to grave is a column.

It reads the nouns of a problem and the method page, and shares no code with the library's program: there
masses stand on the moves of merged streams and carbon is carried from year to year; here a column is the
whole way of a container's tonnes through all plants, with what a sorting plant makes sold at its gate or
branching off to a recycler, and methane is summed over all earlier years. It knows constant returns only,
and promises are hard.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import linopy
import numpy as np
import xarray as xr

from nagara.pathways.least_cost.question.problem import CONSTITUENTS, Facility, Problem, Scheme, StreamKind, Way, Zone

FURNACES = {"incineration-with-energy", "incineration-without-energy", "refuse-derived-fuel"}
PASSES_ON = {"transfer"}


@dataclass(frozen=True)
class Stop:
    """A facility on a path, and what arrives there of each tonne that set out."""

    facility: Facility
    way: Way
    arriving: np.ndarray
    """Shape (constituents, years) [t/t]."""
    is_inert: bool
    hands_over: bool = False
    """Whether a recycler takes over what it made."""

    @property
    def made(self) -> np.ndarray:
        """What a recycler could take over."""
        offered = self.facility.technology.offered_frac
        return np.zeros_like(self.arriving) if offered is None else self.arriving * offered[:, None]

    @property
    def leaving(self) -> np.ndarray:
        """What goes on to be disposed of or burned."""
        technology = self.facility.technology
        if self.facility.site is not None:
            return np.zeros_like(self.arriving)
        if technology.kind in PASSES_ON:
            return self.arriving
        return self.arriving * (1.0 - technology.recovered_frac - technology.lost_frac)[:, None]

    @property
    def ending(self) -> np.ndarray:
        """Tonnes that go no further, shape (years,)."""
        gone = self.leaving + self.made if self.hands_over else self.leaving
        return np.asarray((self.arriving - gone).sum(axis=0))


@dataclass(frozen=True)
class Path:
    """From a container at a zone's doors to wherever its tonnes stay: all stops, branches one after the other."""

    zone: Zone
    scheme: Scheme
    container: int
    stops: tuple[Stop, ...]

    @property
    def at_the_door(self):
        """What the container costs and burns in this zone, without the way."""
        container = self.scheme.containers[self.container]
        return self.zone.at_the_door.get((self.scheme.code, container.code), container)


class PathPlan:
    """The linear program of a problem by paths."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.years = range(len(problem.years))
        self.paths = list(self._paths())
        self.served = [(z, s) for z in problem.zones for s in problem.schemes if not s.zones or z.code in s.zones]
        self.builds = list(self._builds())
        self.model = linopy.Model()
        year = [("year", list(self.years))]
        self.x = self.model.add_variables(lower=0, coords=[("path", range(len(self.paths))), *year], name="x")
        self.s = self.model.add_variables(lower=0, coords=[("served", range(len(self.served))), *year], name="s")
        largest = [place.expansion.largest for place, _ in self.builds]  # type: ignore[union-attr]
        self.q = self.model.add_variables(
            lower=0, upper=xr.DataArray(largest, dims="build"), coords=[("build", range(len(largest)))], name="q"
        )

    def _paths(self):
        problem = self.problem
        places = {place.code: place for place in problem.facilities}

        def onward(
            at: str, kind: StreamKind, takers: tuple[str, ...], past: tuple[str, ...], what: np.ndarray, inert: bool
        ) -> Iterator[tuple[Stop, ...]]:
            """Every way on from a place: a stop, and what follows from all that leaves it."""
            for way in (way for way in problem.ways if way.origin == at):
                place = places[way.target]
                does = place.technology
                if kind is StreamKind.SORTED:
                    if place.site is not None or kind not in does.takes:
                        continue
                elif place.code not in takers if takers else kind not in does.takes:
                    continue
                if does.code in past:
                    continue
                stop, seen = Stop(place, way, what, inert), (*past, does.code)
                passes = does.kind in PASSES_ON
                rest = (kind, takers) if passes else (StreamKind.RESIDUE, ())
                burnt = inert if passes else inert or does.residue_is_inert
                left = [()] if stop.leaving.sum() < 1e-9 else list(onward(place.code, *rest, seen, stop.leaving, burnt))
                over = []
                if stop.made.sum() > 1e-9:
                    over = list(onward(place.code, StreamKind.SORTED, (), seen, stop.made, inert))
                yield from ((stop, *after) for after in left)
                handing = Stop(place, way, what, inert, hands_over=True)
                yield from ((handing, *after, *branch) for after, branch in product(left, over))

        for zone in problem.zones:
            for scheme in problem.schemes:
                if scheme.zones and zone.code not in scheme.zones:
                    continue
                for at, container in enumerate(scheme.containers):
                    captured = zone.generated_t * container.captured_frac[:, None]
                    of_a_tonne = captured / captured.sum(axis=0)
                    for trail in onward(zone.code, container.kind, container.takers, (), of_a_tonne, False):
                        yield Path(zone, scheme, at, trail)

    def _builds(self):
        """What can be decided, and when: facility and index of the year of the decision."""
        for place in self.problem.facilities:
            if place.expansion is None:
                continue
            for year in self.problem.epochs:
                opens = year + place.technology.lead_years
                if (not place.expansion.years or year in place.expansion.years) and opens <= self.problem.years[-1]:
                    yield place, year - self.problem.years[0]

    def stands(self, at: int) -> np.ndarray:
        """Years in which what is decided stands, shape (years,)."""
        place, decided = self.builds[at]
        opens = decided + place.technology.lead_years
        years = np.arange(len(self.years))
        return (years >= opens) & (years < opens + place.technology.life_years)

    # -- linear figures: an expression over years ------------------------------------------------

    def on_paths(self, value) -> linopy.LinearExpression:
        """What each path gives by tonne that sets out: ``value(path)`` of shape (years,) or a number."""
        full = np.array([np.broadcast_to(value(path), len(self.years)) for path in self.paths], dtype=float)
        return (xr.DataArray(full, dims=("path", "year")) * self.x).sum("path")

    def at_stops(self, value) -> linopy.LinearExpression:
        """The same of every stop of every path."""
        return self.on_paths(lambda path: sum(value(stop) for stop in path.stops))

    def on_shares(self, value) -> linopy.LinearExpression:
        full = np.array([np.broadcast_to(value(*each), len(self.years)) for each in self.served], dtype=float)
        return (xr.DataArray(full, dims=("served", "year")) * self.s).sum("served")

    def on_builds(self, value) -> linopy.LinearExpression:
        full = np.array([value(at) for at in range(len(self.builds))], dtype=float)
        return (xr.DataArray(full, dims=("build", "year")) * self.q).sum("build")

    def uncollected(self, by_t: np.ndarray) -> linopy.LinearExpression:
        return self.on_shares(lambda zone, scheme: by_t @ (zone.generated_t * scheme.left_frac[:, None]))

    def ends(self, counts) -> linopy.LinearExpression:
        """Tonnes that end in the facilities that count."""
        return self.at_stops(lambda stop: stop.ending if counts(stop.facility) else 0.0)

    @cached_property
    def generated(self) -> np.ndarray:
        return np.sum([zone.generated_t.sum(axis=0) for zone in self.problem.zones], axis=0)

    @cached_property
    def burnt(self) -> linopy.LinearExpression:
        """Gases of open fires [t CO2e]."""
        climate = self.problem.climate

        def fire(stop: Stop):
            if stop.facility.site is None or stop.is_inert:
                return 0.0
            return stop.facility.site.burnt_frac * (climate.open_burning_t_co2e_per_t @ stop.arriving)

        return self.uncollected(climate.uncollected_burnt_frac * climate.open_burning_t_co2e_per_t) + self.at_stops(
            fire
        )

    @cached_property
    def methane(self) -> linopy.LinearExpression:
        """Methane of disposal sites [t CH4], each year a sum over all years before."""
        climate, last = self.problem.climate, len(self.years)
        per_carbon = climate.methane_frac * 16.0 / 12.0
        whole = np.zeros((len(self.paths), last, last))
        base = np.zeros(last)
        materials = [split.material for split in CONSTITUENTS]
        for m, material in enumerate(climate.materials):
            k, part = climate.k_per_year[m], np.array([each == material for each in materials], dtype=float)
            for place in self.problem.facilities:
                if place.site is None:
                    continue
                escapes = per_carbon * (1 - place.site.caught_frac) * (1 - place.site.oxidation_frac)
                rots = np.exp(-k * np.arange(last)) * (1 - np.exp(-k))
                base += place.site.stock_t_carbon[m] * rots * escapes
                for p, path in enumerate(self.paths):
                    here = [stop.arriving for stop in path.stops if stop.facility is place and not stop.is_inert]
                    if not here:
                        continue
                    laid = part @ sum(here) * (1 - place.site.burnt_frac)
                    laid = laid * climate.decomposable_frac[m] * place.site.mcf_frac
                    for u in self.years:
                        for t in range(u + 1, last):
                            whole[p, u, t] += laid[u] * rots[t - 1 - u] * escapes[t]
        kernel = xr.DataArray(whole, dims=("path", "year", "then"))
        return (kernel * self.x).sum(["path", "year"]).rename(then="year") + xr.DataArray(base, dims="year")

    @cached_property
    def plastic(self) -> linopy.LinearExpression:
        leakage = self.problem.leakage
        nothing = np.zeros(len(CONSTITUENTS))
        received = self.at_stops(
            lambda stop: (
                0.0 if stop.is_inert else leakage.by_facility_frac.get(stop.facility.code, nothing) @ stop.arriving
            )
        )
        on_the_way = self.on_paths(lambda path: leakage.collected_frac @ path.stops[0].arriving)
        return received + on_the_way + self.uncollected(leakage.uncollected_frac)

    @cached_property
    def gases(self) -> linopy.LinearExpression:
        climate = self.problem.climate
        diesel = self.at_stops(lambda stop: stop.way.diesel_l_per_t * stop.arriving.sum(axis=0))
        diesel += self.on_paths(lambda path: path.zone.effort * path.at_the_door.diesel_l_per_t)
        treated = self.at_stops(
            lambda stop: 0.0 if stop.is_inert else stop.facility.technology.gas_t_co2e_per_t @ stop.arriving
        )
        fixed = xr.DataArray(climate.other_t_co2e, dims="year")
        return (
            self.methane * climate.ch4_t_co2e_per_t
            + diesel * climate.diesel_t_co2e_per_l
            + treated
            + self.burnt
            + fixed
        )

    @cached_property
    def cost(self) -> linopy.LinearExpression:
        money = self.problem.money

        def gate(stop: Stop):
            technology = stop.facility.technology
            per_t = technology.usd_per_t - technology.revenue_usd_per_t
            return per_t @ stop.arriving + stop.way.usd_per_t * stop.arriving.sum(axis=0)

        def yearly(at: int) -> np.ndarray:
            place, _ = self.builds[at]
            law, life, r = place.expansion, place.technology.life_years, money.interest_frac
            annuity = r / (1 - (1 + r) ** -life) if r else 1 / life
            unit = law.reference_usd / law.reference_size
            return self.stands(at) * (unit * annuity + law.fixed_usd_per_year)

        collection = self.on_paths(lambda path: path.zone.effort * path.at_the_door.usd_per_t)
        homes = self.on_shares(lambda zone, scheme: scheme.usd_per_household * zone.households)
        fixed = xr.DataArray(money.other_usd, dims="year")
        return self.at_stops(gate) + collection + homes + self.on_builds(yearly) + fixed

    # -- constraints ---------------------------------------------------------------------------

    def _bind(self, expression, sign: str, right) -> None:
        self.model.add_constraints(expression, sign, right)

    def _homes(self) -> None:
        """Every household is on a scheme, changes slowly, and no zone's uncollected part ever grows."""
        problem, last = self.problem, self.years[-1]
        most = xr.DataArray([scheme.largest_change_frac for _, scheme in self.served], dims="served")
        begun = [zone.share_now.get(scheme.code, 0.0) for zone, scheme in self.served]
        self._bind(self.s.isel(year=0), "=", xr.DataArray(begun, dims="served"))
        step = 1 * self.s.shift(year=1).isel(year=slice(1, None))
        for sign in (1, -1):
            self._bind(sign * (self.s.isel(year=slice(1, None)) - step), "<=", most)
        for at, (_, scheme) in enumerate(self.served):
            too_early = (scheme.first_year or 0) - problem.years[0]
            if too_early > 1:
                self._bind(self.s.isel(served=at, year=slice(1, min(too_early, last + 1))), "=", 0.0)
        for zone in problem.zones:
            mine = [at for at, (z, _) in enumerate(self.served) if z is zone]
            self._bind(self.s.isel(served=mine).sum("served"), "=", 1.0)
            if problem.keeps_service:
                taken = self.on_shares(
                    lambda z, s, zone=zone: (
                        ((1 - s.left_frac) @ z.generated_t) / z.generated_t.sum(axis=0) * (z is zone)
                    )
                )
                before = taken.isel(year=slice(0, -1)).assign_coords(year=self.years[1:])
                self._bind(taken.isel(year=slice(1, None)) - before, ">=", 0.0)

    def _doors(self) -> None:
        """What a container gives leaves its zone on some path; in the first year on the ways of the records."""
        doors = [
            (at, c, way)
            for at, (zone, scheme) in enumerate(self.served)
            for c in range(len(scheme.containers))
            for way in (None, *self.problem.ways)
            if way is None or (way.origin == zone.code and way.share_now is not None)
        ]
        leaves = np.zeros((len(doors), len(self.paths)))
        gives = np.zeros((len(doors), len(self.served), len(self.years)))
        for row, (at, c, way) in enumerate(doors):
            zone, scheme = self.served[at]
            for p, path in enumerate(self.paths):
                is_here = path.zone is zone and path.scheme is scheme and path.container == c
                leaves[row, p] = is_here and (way is None or path.stops[0].way is way)
            part = way.share_now if way is not None and leaves[row].any() else 1.0 if way is None else 0.0
            gives[row, at] = part * (zone.generated_t * scheme.containers[c].captured_frac[:, None]).sum(axis=0)
        sent = (xr.DataArray(leaves, dims=("door", "path")) * self.x).sum("path")
        given = (xr.DataArray(gives, dims=("door", "served", "year")) * self.s).sum("served")
        always = [row for row, (_, _, way) in enumerate(doors) if way is None]
        self._bind((sent - given).isel(door=always), "=", 0.0)
        at_first = [row for row, (_, _, way) in enumerate(doors) if way is not None]
        if at_first:
            self._bind((sent - given).isel(door=at_first, year=0), "=", 0.0)

    def _places(self) -> None:
        for place in self.problem.facilities:
            here = self.at_stops(lambda stop, place=place: stop.arriving.sum(axis=0) * (stop.facility is place))
            stands = self.on_builds(lambda at, place=place: self.stands(at) * (self.builds[at][0] is place) * 1.0)
            if place.last_year is not None and place.last_year < self.problem.years[-1]:
                self._bind(here.isel(year=slice(place.last_year - self.problem.years[0] + 1, None)), "<=", 0.0)
            if np.isfinite(place.capacity_t).all():
                free, least = xr.DataArray(place.capacity_t, dims="year"), place.technology.smallest_load_frac
                self._bind(here - stands if place.site is None else here, "<=", free)
                paid = least * free if place.smallest_t is None else xr.DataArray(place.smallest_t, dims="year")
                if least or place.smallest_t is not None:
                    self._bind(here - least * stands, ">=", paid)
            if place.site is not None and place.site.airspace_t is not None:
                cells = self.on_builds(
                    lambda at, place=place: np.maximum.accumulate(self.stands(at)) * (self.builds[at][0] is place) * 1.0
                )
                self._bind(here.cumsum("year") - cells, "<=", place.site.airspace_t)
            for window in place.technology.windows:
                for end, sign in ((window.smallest, ">="), (window.largest, "<=")):
                    if end is not None:
                        over = window.per_t - end * window.weight_per_t
                        mean = self.at_stops(
                            lambda stop, place=place, over=over: over @ stop.arriving * (stop.facility is place)
                        )
                        self._bind(mean, sign, 0.0)

    def _promises(self) -> None:
        total = xr.DataArray(1.0 / self.generated, dims="year")
        recovers = {"landfill", "dumpsite", *FURNACES, *PASSES_ON}
        homes = np.sum([zone.households for zone in self.problem.zones], axis=0)

        figures = {
            "sdg_11_6_1_frac": lambda: total * self.ends(lambda place: place.technology.is_controlled),
            "collected_frac": lambda: total * self.on_paths(lambda path: 1.0),
            "recycled_frac": lambda: total * self.ends(lambda place: place.technology.kind not in recovers),
            "diverted_frac": lambda: total * self.ends(lambda place: place.site is None),
            "landfilled_t_per_year": lambda: self.ends(lambda place: place.site is not None),
            "informal_recovered_t_per_year": lambda: self.ends(lambda place: place.technology.is_informal),
            "plastic_to_water_t_per_year": lambda: self.plastic,
            "methane_t_per_year": lambda: self.methane,
            "ghg_t_co2e_per_year": lambda: self.gases,
            "cost_usd_per_household": lambda: self.cost * xr.DataArray(1.0 / homes, dims="year"),
        }
        cuts = {
            "plastic_to_water_cut_frac": lambda: self.plastic,
            "methane_cut_frac": lambda: self.methane,
            "ghg_cut_frac": lambda: self.gases,
        }
        for promise in self.problem.promises:
            held = slice(max(promise.from_year - self.problem.years[0], 0), None)
            if promise.figure in cuts:
                figure = cuts[promise.figure]()
                start = (1 - promise.target) * figure.isel(year=[0] * len(self.years)).assign_coords(year=self.years)
                self._bind((figure - start).isel(year=held), "<=", 0.0)
            else:
                self._bind(figures[promise.figure]().isel(year=held), promise.relation, promise.target)

    def solve(self) -> float:
        """Discounted cost of the cheapest plan [USD]."""
        money = self.problem.money
        weight = (1 + money.discount_frac) ** -np.arange(len(self.years), dtype=float)
        whole = self.cost + self.gases * xr.DataArray(money.carbon_usd_per_t, dims="year")
        self._homes()
        self._doors()
        self._places()
        self._promises()
        if money.budget_usd is not None:
            self._bind(self.cost, "<=", xr.DataArray(money.budget_usd, dims="year"))
        objective = (xr.DataArray(weight, dims="year") * whole).sum("year")
        self.model.add_objective(objective - objective.const)
        status, condition = self.model.solve(
            solver_name="highs", io_api="direct", output_flag=False, progress=False, threads=0
        )
        assert (status, condition) == ("ok", "optimal"), condition
        return float(self.model.objective.value) + float(objective.const)
