"""The annual report of a city: the papers of the revision that was signed, made once it is published.

They are derived data: what is missing is made again from the answers. They stand where everybody reads them, so
nothing of a single household is in them: doubts that point to a row of the survey stay with the city and its
reviewers.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara.exchange.form import form_tables
from nagara_web.answers.account_at import Account, ComesOutDifferently, account_at
from nagara_web.answers.queries import result_of
from nagara_web.audit.actions import record
from nagara_web.jobs.actions import ask_for
from nagara_web.jobs.registry import CannotBeDone, Progress
from nagara_web.rounds.models import Report
from nagara_web.rounds.queries.papers import Edition, editions, folder_of, languages_of

if TYPE_CHECKING:
    from nagara.findings import Finding
    from nagara.indicators.result import CityYear

__all__ = ["ask_for_papers", "find_lost_papers", "for_everybody", "keep_papers", "make_papers"]

OF_HOUSEHOLDS: Final = frozenset({"households", "weighings", "household_sorting"})
"""Tables whose rows are single households."""
Papers = Mapping[str, bytes]


def ask_for_papers(report: Report, revision: int, *, again: str = "") -> None:
    """Ask for the papers of a revision; asked for twice, they are made once."""
    ask_for(
        "papers",
        key=":".join(filter(None, ("papers", str(report.pk), str(revision), again))),
        arguments={"report": report.pk, "revision": revision},
    )


def find_lost_papers() -> int:
    """Ask for the papers of every published revision that has none, as after a restore; how many there were."""
    lost = [each for each in editions() if _is_lost(each)]
    for each in lost:
        ask_for_papers(each.report, each.revision, again=timezone.localdate().isoformat())
    return len(lost)


def for_everybody(year: CityYear) -> CityYear:
    """The account as everybody may read it: without doubts about single households."""
    return replace(year, findings=tuple(each for each in year.findings if not _is_of_a_household(each)))


def make_papers(report_id: int, revision: int, progress: Progress) -> Papers:
    """Make all papers of a revision by their file names; nothing is written.

    Raises
    ------
    CannotBeDone
        If the answers of the revision give other figures than those that were signed.
    """
    report = Report.objects.select_related("city__country").get(pk=report_id)
    progress(0.05, _("Reading the answers"))
    try:
        account = account_at(report.answer_set_id, revision)
    except ComesOutDifferently as error:
        raise CannotBeDone(str(error)) from error
    return {} if account is None else _papers(account, languages_of(report.city), progress)


def keep_papers(report_id: int, revision: int, papers: Papers) -> None:
    """Write the papers of a revision beside each other, each whole or not at all."""
    if not papers:
        return
    folder = folder_of(report_id, revision)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in papers.items():
        _write_whole(folder / name, content)
    record("papers.made", actor_id=None, subject=f"report:{report_id}", data={"revision": revision})


def _is_lost(edition: Edition) -> bool:
    if folder_of(edition.report.pk, edition.revision).is_dir():
        return False
    result = result_of(edition.report.answer_set_id, edition.revision)
    return result is not None and bool(result.report)


def _papers(account: Account, languages: tuple[str, ...], progress: Progress) -> Papers:
    from nagara.reports.arithmetic_workbook import arithmetic_workbook
    from nagara.reports.contract import report_json
    from nagara.reports.html import render_html

    year, records = for_everybody(account.year), account.records
    made = {"report.json": report_json(year).encode()}
    kinds: dict[str, Callable[[str], bytes | None]] = {
        "html": lambda code: render_html(year, language=code).encode(),
        "pdf": lambda code: _pdf(year, code),
        "xlsx": lambda code: arithmetic_workbook(year, records, language=code),
    }
    steps = [(code, kind) for code in languages for kind in kinds]
    for number, (code, kind) in enumerate(steps, start=1):
        progress(number / (len(steps) + 1), _("Writing the report"))
        if (content := kinds[kind](code)) is not None:
            made[f"report.{kind}" if code == "en" else f"report.{code}.{kind}"] = content
    return made


def _pdf(year: CityYear, code: str) -> bytes | None:
    from nagara.reports.pdf import MissingTypstError, render_pdf

    try:
        return render_pdf(year, language=code)
    except MissingTypstError:
        return None


def _is_of_a_household(finding: Finding) -> bool:
    sheets = {table.sheet for name, table in form_tables().items() if name in OF_HOUSEHOLDS}
    place = finding.place
    is_row = place is not None and place.sheet in sheets and place.row is not None
    return is_row or isinstance(finding.values.get("household"), str)


def _write_whole(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
