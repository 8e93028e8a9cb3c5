"""Places files: what a planner writes down of a city's zones, ways, plants and prices, in TOML.

Every mistake is said with the file, the entry and the key in which it stands, and how to mend it. Keys that
nobody knows are mistakes too: a slip of the pen must not pass as something that was left out.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nagara.errors import UnreadableFileError
from nagara.evidence import table
from nagara.exchange.plans.places_entry import Entry, meant
from nagara.exchange.refuse import read_bytes
from nagara.pathways.least_cost.city.technologies import TECHNOLOGIES
from nagara.pathways.least_cost.question.places import NewPlace, OwnNumber, Places, StandingPlace, ZonePlace

__all__ = ["TABLES", "PlacesReading", "places_in", "read_places"]

TABLES: Final = ("zone", "standing", "new", "numbers", "informal", "money")
MOST_OFF: Final = 0.005
"""How far parts of a city may be from one together [frac]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesReading:
    """What stands in a places file.

    Parameters
    ----------
    places
        What it says.
    digests
        SHA-256 of the file by its name.
    """

    places: Places
    digests: Mapping[str, str]


def read_places(path: Path) -> PlacesReading:
    """Read a places file.

    Parameters
    ----------
    path
        A file in TOML.

    Raises
    ------
    UnreadableFileError
        If it cannot be read, or an entry of it cannot be understood; it names the entry and the key.
    """
    return places_in(read_bytes(path, path.name), path.name)


def places_in(data: bytes, name: str) -> PlacesReading:
    """Read what a places file holds.

    Parameters
    ----------
    data
        Its bytes.
    name
        How messages name it.

    Raises
    ------
    UnreadableFileError
        If it is no TOML, or an entry of it cannot be understood; it names the entry and the key.
    """
    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # no text, no TOML, a number of thousands of digits
        raise UnreadableFileError(name, f"it is no TOML: {error}", "Mend the line that is named.") from None
    return PlacesReading(places=_places(name, content), digests={name: hashlib.sha256(data).hexdigest()})


def _places(file: str, content: dict[str, Any]) -> Places:
    for name in content:
        if name not in TABLES:
            raise UnreadableFileError(file, f"{name} is nothing that is read", meant(name, TABLES))
    zones = _zones([Entry(file, "zone", each) for each in _rows(file, content, "zone")])
    standing = tuple(_standing(Entry(file, "standing", each)) for each in _rows(file, content, "standing"))
    new = tuple(_new(Entry(file, "new", each)) for each in _rows(file, content, "new"))
    places = Places(
        file=file,
        zones=zones,
        standing=standing,
        new=new,
        numbers=_numbers(file, content.get("numbers", {})),
        integrates_informal=_integrates(Entry(file, "informal", content.get("informal", {}))),
        price_year=_price_year(Entry(file, "money", content.get("money", {}))),
    )
    _refuse_twice(places)
    _refuse_lost_stations(places)
    return places


def _rows(file: str, content: dict[str, Any], name: str) -> list[Any]:
    rows = content.get(name, [])
    if not isinstance(rows, list):
        raise UnreadableFileError(file, f"{name} is one table, and there can be several", f"Write [[{name}]].")
    return rows


# --- zones ----------------------------------------------------------------------------------------


def _zones(entries: list[Entry]) -> tuple[ZonePlace, ...]:
    if not entries:
        return ()
    people = _parts(entries, "people_frac", "people")
    waste = _parts(entries, "waste_frac", "waste_t_per_year")
    if people is None and waste is None:
        entries[0].refuse("people_frac", "is missing", "Say what part of the people, or of the waste, is in each zone.")
    zones = []
    for at, entry in enumerate(entries):
        code = entry.code("code", needed=True)
        parts = (people or waste or [])[at], (waste or people or [])[at]
        zones.append(
            ZonePlace(
                code=code,
                name=entry.text("name") or code,
                people_frac=parts[0],
                waste_frac=parts[1],
                area_km2=entry.number("area_km2", above=0.0),
                at=entry.position(),
                km=entry.distances(),
                stratum=entry.text("stratum"),
                is_waste_said=waste is not None,
                collected_frac=entry.number("collected_frac", below=1.0),
            )
        )
        entry.refuse_rest()
    without = [zone.code for zone in zones if zone.area_km2 is None]
    if 0 < len(without) < len(zones):
        bare = next(entry for entry, zone in zip(entries, zones, strict=True) if zone.area_km2 is None)
        bare.refuse("area_km2", "is missing, and other zones have one", "Give it in every zone, or in none.")
    return tuple(zones)


