"""The rows of scenarios as a reader sees them: what changes, when, how far and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.evidence import codelist
from nagara.pathways.levers import levers
from nagara.reports.paper import Block, Column, Section, Table
from nagara.reports.precision import shown
from nagara.reports.words import plastics
from nagara.reports.words import scenarios as words

if TYPE_CHECKING:
    from nagara.pathways.scenario import Change
    from nagara.pathways.study import Study
    from nagara.reports.said import Voice

__all__ = ["changed"]

PERCENT: Final = 100.0
_LISTS: Final = {"kind": "facility_kind", "management": "disposal_site_kind"}
"""Code list of what a lever asks for besides the categories of waste."""


def changed(study: Study, voice: Voice) -> Section:
    """Every row of every scenario, in words.

    Parameters
    ----------
    study
        The scenarios.
    voice
        Says it in one language.
    """
    blocks: list[Block] = [_change_table(each.name, each.changes, voice) for each in study.scenarios]
    if study.plan is not None:
        blocks.append(_change_table(voice.text(words.PLAN), study.plan.changes, voice))
    return Section(id="changed", heading=voice.text(words.CHANGED), blocks=tuple(blocks))


def _change_table(caption: str, changes: tuple[Change, ...], voice: Voice) -> Table:
    return Table(
        caption=caption,
        columns=tuple(Column(label=voice.text(label)) for label in words.COLUMNS_OF_CHANGES.values()),
        rows=tuple(
            (
                _what(change, voice),
                _of_which(change, voice),
                _years(change, voice),
                _how_far(change, voice),
                change.source or "",
            )
            for change in changes
        ),
    )


def _what(change: Change, voice: Voice) -> str:
    label = voice.text(levers()[change.what].label)
    facility = change.facility_name or change.facility
    return voice.text(words.AT_FACILITY, what=label, facility=facility) if facility else label


def _of_which(change: Change, voice: Voice) -> str:
    if not change.of_which:
        return ""
    kind = levers()[change.what].of_which
    if kind == "stage" and change.of_which in plastics.STAGES:
        return voice.text(plastics.STAGES[change.of_which])
    if change.of_which in words.OF_WHICH:
        return voice.text(words.OF_WHICH[change.of_which])
    entries = codelist(_LISTS.get(kind, "waste_category")).entries
    return voice.text(entries[change.of_which]["label"]) if change.of_which in entries else change.of_which


def _years(change: Change, voice: Voice) -> str:
    year = str(change.from_year)
    said = voice.text(words.FROM_YEAR, year=year)
    if change.ramp_years:
        said = voice.text(words.WITH_RAMP, year=year, full=str(change.from_year + change.ramp_years))
    if change.until_year is not None:
        said = voice.text(words.UNTIL_YEAR, from_year=said, until=str(change.until_year))
    return said


def _how_far(change: Change, voice: Voice) -> str:
    if change.value is None:
        return ""
    unit = change.unit or levers()[change.what].units[0]
    factor = PERCENT if unit.startswith("frac") else 1.0
    low, high = (None if end is None else end * factor for end in (change.low, change.high))
    seen = shown(change.value * factor, low, high)
    number = voice.number(seen.value, seen.decimals)
    gaps = {"number": number, "unit": voice.text(words.UNITS[unit])}
    if seen.low is None or seen.high is None:
        return voice.text(words.VALUE, **gaps)
    ends = {"low": voice.number(seen.low, seen.decimals), "high": voice.number(seen.high, seen.decimals)}
    return voice.text(words.VALUE_WITH_RANGE, **gaps, **ends)
