"""What a sentence does: commits, reaffirms, asks somebody else, or states; decided by its subject and opening verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nagara.commitments.clauses import ClauseKind
from nagara.commitments.importer.addressees import addressees_of, asked_that, is_ours
from nagara.commitments.importer.decisions import decided, leaning
from nagara.commitments.importer.other_kinds import read_by_phrases
from nagara.commitments.importer.other_subjects import by_other_subject, others_asked
from nagara.commitments.importer.phrases import begins_act
from nagara.commitments.importer.readings import Reading, under
from nagara.commitments.importer.sentences import Word, words_of
from nagara.commitments.importer.verb_openings import MODALS, opening_at, past_adverbs, past_introduction
from nagara.commitments.importer.vocabulary import (
    among,
    gerunds,
    gerunds_that_are_nouns,
    no_verbs,
    verbs,
)

__all__ = ["Reading", "read_kind"]

_C, _R, _Q, _F = ClauseKind.COMMITMENT, ClauseKind.REAFFIRMATION, ClauseKind.REQUEST, ClauseKind.FACT


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
        _by_opening(text, words, at, is_ours=is_ours_here, chapeau=chapeau)
        or _by_sure_action(words, chapeau)
        or by_other_subject(text, words)
        or _by_formula(text, words)
        or _by_action(words, chapeau)
    )
    if found is None:
        if chapeau is None:
            return Reading(kind=_F, confidence_frac=0.4)
        asks = chapeau.kind is _Q and not chapeau.addressees
        whom = addressees_of(text, words, -1) if asks else chapeau.addressees
        return Reading(kind=chapeau.kind, confidence_frac=0.6 if whom else 0.5, addressees=whom)
    return under(found, chapeau)


def _after_subject(words: Sequence[Word]) -> tuple[int, bool]:
    """Where the verb may stand, and whether the signatories are the subject."""
    at = past_adverbs(words, past_introduction(words))
    at += at == 0 and len(words) > 1 and words[0].plain in {"to", "that"} and opening_at(words, 1) is not None
    if at < len(words) and words[at].plain == "we":
        return _past_apposition(words, at + 1), True
    ours = is_ours(words, at)
    return (past_adverbs(words, at + ours), True) if ours else (at, False)


def _past_apposition(words: Sequence[Word], at: int) -> int:
    """From "we" to its verb: past "the mayors of …, gathered in …," if those words stand between."""
    first = past_adverbs(words, at)
    if opening_at(words, first) is not None or (first < len(words) and words[first].plain in MODALS | among("state")):
        return first
    last = first
    for here in range(first, min(len(words), first + 90)):
        before = words[here - 1].plain if here else ""
        if before not in {",", "hereby", "do", ")", "-", "–", "—"} and words[here].plain not in MODALS:
            continue
        after = past_adverbs(words, here)
        opening = opening_at(words, after)
        is_modal = after < len(words) and words[after].plain in MODALS
        if is_modal or (opening is not None and opening.kind is not _F):
            return after
        if opening is not None and last == first:
            last = after
    return last


def _by_opening(
    text: str, words: Sequence[Word], at: int, *, is_ours: bool, chapeau: Reading | None = None
) -> Reading | None:
    """Decide by the verb: "we commit", "recognising", "strive"."""
    if at < len(words) and words[at].plain in MODALS and is_ours:
        return _by_modal(text, words, at)
    if is_ours and [each.plain for each in words[at : at + 2]] == ["do", "not"]:
        return Reading(kind=_F, confidence_frac=0.55, reasons=("do not",), is_finite=True)
    opening = opening_at(words, at)
    if opening is None:
        if is_ours and at < len(words) and words[at].plain in verbs("en"):
            return Reading(kind=_C, confidence_frac=0.65, reasons=(words[at].plain,), is_finite=True, is_ours=True)
        return None
    said = " ".join(opening.words).replace(" *", "")
    if opening.kind is _F and not is_ours and said in among("act too") and words[at].plain == opening.words[0]:
        return None if chapeau is not None and chapeau.kind is not _F else _unsure_act(said)
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


def _unsure_act(verb: str) -> Reading:
    """A bare "hold" or "review" is rather to be done than reported; "held" and "we hold" are not."""
    return Reading(kind=_C, confidence_frac=0.55, reasons=(verb,))


def _refined(text: str, words: Sequence[Word], at: int, found: Reading, *, is_participle: bool) -> Reading:
    """What an opening means with what follows it."""
    verb = found.reasons[0]
    if found.kind is _Q:
        whom = addressees_of(text, words, at) or asked_that(text, words, at)
        if verb in {"encourage", "ask", "direct", "press", "empower", "advise", "demand"} and not whom:
            return replace(found, kind=_C, confidence_frac=0.6)
        return replace(found, addressees=(*whom, *others_asked(text, words, at)))
    if verb == "declare" and words[-1].plain != ":":
        ahead = " ".join(word.plain for word in words[at + 1 : at + 3])
        if ahead in {"the following", "as follows"}:
            return replace(found, kind=_F)
    if verb == "look forward to":
        near = {word.plain for word in words[at : at + 16]}
        verbal = at + 3 < len(words) and words[at + 3].plain.endswith("ing")
        if near & among("next meeting") and not verbal:
            return replace(found, kind=_F, is_wish=False, confidence_frac=0.75)
    if verb in {"recall", "refer to", "having regard"} or verb in among("leans on") or verb in among("insists"):
        return leaning(words, at, found)
    if verb in among("decides"):
        return decided(text, words, at, found)
    if is_participle and found.kind is _C and found.confidence_frac < 0.9:
        return replace(found, confidence_frac=min(found.confidence_frac, 0.65))
    return found


def _by_modal(text: str, words: Sequence[Word], at: int) -> Reading:
    """We will, shall, must or should do something: what, the verb after it says."""
    after = past_adverbs(words, at + 1)
    modal = words[at].plain
    if after < len(words) and words[after].plain == "not":
        after += 1
    opening = opening_at(words, after)
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


def _by_formula(text: str, words: Sequence[Word]) -> Reading | None:
    """Words within the sentence that commit: "our commitment is to", "is hereby established"."""
    for at, word in enumerate(words):
        if word.plain == "hereby" and at + 1 < len(words):
            opening = opening_at(words, past_adverbs(words, at))
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
    at = past_adverbs(words, 0)
    promises = chapeau is not None and chapeau.kind in {_C, _Q}
    sure = at < len(words) and verbs("en").get(words[at].plain) == "verb" and begins_act(words, at)
    return _by_action(words, chapeau) if promises or sure else None


def _by_action(words: Sequence[Word], chapeau: Reading | None) -> Reading | None:
    """A bare verb of action, as in the items of a list; sure under a chapeau that commits."""
    at = past_adverbs(words, 0)
    is_infinitive = at < len(words) and words[at].plain == "to"
    at = past_adverbs(words, at + 1) if is_infinitive else at
    if at >= len(words):
        return None
    first, two = words[at].plain, " ".join(word.plain for word in words[at : at + 2])
    is_noun = first in gerunds_that_are_nouns() or first in no_verbs()
    if (
        chapeau is None
        and not is_infinitive
        and verbs("en").get(first) == "also-noun"
        and not begins_act(words, at)
        and words[-1].plain == "."
    ):
        return None
    if first in verbs("en") or two in verbs("en") or (first in gerunds() and not is_noun):
        sure = 0.9 if chapeau is not None and chapeau.kind in {_C, _Q} else 0.7
        return Reading(kind=_C, confidence_frac=sure, reasons=(first,))
    return None
