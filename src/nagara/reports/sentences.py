"""Every English sentence of the papers, so that a translation can be measured against them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from importlib import import_module, resources
from pkgutil import iter_modules

from nagara.evidence import table as evidence
from nagara.evidence.codes import codelist
from nagara.findings import catalogue
from nagara.indicators import phrases
from nagara.indicators.composition_figures import COMPOSITION_METHODS
from nagara.reports import words
from nagara.waste.ledger import ASSUMED_FOR

__all__ = ["translatable_sentences"]

_LABELS = {
    "waste_category": ("label", "group_label"),
    "facility_kind": ("label",),
    "control_level": ("label",),
    "control_ladder": ("criterion_label",),
    "disposal_site_kind": ("label",),
    "gpc_line": ("label",),
    "ipcc_material": ("label",),
    "plastic_influencer_level": ("influencer_label",),
    "scenario_lever": ("label",),
}
"""Code lists whose labels the papers print, and the columns that hold them."""
_DEFAULTS = (
    "account_default",
    "truck_density",
    "plastic_leakage_spread",
    "plastic_fate_default",
    "storm_drain_passage",
    "past_deposit_default",
    "methane_correction",
    "transport",
)
"""Tables of evidence that an account takes its defaults from."""
_IN_TEMPLATE = re.compile(r'\bt\("([^"]+)"\)')


def translatable_sentences() -> tuple[str, ...]:
    """All sentences of reports, findings and the code lists they print, each once and in order."""
    return tuple(dict.fromkeys(sentence for sentence in _all() if sentence))


def _all() -> Iterator[str]:
    for chapter in (words, *_chapters()):
        for name, value in vars(chapter).items():
            if name.isupper():
                yield from _strings(value)
    for table in (phrases.ACTIONS, phrases.GROUPS, phrases.TIERS, phrases.METHOD_BREAKS):
        yield from table.values()
    yield from ASSUMED_FOR.values()
    yield from COMPOSITION_METHODS.values()
    yield from _notes_of_defaults()
    for template in sorted((resources.files(__package__) / "templates").iterdir(), key=lambda file: file.name):
        if template.name.endswith(".html"):
            yield from _IN_TEMPLATE.findall(template.read_text("utf-8"))
    for entry in catalogue().values():
        yield from (entry.sentence, entry.remedy)
    for name, columns in _LABELS.items():
        for row in codelist(name).entries.values():
            yield from (row[column] for column in columns)
    yield from _methods()


def _chapters() -> Iterator[object]:
    """The sentences of one chapter stand in a module of their own."""
    for module in sorted(entry.name for entry in iter_modules(words.__path__)):
        yield import_module(f"{words.__name__}.{module}")


def _notes_of_defaults() -> Iterator[str]:
    """What a reader should know about each number that a report may take in place of a measured one."""
    for name in _DEFAULTS:
        yield from (factor.note for factor in evidence(name).factors.values())


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from _strings(entry)
    elif isinstance(value, tuple):
        for entry in value:
            yield from _strings(entry)


def _methods() -> Iterator[str]:
    """How each figure is computed, and why it is absent where it is, as the report says it."""
    text = (resources.files("nagara.indicators") / "figures.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield from (row["method"], row["absent"])
