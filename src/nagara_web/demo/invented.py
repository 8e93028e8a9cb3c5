"""The invented network: its cities, their boundaries, its questions, and two rounds with every state."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from math import cos, pi, radians, sin, sqrt
from pathlib import Path
from random import Random
from typing import Any, Final

from nagara_web.answers.actions import make_questionnaire
from nagara_web.demo.clock import at
from nagara_web.demo.correction import correction
from nagara_web.demo.declarations import seed_declarations
from nagara_web.demo.people import DemoPerson, seed_people
from nagara_web.demo.principles import principles_said
from nagara_web.demo.promises import asked_parts, promises_of
from nagara_web.demo.story import Act, CityYear, Staff, play, say_nothing, tell
from nagara_web.demo.tables import rows_of
from nagara_web.demo.varied import Size, Tables, example_tables, varied
from nagara_web.figures.actions import define_indicator
from nagara_web.places import actions as places
from nagara_web.places.boundary import read_boundary
from nagara_web.places.facts import Fact
from nagara_web.rounds import actions as rounds
from nagara_web.rounds.actions.commitments import define_commitments
from nagara_web.rounds.actions.principles import define_principles

__all__ = ["NETWORK", "seed_invented"]

NETWORK: Final = "river-capitals"
COUNTRIES: Final = (("XXA", "XA", "Exampleland (invented)"), ("XXB", "XB", "Sampleland (invented)"))
CHARTER: Final = "Charter of the invented network"
GROWTH: Final = 0.985
"""Rate of each person in the year before, to that of the year that is reported."""
NOT_LAST_YEAR: Final = frozenset({"old-kiln", "hilltop", "saltmarsh"})
"""Cities that joined after the round of the year before."""
PERSONS_PER_KM2: Final = 2600.0
KM_PER_DEG: Final = 111.2
CORNERS: Final = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stage:
    """What both rounds stand on."""

    examples: Path
    now: datetime
    year: int
    network_id: int
    city_ids: Mapping[str, int]
    people: Mapping[tuple[str, str], DemoPerson]

    def person(self, role: str, place: str) -> int:
        return self.people[role, place].person_id

    @property
    def staff(self) -> Staff:
        return Staff(
            secretary=self.person("secretariat", NETWORK),
            second_secretary=self.person("secretariat", f"{NETWORK}:2"),
            reviewer=self.person("peer-reviewer", NETWORK),
            focal_points={"XXA": self.person("focal-point", "XXA")},
        )


def seed_invented(
    examples: Path, *, now: datetime, progress: Callable[[str, int, int], None] = say_nothing
) -> list[DemoPerson]:
    """Make the invented network, and let two rounds of it take place on the days before now.

    Parameters
    ----------
    examples
        Folder with the example city and the same city a year before.
    now
        The end of the story.
    progress
        Is told which round takes place, and how many of its acts have.

    Returns
    -------
    list of DemoPerson
        Everybody in it, one for each role first.
    """
    year = now.year if now.month > 6 else now.year - 1
    begin = now - timedelta(days=430)
    with at(begin):
        network_id, city_ids = _places(begin)
        people = seed_people(city_ids, network_id, since=begin.date())
        _own_indicators(network_id)
    stage = _Stage(examples=examples, now=now, year=year, network_id=network_id, city_ids=city_ids, people=people)
    with at(begin + timedelta(days=1)):
        _boundaries(stage)
    seed_declarations(list(people.values()), now=now)
    _last_round(stage, partial(progress, f"Invented round of {year - 1}"))
    _this_round(stage, partial(progress, f"Invented round of {year}"))
    return list(people.values())


def _places(begin: datetime) -> tuple[int, dict[str, int]]:
    fact = Fact(source=CHARTER, since=(begin - timedelta(days=30)).date())
    for iso3, iso2, name in COUNTRIES:
        places.add_country(iso3=iso3, iso2=iso2, name=name, is_invented=True)
    network = places.add_network(
        slug=NETWORK,
        name="Network of River Capitals (invented)",
        short_name="River Capitals (invented)",
        about="Nine invented cities in two invented countries, made to try this site. No number of theirs is true.",
        is_invented=True,
    )
    city_ids = {}
    for row in rows_of("invented_cities"):
        city = places.add_city(
            slug=row["slug"],
            name=row["name"],
            country_id=row["iso3"],
            time_zone=row["time_zone"],
            latitude_deg=float(row["latitude_deg"]),
            longitude_deg=float(row["longitude_deg"]),
            is_invented=True,
        )
        places.add_membership(network.pk, city.pk, fact=fact)
        city_ids[row["slug"]] = city.pk
    return network.pk, city_ids


def _own_indicators(network_id: int) -> None:
    define_indicator(
        "separate_collection_level",
        name="Food waste collected separately",
        answer_type="level",
        levels=["nowhere", "in some districts", "in the whole city"],
        definition="Where the city, or a service for it, collects food waste apart from other waste.",
        method="The city answers by its own service plan.",
        is_more_better=True,
        network_id=network_id,
        position=900,
    )
    define_indicator(
        "single_use_plastic_rule",
        name="Rule against single-use plastic",
        answer_type="proportion-of-cities",
        definition="Whether a rule of the city against some single-use plastic is in force at the end of the year.",
        method="Each city answers yes or no; the network publishes the proportion of its cities.",
        is_more_better=True,
        network_id=network_id,
        position=910,
    )


def _boundaries(stage: _Stage) -> None:
    for row in rows_of("invented_cities"):
        tables = _tables(stage, row, stage.year)
        city = tables["city"][0]
        persons = float(city["population"])
        point = (float(row["longitude_deg"]), float(row["latitude_deg"]))
        checked = read_boundary(
            json.dumps(_outline(row["slug"], point, persons / PERSONS_PER_KM2)).encode(), point=point
        )
        places.add_boundary_edition(
            stage.city_ids[row["slug"]],
            kind=city["boundary"],
            fact=Fact(source="Invented decree", note="Invented, like the city"),
            geojson=checked.geojson,
            area_km2=checked.area_km2,
            population_persons=persons,
            population_low_persons=float(city["population_low"]),
            population_high_persons=float(city["population_high"]),
            population_year=int(city["population_year"]),
            population_basis=city["population_basis"],
            person_id=stage.person("head-of-city", row["slug"]),
            role="head-of-city",
        )


def _outline(slug: str, point: tuple[float, float], area_km2: float) -> dict[str, Any]:
    """Draw a round city with an uneven edge of about this area."""
    random = Random(slug)  # noqa: S311  (a drawing, no secret)
    radius_deg = sqrt(area_km2 / pi) / KM_PER_DEG
    ring = []
    for corner in range(CORNERS):
        angle, reach = 2 * pi * corner / CORNERS, radius_deg * random.uniform(0.82, 1.18)
        ring.append([point[0] + reach * cos(angle) / cos(radians(point[1])), point[1] + reach * sin(angle)])
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def _tables(stage: _Stage, row: Mapping[str, str], year: int) -> Tables:
    is_last = year < stage.year
    folder = "demo-city-2025" if is_last else "demo-city"
    size = Size(
        people=float(row["people_factor"]),
        rate=float(row["rate_factor"]) * (GROWTH if is_last else 1.0),
        collected=float(row["collected_factor"]),
        is_controlled=row["is_controlled"] == "yes",
    )
    return varied(example_tables(stage.examples / folder), size, city=row["name"], iso3=row["iso3"], year=year)


# ---------------------------------------------------------------------------- the two rounds


def _open(stage: _Stage, year: int, opens: datetime, days: int) -> int:
    questions = make_questionnaire(
        f"{NETWORK}-{year}",
        title=f"Questions of {year} (invented)",
        indicators=(
            "separate_collection_level",
            "single_use_plastic_rule",
            *define_commitments(asked_parts()),
            *define_principles(),
        ),
    )
    return rounds.open_round(
        network_id=stage.network_id,
        slug=f"{NETWORK}-{year}",
        title=f"Yearly round {year} (invented)",
        year=year,
        questionnaire_id=questions.pk,
        opens_on=opens.date(),
        closes_on=(opens + timedelta(days=days)).date(),
        is_invented=True,
        person_id=stage.staff.secretary,
    ).pk


def _cities(stage: _Stage, round_id: int, year: int, opens: datetime) -> Iterator[CityYear]:
    is_last = year < stage.year
    for place, row in enumerate(rows_of("invented_cities")):
        if is_last and row["slug"] in NOT_LAST_YEAR:
            continue
        yield CityYear(
            round_id=round_id,
            city_id=stage.city_ids[row["slug"]],
            iso3=row["iso3"],
            officer=stage.person("city-officer", row["slug"]),
            head=stage.person("head-of-city", row["slug"]),
            tables=_tables(stage, row, year),
            state="published" if is_last else row["state"],
            begins=opens + timedelta(days=2 + 2 * place, hours=1 + place),
            way="form" if place % 3 == 2 else "workbook",
            promises={**promises_of(place, is_first=is_last), **principles_said(place, is_first=is_last)},
        )


def _last_round(stage: _Stage, step: Callable[[int, int], None]) -> None:
    opens = stage.now - timedelta(days=400)
    with at(opens):
        round_id = _open(stage, stage.year - 1, opens, 60)
    cities = list(_cities(stage, round_id, stage.year - 1, opens))
    acts = [act for city in cities for act in tell(city, stage.staff)]
    play([*acts, *correction(cities[0], stage.staff, begins=opens + timedelta(days=70))], step)


def _this_round(stage: _Stage, step: Callable[[int, int], None]) -> None:
    opens = stage.now - timedelta(days=34)
    with at(opens):
        round_id = _open(stage, stage.year, opens, 54)
    cities = {each.city_id: each for each in _cities(stage, round_id, stage.year, opens)}
    acts = [act for city in cities.values() for act in tell(city, stage.staff)]
    hilltop = cities[stage.city_ids["hilltop"]]
    harbour = stage.city_ids["harbour"]
    now = stage.now
    play(
        [
            *acts,
            Act(now - timedelta(days=6), lambda: rounds.remind(round_id, [harbour], person_id=stage.staff.secretary)),
            Act(
                now - timedelta(days=4),
                lambda: rounds.ask_coordinator(hilltop.report_id, person_id=hilltop.officer),
            ),
            Act(
                now - timedelta(days=2),
                lambda: rounds.ask_extension(
                    hilltop.report_id,
                    person_id=hilltop.officer,
                    until=(opens + timedelta(days=75)).date(),
                    reason="The weighbridge of the transfer station stood still for five weeks.",
                ),
            ),
        ],
        step,
    )
