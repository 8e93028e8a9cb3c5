"""Answers to begin a test with: an opened year, and the demonstration city written into it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cast import Cast
from nagara.exchange.form import form_tables
from nagara.exchange.read import tables_of_input
from nagara_web.answers import handing_out
from nagara_web.answers.actions import apply, make_questionnaire, open_answer_set
from nagara_web.answers.edits import RowEdit
from nagara_web.answers.models import AnswerSet, Questionnaire

EXAMPLES = Path(__file__).parents[1] / "examples"
DEMO_CITY = EXAMPLES / "demo-city"


def questionnaire(*indicators: str) -> Questionnaire:
    return make_questionnaire("river-cities-2026", title="Waste, 2026", indicators=indicators)


def opened(
    cast: Cast, *, year: int = 2026, previous: AnswerSet | None = None, indicators: tuple[str, ...] = ()
) -> AnswerSet:
    return open_answer_set(
        city_id=cast.rivermouth.pk,
        year=year,
        network_id=cast.network.pk,
        questionnaire_id=questionnaire(*indicators).pk,
        previous_id=previous.pk if previous else None,
        person_id=cast.officer.pk,
    )


def demo_edits() -> list[RowEdit]:
    """The demonstration city as somebody would type it into forms or send it by a program."""
    return [
        RowEdit(raw.table, cells={name: str(cell) for name, cell in row.cells.items()}, is_partial=raw.table == "city")
        for raw in tables_of_input(DEMO_CITY).tables
        for row in raw.rows
    ]


def filled(cast: Cast, **options: object) -> AnswerSet:
    """An opened year that holds the demonstration city."""
    made = opened(cast, **options)
    apply(made.pk, demo_edits(), way="api", person_id=cast.officer.pk, key=f"demo:{made.pk}")
    made.refresh_from_db()
    return made


def cells_of(made: AnswerSet) -> dict[str, list[dict[str, str]]]:
    """Everything that stands, by table."""
    from nagara_web.answers.queries import rows_by_table

    tables = rows_by_table(made.pk)
    return {name: [dict(row.cells) for row in tables[name]] for name in form_tables() if tables[name]}


def edited_workbook(
    made: AnswerSet,
    path: Path,
    change: Callable[[dict[str, list[dict[str, object]]]], None],
    *,
    issued: dict[str, str] | None = None,
    language: str = "en",
) -> bytes:
    """The workbook of the answers as they stand, with something changed in it by hand."""
    from nagara.exchange.city_workbook.template import write_workbook

    made.refresh_from_db()
    rows: dict[str, list[dict[str, object]]] = {
        name: [dict(row) for row in found] for name, found in handing_out._rows(made).items()
    }
    change(rows)
    said = {**handing_out._issued(made), **(issued or {})}
    write_workbook(path, language_code=language, rows=rows, own=handing_out._own(made), issued=said)
    return path.read_bytes()
