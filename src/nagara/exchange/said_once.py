"""Findings that a person can get through: each thing is said once, and the same thing ten times at most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from nagara.exchange.csv_folder import table_of_file
from nagara.findings import Finding, Place, Severity

__all__ = ["not_said_before", "shortened"]

SAID_AT_MOST: Final = 10
_Kind = tuple[str, tuple[str, str | None, str | None] | None]


def shortened(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Say the same of one column a few times, then how often more.

    Parameters
    ----------
    findings
        In the order in which they are printed.

    Returns
    -------
    Iterable of Finding
        The same without the eleventh and later of one code in one column; a note counts those.
    """
    counts: Counter[_Kind] = Counter()
    last: dict[_Kind, Place] = {}
    for finding in findings:
        place = finding.place
        kind = (finding.code, (place.file, place.sheet, place.column) if place else None)
        counts[kind] += 1
        if place is None or counts[kind] <= SAID_AT_MOST:
            yield finding
            if place is not None:
                last[kind] = place
    for kind, place in last.items():
        if counts[kind] > SAID_AT_MOST:
            column = Place(file=place.file, sheet=place.sheet, column=place.column)
            values: dict[str, str | float] = {"count": counts[kind] - SAID_AT_MOST, "code": str(kind[0])}
            yield Finding(code="more-like-this", values=values, place=column)


def not_said_before(new: Iterable[Finding], said: Sequence[Finding]) -> list[Finding]:
    """Leave out what only repeats a finding of reading: the same cell, or a row lost with its sheet.

    Parameters
    ----------
    new
        What the rules say of the records.
    said
        What reading the files said.
    """
    grave = [entry for entry in said if entry.severity is not Severity.NOTE and entry.place is not None]
    cells = {entry.place for entry in grave}
    lost = {_sheet(entry.place) for entry in grave if entry.place and entry.severity is Severity.BLOCKING}
    return [entry for entry in new if entry.place not in cells and _looked_up_in(entry) not in lost]


def _looked_up_in(finding: Finding) -> str:
    if finding.code == "reference-unknown":
        return str(finding.values["sheet"])
    return "Households" if finding.code == "area-without-households" else ""


def _sheet(place: Place) -> str | None:
    table = table_of_file(place.sheet or place.file)
    return table.sheet if table else place.sheet
