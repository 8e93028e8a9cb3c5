"""What a sentence does: commits, reaffirms, asks somebody else, or states; decided by its subject and opening verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nagara.commitments.clauses import ClauseKind
from nagara.commitments.importer.addressees import addressees_of, is_actor, is_ours
from nagara.commitments.importer.other_kinds import read_by_phrases
from nagara.commitments.importer.phrases import begins_act
from nagara.commitments.importer.readings import Reading, under
from nagara.commitments.importer.sentences import Word, words_of
from nagara.commitments.importer.vocabulary import (
    Opening,
    gerunds,
    gerunds_that_are_nouns,
    marks,
    no_verbs,
    openings,
    verbs,
)

__all__ = ["Reading", "read_kind"]

_C, _R, _Q, _F = ClauseKind.COMMITMENT, ClauseKind.REAFFIRMATION, ClauseKind.REQUEST, ClauseKind.FACT
_MODALS = frozenset(("will", "shall", "must", "should"))
_NEXT_MEETINGS = frozenset(
    (
        "forum",
        "meeting",
        "summit",
        "session",
        "conference",
        "congress",
        "edition",
        "gathering",
        "assembly",
        "convening",
        "celebration",
    )
)
_STATES = frozenset(
    (
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "remains",
        "remain",
        "mean",
        "means",
        "can",
        "contributes",
        "include",
        "includes",
    )
)
_ASKED = frozenset(
    (
        "urged",
        "invited",
        "encouraged",
        "requested",
        "called",
        "asked",
        "recommended",
        "tasked",
        "mandated",
        "advised",
        "instructed",
    )
)
_INSTRUMENT = frozenset(
    ("declaration", "communiqué", "communique", "statement", "charter", "agreement", "annex", "text", "document")
)
_EARLIER = frozenset(
    (
        *(
            "commitment",
            "commitments",
            "pledge",
            "pledges",
            "agenda",
            "accord",
            "pact",
            "consensus",
            "plan",
            "framework",
            "vision",
        ),
        *(
            "roadmap",
            "goals",
            "convention",
            "protocol",
            "compact",
            "resolution",
            "strategy",
            "blueprint",
            "covenant",
            "principles",
        ),
        *(
            "declarations",
            "communiqués",
            "statements",
            "charters",
            "agreements",
            "outcome",
            "outcomes",
            "promise",
            "undertakings",
        ),
    )
)
_NOT_OURS_TO_DO = frozenset(("enter", "be", "mean", "remain", "take", "apply", "replace"))
_SUBJECT_REACH = 40
_OPENING_REACH = 4


def read_kind(text: str, start: int, stop: int, *, language: str = "en", chapeau: Reading | None = None) -> Reading:
    """Propose what the sentence ``text[start:stop]`` does.

    Parameters
    ----------
    text, start, stop
        The sentence, without its number.
    language
        BCP 47 tag of a language with tables; others are read as statements in doubt.
    chapeau
        What the words before a list do, as in "we call upon national governments to:".
    """
    if language != "en":
        return read_by_phrases(text, start, stop, language, chapeau)
    words = words_of(text, start, stop)
    at, is_ours_here = _after_subject(words)
    found = (
        _by_opening(text, words, at, is_ours=is_ours_here)
        or _by_sure_action(words, chapeau)
        or _by_other_subject(text, words)
        or _by_formula(text, words)
        or _by_action(words, chapeau)
    )
    if found is None:
        kept = chapeau.kind if chapeau is not None else _F
        return Reading(
            kind=kept, confidence_frac=0.5 if chapeau else 0.4, addressees=chapeau.addressees if chapeau else ()
        )
    return under(found, chapeau)


def _after_subject(words: Sequence[Word]) -> tuple[int, bool]:
    """Where the verb may stand, and whether the signatories are the subject."""
    at = _past_adverbs(words, _past_introduction(words))
    if at < len(words) and words[at].plain == "we":
        return _past_apposition(words, at + 1), True
    ours = is_ours(words, at)
    return (_past_adverbs(words, at + ours), True) if ours else (at, False)


def _past_introduction(words: Sequence[Word]) -> int:
    """Pass over "To this end," and "In this regard," before a subject of ours."""
    for at, word in enumerate(words[:_SUBJECT_REACH]):
        if word.plain == "," and at + 1 < len(words) and words[at + 1].plain in {"we", "hereby"}:
            return at + 1
        if word.plain == "we":
            return at
        if word.plain in {".", ":", ";"}:
            break
    return 0


def _past_adverbs(words: Sequence[Word], at: int) -> int:
    adverbs = set(marks("adverb", "en"))
    while at < len(words) and (words[at].plain in adverbs or words[at].plain in {",", "and", '"', "“", "”", "("}):
        at += 1
    return at


def _past_apposition(words: Sequence[Word], at: int) -> int:
    """From "we" to its verb: past "the mayors of …, gathered in …," if those words stand between."""
    first = _past_adverbs(words, at)
    if _opening_at(words, first) is not None or (first < len(words) and words[first].plain in _MODALS | _STATES):
        return first
    last = first
    for here in range(first, min(len(words), first + 90)):
        before = words[here - 1].plain if here else ""
        if before not in {",", "hereby", "do", ")", "-", "–", "—"} and words[here].plain not in _MODALS:
            continue
        after = _past_adverbs(words, here)
        opening = _opening_at(words, after)
        is_modal = after < len(words) and words[after].plain in _MODALS
        if is_modal or (opening is not None and opening.kind is not _F):
            return after
        if opening is not None and last == first:
            last = after
    return last


def _opening_at(words: Sequence[Word], at: int) -> Opening | None:
    if at >= len(words):
        return None
    for opening in openings("en").get(words[at].plain, ()):
        if _goes_on(words, at + 1, opening.words[1:]):
            return opening
    return None


def _goes_on(words: Sequence[Word], at: int, wanted: Sequence[str]) -> bool:
    """Whether the words that an opening wants follow; a star stands for up to three, adverbs may stand between."""
    adverbs = marks("adverb", "en")
    for number, want in enumerate(wanted):
        if want == "*":
            rest = wanted[number + 1 :]
            return any(_goes_on(words, at + skipped, rest) for skipped in range(_OPENING_REACH + 1))
        while at < len(words) and words[at].plain != want and words[at].plain in adverbs:
            at += 1
        if at >= len(words) or words[at].plain != want:
            return False
        at += 1
    return True


def _by_opening(text: str, words: Sequence[Word], at: int, *, is_ours: bool) -> Reading | None:
    """Decide by the verb: "we commit", "recognising", "strive"."""
    if at < len(words) and words[at].plain in _MODALS and is_ours:
        return _by_modal(text, words, at)
    opening = _opening_at(words, at)
    if opening is None:
        if is_ours and at < len(words) and words[at].plain in verbs("en"):
            return Reading(kind=_C, confidence_frac=0.65, reasons=(words[at].plain,), is_finite=True, is_ours=True)
        return None
    said = " ".join(opening.words).replace(" *", "")
    is_participle = words[at].plain.endswith("ing") and not is_ours
    found = Reading(
        kind=opening.kind,
        is_wish=opening.is_wish,
        confidence_frac=opening.strength_frac,
        reasons=(said,),
        is_finite=is_ours,
        is_ours=is_ours,
    )
    return _refined(text, words, at, found, is_participle=is_participle)


def _refined(text: str, words: Sequence[Word], at: int, found: Reading, *, is_participle: bool) -> Reading:
    """What an opening means with what follows it."""
    verb = found.reasons[0]
    if found.kind is _Q:
        whom = addressees_of(text, words, at)
        if verb in {"encourage", "ask", "direct", "press", "empower", "advise", "demand"} and not whom:
            return replace(found, kind=_C, confidence_frac=0.6)
        return replace(found, addressees=(*whom, *_others_asked(text, words, at)))
    if verb == "declare" and words[-1].plain != ":":
        ahead = " ".join(word.plain for word in words[at + 1 : at + 3])
        if ahead in {"the following", "as follows"}:
            return replace(found, kind=_F)
    if verb == "look forward to":
        near = {word.plain for word in words[at : at + 16]}
        verbal = at + 3 < len(words) and words[at + 3].plain.endswith("ing")
        if near & _NEXT_MEETINGS and not verbal:
            return replace(found, kind=_F, is_wish=False, confidence_frac=0.75)
    if verb == "adopt" and _INSTRUMENT & {word.plain for word in words[at : at + 6]} and not found.is_finite:
        return replace(found, kind=_F, confidence_frac=0.7)
    if verb in {"recall", "refer to"} and not any(word.plain in _INSTRUMENT | _EARLIER for word in words):
        return replace(found, kind=_F)
    if is_participle and found.kind is _C and found.confidence_frac < 0.9:
        return replace(found, confidence_frac=min(found.confidence_frac, 0.65))
    return found


def _others_asked(text: str, words: Sequence[Word], at: int) -> tuple[str, ...]:
    """Whom a sentence asks besides: "… and encourage banks to", "… and upon ship owners to"."""
    found: list[str] = []
    for here in range(at + 3, len(words)):
        if words[here - 1].plain not in {"and", ","} or words[here].depth:
            continue
        opening = _opening_at(words, here)
        if words[here].plain == "upon" or (
            opening is not None and opening.kind is _Q and opening.strength_frac >= 0.85
        ):
            found.extend(each for each in addressees_of(text, words, here) if each not in found)
    return tuple(found)


def _by_modal(text: str, words: Sequence[Word], at: int) -> Reading:
    """We will, shall, must or should do something: what, the verb after it says."""
    after = _past_adverbs(words, at + 1)
    modal = words[at].plain
    if after < len(words) and words[after].plain == "not":
        after += 1
    opening = _opening_at(words, after)
    kind, is_wish = _C, modal == "should"
    whom: tuple[str, ...] = ()
    if opening is not None and opening.strength_frac >= 0.85 and after < len(words):
        kind = opening.kind if opening.kind in {_Q, _R} or opening.is_wish else _C
        is_wish = opening.is_wish or is_wish
        whom = addressees_of(text, words, after) if kind is _Q else ()
        kind = _C if kind is _Q and not whom else kind
    strength = 0.6 if modal == "should" else 0.85
    verb = words[after].plain if after < len(words) else ""
    return Reading(
        kind=kind,
        is_wish=is_wish,
        confidence_frac=strength,
        reasons=(f"{modal} {verb}".strip(),),
        addressees=whom,
        is_finite=True,
        is_ours=True,
    )


def _by_other_subject(text: str, words: Sequence[Word]) -> Reading | None:
    """Somebody else is the subject: "national governments should", "the Secretariat shall", "cities are"."""
    for at, word in enumerate(words[:_SUBJECT_REACH]):
        if at == 0 or word.depth:
            continue
        if word.plain in _MODALS:
            return _of_others(text, words, at)
        if word.plain in _STATES:
            asked = any(each.plain in _ASKED for each in words[at + 1 : at + 4])
            if asked and is_actor(words[:at]):
                asks = (text[words[0].start : words[at - 1].stop],)
                return Reading(kind=_Q, confidence_frac=0.85, reasons=("are asked",), addressees=asks, is_finite=True)
            return Reading(kind=_F, confidence_frac=0.65, reasons=(word.plain,), is_finite=True)
        opening = _opening_at(words, at)
        is_narrated = opening is not None and word.plain.endswith(("ed", "s")) and opening.strength_frac >= 0.7
        if opening is not None and opening.words == ("join",) and word.plain == "joined":
            return Reading(kind=_F, confidence_frac=0.6, reasons=("join",), is_finite=True)
        if opening is not None and (is_narrated or word.plain in {"undertook", "sought", "met", "held"}):
            whom = (*addressees_of(text, words, at), *_others_asked(text, words, at)) if opening.kind is _Q else ()
            return Reading(
                kind=opening.kind,
                is_wish=opening.is_wish,
                confidence_frac=opening.strength_frac * 0.85,
                reasons=(" ".join(opening.words),),
                addressees=whom,
                is_finite=True,
            )
    return None


def _of_others(text: str, words: Sequence[Word], at: int) -> Reading:
    modal = words[at].plain
    subject = words[:at]
    after = _past_adverbs(words, at + 1)
    verb = words[after].plain if after < len(words) else ""
    if any(word.plain in _INSTRUMENT for word in subject) and verb in _NOT_OURS_TO_DO:
        return Reading(kind=_F, confidence_frac=0.75, reasons=(f"{modal} {verb}",), is_finite=True)
    whom = (text[subject[0].start : subject[-1].stop],) if is_actor(subject) else ()
    if whom and modal in {"should", "must"}:
        return Reading(kind=_Q, confidence_frac=0.7, reasons=(f"{modal} {verb}",), addressees=whom, is_finite=True)
    strength = 0.7 if modal == "shall" or verb == "be" else 0.6
    acts = whom if verb != "be" else ()
    return Reading(kind=_C, confidence_frac=strength, reasons=(f"{modal} {verb}",), addressees=acts, is_finite=True)


def _by_formula(text: str, words: Sequence[Word]) -> Reading | None:
    """Words within the sentence that commit: "our commitment is to", "is hereby established"."""
    for at, word in enumerate(words):
        if word.plain == "hereby" and at + 1 < len(words):
            opening = _opening_at(words, _past_adverbs(words, at))
            if opening is not None:
                whom = addressees_of(text, words, at + 1) if opening.kind is _Q else ()
                return Reading(
                    kind=opening.kind,
                    is_wish=opening.is_wish,
                    confidence_frac=0.7,
                    reasons=("hereby",),
                    addressees=whom,
                    is_finite=True,
                )
    return None


def _by_sure_action(words: Sequence[Word], chapeau: Reading | None) -> Reading | None:
    """An item of a list that promises or asks, or a sentence whose first word can only be a verb."""
    at = _past_adverbs(words, 0)
    promises = chapeau is not None and chapeau.kind in {_C, _Q}
    sure = at < len(words) and verbs("en").get(words[at].plain) == "verb" and begins_act(words, at)
    return _by_action(words, chapeau) if promises or sure else None


def _by_action(words: Sequence[Word], chapeau: Reading | None) -> Reading | None:
    """A bare verb of action, as in the items of a list; sure under a chapeau that commits."""
    at = _past_adverbs(words, 0)
    if at < len(words) and words[at].plain == "to":
        at = _past_adverbs(words, at + 1)
    if at >= len(words):
        return None
    first, two = words[at].plain, " ".join(word.plain for word in words[at : at + 2])
    is_noun = first in gerunds_that_are_nouns() or first in no_verbs()
    if (
        chapeau is None
        and verbs("en").get(first) == "also-noun"
        and not begins_act(words, at)
        and words[-1].plain == "."
    ):
        return None
    if first in verbs("en") or two in verbs("en") or (first in gerunds() and not is_noun):
        sure = 0.9 if chapeau is not None and chapeau.kind in {_C, _Q} else 0.7
        return Reading(kind=_C, confidence_frac=sure, reasons=(first,))
    return None
