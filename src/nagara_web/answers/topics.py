"""The form of a city's year as pages: which questions stand together, and how a page asks them.

The questions themselves are those of :mod:`nagara.exchange.form`; nothing is asked here that a workbook
or a phone does not ask too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nagara.exchange.form import FormField, form_tables
from nagara.exchange.own_indicators import OWN_INDICATORS
from nagara.reports.language import language

__all__ = ["STEPS", "Question", "Topic", "say", "topic_of", "topics", "topics_of_step"]

STEPS: Final[Mapping[int, Promise]] = {
    1: _("City and strata"),
    2: _("Waste of households"),
    3: _("Waste of others"),
    4: _("Facilities and recovery"),
    5: _("Disposal"),
    6: _("What waste at disposal is made of"),
    7: _("Plastic, gases and flows"),
    8: _("Indicators, principles and promises"),
}
"""Steps of the tool, by number."""

MODULE_OF_TABLE: Final = {
    "leakage": "plastics",
    "leakage_fate": "plastics",
    "disposal_history": "gases",
    "past_deposits": "gases",
    "energy": "gases",
    "measured_flows": "flows",
}
"""Tables that only a questionnaire with that module asks for; all others belong to ``waste``."""

CITY_TOPICS: Final[Mapping[str, tuple[Promise, tuple[str, ...]]]] = {
    "place": (_("Place and boundary"), ("city", "country_iso3", "year", "boundary", "boundary_note", "is_invented")),
    "population": (
        _("Population"),
        (
            "population",
            "population_low",
            "population_high",
            "population_range_is",
            "population_year",
            "population_basis",
            "population_source",
        ),
    ),
    "fieldwork": (_("Fieldwork"), ("fieldwork_start", "fieldwork_end", "season", "rain_days", "holidays")),
    "climate": (
        _("Climate and burning"),
        ("climate_zone", "uncollected_burnt_frac", "uncollected_burnt_low", "uncollected_burnt_high"),
    ),
}
"""The one record of the city, as pages."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "strata": ("stratum", "name", "population", "areas_total"),
    "areas": ("area", "stratum", "name", "households_total"),
    "households": ("household", "area", "people", "service"),
    "weighings": ("household", "day", "weight_kg", "people_present"),
    "household_sorting": ("sample", "area", "day", "total_kg"),
    "non_household": ("origin", "t_per_day", "share_of_total_frac", "method"),
    "facilities": ("facility", "name", "kind", "operator"),
    "received": ("facility", "material", "t_per_day", "from_city_frac"),
    "loads": ("facility", "load", "tonnes_t", "days"),
    "trucks": ("facility", "truck_class", "load", "trips_per_day"),
    "picking": ("facility", "pickers", "kg_per_picker_day"),
    "control": ("facility", "criterion", "state", "probability_frac"),
    "disposal_sorting": ("sample", "facility", "date", "total_kg"),
    "earlier": ("year", "household_rate_kg_per_cap_day", "source"),
    "disposal_history": ("facility", "opened_year", "closed_year", "management"),
    "past_deposits": ("facility", "year", "tonnes_t"),
    "leakage": ("stage", "influencer", "level"),
    "leakage_fate": ("stage", "land_frac", "burnt_frac", "drains_frac", "water_frac"),
    "energy": ("use", "carrier", "amount_per_year"),
    "measured_flows": ("flow", "from_process", "to_process", "t_per_day"),
}
"""What a list of rows shows of each."""

UNDER: Final = {
    "non_household": ("t_per_day", "share_of_total_frac"),
    "received": ("t_per_day",),
    "loads": ("tonnes_t",),
    "picking": ("pickers", "kg_per_picker_day"),
    "leakage": ("level",),
    "energy": ("amount_per_year",),
    "measured_flows": ("t_per_day", "share_of_source_frac"),
    "own_indicators": ("value", "answer"),
}
"""The answers that a notation key stands in place of; it is asked under the first of them."""

