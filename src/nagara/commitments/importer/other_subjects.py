"""Sentences whose subject is somebody else: "national governments should", "the Mayors agreed that", "cities are"."""

from __future__ import annotations

from collections.abc import Sequence

from nagara.commitments.clauses import ClauseKind
from nagara.commitments.importer.addressees import addressees_of, is_actor
from nagara.commitments.importer.decisions import decided, leaning
from nagara.commitments.importer.phrases import begins_act
from nagara.commitments.importer.readings import Reading
from nagara.commitments.importer.sentences import Word
from nagara.commitments.importer.verb_openings import MODALS, opening_at, past_adverbs
from nagara.commitments.importer.vocabulary import Opening, among, verbs

__all__ = ["asking_again", "by_other_subject", "others_asked"]

_C, _Q, _F = ClauseKind.COMMITMENT, ClauseKind.REQUEST, ClauseKind.FACT
_SUBJECT_REACH = 40
_ASKS_FRAC = 0.85
_MOST_NAMED = 8
_AIMS = frozenset(("purpose", "aim", "goal", "objective", "task", "role", "mission", "function"))
_TAKES_PLACE = frozenset(("held", "hosted", "place", "convened"))
_REASONING = frozenset(("what", "when", "because", "there", "nobody", "nothing"))
_PAST = frozenset(("undertook", "sought", "met", "held"))
_PRONOUNS = frozenset(("they", "it", "these", "those", "this", "all", "both", "you", "we"))
_RELATIVE = frozenset(("who", "which", "that", "whose", "where", "when", "because", "if"))


def by_other_subject(text: str, words: Sequence[Word]) -> Reading | None:
    """Decide by the first verb behind the subject."""
    if words and words[0].plain in _REASONING:
        return Reading(kind=_F, confidence_frac=0.6, reasons=(words[0].plain,), is_finite=True)
    if words and words[0].plain == "you":
        return _of_you(text, words)
    relative = False
    for at, word in enumerate(words[:_SUBJECT_REACH]):
        if at == 0 or word.depth:
            continue
        relative = relative or word.plain in _RELATIVE
        if word.plain in MODALS and not relative:
            return _of_others(text, words, at)
        if word.plain in among("state"):
            return _stated(text, words, at)
        found = None if relative else _narrated(text, words, at)
        if found is not None:
            return found
    return None


def others_asked(text: str, words: Sequence[Word], at: int) -> tuple[str, ...]:
    """Whom a sentence asks besides: "… and encourage banks to", "… and upon ship owners to"."""
    found: list[str] = []
    for here in range(at + 3, len(words)):
        if words[here - 1].plain not in {"and", ","} or words[here].depth:
            continue
        opening = opening_at(words, here)
        anew = (
            _asked_anew(words, here) if _has_act(words, at, here) and words[here].plain not in {"and", "upon"} else None
        )
        if anew is not None and opening is None:
            begin = here + (words[here].plain == "the")
            found.append(text[words[begin].start : words[anew - 1].stop])
        elif words[here].plain == "upon" or (
            opening is not None and opening.kind is _Q and opening.strength_frac >= 0.85
        ):
            found.extend(each for each in addressees_of(text, words, here) if each not in found)
    return tuple(found)


def asking_again(text: str, words: Sequence[Word]) -> list[int]:
    """Where a sentence that asks somebody asks somebody else: "…, and ask the Secretariat to report"."""
    first = next((at for at in range(len(words)) if _asks(text, words, at)), None)
    if first is None:
        return []
    return [
        at
        for at in range(first + 3, len(words))
        if words[at - 1].plain in {"and", ",", ";"}
        and not words[at].depth
        and (_asks(text, words, at) or (_has_act(words, first, at) and _asked_anew(words, at) is not None))
    ]


def _asks(text: str, words: Sequence[Word], at: int) -> bool:
    opening = opening_at(words, at)
    if (
        opening is None
        or opening.kind is not _Q
        or opening.strength_frac < _ASKS_FRAC
        or words[at].plain.endswith("ing")
    ):
        return False
    return bool(addressees_of(text, words, at))


def _has_act(words: Sequence[Word], begun: int, at: int) -> bool:
    """Whether those who were asked first already have something to do."""
    return any(word.plain == "to" for word in words[begun + 1 : at - 1])


def _asked_anew(words: Sequence[Word], at: int) -> int | None:
    """Where "to" stands behind somebody else who is asked by the same verb: "… and ministries to put"."""
    for here in range(at + 1, min(len(words) - 1, at + _MOST_NAMED)):
        plain = words[here].plain
        if plain == "to":
            named = is_actor(words[at:here]) and words[at].plain != "to"
            return here if named and (begins_act(words, here + 1) or words[here + 1].plain in verbs("en")) else None
        if plain in {",", "and", ";", "in", "for", "on", "by", "with"}:
            return None
    return None


