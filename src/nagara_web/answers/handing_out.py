"""Forms to take away, with every answer so far in them: workbook, CSV folder, phone form."""

from __future__ import annotations

import json
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from nagara.exchange.canonical_rows import typed_cells
from nagara.exchange.csv_folder_write import table_csv
from nagara.exchange.data_package import data_package
from nagara.exchange.form import form_tables
from nagara.exchange.own_indicators import OWN_INDICATORS, OwnQuestion
from nagara.exchange.record_rows import Row
from nagara_web.answers.models import AnswerSet
from nagara_web.answers.own_indicators import own_question
from nagara_web.answers.queries import rows_by_table
from nagara_web.figures.queries import indicators

__all__ = ["csv_folder_zip", "file_name", "phone_form", "workbook"]

ZIP_DAY = (2026, 1, 1, 0, 0, 0)
"""A file property and not a moment: the same answers give the same bytes."""


def workbook(answer_set: AnswerSet, language: str) -> bytes:
    """Write the city workbook with every answer so far, for one city, year and edition of the questions.

    Parameters
    ----------
    answer_set
        The answers.
    language
        Language of questions, hints and lists.
    """
    from nagara.exchange.city_workbook.template import write_workbook

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsx"
        write_workbook(
            path,
            language_code=language,
            rows=_rows(answer_set),
            own=_own(answer_set),
            issued=_issued(answer_set),
        )
        return path.read_bytes()


def csv_folder_zip(answer_set: AnswerSet) -> bytes:
    """Write the CSV folder with every answer so far, packed as a zip file."""
    rows = _rows(answer_set)
    tables = [*form_tables().values(), *([OWN_INDICATORS] if _own(answer_set) else [])]
    name = file_name(answer_set)
    title = f"{answer_set.city.name}, {answer_set.year}"
    package: dict[str, Any] = {**data_package(name=name, title=title), "issued": _issued(answer_set)}
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            whole = [{field.name: row.get(field.name) for field in table.fields} for row in rows.get(table.name, [])]
            text = table_csv(table, list[Row](whole))
            archive.writestr(zipfile.ZipInfo(f"{name}/{table.name}.csv", ZIP_DAY), text)
        described = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
        archive.writestr(zipfile.ZipInfo(f"{name}/datapackage.json", ZIP_DAY), described)
    return packed.getvalue()


def phone_form() -> bytes:
    """Write the form for phones (XLSForm), in all languages."""
    from nagara.exchange.phone.xlsform import write_xlsform

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "phone-form.xlsx"
        write_xlsform(path)
        return path.read_bytes()


def file_name(answer_set: AnswerSet) -> str:
    """Name of a file that is handed out, without its suffix."""
    return f"{answer_set.city.slug}-{answer_set.year}"


def _rows(answer_set: AnswerSet) -> dict[str, list[Row]]:
    tables = {**form_tables(), OWN_INDICATORS.name: OWN_INDICATORS}
    return {
        name: [typed_cells(tables[name], row.cells) for row in rows]
        for name, rows in rows_by_table(answer_set.pk).items()
        if name in tables
    }


def _own(answer_set: AnswerSet) -> list[OwnQuestion]:
    codes = set(answer_set.questionnaire.indicators.values_list("code", flat=True))
    return [own_question(each) for each in indicators() if each.code in codes] if codes else []


def _issued(answer_set: AnswerSet) -> dict[str, str]:
    return {
        "for city": answer_set.city.name,
        "for year": str(answer_set.year),
        "questionnaire": answer_set.questionnaire.edition,
        "answers": str(answer_set.pk),
        "answers at change": str(answer_set.revision),
    }
