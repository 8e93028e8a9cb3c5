"""What a file would change, row by row and cell by cell, against what stands and what others wrote meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from nagara.exchange.cells import AMBIGUOUS_NUMBER, fold
from nagara_web.answers.edits import RowEdit, table_of
from nagara_web.answers.sums import number_of

__all__ = ["FileTable", "Proposal", "ProposedCell", "ProposedRow", "Standing", "proposal_of", "read_proposal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One row of the answers, as it stands and as it was when the file was taken out.

    Parameters
    ----------
    cells
        As it stands; ``None`` if it was removed meanwhile.
    before
        As the file had it when it was taken out; ``None`` if it was not in it.
    """

    row_id: int
    version: int
    cells: Mapping[str, str] | None
    before: Mapping[str, str] | None
    instance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTable:
    """One table of a file that was read (see :mod:`nagara_web.answers.parse_upload`)."""

    table: str
    sheet: str
    is_workbook: bool
    columns: Mapping[str, str]
    rows_by_field: Mapping[str, int]
    rows: Sequence[Mapping[str, Any]]

    def place(self, row: Mapping[str, Any], name: str) -> str:
        """Cell of a workbook, or row and column of another file."""
        number = self.rows_by_field.get(name, row["number"])
        letter = self.columns.get(name, "")
        return f"{letter}{number}" if self.is_workbook else f"{number} {letter}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedCell:
    """One answer that would change; `theirs` is what somebody else wrote meanwhile, where that differs."""

    field: str
    place: str
    before: str
    after: str
    theirs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRow:
    """One row that would be added or changed, or that the file no longer has.

    Parameters
    ----------
    what
        ``add``, ``change`` or ``gone``.
    cells
        Answers that change.
    emptied
        Answers that are empty in the file and not in the answers.
    clashing
        Answers that the file and somebody else both changed.
    """

    what: str
    table: str
    sheet: str
    key: str
    row_id: int | None = None
    version: int | None = None
    instance: str = ""
    cells: tuple[ProposedCell, ...] = ()
    emptied: tuple[ProposedCell, ...] = ()
    clashing: tuple[ProposedCell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Everything that a file would change."""

    rows: tuple[ProposedRow, ...] = field(default=())

    @property
    def changes(self) -> int:
        """Answers that change, with those of new rows."""
        return sum(len(row.cells) for row in self.rows if row.what != "gone")

    @property
    def emptied(self) -> int:
        """Answers that are empty in the file, with those of rows that it no longer has."""
        return sum(len(row.emptied) for row in self.rows)

    @property
    def clashes(self) -> int:
        """Answers that somebody else changed too."""
        return sum(len(row.clashing) for row in self.rows)

    @property
    def added_rows(self) -> int:
        """Rows that are new."""
        return sum(row.what == "add" for row in self.rows)

    @property
    def gone_rows(self) -> int:
        """Rows that the file no longer has."""
        return sum(row.what == "gone" for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        """As the database keeps it."""
        return {"rows": [asdict(row) for row in self.rows]}

    def edits(self, *, take_file: bool, empty_too: bool) -> list[RowEdit]:
        """Turn it into edits.

        Parameters
        ----------
        take_file
            Whether the file wins where somebody else changed the same answer.
        empty_too
            Whether what is empty in the file is emptied, and rows it no longer has are removed.
        """
        found = []
        for row in self.rows:
            if row.what == "gone":
                if empty_too:
                    found.append(RowEdit(row.table, row.row_id, row.version, None))
                continue
            cells = {each.field: each.after for each in row.cells}
            cells |= {each.field: each.after for each in row.clashing} if take_file else {}
            cells |= {each.field: "" for each in row.emptied} if empty_too else {}
            if cells:
                found.append(
                    RowEdit(
                        row.table,
                        row.row_id,
                        row.version,
                        cells,
                        instance=row.instance,
                        is_partial=True,
                        is_canonical=True,
                    )
                )
        return found


def read_proposal(kept: Mapping[str, Any]) -> Proposal:
    """Read back what :meth:`Proposal.as_json` wrote."""
    lists = ("cells", "emptied", "clashing")
    return Proposal(
        rows=tuple(
            ProposedRow(**{**row, **{name: tuple(ProposedCell(**cell) for cell in row[name]) for name in lists}})
            for row in kept.get("rows", ())
        )
    )


def proposal_of(tables: Iterable[FileTable], standing: Mapping[str, Sequence[Standing]], *, is_whole: bool) -> Proposal:
    """Compare a file with the answers.

    Parameters
    ----------
    tables
        What the file holds.
    standing
        The answers by table.
    is_whole
        Whether a row that is not in the file is missing from it: in a workbook it is, in an export of
        a phone, which holds what was asked on the way, it is not.
    """
    found: list[ProposedRow] = []
    for table in tables:
        pool = _Pool(table.table, standing.get(table.table, ()))
        for row in table.rows:
            proposed = _row(table, row, pool.take(row))
            if proposed is not None:
                found.append(proposed)
        if is_whole:
            found += [
                ProposedRow(
                    what="gone",
                    table=table.table,
                    sheet=table.sheet,
                    key=_key_text(table.table, each.cells or {}),
                    row_id=each.row_id,
                    version=each.version,
                    emptied=tuple(
                        ProposedCell(field=name, place="", before=text, after="")
                        for name, text in (each.cells or {}).items()
                    ),
                )
                for each in pool.left()
            ]
    return Proposal(rows=tuple(found))


class _Pool:
    """Rows that stand, to be found by the row of a file that speaks of the same thing."""

    def __init__(self, table: str, rows: Sequence[Standing]) -> None:
        self._table, self._taken = table, set[int]()
        self._rows = rows
        self._by_instance = {each.instance: each for each in rows if each.instance}
        self._by_key: dict[tuple[str, ...], list[Standing]] = {}
        for each in rows:
            cells = each.before if each.before is not None else each.cells
            if cells is not None:
                self._by_key.setdefault(self._key(cells), []).append(each)

    def take(self, row: Mapping[str, Any]) -> Standing | None:
        """The row that stands for a row of the file; each is taken once."""
        known = self._by_instance.get(row["instance"]) if row["instance"] else None
        candidates = [known] if known else self._by_key.get(self._key(row["cells"]), [])
        for each in candidates:
            if each.row_id not in self._taken:
                self._taken.add(each.row_id)
                return each
        return None

    def left(self) -> list[Standing]:
        """Rows that the file had when it was taken out and has no longer, and that nobody changed since."""
        return [
            each
            for each in self._rows
            if each.row_id not in self._taken
            and each.cells is not None
            and each.before is not None
            and dict(each.cells) == dict(each.before)
        ]

    def _key(self, cells: Mapping[str, str]) -> tuple[str, ...]:
        if self._table == "city":
            return ()
        return tuple(fold(cells.get(name, "")) for name in table_of(self._table).key)


def _row(table: FileTable, row: Mapping[str, Any], known: Standing | None) -> ProposedRow | None:
    cells: Mapping[str, str] = row["cells"]
    key = _key_text(table.table, cells)
    if known is None:
        added = tuple(
            ProposedCell(field=name, place=table.place(row, name), before="", after=text)
            for name, text in cells.items()
        )
        return ProposedRow(
            what="add", table=table.table, sheet=table.sheet, key=key, instance=row["instance"], cells=added
        )
    now = known.cells
    before = known.before if known.before is not None else (now or {})
    if now is None:  # somebody removed the row meanwhile; it comes back only if the file shall win
        return None if dict(before) == dict(cells) else _brought_back(table, row, before, key)
    changed, emptied, clashing = [], [], []
    for name in dict.fromkeys((*before, *now, *cells)):
        was, stands, wanted = before.get(name, ""), now.get(name, ""), cells.get(name, "")
        if wanted in {was, stands} or _is_settled(wanted, stands):
            continue
        cell = ProposedCell(field=name, place=table.place(row, name), before=stands, after=wanted)
        if not wanted:
            if name in table.columns and stands == was:
                emptied.append(cell)
        elif stands == was:
            changed.append(cell)
        else:
            clashing.append(ProposedCell(field=name, place=cell.place, before=was, after=wanted, theirs=stands))
    if not (changed or emptied or clashing):
        return None
    return ProposedRow(
        what="change",
        table=table.table,
        sheet=table.sheet,
        key=key,
        row_id=known.row_id,
        version=known.version,
        instance=row["instance"],
        cells=tuple(changed),
        emptied=tuple(emptied),
        clashing=tuple(clashing),
    )


def _is_settled(wanted: str, stands: str) -> bool:
    """Whether a number in doubt was read as the one that stands, so that nothing changes."""
    text = wanted.removeprefix("+")
    return AMBIGUOUS_NUMBER.fullmatch(text) is not None and number_of(text) == number_of(stands)


def _brought_back(table: FileTable, row: Mapping[str, Any], before: Mapping[str, str], key: str) -> ProposedRow:
    cells = tuple(
        ProposedCell(field=name, place=table.place(row, name), before=before.get(name, ""), after=text)
        for name, text in row["cells"].items()
    )
    return ProposedRow(
        what="add", table=table.table, sheet=table.sheet, key=key, instance=row["instance"], clashing=cells
    )


def _key_text(table: str, cells: Mapping[str, str]) -> str:
    if table == "city":
        return ""
    return " / ".join(cells[name] for name in table_of(table).key if cells.get(name))
