"""The inventory of a community after the Global Protocol (GPC 1.1), as far as solid waste goes.

Each source is an entry on one line; a line says where the waste came from and where it was treated.
A line without a figure says why. Energy that is sold and transport stand on lines of other sectors
and are kept apart. Carbon dioxide of plants and black carbon are in no total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.gases import Gases, WarmingPotentials, add_up
from nagara.errors import ComparisonRefusedError, LawBrokenError, QuantityError
from nagara.evidence import codelist
from nagara.waste.records import Notation

__all__ = [
    "LINES",
    "Entry",
    "Inventory",
    "LandfillMethod",
    "Level",
    "Line",
    "Sector",
    "Treatment",
    "energy_line",
    "inventory",
    "waste_line",
]

Array: TypeAlias = NDArray[np.float64]
LINES: Final = codelist("gpc_line").codes
"""The lines, in their printed order."""
TOLERANCE: Final = 1e-9
"""How far lines may miss their total, relative to it [1]."""
SAYS_NOTHING_IS_MISSING: Final = frozenset({Notation.NOT_OCCURRING, Notation.INCLUDED_ELSEWHERE})


class Level(StrEnum):
    """Where a line counts: in the total of a city's inventory, of its territory, or nowhere."""

    BASIC = "basic"
    TERRITORIAL = "territorial"
    MEMO = "memo"


class Sector(StrEnum):
    """Sectors in which solid waste leaves traces."""

    WASTE = "waste"
    ENERGY = "energy"
    TRANSPORT = "transport"


class LandfillMethod(StrEnum):
    """Two ways to count the methane of disposal; an inventory uses one."""

    FIRST_ORDER_DECAY = "first-order-decay"
    METHANE_COMMITMENT = "methane-commitment"


class Treatment(StrEnum):
    """What is done with waste, as the protocol numbers it."""

    DISPOSAL = "III.1"
    BIOLOGICAL = "III.2"
    BURNING = "III.3"
    WASTEWATER = "III.4"


def waste_line(
    treatment: Treatment, *, is_own: bool = True, is_outside: bool = False, sells_energy: bool = False
) -> str:
    """The line of a treatment.

    Parameters
    ----------
    treatment
        What is done.
    is_own
        Whether the waste was generated in the city.
    is_outside
        Whether the facility stands outside the boundary.
    sells_energy
        Whether waste is burned for energy that is sold; the protocol counts it as energy.

    Raises
    ------
    QuantityError
        If neither the waste nor the facility is of the city.

    Examples
    --------
    >>> waste_line(Treatment.BIOLOGICAL, is_outside=True)
    'III.2.2'
    """
    if not is_own and is_outside:
        why = "comes from outside and is treated outside, so it belongs to another city"
        raise QuantityError(f"waste on {treatment}", why, "Leave it out.")
    if sells_energy:
        return "I.4.4-outside" if is_outside else "I.4.4"
    place = 2 if is_outside else 1 if is_own else 3
    return f"{treatment}.{place}"


