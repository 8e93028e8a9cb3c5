"""Read published plastic leakage of cities from a JSON file.

The file is a list of cities, or an object whose ``cases`` is one. Each city has a name, its
``input``, and as far as they are known ``published_output`` and ``inferred`` leakage factors. Every
other key is left unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nagara.exchange.published.json_lists import Kind, PublishedJson, what
from nagara.indicators.published.plastics import PublishedPlastics
from nagara.waste.plastics import SOURCES, STAGES

__all__ = ["read_published_plastics"]

_TONNES_A_DAY: Final = Kind(limit=1e6, beyond="write tonnes per day, not kilograms and not tonnes per year")
_TONNES_A_YEAR: Final = Kind(limit=1e9, beyond="write tonnes per year")
_PEOPLE: Final = Kind(limit=1e9, beyond="write the number of people")
_SHARE: Final = Kind(limit=1.0, beyond="write a share from 0 to 1, not a percentage")
_COVERAGE: Final = Kind(limit=2.0, beyond="write a share from 0 to 1, not a percentage")
_LEAK: Final = Kind(limit=0.999, beyond="write a share below 1, not a percentage")
"""Tonnes are measured behind the leak: nothing would be left to measure."""
_LEAK_AT_DISPOSAL: Final = Kind(limit=1.0, beyond="write a share from 0 to 1, not a percentage")

_INPUT: Final = {
    "population": ("population_persons", _PEOPLE),
    "msw_t_per_day": ("msw_generated_t_per_day", _TONNES_A_DAY),
    "collection_coverage": ("collection_coverage_frac", _COVERAGE),
    "plastic_generated_t_per_year": ("plastic_generated_t_per_year", _TONNES_A_YEAR),
    "plastic_share_wfd": ("plastic_generated_frac", _SHARE),
    "disposed_msw_t_per_day": ("disposed_msw_t_per_day", _TONNES_A_DAY),
    "plastic_share_at_disposal": ("plastic_at_disposal_frac", _SHARE),
    "formal_plastic_recovered_t_per_day": ("plastic_recovered_formal_t_per_day", _TONNES_A_DAY),
    "informal_plastic_recovered_t_per_day": ("plastic_recovered_informal_t_per_day", _TONNES_A_DAY),
}
_FACTORS: Final = {("collection" if stage == "collection_service" else stage): stage for stage in STAGES}
"""Stage by its key in the file."""


def read_published_plastics(path: Path) -> list[PublishedPlastics]:
    """Read the cities of one file.

    Parameters
    ----------
    path
        The JSON file.

    Returns
    -------
    list of PublishedPlastics
        What is missing or ``null`` in the file is missing here; one factor that is ``null`` or left
        out says that there is no such flow.

    Raises
    ------
    UnreadableFileError
        If the file is not JSON, or a value cannot be what its key says; the message names the
        value's path, for example ``cases[3].input.disposed_msw_t_per_day``.
    """
    reader = _PlasticReader(file=path.name)
    where, cities = reader.cities(path)
    if not any(not isinstance(entry, dict) or "input" in entry for entry in cities):  # a file of another kind
        reader.refuse(f"{where}[0].input", "is missing", "Give the city's inputs as an object.")
    read: list[PublishedPlastics] = []
    places: dict[tuple[str, str, int | None], str] = {}
    for index, entry in enumerate(cities):
        at = f"{where}[{index}]"
        city = reader.city(at, entry)
        earlier = places.setdefault((city.city, city.country, city.year), at)
        if earlier != at:
            label = ", ".join(str(part) for part in (city.city, city.country, city.year) if part)
            reader.refuse(at, f"is {label} again, as {earlier}", "Keep one of the two.")
        read.append(city)
    return read


@dataclass(frozen=True, slots=True, kw_only=True)
class _PlasticReader(PublishedJson):
    """Reads the cities of a file one by one."""

    def city(self, at: str, entry: object) -> PublishedPlastics:
        case = self.named_values(at, entry)
        result = self.block(at, case, "published_output")
        inferred = self.block(at, case, "inferred")
        whole = result.get("unmanaged_plastic_t_per_year")
        at_result = f"{at}.published_output"
        return PublishedPlastics(
            city=self.text(at, case, "city"),
            country=self.text(at, case, "country") if case.get("country") is not None else "",
            year=self.year(at, case),
            inputs=dict(self._inputs(f"{at}.input", self.block(at, case, "input"))),
            factors=dict(self._factors(f"{at}.inferred", inferred)),
            unmanaged_plastic_t_per_year=None
            if whole is None
            else self.number(f"{at_result}.unmanaged_plastic_t_per_year", whole, _TONNES_A_YEAR),
            source_shares=dict(
                self._sources(f"{at_result}.source_shares", self.block(at_result, result, "source_shares"))
            ),
            is_usable=self._usable(at, inferred),
        )

    def _inputs(self, at: str, block: Mapping[str, object]) -> Iterator[tuple[str, float]]:
        for key, (name, kind) in _INPUT.items():
            if block.get(key) is not None:
                yield name, self.number(f"{at}.{key}", block[key], kind)

    def _sources(self, at: str, block: Mapping[str, object]) -> Iterator[tuple[str, float]]:
        for source in SOURCES:
            if block.get(source) is not None:
                yield source, self.number(f"{at}.{source}", block[source], _SHARE)

    def _factors(self, at: str, block: Mapping[str, object]) -> Iterator[tuple[str, float | None]]:
        """Every stage; none at all where the file has no factors, which is not the same as no flow."""
        for key, stage in _FACTORS.items() if block else ():
            kind = _LEAK_AT_DISPOSAL if stage == "disposal" else _LEAK
            yield stage, None if block.get(key) is None else self.number(f"{at}.{key}", block[key], kind)

    def _usable(self, at: str, inferred: Mapping[str, object]) -> bool | None:
        mark = inferred.get("usable")
        if mark is not None and not isinstance(mark, bool):
            self.refuse(
                f"{at}.inferred.usable", f"is {what(mark)}, not true or false", "Give one of the two, or leave it out."
            )
        return mark
