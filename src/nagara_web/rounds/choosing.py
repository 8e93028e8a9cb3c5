"""What a secretariat may ask its cities: parts of commitments by document and theme."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from nagara_web.declarations.queries import documents
from nagara_web.declarations.queries.asked import CommitmentPart, commitment_parts, networks_of_parts
from nagara_web.figures.commitments import commitment_code
from nagara_web.rounds.queries import Round, rounds_of_networks

__all__ = ["ChosenDocument", "ChosenPart", "choose_commitments", "new_parts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenPart:
    """One part to tick."""

    part: CommitmentPart
    is_asked: bool
    is_own: bool
    """Whether its measure says that the cities of this network answer it."""
    is_new: bool
    """Whether the network adopted it since its last round, and no round has asked it."""
    is_ticked: bool
    """Whether the page proposes it: asked already, or new where nobody has chosen yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenDocument:
    """One document with its parts under their themes."""

    slug: str
    title: str
    year: int
    themes: tuple[tuple[str, tuple[ChosenPart, ...]], ...]
    asked: int
    new: int
    count: int


def choose_commitments(found: Round, asked: Collection[str]) -> list[ChosenDocument]:
    """Every part of a published commitment: those that are asked are ticked, else those that are new.

    Parameters
    ----------
    found
        The round, which is not open yet.
    asked
        Codes of the indicators that are asked already.
    """
    parts = commitment_parts()
    owners = networks_of_parts([each.code for each in parts])
    new = set(new_parts(found))
    lines = [
        ChosenPart(
            part=each,
            is_asked=commitment_code(each.code) in asked,
            is_own=owners.get(each.code) == found.network_id,
            is_new=each.code in new,
            is_ticked=commitment_code(each.code) in asked or (not asked and each.code in new),
        )
        for each in parts
    ]
    return [_document(list(some)) for _slug, some in groupby(lines, key=lambda each: each.part.document)]


def new_parts(found: Round) -> list[str]:
    """Parts of commitments that the network adopted since its last round opened and that no round of it has asked.

    This is how a year follows from the meeting before: what the mayors adopted, the next round asks.

    Parameters
    ----------
    found
        The round that comes next.
    """
    earlier = rounds_of_networks([found.network_id]).exclude(pk=found.pk).filter(is_published=True)
    last = earlier.order_by("-opens_on").first()
    adopted = documents().filter(network_id=found.network_id, adopted_on__isnull=False)
    if last is not None:
        adopted = adopted.filter(adopted_on__gte=last.opens_on)
    slugs = set(adopted.values_list("slug", flat=True))
    known = set(earlier.values_list("questionnaire__indicators__code", flat=True))
    return [
        each.code for each in commitment_parts() if each.document in slugs and commitment_code(each.code) not in known
    ]


def _document(lines: list[ChosenPart]) -> ChosenDocument:
    first = lines[0].part
    themes = dict.fromkeys(each.part.theme for each in lines)
    return ChosenDocument(
        slug=first.document,
        title=first.title,
        year=first.year,
        themes=tuple((theme, tuple(each for each in lines if each.part.theme == theme)) for theme in themes),
        asked=sum(each.is_asked for each in lines),
        new=sum(each.is_new for each in lines),
        count=len(lines),
    )
