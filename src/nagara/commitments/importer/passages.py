"""Signs by which a paragraph is known, and the runs of its sentences that say one thing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nagara.commitments.clauses import ClauseKind, Place
from nagara.commitments.importer.kinds import Reading, read_kind
from nagara.commitments.importer.phrases import begins_act
from nagara.commitments.importer.sentences import sentences, words_of
from nagara.commitments.importer.verb_openings import opening_at
from nagara.commitments.importer.vocabulary import among

__all__ = ["Run", "begins_with_we", "is_participle", "opens_list", "runs", "topic_stop"]

_TOPIC = re.compile(r"[*_]{0,3}(?P<topic>[A-Z][\w’'-]{1,20}(?:\s[\w’'&-]{1,20}){0,3})[*_]{0,3}:[*_]{0,3}\s{1,3}(?=\w)")
_FEWEST_BEHIND = 4
_ACTS = frozenset((ClauseKind.COMMITMENT, ClauseKind.REQUEST))
_PLAIN_FRAC = 0.65
_WAITS = ("to", "by", "will", "shall", "that", "following", "including", "must", "should", "hereby")


def opens_list(words: str) -> bool:
    """Whether a paragraph ends in a colon, or in the middle of a sentence, and waits for its items."""
    bare = words.rstrip("*_ \n")
    if bare.endswith((":", "：", ":-", ": -", ":—", ": —", ":–")):
        return True
    return bare[-1:].isalpha() and bare.rpartition(" ")[2].lower() in _WAITS


def begins_with_we(words: str) -> bool:
    """Whether those who sign are the subject."""
    return words.lstrip("*_ ").lower().startswith(("we ", "we,", "**we", "we*"))


def is_participle(words: str) -> bool:
    """Whether a paragraph recites: "recognising …", "mindful of …"."""
    first = words.lstrip("*_ ").split(" ", 1)[0].strip("*_,").lower()
    return first.endswith("ing") or first in {
        "mindful",
        "aware",
        "conscious",
        "concerned",
        "convinced",
        "alarmed",
        "guided",
        "whereas",
        "inspired",
        "deeply",
    }


def topic_stop(words: str, language: str) -> int:
    """Where an item of a list begins behind the topic that it opens with: "Flood maps: every city publishes …".

    Examples
    --------
    >>> topic_stop("Flood maps: every city publishes one.", "en"), topic_stop("Ask banks: they should lend.", "en")
    (12, 0)
    """
    found = _TOPIC.match(words) if language == "en" else None
    if found is None or len(words[found.end() :].split()) < _FEWEST_BEHIND or opens_list(words):
        return 0
    topic = words_of(found["topic"], 0, len(found["topic"]))
    is_act = len(topic) > 1 and (topic[0].plain in {"we", "to"} or opening_at(topic, 0) or begins_act(topic, 0))
    return 0 if is_act else found.end()


@dataclass(slots=True)
class Run:
    """Sentences that follow each other and say things of one kind.

    Parameters
    ----------
    begin
        Where the run begins, reasons included.
    said
        Its sentences; those that only give a reason for what the others promise or ask are left out.
    """

    reading: Reading
    begin: int
    said: list[Place]
    gives_reason: bool = False


def runs(text: str, body: Place, language: str, chapeau: Reading | None) -> list[Run]:
    """Sentences of a paragraph, gathered while they say things of one kind.

    A statement that comes before a promise in the same paragraph is its reason: "People walk where they
    can rest. We commit to a bench every two hundred metres."
    """
    found: list[Run] = []
    for said in sentences(text, body.start, body.stop):
        reading = read_kind(text, said.start, said.stop, language=language, chapeau=chapeau)
        turns = (
            reading.is_finite
            and (reading.is_ours or reading.kind is ClauseKind.REQUEST)
            and reading.confidence_frac >= 0.65
        )
        if not found or (turns and _differs(reading, found[-1].reading)):
            is_lead = said.stop == body.stop and opens_list(said.of(text))
            if len(found) == 1 and reading.kind in _ACTS and found[0].gives_reason and not is_lead:
                found = [Run(reading=_less_sure(reading), begin=body.start, said=[said])]
            else:
                found.append(Run(reading=reading, begin=said.start if found else body.start, said=[said]))
                found[-1].gives_reason = _gives_reason(reading)
            continue
        run = found[-1]
        run.gives_reason = run.gives_reason and _gives_reason(reading)
        if not (run.reading.kind in _ACTS and _gives_reason(reading) and set(reading.reasons) & among("only says")):
            run.said.append(said)
        if reading.addressees and run.reading.kind is ClauseKind.REQUEST:
            held = run.reading
            whom = (*held.addressees, *(each for each in reading.addressees if each not in held.addressees))
            run.reading = replace(held, addressees=whom)
    if not found:
        found.append(Run(reading=Reading(kind=ClauseKind.FACT, confidence_frac=0.2), begin=body.start, said=[body]))
    return found


def _differs(now: Reading, before: Reading) -> bool:
    """Whether a sentence says something of another kind: a mere wish is not hidden behind a promise, nor it in one."""
    both_bind = now.kind is before.kind is ClauseKind.COMMITMENT and now.is_ours and before.is_ours
    return now.kind is not before.kind or (both_bind and now.is_wish is not before.is_wish)


def _gives_reason(reading: Reading) -> bool:
    """Whether a sentence states without any word that notes, welcomes or thanks."""
    return reading.kind is ClauseKind.FACT and reading.confidence_frac <= _PLAIN_FRAC


def _less_sure(reading: Reading) -> Reading:
    return replace(reading, confidence_frac=round(0.9 * reading.confidence_frac, 3))
