"""Earlier documents and frameworks that a text names, recognised against a list that the caller gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nagara.commitments.clauses import Mention, Place
from nagara.commitments.documents import Document
from nagara.commitments.importer.dates import written_year

__all__ = ["KnownDocument", "known_from", "mentions_in"]

_KINDS = (
    "Declaration|Communiqué|Communique|Action Agenda|Agenda|Charter|Framework|Agreement|Accord|Vision|Master Plan|"
    "Strategic Plan|Work Plan|Action Plan|Plan of Action|Plan|Strategy|Protocol|Convention|Pact|Goals|Roadmap|"
    "Statement|Compact|Blueprint|Call to Action|Commitment|Pledge|Consensus|Outcome Document|Programme of Action|"
    "Platform for Action|Pathway|Initiative|Covenant|Manifesto|Principles|Resolution|Treaty|Treaties|Concordat|"
    "Memorandum of Understanding|Memorandum|Understanding|Directive|Law|Act|"
    "Limits"
)
_NAME = re.compile(
    rf"(?:(?:[A-Z][\w’'\-–/]{{1,30}}|of|on|for|to)\s){{0,7}}?[A-Z][\w’'\-–/]{{1,30}}\s(?:{_KINDS})\b"
    r"(?:\s(?:of|on|for)\s(?:the\s)?(?:[A-Z][\w’'\-–]{1,30})"
    r"(?:\s(?:\([A-Z]{2,8}\)\s|of\s|and\s|for\s|on\s)?[A-Z][\w’'\-–]{1,30}){0,8})?"
    r"(?:\s(?:\([A-Za-z]{2,8}\)\s?)?(?:(?:(?:signed|adopted|concluded)\s)?(?:of|in)\s)?\(?(?P<year>(?:19|20|21|25)\d\d)\)?)?"
)
_OF_NAME = re.compile(
    rf"(?:20\d\d\s)?\b(?:{_KINDS})\s(?:of|on|for)\s(?:the\s)?(?:[A-Z0-9][\w’'\-–]{{1,30}})(?:\s(?:\([A-Z]{{2,8}}\)\s?|of\s|and\s|for\s|on\s|the\s)?[A-Z0-9][\w’'\-–]{{1,30}}){{0,8}}"
    r"(?:\s(?:(?:(?:signed|adopted|concluded)\s)?(?:of|in)\s)?\(?(?P<year>(?:19|20|21|25)\d\d)\)?)?"
)
_OTHER_KINDS = (
    "Deklarasi|Piagam|Perjanjian|Persetujuan|Resolusi|Kesepakatan|Konvensi|Konvensyen|Kerangka|Agenda|Protokol|Pelan|"
    "Rencana Aksi|Komunike|Ikrar|Memorandum|Perisytiharan|Visi|Wawasan|Deklarasyon|Kasunduan|Tratado|"
    "Karta|Panata|Balangkas|"
    "Tuyên bố|Hiến chương|Hiệp định|Thoả thuận|Thỏa thuận|Công ước|Nghị quyết|Nghị định thư|Khung hành động|Tầm nhìn|"
    "Chương trình nghị sự|Bản ghi nhớ|Biên bản ghi nhớ"
)
_OTHER_NAME = re.compile(
    rf"\b(?:{_OTHER_KINDS})(?:\s(?:ng|sa|về|of|tentang|mengenai|mga|untuk|bagi|para sa|tungkol sa|chung))?"
    r"(?:\s(?:(?:dan|và|at|ng|sa|untuk)\s)?[A-ZĐÀ-ỸÂÊÔƠƯ0-9][\w’'-]{0,30}){1,8}"
    r"(?:\s(?:tahun|năm|ng|taong|pada)\s(?:năm\s|tahun\s|taong\s)?\(?(?P<year>(?:19|20|21|25)\d\d)\)?)?"
)
_THAI_NAME = re.compile(
    r"(?:ปฏิญญา|กฎบัตร|ความตกลง|อนุสัญญา|กรอบการดำเนินงาน|กรอบงาน|วาระการพัฒนา|แถลงการณ์|ข้อตกลง|พิธีสาร|แผนปฏิบัติการ)(?!นี้|ฉบับนี้|ร่วมนี้)"
    r"[\u0e00-\u0e7f]{2,40}(?:\s?(?:พ\.ศ\.|ค\.ศ\.|ปี)?\s?(?P<year>[\d๐-๙]{4}))?"
)
_SHORT = re.compile(r"\b(?:SDGs?|(?:2030|2063)\sAgenda|Agenda\s(?:2030|2063|21)|NDCs?)\b")
_NUMBERED = re.compile(r"\b(?:Resolution|Decision)\s(?:No\.?\s)?(?:[A-Z]{1,8}[/.-])?\d{1,4}(?:[/.-]\d{1,4}){1,3}(?!\w)")
_LEADING = frozenset(
    ("the", "and", "of", "on", "for", "to", "this", "our", "these", "we", "in", "namely", "also", "its")
)
_KINDS_ALONE = frozenset(word.lower() for kind in re.split(r"[| ]", _KINDS) for word in (kind,))
_SELF = frozenset(("this", "present", "the", "our", "a", "joint"))
_YEAR_BEHIND = re.compile(r"\s{0,3}(?:\([A-Za-z]{2,10}\)\s{0,2})?[(\[]?((?:19|20|21|25)\d\d)(?!\d)\)?")
_YEAR_IN_NAME = re.compile(r"(?<!\d)((?:19|20|21)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDocument:
    """A document or framework that the caller knows.

    Parameters
    ----------
    id
        Its id in the caller's register.
    names
        What it is called, in any language, short names included.
    year
        Tells documents of one name apart; ``None`` where a name stands for one document in every year.
    """

    id: str
    names: tuple[str, ...]
    year: int | None = None


def known_from(documents: Iterable[Document]) -> tuple[KnownDocument, ...]:
    """The register's documents as the importer recognises them; their year is that of the session."""
    return tuple(
        KnownDocument(id=each.id, names=tuple(name.text for name in each.names), year=_year_of(each))
        for each in documents
    )


