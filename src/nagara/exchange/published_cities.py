"""Read published results of cities from a JSON file.

The file is a list of cities, or an object whose ``cases`` is one. Each city has a name, its
``inputs`` and, as far as they were published, its results, compositions and recovered materials.
Every other key is left unread.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Final, NoReturn

from nagara.errors import UnreadableFileError
from nagara.indicators.printed import Printed, decimals
from nagara.indicators.published import PublishedCity

__all__ = ["read_published"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """What a kind of figure can be, and how many decimals it is printed with."""

    limit: float
    beyond: str
    places: int | None = None
    is_exact: bool = False


_AMOUNT: Final = _Kind(limit=1e6, beyond="write tonnes per day, not kilograms and not tonnes per year")
_PEOPLE: Final = _Kind(limit=1e9, beyond="write the number of people")
_RATE: Final = _Kind(limit=100.0, beyond="write kilograms per person and day", places=2)
_SHARE: Final = _Kind(limit=2.0, beyond="write a share from 0 to 1, not a percentage", places=2)
_CHOSEN_SHARE: Final = _Kind(limit=1.0, beyond="write a share from 0 to 1, not a percentage", is_exact=True)
_PART: Final = _Kind(limit=1.0, beyond="write a share from 0 to 1, not a percentage")

_INPUTS: Final = {
    "population": ("population_persons", _PEOPLE),
    "msw_generated_t_d": ("msw_generated_t_per_day", _AMOUNT),
    "household_msw_t_d": ("household_t_per_day", _AMOUNT),
    "non_household_msw_t_d": ("non_household_t_per_day", _AMOUNT),
    "recovered_gross_t_d": ("recovered_gross_t_per_day", _AMOUNT),
    "reject_rate": ("reject_frac", _CHOSEN_SHARE),
    "recovered_net_t_d": ("recovered_net_t_per_day", _AMOUNT),
    "recovered_net_in_controlled_facilities_t_d": ("recovered_controlled_t_per_day", _AMOUNT),
    "disposal_received_t_d": ("disposal_t_per_day", _AMOUNT),
    "disposal_received_t_d_unrounded": ("disposal_unrounded_t_per_day", _AMOUNT),
    "disposal_received_in_controlled_facilities_t_d": ("disposal_controlled_t_per_day", _AMOUNT),
    "waste_to_energy_t_d": ("waste_to_energy_t_per_day", _AMOUNT),
}
_PUBLISHED: Final = {
    "msw_generated_t_d": ("msw_generated_t_per_day", _AMOUNT),
    "household_msw_t_d": ("household_t_per_day", _AMOUNT),
    "non_household_msw_t_d": ("non_household_t_per_day", _AMOUNT),
    "msw_per_capita_kg_d": ("msw_generated_kg_per_cap_day", _RATE),
    "household_food_waste_kg_cap_d": ("household_food_waste_kg_per_cap_day", _RATE),
    "collected_share": ("msw_collected_frac", _SHARE),
    "collection_share_unrounded": ("msw_collected_unrounded_frac", _SHARE),
    "disposal_received_share": ("disposal_frac", _SHARE),
    "disposal_controlled_share_of_disposed": ("disposal_controlled_frac", _SHARE),
    "sdg_11_6_1_controlled_share": ("sdg_11_6_1_frac", _SHARE),
    "city_recovery_rate": ("recovery_frac", _SHARE),
    "recycling_rate_excluding_wte": ("recycling_frac", _SHARE),
}
_COMPOSITIONS: Final = {
    "household": ("composition_household", 4),
    "disposal": ("composition_at_disposal", 4),
    "city": ("composition_city", 2),
}
"""Key of each composition, and the most decimals that its shares are printed with."""
_MUST_BE_POSITIVE: Final = ("msw_generated_t_d", "population")
_SHAPE: Final = 'Give a list of cities, or an object with the list under "cases".'


def read_published(path: Path) -> list[PublishedCity]:
    """Read the cities of one file.

    Published shares count as printed with two decimals, whatever remains of a cell formula stands
    in the file; amounts as printed with the decimals that they have.

    Parameters
    ----------
    path
        The JSON file.

    Raises
    ------
    UnreadableFileError
        If the file is not JSON, or a value cannot be what its key says; the message names the
        value's path, for example ``cases[3].inputs.reject_rate``.
    """
    reader = _Reader(file=path.name)
    where, cities = reader.cities(path)
    read: list[PublishedCity] = []
    places: dict[tuple[str, str, int | None], str] = {}
    for index, entry in enumerate(cities):
        at = f"{where}[{index}]"
        city = reader.city(at, entry)
        earlier = places.setdefault((city.city, city.iso3, city.year), at)
        if earlier != at:
            reader.refuse(at, f"is {city.city}, {city.iso3}, {city.year} again, as {earlier}", "Keep one of the two.")
        read.append(city)
    return read


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    file: str

    def refuse(self, at: str, why: str, mend: str) -> NoReturn:
        raise UnreadableFileError(self.file, f"{at} {why}" if at else why, mend)

    def cities(self, path: Path) -> tuple[str, list[object]]:
        """The path of the list of cities inside the file, and its entries."""
        data = self._parsed(path)
        where = "cases" if isinstance(data, dict) else ""
        entries = data.get("cases") if isinstance(data, dict) else data
        if isinstance(data, dict) and entries is None:
            self.refuse("", 'there is no "cases"', _SHAPE)
        if not isinstance(entries, list):
            self.refuse(where or "the file", f"is {_what(entries)}, not a list", _SHAPE)
        if not entries:
            self.refuse(where or "the file", "is an empty list", "Give at least one city.")
        return where, entries

    def _parsed(self, path: Path) -> object:
        try:
            text = path.read_text("utf-8-sig")
            if not text.strip():
                self.refuse("", "the file is empty", _SHAPE)
            return json.loads(text, object_pairs_hook=self._no_key_twice)
        except UnreadableFileError:
            raise
        except json.JSONDecodeError as error:
            place = f"line {error.lineno}, column {error.colno}"
            self.refuse("", f"this is not JSON ({place}: {error.msg})", "Correct that place, or export the file again.")
        except UnicodeDecodeError:
            self.refuse("", "the text is not UTF-8", "Save the file as JSON in UTF-8.")
        except RecursionError:
            self.refuse("", "lists or objects are nested too deeply", _SHAPE)
        except ValueError:  # a whole number of thousands of digits
            self.refuse("", "a number has too many digits", "Write tonnes per day and people as plain numbers.")
        except OSError as error:
            self.refuse("", f"the file cannot be opened ({error.strerror})", "Check the path.")

    def _no_key_twice(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        known: dict[str, object] = {}
        for key, value in pairs:
            if key in known:
                self.refuse("", f'the key "{key}" stands twice in one object', "Keep one of the two.")
            known[key] = value
        return known

    def city(self, at: str, entry: object) -> PublishedCity:
        case = self._object(at, entry)
        if not isinstance(case.get("inputs"), dict):
            self.refuse(f"{at}.inputs", f"is {_what(case.get('inputs'))}", "Give the city's inputs as an object.")
        return PublishedCity(
            city=self._text(at, case, "city"),
            iso3=self._text(at, case, "iso3") if case.get("iso3") is not None else "",
            year=self._year(at, case),
            inputs=dict(self._figures(f"{at}.inputs", self._object(f"{at}.inputs", case["inputs"]), _INPUTS)),
            published=dict(self._figures(f"{at}.published", self._block(at, case, "published"), _PUBLISHED)),
            compositions=dict(self._compositions(at, case)),
            materials=self._materials(at, case),
        )

    def _figures(
        self, at: str, block: Mapping[str, object], known: Mapping[str, tuple[str, _Kind]]
    ) -> Iterator[tuple[str, Printed]]:
        if known is _INPUTS and block.get("msw_generated_t_d") is None:
            self.refuse(f"{at}.msw_generated_t_d", "is missing", "Give the waste generated in tonnes per day.")
        for key, (name, kind) in known.items():
            if block.get(key) is None:
                continue
            value = self._number(f"{at}.{key}", block[key], kind)
            if key in _MUST_BE_POSITIVE and value <= 0.0:
                self.refuse(f"{at}.{key}", "is 0", "Give the amount, or leave the city out.")
            yield name, _printed(value, kind)

    def _compositions(self, at: str, case: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, Printed] | None]]:
        """Each composition that the file has a heading for; ``None`` where nothing stands under it."""
        for point, (key, most) in _COMPOSITIONS.items():
            if key not in case:
                continue
            shares = self._block(at, case, key)
            parts = {
                name: self._number(f"{at}.{key}.{name}", value, _PART)
                for name, value in shares.items()
                if value is not None
            }
            # trailing zeros are lost in JSON: the shares of one list are printed alike
            places = min(most, max((2, *(decimals(value) for value in parts.values()))))
            yield point, {name: Printed.to(places, value) for name, value in parts.items()} or None

    def _materials(self, at: str, case: Mapping[str, object]) -> dict[str, Printed]:
        key = "recovered_by_material_gross_t_d"
        amounts = {
            name: self._number(f"{at}.{key}.{name}", value, _AMOUNT)
            for name, value in self._block(at, case, key).items()
            if value is not None
        }
        finest = max((decimals(value) for value in amounts.values()), default=0)
        # a zero has no digits of its own: it is printed as finely as the rest of its list
        return {name: Printed.to(decimals(value) if value else finest, value) for name, value in amounts.items()}

    def _block(self, at: str, case: Mapping[str, object], key: str) -> Mapping[str, object]:
        return {} if case.get(key) is None else self._object(f"{at}.{key}", case[key])

    def _object(self, at: str, value: object) -> Mapping[str, object]:
        if not isinstance(value, dict):
            self.refuse(at, f"is {_what(value)}, not an object", "Give names with their values in braces.")
        return value

    def _text(self, at: str, case: Mapping[str, object], key: str) -> str:
        value = case.get(key)
        if not isinstance(value, str) or not value.strip():
            why = "is missing" if value is None else f"is {_what(value)}, not a name"
            self.refuse(f"{at}.{key}", why, "Give it as text in quotes.")
        return value.strip()

    def _year(self, at: str, case: Mapping[str, object]) -> int | None:
        value = case.get("year")
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            self.refuse(f"{at}.year", f"is {_what(value)}, not a year", "Give it as a whole number, or leave it out.")
        return value

    def _number(self, at: str, value: object, kind: _Kind) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(
                at, f"is {_what(value)}, not a number", "Write the number with a decimal point, without quotes."
            )
        if isinstance(value, float) and not isfinite(value):
            self.refuse(at, f"is {_what(value)}, not a number", "Write the number, or leave the key out.")
        if value < 0:
            self.refuse(
                at, f"is {_digits(value)}, less than zero", "Amounts and shares are never negative; check the sign."
            )
        if value > kind.limit:
            self.refuse(at, f"is {_digits(value)}, more than {_digits(kind.limit)}", f"{kind.beyond.capitalize()}.")
        return float(value)


def _printed(value: float, kind: _Kind) -> Printed:
    """The number as it was printed; a share that was chosen and an amount of nothing were not rounded."""
    if kind.is_exact or (value == 0.0 and kind.places is None):
        return Printed.exactly(value)
    return Printed.to(decimals(value) if kind.places is None else kind.places, value)


def _digits(value: float) -> str:
    return f"{value:,.10g}" if abs(value) < 1e15 else "a number of more than 15 digits"


def _what(value: object) -> str:
    """Name a JSON value as its writer would."""
    if value is None:
        return "missing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text {json.dumps(value[:40], ensure_ascii=False)}"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "an object"
    return json.dumps(value)