def energy_line(use: str, carrier: str) -> str:
    """The line of fuel or electricity: vehicles stand under transport, facilities under energy.

    Examples
    --------
    >>> energy_line("collection", "diesel"), energy_line("disposal", "electricity")
    ('II.1.1', 'I.2.2')
    """
    sector = "II.1" if use in {"collection", "transfer"} else "I.2"
    return f"{sector}.{2 if carrier == 'electricity' else 1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One source on one line.

    Parameters
    ----------
    line
        Code of the line.
    source
        Its name, for example of a facility.
    gases
        What it gives off in the year, or ``None``.
    notation
        Why there are no gases.
    landfill_method
        How the methane of disposal was counted, where it is one.

    Raises
    ------
    QuantityError
        If both gases and a notation are given, or neither.
    UnknownCodeError
        If there is no such line.
    """

    line: str
    source: str
    gases: Gases | None = None
    notation: Notation | None = None
    landfill_method: LandfillMethod | None = None

    def __post_init__(self) -> None:
        codelist("gpc_line")[self.line]
        if (self.gases is None) == (self.notation is None):
            why = "has neither gases nor a notation" if self.gases is None else "has both gases and a notation"
            mend = "Give its gases, or a notation key that says why there are none."
            raise QuantityError(f"{self.source} on line {self.line}", why, mend)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the inventory.

    Parameters
    ----------
    code, label, scope, level, sector
        As the protocol has them.
    entries
        Its sources.
    gases
        Their sum, or ``None`` if none of them has a figure.
    notation
        Why there is no figure, or why one is missing beside it.
    """

    code: str
    label: str
    scope: int
    level: Level
    sector: Sector
    entries: tuple[Entry, ...]
    gases: Gases | None
    notation: Notation | None

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing: a figure without gap, or nothing that occurs."""
        return self.notation is None or self.notation in SAYS_NOTHING_IS_MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """All lines of a city's year.

    Parameters
    ----------
    lines
        By code, in printed order.
    potentials
        Warming potentials of every total.
    landfill_method
        How the methane of disposal was counted; ``None`` without disposal.
    """

    lines: Mapping[str, Line]
    potentials: WarmingPotentials
    landfill_method: LandfillMethod | None

    def t_co2e(self, code: str) -> Array | None:
        """One line [t CO2e]; ``None`` where it has no figure."""
        return self._counted(self.lines[code].gases)

    def gases(
        self,
        *,
        sector: Sector | None = None,
        scope: int | None = None,
        levels: Iterable[Level] = (Level.BASIC,),
    ) -> Gases | None:
        """Gases of the lines of a sector, a scope and some levels together.

        Lines without a figure give none (see :attr:`incomplete`); ``None`` where no line has one.
        """
        wanted = frozenset(levels)
        known = tuple(
            line.gases
            for line in self.lines.values()
            if line.gases is not None
            and line.level in wanted
            and sector in (None, line.sector)
            and scope in (None, line.scope)
        )
        return add_up(known) if known else None

    @property
    def basic_t_co2e(self) -> Array | None:
        """The waste sector of a BASIC inventory: scope 1 of the city's own waste, and scope 3 [t CO2e]."""
        return self._counted(self.gases(sector=Sector.WASTE))

    @property
    def territorial_t_co2e(self) -> Array | None:
        """The waste sector of the territory: scope 1 whoever's waste it is [t CO2e]."""
        levels = (Level.BASIC, Level.TERRITORIAL)
        return self._counted(self.gases(sector=Sector.WASTE, scope=1, levels=levels))

    @property
    def other_sectors_t_co2e(self) -> Array | None:
        """Energy from waste, fuel and electricity, which the protocol counts in other sectors [t CO2e]."""
        parts = (self.gases(sector=sector, levels=tuple(Level)) for sector in (Sector.ENERGY, Sector.TRANSPORT))
        known = tuple(part for part in parts if part is not None)
        return self._counted(add_up(known) if known else None)

    @property
    def everything_t_co2e(self) -> Array | None:
        """All that handling the waste of this city gives off, whichever sector counts it [t CO2e].

        The BASIC waste sector and the lines of other sectors; waste that came from outside is left
        out, except where it is burned for energy, since that line does not part the origins.
        """
        known = [part for part in (self.basic_t_co2e, self.other_sectors_t_co2e) if part is not None]
        return sum(known[1:], known[0]) if known else None

    def _counted(self, gases: Gases | None) -> Array | None:
        return None if gases is None else gases.t_co2e(self.potentials)

    @property
    def incomplete(self) -> tuple[str, ...]:
        """Lines on which something is missing; every total is then a lower bound."""
        return tuple(code for code, line in self.lines.items() if not line.is_complete)


def inventory(
    entries: Sequence[Entry], *, potentials: WarmingPotentials, notations: Mapping[str, Notation] | None = None
) -> Inventory:
    """Put entries on their lines and add them up.

    Parameters
    ----------
    entries
        All sources of the year.
    potentials
        Warming potentials; there is no default.
    notations
        Why a line without entries has none; *not estimated* where nothing is said.

    Raises
    ------
    ComparisonRefusedError
        If the methane of disposal was counted in two ways: some of it would be counted twice.
    QuantityError
        If a line is said not to occur and has a figure.
    LawBrokenError
        If lines do not add up to their totals.
    """
    methods = {entry.landfill_method for entry in entries if entry.landfill_method is not None}
    if len(methods) > 1:
        differences = [f"{e.source} is counted as {e.landfill_method}" for e in entries if e.landfill_method]
        raise ComparisonRefusedError("Disposal sites of one inventory", differences)
    said = notations or {}
    found = Inventory(
        lines={code: _line(code, [e for e in entries if e.line == code], said.get(code)) for code in LINES},
        potentials=potentials,
        landfill_method=next(iter(methods), None),
    )
    _check(found, entries)
    return found


def _line(code: str, entries: Sequence[Entry], said: Notation | None) -> Line:
    row = codelist("gpc_line")[code]
    known = tuple(entry.gases for entry in entries if entry.gases is not None)
    if known and said is Notation.NOT_OCCURRING:
        raise QuantityError(f"line {code}", "is said not to occur and has a figure", "Leave out one of the two.")
    reasons = [entry.notation for entry in entries if entry.notation is not None]
    gaps = [reason for reason in reasons if reason not in SAYS_NOTHING_IS_MISSING]
    nothing_said = Notation.NOT_ESTIMATED if not entries else None
    notation = next(iter(gaps), None) or said or (None if known else next(iter(reasons), nothing_said))
    return Line(
        code=code,
        label=row["label"],
        scope=int(row["scope"]),
        level=Level(row["level"]),
        sector=Sector(row["sector"]),
        entries=tuple(entries),
        gases=add_up(known) if known else None,
        notation=notation,
    )


def _check(found: Inventory, entries: Sequence[Entry]) -> None:
    """The law of every inventory: what stands on the lines is what was entered, and is what the totals say."""
    total = found.gases(levels=tuple(Level))
    if total is None:
        return
    entered = [entry.gases for entry in entries if entry.gases is not None]
    by_sector = [found.gases(sector=each, levels=tuple(Level)) for each in Sector]
    for name, mass in total.by_gas().items():
        for parts in (entered, by_sector):
            summed = sum((part.by_gas()[name] for part in parts if part is not None), np.zeros(1))
            gap = float(np.max(np.abs(summed - mass) / np.maximum(np.abs(mass), 1.0)))
            if gap > TOLERANCE:
                raise LawBrokenError("Lines of an inventory add up to its totals", gap, TOLERANCE)
