"""Put together what several people filled in for one city and year.

The rule: rows are matched by the key of their table (household and day, facility and material, ...).
Where both copies answer a question alike, or only one of them answers it, the answers are joined.
Where they answer differently, neither is preferred: a blocking finding names both places. Within one
file a row may stand once; a double with equal answers (the same phone submission, a row pasted
twice) is dropped and said, a double with different answers blocks. The order of the files does not
matter for the values, only for the order of the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nagara.exchange.answered_rows import TypedRow, columns_of
from nagara.exchange.cells import fold
from nagara.exchange.form import FormTable
from nagara.findings import Finding, plain

__all__ = ["merge_rows"]


def merge_rows(table: FormTable, parts: Sequence[Sequence[TypedRow]]) -> tuple[Sequence[TypedRow], list[Finding]]:
    """Merge the rows of one table.

    Parameters
    ----------
    table
        The table they belong to.
    parts
        The rows of each input, input by input.

    Returns
    -------
    tuple
        One row per key, and the doubles and contradictions.
    """
    if len(parts) == 1 and _are_different(table, parts[0]):
        return parts[0], []
    merged: list[TypedRow] = []
    by_key: dict[tuple[str, ...], TypedRow] = {}
    findings: list[Finding] = []
    for rows in parts:
        seen: dict[tuple[str, ...], TypedRow] = {}
        for row in rows:
            key = _key(table, row)
            if key is None:
                merged.append(row)
            elif key in seen:
                findings.append(_double(table, key, seen[key], row))
            elif key in by_key:
                seen[key] = row
                findings += _join(table, by_key[key], row)
            else:
                by_key[key] = seen[key] = row
                merged.append(row)
    return merged, findings


def _are_different(table: FormTable, rows: Sequence[TypedRow]) -> bool:
    """Whether each row has a key of its own, told without folding a word; ``False`` if that is not certain."""
    known = columns_of(rows)
    columns: list[Sequence[object]]
    if known is None:
        columns = [[row.values.get(name) for row in rows] for name in table.key]
    else:
        columns = [known.get(name, ()) for name in table.key]
    return all(map(_is_plain, columns)) and len(set(zip(*columns, strict=True))) == len(rows)


def _is_plain(column: Sequence[object]) -> bool:
    """Whether a column holds whole numbers only, or words that are their own folding."""
    kinds = set(map(type, column))
    return kinds == {int} or (kinds == {str} and "".join(column).isascii())  # type: ignore[arg-type]  # all are str


def _key(table: FormTable, row: TypedRow) -> tuple[str, ...] | None:
    if table.name == "city":
        return ()
    values = row.values
    named = [values.get(name) for name in table.key]
    if None in named:
        return None
    return tuple(value if type(value) is str and value.isascii() else fold(str(value)) for value in named)


def _double(table: FormTable, key: tuple[str, ...], first: TypedRow, second: TypedRow) -> Finding:
    same = first.values == second.values and not first.spoiled and not second.spoiled
    code = "row-double-dropped" if same else "row-twice"
    values: dict[str, str | float] = {"key": " / ".join(key) or table.title, "other": str(first.at())}
    return Finding(code=code, values=values, place=second.at())


def _join(table: FormTable, first: TypedRow, second: TypedRow) -> Iterable[Finding]:
    for name, value in second.values.items():
        if name in table.key and table.name != "city":
            continue
        if name not in first.values:
            first.values[name] = value
            first.spoiled -= {name}
            first.at = first.at._replace(joined={**first.at.joined, name: second.at})
        elif first.values[name] != value:
            yield _conflict(table, first, second, name)
    first.spoiled |= second.spoiled - first.values.keys()


def _conflict(table: FormTable, first: TypedRow, second: TypedRow, name: str) -> Finding:
    values: dict[str, str | float] = {
        "label": table[name].label,
        "one": _shown(second.values[name]),
        "two": _shown(first.values[name]),
        "other": str(first.at(name)),
    }
    return Finding(code="merge-conflict", values=values, place=second.at(name))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain(value) if isinstance(value, float | int) else f"“{value}”"
