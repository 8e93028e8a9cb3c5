"""Region files: which cities could share plants, who would host them and how far they are apart, in TOML.

Every mistake is said with the file, the entry and the key in which it stands, and how to mend it. What stands in the
file is not yet a question: the cities' own files are read by whoever asks it.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from nagara.errors import UnreadableFileError
from nagara.exchange.plans.places_entry import Entry, meant
from nagara.exchange.refuse import read_bytes
from nagara.pathways.least_cost.city.settings import PlanSettings
from nagara.pathways.least_cost.city.technologies import TECHNOLOGIES
from nagara.pathways.least_cost.question.promise import Promise, read_promise
from nagara.pathways.least_cost.question.refusals import PromiseError

__all__ = ["KEYS", "CityEntry", "RegionFile", "read_region"]

KEYS: Final = ("name", "promises", "promises_together", "settings", "city", "road_km")
GUIDELINES: Final = ("2006", "2019")
POTENTIALS: Final = ("AR4", "AR5", "AR6")
NO_ROAD: Final = "none"
"""What stands in the place of a distance where waste cannot go from one city to the other."""
OF_A_SHARED_SITE: Final = ("methane", "ghg", "cost_usd_per_household")
"""Beginnings of figures that cannot be told apart by city once a site is shared."""
LONGEST_KM: Final = 2_000.0
"""A road longer than this is a slip of the pen [km]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CityEntry:
    """A city of a region file.

    Parameters
    ----------
    code, name
        Its code in the region, and what pages call it; the name in its own file if left out.
    path
        Its workbook or CSV folder, of one year.
    hosts
        What it would open to others: technologies, or places of its own by their codes.
    promises
        What it promises for itself, what all promise for themselves among it.
    settings
        How it is planned for.
    places, baseline
        Its places file, and a scenario file with what happens in any case.
    """

    code: str
    name: str
    path: Path
    hosts: tuple[str, ...]
    promises: tuple[Promise, ...]
    settings: PlanSettings
    places: Path | None = None
    baseline: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFile:
    """What stands in a region file.

    Parameters
    ----------
    name
        Of the region.
    cities
        Those that take part.
    road_km
        By pair of codes, the road between two cities [km]; pairs that waste cannot go between are not there.
    together
        What all cities promise together.
    digests
        SHA-256 of the file by its name.
    """

    name: str
    cities: tuple[CityEntry, ...]
    road_km: Mapping[frozenset[str], float]
    together: tuple[Promise, ...]
    digests: Mapping[str, str]


def read_region(path: Path) -> RegionFile:
    """Read a region file.

    Parameters
    ----------
    path
        A file in TOML. Paths in it begin at the folder that it stands in.

    Raises
    ------
    UnreadableFileError
        If it cannot be read, or an entry of it cannot be understood; it names the entry and the key.
    """
    data = read_bytes(path, path.name)
    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableFileError(path.name, f"it is no TOML: {error}", "Mend the line that is named.") from None
    for name in content:
        if name not in KEYS:
            raise UnreadableFileError(path.name, f"{name} is nothing that is read", meant(name, KEYS))
    top = _Entry(path.name, "the file", {name: content[name] for name in content if name not in KEYS[3:]})
    name = top.text("name")
    if not name:
        top.refuse("name", "is missing", "Name the region in the first line.")
    settings = _settings(_Entry(path.name, "settings", content.get("settings", {})))
    cities = _cities(path, content.get("city", []), top.promises("promises"), settings)
    return RegionFile(
        name=name,
        cities=cities,
        road_km=_roads(path.name, content.get("road_km", {}), cities),
        together=top.promises("promises_together", is_together=True),
        digests={path.name: hashlib.sha256(data).hexdigest()},
    )


