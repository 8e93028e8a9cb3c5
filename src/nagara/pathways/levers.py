"""What can be changed: the levers of the code list ``scenario_lever``, and the words that go with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nagara.evidence import codelist, table
from nagara.waste.material_map import CATEGORIES
from nagara.waste.plastics.stages import STAGES

__all__ = ["ALL", "Lever", "categories_of", "levers", "words_of"]

ALL: Final = "all"
"""Every category of waste."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """One thing that a scenario can change.

    Parameters
    ----------
    code, label
        Its code in files and its name.
    of_which
        What the column ``of_which`` names: ``category``, ``category-or-all`` (which may be empty),
        ``part`` (not all of them), ``kind``, ``facility``, ``management``, ``cover``, ``stage``, or nothing.
    facility
        Which facility the column ``facility`` names: ``old``, ``new``, ``any``, ``site``,
        ``site-or-none``, or nothing.
    units
        Units that its value may have; the first where none is written. None: it has no value.
    low, high
        The smallest and the largest value.
    changes
        What it changes in the results.
    help
        How its row is written.
    order
        Its place among the levers: changes are applied in this order.
    """

    code: str
    label: str
    of_which: str
    facility: str
    units: tuple[str, ...]
    low: float
    high: float
    changes: str
    help: str
    order: int


@cache
def levers() -> Mapping[str, Lever]:
    """All levers by code, in the order in which changes are applied.

    Examples
    --------
    >>> levers()["gas_recovery"].label
    'Landfill gas recovered'
    """
    return MappingProxyType(
        {
            code: Lever(
                code=code,
                label=row["label"],
                of_which=row["of_which"],
                facility=row["facility"],
                units=tuple(row["units"].split()),
                low=float(row["low"] or 0.0),
                high=float(row["high"] or 0.0),
                changes=row["changes"],
                help=row["help"],
                order=order,
            )
            for order, (code, row) in enumerate(codelist("scenario_lever").entries.items())
        }
    )


def words_of(kind: str) -> tuple[str, ...]:
    """What the column ``of_which`` may say where a lever asks for this kind of word; nothing where it is free."""
    if kind in {"category", "category-or-all", "part"}:
        groups = tuple(dict.fromkeys(row["group"] for row in codelist("waste_category").entries.values()))
        parts = (*CATEGORIES, *(group for group in groups if group not in CATEGORIES))
        return parts if kind == "part" else (ALL, *parts)
    known = {
        "kind": codelist("facility_kind").codes,
        "management": tuple(dict.fromkeys(kind for kind, _ in table("methane_correction").factors)),
        "cover": tuple(cover for (cover,) in table("oxidation").factors),
        "stage": STAGES,
    }
    return known.get(kind, ())


def categories_of(word: str | None) -> NDArray[np.int64]:
    """Rows of the twelve categories that a word means: one of them, a group of them, or all.

    Examples
    --------
    >>> categories_of("plastics").tolist(), categories_of("metals").tolist(), len(categories_of("all"))
    ([3, 4], [5], 12)
    """
    if word in {None, "", ALL}:
        return np.arange(len(CATEGORIES))
    if word in CATEGORIES:
        return np.array([CATEGORIES.index(str(word))])
    entries = codelist("waste_category").entries
    return np.array([at for at, code in enumerate(CATEGORIES) if entries[code]["group"] == word])
