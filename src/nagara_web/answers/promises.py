"""How many of the promises that a round asks about a city has answered."""

from __future__ import annotations

from dataclasses import dataclass

from nagara_web.answers.commitment_answers import is_commitment
from nagara_web.answers.form_queries import own_indicators_of
from nagara_web.answers.models import OWN_INDICATORS, AnswerSet, Row

__all__ = ["Promises", "promises_of"]

ANSWERS = ("answer", "notation")
"""Either says something of a promise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """Promises of the register in one city's year.

    Parameters
    ----------
    asked, answered
        How many the round asks about, and how many of them have an answer.
    address
        Of the first without an answer; of the list where all have one.
    """

    asked: int
    answered: int
    address: str

    @property
    def open(self) -> int:
        """How many have no answer."""
        return self.asked - self.answered


def promises_of(answer_set_id: int) -> Promises | None:
    """Count them; nothing where the round asks about no promise."""
    answer_set = AnswerSet.objects.select_related("questionnaire").get(pk=answer_set_id)
    codes = [each.code for each in own_indicators_of(answer_set) if is_commitment(each)]
    if not codes:
        return None
    rows = Row.objects.filter(answer_set_id=answer_set_id, table=OWN_INDICATORS, is_removed=False)
    cells = rows.values_list("cells", flat=True)
    said = {each.get("indicator", "") for each in cells if any(each.get(name) for name in ANSWERS)}
    left = [code for code in codes if code not in said]
    address = f"/work/answers/{answer_set_id}/{OWN_INDICATORS}/"
    return Promises(
        asked=len(codes), answered=len(codes) - len(left), address=f"{address}{left[0]}/" if left else address
    )
