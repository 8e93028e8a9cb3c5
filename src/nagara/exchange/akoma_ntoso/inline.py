"""Marks inside a paragraph: what nests becomes an element around its words, what overlaps a marker before them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from nagara.exchange.akoma_ntoso.names import AKN, NAGARA, UNSAFE

__all__ = ["Mark", "fill", "nested"]

DEEPEST: Final = 40
"""Marks inside one another, beyond which the inner ones become markers."""
CODE: Final = f"{{{NAGARA}}}code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something said of a stretch of the text.

    Parameters
    ----------
    start, stop
        The stretch.
    element
        Akoma Ntoso's name for it, without namespace.
    attributes
        Of the element.
    must_stay
        Whether it has an identifier, so that it becomes a marker where it cannot nest.
    """

    start: int
    stop: int
    element: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    must_stay: bool = False


def nested(marks: Iterable[Mark], start: int, stop: int) -> list[Mark]:
    """The marks that begin in a stretch, cut to what nests: outer ones first, a marker where one would cross."""
    inside: list[Mark] = []
    ends = [stop]
    for mark in sorted(marks, key=lambda each: (each.start, -each.stop)):
        while len(ends) > 1 and ends[-1] <= mark.start:
            ends.pop()
        if mark.start < mark.stop <= ends[-1] and mark.start >= start and len(ends) <= DEEPEST:
            inside.append(mark)
            ends.append(mark.stop)
        elif mark.must_stay:
            inside.append(_as_marker(mark))
    return inside


def _as_marker(mark: Mark) -> Mark:
    attributes = {"name": mark.attributes.get("class", "mark"), **mark.attributes}
    return replace(mark, stop=mark.start, element="marker", attributes=attributes)


def fill(parent: etree._Element, text: str, start: int, stop: int, marks: Sequence[Mark]) -> None:
    """Write ``text[start:stop]`` into an element, every character of it, with its nested marks."""
    at, place = start, 0
    while place < len(marks):
        mark = marks[place]
        following = place + 1
        while following < len(marks) and mark.stop > mark.start and marks[following].start < mark.stop:
            following += 1
        _say(parent, text[at : mark.start])
        own = etree.SubElement(parent, f"{{{AKN}}}{mark.element}")
        for name, value in mark.attributes.items():
            own.set(name, value)
        fill(own, text, mark.start, mark.stop, marks[place + 1 : following])
        at, place = mark.stop, following
    _say(parent, text[at:stop])


def _say(parent: etree._Element, text: str) -> None:
    """Append characters; one that XML cannot hold becomes a marker with its code."""
    at = 0
    for match in UNSAFE.finditer(text):
        _append(parent, text[at : match.start()])
        marker = etree.SubElement(parent, f"{{{AKN}}}marker", {"name": "character"})
        marker.set(CODE, f"{ord(match[0]):04x}")
        at = match.end()
    _append(parent, text[at:])


def _append(parent: etree._Element, text: str) -> None:
    if not text:
        return
    if len(parent):
        last = parent[-1]
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
