"""A file that was read, as its page shows it: what would change by sheet, and every doubt by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nagara.findings import catalogue
from nagara.reports.language import language
from nagara.reports.said import Voice
from nagara_web.answers.edits import table_of
from nagara_web.answers.form_queries import own_indicators_of
from nagara_web.answers.models import OWN_INDICATORS, Upload
from nagara_web.answers.proposals import Proposal, ProposedCell, ProposedRow, read_proposal
from nagara_web.answers.topics import say
from nagara_web.answers.views.shown import printed

__all__ = ["CellDoubt", "CellLine", "RowLine", "SheetChanges", "UploadPage", "upload_page"]

MOST_LINES: Final = 60
"""Lines of one sheet that a page prints; the rest is counted."""
MOST_DOUBTS: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLine:
    """One answer: what stands, what the file says, and what somebody else wrote meanwhile."""

    label: str
    place: str
    before: str
    after: str
    theirs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine:
    """One row of a file that changes something."""

    key: str
    what: str
    cells: tuple[CellLine, ...]


@dataclass(slots=True, kw_only=True)
class SheetChanges:
    """What would change in one sheet."""

    title: str
    sheet: str
    changed: list[CellLine] = field(default_factory=list)
    added: list[RowLine] = field(default_factory=list)
    emptied: list[CellLine] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    clashing: list[CellLine] = field(default_factory=list)
    more_changed: int = 0
    more_added: int = 0
    more_emptied: int = 0
    more_gone: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CellDoubt:
    """One finding about the file, with its cell."""

    severity: str
    where: str
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPage:
    """Everything that the page of one upload shows."""

    upload: Upload
    proposal: Proposal
    sheets: tuple[SheetChanges, ...]
    stops: tuple[CellDoubt, ...]
    doubts: tuple[CellDoubt, ...]
    more_doubts: int
    refused: str
    changed_since: int

    @property
    def is_empty(self) -> bool:
        """Whether the file says what the answers say already."""
        return not self.proposal.rows


def upload_page(upload: Upload) -> UploadPage:
    """Lay out one upload in the language of the request.

    Parameters
    ----------
    upload
        The upload, with its answers.
    """
    proposal = read_proposal(upload.proposal)
    found = sorted(upload.findings, key=lambda each: WEIGHTS[each["severity"]])
    doubts = [*_year_kept(upload), *(_doubt(each) for each in found)]
    stops = [_doubt(each) for each in found if each["about"] == "file" and each["severity"] == "blocking"]
    own = {each.code: each.name for each in own_indicators_of(upload.answer_set)}
    return UploadPage(
        upload=upload,
        proposal=proposal,
        sheets=tuple(_sheets(proposal.rows, own)),
        stops=tuple(stops[:MOST_DOUBTS]),
        doubts=tuple(doubts[:MOST_DOUBTS]),
        more_doubts=max(0, len(doubts) - MOST_DOUBTS),
        refused=upload.proposal.get("refused", ""),
        changed_since=upload.answer_set.revision - upload.read_at_revision,
    )


WEIGHTS: Final = {"blocking": 0, "warning": 1, "note": 2}


def _sheets(rows: Iterable[ProposedRow], own: Mapping[str, str]) -> list[SheetChanges]:
    sheets: dict[str, SheetChanges] = {}
    for each in rows:
        row = replace(each, key=_key_words(each.table, each.key, own))
        sheet = sheets.setdefault(row.table, SheetChanges(title=say(table_of(row.table).title), sheet=row.sheet))
        clashing = [_cell(row, cell) for cell in row.clashing]
        sheet.clashing += clashing
        if row.what == "gone":
            sheet.more_gone += _put(sheet.gone, [row.key])
        elif row.what == "add":
            if row.cells:
                line = RowLine(key=row.key, what=row.what, cells=tuple(_cell(row, cell) for cell in row.cells))
                sheet.more_added += _put(sheet.added, [line])
        else:
            sheet.more_changed += _put(sheet.changed, [_cell(row, cell) for cell in row.cells])
            sheet.more_emptied += _put(sheet.emptied, [_cell(row, cell) for cell in row.emptied])
    return list(sheets.values())


def _key_words(table: str, key: str, own: Mapping[str, str]) -> str:
    """Call a row by the words of the form where its key holds codes of it."""
    if table == OWN_INDICATORS:
        return own.get(key, key)
    asked, parts = [table_of(table)[name] for name in table_of(table).key], key.split(" / ")
    return " / ".join(map(printed, asked, parts)) if len(asked) == len(parts) else key


def _put(lines: list[Any], more: list[Any]) -> int:
    """Add lines while there is room; say how many found none."""
    room = max(0, MOST_LINES - len(lines))
    lines += more[:room]
    return len(more) - min(room, len(more))


def _cell(row: ProposedRow, cell: ProposedCell) -> CellLine:
    asked = table_of(row.table)[cell.field]
    label = say(asked.label)
    return CellLine(
        label=f"{row.key}: {label}" if row.key and row.what != "add" else label,
        place=cell.place,
        before=printed(asked, cell.before, with_unit=True),
        after=printed(asked, cell.after, with_unit=True),
        theirs=printed(asked, cell.theirs, with_unit=True),
    )


def _doubt(kept: Mapping[str, Any]) -> CellDoubt:
    voice = Voice(language(get_language() or "en"))
    entry = catalogue()[kept["code"]]
    gaps = {name: voice.gap(name, value) for name, value in kept["values"].items()}
    return CellDoubt(
        severity=entry.severity.value,
        where=_where(kept),
        sentence=voice.text(entry.sentence, **gaps),
        remedy=voice.text(entry.remedy, **gaps),
    )


def _year_kept(upload: Upload) -> list[CellDoubt]:
    """Say before anything is applied that another year in the file is not taken over."""
    kept = upload.proposal.get("other_year")
    if not kept or upload.proposal.get("refused"):
        return []
    said = _("These are the answers of %(year)s; the year stays.") % {"year": upload.answer_set.year}
    return [CellDoubt(severity="warning", where=f"{_where(kept)}: {kept['year']}", sentence=said, remedy="")]


def _where(kept: Mapping[str, Any]) -> str:
    sheet, row, column = kept["sheet"] or kept["file"], kept["row"], kept["column"]
    if row is None:
        return str(sheet)
    if kept["sheet"] and column:
        return _("Sheet %(sheet)s, cell %(cell)s") % {"sheet": sheet, "cell": f"{column}{row}"}
    if column:
        return _("%(file)s, row %(row)s, column %(column)s") % {"file": sheet, "row": row, "column": column}
    return _("%(file)s, row %(row)s") % {"file": sheet, "row": row}
