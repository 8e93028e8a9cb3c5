"""What only the pages of the form read: codes to choose from, last year's answers, files, who was where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from nagara.exchange.form import form_tables
from nagara_web.answers.commitment_answers import is_commitment, kept_from_last_year
from nagara_web.answers.models import OWN_INDICATORS, AnswerSet, Change, Evidence, Row, RowChange
from nagara_web.figures.queries import IndicatorRow, indicators

__all__ = [
    "Evidence",
    "asked_and_kept",
    "changed_row",
    "codes_of",
    "evidence_of",
    "last_answers",
    "last_table_of",
    "one_evidence",
    "own_indicators_of",
    "previous_row",
    "removed_row",
    "row_ids_changed",
]

NAME_OF: Final[Mapping[str, str]] = {"strata": "name", "areas": "name", "facilities": "name"}


def codes_of(rows: Iterable[Row], table: str) -> list[tuple[str, str]]:
    """What may be chosen where another table points to this one: codes, and codes with their names."""
    key = form_tables()[table].key[0]
    found: dict[str, str] = {}
    for row in rows:
        code, name = str(row.cells.get(key, "")), str(row.cells.get(NAME_OF.get(table, ""), ""))
        if code:
            found.setdefault(code, f"{code} – {name}" if name else code)
    return list(found.items())


def previous_row(answer_set: AnswerSet, table: str, key: Mapping[str, str]) -> Row | None:
    """The row of last year with the same key; ``None`` if there is none."""
    if answer_set.previous_id is None or not all(key.values()):
        return None
    rows = Row.objects.filter(answer_set_id=answer_set.previous_id, table=table, is_removed=False)
    return next((row for row in rows if all(row.cells.get(name) == code for name, code in key.items())), None)


def removed_row(answer_set_id: int, table: str, row_id: int) -> Row | None:
    """A row that was taken away; ``None`` if there never was such a one."""
    return Row.objects.filter(answer_set_id=answer_set_id, table=table, pk=row_id, is_removed=True).first()


def changed_row(change: Change) -> Row | None:
    """The row that a change of one row changed."""
    found = RowChange.objects.filter(change=change).select_related("row").order_by("pk").first()
    return None if found is None else found.row


def row_ids_changed(change_id: int) -> list[int]:
    """Rows that a change touched."""
    return list(RowChange.objects.filter(change_id=change_id).values_list("row_id", flat=True))


def last_table_of(answer_set_id: int, person_id: int) -> str:
    """The table that a person changed last; empty if none."""
    found = RowChange.objects.filter(change__answer_set_id=answer_set_id, change__person_id=person_id)
    return found.order_by("-pk").values_list("row__table", flat=True).first() or ""


def evidence_of(answer_set_id: int, places: Sequence[str] | None = None) -> list[Evidence]:
    """Files that show where answers come from, removed ones too; of all places or of some."""
    found = Evidence.objects.filter(answer_set_id=answer_set_id).select_related("person")
    return list(found if places is None else found.filter(place__in=places))


def one_evidence(answer_set_id: int, evidence_id: int) -> Evidence | None:
    """One file."""
    return Evidence.objects.filter(answer_set_id=answer_set_id, pk=evidence_id).first()


def own_indicators_of(answer_set: AnswerSet) -> list[IndicatorRow]:
    """The network's own indicators that the questionnaire asks for, in their order."""
    codes = set(answer_set.questionnaire.indicators.values_list("code", flat=True))
    return [each for each in indicators() if each.code in codes] if codes else []


def asked_and_kept(answer_set: AnswerSet) -> tuple[list[str], dict[str, dict[str, str]]]:
    """Codes of the indicators that are asked for, and what of last year's answers to commitments still holds."""
    asked = own_indicators_of(answer_set)
    codes = {each.code for each in asked if is_commitment(each)}
    kept = {code: kept_from_last_year(cells) for code, cells in (last_answers(answer_set) if codes else {}).items()}
    return [each.code for each in asked], {code: cells for code, cells in kept.items() if code in codes and cells}


def last_answers(answer_set: AnswerSet) -> dict[str, dict[str, str]]:
    """Last year's answers to own indicators, by code; none where nothing stands before this year."""
    if answer_set.previous_id is None:
        return {}
    found = Row.objects.filter(answer_set_id=answer_set.previous_id, table=OWN_INDICATORS, is_removed=False)
    return {cells.get("indicator", ""): cells for cells in found.values_list("cells", flat=True)}
