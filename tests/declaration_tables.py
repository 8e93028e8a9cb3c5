"""Declarations written for the purpose, each with a table made by hand of what a person finds in it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from nagara.commitments.clauses import Clause, DocumentText
from nagara.commitments.importer.flowing import flowing

FOLDER = Path(__file__).parent / "golden" / "declarations"
NAMES = sorted(path.stem for path in FOLDER.glob("*.csv"))


@dataclass(frozen=True, slots=True)
class Row:
    """One clause as a person reads it; a star stands for what nobody needs to agree on."""

    key: str
    role: str
    kind: str
    parts: tuple[str, ...]
    addressees: tuple[str, ...]
    deadlines: tuple[str, ...]
    mentions: tuple[str, ...]

    @property
    def parts_matter(self) -> bool:
        """Whether the parts are told."""
        return self.parts != ("*",)


def text_of(name: str) -> str:
    """The declaration."""
    return next(path for path in FOLDER.glob(f"{name}.*") if path.suffix != ".csv").read_text("utf-8")


def table_of(name: str) -> list[Row]:
    """Its clauses as a person reads them."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [
            Row(
                **{field: row[field] for field in ("key", "role", "kind")},
                **{field: _entries(row[field]) for field in ("parts", "addressees", "deadlines", "mentions")},
            )
            for row in csv.DictReader(file, delimiter=";")
        ]


def matched(rows: list[Row], document: DocumentText) -> list[tuple[Row, Clause | None]]:
    """Each row with the proposed clause that it means: the one with its words, else the one with its key."""
    left = list(document.clauses)
    found: list[tuple[Row, Clause | None]] = []
    for row in rows:
        clause = _meant(row, left, document)
        if clause is not None:
            left.remove(clause)
        found.append((row, clause))
    return found


def wrong_in(row: Row, clause: Clause, document: DocumentText) -> list[str]:
    """What a proposal has other than a person's table."""
    wrong = []
    kind = clause.kind.value + "w" * clause.is_wish
    if row.kind not in {kind, "*"}:
        wrong.append(f"kind {kind}, should be {row.kind}")
    if not row.key.startswith("*") and clause.key != row.key:
        wrong.append(f"key {clause.key}, should be {row.key}")
    if row.role not in {clause.role.value, "*"}:
        wrong.append(f"role {clause.role}, should be {row.role}")
    for what, wanted, proposed in pairs(row, clause, document):
        if hits(wanted, proposed) < max(len(wanted), len(proposed)):
            wrong.append(f"{what} {proposed}, should be {list(wanted)}")
    return [f"{row.key}: {each}" for each in wrong]


def pairs(row: Row, clause: Clause, document: DocumentText) -> list[tuple[str, tuple[str, ...], list[str]]]:
    """What a person finds beside what is proposed, by topic."""
    days = [str(each.on) if each.on else "?" for each in clause.deadlines]
    found = [
        ("parts", row.parts, [flowing(part.place.of(document.text)) for part in clause.parts]),
        ("deadlines", row.deadlines, days),
        ("addressees", row.addressees, list(clause.addressees)),
        ("mentions", row.mentions, [each.words for each in clause.mentions]),
    ]
    return [each for each in found if each[1] != ("*",)]


def hits(wanted: tuple[str, ...], proposed: list[str]) -> int:
    """How many wanted openings begin a proposal each."""
    left, found = list(proposed), 0
    for each in wanted:
        one = next((candidate for candidate in left if candidate.startswith(each)), None)
        if one is not None:
            left.remove(one)
            found += 1
    return found


def _meant(row: Row, left: list[Clause], document: DocumentText) -> Clause | None:
    heads = [each for each in row.parts if each != "*"]
    for clause in left:
        words = flowing(clause.place.of(document.text))
        if any(head in words for head in heads):
            return clause
    if row.key.startswith("*"):
        return next(
            (each for each in left if row.kind[0] in {each.kind.value, "*"} and row.role in {"*", each.role.value}),
            None,
        )
    return next((clause for clause in left if clause.key == row.key), None)


def _entries(cell: str) -> tuple[str, ...]:
    return tuple(each for each in cell.split("|") if each)
