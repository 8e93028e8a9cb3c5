"""What is doubtful: the findings, the grave ones first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.findings import Severity, catalogue
from nagara.reports import words
from nagara.reports.paper import Block, Doubt, Doubts, Section, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nagara.findings import Finding, Place
    from nagara.indicators.result import CityYear
    from nagara.reports.said import Voice

__all__ = ["doubts", "doubts_of", "place"]

MOST_OF_A_KIND: Final = 8
"""How many findings of one code are printed; the others stand in ``report.json``."""

_TONES: Final = {Severity.BLOCKING: "problem", Severity.WARNING: "attention", Severity.NOTE: "note"}


def doubts(result: CityYear, voice: Voice) -> Section:
    """Findings by weight, each with its place, its sentence and its remedy."""
    intro = Words(words=voice.text(words.DOUBTS_INTRO if result.findings else words.DOUBTS_NONE))
    blocks = (intro, *_by_weight(result.findings, voice))
    return Section(id="doubts", heading=voice.text(words.DOUBTS), blocks=blocks)


def doubts_of(findings: Iterable[Finding], voice: Voice, *, heading: str, none: str) -> Section:
    """Doubts of another paper than the annual report, under a heading of its own.

    Parameters
    ----------
    findings
        The doubts.
    voice
        The language.
    heading, none
        The heading, and what stands where nothing is doubtful, both in English.
    """
    blocks = _by_weight(tuple(findings), voice) or (Words(words=voice.text(none)),)
    return Section(id="doubts", heading=voice.text(heading), blocks=blocks)


def _by_weight(findings: Sequence[Finding], voice: Voice) -> tuple[Block, ...]:
    groups = {severity: [each for each in findings if each.severity is severity] for severity in _TONES}
    return tuple(_group(severity, _TONES[severity], found, voice) for severity, found in groups.items() if found)


def _group(severity: Severity, tone: str, found: list[Finding], voice: Voice) -> Doubts:
    seen: dict[str, int] = {}
    printed = []
    for finding in found:
        seen[finding.code] = seen.get(finding.code, 0) + 1
        if seen[finding.code] <= MOST_OF_A_KIND:
            printed.append(_doubt(finding, voice))
    left = len(found) - len(printed)
    return Doubts(
        heading=voice.text(words.SEVERITIES[severity.value], count=voice.number(len(found))),
        tone=tone,
        doubts=tuple(printed),
        rest=voice.text(words.REST_OF_KIND, count=voice.number(left)) if left else "",
    )


def _doubt(finding: Finding, voice: Voice) -> Doubt:
    entry = catalogue()[finding.code]
    gaps = {name: voice.gap(name, value) for name, value in finding.values.items()}
    return Doubt(
        place=place(finding.place, voice) if finding.place else "",
        sentence=voice.text(entry.sentence, **gaps),
        remedy=voice.text(entry.remedy, **gaps),
    )


def place(where: Place, voice: Voice) -> str:
    """Say where something stands in a file."""
    row, column = where.row, where.column
    gaps = {
        "file": where.file,
        "sheet": where.sheet or "",
        "row": str(row),
        "column": column or "",
        "cell": f"{column}{row}",
    }
    if where.sheet is not None:
        sentence = {
            (True, True): words.PLACE_CELL,
            (True, False): words.PLACE_SHEET_ROW,
            (False, True): words.PLACE_SHEET_COLUMN,
            (False, False): words.PLACE_SHEET,
        }[row is not None, bool(column)]
        return voice.text(sentence, **gaps)
    if row is None and not column:
        return where.file
    if row is None:
        return voice.text(words.PLACE_COLUMN, **gaps)
    return voice.text(words.PLACE_ROW_COLUMN if column else words.PLACE_ROW, **gaps)
