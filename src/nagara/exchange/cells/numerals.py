"""Numbers as people type them: decimal commas, grouped thousands, digits of any script, units, percent.

Two readings of one text are never chosen between in silence: the reader is told which was taken. Three
digits behind a single separator are such a text wherever both readings are possible answers, as in
25.790 t, unless other numbers of the same table show which sign is the decimal one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from math import isfinite
from sys import float_info
from typing import Final

from nagara.exchange.cells.doubts import CellReader, Doubt, Doubts
from nagara.exchange.cells.text import ascii_digits, clean, script_of_digits
from nagara.exchange.cells.typed_units import in_unit_of_sheet, is_known_unit
from nagara.exchange.form import FormField
from nagara.waste.records import Notation

__all__ = ["AMBIGUOUS_NUMBER", "WHOLE_UNITS", "is_decimal_comma", "is_decimal_dot", "number_reader"]

AMBIGUOUS_NUMBER: Final = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
"""A number that may have a thousand times the size: canonical answers are written so that none has this form."""

ORDINARY: Final = re.compile(r"[+-]?\d{1,15}(?:\.(?!000$)\d{1,12})?", re.ASCII)
ORDINARY_UNLESS_GROUPED: Final = re.compile(r"[+-]?\d{1,15}(?:\.(?:\d{1,2}|\d{4,12}))?", re.ASCII)
PARTS: Final = re.compile(
    r"([+\-\u2212]?)\s*([\d.,](?:[\d.,' \u2019]*[\d.,])?)(e[+-]?\d{1,3})?\s*(\D.*)?", re.ASCII | re.IGNORECASE
)
GROUPED: Final = re.compile(r"\d{1,3}(?:([., '\u2019])\d{3})(?:\1\d{3})*", re.ASCII)
PLAIN_COMMA: Final = re.compile(
    r"[+-]?(?:\d+,(?:\d{1,2}|\d{4,})|0\d*,\d+|\d{4,},\d+|\d{1,3}(?:\.\d{3})+,\d+)", re.ASCII
)
PLAIN_DOT: Final = re.compile(
    r"[+-]?(?:\d+\.(?:\d{1,2}|\d{4,})|0\d*\.\d+|\d{4,}\.\d+|\d{1,3}(?:,\d{3})+\.\d+)", re.ASCII
)
EMPTY_MARKS: Final = frozenset(
    {"-", "--", "---", "?", "n/a", "na", "n.a.", "nil", "none", "null", "x", ".", "#", "…", "..."}
)
KEYS: Final = {notation.value: notation for notation in Notation}
WHOLE_UNITS: Final = frozenset({"persons", "households", "areas", "days", "fractions"})
LEAST_GROUPED: Final = 1000.0
LARGEST: Final = float_info.max
"""What is larger than a computer counts, as 1e999, was mistyped: it is not a number that a city measured."""
YEARS_BUDDHIST: Final = range(2401, 2701)
BUDDHIST_OFFSET: Final = 543


def is_decimal_comma(text: str) -> bool:
    """Whether a number can only have been written by somebody who uses a decimal comma.

    Examples
    --------
    >>> is_decimal_comma("2,4"), is_decimal_comma("14.235,500"), is_decimal_comma("1,234")
    (True, True, False)
    """
    return PLAIN_COMMA.fullmatch(ascii_digits(text.strip())) is not None


def is_decimal_dot(text: str) -> bool:
    """Whether a number can only have been written by somebody who uses a decimal dot.

    Examples
    --------
    >>> is_decimal_dot("2.4"), is_decimal_dot("14,235.500"), is_decimal_dot("25.790")
    (True, True, False)
    """
    return PLAIN_DOT.fullmatch(ascii_digits(text.strip())) is not None


def number_reader(question: FormField, *, comma_is_decimal: bool = False, dot_is_decimal: bool = False) -> CellReader:
    """Make the reader of one number column.

    Parameters
    ----------
    question
        The question the column answers; its kind, unit and limits decide what is accepted.
    comma_is_decimal
        Whether other cells of the same table show that a comma is the decimal sign.
    dot_is_decimal
        Whether they show that a dot is.

    Returns
    -------
    CellReader
        Gives a ``float`` (an ``int`` for whole numbers and years), a :class:`Notation` if a key was
        typed instead of a number, or ``None``.
    """
    least = -LARGEST if question.low is None else question.low
    most = LARGEST if question.high is None else question.high
    is_whole = question.kind in {"integer", "year"}
    groups_by_dot = comma_is_decimal or is_whole or question.unit in WHOLE_UNITS
    may_be_grouped = groups_by_dot or (most >= LEAST_GROUPED and not dot_is_decimal)
    is_ordinary = (ORDINARY_UNLESS_GROUPED if may_be_grouped else ORDINARY).fullmatch
    typed_as = _Signs(comma_is_decimal, dot_is_decimal, groups_by_dot)

    def read(cell: object, doubts: Doubts) -> object:
        kind = type(cell)
        if kind is float or kind is int:
            value = float(cell)  # type: ignore[arg-type]
        elif kind is str:
            text = str(cell)
            if is_ordinary(text):
                value = float(text)
            else:
                typed = _typed(text, question, typed_as, doubts)
                if not isinstance(typed, float):
                    return typed
                value = typed
        else:
            _not_a_number(cell, question, doubts)
            return None
        if least <= value <= most and not is_whole:
            return value
        return _checked(value, question, doubts)

    return read


def _checked(value: float, question: FormField, doubts: Doubts) -> float | int | None:
    if question.kind == "year" and value in YEARS_BUDDHIST:
        doubts.append(Doubt("buddhist-year-read", {"text": f"{value:.0f}", "value": f"{value - BUDDHIST_OFFSET:.0f}"}))
        value -= BUDDHIST_OFFSET
    if not isfinite(value):
        doubts.append(Doubt("text-in-number-cell", {"text": str(value), "wanted": _wanted(question)}))
        return None
    if question.kind == "fraction" and 1 < value <= 100:  # noqa: PLR2004
        doubts.append(Doubt("share-above-one", {"value": value, "share": value / 100}))
        return None
    if (question.low is not None and value < question.low) or (question.high is not None and value > question.high):
        doubts.append(_out_of_range(value, question))
        return None
    if question.kind in {"integer", "year"}:
        if not value.is_integer():
            doubts.append(Doubt("number-not-whole", {"value": value}))
            return None
        return int(value)
    return value


def _out_of_range(value: float, question: FormField) -> Doubt:
    unit = f" {question.unit}" if question.unit else ""
    check = "the number and its unit" if question.unit else "the number"
    values: dict[str, str | float] = {"value": value, "unit": unit, "check": check}
    if question.low is not None and value < question.low:
        return Doubt("number-too-small", values | {"limit": question.low})
    return Doubt("number-too-large", values | {"limit": question.high or 0.0})


def _not_a_number(cell: object, question: FormField, doubts: Doubts) -> None:
    if isinstance(cell, date):
        doubts.append(Doubt("number-turned-into-date", {"date": str(cell)[:10]}))
    elif cell is not None:
        text = str(cell).upper() if isinstance(cell, bool) else str(cell)
        doubts.append(Doubt("text-in-number-cell", {"text": text, "wanted": _wanted(question)}))


def _wanted(question: FormField) -> str:
    kind = "a whole number" if question.kind in {"integer", "year"} else "a number"
    if question.kind == "fraction":
        return "a share between 0 and 1"
    return f"{kind} in {question.unit}" if question.unit in {"kg", "t", "t/day", "m", "m3", "kg/day", "t/m3"} else kind


@dataclass(frozen=True, slots=True)
class _Signs:
    """What is known of the dots and commas of one column."""

    comma_is_decimal: bool
    dot_is_decimal: bool
    groups_by_dot: bool


def _typed(text: str, question: FormField, signs: _Signs, doubts: Doubts) -> float | Notation | None:
    plain = clean(text)
    if not plain:
        return None
    if key := KEYS.get(plain.upper()):
        return key
    if plain.casefold() in EMPTY_MARKS:
        doubts.append(Doubt("mark-read-as-empty", {"text": plain}))
        return None
    latin = ascii_digits(plain)
    parts = PARTS.fullmatch(latin)
    number = parts and _amount(parts[2].strip(), question, signs, doubts)
    if parts is None or number is None:
        doubts.append(Doubt("text-in-number-cell", {"text": _short(plain), "wanted": _wanted(question)}))
        return None
    if script := script_of_digits(plain):
        doubts.append(Doubt("other-digits-read", {"script": script, "text": plain, "value": latin}))
    value = float(f"{number!r}{parts[3] or ''}") if parts[3] else number
    value = -value if parts[1] in {"-", "\u2212"} else value
    if not isfinite(value):
        doubts.append(Doubt("text-in-number-cell", {"text": _short(plain), "wanted": _wanted(question)}))
        return None
    return _with_unit(value, plain, (parts[4] or "").strip(), question, doubts)


def _with_unit(value: float, plain: str, unit: str, question: FormField, doubts: Doubts) -> float | None:
    if not unit:
        return value
    if unit == "%" and question.kind == "fraction":
        doubts.append(Doubt("percent-sign-read", {"text": plain, "value": value / 100}))
        return value / 100
    size = in_unit_of_sheet(unit, question.unit)
    if size == 1.0:
        doubts.append(Doubt("unit-typed-in", {"text": plain, "unit": question.unit}))
        return value
    if size is not None:
        converted = f"{value * size:.9g}"
        doubts.append(Doubt("wrong-unit", {"text": plain, "unit": question.unit, "converted": converted}))
    elif question.unit and is_known_unit(unit):
        doubts.append(Doubt("unit-of-another-kind", {"text": plain, "unit": question.unit}))
    else:
        doubts.append(Doubt("text-in-number-cell", {"text": _short(plain), "wanted": _wanted(question)}))
    return None


def _amount(body: str, question: FormField, signs: _Signs, doubts: Doubts) -> float | None:
    """Read digits with dots, commas, blanks and apostrophes among them."""
    if body.isdigit():
        return float(body)
    commas, dots = body.count(","), body.count(".")
    if commas + dots == 1 and not re.search(r"[ '\u2019]", body):
        return _one_sign(body, question, signs, doubts)
    whole, sign, rest = _split_decimal(body, commas, dots)
    if not rest.isdigit() and sign:
        return None
    grouped = GROUPED.fullmatch(whole)
    if not whole.isdigit() and (grouped is None or grouped[1] == sign):
        return None
    value = float(re.sub(r"\D", "", whole) + (f".{rest}" if sign else ""))
    if sign == ",":
        doubts.append(Doubt("decimal-comma-read", {"text": body, "value": _echo(value)}))
    elif grouped and grouped[1] == ".":
        doubts.append(Doubt("grouping-read", {"text": body, "value": _echo(value)}))
    return value


def _split_decimal(body: str, commas: int, dots: int) -> tuple[str, str, str]:
    if commas and dots:
        sign = max(",.", key=body.rfind)
        return body.rpartition(sign) if body.count(sign) == 1 else (body, "", "")
    if commas == 1 or dots == 1:
        return body.rpartition("," if commas else ".")
    return body, "", ""


def _one_sign(body: str, question: FormField, signs: _Signs, doubts: Doubts) -> float | None:
    sign = "," if "," in body else "."
    before, _, after = body.partition(sign)
    if not after or (before and not before.isdigit()):
        return None
    decimal, grouped = float(f"{before or 0}.{after}"), float(before + after)
    may_group = len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0")  # noqa: PLR2004
    if not may_group:
        if sign == ",":
            doubts.append(Doubt("decimal-comma-read", {"text": body, "value": _echo(decimal)}))
        return decimal
    if sign == "." and not signs.groups_by_dot and _is_surely_decimal(after, grouped, question, signs):
        return decimal
    wants_grouped = not signs.comma_is_decimal if sign == "," else signs.groups_by_dot
    taken, other = (grouped, decimal) if wants_grouped else (decimal, grouped)
    if not _fits(taken, question) and _fits(other, question):
        taken, other = other, taken
    doubts.append(
        Doubt("grouping-ambiguous", {"text": body, "value": _unmistakable(taken), "other": _unmistakable(other)})
    )
    return taken


def _is_surely_decimal(after: str, grouped: float, question: FormField, signs: _Signs) -> bool:
    """Whether nobody can have meant the thousandfold; nobody measures to 45.000, so other dots do not settle that."""
    return not _fits(grouped, question) or (signs.dot_is_decimal and after != "000")


def _unmistakable(value: float) -> str:
    """Write a number so that its dot cannot be taken for a separator of thousands."""
    text = _echo(value)
    return f"{text}0" if AMBIGUOUS_NUMBER.fullmatch(text) else text


def _fits(value: float, question: FormField) -> bool:
    if question.kind in {"integer", "year"} and not value.is_integer():
        return False
    return (question.low is None or value >= question.low) and (question.high is None or value <= question.high)


def _echo(value: float) -> str:
    return f"{value:.12g}"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004
