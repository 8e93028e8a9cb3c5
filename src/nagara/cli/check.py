"""``nagara check``: every doubt about an input, with its place and remedy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from nagara.cli.console import out as console
from nagara.cli.inputs import readings
from nagara.findings import Finding, Severity, blocking

if TYPE_CHECKING:
    from nagara.exchange.read import Reading

__all__ = ["run"]

_ORDER = (Severity.BLOCKING, Severity.WARNING, Severity.NOTE)


def run(inputs: Sequence[Path], *, as_json: bool, accept_single_areas: bool) -> None:
    """List the findings of all inputs; exit code 1 if one of them blocks a report."""
    cities = readings(inputs)
    found = [(reading, findings_of(reading, accept_single_areas=accept_single_areas)) for reading in cities]
    if as_json:
        console.write(json.dumps([_as_json(*each) for each in found], ensure_ascii=False, indent=1))
    else:
        for reading, findings in found:
            console.write(as_text(reading.name, findings))
    if any(blocking(findings) for _, findings in found):
        raise typer.Exit(1)


def findings_of(reading: Reading, *, accept_single_areas: bool = False) -> tuple[Finding, ...]:
    """All findings of one reading, those of its account among them if it can be added up."""
    if reading.records is None or blocking(reading.findings):
        return reading.findings
    from nagara.indicators.city_year import examine_with_draws

    return (*reading.findings, *examine_with_draws(reading.records, accept_single_areas=accept_single_areas))


def as_text(name: str, findings: Sequence[Finding]) -> str:
    """The findings as lines, the grave ones first."""
    if not findings:
        return f"{name}: nothing doubtful."
    lines = [name]
    for severity in _ORDER:
        of_severity = [finding for finding in findings if finding.severity is severity]
        if of_severity:
            lines += ["", f"{severity.upper()} ({len(of_severity)})", *_by_remedy(of_severity)]
    stops = len(blocking(findings))
    end = "No report can be written before the blocking findings are mended." if stops else "A report can be written."
    return "\n".join([*lines, "", end])


def _by_remedy(findings: Sequence[Finding]) -> list[str]:
    """Group findings of one code and remedy, so that the remedy is said once under all its places."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.code, finding.remedy), []).append(finding)
    lines = []
    for (code, remedy), members in groups.items():
        lines.append(f"  {code}")
        lines += [f"    {f'{each.place}: ' if each.place else ''}{each.sentence}" for each in members]
        lines += [f"    -> {remedy}"] if remedy else []
    return lines


def _as_json(reading: Reading, findings: Sequence[Finding]) -> dict[str, object]:
    return {
        "input": reading.name,
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "place": str(finding.place) if finding.place else None,
                "sentence": finding.sentence,
                "remedy": finding.remedy,
            }
            for finding in findings
        ],
    }
