"""Read published results of cities from a JSON file.

The file is a list of cities, or an object whose ``cases`` is one. Each city has a name, its
``inputs`` and, as far as they were published, its results, compositions and recovered materials.
Every other key is left unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nagara.exchange.published.json_lists import Kind, PublishedJson, what
from nagara.indicators.printed import Printed, decimals
from nagara.indicators.published.shares import PublishedCity

__all__ = ["read_published"]


_AMOUNT: Final = Kind(limit=1e6, beyond="write tonnes per day, not kilograms and not tonnes per year")
_PEOPLE: Final = Kind(limit=1e9, beyond="write the number of people")
_RATE: Final = Kind(limit=100.0, beyond="write kilograms per person and day", places=2)
_SHARE: Final = Kind(limit=2.0, beyond="write a share from 0 to 1, not a percentage", places=2)
_REST: Final = Kind(limit=2.0, least=-1.0, beyond="write a share from 0 to 1, not a percentage", places=2)
"""A share that another was taken off; the checker says where it fell below zero."""
_CHOSEN_SHARE: Final = Kind(limit=1.0, beyond="write a share from 0 to 1, not a percentage", is_exact=True)
_PART: Final = Kind(limit=1.0, beyond="write a share from 0 to 1, not a percentage")

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
    "recycling_rate_excluding_wte": ("recycling_frac", _REST),
}
_COMPOSITIONS: Final = {
    "household": ("composition_household", 4),
    "disposal": ("composition_at_disposal", 4),
    "city": ("composition_city", 2),
}
"""Key of each composition, and the most decimals that its shares are printed with."""
_MUST_BE_POSITIVE: Final = ("msw_generated_t_d", "population")


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
    reader = _CityReader(file=path.name)
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
class _CityReader(PublishedJson):
    """Reads the cities of a file one by one."""

    def city(self, at: str, entry: object) -> PublishedCity:
        case = self.named_values(at, entry)
        if not isinstance(case.get("inputs"), dict):
            self.refuse(f"{at}.inputs", f"is {what(case.get('inputs'))}", "Give the city's inputs as an object.")
        return PublishedCity(
            city=self.text(at, case, "city"),
            iso3=self.text(at, case, "iso3") if case.get("iso3") is not None else "",
            year=self.year(at, case),
            inputs=dict(self._figures(f"{at}.inputs", self.named_values(f"{at}.inputs", case["inputs"]), _INPUTS)),
            published=dict(self._figures(f"{at}.published", self.block(at, case, "published"), _PUBLISHED)),
            compositions=dict(self._compositions(at, case)),
            materials=self._materials(at, case),
        )

    def _figures(
        self, at: str, block: Mapping[str, object], known: Mapping[str, tuple[str, Kind]]
    ) -> Iterator[tuple[str, Printed]]:
        if known is _INPUTS and block.get("msw_generated_t_d") is None:
            self.refuse(f"{at}.msw_generated_t_d", "is missing", "Give the waste generated in tonnes per day.")
        for key, (name, kind) in known.items():
            if block.get(key) is None:
                continue
            value = self.number(f"{at}.{key}", block[key], kind)
            if key in _MUST_BE_POSITIVE and value <= 0.0:
                self.refuse(f"{at}.{key}", "is 0", "Give the amount, or leave the city out.")
            yield name, _printed(value, kind)

    def _compositions(self, at: str, case: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, Printed] | None]]:
        """Each composition that the file has a heading for; ``None`` where nothing stands under it."""
        for point, (key, most) in _COMPOSITIONS.items():
            if key not in case:
                continue
            shares = self.block(at, case, key)
            parts = {
                name: self.number(f"{at}.{key}.{name}", value, _PART)
                for name, value in shares.items()
                if value is not None
            }
            # trailing zeros are lost in JSON: the shares of one list are printed alike
            places = min(most, max((2, *(decimals(value) for value in parts.values()))))
            yield point, {name: Printed.to(places, value) for name, value in parts.items()} or None

    def _materials(self, at: str, case: Mapping[str, object]) -> dict[str, Printed]:
        key = "recovered_by_material_gross_t_d"
        amounts = {
            name: self.number(f"{at}.{key}.{name}", value, _AMOUNT)
            for name, value in self.block(at, case, key).items()
            if value is not None
        }
        finest = max((decimals(value) for value in amounts.values()), default=0)
        # a zero has no digits of its own: it is printed as finely as the rest of its list
        return {name: Printed.to(decimals(value) if value else finest, value) for name, value in amounts.items()}


def _printed(value: float, kind: Kind) -> Printed:
    """The number as it was printed; a share that was chosen and an amount of nothing were not rounded."""
    if kind.is_exact or (value == 0.0 and kind.places is None):
        return Printed.exactly(value)
    return Printed.to(decimals(value) if kind.places is None else kind.places, value)
