"""What a decision decides and what a recital leans on: "agree that cities shall", "recall the Charter and reaffirm"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nagara.commitments.clauses import ClauseKind
from nagara.commitments.importer.readings import Reading
from nagara.commitments.importer.sentences import Word
from nagara.commitments.importer.verb_openings import opening_at, past_adverbs
from nagara.commitments.importer.vocabulary import among

__all__ = ["decided", "leaning"]

_C, _R, _Q, _F = ClauseKind.COMMITMENT, ClauseKind.REAFFIRMATION, ClauseKind.REQUEST, ClauseKind.FACT
_PASSIVE = frozenset(("be", "is", "are"))
_BINDS = frozenset(("shall", "will", "should", "must", "would", "be", "to"))
_BEFORE_AGAIN = frozenset(("and", ",", "cities", "we", "they", "sides", "parties", "members"))
_NAMED_WITHIN = 8
_REACH = 30


def decided(text: str, words: Sequence[Word], at: int, found: Reading) -> Reading:
    """A decision binds where it says what somebody shall do; what it says that is, it states.

    "Agree that each city shall appoint an officer" commits, "agree that cities are engines of growth"
    does not, and neither does the adoption of the text itself.
    """
    said = words[at + 1 : at + 1 + _REACH]
    verb = found.reasons[0]
    if verb.endswith(" that") or (said and said[0].plain == "that"):
        return _that(text, words, at, found)
    near = [word.plain for word in words[at : at + _NAMED_WITHIN]]
    if verb in among("approves"):
        of_itself = near[1:2] == ["this"] or "following" in near[:5] or "present" in near[:4]
        names = among("instrument") | (among("of an instrument") if of_itself else frozenset())
        if names & set(near) and (of_itself or (verb == "adopt" and not found.is_finite)):
            return replace(found, kind=_F, confidence_frac=0.7)
        return found
    wish = opening_at(words, past_adverbs(words, _behind_to(words, at)))
    if found.kind is _C and wish is not None and wish.is_wish:
        return replace(found, is_wish=True, confidence_frac=0.8)
    return found


def leaning(words: Sequence[Word], at: int, found: Reading) -> Reading:
    """A recital that leans on an earlier text repeats it; one that leans on anything else states it."""
    for here in range(at + 1, len(words)):
        again = opening_at(words, here) if words[here - 1].plain in _BEFORE_AGAIN else None
        if again is not None and again.kind is _R and again.strength_frac >= 0.9:
            return replace(found, kind=_R, confidence_frac=0.9)
    if found.reasons[0] in among("insists"):
        return found
    names = among("instrument") | among("earlier")
    named = any(word.plain in names for word in words[at + 1 :])
    if found.reasons[0] in among("leans on"):
        named = named and any(word.plain in names and word.is_capital for word in words[at + 1 :])
        return replace(found, kind=_R, confidence_frac=0.65) if named else found
    return replace(found, kind=_R) if named else replace(found, kind=_F)


def _says_in_a_row(words: Sequence[Word], behind: int) -> bool:
    """Whether several things are decided at once: "agreed that work stops at noon, that water is free and that …"."""
    again = [
        here
        for here in range(behind + 2, len(words))
        if words[here].plain == "that" and words[here - 1].plain in {",", "and"} and not words[here].depth
    ]
    first = words[behind + 1 : again[0]] if again else ()
    return len(again) > 1 and not among("state") & {word.plain for word in first}


def _behind_to(words: Sequence[Word], at: int) -> int:
    """Where the act of a decision begins: behind "to"."""
    for here in range(at + 1, min(len(words), at + 4)):
        if words[here].plain == "to":
            return here + 1
    return at + 1


def _that(text: str, words: Sequence[Word], at: int, found: Reading) -> Reading:
    """What stands behind "that": somebody shall do something, is asked to, or merely is something."""
    behind = next((here for here in range(at, min(len(words), at + 6)) if words[here].plain == "that"), at)
    if _says_in_a_row(words, behind):
        return replace(found, kind=_C, confidence_frac=0.55)
    for here in range(behind + 1, min(len(words), behind + _REACH)):
        plain = words[here].plain
        ahead = [word.plain for word in words[here + 1 : here + 3]]
        if (
            plain in _PASSIVE
            and among("asked") & set(ahead)
            and "to" in [word.plain for word in words[here + 2 : here + 5]]
        ):
            begin = behind + 1 + (words[behind + 1].plain == "the")
            whom = (text[words[begin].start : words[here - 1].stop],) if begin < here else ()
            return replace(found, kind=_Q, confidence_frac=0.8, addressees=whom, is_wish=False)
        if plain in _BINDS and (plain not in {"be", "to"} or found.reasons[0].startswith(("agree", "decide"))):
            opening = opening_at(words, past_adverbs(words, here + 1))
            wishes = opening is not None and opening.is_wish
            sure = 0.85 if plain in {"shall", "will", "must"} else 0.75
            return replace(found, kind=_C, is_wish=wishes, confidence_frac=sure)
        if plain in among("state"):
            break
    is_decision = found.reasons[0].startswith(("decide", "resolve"))
    return found if is_decision else replace(found, kind=_F, is_wish=False, confidence_frac=0.6)
