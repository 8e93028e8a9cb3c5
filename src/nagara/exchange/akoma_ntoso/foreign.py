"""Akoma Ntoso that others made: text, blocks and clauses as its markup says, and a finding for what it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from urllib.parse import unquote

from lxml import etree

from nagara.commitments.clauses import Block, Clause, ClauseKind, DocumentText, Mention, Place, Role
from nagara.commitments.documents import Document, DocumentKind, Name, Source
from nagara.errors import UnreadableFileError
from nagara.exchange.akoma_ntoso.identify import UNKNOWN_DAY
from nagara.exchange.akoma_ntoso.names import NAGARA, language_tag
from nagara.findings import Finding
from nagara.findings import Place as FilePlace

__all__ = ["read_foreign"]

SECTION_ROLES: Final = {
    "coverPage": Role.TITLE,
    "preface": Role.TITLE,
    "preamble": Role.PREAMBLE,
    "conclusions": Role.CLOSING,
    "attachments": Role.FURNITURE,
    "components": Role.FURNITURE,
}
OWN_ROLES: Final = {role.value: role for role in Role}
HEADINGS: Final = frozenset({"heading", "subheading", "crossHeading", "longTitle"})
LEAVES: Final = HEADINGS | {"p", "num", "block", "listIntroduction", "listWrapUp", "th", "td"}
INLINE: Final = frozenset(
    {"span", "inline", "b", "i", "u", "sup", "sub", "a", "ref", "rref", "mref", "docTitle", "date"}
)
HOLDERS: Final = frozenset(
    {"recital", "citation", "paragraph", "subparagraph", "article", "section", "clause", "point", "item", "list",
     "indent", "alinea", "level", "tblock", "rule", "part", "chapter", "title", "division", "transitional"}
)  # fmt: skip
OWN_KEY: Final = re.compile(r"(?:rec|para|tblock)_([^_\s]+)")
DEEPEST: Final = 200


@dataclass(slots=True)
class _Draft:
    """A clause while its paragraphs are still being read."""

    eid: str
    section: str
    parent: str
    start: int
    label: str = ""
    stop: int = 0
    mentions: list[Mention] = field(default_factory=list)
    key: str = ""


class _Text:
    """A text that grows paragraph by paragraph."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.drafts: list[_Draft] = []
        self.notes: list[str] = []

    def add(self, words: str, role: Role, *, label: str = "", space: str = "\n") -> int:
        """Append a paragraph, a space before it; where it begins."""
        if self.length:
            self._put(space, Role.SPACE)
        return self._put(words, role, label)

    def _put(self, words: str, role: Role, label: str = "") -> int:
        start = self.length
        self.pieces.append(words)
        self.length += len(words)
        self.blocks.append(Block(role=role, place=Place(start=start, stop=self.length), label=label))
        return start


def read_foreign(held: etree._Element, file: str) -> tuple[Document, DocumentText, tuple[Finding, ...]]:
    """Read a document by its markup alone.

    Raises
    ------
    UnreadableFileError
        If it holds no text.
    """
    text = _Text()
    for section in held:
        name = _local(section)
        if name != "meta":
            _walk(section, name, text, parents=(), depth=0)
    if not text.length:
        raise UnreadableFileError(file, "it holds no text", "Send the file with the text of the document.")
    meta = next((child for child in held if _local(child) == "meta"), None)
    where = FilePlace(file=file)
    findings: list[Finding] = []
    was_ours = meta is not None and any(True for _ in meta.iter(f"{{{NAGARA}}}text"))
    clauses = tuple(_clauses(text, _kinds(meta), findings, where, was_ours=was_ours))
    document = _document(held, meta, text, findings, where)
    unknown = sum(clause.confidence_frac == 0 for clause in clauses)
    if unknown:
        findings.append(Finding(code="akoma-ntoso-kind-unknown", values={"count": unknown}, place=where))
    findings.insert(
        0,
        Finding(
            code="akoma-ntoso-not-ours",
            values={"blocks": sum(block.role is not Role.SPACE for block in text.blocks), "clauses": len(clauses)},
            place=where,
        ),
    )
    body = DocumentText(
        text="".join(text.pieces), blocks=tuple(text.blocks), clauses=clauses, language=document.languages[0]
    )
    return document, body, tuple(findings)


