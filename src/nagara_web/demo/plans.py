"""A plan of the demonstration: a first answer for one city, attached to its report and shown to everybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from nagara_web.accounts.standing import Role
from nagara_web.answers.queries import answer_sets_of
from nagara_web.demo.clock import at
from nagara_web.demo.people import DemoPerson
from nagara_web.places.queries import city
from nagara_web.plans import actions
from nagara_web.plans.working import Asked

__all__ = ["seed_plans"]

CITY: Final = "rivermouth"
YEARS_TO_PROMISE: Final = 9
YEARS: Final = 12
TECHNOLOGIES: Final = ("sorting", "composting", "landfill")


def seed_plans(people: Sequence[DemoPerson], *, now: datetime) -> None:
    """Let the officer of one city ask for a plan, and its head show it to everybody; its proof waits for the worker.

    Parameters
    ----------
    people
        Everybody of the demonstration.
    now
        The end of the story.
    """
    officer, head = (
        next(each.person_id for each in people if each.place == CITY and each.role == role)
        for role in map(str, (Role.CITY_OFFICER.label, Role.HEAD_OF_CITY.label))
    )
    with at(now - timedelta(days=1)):
        answers = answer_sets_of(city(CITY).pk)[0]
        asked = Asked(
            answer_set=answers,
            revision=answers.revision,
            at=timezone.now(),
            promises=(f"sdg_11_6_1_frac>=0.9@{answers.year + YEARS_TO_PROMISE}",),
            last_year=answers.year + YEARS,
            budget_usd_per_year=None,
            carbon_usd_per_t=0.0,
            technologies=TECHNOLOGIES,
        )
        made = actions.make_plan(
            asked, title="Nine tenths controlled (invented)", person_id=officer, role=Role.CITY_OFFICER.value
        )
        actions.attach(made.pk, answers.pk, person_id=officer, role=Role.CITY_OFFICER.value)
        actions.share(made.pk, "public", is_head=True, person_id=head, role=Role.HEAD_OF_CITY.value)
