"""Why nagara cannot answer: each error says what, where and how to mend it.

A doubt that still allows an answer is a :class:`nagara.findings.Finding`, never an error.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, ClassVar, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_NAMED: Final = 12
"""Of more codes than these, an error names only those that are near to what was given."""


class NagaraError(Exception):
    """The root of all errors that nagara raises on purpose."""

    code: ClassVar[str] = "nagara-error"


class Placed(Exception):  # noqa: N818  # what several errors share, and none by itself
    """An error that says where it is, what is wrong there and how to mend it.

    Parameters
    ----------
    where
        The equation, quantity, process, part or clause, as the user knows it.
    why
        What is wrong with it, as a clause.
    mend
        What the user can do, as a sentence.
    """

    def __init__(self, where: str, why: str, mend: str) -> None:
        self.where, self.why, self.mend = where, why, mend
        super().__init__(where, why, mend)

    def __str__(self) -> str:
        return f"{self.where}: {self.why}. {self.mend}"


class UnreadableFileError(NagaraError, OSError):
    """A file that cannot be read as what it claims to be.

    Parameters
    ----------
    file
        The file's name as the user gave it.
    why
        What is wrong with it, as a clause.
    mend
        What the user can do, as a sentence.
    """

    code: ClassVar[str] = "file-unreadable"

    def __init__(self, file: str, why: str, mend: str) -> None:
        self.file, self.why, self.mend = file, why, mend
        super().__init__(file, why, mend)

    def __str__(self) -> str:
        return f"{self.file}: {self.why}. {self.mend}"


class BlockedError(NagaraError, ValueError):
    """Input whose doubts are so grave that no figure may be printed from it.

    Parameters
    ----------
    findings
        The findings that block, each as its printed sentence.
    """

    code: ClassVar[str] = "input-blocked"

    def __init__(self, findings: Sequence[str]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.findings)

    def __str__(self) -> str:
        count = len(self.findings)
        noun = "finding blocks" if count == 1 else "findings block"
        return f"{count} {noun} the report:\n" + "\n".join(f"  - {text}" for text in self.findings)


class FractionSumError(NagaraError, ValueError):
    """Shares that should be parts of one whole and are not.

    Parameters
    ----------
    what
        What the shares describe.
    total
        Their sum [frac].
    tolerance
        The largest accepted distance from one [frac].
    """

    code: ClassVar[str] = "fractions-do-not-sum"

    def __init__(self, what: str, total: float, tolerance: float) -> None:
        self.what, self.total, self.tolerance = what, total, tolerance
        super().__init__(what, total, tolerance)

    def __str__(self) -> str:
        return (
            f"{self.what}: the shares sum to {self.total:.4f}, not 1 (tolerance {self.tolerance:g}); "
            "correct the row whose weight or share is wrong"
        )


class UnknownCodeError(NagaraError, LookupError):
    """A code that no table of nagara knows.

    Parameters
    ----------
    what
        What kind of code it is.
    value
        The code as given.
    known
        The codes that would be accepted.
    """

    code: ClassVar[str] = "code-unknown"

    def __init__(self, what: str, value: str, known: Sequence[str]) -> None:
        self.what, self.value, self.known = what, value, tuple(known)
        super().__init__(what, value, self.known)

    def __str__(self) -> str:
        held = [known for known in self.known if self.value and self.value in known]
        near = (held or get_close_matches(self.value, self.known, n=MOST_NAMED, cutoff=0.4))[:MOST_NAMED]
        if len(self.known) <= MOST_NAMED:
            return f"{self.what} {self.value!r} is not known; use one of: {', '.join(self.known)}"
        nearest = f"; nearest: {', '.join(near)}" if near else f"; as in {self.known[0]}"
        return f"{self.what} {self.value!r} is not known{nearest} ({len(self.known)} are known)"


class EvidenceError(NagaraError, ValueError):
    """A row of a published-number table that must not be used.

    Parameters
    ----------
    table
        Name of the table.
    line
        Line of the CSV file, counted from 1.
    why
        What is wrong with the row.
    """

    code: ClassVar[str] = "evidence-refused"

    def __init__(self, table: str, line: int, why: str) -> None:
        self.table, self.line, self.why = table, line, why
        super().__init__(table, line, why)

    def __str__(self) -> str:
        return f"evidence table {self.table}, line {self.line}: {self.why}"


class ComparisonRefusedError(NagaraError, ValueError):
    """Two figures that cannot be compared fairly.

    Parameters
    ----------
    what
        The two things that were to be compared.
    differences
        What differs, one sentence each.
    """

    code: ClassVar[str] = "comparison-refused"

    def __init__(self, what: str, differences: Sequence[str]) -> None:
        self.what, self.differences = what, tuple(differences)
        super().__init__(what, self.differences)

    def __str__(self) -> str:
        return f"{self.what} cannot be compared fairly: " + "; ".join(self.differences)


class DesignError(NagaraError, ValueError):
    """A survey design that cannot reach what is asked of it.

    Parameters
    ----------
    why
        What makes it impossible.
    mend
        What to change.
    """

    code: ClassVar[str] = "design-impossible"

    def __init__(self, why: str, mend: str) -> None:
        self.why, self.mend = why, mend
        super().__init__(why, mend)

    def __str__(self) -> str:
        return f"{self.why}. {self.mend}"


class EquationError(Placed, NagaraError, ValueError):
    """An equation, or a quantity in it, from which no system can be built."""

    code: ClassVar[str] = "equation-unreadable"


class NetworkError(Placed, NagaraError, ValueError):
    """A network of flows that contradicts itself: a name twice, a flow to a process that is not there."""

    code: ClassVar[str] = "network-impossible"


class ContradictionError(NagaraError, ArithmeticError):
    """Equations that no values can satisfy, because what is fixed contradicts itself.

    Parameters
    ----------
    sums
        For each contradiction the equations that were added up, each with its factor.
    gaps
        What each sum leaves over where it should leave zero, in the unit of the equations.
    """

    code: ClassVar[str] = "equations-contradict"

    def __init__(self, sums: Sequence[Sequence[tuple[float, str]]], gaps: Sequence[float]) -> None:
        self.sums, self.gaps = tuple(tuple(entry) for entry in sums), tuple(gaps)
        super().__init__(self.sums, self.gaps)

    def __str__(self) -> str:
        said = "; ".join(
            " and ".join(f"{factor:g} x ({label})" for factor, label in entry) + f" leave a gap of {gap:g}"
            for entry, gap in zip(self.sums, self.gaps, strict=True)
        )
        return f"fixed values contradict the equations: {said}. Correct a fixed value or give it an uncertainty"


class ReconciliationError(NagaraError, ArithmeticError):
    """Measurements that could not be reconciled.

    Parameters
    ----------
    why
        What went wrong, as a clause.
    mend
        What the user can do, as a sentence.
    """

    code: ClassVar[str] = "reconciliation-failed"

    def __init__(self, why: str, mend: str) -> None:
        self.why, self.mend = why, mend
        super().__init__(why, mend)

    def __str__(self) -> str:
        return f"{self.why}. {self.mend}"


class QuantityError(NagaraError, ValueError):
    """A number that cannot be what its name says: below zero, not finite, a share above one, of the wrong shape.

    Parameters
    ----------
    name
        Name of the quantity, with its unit.
    why
        What is wrong with it, as a clause.
    mend
        What the user can do, as a sentence.
    """

    code: ClassVar[str] = "quantity-impossible"

    def __init__(self, name: str, why: str, mend: str) -> None:
        self.name, self.why, self.mend = name, why, mend
        super().__init__(name, why, mend)

    def __str__(self) -> str:
        return f"{self.name} {self.why}. {self.mend}"


class SiteHistoryError(NagaraError, ValueError):
    """A disposal site whose history contradicts itself.

    Parameters
    ----------
    site
        Name of the site.
    why
        What contradicts what, as a clause with year and amount.
    mend
        What the user can do, as a sentence.
    """

    code: ClassVar[str] = "site-history-impossible"

    def __init__(self, site: str, why: str, mend: str) -> None:
        self.site, self.why, self.mend = site, why, mend
        super().__init__(site, why, mend)

    def __str__(self) -> str:
        return f"{self.site}: {self.why}. {self.mend}"


class LawBrokenError(NagaraError, ArithmeticError):
    """A result that breaks a law of nature; the fault is nagara's, not the user's.

    Parameters
    ----------
    law
        The law, as a sentence.
    gap
        How far the result is from it, relative to what it is measured by.
    tolerance
        The largest accepted distance.
    """

    code: ClassVar[str] = "law-broken"

    def __init__(self, law: str, gap: float, tolerance: float) -> None:
        self.law, self.gap, self.tolerance = law, gap, tolerance
        super().__init__(law, gap, tolerance)

    def __str__(self) -> str:
        return (
            f"{self.law} (missed by {self.gap:.3g}, tolerance {self.tolerance:g}). "
            "This is a fault of nagara; keep the input and report it"
        )


class DiversionError(NagaraError, ValueError):
    """More taken away from a place than is there.

    Parameters
    ----------
    where
        What the waste is taken from.
    fraction
        The fraction of which there is not enough.
    asked_t, there_t
        What was to be taken and what there is [t].
    """

    code: ClassVar[str] = "more-taken-than-there-is"

    def __init__(self, where: str, fraction: str, asked_t: float, there_t: float) -> None:
        self.where, self.fraction, self.asked_t, self.there_t = where, fraction, asked_t, there_t
        super().__init__(where, fraction, asked_t, there_t)

    def __str__(self) -> str:
        asked, there, excess = map(_tonnes, (self.asked_t, self.there_t, self.asked_t - self.there_t))
        return (
            f"{self.where}: {asked} t of {self.fraction} are taken, but only {there} t are "
            f"there ({excess} t too much); take less of it or correct the amount"
        )


def _tonnes(amount: float) -> str:
    """Whole tonnes, and three digits of what is less than a hundred: 4.26 t of 4.25 t are not 4 t of 4 t."""
    return f"{amount:,.0f}" if abs(amount) >= 100.0 else f"{amount:.3g}"


class ScenarioError(NagaraError, ValueError):
    """A scenario that cannot be, or a city from which none can start.

    Parameters
    ----------
    findings
        What is wrong with it, each as its printed sentence.
    """

    code: ClassVar[str] = "scenario-impossible"

    def __init__(self, findings: Sequence[str]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.findings)

    def __str__(self) -> str:
        return "the scenarios cannot be worked out:\n" + "\n".join(f"  - {text}" for text in self.findings)


class MeasureError(Placed, NagaraError, ValueError):
    """A measure or an answer to a commitment that cannot be meant so."""

    code: ClassVar[str] = "measure-impossible"


class DocumentTextError(Placed, NagaraError, ValueError):
    """A text with its clauses that contradicts itself, so that no link could point into it."""

    code: ClassVar[str] = "document-text-impossible"
