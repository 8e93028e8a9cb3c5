"""The field kit: all that a survey team prints and carries, made from the design of the survey."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Final

from nagara.exchange.city_workbook.template import write_workbook
from nagara.exchange.contacts import write_contacts_sheet
from nagara.exchange.formula_guard import guarded
from nagara.exchange.record_rows import Row
from nagara.reports.language import Language, language
from nagara.waste.records import LAST_MEASURED_DAY
from nagara.waste.survey.plan import SurveyDesign

__all__ = ["CHECK_LIST", "KIT_SENTENCES", "KitArea", "kit_areas", "write_field_kit"]

CHECK_LIST: Final = {
    "Before the survey": (
        "The areas were drawn at random, and how is written down.",
        "Every household has agreed, and has its number.",
        "Bags are labelled: one for each household and day.",
        "The scale was checked with a known weight.",
        "Gloves, masks and water are ready for everybody.",
    ),
    "Every day": (
        "Hand out the bag of the next day when you collect today's.",
        "Ask how many people were in the household.",
        "Read the scale to 0.05 kg or better, and write it down at once.",
        "A missing bag stays empty on the sheet. Do not write 0.",
        "Sort the bags of each area on the days that the plan names.",
    ),
    "After the survey": (
        "Type the day sheets into the city workbook, or send the phone forms.",
        "Run the check of nagara and mend what it finds while the team still remembers.",
        "Keep names and telephone numbers only in the contacts file, and delete them on the agreed day.",
    ),
}
"""What a survey team ticks off, in English."""

KIT_SENTENCES: Final = (
    "Field kit",
    "{areas} survey areas, {households} households, {days} days.",
    "Check list",
    "Day sheets",
    "Bag labels",
    "Area {area}, day {day} of {days}",
    "Date",
    "Weighed by",
    "The bags of day 1 are weighed and then left out: they hold waste stored before the survey.",
    "Leave the weight empty if a bag was not weighed. Tick the last column only if the household really had no waste.",
    "Day {day}",
)
"""What else the printed kit says, in English; its column heads are questions of the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KitArea:
    """One survey area as the kit needs it.

    Parameters
    ----------
    area, stratum
        Their codes.
    households
        Households that are given bags, drop-outs included.
    """

    area: str
    stratum: str
    households: int

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of its households, as they stand on the bags."""
        width = max(2, len(str(self.households)))
        return tuple(f"{self.area}-{number:0{width}}" for number in range(1, self.households + 1))


@dataclass(frozen=True, slots=True)
class _Day:
    number: int
    date: str


def kit_areas(design: SurveyDesign) -> tuple[KitArea, ...]:
    """Number the areas of a survey design: ``L1``, ``L2`` … where the initials of the strata differ.

    Parameters
    ----------
    design
        The plan; each area is given the bags of its recruits, so that drop-outs are made up for.
    """
    initials = [each.stratum[:1].upper() for each in design.strata]
    are_clear = len(set(initials)) == len(initials) and all(initials)
    names = initials if are_clear else [f"{each.stratum}-" for each in design.strata]
    return tuple(
        KitArea(area=f"{name}{number}", stratum=each.stratum, households=each.recruits_per_area)
        for name, each in zip(names, design.strata, strict=True)
        for number in range(1, each.areas + 1)
    )


def write_field_kit(
    folder: Path,
    areas: Sequence[KitArea],
    *,
    delete_contacts_on: date,
    first_day: date | None = None,
    language_code: str = "en",
) -> tuple[Path, ...]:
    """Write everything a survey team carries.

    Parameters
    ----------
    folder
        Where the files go; it is made if it is not there.
    areas
        The areas of the survey (see :func:`kit_areas`).
    delete_contacts_on
        Day on which names and telephone numbers have to be gone.
    first_day
        Day 1 of the survey, if it is known.
    language_code
        Language of the printed pages and the workbook.

    Returns
    -------
    tuple of Path
        ``field-kit.html`` (check list, day sheets, bag labels), ``bag-labels.csv``, the city
        workbook with areas, households and days already in it, and the empty contacts file.
    """
    words = language(language_code)
    folder.mkdir(parents=True, exist_ok=True)
    days = [_Day(number, _date(first_day, number)) for number in range(1, LAST_MEASURED_DAY + 1)]
    kit, labels = folder / "field-kit.html", folder / "bag-labels.csv"
    workbook, contacts = folder / "city-workbook.xlsx", folder / "contacts.csv"
    kit.write_bytes(_pages(areas, days, words).encode())
    labels.write_bytes(_labels(areas, days).encode())
    write_workbook(workbook, language_code=language_code, rows=_known_rows(areas, days))
    write_contacts_sheet(contacts, (each for area in areas for each in area.numbers), delete_on=delete_contacts_on)
    return kit, labels, workbook, contacts


def _pages(areas: Sequence[KitArea], days: Sequence[_Day], words: Language) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("nagara.exchange"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("field_kit.html").render(
        language=words.code,
        say=words.text,
        areas=areas,
        days=days,
        households=sum(area.households for area in areas),
        check_list=CHECK_LIST,
    )


def _labels(areas: Sequence[KitArea], days: Sequence[_Day]) -> str:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(("area", "household", "day", "date"))
    writer.writerows(
        (guarded(area.area), guarded(household), day.number, day.date)
        for area in areas
        for day in days
        for household in area.numbers
    )
    return text.getvalue()


def _known_rows(areas: Sequence[KitArea], days: Sequence[_Day]) -> Mapping[str, list[Row]]:
    strata = dict.fromkeys(area.stratum for area in areas)
    return {
        "strata": [{"stratum": stratum} for stratum in strata],
        "areas": [{"area": area.area, "stratum": area.stratum} for area in areas],
        "households": [{"household": each, "area": area.area} for area in areas for each in area.numbers],
        "weighings": [
            {"household": each, "day": day.number, "date": date.fromisoformat(day.date) if day.date else None}
            for area in areas
            for day in days
            for each in area.numbers
        ],
    }


def _date(first_day: date | None, number: int) -> str:
    return (first_day + timedelta(days=number - 1)).isoformat() if first_day else ""
