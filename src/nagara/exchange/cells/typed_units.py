"""Units as people type them behind a number, and how many of the sheet's unit they are."""

from __future__ import annotations

from typing import Final

from nagara.exchange.cells.text import fold
from nagara.units import KG_PER_T

__all__ = ["in_unit_of_sheet", "is_known_unit"]

G_PER_KG: Final = 1000.0
KG_PER_LB: Final = 0.45359237
L_PER_M3: Final = 1000.0
M_PER_KM: Final = 1000.0
CM_PER_M: Final = 100.0

_KILOGRAMS: Final = {
    "g": 1 / G_PER_KG,
    "gr": 1 / G_PER_KG,
    "gram": 1 / G_PER_KG,
    "grams": 1 / G_PER_KG,
    "kg": 1.0,
    "kgs": 1.0,
    "kilo": 1.0,
    "kilos": 1.0,
    "kilogram": 1.0,
    "kilograms": 1.0,
    "lb": KG_PER_LB,
    "lbs": KG_PER_LB,
    "t": KG_PER_T,
    "ton": KG_PER_T,
    "tons": KG_PER_T,
    "tonne": KG_PER_T,
    "tonnes": KG_PER_T,
    "กก": 1.0,
    "กก.": 1.0,
    "กรัม": 1 / G_PER_KG,
    "ตัน": KG_PER_T,
}
_PER_DAY: Final = ("/day", "/d", " per day", " a day", "/hari", "/ngày", "/วัน")
_CUBIC_METRES: Final = {
    "m3": 1.0,
    "cbm": 1.0,
    "cum": 1.0,
    "l": 1 / L_PER_M3,
    "litre": 1 / L_PER_M3,
    "litres": 1 / L_PER_M3,
}
_METRES: Final = {"m": 1.0, "metre": 1.0, "metres": 1.0, "meter": 1.0, "km": M_PER_KM, "cm": 1 / CM_PER_M}
_KILOGRAMS_PER_DAY: Final = {unit + tail: size for unit, size in _KILOGRAMS.items() for tail in _PER_DAY} | {
    "tpd": KG_PER_T,
    "kgpd": 1.0,
}


def _counts(*names: str) -> dict[str, float]:
    return dict.fromkeys(names, 1.0)


def _in_tonnes(sizes: dict[str, float]) -> dict[str, float]:
    return {unit: size / KG_PER_T for unit, size in sizes.items()}


_BY_UNIT: Final[dict[str, dict[str, float]]] = {
    "kg": _KILOGRAMS,
    "t": _in_tonnes(_KILOGRAMS),
    "kg/day": _KILOGRAMS_PER_DAY,
    "t/day": _in_tonnes(_KILOGRAMS_PER_DAY),
    "kg/person/day": _counts("kg/person/day", "kg/cap/day", "kg/capita/day", "kg/p/d"),
    "m3": _CUBIC_METRES,
    "m": _METRES,
    "t/m3": _counts("t/m3", "ton/m3", "tonnes/m3", "g/cm3", "kg/l") | {"kg/m3": 1 / KG_PER_T},
    "persons": _counts("person", "persons", "people", "orang", "người", "คน", "pax"),
    "days": _counts("day", "days", "hari", "ngày", "วัน"),
    "per day": _counts("per day", "/day", "trips/day", "trips", "a day"),
    "households": _counts("household", "households", "hh"),
    "areas": _counts("area", "areas"),
    "fractions": _counts("fraction", "fractions"),
}


def in_unit_of_sheet(typed: str, unit: str) -> float | None:
    """How many of the sheet's unit one typed unit is; ``None`` if the two cannot be compared.

    Examples
    --------
    >>> in_unit_of_sheet("g", "kg"), in_unit_of_sheet("t", "t/day")
    (0.001, None)
    """
    return _BY_UNIT.get(unit, {}).get(fold(typed))


def is_known_unit(typed: str) -> bool:
    """Whether the word is a unit at all."""
    word = fold(typed)
    return any(word in sizes for sizes in _BY_UNIT.values())
