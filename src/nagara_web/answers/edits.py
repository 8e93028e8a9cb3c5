"""What somebody wants to change, and why it may not go through; plain values without a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from nagara.exchange.form import FormTable, form_tables
from nagara.exchange.own_indicators import OWN_INDICATORS

__all__ = ["CannotUndo", "Clash", "Conflict", "Locked", "NotOfTheForm", "NotToBeApplied", "RowEdit", "table_of"]


@dataclass(frozen=True, slots=True)
class RowEdit:
    """One row as somebody wants it.

    Parameters
    ----------
    table
        Table of the form, or ``own_indicators``.
    row_id
        The row; ``None`` for a new one.
    expected_version
        Version of the row that the person saw; ``None`` writes over whatever stands there.
    cells
        Answers by field as they were typed; ``None`` removes the row.
    position
        Where it stands among the rows of its table; ``None`` leaves it, or puts a new row last.
    instance
        Id of the phone submission it came from.
    is_partial
        Whether fields that `cells` does not name stay as they are; else they are emptied.
    is_canonical
        Whether `cells` were read already, as those of a file are.
    """

    table: str
    row_id: int | None = None
    expected_version: int | None = None
    cells: Mapping[str, str] | None = None
    position: int | None = None
    instance: str = ""
    is_partial: bool = False
    is_canonical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One answer that two people changed: both texts, so that one of them can be chosen.

    Parameters
    ----------
    table, row_id, field
        Where; the field is empty where one of them removed the whole row.
    before
        The answer that both started from.
    mine
        What this person wrote.
    theirs
        What stands there now.
    by, at
        Who wrote it, and when.
    """

    table: str
    row_id: int
    field: str
    before: str
    mine: str
    theirs: str
    by: str = ""
    at: datetime | None = None


class Conflict(Exception):  # noqa: N818  (it is what happened, not an error of ours)
    """Somebody else changed the same answers meanwhile; nothing was written."""

    def __init__(self, clashes: Iterable[Clash]) -> None:
        self.clashes = tuple(clashes)
        self.rows = tuple(dict.fromkeys(clash.row_id for clash in self.clashes))
        super().__init__(f"{len(self.clashes)} answers were changed meanwhile")


class Locked(Exception):  # noqa: N818
    """The answers are not open for changes now."""

    def __init__(self, because: str, sentence: str) -> None:
        self.because, self.sentence = because, sentence
        super().__init__(sentence)


class CannotUndo(Exception):  # noqa: N818
    """The change was undone already, or is the opening of the year."""


class NotToBeApplied(Exception):  # noqa: N818
    """The file was refused or discarded, or is not read yet."""


class NotOfTheForm(ValueError):  # noqa: N818
    """There is no such table, field or row in these answers."""

    @classmethod
    def table(cls, name: str) -> NotOfTheForm:
        """There is no such table."""
        return cls(_("There is no table “%(name)s” in the form.") % {"name": name[:40]})

    @classmethod
    def field(cls, table: str, name: str) -> NotOfTheForm:
        """There is no such field."""
        values = {"table": table, "name": name[:40]}
        return cls(_("The table “%(table)s” has no field “%(name)s”.") % values)

    @classmethod
    def row(cls, table: str, row_id: int) -> NotOfTheForm:
        """There is no such row."""
        values = {"table": table, "row": row_id}
        return cls(_("The table “%(table)s” has no row %(row)s in these answers.") % values)


def table_of(name: str) -> FormTable:
    """Find a table of the form, or that of own indicators.

    Raises
    ------
    NotOfTheForm
        If there is none of that name.
    """
    if name == OWN_INDICATORS.name:
        return OWN_INDICATORS
    if name not in form_tables():
        raise NotOfTheForm.table(name)
    return form_tables()[name]