class _Entry(Entry):
    """An entry with lists in it."""

    def texts(self, key: str) -> tuple[str, ...]:
        """Texts, each once; none where nothing stands."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.refuse(key, f"is {value!r}", f'Write a list: {key} = ["…", "…"].')
        return tuple(dict.fromkeys(each.strip() for each in value))

    def road(self, key: str) -> float | None:
        """Kilometres; nothing where waste cannot go."""
        if self._content.get(key) == NO_ROAD:
            return None
        km = self.number(key, above=0.0)
        if km is None or km > LONGEST_KM:
            self.refuse(key, f"is {km:g} km", f"Give kilometres, at most {LONGEST_KM:g}.")
        return km

    def promises(self, key: str, *, is_together: bool = False) -> tuple[Promise, ...]:
        """Promises, none of them with the name of a city."""
        out = []
        for text in self.texts(key):
            try:
                promise = read_promise(text)
            except PromiseError as error:
                self.refuse(key, f"cannot be read: {text} {error.why}", error.mend)
            if promise.city is not None:
                mend = f"Leave {promise.city} out, and let [[city]] promises say what one city promises."
                self.refuse(key, f"names a city: {text}", mend)
            if not is_together and promise.figure.startswith(OF_A_SHARED_SITE):
                mend = "Move it to promises_together, which all cities keep as one."
                self.refuse(key, f"holds {text}, which nobody can tell apart by city where a site is shared", mend)
            if is_together and promise.figure.endswith("_per_year"):
                mend = "Let each city promise its own amount, or promise a share together."
                self.refuse(key, f"holds {text}, an amount of which nobody can say whose part it is", mend)
            out.append(promise)
        return tuple(out)


# --- what all have in common ----------------------------------------------------------------------


def _settings(entry: _Entry) -> PlanSettings:
    technologies = entry.texts("technologies")
    for code in technologies:
        if code not in TECHNOLOGIES:
            entry.refuse("technologies", f"names {code}, which is not known", meant(code, tuple(TECHNOLOGIES)))
    may_lose_control = entry.yes_or_no("may_lose_control")
    given: dict[str, Any] = {
        "last_year": entry.year("last_year"),
        "epoch_years": entry.year("decide_every_years"),
        "technologies": technologies or None,
        "carbon_usd_per_t": entry.number("carbon_usd_per_t"),
        "edition": entry.choice("guidelines", GUIDELINES) if "guidelines" in entry.names() else None,
        "gwp": entry.choice("gwp", POTENTIALS) if "gwp" in entry.names() else None,
    }
    if given["epoch_years"] == 0:
        entry.refuse("decide_every_years", "is 0", "Give one year or more.")
    entry.refuse_rest()
    return PlanSettings(keeps_control=not may_lose_control, **{name: said for name, said in given.items() if said})


# --- cities ---------------------------------------------------------------------------------------


def _cities(path: Path, rows: object, promises: tuple[Promise, ...], settings: PlanSettings) -> tuple[CityEntry, ...]:
    if not isinstance(rows, list):
        raise UnreadableFileError(path.name, "city is one table, and a region has several", "Write [[city]].")
    if len(rows) < 2:
        why = f"it names {'no city' if not rows else 'one city'}, and a region has two or more"
        raise UnreadableFileError(path.name, why, "Write a [[city]] for each, with code and path.")
    entries = [_Entry(path.name, "city", row) for row in rows]
    cities = tuple(_city(path, entry, promises, settings) for entry in entries)
    _refuse_same(entries, cities, "code", lambda city: city.code)
    _refuse_same(entries, cities, "path", lambda city: city.path)
    _refuse_half(entries, cities)
    return cities


def _city(path: Path, entry: _Entry, promises: tuple[Promise, ...], settings: PlanSettings) -> CityEntry:
    code = entry.code("code", needed=True)
    own = replace(
        settings,
        budget_usd_per_year=entry.number("budget_usd_per_year"),
        household_income_usd=entry.number("household_income_usd", above=0.0),
        area_km2=entry.number("area_km2", above=0.0),
    )
    city = CityEntry(
        code=code,
        path=_file(path, entry, "path", is_needed=True) or path,
        name=entry.text("name"),
        hosts=entry.texts("hosts"),
        promises=tuple(dict.fromkeys((*promises, *entry.promises("promises")))),
        settings=own,
        places=_file(path, entry, "places"),
        baseline=_file(path, entry, "baseline"),
    )
    entry.refuse_rest()
    return city


def _file(path: Path, entry: _Entry, key: str, *, is_needed: bool = False) -> Path | None:
    """A file or folder that is named from the folder of the region file."""
    text = entry.text(key)
    if not text:
        if is_needed:
            entry.refuse(key, "is missing", "Name the city's workbook or CSV folder.")
        return None
    found = path.parent / text
    if not found.exists():
        entry.refuse(key, f"is {text!r}, and there is no such file or folder", f"It is looked for in {path.parent}.")
    return found


def _refuse_same(
    entries: list[_Entry], cities: tuple[CityEntry, ...], key: str, of: Callable[[CityEntry], object]
) -> None:
    seen: set[object] = set()
    for entry, city in zip(entries, cities, strict=True):
        if of(city) in seen:
            entry.refuse(key, f"is {of(city)!s}, and another city has the same", "Name each city once.")
        seen.add(of(city))


def _refuse_half(entries: list[_Entry], cities: tuple[CityEntry, ...]) -> None:
    """A budget of some cities only is no budget of the region."""
    without = [city.settings.budget_usd_per_year is None for city in cities]
    if any(without) and not all(without):
        entry = entries[without.index(True)]
        entry.refuse(
            "budget_usd_per_year", "is missing, and other cities have one", "Give it to every city, or to none."
        )


# --- roads ----------------------------------------------------------------------------------------


def _roads(file: str, content: object, cities: tuple[CityEntry, ...]) -> dict[frozenset[str], float]:
    """Roads by pair; every pair with a host must stand there, once, or twice alike."""
    codes = [city.code for city in cities]
    rows = _Entry(file, "road_km", content)
    said: dict[frozenset[str], float | None] = {}
    for here in rows.names():
        if here not in codes:
            rows.refuse(here, "is no city of this file", meant(here, codes))
        row = _Entry(file, f"road_km.{here}", content[here])  # type: ignore[index]  # a table, or the entry had refused
        for there in row.names():
            if there not in codes or there == here:
                row.refuse(
                    there, "is no other city of this file", meant(there, [code for code in codes if code != here])
                )
            km, pair = row.road(there), frozenset({here, there})
            if said.get(pair, km) != km:
                row.refuse(there, f"is not what road_km.{there} says", "Give the road once, or the same both ways.")
            said[pair] = km
    hosts = {city.code for city in cities if city.hosts}
    for here, there in combinations(codes, 2):
        if {here, there} & hosts and frozenset({here, there}) not in said:
            mend = f'Write it in kilometres below [road_km.{here}], or {there} = "{NO_ROAD}" if nothing can go there.'
            raise UnreadableFileError(file, f"road_km.{here}, {there} is missing, and one of the two hosts", mend)
    return {pair: km for pair, km in said.items() if km is not None}
