"""How well declarations are read: recall and precision of clauses, kinds and parts against tables made by hand.

``python benchmarks/importer_accuracy.py`` prints a line for each declaration, how often a proposal of each confidence
is right, and what is wrong. All of these
texts have been in sight by now; what their first reading gave is told in ``docs/explanation/reading-declarations.md``.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from declaration_tables import NAMES, hits, matched, pairs, table_of, text_of, wrong_in
from nagara.commitments.importer.propose import propose


@dataclass(slots=True)
class Score:
    """Counts of what should be found, what was proposed, and what of it is right."""

    clauses: int = 0
    clauses_proposed: int = 0
    clauses_right: int = 0
    kinds_right: int = 0
    parts: int = 0
    parts_proposed: int = 0
    parts_right: int = 0
    facts: int = 0
    facts_proposed: int = 0
    facts_right: int = 0

    def add(self, other: Score) -> None:
        """Take another declaration in."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    def count(self, what: str, wanted: tuple[str, ...], proposed: list[str]) -> None:
        """Enter wanted and proposed entries of one topic."""
        topic = "parts" if what == "parts" else "facts"
        for name, number in (
            (topic, len(wanted)),
            (f"{topic}_proposed", len(proposed)),
            (f"{topic}_right", hits(wanted, proposed)),
        ):
            setattr(self, name, getattr(self, name) + number)

    def line(self, name: str) -> str:
        """One line of the table."""
        return (
            f"{name:22} clauses {self.clauses_right:3}/{self.clauses:3} of {self.clauses_proposed:3} proposed"
            f" | kinds {self.kinds_right:3}/{self.clauses:3}"
            f" | parts recall {_frac(self.parts_right, self.parts)}"
            f" precision {_frac(self.parts_right, self.parts_proposed)}"
            f" | dates, addressees, mentions recall {_frac(self.facts_right, self.facts)}"
            f" precision {_frac(self.facts_right, self.facts_proposed)}"
        )


BANDS = ((0.9, 1.01), (0.8, 0.9), (0.7, 0.8), (0.5, 0.7), (0.0, 0.5))


@dataclass(slots=True)
class Calibration:
    """How many kinds were proposed with each confidence, and how many of them are right."""

    counts: dict[float, tuple[int, int]]

    def enter(self, confidence_frac: float, *, is_right: bool) -> None:
        """Count one clause."""
        low = next(low for low, high in BANDS if low <= confidence_frac < high)
        proposed, right = self.counts.get(low, (0, 0))
        self.counts[low] = (proposed + 1, right + is_right)

    def lines(self) -> list[str]:
        """One line for each band of confidence."""
        return [
            f"confidence {low:.2f} to {min(1, high):.2f}: {right:3} of {proposed:3} right {_frac(right, proposed)}"
            for low, high in BANDS
            for proposed, right in (self.counts.get(low, (0, 0)),)
        ]


def measure(name: str, calibration: Calibration) -> tuple[Score, list[str]]:
    """Hold one declaration against its table."""
    document = propose(text_of(name))
    rows = matched(table_of(name), document)
    score, wrong = Score(clauses=len(rows), clauses_proposed=len(document.clauses)), []
    for row, clause in rows:
        if clause is None:
            wrong.append(f"{name} {row.key}: no such clause")
            score.parts += len(row.parts) * row.parts_matter
            continue
        score.clauses_right += 1
        is_right = row.kind in {clause.kind.value + "w" * clause.is_wish, "*"}
        score.kinds_right += is_right
        calibration.enter(clause.confidence_frac, is_right=is_right)
        for topic in pairs(row, clause, document):
            score.count(*topic)
        wrong.extend(f"{name} {each}" for each in wrong_in(row, clause, document))
    return score, wrong


def main() -> None:
    """Print every declaration, the sum, and what is wrong."""
    total, lines, wrong, calibration = Score(), [], [], Calibration({})
    for name in NAMES:
        score, amiss = measure(name, calibration)
        total.add(score)
        wrong.extend(amiss)
        lines.append(score.line(name))
    sys.stdout.write("\n".join((*lines, total.line("all"), *calibration.lines(), *wrong)) + "\n")


def _frac(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "   -"


if __name__ == "__main__":
    main()
