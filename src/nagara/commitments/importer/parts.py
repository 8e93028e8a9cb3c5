"""Compound sentences cut into what can be measured apart; what precedes "by" is the aim that all share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nagara.commitments.clauses import Part, Place
from nagara.commitments.importer.object_lists import object_phrases
from nagara.commitments.importer.one_by_one import before_joins, by_thats, by_thirds
from nagara.commitments.importer.other_parts import phrases_of_other
from nagara.commitments.importer.other_subjects import asking_again
from nagara.commitments.importer.phrases import Phrase, begins_act, begins_act_in_ing, cuts, is_determiner, trim
from nagara.commitments.importer.sentences import Word, words_of
from nagara.commitments.importer.vocabulary import among, gerunds, verbs

__all__ = ["key_of", "parts_of", "phrases_of"]

_INLINE = re.compile(r"(?<!\w)\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s")
_AND_AT_END = re.compile(r"[;,]\s{1,3}(?:and|or|và|dan|serta)[*_\s]{0,4}$")
_TAILS = ("thereby", "thus", "so as to", "with a view to", "in order to", "with the aim of")
_SAYING = frozenset(
    (
        *(
            "commit",
            "pledge",
            "resolve",
            "undertake",
            "agree",
            "decide",
            "promise",
            "vow",
            "call",
            "urge",
            "request",
            "invite",
        ),
        *(
            "encourage",
            "ask",
            "strive",
            "seek",
            "aim",
            "hope",
            "endeavour",
            "recommend",
            "continue",
            "propose",
            "declare",
        ),
    )
)
"""Verbs that say how an act is meant; what is to be done follows them."""
_LEADS = frozenset(("to", "will", "shall", "must", "should"))
_PLEDGED = frozenset(("commit", "commits", "committed", "ourselves", "themselves", "pledge"))
_FEWEST_WORDS, _HEADING_WORDS = 2, 8
_NO_ACT = frozenset(("not", "be", "have", "do", "also", "all", "each", "both", "then", "continue", "now", "together"))


def parts_of(
    text: str, sentences: Sequence[Place], *, language: str, splits: bool, lead: tuple[Place, ...] = ()
) -> tuple[Part, ...]:
    """Parts of a clause, lettered in the order of the text.

    Parameters
    ----------
    text, sentences
        The text and the sentences of the clause, without its number.
    language
        BCP 47 tag.
    splits
        Whether it undertakes anything; a fact or a reaffirmation stays whole.
    lead
        Words before a list that its items share.
    """
    if not sentences:
        return ()
    if not splits:
        whole = trim(text, sentences[0].start, sentences[-1].stop)
        return (Part(key="a", place=whole, shared=lead),) if whole.stop > whole.start else ()
    found: list[Phrase] = []
    for sentence in sentences[_is_run_in_heading(text, sentences) :]:
        found.extend(phrases_of(text, sentence.start, sentence.stop, language=language))
    return tuple(
        Part(key=key_of(number), place=each.place, shared=(*lead, *each.shared), confidence_frac=each.confidence_frac)
        for number, each in enumerate(each for each in found if each.place.stop > each.place.start)
    )


def _is_run_in_heading(text: str, sentences: Sequence[Place]) -> bool:
    """Whether the first sentence is a heading in bold: "**Lead by example.** Buy clean buses."."""
    first = sentences[0].of(text)
    return (
        len(sentences) > 1 and first.startswith("**") and first.endswith("**") and len(first.split()) <= _HEADING_WORDS
    )


def key_of(number: int) -> str:
    """Letter of a part: a to z, then aa, ab and so on.

    Examples
    --------
    >>> key_of(0), key_of(25), key_of(26)
    ('a', 'z', 'aa')
    """
    letters = ""
    number += 1
    while number:
        number, last = divmod(number - 1, 26)
        letters = chr(ord("a") + last) + letters
    return letters


def phrases_of(text: str, start: int, stop: int, *, language: str = "en") -> list[Phrase]:
    """Cut one sentence into phrases; one phrase with the whole sentence where nothing can be cut."""
    if ending := _AND_AT_END.search(text, max(start, stop - 12), stop):
        stop = ending.start()
    if language != "en":
        return phrases_of_other(text, start, stop, language)
    if inline := _inline_items(text, start, stop):
        return inline
    words = words_of(text, start, stop)
    if asked := _by_askings(text, words, start, stop):
        return asked
    if thats := by_thats(text, words, stop):
        return thats
    if semicolons := _by_semicolons(text, words, stop):
        return semicolons
    return _by_verbs(text, words, start, stop)


def _inline_items(text: str, start: int, stop: int) -> list[Phrase]:
    """Items that are numbered within the sentence: "(a) …; (b) …"."""
    labels = list(_INLINE.finditer(text, start, stop))
    if len(labels) < _FEWEST_WORDS or labels[0][0].strip() not in {"(a)", "(i)", "(1)"}:
        return []
    shared = trim(text, start, labels[0].start())
    ends = [*(label.start() for label in labels[1:]), stop]
    lead = (shared,) if shared.stop > shared.start else ()
    places = (_without_and(text, trim(text, label.end(), end)) for label, end in zip(labels, ends, strict=True))
    return [Phrase(place=place, shared=lead, confidence_frac=0.9) for place in places]


def _by_askings(text: str, words: Sequence[Word], start: int, stop: int) -> list[Phrase]:
    """Cut "call upon A to open a window, and ask B to report": each asks somebody else."""
    begins = [0, *asking_again(text, words)]
    if len(begins) == 1:
        return []
    ends = [*(before_joins(words, begin) for begin in begins[1:]), len(words)]
    found: list[Phrase] = []
    for begin, end in zip(begins, ends, strict=True):
        opened = start if begin == 0 else words[begin].start
        close = words[end - 1].stop if end < len(words) else stop
        found.extend(_by_verbs(text, words[begin:end], opened, close))
    return [replace(each, confidence_frac=min(0.8, each.confidence_frac)) for each in found]


def _without_and(text: str, place: Place) -> Place:
    for ending in (" and", " or", ";and"):
        if text[place.start : place.stop].endswith(ending):
            return trim(text, place.start, place.stop - len(ending))
    return place


def _by_semicolons(text: str, words: Sequence[Word], stop: int) -> list[Phrase]:
    """Items parted by semicolons, after a colon if there is one."""
    at = [
        number for number, word in enumerate(words) if word.plain == ";" and not word.depth and number + 1 < len(words)
    ]
    if not at:
        return []
    colon = next((number for number, word in enumerate(words[: at[0]]) if word.plain == ":" and not word.depth), None)
    first = 0 if colon is None else colon + 1
    edges = [first, *(number + 1 for number in at), len(words)]
    if any(late - early < _FEWEST_WORDS + 1 for early, late in zip(edges, edges[1:], strict=False)):
        return []
    lead = () if colon is None else (trim(text, words[0].start, words[colon].start),)
    if colon is None and (led := _lead_of_first(words, edges[1])) is not None:
        lead, first = (trim(text, words[0].start, words[led].start),), led
        edges[0] = first
    found: list[Phrase] = []
    for early, late in zip(edges, edges[1:], strict=False):
        begin = early + 1 if words[early].plain in {"and", "or"} else early
        end = words[late - 1].stop if late < len(words) else stop
        inner = _by_verbs(text, words[begin:late], words[begin].start, end)
        found.extend(
            replace(each, shared=(*lead, *each.shared), confidence_frac=min(0.85, each.confidence_frac))
            for each in inner
        )
    return found


def _lead_of_first(words: Sequence[Word], stop: int) -> int | None:
    """Where the first item begins if it opens with words that all share: "We commit to | reduce …"."""
    anchor = _anchor(words[:stop])
    return anchor[0] if anchor is not None and anchor[0] > 0 else None


def _by_verbs(text: str, words: Sequence[Word], start: int, stop: int) -> list[Phrase]:
    """Cut at verbs of the same form, then each at its means."""
    anchor = _anchor(words)
    if anchor is None:
        return by_thirds(text, words, stop) or _by_means(text, words, start, stop)
    first, in_ing = anchor
    begins = cuts(words, first, len(words), in_ing=in_ing)
    if len(begins) == 1:
        whole = _by_means(text, words, start, stop)
        return (
            whole
            if len(whole) > 1
            else _by_purposes(text, words, first, start, stop) or _as_well_as(text, words, first, start, stop) or whole
        )
    lead = trim(text, start, words[first].start)
    shared = (lead,) if lead.stop > lead.start else ()
    ends = [*(before_joins(words, begin) for begin in begins[1:]), len(words)]
    found: list[Phrase] = []
    for begin, end in zip(begins, ends, strict=True):
        close = words[end - 1].stop if end < len(words) else stop
        inner = _by_means(text, words[begin:end], words[begin].start, close)
        found.extend(
            replace(each, shared=(*shared, *each.shared), confidence_frac=min(0.8, each.confidence_frac))
            for each in inner
        )
    return found


def _by_purposes(text: str, words: Sequence[Word], first: int, start: int, stop: int) -> list[Phrase]:
    """Cut what one act is for: "found a network to share knowledge, plan together and report"."""
    for at in range(first + 2, len(words)):
        if words[at - 1].plain != "to" or words[at].depth or not _begins_after(words, at):
            continue
        begins = cuts(words, at, len(words), in_ing=False)
        if len(begins) > 1:
            ends = [*(before_joins(words, begin) for begin in begins[1:]), len(words)]
            lead = trim(text, start, words[at].start)
            places = (
                trim(text, words[begin].start, words[end - 1].stop if end < len(words) else stop)
                for begin, end in zip(begins, ends, strict=True)
            )
            return [Phrase(place=place, shared=(lead,), confidence_frac=0.55) for place in places]
    return []


def _as_well_as(text: str, words: Sequence[Word], first: int, start: int, stop: int) -> list[Phrase]:
    """Cut "raise money from banks, as well as advice from universities" under their one verb."""
    for at in range(first + 3, len(words) - 5):
        if (
            words[at].plain == ","
            and [word.plain for word in words[at + 1 : at + 4]] == ["as", "well", "as"]
            and not words[at].depth
        ):
            lead = trim(text, start, words[first].stop)
            before = trim(text, words[first + 1].start, words[at].start)
            return [
                Phrase(place=place, shared=(lead,), confidence_frac=0.55)
                for place in (before, trim(text, words[at + 4].start, stop))
            ]
    return []


def _begins_after(words: Sequence[Word], at: int) -> bool:
    """Whether a verb begins behind "to" or "will", where a noun is not to be expected."""
    following = words[at + 1].plain if at + 1 < len(words) else ""
    return begins_act(words, at) or (
        words[at].plain in verbs("en") and following.isalpha() and following not in {"and", "or", "of", "for"}
    )


def _anchor(words: Sequence[Word]) -> tuple[int, bool] | None:
    """The first verb of the list, and whether it ends in -ing."""
    if not words:
        return None
    if begins_act(words, 0) and words[0].plain not in _SAYING:
        return 0, False
    if begins_act_in_ing(words, 0) and gerunds().get(words[0].plain, "") not in _SAYING:
        return 0, True
    for at in range(1, min(len(words), 120)):
        before, here = words[at - 1].plain, words[at]
        if here.depth:
            continue
        if before in _LEADS and (here.plain, _plain_at(words, at + 1)) == ("no", "longer"):
            return at, False
        if before in _LEADS and (_begins_after(words, at) or _is_act_of_ours(words, at)):
            return at, False
        if (
            before == "to"
            and words[at - 2].plain in _PLEDGED
            and is_determiner(here.plain)
            and _verb_follows(words, at)
        ):
            return at, False
        if before in {"to", "includes", "include", ":"} and begins_act_in_ing(words, at):
            return at, True
        if before == ":" and begins_act(words, at):
            return at, False
        if before in {"by", "through", "including"} and begins_act_in_ing(words, at):
            return None
    return None


def _is_act_of_ours(words: Sequence[Word], at: int) -> bool:
    """Whether a word behind "we shall" can only be a verb, though no table has it: "we shall swap engineers"."""
    plain = words[at].plain
    return (
        at == _FEWEST_WORDS
        and words[0].plain == "we"
        and words[1].plain in {"shall", "will"}
        and plain.isalpha()
        and plain not in _NO_ACT | among("adverb")
        and not is_determiner(plain)
    )


def _plain_at(words: Sequence[Word], at: int) -> str:
    return words[at].plain if at < len(words) else ""


def _verb_follows(words: Sequence[Word], at: int) -> bool:
    """Whether a list of things goes on with verbs: "commit to a bench every two hundred metres, to plant a tree"."""
    return any(
        words[here - 1].plain == "to" and words[here - 2].plain in {",", "and"} and _begins_after(words, here)
        for here in range(at + 2, len(words))
    )


def _by_means(text: str, words: Sequence[Word], start: int, stop: int) -> list[Phrase]:
    """Cut "aim by doing one, doing two and doing three"; a single means stays with its aim."""
    close, tail = _tail(text, words, stop)
    within = [word for word in words if word.stop <= close]
    for at in range(1, len(within)):
        before = within[at - 1].plain
        if within[at].depth or before not in {"by", "through", "including", "via"} or not begins_act_in_ing(within, at):
            continue
        begins = cuts(within, at, len(within), in_ing=True)
        if len(begins) == 1:
            continue
        aim = trim(text, start, within[at - 1].start if before == "including" else within[at].start)
        ends = [*(before_joins(within, begin) for begin in begins[1:]), len(within)]
        places = [
            trim(text, within[begin].start, within[end - 1].stop if end < len(within) else close)
            for begin, end in zip(begins, ends, strict=True)
        ]
        return [Phrase(place=place, shared=(aim, *tail), confidence_frac=0.85) for place in places]
    if objects := object_phrases(text, within, start, close):
        return [replace(each, shared=(*each.shared, *tail)) for each in objects]
    return [Phrase(place=trim(text, start, stop), confidence_frac=0.9)]


def _tail(text: str, words: Sequence[Word], stop: int) -> tuple[int, tuple[Place, ...]]:
    """Words behind a list that say what for: "…, thereby fostering an integrated community"."""
    for at, word in enumerate(words):
        if at and words[at - 1].plain == "," and not word.depth:
            ahead = " ".join(each.plain for each in words[at : at + 4])
            if any(ahead.startswith(tail) for tail in _TAILS):
                return words[at - 1].start, (trim(text, word.start, stop),)
    return stop, ()
