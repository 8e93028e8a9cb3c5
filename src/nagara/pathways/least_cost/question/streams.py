r"""Streams of known composition, and every way that a tonne of each can go.

Notes
-----
If only the mass of each fraction stood on a way, a plan could send food left and bottles right at a
tipping floor, for nothing. Here a stream is *origin × scheme × container × what was done to it*; its
composition

.. math:: \varphi_{ki}(t) = \frac{G_i(t)\, c_{ki}}{\sum_i G_i(t)\, c_{ki}}

follows from what is generated (:math:`G`) and captured (:math:`c`), and only its mass is free. What a
plant leaves of a stream is another stream, of known yield and composition. Zones of one city with the
same composition share their streams.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.question.problem import CONSTITUENTS, StreamKind
from nagara.pathways.least_cost.question.refusals import PlanError

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.problem import Container, Facility, Problem, Scheme, Technology

__all__ = ["Move", "Source", "Stream", "StreamNetwork", "passes_through", "stream_network"]

Array: TypeAlias = NDArray[np.float64]
DIGITS: Final = 12
"""Decimals to which two compositions must agree to be one."""
MOST_HISTORY: Final = 3
"""Plants that a tonne can pass before it is disposed of."""
NOTHING: Final = 1e-12
"""A residue below this part of the feed is none [frac]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Waste of one composition.

    Parameters
    ----------
    number
        Its place in the network.
    name
        Origin, scheme, container and the technologies that it has passed.
    kind
        What it is, which decides who takes it.
    city
        City that generated it.
    takers
        Only facilities that take it; all of its kind if empty.
    passed
        Codes of technologies that it has passed.
    composition_frac
        Shape (constituents, years) [frac]; zero where nothing of it exists.
    is_inert
        Whether it neither rots nor blows away: ash.
    """

    number: int
    name: str
    kind: StreamKind
    city: str
    takers: tuple[str, ...]
    passed: tuple[str, ...]
    composition_frac: Array
    is_inert: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What one container of one scheme gives in one zone if everybody is on the scheme.

    Parameters
    ----------
    zone, scheme
        Places in the problem.
    container
        The container.
    stream
        Number of the stream.
    mass_t
        Shape (years,) [t/year].
    """

    zone: int
    scheme: int
    container: Container
    stream: int
    mass_t: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A stream on a way.

    Parameters
    ----------
    way
        Place of the way in the problem.
    stream
        Number of the stream.
    zone, origin
        Place of the zone, or of the facility that it leaves; -1 where it is the other.
    target
        Place of the facility that it reaches.
    """

    way: int
    stream: int
    zone: int
    origin: int
    target: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamNetwork:
    """Streams, sources and moves of a problem.

    Parameters
    ----------
    streams, sources, moves
        All of them.
    residues
        By facility and stream received, the stream that is left and its yield, shape (years,) [t/t].
    offers
        The same of what a recycler may take over; what none takes stays.
    """

    streams: tuple[Stream, ...]
    sources: tuple[Source, ...]
    moves: tuple[Move, ...]
    residues: Mapping[tuple[int, int], tuple[int, Array]]
    offers: Mapping[tuple[int, int], tuple[int, Array]] = field(default_factory=dict)

    def compositions(self) -> Array:
        """Shape (streams, constituents, years) [frac]."""
        return np.stack([stream.composition_frac for stream in self.streams])


class _Book:
    """Streams as they are found, each once."""

    def __init__(self) -> None:
        self.streams: list[Stream] = []
        self._known: dict[tuple[object, ...], int] = {}

    def number(self, stream: Stream) -> int:
        """Number of a stream; the same composition of the same kind and past is the same stream."""
        rounded = np.round(stream.composition_frac, DIGITS).tobytes()
        key = (stream.kind, stream.city, stream.takers, stream.passed, stream.is_inert, rounded)
        if key not in self._known:
            self._known[key] = len(self.streams)
            self.streams.append(replace(stream, number=len(self.streams)))
        return self._known[key]


def stream_network(problem: Problem) -> StreamNetwork:
    """Find all streams of a problem and everything that can become of them.

    Parameters
    ----------
    problem
        The question.

    Raises
    ------
    PlanError
        If a container captures more than there is, a way leads nowhere, or a stream has no place to go.
    """
    book = _Book()
    sources = tuple(_sources(problem, book))
    ways = _ways(problem)
    moves: dict[tuple[int, int], Move] = {}
    residues: dict[tuple[int, int], tuple[int, Array]] = {}
    offers: dict[tuple[int, int], tuple[int, Array]] = {}
    waiting = [(source.stream, source.zone, -1) for source in sources]
    done: set[tuple[int, int, int]] = set()
    while waiting:
        stream, zone, origin = waiting.pop()
        if (stream, zone, origin) in done:
            continue
        done.add((stream, zone, origin))
        at = problem.zones[zone].code if zone >= 0 else problem.facilities[origin].code
        targets = [
            (way, target)
            for way, target in ways.get(at, ())
            if _takes(book.streams[stream], problem.facilities[target])
        ]
        if not targets:
            _refuse_stranded(book.streams[stream], at)
        for way, target in targets:
            moves[way, stream] = Move(way=way, stream=stream, zone=zone, origin=origin, target=target)
            left = residues.get((target, stream)) or _residue(book, problem.facilities[target], stream)
            if left is not None:
                residues[target, stream] = left
                waiting.append((left[0], -1, target))
            offered = offers.get((target, stream)) or _offer(book, problem, ways, target, stream)
            if offered is not None:
                offers[target, stream] = offered
                waiting.append((offered[0], -1, target))
    ordered = tuple(moves[key] for key in sorted(moves))
    return StreamNetwork(streams=tuple(book.streams), sources=sources, moves=ordered, residues=residues, offers=offers)


def _sources(problem: Problem, book: _Book) -> Iterator[Source]:
    for at, zone in enumerate(problem.zones):
        for scheme_at, scheme in enumerate(problem.schemes):
            if scheme.zones and zone.code not in scheme.zones:
                continue
            _refuse_overfull(scheme)
            for container in scheme.containers:
                captured = zone.generated_t * container.captured_frac[:, None]
                mass = captured.sum(axis=0)
                if not mass.any():
                    continue
                composition = captured / np.where(mass > 0, mass, 1.0)
                stream = Stream(
                    number=-1,
                    name=f"{zone.city}/{scheme.code}/{container.code}",
                    kind=container.kind,
                    city=zone.city,
                    takers=container.takers,
                    passed=(),
                    composition_frac=composition,
                )
                yield Source(
                    zone=at,
                    scheme=scheme_at,
                    container=zone.priced(scheme.code, container),
                    stream=book.number(stream),
                    mass_t=mass,
                )


def _refuse_overfull(scheme: Scheme) -> None:
    total = np.sum([container.captured_frac for container in scheme.containers], axis=0, initial=0.0)
    worst = int(np.argmax(total)) if np.ndim(total) else 0
    if np.ndim(total) and float(total[worst]) > 1.0 + 1e-9:
        why = f"its containers together capture {float(total[worst]):.3f} of {CONSTITUENTS[worst].category}"
        raise PlanError(f"scheme {scheme.code}", why, "Captured shares of a constituent sum to at most 1.")


def _ways(problem: Problem) -> dict[str, list[tuple[int, int]]]:
    places = {facility.code: at for at, facility in enumerate(problem.facilities)}
    origins = places.keys() | {zone.code for zone in problem.zones}
    out: dict[str, list[tuple[int, int]]] = {}
    for at, way in enumerate(problem.ways):
        for code, known in ((way.origin, origins), (way.target, places.keys())):
            if code not in known:
                raise PlanError(f"way {way.origin} to {way.target}", f"{code} is not there", "Name a zone or facility.")
        out.setdefault(way.origin, []).append((at, places[way.target]))
    return out


def _takes(stream: Stream, facility: Facility) -> bool:
    if stream.takers:
        return facility.code in stream.takers
    technology = facility.technology
    if stream.kind is StreamKind.SORTED:
        return _recycles(facility)
    if technology.code in stream.passed or len(stream.passed) > MOST_HISTORY:
        return False
    return stream.kind in technology.takes


def _residue(book: _Book, facility: Facility, stream: int) -> tuple[int, Array] | None:
    """What a plant leaves of a stream: its number and its yield by year; nothing at a disposal site."""
    technology, fed = facility.technology, book.streams[stream]
    if facility.site is not None:
        return None
    if passes_through(technology):
        return stream, np.ones(fed.composition_frac.shape[1])
    left = fed.composition_frac * (1.0 - technology.recovered_frac - technology.lost_frac)[:, None]
    share = left.sum(axis=0)
    if not (share > NOTHING).any():
        return None
    residue = Stream(
        number=-1,
        name=f"{fed.name}/{technology.code}",
        kind=StreamKind.RESIDUE,
        city=fed.city,
        takers=(),
        passed=(*fed.passed, technology.code),
        composition_frac=left / np.where(share > 0, share, 1.0),
        is_inert=fed.is_inert or technology.residue_is_inert,
    )
    return book.number(residue), share


def _recycles(facility: Facility) -> bool:
    """Whether it works up what sorting plants made: no site does, whatever it takes."""
    return facility.site is None and StreamKind.SORTED in facility.technology.takes


def _offer(
    book: _Book, problem: Problem, ways: dict[str, list[tuple[int, int]]], at: int, stream: int
) -> tuple[int, Array] | None:
    """What a plant makes of a stream that a recycler may take over; nothing where no recycler can be reached."""
    place, fed = problem.facilities[at], book.streams[stream]
    technology = place.technology
    if technology.offered_frac is None:
        return None
    if not any(_recycles(problem.facilities[target]) for _, target in ways.get(place.code, ())):
        return None
    made = fed.composition_frac * technology.offered_frac[:, None]
    share = made.sum(axis=0)
    if not (share > NOTHING).any():
        return None
    offered = Stream(
        number=-1,
        name=f"{fed.name}/{technology.code}/{StreamKind.SORTED}",
        kind=StreamKind.SORTED,
        city=fed.city,
        takers=(),
        passed=(*fed.passed, technology.code),
        composition_frac=made / np.where(share > 0, share, 1.0),
    )
    return book.number(offered), share


def passes_through(technology: Technology) -> bool:
    """Whether all leaves as it came: a transfer station."""
    return technology.kind == "transfer"


def _refuse_stranded(stream: Stream, at: str) -> None:
    why = f"{stream.name} ({stream.kind}) arrives and no way leads on to a facility that takes it"
    raise PlanError(at, why, "Add a way, or a disposal site that takes everything.")
