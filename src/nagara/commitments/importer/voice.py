"""Whether a text declares anything at all: minutes and recipes name much to do, and nobody promises it there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from nagara.commitments.clauses import Clause, ClauseKind, Role
from nagara.commitments.importer.vocabulary import openings

__all__ = ["MINUTES", "UNSURE_FRAC", "VOICELESS", "why_no_declaration"]

MINUTES, VOICELESS = "minutes", "voiceless"
UNSURE_FRAC = 0.3
"""No kind of a text that declares nothing is proposed with more confidence."""
_FEWEST_WORDS, _LOOKED_AT, _TITLE_LINES, _ENOUGH = 40, 8000, 8, 2
_STRONG_FRAC, _FAIR_FRAC = 0.85, 0.55
_KINDS = re.compile(
    r"\b(?:declaration|communiqu[eé]|statement|charter|resolutions?|decisions?|pledge|compact|agenda|accord|manifesto|"
    r"call (?:to|for)|commitments?|covenant|consensus|pact|agreement|deklarasi|perisytiharan|piagam|ikrar|komunike|"
    r"deklarasyon|pahayag|panata|tuyên bố|tuyên ngôn|thông cáo|nghị quyết)\b"
    r"|ปฏิญญา|แถลงการณ์|ຖະແຫຼງການ|សេចក្ដីប្រកាស|សេចក្តីប្រកាស|ကြေညာ",
    re.IGNORECASE,
)
_OF_MINUTES = (
    re.compile(
        r"\b(?:draft )?minutes of\b|^minutes\b|\bbiên bản\b|\bnotulen\b|\bminit mesyuarat\b|\bkatitikan\b", re.I | re.M
    ),
    re.compile(r"^[*_# ]{0,4}(?:present|attendees|in attendance|attendance|hadir|thành phần)\b", re.I | re.M),
    re.compile(r"\bapologies\b", re.I),
    re.compile(r"\bmatters arising\b|\bprevious minutes\b|\bminutes of the (?:last|previous)\b", re.I),
    re.compile(r"^[*_\- ]{0,4}action(?: item| point)?s?\s{0,2}[:(\d]", re.I | re.M),
    re.compile(r"\bmeeting (?:was )?(?:opened|closed|adjourned|started|ended)\b", re.I),
    re.compile(r"^[*_ ]{0,4}(?:chair|minute[- ]taker|secretary|recorder)\s?:", re.I | re.M),
    re.compile(r"\bany other business\b|\bAOB\b", re.I),
)


def why_no_declaration(text: str, clauses: Iterable[Clause], language: str) -> str:
    """Why a text does not look like a declaration: ``minutes``, ``voiceless``, or empty where it does.

    Parameters
    ----------
    text, language
        The text; one of a few words is taken as it is.
    clauses
        What was read in it.
    """
    if len(text) < _LOOKED_AT and len(text.split()) < _FEWEST_WORDS:
        return ""
    head = text[:_LOOKED_AT]
    title = "\n".join([line for line in head.splitlines() if line.strip()][:_TITLE_LINES])
    if _KINDS.search(title):
        return ""
    if sum(bool(each.search(head)) for each in _OF_MINUTES) >= _ENOUGH:
        return MINUTES
    return "" if any(_speaks(each, language) for each in clauses) else VOICELESS


def _speaks(clause: Clause, language: str) -> bool:
    """Whether somebody adopts, promises, asks or reaffirms in the words of a declaration."""
    if clause.role is Role.ADOPTION:
        return True
    if clause.kind is ClauseKind.FACT or clause.confidence_frac < _FAIR_FRAC:
        return False
    said = set(clause.reasons)
    return bool(said & (_performatives(language) | _performatives("en"))) or any(
        each.startswith(("will ", "shall ", "hereby")) for each in said
    )


@cache
def _performatives(language: str) -> frozenset[str]:
    return frozenset(
        " ".join(each.words).replace(" *", "")
        for many in openings(language).values()
        for each in many
        if each.kind is not ClauseKind.FACT and each.strength_frac >= (_STRONG_FRAC if language == "en" else 0.6)
    )