GRIDS: Final = {"weighings": "weighings", "control": "control", "leakage": "leakage"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a page, with its range on the same line."""

    asked: FormField
    low: FormField | None = None
    high: FormField | None = None
    has_notation: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that it fills."""
        ends = tuple(each.name for each in (self.low, self.high) if each)
        return (self.asked.name, *ends, *(("notation",) if self.has_notation else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One page of the form, or a list of rows with a page for each.

    Parameters
    ----------
    slug
        Its part of the address below the table; empty where the table is one topic.
    kind
        ``record`` (one row), ``rows``, ``weighings``, ``control``, ``leakage`` or ``own``.
    """

    table: str
    slug: str = ""
    step: int
    kind: str
    own_title: Promise | None = None
    fields: tuple[FormField, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """What a finding or an address calls it."""
        return f"{self.table}/{self.slug}" if self.slug else self.table

    @property
    def title(self) -> str:
        """Its heading in the language of the request."""
        return str(self.own_title) if self.own_title is not None else say(form_tables()[self.table].title)

    @property
    def hint(self) -> str:
        """What one row is, in the language of the request."""
        return "" if self.kind in {"record", "own"} else say(form_tables()[self.table].hint)

    @property
    def key(self) -> tuple[str, ...]:
        """Fields that tell one row from another."""
        return form_tables()[self.table].key if self.table in form_tables() else ()

    @property
    def columns(self) -> tuple[FormField, ...]:
        """What a list shows of each row."""
        table = form_tables()[self.table]
        return tuple(table[name] for name in COLUMNS.get(self.table, self.key))

    def questions(self) -> tuple[Question, ...]:
        """Its questions in order, each with its range and, under the first number, the notation key."""
        by_name = {each.name: each for each in self.fields}
        ends: dict[str, dict[str, FormField]] = {}
        taken: set[str] = set()
        for each in self.fields:
            for end in ("low", "high"):
                number = each.name.endswith(f"_{end}") and _number_of(each.name[: -len(end) - 1], self.fields)
                if number:
                    ends.setdefault(number.name, {})[end] = each
                    taken.add(each.name)
        under = UNDER.get(self.table, ("",))[0] if "notation" in by_name else ""
        return tuple(
            Question(asked=each, has_notation=each.name == under, **ends.get(each.name, {}))
            for each in self.fields
            if each.name not in taken and each.name != "notation"
        )


def topics(modules: Iterable[str] = ("waste", "flows", "plastics", "gases")) -> tuple[Topic, ...]:
    """All topics of a questionnaire with these modules, in the order of the workbook."""
    asked = frozenset(modules)
    found = [each for each in _all_topics() if MODULE_OF_TABLE.get(each.table, "waste") in asked]
    if "own-indicators" in asked:
        found.append(_OWN)
    return tuple(sorted(found, key=lambda each: each.step))


def topics_of_step(found: Iterable[Topic]) -> dict[int, list[Topic]]:
    """Topics by step."""
    by_step: dict[int, list[Topic]] = {}
    for each in found:
        by_step.setdefault(each.step, []).append(each)
    return by_step


def topic_of(table: str, slug: str = "") -> Topic | None:
    """One topic by its address; ``None`` if there is none."""
    if table == OWN_INDICATORS.name and not slug:
        return _OWN
    return next((each for each in _all_topics() if each.table == table and each.slug == slug), None)


def say(sentence: str, /, **values: str) -> str:
    """Say a sentence of the form in the language of the request."""
    return language(get_language() or "en").text(sentence, **values)


_OWN: Final = Topic(
    table=OWN_INDICATORS.name, step=OWN_INDICATORS.step, kind="own", own_title=_("Indicators, principles and promises")
)


@cache
def _all_topics() -> tuple[Topic, ...]:
    found: list[Topic] = []
    for table in form_tables().values():
        if table.name == "city":
            found += (
                Topic(
                    table="city",
                    slug=slug,
                    step=table.step,
                    kind="record",
                    own_title=title,
                    fields=tuple(table[name] for name in names),
                )
                for slug, (title, names) in CITY_TOPICS.items()
            )
        else:
            kind = GRIDS.get(table.name, "rows")
            found.append(Topic(table=table.name, step=table.step, kind=kind, fields=table.fields))
    return tuple(found)


def _number_of(stem: str, fields: Iterable[FormField]) -> FormField | None:
    """The number whose range has this stem: ``tonnes`` is that of ``tonnes_t``."""
    numbers = [each for each in fields if each.kind in {"number", "fraction"}]
    return next((each for each in numbers if each.name == stem or each.name.startswith(f"{stem}_")), None)