def _walk(element: etree._Element, section: str, text: _Text, *, parents: tuple[_Draft, ...], depth: int) -> None:
    name = _local(element)
    if name in LEAVES or depth > DEEPEST or _has_words(element):
        _leaf(element, name, section, text, parents)
        return
    inside = parents
    if name in HOLDERS and section != "attachments":
        draft = _Draft(
            eid=element.get("eId") or element.get("id") or "",
            section=section,
            parent=parents[-1].eid if parents else "",
            start=-1,
        )
        inside = (*parents, draft)
        text.drafts.append(draft)
    for child in element:
        _walk(child, section, text, parents=inside, depth=depth + 1)


def _leaf(element: etree._Element, name: str, section: str, text: _Text, parents: tuple[_Draft, ...]) -> None:
    words = _Words()
    words.take(element)
    said = words.text
    holder = parents[-1] if parents else None
    if holder is not None and name == "num" and not holder.label:
        holder.label = said
        return
    if not said:
        return
    is_first = holder is not None and holder.start < 0 and name not in HEADINGS
    label = holder.label if holder is not None and is_first else ""
    role = _role(element, name, section, text)
    start = text.add(f"{label} {said}" if label else said, role, label=label)
    shift = start + (len(label) + 1 if label else 0)
    if holder is not None and name not in HEADINGS:
        holder.start = start if is_first else holder.start
        holder.stop = text.length
        holder.mentions += [
            Mention(words=said[begin:end], place=Place(start=shift + begin, stop=shift + end))
            for begin, end in words.mentions
            if end > begin
        ]
    for note in words.notes:
        text.add(note, Role.FOOTNOTE)


