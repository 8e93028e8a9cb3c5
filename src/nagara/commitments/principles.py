"""Principles that a city puts its name under, and the levels by which it assesses itself.

The principles are those of their authors, said in own words and in their order. The levels are this project's own:
nobody has published a scale for them, so that each level says in a sentence what a city that stands there has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from nagara.commitments.rows import rows

if TYPE_CHECKING:
    from nagara.commitments.documents import Confidence, Source

__all__ = ["LEVELS", "WASTE_WISE", "Principle", "principle_of", "principles"]

WASTE_WISE: Final = "waste-wise-cities"
"""The twelve of UN-Habitat's Waste Wise Cities."""
LEVELS: Final = ("not started", "begun", "partly", "fully")
"""From the lowest to the highest. No answer is none of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """One principle.

    Parameters
    ----------
    set, number
        Of which set, and its place in the order of its authors.
    title, says
        Its name and what it asks of a city, in own words.
    shows
        What may show how far a city is.
    levels
        What a city that stands on each level has.
    sources, locator, confidence
        Where the principle stands, and how far it was confirmed.
    """

    set: str
    number: int
    title: str
    says: str
    shows: str
    levels: Mapping[str, str]
    sources: tuple[Source, ...]
    locator: str
    confidence: Confidence

    @property
    def code(self) -> str:
        """Code of the question by which a city answers it.

        Examples
        --------
        >>> principles()[0].code
        'waste_wise_01_level'
        """
        return f"waste_wise_{self.number:02}_level"


@cache
def principles(of: str = WASTE_WISE) -> tuple[Principle, ...]:
    """All principles of a set, in the order of their authors.

    Parameters
    ----------
    of
        Key of the set.

    Raises
    ------
    EvidenceError
        If a row has no source, or a principle lacks one of its levels.
    """
    levels: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("principle_levels"):
        row.sources()
        if row["level"] not in LEVELS:
            raise row.refused(f"level {row['level']!r} is not one of: {', '.join(LEVELS)}")
        if row["set"] == of:
            levels[row["number"]][row["level"]] = row.said("says")
    found = []
    for row in rows("principles"):
        if row["set"] != of:
            continue
        own = levels[row["number"]]
        if tuple(own) != LEVELS:
            raise row.refused("principle_levels.csv has other levels of it, or another order")
        found.append(
            Principle(
                set=of,
                number=row.number("number") or 0,
                title=row.said("title"),
                says=row.said("says"),
                shows=row.said("shows"),
                levels=own,
                sources=row.sources(),
                locator=row["locator"],
                confidence=row.confidence(),
            )
        )
    return tuple(found)


def principle_of(code: str) -> Principle | None:
    """The principle that a question asks about; ``None`` if it asks about none.

    Examples
    --------
    >>> principle_of("waste_wise_11_level").title
    'Review and tell every year'
    >>> principle_of("sdg_11_6_1_frac") is None
    True
    """
    return next((each for each in principles() if each.code == code), None)