def _stated(text: str, words: Sequence[Word], at: int) -> Reading:
    """Something is, has or can: unless somebody is asked or something is decided."""
    ahead = [each.plain for each in words[at + 1 : at + 4]]
    if any(each in among("asked") for each in ahead) and (is_actor(words[:at]) or "to" in ahead):
        asks = (text[words[0].start : words[at - 1].stop],)
        whom = asks if at <= _MOST_NAMED and words[0].plain not in _PRONOUNS else ()
        return Reading(kind=_Q, confidence_frac=0.8, reasons=("are asked",), addressees=whom, is_finite=True)
    names = words[at - 1].plain in among("ours") or is_actor(words[at - 1 : at])
    is_due = ahead[:1] == ["to"] and names and not _AIMS & {word.plain for word in words[:at]}
    if is_due and words[at].plain in {"is", "are", "has", "have"}:
        ours = words[at - 1].plain in among("ours")
        outside = () if ours or not is_actor(words[:at]) else (text[words[0].start : words[at - 1].stop],)
        kind = _Q if outside and words[at].plain in {"has", "have"} else _C
        return Reading(
            kind=kind, confidence_frac=0.65, reasons=("is to",), addressees=outside, is_finite=True, is_ours=ours
        )
    is_of_it = words[0].plain == "it" and at == 1
    opening = opening_at(words, past_adverbs(words, at + 1))
    if is_of_it and opening is not None and opening.strength_frac >= 0.7:
        return _read_as(text, words, past_adverbs(words, at + 1), opening)
    return Reading(kind=_F, confidence_frac=0.65, reasons=(words[at].plain,), is_finite=True)


def _of_you(text: str, words: Sequence[Word]) -> Reading:
    """A letter tells whom it is written to what they did, or what they should do."""
    modal = next((each.plain for each in words[1:3] if each.plain in {"should", "must"}), "")
    if modal:
        whom = (text[words[0].start : words[0].stop],)
        return Reading(kind=_Q, confidence_frac=0.75, reasons=(f"you {modal}",), addressees=whom, is_finite=True)
    return Reading(kind=_F, confidence_frac=0.6, reasons=("you",), is_finite=True)


def _narrated(text: str, words: Sequence[Word], at: int) -> Reading | None:
    opening = opening_at(words, at)
    if opening is None:
        return None
    word = words[at].plain
    if opening.words == ("join",) and word == "joined":
        return Reading(kind=_F, confidence_frac=0.6, reasons=("join",), is_finite=True)
    is_narrated = word.endswith(("ed", "s")) and opening.strength_frac >= 0.7 and not _is_noun(words, at)
    they_wish = opening.is_wish and words[at - 1].plain.endswith("s") and is_actor(words[:at])
    if not (is_narrated or they_wish or word in _PAST):
        return None
    return _read_as(text, words, at, opening)


def _read_as(text: str, words: Sequence[Word], at: int, opening: Opening) -> Reading:
    """What a narrated verb says: "the Mayors agreed", "it was decided"."""
    whom = (*addressees_of(text, words, at), *others_asked(text, words, at)) if opening.kind is _Q else ()
    found = Reading(
        kind=opening.kind,
        is_wish=opening.is_wish,
        confidence_frac=opening.strength_frac * 0.85,
        reasons=(" ".join(opening.words).replace(" *", ""),),
        addressees=whom,
        is_finite=True,
    )
    if found.reasons[0] in among("insists"):
        return leaning(words, at, found)
    return decided(text, words, at, found) if found.reasons[0] in among("decides") else found


def _is_noun(words: Sequence[Word], at: int) -> bool:
    """Whether "promises" is the thing: "the promises of", "their requests"."""
    return words[at].plain.endswith("s") and (
        words[at - 1].plain in {"the", "our", "their", "these", "all", "its", "of", "and", "many"}
        or (at + 1 < len(words) and words[at + 1].plain in {"of", "in", "for", "made", "are", "were", "have"})
    )


def _of_others(text: str, words: Sequence[Word], at: int) -> Reading:
    modal = words[at].plain
    subject = words[:at]
    after = past_adverbs(words, at + 1)
    verb = words[after].plain if after < len(words) else ""
    if any(word.plain in among("instrument") for word in subject) and verb in among("of a text"):
        return Reading(kind=_F, confidence_frac=0.75, reasons=(f"{modal} {verb}",), is_finite=True)
    if among("next meeting") & {word.plain for word in subject} and any(
        word.plain in _TAKES_PLACE for word in words[after:][:4]
    ):
        return Reading(kind=_F, confidence_frac=0.7, reasons=(f"{modal} {verb}",), is_finite=True)
    whom = (text[subject[0].start : subject[-1].stop],) if is_actor(subject) else ()
    if whom and modal in {"should", "must"}:
        return Reading(kind=_Q, confidence_frac=0.7, reasons=(f"{modal} {verb}",), addressees=whom, is_finite=True)
    ours = bool(among("ours") & {word.plain for word in subject})
    strength = 0.7 if modal == "shall" or verb == "be" or (ours and modal == "will") else 0.6
    opening = opening_at(words, after)
    wishes = opening is not None and opening.is_wish
    acts = whom if verb != "be" and not ours else ()
    return Reading(
        kind=_C,
        is_wish=wishes,
        confidence_frac=strength,
        reasons=(f"{modal} {verb}",),
        addressees=acts,
        is_finite=True,
        is_ours=ours,
    )
