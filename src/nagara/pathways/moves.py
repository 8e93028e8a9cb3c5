"""Mass on its way: every lever that moves waste from one destination to another.

A move takes from one row of an array what it adds to another, so nothing is lost or made. What is
asked for is checked at the published values, where it must be there; a draw in which less is there
gives all that it has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.errors import DiversionError, ScenarioError
from nagara.evidence import codelist
from nagara.findings import Finding
from nagara.pathways.levers import ALL, categories_of
from nagara.pathways.scenario import drawn_value, reached
from nagara.pathways.starting_point import UNCOLLECTED, Destination
from nagara.uncertainty.published_number import published
from nagara.units import DAYS_PER_YEAR
from nagara.waste.material_map import CATEGORIES

if TYPE_CHECKING:
    from nagara.pathways.scenario import Change
    from nagara.pathways.starting_point import StartingPoint

__all__ = ["Flows"]

Array: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
_ROUNDING: Final = 1.0 + 1e-9
_CONTROLLED_FROM: Final = next(
    int(code) for code, row in codelist("control_level").entries.items() if row["is_controlled"] == "yes"
)


@dataclass(slots=True)
class Flows:
    """The mass of every category at every destination while changes are applied to it.

    Parameters
    ----------
    start
        Where the city stands.
    years
        Consecutive years.
    destinations
        Where waste ends; new facilities stand at the end.
    mass_t
        Shape (12, destinations, years, draws) [t].
    is_open
        Whether a destination is a disposal site that takes waste in a year, shape (destinations, years).
    capacity_t
        What a facility can take in each year, by code, shape (years, draws) or (years, 1) [t].
    changed_control
        By facility, the years of every change of its level of control, and the level.
    rejects
        By facility, what a scenario makes of its rejects [frac].
    limited
        By facility, the share of draws and years in which less was sent than asked, change by change [frac].
    last_year
        By facility, the last year before it closes.
    """

    start: StartingPoint
    years: tuple[int, ...]
    destinations: list[Destination]
    mass_t: Array
    is_open: Flags
    capacity_t: dict[str, Array] = field(default_factory=dict)
    changed_control: dict[str, list[tuple[Flags, Array]]] = field(default_factory=dict)
    rejects: dict[str, Array] = field(default_factory=dict)
    limited: dict[str, list[float]] = field(default_factory=dict)
    last_year: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, start: StartingPoint, grown: Array, years: tuple[int, ...]) -> Flows:
        """Let every destination keep its share while amounts grow."""
        mass = start.mass_t[:, :, None, :] * grown[:, None, :, :]
        rows = [entry.is_site for entry in start.destinations]
        return cls(
            start=start,
            years=years,
            destinations=list(start.destinations),
            mass_t=mass,
            is_open=np.repeat(np.array(rows)[:, None], len(years), axis=1),
        )

    def apply(self, change: Change) -> None:
        """Apply one change; a change of how a site is run moves no mass and is passed over."""
        moves: dict[str, Callable[[Change], None]] = {
            "facility_opens": self._open,
            "facility_capacity": self._limit,
            "facility_closes": self._close,
            "collected_share": self._collect,
            "send_to_facility": self._send,
            "reject_share": self._reject,
            "control_level": self._control,
        }
        if change.what in moves and change.from_year <= self.years[-1]:
            moves[change.what](change)

    def at(self, code: str | None) -> int:
        """Row of a destination; a listed facility that received nothing so far gets its row now."""
        for row, entry in enumerate(self.destinations):
            if entry.code == code:
                return row
        records = self.start.examination.records
        facility = next(entry for entry in records.facilities if entry.facility == code)
        assessment = self.start.examination.assessments[facility.facility]
        return self._add(
            facility.facility,
            facility.name,
            facility.kind,
            informal=facility.operator == "informal",
            controlled=assessment.is_controlled,
            opening=self.years[0],
        )

    def controlled(self) -> Array:
        """One where a destination is controlled in a year, shape (destinations, years, draws)."""
        out = np.empty(self.mass_t.shape[1:])
        for row, entry in enumerate(self.destinations):
            out[row] = entry.controlled
            for on, level in self.changed_control.get(entry.code, ()):
                out[row] = np.where(on, (np.round(level) >= _CONTROLLED_FROM).astype(np.float64), out[row])
        return out

    def findings(self) -> tuple[Finding, ...]:
        """Say where less was there in some draws than was to be sent."""
        names = {entry.code: entry.name for entry in self.destinations}
        return tuple(
            Finding(
                code="scenario-limited-in-draws",
                values={"facility": names[code], "percent": round(100 * max(parts), 2)},
            )
            for code, parts in self.limited.items()
            if max(parts) > 0
        )

    # --- facilities ------------------------------------------------------------------------------

    def _add(self, code: str, name: str, kind: str, *, informal: bool, controlled: bool, opening: int) -> int:
        rejects = np.zeros(1)
        new = Destination(
            code=code,
            name=name,
            kind=kind,
            is_informal=informal,
            reject_frac=rejects,
            controlled=np.array([float(controlled)]),
        )
        if new.is_recovery:
            new = Destination(
                code=code,
                name=name,
                kind=kind,
                is_informal=informal,
                controlled=new.controlled,
                reject_frac=self.start.draw("account_default.reject_rate", published("account_default", "reject_rate")),
            )
        self.destinations.append(new)
        self.mass_t = np.concatenate([self.mass_t, np.zeros_like(self.mass_t[:, :1])], axis=1)
        from_then = np.array([[new.is_site and year >= opening for year in self.years]])
        self.is_open = np.concatenate([self.is_open, from_then])
        return len(self.destinations) - 1

    def _open(self, change: Change) -> None:
        """A new facility; without a row ``control_level`` it is taken to be controlled, as new ones are built to be."""
        code = str(change.facility)
        self._add(
            code,
            change.facility_name or code,
            str(change.of_which),
            informal=False,
            controlled=True,
            opening=change.from_year,
        )
        if change.value is not None:
            self._limit(change)

    def _limit(self, change: Change) -> None:
        code, on = str(change.facility), reached(change, self.years)[:, None] > 0
        capacity = drawn_value(change, self.start.draw, is_share=False) * DAYS_PER_YEAR
        before = self.capacity_t.get(code, np.full((1, 1), np.inf))
        self.capacity_t[code] = np.where(on, capacity, before)

    def _close(self, change: Change) -> None:
        goes_to = self.at(change.of_which) if change.of_which else None
        row, on = self.at(change.facility), slice(change.from_year - self.years[0], None)
        self.is_open[row, on] = False
        self.last_year[str(change.facility)] = change.from_year - 1
        moved = self.mass_t[:, row, on].copy()
        self.mass_t[:, row, on] = 0.0
        if goes_to is not None:
            self.mass_t[:, goes_to, on] += moved
        else:
            self._to_sites(moved, on, change)

    def _control(self, change: Change) -> None:
        on = reached(change, self.years)[:, None] >= 1.0
        level = drawn_value(change, self.start.draw, is_share=False)
        self.changed_control.setdefault(str(change.facility), []).append((on, level))

    def _reject(self, change: Change) -> None:
        """What a scenario sends there is rejected so; of a facility that the scenario opens, that is all."""
        code, share = str(change.facility), drawn_value(change, self.start.draw, is_share=True)
        self.rejects[code] = share
        if (row := self.at(code)) >= len(self.start.destinations):
            self.destinations[row] = replace(self.destinations[row], reject_frac=share)

    # --- mass ------------------------------------------------------------------------------------

    def _span(self, change: Change) -> slice:
        """The years in which a change is seen; a facility that has closed sees none any more."""
        last = self.years[-1] if change.until_year is None else change.until_year
        last = min(last, self.last_year.get(change.facility or "", last))
        return slice(change.from_year - self.years[0], last - self.years[0] + 1)

    def _there(self, rows: NDArray[np.int64], destinations: Sequence[int], on: slice) -> Array:
        """Mass of some categories at some destinations together, shape (categories, years, draws) [t]."""
        nothing = np.zeros((rows.size, *self.mass_t[0, 0, on].shape))
        return sum((self.mass_t[rows, at, on] for at in destinations), nothing)

    def _generated(self, rows: NDArray[np.int64], on: slice) -> Array:
        return self._there(rows, range(len(self.destinations)), on)

    def _sites(self) -> list[int]:
        return [row for row, entry in enumerate(self.destinations) if entry.is_site]

    def _to_sites(self, moved: Array, on: slice, change: Change) -> None:
        """Bring mass to the disposal sites that are open, in proportion to what they receive."""
        sites = self._sites()
        weights = np.stack([self.mass_t[:, row, on].sum(axis=0) for row in sites]) if sites else moved[:0]
        weights = weights * self.is_open[sites][:, on][:, :, None]
        whole = weights.sum(axis=0)
        missing = (whole[:, 0] <= 0) & (moved[..., 0].sum(axis=0) > 0)
        if missing.any():
            year = np.array(self.years)[on][missing][0]
            values: dict[str, str | float] = {"year": int(year), "facility": str(change.facility or change.what)}
            raise ScenarioError(
                [str(Finding(code="scenario-nowhere-to-go", values=values, place=change.place("of_which")))]
            )
        for row, weight in zip(sites, weights, strict=True):
            self.mass_t[:, row, on] += moved * (weight / np.where(whole > 0, whole, 1.0))

    def _collect(self, change: Change) -> None:
        """Set the collected share of some categories; uncollected waste becomes disposed waste, or the reverse."""
        part, on = reached(change, self.years), self._span(change)
        rows, nowhere = categories_of(change.of_which), self.at(UNCOLLECTED)
        before = self.mass_t[rows, nowhere, on]
        generated = self._generated(rows, on).sum(axis=0)
        share = 1.0 - before.sum(axis=0) / np.where(generated > 0, generated, 1.0)
        wanted = share + (drawn_value(change, self.start.draw, is_share=True) - share) * part[on][:, None]
        more = np.maximum(wanted - share, 0.0) * generated
        left = 1.0 - more / np.where(before.sum(axis=0) > 0, before.sum(axis=0), 1.0)
        moved = np.zeros((12, *generated.shape))
        moved[rows] = before * (1.0 - np.maximum(left, 0.0))
        self.mass_t[:, nowhere, on] -= moved
        self._to_sites(moved, on, change)
        less = np.maximum(share - wanted, 0.0) * generated
        if less.any():
            self.mass_t[:, nowhere, on] += self._take(rows, less, on, change, self._sites())

    def _send(self, change: Change) -> None:
        """Take waste from the disposal sites and bring it to a facility, its rejects left where they were."""
        part, on = reached(change, self.years), self._span(change)
        row, rows = self.at(change.facility), categories_of(change.of_which)
        target = self.destinations[row]
        is_share = (change.unit or "frac") == "frac"
        value = drawn_value(change, self.start.draw, is_share=is_share) * part[on][:, None]
        sources = [site for site in self._sites() if site != row]
        if not is_share:
            asked = value * (DAYS_PER_YEAR if change.unit == "t_per_day" else 1.0)
            reject = self._reject_frac(target)
            taken = self._take(rows, asked, on, change, sources, kept_frac=reject)
        else:
            of_what = self._there(rows, sources, on) if target.is_site else self._generated(rows, on)
            taken = self._take_by_category(rows, value * of_what, on, change, sources, self._reject_frac(target))
        self.mass_t[:, row, on] += taken

    def _reject_frac(self, target: Destination) -> Array:
        return self.rejects.get(target.code, target.reject_frac) if target.is_recovery else np.zeros(1)

    def _take(
        self,
        rows: NDArray[np.int64],
        asked: Array,
        on: slice,
        change: Change,
        sources: Sequence[int],
        kept_frac: Array | float = 0.0,
    ) -> Array:
        """Take an amount of several categories together, of each in proportion to what is there."""
        there = self._there(rows, sources, on)
        whole = there.sum(axis=0)
        self._refuse(asked[:, 0], whole[:, 0], on, change, _named(change.of_which))
        by_category = asked * (there / np.where(whole > 0, whole, 1.0))
        return self._take_by_category(rows, by_category, on, change, sources, kept_frac)

    def _take_by_category(
        self,
        rows: NDArray[np.int64],
        asked: Array,
        on: slice,
        change: Change,
        sources: Sequence[int],
        kept_frac: Array | float,
    ) -> Array:
        there = self._there(rows, sources, on)
        for at, row in enumerate(rows):
            self._refuse(asked[at, :, 0], there[at, :, 0], on, change, _named(CATEGORIES[row]))
        given = np.minimum(asked, there)
        if change.facility:
            self.limited.setdefault(change.facility, []).append(float(np.mean(asked > there * _ROUNDING)))
        given = given * (1.0 - kept_frac)
        part = given / np.where(there > 0, there, 1.0)
        taken = np.zeros((12, *given.shape[1:]))
        for source in sources:
            moved = self.mass_t[rows, source, on] * part
            self.mass_t[rows, source, on] -= moved
            taken[rows] += moved
        return taken

    def _refuse(self, asked: Array, there: Array, on: slice, change: Change, fraction: str) -> None:
        excess = np.flatnonzero(asked > there * _ROUNDING + np.finfo(np.float64).tiny)
        if excess.size:
            year = int(np.array(self.years)[on][excess[0]])
            place = f"{change.place('value')}: " if change.at else ""
            goes_to = f"{change.what} {change.facility}" if change.facility else change.what
            where = f"{place}{goes_to}, {year}, disposal sites"
            raise DiversionError(where, fraction, float(asked[excess[0]]), float(there[excess[0]]))

    def keep_capacity(self) -> None:
        """Refuse more than a facility can take; in a draw that gives it more the rest stays at the disposal sites."""
        for code, capacity in self.capacity_t.items():
            row = self.at(code)
            net = self.mass_t[:, row].sum(axis=0)
            gross = net / (1.0 - self._reject_frac(self.destinations[row]))
            too_much = np.flatnonzero(gross[:, 0] > np.broadcast_to(capacity, gross.shape)[:, 0] * _ROUNDING)
            if too_much.size:
                self._refuse_capacity(code, int(too_much[0]), gross, np.broadcast_to(capacity, gross.shape))
            part = np.minimum(1.0, capacity / np.where(gross > 0, gross, 1.0))
            if (part < 1.0).any() and self.destinations[row].is_recovery:
                self.limited.setdefault(code, []).append(float(np.mean(part < 1.0)))
                back = self.mass_t[:, row] * (1.0 - part)
                self.mass_t[:, row] -= back
                sites = self._sites()
                weights = self.mass_t[:, sites].sum(axis=0)
                whole = weights.sum(axis=0)
                for site, weight in zip(sites, weights, strict=True):
                    self.mass_t[:, site] += back * np.where(
                        whole > 0, weight / np.where(whole > 0, whole, 1.0), 1.0 / len(sites)
                    )

    def _refuse_capacity(self, code: str, at: int, gross: Array, capacity: Array) -> None:
        values: dict[str, str | float] = {
            "facility": code,
            "year": self.years[at],
            "asked": float(gross[at, 0]) / DAYS_PER_YEAR,
            "capacity": float(capacity[at, 0]) / DAYS_PER_YEAR,
        }
        raise ScenarioError([str(Finding(code="scenario-capacity-exceeded", values=values))])


def _named(word: str | None) -> str:
    """Name a category, a group of them, or all waste, for a message."""
    if word in {None, "", ALL}:
        return "all waste"
    entries = codelist("waste_category").entries
    return entries[word]["label"].lower() if word in entries else str(word)