def _parts(entries: list[Entry], part: str, amount: str) -> list[float] | None:
    """Parts of the city in its zones, written as parts or as amounts; nothing where nobody says either."""
    shares = [entry.number(part, below=1.0) for entry in entries]
    amounts = [entry.number(amount) for entry in entries]
    written, name = (shares, part) if any(each is not None for each in shares) else (amounts, amount)
    if all(each is None for each in written):
        return None
    for entry, share, count in zip(entries, shares, amounts, strict=True):
        if share is not None and count is not None:
            entry.refuse(part, f"and {amount} both stand there", "Give one of them, the same in every zone.")
        if (share if name == part else count) is None:
            entry.refuse(name, "is missing, and other zones have it", "Give it in every zone.")
    known = [each for each in written if each is not None]
    total = sum(known)
    if total <= 0.0:
        entries[0].refuse(name, "is nothing in all zones together", "Give what is there.")
    if name == part and abs(total - 1.0) > MOST_OFF:
        entries[-1].refuse(part, f"of all zones sums to {total:.3f}", "Let the zones sum to 1.")
    return [each / total for each in known]


# --- places ---------------------------------------------------------------------------------------


def _standing(entry: Entry) -> StandingPlace:
    place = StandingPlace(
        code=entry.code("facility", needed=True),
        at=entry.position(),
        km=entry.distances(),
        capacity_t_per_year=entry.number("capacity_t_per_year"),
        smallest_feed_t_per_year=entry.number("smallest_feed_t_per_year"),
        airspace_t=entry.number("airspace_t"),
        last_year=entry.year("last_year"),
        closing_usd=entry.number("closing_usd"),
    )
    entry.refuse_rest()
    if place.closing_usd is not None and place.last_year is None:
        entry.refuse("closing_usd", "stands there, and nobody says when it closes", "Give last_year too.")
    most, least = place.capacity_t_per_year, place.smallest_feed_t_per_year
    if most is not None and least is not None and least > most:
        why = f"is {least:g}, more than its capacity of {most:g}"
        entry.refuse("smallest_feed_t_per_year", why, "Give what the contract says.")
    return place


def _new(entry: Entry) -> NewPlace:
    code = entry.code("code", needed=True)
    technology = entry.choice("technology", tuple(TECHNOLOGIES))
    size = "largest_t" if technology == "landfill" else "largest_t_per_year"
    place = NewPlace(
        code=code,
        name=entry.text("name") or code,
        technology=technology,
        at=entry.position(),
        km=entry.distances(),
        largest=entry.number(size, above=0.0),
        first_year=entry.year("first_year"),
        lead_years=entry.year("lead_years"),
    )
    entry.refuse_rest()
    return place


def _integrates(entry: Entry) -> bool:
    answer = entry.yes_or_no("integrate")
    entry.refuse_rest()
    return answer


def _price_year(entry: Entry) -> int | None:
    year = entry.year("price_year")
    entry.refuse_rest()
    return year


def _numbers(file: str, content: object) -> tuple[OwnNumber, ...]:
    rows = table("technology").factors
    technologies = tuple(dict.fromkeys(key[0] for key in rows))
    if not isinstance(content, dict):
        raise UnreadableFileError(file, "numbers is no table", "Write [numbers.landfill], then running = 11.")
    out = []
    for technology, given in content.items():
        if technology not in technologies:
            why = f"numbers.{technology} is no row of the table of technologies"
            raise UnreadableFileError(file, why, meant(technology, technologies))
        known = tuple(key[1] for key in rows if key[0] == technology)
        entry = Entry(file, f"numbers.{technology}", given)
        for parameter in entry.names():
            if parameter not in known:
                entry.refuse(parameter, "is no number of it", meant(parameter, known))
            value, low, high, source = entry.estimate(parameter)
            out.append(
                OwnNumber(technology=technology, parameter=parameter, value=value, low=low, high=high, source=source)
            )
    return tuple(out)


# --- what belongs together ------------------------------------------------------------------------


def _refuse_twice(places: Places) -> None:
    codes = [each.code for each in places.every]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise UnreadableFileError(places.file, f"{twice[0]} stands there twice", "Give every zone and place one code.")


def _refuse_lost_stations(places: Places) -> None:
    """A transfer station only helps where the ways to it and from it are known."""
    for place in places.new:
        if place.technology != "transfer" or place.at is not None:
            continue
        where = f"new {place.code}"
        linked = {each.code for each in places.every if place.code in each.km} | set(place.km)
        if not places.zones:
            raise UnreadableFileError(places.file, f"{where} has no zones around it", "Write a [[zone]], or several.")
        far = [zone.code for zone in places.zones if zone.code not in linked]
        if far:
            why = f"{where}: nobody says how far it is from {far[0]}"
            raise UnreadableFileError(places.file, why, f"Write {place.code} = … under km of that zone, in kilometres.")
        if linked <= {zone.code for zone in places.zones}:
            why = f"{where}: nobody says how far it is from there to any site"
            raise UnreadableFileError(places.file, why, "Write km = { LF1 = 20 } with the site's code.")
