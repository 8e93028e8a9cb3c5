"""Read Akoma Ntoso: our own files exactly, those of others as well as can be, and nothing that reaches outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from nagara.commitments.clauses import DocumentText
from nagara.commitments.documents import Document
from nagara.errors import UnreadableFileError
from nagara.exchange.akoma_ntoso.foreign import read_foreign
from nagara.exchange.akoma_ntoso.inline import CODE
from nagara.exchange.akoma_ntoso.names import AKN, to_attribute
from nagara.exchange.akoma_ntoso.standoff import digest, read_document, read_text, tag
from nagara.findings import Finding, Place

__all__ = ["LARGEST_BYTES", "Reading", "read_akoma_ntoso"]

LARGEST_BYTES: Final = 20_000_000
LONGEST_WHY: Final = 200
SECTIONS: Final = ("preface", "preamble", "mainBody", "conclusions")
MEND: Final = "Ask for the file again, or check it with an XML editor."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an Akoma Ntoso file says.

    Parameters
    ----------
    document, text
        The document, and its text in the language of the file.
    findings
        What a person should know, first of all where the file is not ours or was changed since.
    is_ours
        Whether blocks and clauses stand as nagara wrote them.
    """

    document: Document
    text: DocumentText
    findings: tuple[Finding, ...]
    is_ours: bool


def read_akoma_ntoso(data: bytes, *, file: str = "document.xml") -> Reading:
    """Read an Akoma Ntoso document.

    Parameters
    ----------
    data
        The file.
    file
        Its name, for messages.

    Raises
    ------
    UnreadableFileError
        If it is too large, is no XML, brings a document type of its own, is no Akoma Ntoso, or holds no text.
    """
    root = _root(data, file)
    held = _document_element(root, file)
    findings: list[Finding] = []
    namespace = etree.QName(root).namespace or "none"
    if namespace != AKN:
        findings.append(
            Finding(code="akoma-ntoso-other-version", values={"namespace": namespace}, place=Place(file=file))
        )
    ours = _as_ours(held, file, findings) if namespace == AKN else None
    if ours is not None:
        return Reading(document=ours[0], text=ours[1], findings=tuple(findings), is_ours=True)
    document, text, doubts = read_foreign(held, file)
    return Reading(document=document, text=text, findings=(*findings, *doubts), is_ours=False)


def _root(data: bytes, file: str) -> etree._Element:
    if len(data) > LARGEST_BYTES:
        size = f"{len(data) / 1e6:.0f} MB"
        raise UnreadableFileError(
            file, f"it has {size}; more than 20 MB are not read", "Send its documents one by one."
        )
    if b"<!DOCTYPE" in data.replace(b"\0", b""):
        _refuse_doctype(file)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFileError(file, f"line {error.lineno or 1} is no XML: {error.msg}", MEND) from None
    except (LookupError, ValueError) as error:
        raise UnreadableFileError(file, f"it is no XML: {error}", MEND) from None
    if root.getroottree().docinfo.internalDTD is not None:
        _refuse_doctype(file)
    return root


def _refuse_doctype(file: str) -> None:
    raise UnreadableFileError(
        file, "it brings a document type of its own, which is not read", "Delete everything from <!DOCTYPE to its end."
    )


def _document_element(root: etree._Element, file: str) -> etree._Element:
    name = etree.QName(root).localname
    children = [child for child in root if isinstance(child.tag, str)]
    if name != "akomaNtoso" or not children:
        why = f"line {root.sourceline}: its first element is {name}" if name != "akomaNtoso" else "it holds no document"
        raise UnreadableFileError(file, f"{why}; Akoma Ntoso begins with akomaNtoso and a document in it", MEND)
    return children[0]


def _as_ours(held: etree._Element, file: str, findings: list[Finding]) -> tuple[Document, DocumentText] | None:
    """The document as nagara wrote it; ``None`` and a finding where it did not, or where it was changed."""
    facts, places = held.find(f".//{tag('document')}"), held.find(f".//{tag('text')}")
    if facts is None or places is None:
        return None
    text = "".join(_characters(section) for section in held if etree.QName(section).localname in SECTIONS)
    if places.get("sha256") != digest(text):
        findings.append(Finding(code="akoma-ntoso-text-changed", place=Place(file=file)))
        return None
    try:
        return read_document(facts), read_text(places, text)
    except (ValueError, OverflowError) as error:
        values = {"why": to_attribute(str(error))[:LONGEST_WHY]}
        where = Place(file=file, row=places.sourceline or 1)
        findings.append(Finding(code="akoma-ntoso-notes-damaged", values=values, place=where))
    return None


def _characters(element: etree._Element) -> str:
    """Every character inside the numbers and paragraphs of a section; what stands between them is layout."""
    return "".join(_words(leaf) for leaf in element.iter(f"{{{AKN}}}p", f"{{{AKN}}}num") if isinstance(leaf.tag, str))


def _words(leaf: etree._Element) -> str:
    pieces = [leaf.text or ""]
    for child in leaf:
        code = child.get(CODE)
        try:
            pieces.append(chr(int(code, 16)) if code else _words(child))
        except (ValueError, OverflowError):
            pieces.append("\N{REPLACEMENT CHARACTER}")
        pieces.append(child.tail or "")
    return "".join(pieces)
