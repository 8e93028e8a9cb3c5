"""Names in Akoma Ntoso: namespaces, identifiers of works and clauses, languages, characters that XML refuses."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from nagara.commitments.clauses import Clause, Part, Role
from nagara.commitments.documents import Document

__all__ = [
    "AKN",
    "COUNTRY",
    "NAGARA",
    "UNSAFE",
    "clause_eid",
    "expression_iri",
    "from_attribute",
    "language_code",
    "language_tag",
    "part_eid",
    "to_attribute",
    "work_iri",
    "year_of",
]

AKN: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
NAGARA: Final = "urn:nagara:commitments:1"
COUNTRY: Final = "xa"
"""Pseudo-country of works that belong to no country. ISO 3166-1 leaves ``XA`` to its users; here it stands
for what a forum of cities of several countries adopts."""

UNSAFE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""
_ESCAPED: Final = re.compile(r"\\(\\|[0-9a-f]{4})")
_PREFIX: Final = MappingProxyType({Role.PREAMBLE: "rec", Role.OPERATIVE: "para", Role.REPORTED: "para"})
_OTHER_PREFIX: Final = "tblock"

_LANGUAGES: Final = MappingProxyType(
    {
        "en": "eng",
        "th": "tha",
        "vi": "vie",
        "lo": "lao",
        "km": "khm",
        "my": "mya",
        "id": "ind",
        "ms": "msa",
        "fil": "fil",
        "tl": "tgl",
        "zh": "zho",
        "ta": "tam",
        "pt": "por",
        "tet": "tet",
        "fr": "fra",
        "es": "spa",
        "de": "deu",
        "it": "ita",
        "ja": "jpn",
        "ko": "kor",
        "ar": "ara",
        "ru": "rus",
    }
)


def clause_eid(clause: Clause) -> str:
    """Permanent identifier of a clause inside its document, the same in every language.

    Examples
    --------
    >>> from nagara.commitments.clauses import ClauseKind, Place
    >>> clause = Clause(
    ...     key="2", label="2.", role=Role.OPERATIVE, kind=ClauseKind.COMMITMENT, place=Place(start=0, stop=1)
    ... )
    >>> clause_eid(clause)
    'para_2'
    """
    return f"{_PREFIX.get(clause.role, _OTHER_PREFIX)}_{_token(clause.key)}"


def part_eid(clause: Clause, part: Part) -> str:
    """Permanent identifier of a part, as in ``para_2__span_g``."""
    return f"{clause_eid(clause)}__span_{_token(part.key)}"


def _token(key: str) -> str:
    """A key without spaces and underscores, which part the steps of an identifier."""
    return quote(key.encode("utf-8", "surrogatepass"), safe=".-()").replace("_", "%5F")


def year_of(session: str) -> int | None:
    """Year in the id of a session, as in ``amf-2024``."""
    years = re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", session)
    return int(years[-1]) if years else None


def work_iri(document_id: str) -> str:
    """Identifier of a document of the register as a work, whatever its language.

    Examples
    --------
    >>> work_iri("amf-2024-declaration")
    '/akn/xa/statement/amf/2024/amf-2024-declaration'
    """
    forum = re.split(r"-(?=(?:19|20)\d\d(?!\d))", document_id, maxsplit=1)[0]
    year = year_of(document_id)
    return "/".join(
        ["/akn", COUNTRY, "statement", _token(forum) or "forum", str(year or "unknown"), _token(document_id)]
    )


def expression_iri(document: Document, language: str) -> str:
    """Identifier of a document in one language."""
    day = document.adopted_on.isoformat() if document.adopted_on else ""
    return f"{work_iri(document.id)}/{language_code(language)}@{day}"


def language_code(tag: str) -> str:
    """Three letters for a BCP 47 tag; the tag itself where its language is not listed.

    Examples
    --------
    >>> language_code("vi"), language_code("pt-TL"), language_code("xx")
    ('vie', 'por', 'xx')
    """
    base = tag.split("-")[0].lower()
    return _LANGUAGES.get(base, base if re.fullmatch("[a-z]{2,8}", base) else "und")


def language_tag(code: str) -> str:
    """The shortest BCP 47 tag for a code of two or three letters."""
    known = {three: two for two, three in _LANGUAGES.items()}
    return known.get(code.lower(), code)


def to_attribute(text: str) -> str:
    """A text that XML can hold, and that :func:`from_attribute` turns back exactly."""
    return UNSAFE.sub(lambda match: f"\\{ord(match[0]):04x}", text.replace("\\", "\\\\"))


def from_attribute(text: str) -> str:
    """The text that was written by :func:`to_attribute`."""
    return _ESCAPED.sub(lambda match: "\\" if match[1] == "\\" else chr(int(match[1], 16)), text)
