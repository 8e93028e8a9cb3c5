"""One entry of a places file: its values are taken one by one, and what is left at the end is a mistake."""

from __future__ import annotations

import math
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, NoReturn

from nagara.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nagara.pathways.least_cost.question.places import Position

__all__ = ["Entry", "meant"]

ESTIMATE: Final = ("value", "low", "high", "source")
LARGEST_WHOLE: Final = 9999


def meant(word: str, known: Sequence[str]) -> str:
    """The remedy for a word that is not known: what it is spelt most like, or all that are known."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"Did you mean {near[0]}?" if near else f"Known are {', '.join(known)}."


class Entry:
    """An entry of which every key that is read is noted.

    Parameters
    ----------
    file
        Name of the file.
    where
        What the entry is: ``zone``, ``standing``.
    content
        What stands there.
    """

    def __init__(self, file: str, where: str, content: object) -> None:
        self._file, self._where = file, where
        if not isinstance(content, dict):
            raise UnreadableFileError(file, f"{where} is no table", f"Write [{where}] and its keys below.")
        self._content: dict[str, Any] = content
        self._read: list[str] = []

    def refuse(self, key: str, why: str, mend: str) -> NoReturn:
        """Say what is wrong with a key of this entry."""
        raise UnreadableFileError(self._file, f"{self._named()}, {key} {why}", mend)

    def names(self) -> tuple[str, ...]:
        """All keys that stand there."""
        return tuple(self._content)

    def refuse_rest(self) -> None:
        """Refuse keys that nobody reads."""
        for key in self._content:
            if key not in self._read:
                self.refuse(key, "is not read", meant(key, self._read))

    def text(self, key: str) -> str:
        """A text; empty where nothing stands."""
        value = self._take(key)
        if value is not None and not isinstance(value, str):
            self.refuse(key, f"is {value!r}", "Write it in quotation marks.")
        return (value or "").strip()

    def code(self, key: str, *, needed: bool) -> str:
        """A code: letters, digits, hyphens and points."""
        value = self.text(key)
        if needed and not value:
            self.refuse(key, "is missing", "Give it a short code.")
        if not all(sign.isalnum() or sign in "-_." for sign in value):
            self.refuse(key, f"is {value!r}", "Use letters, digits, hyphens and points only.")
        return value

    def choice(self, key: str, known: Sequence[str]) -> str:
        """One of some codes."""
        value = self.text(key)
        if value not in known:
            self.refuse(key, f"is {value!r}, which is not known" if value else "is missing", meant(value, known))
        return value

    def number(self, key: str, *, above: float | None = None, below: float | None = None) -> float | None:
        """A number that is not negative; nothing where nothing stands."""
        value = self._take(key)
        return None if value is None else self._number(key, value, above=above, below=below)

    def year(self, key: str) -> int | None:
        """A whole number: a year, or how many; nothing where nothing stands."""
        value = self._take(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            self.refuse(key, f"is {value!r}", "Write a whole number.")
        if value is not None and value > LARGEST_WHOLE:
            self.refuse(key, f"is more than {LARGEST_WHOLE}", "Write a year of four digits, or a number of years.")
        return value

    def yes_or_no(self, key: str) -> bool:
        """True or false; false where nothing stands."""
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            self.refuse(key, f"is {value!r}", "Write true or false.")
        return bool(value)

    def position(self) -> Position | None:
        """Latitude and longitude under ``at``; nothing where nothing stands."""
        value = self._take("at")
        if value is None:
            return None
        if not isinstance(value, list) or len(value) != 2:
            self.refuse("at", f"is {value!r}", "Write latitude and longitude in degrees: at = [17.97, 102.6].")
        degrees = [self._number("at", each, above=None, below=None, may_be_negative=True) for each in value]
        for degree, most, name in zip(degrees, (90.0, 180.0), ("latitude", "longitude"), strict=True):
            if abs(degree) > most:
                self.refuse("at", f"has the {name} {degree:g}", "Write latitude first, then longitude, in degrees.")
        return degrees[0], degrees[1]

    def distances(self) -> Mapping[str, float]:
        """Road distance by code under ``km``; empty where nothing stands."""
        value = self._take("km")
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.refuse("km", f"is {value!r}", "Write a distance for each place: km = { LF1 = 12 }.")
        return {code: self._number(f"km.{code}", each) for code, each in value.items()}

    def estimate(self, key: str) -> tuple[float, float, float, str]:
        """A number, or a table of value, low, high and source."""
        value = self._take(key)
        if not isinstance(value, dict):
            number = self._number(key, value)
            return number, number, number, ""
        for name in value:
            if name not in ESTIMATE:
                self.refuse(f"{key}.{name}", "is not read", f"Known: {', '.join(ESTIMATE)}.")
        if "value" not in value:
            self.refuse(key, "has no value", "Write { value = 11, low = 9, high = 14 }.")
        best = self._number(key, value["value"])
        low, high = (self._number(f"{key}.{end}", value.get(end, best)) for end in ("low", "high"))
        if not low <= best <= high:
            self.refuse(key, f"is {best:g} and its range {low:g} to {high:g}", "Let the value lie in its range.")
        return best, low, high, str(value.get("source", ""))

    def _take(self, key: str) -> Any:  # noqa: ANN401  # what TOML gives, checked by the caller
        self._read.append(key)
        return self._content.get(key)

    def _number(
        self,
        key: str,
        value: object,
        *,
        above: float | None = None,
        below: float | None = None,
        may_be_negative: bool = False,
    ) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            self.refuse(key, f"is {value!r}", "Write a plain number, with a point and without its unit.")
        if value < 0 and not may_be_negative:
            self.refuse(key, f"is {value:g}", "Give what is there: zero or more.")
        if above is not None and not value > above:
            self.refuse(key, f"is {value:g}", f"Give more than {above:g}.")
        if below is not None and value > below:
            self.refuse(key, f"is {value:g}", f"Write parts of one: at most {below:g}.")
        return float(value)

    def _named(self) -> str:
        name = self._content.get("code") or self._content.get("facility") or self._content.get("name")
        return f"{self._where} {name}" if isinstance(name, str) else self._where
