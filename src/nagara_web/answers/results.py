"""What was worked out from the answers, as pages and reports read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from nagara.findings import catalogue
from nagara.reports.language import language
from nagara.reports.said import Voice
from nagara_web.answers.models import AnswerSet, Calculation

__all__ = ["AnswerResult", "FindingLine", "ResultFigure", "latest_result_of", "result_of", "said_finding"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFigure:
    """One figure of a city's year, ready to be published.

    Parameters
    ----------
    code
        Code of its indicator.
    value, low, high, level_frac, standard_deviation
        The number and its interval; ``None`` where there is none.
    unit
        As the account prints it, or as the network asks for it.
    method
        Code by which figures are compared.
    method_note
        One sentence: how it was computed.
    source
        What it rests on.
    notation_key
        Why there is no number; empty where there is one.
    answer
        The answer of an indicator that is no number.
    locator
        What shows it.
    """

    code: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    method: str
    source: str
    standard_deviation: float | None = None
    notation_key: str = ""
    answer: str = ""
    level_frac: float | None = None
    method_note: str = ""
    is_own: bool = False
    note: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One doubt about the answers, in the language of whoever reads it.

    Parameters
    ----------
    key
        Code and place: the same doubt has the same key in every revision and year.
    table, row_id, row_key, field
        What it points to; empty or ``None`` where it points to all answers.
    place
        The part of the key that says where: table, row and field.
    """

    key: str
    code: str
    severity: str
    sentence: str
    remedy: str
    place: str
    table: str
    row_id: int | None
    row_key: str
    field: str
    row_number: int | None = None

    @property
    def is_blocking(self) -> bool:
        """Whether it stops the figures."""
        return self.severity == "blocking"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerResult:
    """The account of the answers as they stood at one revision.

    Parameters
    ----------
    figures
        By code: those of the account, then the network's own.
    changes
        Changes since the year before, as ``report.json`` has them.
    report
        The parsed ``report.json``; empty where a finding blocks it.
    inputs
        SHA-256 of what it was made from, by name.
    """

    answer_set_id: int
    revision: int
    is_blocked: bool
    findings: tuple[FindingLine, ...]
    figures: Mapping[str, ResultFigure]
    changes: tuple[Mapping[str, Any], ...] = ()
    boundary: str = ""
    population_persons: float | None = None
    population_basis: str = ""
    population_year: int | None = None
    tier: str = ""
    report: Mapping[str, Any] = field(default_factory=dict, repr=False)
    inputs: Mapping[str, str] = field(default_factory=dict)
    report_json: str = field(default="", repr=False)

    def findings_of(self, table: str, row_id: int | None = None, name: str = "") -> tuple[FindingLine, ...]:
        """The doubts about one table, one of its rows, or one answer."""
        return tuple(
            each
            for each in self.findings
            if each.table == table and (row_id is None or each.row_id == row_id) and (not name or each.field == name)
        )


def result_of(answer_set_id: int, revision: int | None = None) -> AnswerResult | None:
    """What was worked out at a revision, the current one if none is given; ``None`` if it was not yet."""
    if revision is None:
        revision = AnswerSet.objects.values_list("revision", flat=True).get(pk=answer_set_id)
    made = Calculation.objects.filter(answer_set_id=answer_set_id, revision=revision).first()
    return None if made is None else _result(made)


def latest_result_of(answer_set_id: int) -> AnswerResult | None:
    """What was worked out last, however many changes ago."""
    made = Calculation.objects.filter(answer_set_id=answer_set_id).order_by("-revision").first()
    return None if made is None else _result(made)


def _result(made: Calculation) -> AnswerResult:
    report: Mapping[str, Any] = json.loads(made.report_json) if made.report_json else {}
    facts = made.facts
    own = {each["code"]: ResultFigure(**each) for each in facts.get("own", ())}
    return AnswerResult(
        answer_set_id=made.answer_set_id,
        revision=made.revision,
        is_blocked=made.is_blocked,
        findings=tuple(said_finding(each) for each in made.findings),
        figures={**_account_figures(report), **own},
        changes=tuple(report.get("changes", ())),
        boundary=facts.get("boundary", ""),
        population_persons=facts.get("population_persons"),
        population_basis=facts.get("population_basis", ""),
        population_year=facts.get("population_year"),
        tier=report.get("tier", ""),
        report=report,
        inputs=facts.get("inputs", {}),
        report_json=made.report_json,
    )


def _account_figures(report: Mapping[str, Any]) -> dict[str, ResultFigure]:
    deviations = report.get("standard_deviations", {})
    return {
        code: ResultFigure(
            code=code,
            value=each["value"],
            low=each["low"],
            high=each["high"],
            unit=each["unit"],
            method=report.get("tier", ""),
            method_note=each["method"],
            source=each["source"],
            standard_deviation=deviations.get(code),
            notation_key="NE" if each["value"] is None else "",
            level_frac=each["level"] if each["value"] is not None else None,
        )
        for code, each in report.get("figures", {}).items()
    }


def said_finding(kept: Mapping[str, Any]) -> FindingLine:
    """Say a finding that was kept as data in the language of the request."""
    voice = Voice(language(get_language() or "en"))
    entry = catalogue()[kept["code"]]
    gaps = {name: voice.gap(name, value) for name, value in kept["values"].items()}
    return FindingLine(
        key=f"{kept['code']}@{kept['place']}",
        code=kept["code"],
        severity=entry.severity.value,
        sentence=voice.text(entry.sentence, **gaps),
        remedy=voice.text(entry.remedy, **gaps),
        place=kept["place"],
        table=kept.get("table", ""),
        row_id=kept.get("row_id"),
        row_key=kept.get("row_key", ""),
        field=kept.get("field", ""),
        row_number=kept.get("row_number"),
    )
