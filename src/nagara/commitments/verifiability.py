"""Could a stranger find out whether a promise was kept? Asked when it is written, not when it is late.

After the test that the Open Government Partnership's reviewers apply to commitments: a promise is
verifiable if what was to be done, and whether it was, can be told from outside. Here that is five
questions: who, measured by what, how much, by when, and for a change, from where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from nagara.commitments.measures import OPEN, RELATIVE, Aspect, Measure, Target, YesNo
from nagara.evidence import codelist
from nagara.findings import Finding

__all__ = ["Grade", "Verdict", "vague_words", "verifiability"]


class Grade(StrEnum):
    """Whether a stranger could tell."""

    VERIFIABLE = "verifiable"
    PARTLY = "partly"
    NOT = "not"


QUESTIONS: Final[dict[Aspect, tuple[str, str, str]]] = {
    Aspect.OWNER: ("who", "measure-owner-open", "measure-owner-not-entered"),
    Aspect.ANSWERING: ("measured by what", "measure-answering-open", "measure-answering-not-entered"),
    Aspect.TARGET: ("how much", "measure-target-open", "measure-target-not-entered"),
    Aspect.DUE: ("by when", "measure-due-open", "measure-due-not-entered"),
    Aspect.BASELINE: ("from where", "measure-baseline-open", "measure-baseline-not-entered"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a stranger could tell if a promise was kept.

    Parameters
    ----------
    grade
        The answer.
    answered, unanswered
        Which of the questions have an answer: who, measured by what, how much, by when, from where.
    findings
        What is missing or vague, each with how to mend it.
    """

    grade: Grade
    answered: tuple[str, ...]
    unanswered: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def reason(self) -> str:
        """Why it has its grade, in English."""
        if not self.unanswered:
            return "It says " + ", ".join(self.answered) + "."
        said = f"It says {', '.join(self.answered)}, but not" if self.answered else "It does not say"
        return f"{said} {', '.join(self.unanswered)}."


def verifiability(measure: Measure, words: str = "", *, language: str = "en") -> Verdict:
    """Ask of a promise the questions that its reader will ask later.

    Parameters
    ----------
    measure
        How the part is measured, as far as it is known.
    words
        The part as the text has it; searched for verbs that bind to nothing.
    language
        BCP 47 tag of the words.

    Returns
    -------
    Verdict
        *Verifiable* if no question is left; *not* if it cannot be told what is measured, or neither how
        much nor by when; else *partly*. Vague words are pointed out and do not lower the grade: what
        counts is whether the rest makes up for them.

    References
    ----------
    Open Government Partnership, Independent Reporting Mechanism: verifiability of commitments.
    """
    asked = [aspect for aspect in QUESTIONS if aspect is not Aspect.BASELINE or _needs_baseline(measure)]
    open_ones = [aspect for aspect in asked if measure.says(aspect) in (None, OPEN)]
    findings = [*_missing(measure, open_ones), *_vague(measure, words, language)]
    if not open_ones:
        grade = Grade.VERIFIABLE
    elif Aspect.ANSWERING in open_ones or {Aspect.TARGET, Aspect.DUE} <= set(open_ones):
        grade = Grade.NOT
    else:
        grade = Grade.PARTLY
    return Verdict(
        grade=grade,
        answered=tuple(QUESTIONS[aspect][0] for aspect in asked if aspect not in open_ones),
        unanswered=tuple(QUESTIONS[aspect][0] for aspect in open_ones),
        findings=tuple(findings),
    )


def vague_words(words: str, *, language: str = "en") -> tuple[tuple[str, str], ...]:
    """Words that bind to nothing, each as the text has it with what is vague about it.

    Examples
    --------
    >>> [said for said, _ in vague_words("promoting green tourism where appropriate")]
    ['promoting', 'where appropriate']
    """
    found = [
        (match.start(), match[0], why)
        for pattern, why in _patterns(language.split("-")[0].lower())
        for match in pattern.finditer(words)
    ]
    return tuple((said, why) for _, said, why in sorted(found))


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = codelist("vague_word").entries.values()
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row["why"]) for row in rows if row["language"] == language)


def _needs_baseline(measure: Measure) -> bool:
    """A yes comes from no; a change is nothing without its start; elsewhere it helps, and its lack is a note."""
    return isinstance(measure.target, Target) and measure.target.aim in RELATIVE


def _missing(measure: Measure, open_ones: list[Aspect]) -> Iterator[Finding]:
    for aspect in QUESTIONS:
        said = measure.says(aspect)
        if aspect in open_ones and aspect is Aspect.BASELINE and isinstance(measure.target, Target):
            yield Finding(
                code="measure-change-without-baseline",
                values={"part": measure.part_id, "percent": measure.target.value * 100},
            )
        is_wanted = aspect is not Aspect.BASELINE or not isinstance(measure.answering, YesNo)
        if said in (None, OPEN) and is_wanted:
            yield Finding(code=QUESTIONS[aspect][1 if said is OPEN else 2], values={"part": measure.part_id})


def _vague(measure: Measure, words: str, language: str) -> Iterator[Finding]:
    for said, why in vague_words(words, language=language):
        yield Finding(
            code="measure-words-vague",
            values={"part": measure.part_id, "words": " ".join(said.split()), "why": why},
        )
