"""Rows of a program: what no plan can escape. Mass, shares, gates, feed, air space, decay."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.question.problem import CONSTITUENTS, StreamKind

if TYPE_CHECKING:
    from nagara.pathways.least_cost.formulation.decisions import Decisions
    from nagara.pathways.least_cost.program.linear_program import LinearProgram
    from nagara.pathways.least_cost.question.problem import Facility, FeedWindow, Problem
    from nagara.pathways.least_cost.question.streams import StreamNetwork

__all__ = ["add_decay_rows", "add_mass_rows", "add_plant_rows", "add_share_rows", "add_site_rows"]

Array: TypeAlias = NDArray[np.float64]


def add_share_rows(program: LinearProgram, problem: Problem, decided: Decisions) -> None:
    """Every household is on one scheme, joins or leaves it no faster than it allows, and no zone loses service."""
    size, possible = len(problem.years), decided.share >= 0
    everybody = program.rows("everybody is served by one scheme", (len(problem.zones), size), lower=1.0, upper=1.0)
    program.add(everybody.at[:, None], decided.share, 1.0)
    _add_service_rows(program, problem, decided)
    largest = np.array([scheme.largest_change_frac for scheme in problem.schemes])
    slow = possible[:, :, 0] & (largest < 1.0)
    if not slow.any():
        return
    columns = decided.share[slow]
    bound = np.broadcast_to(largest, slow.shape)[slow][:, None]
    pace = program.rows("pace of joining a scheme", (columns.shape[0], size - 1), lower=-bound, upper=bound)
    program.add(pace.at, columns[:, 1:], 1.0)
    program.add(pace.at, columns[:, :-1], -1.0)


def _add_service_rows(program: LinearProgram, problem: Problem, decided: Decisions) -> None:
    """What a household puts out and nobody takes is never more, in a zone, than in the year before."""
    if not problem.keeps_service:
        return
    left = np.zeros((len(problem.zones), len(problem.schemes), len(problem.years)))
    for at, zone in enumerate(problem.zones):
        total = zone.generated_t.sum(axis=0)
        made_of = zone.generated_t / np.where(total > 0.0, total, 1.0)  # an empty district loses no service
        for scheme_at, scheme in enumerate(problem.schemes):
            left[at, scheme_at] = scheme.left_frac @ made_of
    served = program.rows("no zone loses service", (len(problem.zones), len(problem.years) - 1), upper=0.0).at
    program.add(served[:, None], decided.share[:, :, 1:], left[:, :, 1:])
    program.add(served[:, None], decided.share[:, :, :-1], -left[:, :, :-1])


def add_mass_rows(program: LinearProgram, problem: Problem, network: StreamNetwork, decided: Decisions) -> None:
    """What a container gives leaves its zone; what a plant leaves of a stream leaves the plant."""
    size = len(problem.years)
    places = sorted(
        {(source.zone, -1, source.stream) for source in network.sources}
        | {(-1, facility, stream) for (facility, _), (stream, _) in network.residues.items()}
        | {(-1, facility, stream) for (facility, _), (stream, _) in network.offers.items()}
    )
    row_of = {place: row for row, place in enumerate(places)}
    may_stay = np.array([network.streams[stream].kind is StreamKind.SORTED for _, _, stream in places])
    upper = np.broadcast_to(np.where(may_stay, np.inf, 0.0)[:, None], (len(places), size))
    mass = program.rows("what comes goes on", (len(places), size), lower=0.0, upper=upper).at
    given = [row_of[source.zone, -1, source.stream] for source in network.sources]
    columns = np.stack([decided.share[source.zone, source.scheme] for source in network.sources])
    program.add(mass[given], columns, np.stack([source.mass_t for source in network.sources]))
    leaving = [row_of[move.zone, move.origin, move.stream] for move in network.moves]
    program.add(mass[leaving], decided.flow, -1.0)
    left = [
        (row, row_of[-1, move.target, made[move.target, move.stream][0]], made[move.target, move.stream][1])
        for made in (network.residues, network.offers)
        for row, move in enumerate(network.moves)
        if (move.target, move.stream) in made
    ]
    if left:
        rows, to, part = (list(each) for each in zip(*left, strict=True))
        program.add(mass[to], decided.flow[rows], np.stack(part))
    _add_first_year(program, problem, network, decided)


def _add_first_year(program: LinearProgram, problem: Problem, network: StreamNetwork, decided: Decisions) -> None:
    """In the year of the records waste goes where it went: a given share of what leaves a place."""
    leaving: dict[tuple[int, int, int], list[int]] = {}
    for row, move in enumerate(network.moves):
        leaving.setdefault((move.zone, move.origin, move.stream), []).append(row)
    fixed = [
        (row, share, leaving[move.zone, move.origin, move.stream])
        for row, move in enumerate(network.moves)
        if (share := problem.ways[move.way].share_now) is not None and not network.streams[move.stream].takers
    ]
    as_it_was = program.rows("as it was in the first year", (len(fixed),), lower=0.0, upper=0.0).at
    for at, (row, share, every) in enumerate(fixed):
        program.add(as_it_was[at], decided.flow[row, 0], 1.0)
        program.add(as_it_was[at], decided.flow[every, 0], -share)


def standing(problem: Problem, decided: Decisions) -> list[tuple[int, NDArray[np.int64], Array]]:
    """By facility: columns of what is built there, shape (builds,), and whether it stands, shape (builds, years)."""
    size, by_facility = len(problem.years), {}  # type: ignore[var-annotated]
    for at, build in enumerate(decided.builds):
        stands = np.zeros(size)
        stands[build.opens : build.ends] = 1.0
        by_facility.setdefault(build.facility, []).append((decided.size[at], stands))
    return [
        (facility, np.array([column for column, _ in every]), np.stack([stands for _, stands in every]))
        for facility, every in sorted(by_facility.items())
    ]


def add_plant_rows(program: LinearProgram, problem: Problem, network: StreamNetwork, decided: Decisions) -> None:
    """A gate takes no more than stands there, and no less than must be fed; what is fed keeps its windows."""
    places, size = problem.facilities, len(problem.years)
    built = {facility: (columns, stands) for facility, columns, stands in standing(problem, decided)}
    target = np.array([move.target for move in network.moves])
    has_gate = [
        at
        for at, place in enumerate(places)
        if at in built and place.site is None or np.isfinite(place.capacity_t).any()
    ]
    gate = program.rows(
        "gate", (len(has_gate), size), upper=np.stack([places[at].capacity_t for at in has_gate]) if has_gate else 0.0
    )
    must = [at for at in has_gate if places[at].technology.smallest_load_frac > 0 or places[at].smallest_t is not None]
    load = program.rows(
        "smallest load",
        (len(must), size),
        lower=np.stack([_smallest_t(places[at]) for at in must]) if must else 0.0,
    )
    for rows, among, part in ((gate.at, has_gate, 1.0), (load.at, must, None)):
        for row, at in enumerate(among):
            fed = decided.flow[target == at]
            program.add(np.broadcast_to(rows[row], fed.shape), fed, 1.0)
            if at in built and places[at].site is None:
                columns, stands = built[at]
                share = places[at].technology.smallest_load_frac if part is None else part
                program.add(np.broadcast_to(rows[row], stands.shape), columns[:, None], -share * stands)
    _add_windows(program, problem, network, decided)
    if decided.chosen.size and decided.chosen[0] >= 0:
        _add_chords(program, decided)


def _smallest_t(place: Facility) -> Array:
    """What must arrive at what stands without being built [t/year]."""
    if place.smallest_t is not None:
        return place.smallest_t
    return np.where(np.isfinite(place.capacity_t), place.capacity_t, 0.0) * place.technology.smallest_load_frac


def _add_chords(program: LinearProgram, decided: Decisions) -> None:
    """A build lies on the chord that was chosen for it, and on one of them."""
    smallest = np.array([build.smallest for build in decided.builds])
    largest = np.array([build.largest for build in decided.builds])
    within = program.rows("no larger than its chord", (len(decided.builds),), upper=0.0)
    program.add(within.at, decided.size, 1.0)
    program.add(within.at, decided.chosen, -largest)
    beyond = program.rows("no smaller than its chord", (len(decided.builds),), lower=0.0)
    program.add(beyond.at, decided.size, 1.0)
    program.add(beyond.at, decided.chosen, -smallest)
    keys = [(build.facility, build.year) for build in decided.builds]
    order = {key: at for at, key in enumerate(dict.fromkeys(keys))}
    once = program.rows("one size for one build", (len(order),), upper=1.0)
    program.add(once.at[[order[key] for key in keys]], decided.chosen, 1.0)


def _add_windows(program: LinearProgram, problem: Problem, network: StreamNetwork, decided: Decisions) -> None:
    for at, place in enumerate(problem.facilities):
        rows = [row for row, move in enumerate(network.moves) if move.target == at]
        for window in place.technology.windows if rows else ():
            compositions = np.stack([network.streams[network.moves[row].stream].composition_frac for row in rows])
            for end, coefficients in _ends(window, compositions):
                name = f"{window.name} at {place.code}, {end}"
                keeps = program.rows(name, (len(problem.years),), lower=0.0)
                program.add(np.broadcast_to(keeps.at, coefficients.shape), decided.flow[rows], coefficients)


def _ends(window: FeedWindow, compositions: Array) -> list[tuple[str, Array]]:
    """Coefficients that are not negative together where the mean keeps each end, shape (moves, years)."""
    amount = np.einsum("i,mit->mt", window.per_t, compositions)
    weight = np.einsum("i,mit->mt", window.weight_per_t, compositions)
    out = []
    if window.smallest is not None:
        out.append(("smallest", amount - window.smallest * weight))
    if window.largest is not None:
        out.append(("largest", window.largest * weight - amount))
    return out


def add_site_rows(program: LinearProgram, problem: Problem, network: StreamNetwork, decided: Decisions) -> None:
    """A site holds what it received, and no more than its air space."""
    if not decided.sites:
        return
    size = len(problem.years)
    target = np.array([move.target for move in network.moves])
    filling = program.rows("filling of sites", (len(decided.sites), size), lower=0.0, upper=0.0).at
    program.add(filling, decided.held, 1.0)
    program.add(filling[:, 1:], decided.held[:, :-1], -1.0)
    for row, at in enumerate(decided.sites):
        fed = decided.flow[target == at]
        program.add(np.broadcast_to(filling[row], fed.shape), fed, -1.0)
    built = {facility: (columns, stands) for facility, columns, stands in standing(problem, decided)}
    limited = [(row, at) for row, at in enumerate(decided.sites) if _airspace(problem, at) < np.inf]
    space = program.rows(
        "air space",
        (len(limited), size),
        upper=np.array([[_airspace(problem, at)] for _, at in limited]) if limited else 0.0,
    ).at
    for place, (row, at) in enumerate(limited):
        program.add(space[place], decided.held[row], 1.0)
        if at in built:
            columns, stands = built[at]
            program.add(np.broadcast_to(space[place], stands.shape), columns[:, None], -stands)


def _airspace(problem: Problem, at: int) -> float:
    site = problem.facilities[at].site
    return np.inf if site is None or site.airspace_t is None else site.airspace_t


def add_decay_rows(program: LinearProgram, problem: Problem, network: StreamNetwork, decided: Decisions) -> None:
    r"""Carbon in a site decays (IPCC 2006, Volume 5, Eq. 3.2 and 3.4).

    .. math:: S(t) = e^{-k} S(t-1) + \text{DOC}\,\text{DOC}_f\,\text{MCF}(t)\,W(t)
    """
    if not decided.sites:
        return
    climate, size = problem.climate, len(problem.years)
    kept = np.exp(-climate.k_per_year)
    before = np.zeros((len(decided.sites), kept.size, size))
    for row, at in enumerate(decided.sites):
        site = problem.facilities[at].site
        if site is not None:
            before[row, :, 0] = kept * site.stock_t_carbon
    decays = program.rows("decay of carbon", before.shape, lower=before, upper=before).at
    program.add(decays, decided.stock, 1.0)
    program.add(decays[:, :, 1:], decided.stock[:, :, :-1], -kept[:, None])
    carbon = np.zeros((kept.size, len(CONSTITUENTS)))
    for column, split in enumerate(CONSTITUENTS):
        if split.material in climate.materials:
            row = climate.materials.index(split.material)
            carbon[row, column] = climate.decomposable_frac[row]
    for row, at in enumerate(decided.sites):
        site = problem.facilities[at].site
        for number, move in enumerate(network.moves):
            stream = network.streams[move.stream]
            if move.target != at or site is None or stream.is_inert:
                continue
            put_in = (carbon @ stream.composition_frac) * site.mcf_frac * (1.0 - site.burnt_frac)
            program.add(decays[row], np.broadcast_to(decided.flow[number], put_in.shape), -put_in)
