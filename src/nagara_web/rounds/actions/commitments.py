"""Ask the cities of a network about parts of commitments: each part is an indicator of the questionnaire."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction

from nagara_web.accounts.standing import Role
from nagara_web.answers.actions import make_questionnaire
from nagara_web.declarations.queries.asked import CommitmentPart, commitment_parts
from nagara_web.figures.actions import define_indicator
from nagara_web.figures.commitments import COMMITMENT, commitment_code

if TYPE_CHECKING:
    from nagara_web.rounds.models import Round

__all__ = ["ask_commitments", "asked_codes", "define_commitments"]

FIRST_POSITION = 3000
LONGEST_NAME = 160
STEM = ": … "
"""Between the words that all clauses share, as in “we commit to”, and those of the part."""
OWN = "own-indicators"


def asked_codes(found: Round) -> list[str]:
    """Codes of the commitments that a round asks."""
    return list(found.questionnaire.indicators.filter(answer_type=COMMITMENT).values_list("code", flat=True))


@transaction.atomic
def ask_commitments(found: Round, parts: Collection[str], *, person_id: int) -> int:
    """Let a round that is not open yet ask exactly these parts, beside everything else that it asks.

    Parameters
    ----------
    found
        The round.
    parts
        Permanent codes of parts of published commitments; others are left out.

    Returns
    -------
    int
        How many are asked now.
    """
    asked = found.questionnaire
    others = asked.indicators.exclude(answer_type=COMMITMENT).values_list("code", flat=True)
    codes = define_commitments(parts, person_id=person_id)
    modules = [each for each in asked.modules if each != OWN]
    make_questionnaire(asked.edition, title=asked.title, modules=modules, indicators=[*others, *codes])
    return len(codes)


@transaction.atomic
def define_commitments(parts: Collection[str], *, person_id: int | None = None) -> list[str]:
    """Define the indicator of each part; the same again does nothing. Returns their codes in the order of the text."""
    wanted = set(parts)
    chosen = [each for each in enumerate(commitment_parts()) if each[1].code in wanted]
    return [_define(place, part, person_id) for place, part in chosen]


def _define(place: int, part: CommitmentPart, person_id: int | None) -> str:
    own = part.words.rpartition(STEM)[2]
    words = own[:1].upper() + own[1:]
    short = words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1].rsplit(' ', 1)[0]}…"
    made = define_indicator(
        commitment_code(part.code),
        name=short,
        answer_type=COMMITMENT,
        definition=f"{part.title} {part.year}, {part.label}: {part.words}",
        position=FIRST_POSITION + place,
        person_id=person_id,
        role=Role.SECRETARIAT.value if person_id else "",
    )
    return made.code