def mentions_in(text: str, start: int, stop: int, known: Sequence[KnownDocument] = ()) -> tuple[Mention, ...]:
    """Documents named in a stretch, in order; one that nobody knows has an empty id, and so has one in doubt.

    Two documents of one name are told apart by the year behind the name; without it, none is chosen.
    """
    found = [*_known_in(text, start, stop, known), *_unknown_in(text, start, stop)]
    kept: list[Mention] = []
    for each in sorted(found, key=lambda each: (each.place.start, not each.document_id, -each.place.stop)):
        clash = next((other for other in kept if each.place.start < other.place.stop), None)
        if clash is None:
            kept.append(each)
        elif each.document_id and not clash.document_id:
            kept[kept.index(clash)] = each
    return tuple(sorted(kept, key=lambda each: each.place.start))


def _known_in(text: str, start: int, stop: int, known: Sequence[KnownDocument]) -> list[Mention]:
    lowered = text[start:stop].lower() if known else ""
    by_place: dict[tuple[int, int], list[KnownDocument]] = {}
    for document in known:
        for name in document.names:
            words = name.lower().split()
            if not words or words[0] not in lowered:
                continue
            pattern = re.compile(
                _edge(name[:1]) + r"\s{1,3}".join(map(re.escape, name.split())) + _edge(name[-1:]), re.IGNORECASE
            )
            for match in pattern.finditer(text, start, stop):
                by_place.setdefault((match.start(), match.end()), []).append(document)
    return [_chosen(text, place, stop, many) for place, many in by_place.items()]


def _chosen(text: str, place: tuple[int, int], stop: int, many: Sequence[KnownDocument]) -> Mention:
    begin, end = place
    behind = _YEAR_BEHIND.match(text, end, stop)
    year = written_year(behind[1]) if behind else None
    if behind is not None and year is not None:
        end = behind.end()
    within = _YEAR_IN_NAME.search(text, begin, place[1])
    fitting = [each for each in many if year is None or each.year in {None, year} or within is not None]
    ids = {each.id for each in fitting}
    said = year if year is not None else written_year(within[1]) if within else None
    return Mention(
        words=text[begin:end],
        place=Place(start=begin, stop=end),
        document_id=ids.pop() if len(ids) == 1 else "",
        year=said,
    )


def _unknown_in(text: str, start: int, stop: int) -> list[Mention]:
    found: list[Mention] = []
    for pattern in (_NAME, _OF_NAME, _SHORT, _NUMBERED, _OTHER_NAME, _THAI_NAME):
        for match in pattern.finditer(text, start, stop):
            if pattern is _NUMBERED and not any(each.isalnum() for each in text[start : match.start()]):
                continue  # its own number
            begin, end = _without_leading(text, match.start(), match.end())
            words = text[begin:end].split()
            if len(words) < 2 and pattern not in {_SHORT, _THAI_NAME}:
                continue
            if (
                {word.lower() for word in words[:-1]} <= _SELF
                or _is_a_kind_alone(words)
                or words[0].isupper()
                and len(words[0]) > 9
            ):
                continue
            digits = match.groupdict().get("year") or next(iter(_YEAR_IN_NAME.findall(text[begin:end])), "")
            found.append(
                Mention(
                    words=text[begin:end],
                    place=Place(start=begin, stop=end),
                    year=written_year(digits) if digits else None,
                )
            )
    return found


def _is_a_kind_alone(words: Sequence[str]) -> bool:
    """Whether a name is but a kind of document: "Work Plan", "Action Agenda"."""
    return {word.lower() for word in words} <= _KINDS_ALONE


def _without_leading(text: str, begin: int, end: int) -> tuple[int, int]:
    first, _, rest = text[begin:end].partition(" ")
    if rest.lower().startswith("the "):
        begin += len(first) + len("the ") + 1
    while begin < end:
        word, gap, _ = text[begin:end].partition(" ")
        if not gap or word.lower() not in _LEADING:
            return begin, end
        begin += len(word) + 1
    return begin, end


def _edge(letter: str) -> str:
    return r"\b" if letter.isascii() and letter.isalnum() else ""


def _year_of(document: Document) -> int | None:
    digits = _YEAR_IN_NAME.findall(document.session)
    return int(digits[-1]) if digits else None