class _Words:
    """The words of a paragraph with white space evened out, where it refers elsewhere, and its notes apart."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.length = 0
        self.mentions: list[tuple[int, int]] = []
        self.notes: list[str] = []
        self.wants_space = False

    @property
    def text(self) -> str:
        return "".join(self.out)

    def take(self, element: etree._Element) -> None:
        """Take the words of an element and of what stands inside it."""
        self._say(element.text)
        for child in element:
            self._take_child(child)
            self._say(child.tail)

    def _take_child(self, child: etree._Element) -> None:
        name = _local(child)
        if name == "authorialNote":
            note = _Words()
            note.take(child)
            self.notes += [note.text, *note.notes] if note.text else note.notes
            return
        if name in {"eol", "br"} or name in LEAVES:
            self.wants_space = self.length > 0
        begin = self.length + (1 if self.wants_space and self.length else 0)
        self.take(child)
        if name in {"ref", "rref", "mref"}:
            self.mentions.append((min(begin, self.length), self.length))

    def _say(self, text: str | None) -> None:
        for word in re.split(r"(\s+)", text or ""):
            if not word:
                continue
            if word.isspace():
                self.wants_space = self.length > 0
                continue
            piece = f" {word}" if self.wants_space else word
            self.out.append(piece)
            self.length += len(piece)
            self.wants_space = False


def _role(element: etree._Element, name: str, section: str, text: _Text) -> Role:
    own = OWN_ROLES.get(element.get("class", ""))
    if own is not None:
        return own
    if name in HEADINGS:
        return Role.HEADING
    if section == "conclusions" and any(_local(inside) == "signature" for inside in element.iter()):
        return Role.SIGNATURES
    role = SECTION_ROLES.get(section, Role.OPERATIVE)
    is_titled = any(block.role is Role.TITLE for block in text.blocks)
    return Role.HEADING if role is Role.TITLE and is_titled else role


def _clauses(
    text: _Text, kinds: dict[str, ClauseKind], findings: list[Finding], where: FilePlace, *, was_ours: bool
) -> Iterator[Clause]:
    taken: set[str] = set()
    keys: dict[str, str] = {}
    counts = {"preamble": 0, "conclusions": 0}
    for draft in text.drafts:
        if draft.start < 0:
            continue
        if draft.section in counts:
            counts[draft.section] += 1
        own = OWN_KEY.fullmatch(draft.eid) if was_ours else None
        wanted = unquote(own[1], errors="replace") if own else _key(draft, counts, keys)
        draft.key = _free(wanted, taken)
        if draft.key != wanted:
            values: dict[str, str | float] = {"label": draft.label or wanted, "key": draft.key}
            findings.append(Finding(code="akoma-ntoso-key-twice", values=values, place=where))
        taken.add(draft.key)
        keys[draft.eid] = draft.key
        kind = kinds.get(draft.eid)
        yield Clause(
            key=draft.key,
            label=draft.label,
            role=SECTION_ROLES.get(draft.section, Role.OPERATIVE),
            kind=kind or ClauseKind.FACT,
            place=Place(start=draft.start, stop=draft.stop),
            confidence_frac=1.0 if kind else 0.0,
            reasons=("classified in the file",) if kind else (),
            mentions=tuple(draft.mentions),
            parent=keys.get(draft.parent, "") if draft.parent else "",
        )


def _key(draft: _Draft, counts: dict[str, int], keys: dict[str, str]) -> str:
    """A key from the place in preamble and conclusions, else from the printed number below its parent."""
    if draft.section == "preamble":
        return f"p{counts['preamble']}"
    if draft.section == "conclusions":
        return f"e{counts['conclusions']}"
    number = re.sub(r"^\W+|\W+$", "", draft.label)
    above = keys.get(draft.parent, "") if draft.parent else ""
    if number:
        return f"{above}.{number}" if above else number
    return draft.eid or f"n{len(keys) + 1}"


def _free(wanted: str, taken: set[str]) -> str:
    key, count = wanted, 1
    while key in taken:
        count += 1
        key = f"{wanted}-{count}"
    return key


def _kinds(meta: etree._Element | None) -> dict[str, ClauseKind]:
    codes = {kind.value: kind for kind in ClauseKind}
    if meta is None:
        return {}
    return {
        word.get("href", "").removeprefix("#"): codes[word.get("value", "")]
        for word in meta.iter()
        if _local(word) == "keyword" and word.get("value", "") in codes and word.get("href", "").startswith("#")
    }


def _document(
    held: etree._Element, meta: etree._Element | None, text: _Text, findings: list[Finding], where: FilePlace
) -> Document:
    work = _first(meta, "FRBRWork")
    language = _first(_first(meta, "FRBRExpression"), "FRBRlanguage")
    tag = language_tag(language.get("language", "")) if language is not None else ""
    adopted = _adopted(work)
    if adopted is None:
        findings.append(Finding(code="akoma-ntoso-day-unknown", place=where))
    aliases = [_value(alias) for alias in _all(work, "FRBRalias")]
    title = next((block for block in text.blocks if block.role is Role.TITLE), None)
    said = "".join(text.pieces)
    names = [alias for alias in aliases if alias] or ([title.place.of(said)] if title else [])
    uri = _value(_first(work, "FRBRuri"))
    author = _first(work, "FRBRauthor")
    actor = re.sub(r"[^a-z0-9]+", "-", (author.get("href", "") if author is not None else "").lower()).strip("-")
    country = _value(_first(work, "FRBRcountry")).lower()
    year = str(adopted.year) if adopted else ""
    kinds = {kind.value: kind for kind in DocumentKind}
    stated = [held.get("name", ""), _value(_first(work, "FRBRsubtype"))]
    return Document(
        session="-".join(filter(None, (actor or country or "unknown", year))),
        kind=next((kinds[word] for word in stated if word in kinds), DocumentKind.STATEMENT),
        names=tuple(Name(text=name, language=tag or "und") for name in dict.fromkeys(names)),
        adopted_on=adopted,
        languages=(tag or "und",),
        sources=(Source(url=uri),) if uri else (),
    )


def _adopted(work: etree._Element | None) -> date | None:
    for day in _all(work, "FRBRdate"):
        if day.get("name") != UNKNOWN_DAY:
            try:
                return date.fromisoformat(day.get("date", "")[:10])
            except ValueError:
                continue
    return None


def _first(element: etree._Element | None, name: str) -> etree._Element | None:
    return next(_all(element, name), None)


def _all(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    if element is not None:
        yield from (inside for inside in element.iter() if _local(inside) == name)


def _value(element: etree._Element | None) -> str:
    return element.get("value", "") if element is not None else ""


def _has_words(element: etree._Element) -> bool:
    """Whether it holds words beside its elements, so that it is a paragraph whatever its name."""
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
