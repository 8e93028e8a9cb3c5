"""Signs by which a paragraph is known, and the runs of its sentences that say one thing."""

from __future__ import annotations

from dataclasses import replace

from nagara.commitments.clauses import ClauseKind, Place
from nagara.commitments.importer.kinds import Reading, read_kind
from nagara.commitments.importer.sentences import sentences

__all__ = ["begins_with_we", "is_participle", "opens_list", "runs"]


def opens_list(words: str) -> bool:
    """Whether a paragraph ends in a colon and waits for its items."""
    return words.rstrip("*_ \n").endswith((":", "：", ":-", ": -"))


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


def runs(text: str, body: Place, language: str, chapeau: Reading | None) -> list[tuple[Reading, tuple[Place, ...]]]:
    """Sentences of a paragraph, gathered while they say things of one kind."""
    found: list[tuple[Reading, list[Place]]] = []
    for said in sentences(text, body.start, body.stop):
        reading = read_kind(text, said.start, said.stop, language=language, chapeau=chapeau)
        turns = (
            reading.is_finite
            and (reading.is_ours or reading.kind is ClauseKind.REQUEST)
            and reading.confidence_frac >= 0.65
        )
        if found and (not turns or reading.kind is found[-1][0].kind):
            found[-1][1].append(said)
            if reading.addressees and found[-1][0].kind is ClauseKind.REQUEST:
                held = found[-1][0]
                whom = (*held.addressees, *(each for each in reading.addressees if each not in held.addressees))
                found[-1] = (replace(held, addressees=whom), found[-1][1])
        else:
            found.append((reading, [said]))
    if not found:
        found.append((Reading(kind=ClauseKind.FACT, confidence_frac=0.2), [body]))
    return [(reading, tuple(said)) for reading, said in found]
