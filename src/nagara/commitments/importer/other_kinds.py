"""Kinds of sentences in other languages than English, by the phrases of the table."""

from __future__ import annotations

import re

from nagara.commitments.clauses import ClauseKind
from nagara.commitments.importer.numbering import mark_of
from nagara.commitments.importer.other_parts import acts_by_prefix
from nagara.commitments.importer.readings import Reading, under
from nagara.commitments.importer.vocabulary import Opening, marks, openings, verbs

__all__ = ["opens_in", "read_by_phrases"]

_LOOKED_AT = 400
_WITHOUT_SPACES = frozenset(("th", "lo", "km", "my"))
_ASKS_THAT = frozenset(("id", "ms"))
_ALL_NAMED = re.compile(r"(?:\s[\w-]{2,30}){0,6}?(?=\s(?:agar|supaya|untuk)\b)")
"""Words between somebody who is asked and "that": "perusahaan perkebunan agar", "syarikat perkapalan supaya"."""
_NAME_BEHIND = re.compile(r"(?:\s(?:(?:ng|sa|và|dan|at)\s)?[A-ZĐÀ-Ỹ][\w-]{1,30}){1,6}")


def read_by_phrases(text: str, start: int, stop: int, language: str, chapeau: Reading | None) -> Reading:
    """Decide by the first opening of the table that stands in the first words; the longer of two at one place."""
    head = text[start : min(stop, start + _LOOKED_AT)].lower()
    best = _first_opening(head, language)
    ours = any(head.lstrip("*_ ").startswith(word) for word in marks("we", language))
    bare = head.lstrip("*_ -•")
    acts = bare.startswith(tuple(verbs(language)) or ("\0",)) or acts_by_prefix(bare, language)
    says_other = best is not None and best[0] == 0 and best[1].kind is not ClauseKind.COMMITMENT
    if chapeau is not None and not ours and not says_other and (best is None or best[0] > 0 or acts):
        return Reading(
            kind=chapeau.kind,
            is_wish=chapeau.is_wish,
            confidence_frac=0.7,
            addressees=chapeau.addressees,
            reasons=chapeau.reasons,
        )
    if best is None:
        kind = ClauseKind.COMMITMENT if acts else ClauseKind.FACT
        return Reading(kind=kind, confidence_frac=0.55 if acts else 0.3, is_finite=ours)
    at, opening = best
    found = Reading(
        kind=opening.kind,
        is_wish=opening.is_wish,
        confidence_frac=opening.strength_frac * (0.9 if at < 60 else 0.6),
        reasons=(" ".join(opening.words),),
        is_finite=ours,
        is_ours=ours,
        addressees=_named_after(text, start + at, stop, language, opening)
        if opening.kind is ClauseKind.REQUEST
        else (),
    )
    return under(found, chapeau)


def opens_in(words: str, language: str) -> bool:
    """Whether a paragraph opens with words of the tables of a language, its number aside."""
    head = words[mark_of(words).stop :].lower().lstrip("*_ -•")
    known = (*(" ".join(each.words) for many in openings(language).values() for each in many), *marks("we", language))
    return head.startswith(known)


def _first_opening(head: str, language: str) -> tuple[int, Opening] | None:
    found = [
        (at, -len(said), opening)
        for many in openings(language).values()
        for opening in many
        if (at := _place_of(said := " ".join(opening.words), head, language)) >= 0
    ]
    if not found:
        return None
    at, _, opening = min(found, key=lambda each: each[:2])
    return at, opening


def _place_of(said: str, head: str, language: str) -> int:
    """Where words stand as words, and not within another: "akan", but not in "menyatakan"."""
    at = head.find(said)
    while at >= 0 and language not in _WITHOUT_SPACES:
        if not head[at - 1 : at].isalnum() and not head[at + len(said) : at + len(said) + 1].isalnum():
            break
        at = head.find(said, at + 1)
    return at


def _named_after(text: str, at: int, stop: int, language: str, opening: Opening) -> tuple[str, ...]:
    """Whom a request addresses: the first actor of the table behind its verb."""
    begin = at + len(" ".join(opening.words))
    near = text[begin : min(stop, begin + 160)]
    lowered = near.lower()
    places = [(lowered.find(actor), actor) for actor in marks("actor", language) if actor in lowered]
    if not places:
        return ()
    place, actor = min(places, key=lambda each: (each[0], -len(each[1])))
    behind = (language in _ASKS_THAT and _ALL_NAMED.match(near, place + len(actor))) or _NAME_BEHIND.match(
        near, place + len(actor)
    )
    return (near[place : behind.end() if behind else place + len(actor)],)
