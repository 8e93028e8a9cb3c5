"""Why nagara cannot answer: each error says what, where and how to mend it.

A doubt that still allows an answer is a :class:`nagara.findings.Finding`, never an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence


class NagaraError(Exception):
    """The root of all errors that nagara raises on purpose."""

    code: ClassVar[str] = "nagara-error"


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
        return f"{self.what} {self.value!r} is not known; use one of: {', '.join(self.known)}"


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
