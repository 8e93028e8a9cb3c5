"""Work out the account of a city's answers, with every doubt mapped back to its row and field."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from nagara.errors import BlockedError
from nagara.exchange.form import form_tables
from nagara.exchange.read import Reading, reading_of_tables
from nagara.findings import Finding, blocking
from nagara.indicators.change import Earlier
from nagara_web.answers.form_queries import last_answers
from nagara_web.answers.models import OWN_INDICATORS, AnswerSet, Calculation, Row
from nagara_web.answers.own_indicators import own_figures
from nagara_web.answers.queries import FILE, raw_tables, row_key, rows_by_table
from nagara_web.figures.queries import indicators as known_indicators

__all__ = ["digest_of", "earlier_of", "work_out"]


def work_out(answer_set_id: int) -> Calculation:
    """Work out the account as the answers stand; a calculation that is kept already is returned as it is.

    Nothing is written here, so that a job may take its time outside of any transaction. The same
    answers give the same account.

    Parameters
    ----------
    answer_set_id
        The answers.
    """
    answer_set = AnswerSet.objects.select_related("questionnaire", "previous").get(pk=answer_set_id)
    if kept := Calculation.objects.filter(answer_set=answer_set, revision=answer_set.revision).first():
        return kept
    rows = rows_by_table(answer_set_id)
    digest = digest_of(rows)
    facts: dict[str, Any] = {"inputs": {FILE: digest}, **_speaks_of(rows)}
    asked = {each.code: each for each in _asked(answer_set)}
    own, doubts = own_figures(rows.get(OWN_INDICATORS, ()), asked, last_answers(answer_set) if asked else {})
    facts["own"] = [asdict(each) for each in own]
    report, findings, is_blocked = "", [*doubts], False
    if "waste" in answer_set.questionnaire.modules:
        report, said, is_blocked = _account(answer_set, rows, digest)
        findings = [*said, *doubts]
    return Calculation(
        answer_set=answer_set,
        revision=answer_set.revision,
        report_json=report,
        findings=_kept(findings, rows),
        is_blocked=is_blocked or bool(blocking(doubts)),
        facts=facts,
    )


def digest_of(rows: Mapping[str, Sequence[Row]]) -> str:
    """SHA-256 of the answers in their canonical text and order."""
    text = json.dumps(
        {table: [each.cells for each in found] for table, found in rows.items() if found},
        sort_keys=True,
        ensure_ascii=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _asked(answer_set: AnswerSet) -> list[Any]:
    codes = set(answer_set.questionnaire.indicators.values_list("code", flat=True))
    return [each for each in known_indicators() if each.code in codes] if codes else []


def _account(
    answer_set: AnswerSet, rows: Mapping[str, Sequence[Row]], digest: str
) -> tuple[str, Sequence[Finding], bool]:
    """Make ``report.json`` where nothing blocks it; else say everything that is in doubt."""
    from nagara.indicators.city_year import city_year, examine_with_draws
    from nagara.reports.contract import report_json

    reading = reading_of_tables(FILE, raw_tables(rows), digests={FILE: digest})
    if reading.records is None or reading.is_blocked:
        return "", reading.findings, True
    try:
        year = city_year(
            reading.records, earlier=earlier_of(answer_set), findings=reading.findings, digests=reading.digests
        )
    except BlockedError:
        return "", (*reading.findings, *examine_with_draws(reading.records)), True
    return report_json(year), year.findings, False


def earlier_of(answer_set: AnswerSet, at: datetime | None = None) -> Earlier | None:
    """The account of the year before, if there is one to compare with; as it stood at a moment, if one is given."""
    from nagara.reports.contract import read_report_json

    if answer_set.previous_id is None:
        return None
    found = Calculation.objects.filter(answer_set_id=answer_set.previous_id, is_blocked=False).exclude(report_json="")
    made = (found if at is None else found.filter(at__lte=at)).order_by("-revision").first()
    return None if made is None else read_report_json(made.report_json)


def _speaks_of(rows: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    """Boundary and population that the figures speak of."""
    cells = rows["city"][0].cells if rows.get("city") else {}
    population = _number(cells.get("population", ""))
    year = _number(cells.get("population_year", ""))
    return {
        "boundary": cells.get("boundary", ""),
        "boundary_note": cells.get("boundary_note", ""),
        "population_persons": population,
        "population_basis": cells.get("population_basis", ""),
        "population_year": None if year is None else int(year),
    }


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _kept(findings: Iterable[Finding], rows: Mapping[str, Sequence[Row]]) -> list[dict[str, Any]]:
    """Findings as they are kept: code, values, severity, and the row and field that they point to."""
    tables = {table.sheet: name for name, table in form_tables().items()} | {OWN_INDICATORS: OWN_INDICATORS}
    kept = [_kept_one(finding, rows, tables) for finding in findings]
    return list({(each["code"], each["place"], str(each["values"])): each for each in kept}.values())


def _kept_one(finding: Finding, rows: Mapping[str, Sequence[Row]], tables: Mapping[str, str]) -> dict[str, Any]:
    place = finding.place
    table = tables.get(place.sheet or "", "") if place else ""
    number = place.row if place and table else None
    found = rows.get(table, ())
    row = found[number - 1] if number is not None and 0 < number <= len(found) else None
    name = (place.column or "") if place and table else ""
    key = row_key(table, row.cells) if row and table else ""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "values": dict(finding.values),
        "table": table,
        "row_id": row.pk if row else None,
        "row_number": number,
        "row_key": key,
        "field": name,
        "place": _place(table, key, name),
    }


def _place(table: str, key: str, name: str) -> str:
    """Where, in words that stay the same from one revision and one year to the next."""
    place = "/".join((table, key, name)) if table else ""
    if len(place) <= 200:  # noqa: PLR2004  (what the column holds)
        return place
    return f"{table}/{hashlib.sha256(key.encode()).hexdigest()[:32]}/{name}"


def reading_of(answer_set_id: int) -> Reading:
    """The records of the answers as they stand, with all doubts about them."""
    rows = rows_by_table(answer_set_id)
    return reading_of_tables(FILE, raw_tables(rows), digests={FILE: digest_of(rows)})
