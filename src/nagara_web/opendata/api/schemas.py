"""What goes in and out, for the documentation; what is read is checked against it, what is answered is not."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, Field

from nagara_web.ui.asked import LARGEST, NOTHING

__all__ = ["AnswerSets", "Error", "Figures", "Findings", "Number", "Rows", "Table", "TableEdit"]

MOST_ROWS = 2**31 - 1


def _kept(text: str) -> str:
    """Refuse what no database keeps: null letters, and halves of letters."""
    if NOTHING in text or not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError(_("The text has a letter that cannot be kept."))
    return text


def _of_a_row(number: int) -> int:
    """Refuse a number that is too large for a row."""
    if abs(number) > LARGEST:
        raise ValueError(_("The number is too large."))
    return number


Text = Annotated[str, AfterValidator(_kept)]
Number = Annotated[int, AfterValidator(_of_a_row)]
Cells = dict[Text, Text]


class FigureOut(Schema):
    """One figure; value, low, high and standard deviation are in the unit at the end of the indicator's code."""

    figure: int = Field(description="Number in its permalink")
    version: int = Field(description="Number of the version; a correction is a new one")
    city: str = Field(description="Slug")
    city_name: str = Field(description="As it writes itself in English")
    country: str = Field(description="ISO 3166 alpha-3")
    country_name: str = Field(description="In English")
    indicator: str = Field(description="Code, with its unit at its end")
    indicator_name: str = Field(description="In English")
    year: int = Field(description="Year that it speaks of")
    value: float | None = Field(description="Null where a notation key or an answer stands in its place, never 0")
    low: float | None = Field(description="Low end of the interval; null where there is none")
    high: float | None = Field(description="High end of the interval; null where there is none")
    unit: str = Field(description="“share” for a fraction between 0 and 1")
    interval_level_frac: float | None = Field(description="Probability inside the interval")
    standard_deviation: float | None = Field(description="Of the draws, where it is known")
    notation_key: str = Field(description="NE, NO, IE, C or NR: why there is no number; empty where there is one")
    answer: str = Field(description="Of an indicator that is no number")
    method: str = Field(description="Code by which figures are compared")
    boundary: str = Field(description="Kind of boundary; empty where it is not known")
    population_persons: float | None = Field(description="People inside the boundary")
    population_basis: str = Field(description="census, register, projection or estimate")
    population_year: int | None = Field(description="Year of the population")
    source: str = Field(description="Slug of the source; two sources of one year are two figures")
    source_title: str = Field(description="Title of the source")
    source_url: str = Field(description="Where the source can be read")
    licence: str = Field(description="Licence of the source")
    is_own_round: bool = Field(description="Whether it comes from a round of a network, or from a document of others")
    is_invented: bool = Field(description="An example of the demonstration")
    published_at: datetime = Field(description="When this version was published here")
    permalink: str = Field(description="Address that always shows the version that stands")


class Figures(Schema):
    """A page of figures."""

    licence: str
    next: str | None = Field(description="Send it as “next” for the rows that follow; absent on the last page")
    rows: list[FigureOut]


class Rows(Schema):
    """Rows of a list; the same as beside its page."""

    title: str
    page: str
    licence: str
    source: str
    rows: list[dict[str, object]]


class ErrorBody(Schema):
    """What is wrong."""

    code: str = Field(description="Stable code")
    what: str
    where: str
    mend: str


class Error(Schema):
    """The one shape of every error."""

    error: ErrorBody


class AnswerSetOut(Schema):
    """The answers of one city for one year."""

    answers: int
    city: str
    year: int
    revision: int
    locked: str = Field(description="Why they cannot be changed now; empty while they can")
    tables: list[str]


class AnswerSets(Schema):
    """All answers that the person of the token writes."""

    rows: list[AnswerSetOut]


class RowOut(Schema):
    """One row of a table."""

    row: int
    version: int
    position: int
    cells: Cells = Field(description="Texts as they were typed, by field; an absent field was not answered")
    carried: list[str] = Field(description="Fields carried from last year that nobody has confirmed")


class Table(Schema):
    """One table of the answers as it stands."""

    answers: int
    table: str
    revision: int
    is_dry_run: bool
    rows: list[RowOut]


class RowEditIn(Schema):
    """One row to be added, changed or removed; fields that are not named stay as they are."""

    row: Number | None = Field(None, description="Absent for a new row")
    version: Number | None = Field(None, description="The version that was read")
    cells: Cells | None = None
    remove: bool = False
    position: int | None = Field(None, ge=0, le=MOST_ROWS)


class TableEdit(Schema):
    """Rows to be written, all of them or none; rows that are not named stay as they are."""

    rows: list[RowEditIn] = Field(max_length=5000)
    note: Text = Field("", max_length=200, description="For the history of the answers")


class FindingOut(Schema):
    """One doubt about the answers."""

    code: str
    severity: str
    what: str
    mend: str
    table: str
    row: int | None
    field: str


class Findings(Schema):
    """All doubts about the answers at one revision."""

    answers: int
    revision: int
    is_calculated: bool = Field(description="False while the account is being worked out: ask again")
    is_blocked: bool
    rows: list[FindingOut]
