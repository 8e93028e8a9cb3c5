"""A plan of Rivermouth as it stands after its first answer; nothing is worked out for it."""

from __future__ import annotations

import json

from django.utils import timezone

from nagara.reports.language import LANGUAGES
from nagara_web.answers.models import AnswerSet
from nagara_web.plans.models import Answer, Plan
from nagara_web.plans.working import Worked, digest_at

PROMISE = "sdg_11_6_1_frac>=0.9@2035"
PAPER = {
    "title": "Rivermouth: plan 2026–2045",
    "answer": "All 1 promises can be kept.",
    "strips": [{"words": "Prices of technologies are defaults.", "tone": "attention"}],
    "sections": [
        {
            "id": "promises",
            "heading": "Promises",
            "blocks": [
                {"kind": "words", "words": "A first answer.", "look": "quiet"},
                {"kind": "heading", "words": "What one more would change"},
                {"kind": "items", "items": ["A year more saves nothing."]},
                {"kind": "facts", "facts": [["Budget", "no limit"]], "is_code": False},
                {
                    "kind": "doubts",
                    "heading": "1 note",
                    "tone": "note",
                    "doubts": [{"place": "", "sentence": "Prices are old.", "remedy": "Replace them."}],
                },
                {
                    "kind": "table",
                    "caption": "What becomes of each promise",
                    "columns": [{"label": "Promise", "is_number": False}, {"label": "From", "is_number": True}],
                    "rows": [["Controlled", "2035"]],
                },
            ],
        }
    ],
    "foot": "Rivermouth · nagara",
}
DATA = {
    "price_year": 2015,
    "years": [2026, 2045],
    "discounted_usd": 12_300_000.0,
    "gap_frac": 0.018,
    "promises": [{"is_kept": True}],
    "projects": [{"title": "Sanitary landfill, Rivermouth", "decided": 2028, "investment_usd": 5_000_000.0}],
    "figures": {"sdg_11_6_1_frac": [0.5, 0.93], "cost_usd_per_household": [20.0, 31.5]},
}


def worked(*, is_proven: bool = False, usd: float = 12_300_000.0, stopped_at: str | None = None) -> Worked:
    """What a calculation would have given."""
    data = json.dumps({**DATA, "discounted_usd": usd, "is_proven": is_proven, "stopped_at": stopped_at})
    return Worked(data=data, papers=dict.fromkeys(LANGUAGES, PAPER), is_proven=is_proven)


def make_plan(answers: AnswerSet, *, title: str = "Controlled by 2035", person_id: int | None = None) -> Plan:
    """A plan whose proof was stopped before it began."""
    made = Plan.objects.create(
        city=answers.city,
        answer_set=answers,
        revision=answers.revision,
        digest=digest_at(answers.pk, answers.revision),
        title=title,
        promises=[PROMISE],
        last_year=2045,
        technologies=["landfill", "composting"],
        proof=Plan.Proof.STOPPED,
        made_by_id=person_id,
        made_at=timezone.now(),
    )
    kept = worked()
    Answer.objects.create(plan=made, kind="first", data=kept.data, papers=kept.papers, at=made.made_at)
    return made
