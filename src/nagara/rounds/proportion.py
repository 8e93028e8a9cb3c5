"""What cities answer with yes or no becomes a proportion of the network; a missing answer is never a no."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from nagara.errors import UnknownCodeError

__all__ = ["NO", "NOTATION_KEYS", "YES", "Proportion", "proportion"]

YES: Final = "yes"
NO: Final = "no"
NOT_OCCURRING: Final = "NO"
NOTATION_KEYS: Final = ("NE", "NO", "IE", "C", "NR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """Share of a network's cities that say yes, with everything that was not said.

    Parameters
    ----------
    yes, no
        Cities that say so.
    by_key
        Cities without an answer by notation key; a key that no city gave is absent.
    silent
        Cities that gave neither answer nor key.
    """

    yes: int
    no: int
    by_key: Mapping[str, int] = field(default_factory=dict)
    silent: int = 0

    @property
    def answered(self) -> int:
        """Cities that say yes or no."""
        return self.yes + self.no

    @property
    def concerned(self) -> int:
        """Cities to which the question applies: all but those where the thing does not occur."""
        return self.asked - self.by_key.get(NOT_OCCURRING, 0)

    @property
    def asked(self) -> int:
        """All cities of the network."""
        return self.answered + sum(self.by_key.values()) + self.silent

    @property
    def value_frac(self) -> float | None:
        """Share of those that answered [frac]; nothing if none did."""
        return self.yes / self.answered if self.answered else None

    @property
    def low_frac(self) -> float | None:
        """Share if every city that did not answer would say no [frac]."""
        return self.yes / self.concerned if self.concerned else None

    @property
    def high_frac(self) -> float | None:
        """Share if every city that did not answer would say yes [frac]."""
        return (self.concerned - self.no) / self.concerned if self.concerned else None


def proportion(answers: Mapping[str, str], members: Collection[str]) -> Proportion:
    """Count the answers of a network's cities.

    Parameters
    ----------
    answers
        ``yes``, ``no``, a notation key or nothing by city; a city that is not in it was silent.
    members
        All cities that were asked.

    Raises
    ------
    UnknownCodeError
        If an answer is none of these, or is of a city that was not asked.

    Examples
    --------
    >>> counted = proportion({"A": "yes", "B": "no", "C": "NE"}, members=("A", "B", "C", "D"))
    >>> counted.value_frac, counted.low_frac, counted.high_frac
    (0.5, 0.25, 0.75)
    """
    for city, answer in answers.items():
        if city not in members:
            what = "city that answers"
            raise UnknownCodeError(what, city, tuple(members))
        if answer not in (YES, NO, "", *NOTATION_KEYS):
            what = f"answer of {city}"
            raise UnknownCodeError(what, answer, (YES, NO, *NOTATION_KEYS))
    counted = Counter(answers.get(city, "") for city in set(members))
    return Proportion(
        yes=counted[YES],
        no=counted[NO],
        by_key={key: counted[key] for key in NOTATION_KEYS if counted[key]},
        silent=counted[""],
    )
