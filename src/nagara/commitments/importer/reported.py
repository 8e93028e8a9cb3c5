"""Reports about a document: their sentences say what somebody says was promised, and bind nobody."""

from __future__ import annotations

import re
from dataclasses import replace

from nagara.commitments.clauses import ClauseKind, Place
from nagara.commitments.importer.kinds import Reading, read_kind

__all__ = ["looks_reported", "read_reported"]

_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z .'’]{3,40}"
    r"|[A-Z][\w .'’-]{2,40}(?:, [A-Z][\w. ]{2,20})?(?:,? \w{3,9}\.? \d{1,2}(?:, \d{4})?)?\s?\([A-Z][\w ./]{1,25}\))"
    r"\s?(?:,\s?\w{3,9}\.? \d{1,2}(?:, \d{4})?)?\s?(?:—|–|--|-|:)\s+(?=[^\n]{0,60}[a-z]{2})\S[^\n]{30}",
    re.MULTILINE,
)
_QUOTES = re.compile(
    r"[”\"]\s+(?:he|she|they|the mayor|the governor|[A-Z]\w+)?\s?(?:said|added|told|noted|stressed)"
    r"|\b(?:said|told reporters|according to|added that|as per)\b"
)
_PRESS = re.compile(
    r"\b(?:Photo|File photo|Photo by|Reporter|Read more|Source)\s?:|\b(?:THE \w+ TIMES|newspaper|reporters)\b"
)
_FIRST_PERSON = re.compile(
    r"\b(?:we|our|kami|kita|tayo|namin|aming|chúng tôi|chúng ta|hai bên|các bên)\b|เรา|ข้าพเจ้า", re.IGNORECASE
)
_FORMULA = re.compile(
    r"\b(?:dengan ini|bersepakat|memutuskan|bersetuju|cam kết|tuyên bố|nangangako|pinagtitibay|"
    r"do hereby|hereby|we commit|we pledge|we resolve|we will|we call upon|we, the|have agreed as follows)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^”\"]{0,600}[”\"]")
_LOOKED_AT = 8000
_ENOUGH = 2
_NUMBERED = re.compile(
    r"^[ \t*_#-]{0,6}(?:(?:Article|Decision|Resolution|Commitment|Pasal|Điều|Artikulo|Perkara|ข้อ) ?)?"
    r"[\dIVX๐-๙]{1,3}[./)]"
    r"|^[ \t*_]{0,6}(?:KE|PER|IKA|PANG)[A-Z]{3,12}\b",
    re.MULTILINE,
)
_MANY = 3
_PLANS = re.compile(r"\b(?:is|are)\s+planning\s+to\b|\bplans?\s+(?:also\s+)?(?:to|includes?)\b", re.IGNORECASE)


def looks_reported(text: str) -> tuple[bool, float]:
    """Whether a text reports about a document, and how sure that is [frac]; only its beginning is looked at."""
    head = _QUOTED.sub(" ", text[:_LOOKED_AT])
    words = max(1, len(head.split()))
    score = 2 * bool(_DATELINE.search(head)) + bool(_PRESS.search(text[:_LOOKED_AT]))
    score += min(2, len(_QUOTES.findall(text[:_LOOKED_AT])))
    score += len(_FIRST_PERSON.findall(head)) / words < 0.002 and words > 80
    score -= 3 * bool(_FORMULA.search(head)) + 2 * (len(_NUMBERED.findall(head)) >= _MANY)
    return score >= _ENOUGH, min(0.95, 0.5 + 0.1 * abs(score - 1))


def read_reported(text: str, said: Place, language: str) -> Reading:
    """What a report says that somebody does; half as sure as the document's own words."""
    found = read_kind(text, said.start, said.stop, language=language)
    if _PLANS.search(text, said.start, said.stop):
        found = replace(found, kind=ClauseKind.COMMITMENT, reasons=("plan to",), confidence_frac=0.6)
    return replace(found, confidence_frac=round(found.confidence_frac * 0.8, 3))
