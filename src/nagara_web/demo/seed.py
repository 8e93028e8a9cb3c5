"""Fill an empty site with everything that the demonstration shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from nagara_web.demo.agreements import seed_agreements
from nagara_web.demo.clock import at
from nagara_web.demo.invented import seed_invented
from nagara_web.demo.meetings import seed_meetings
from nagara_web.demo.networks import seed_network_pages, seed_real_networks
from nagara_web.demo.people import DemoPerson
from nagara_web.demo.places import seed_places
from nagara_web.demo.plans import seed_plans
from nagara_web.demo.published import seed_published
from nagara_web.demo.story import say_nothing

__all__ = ["seed"]


@transaction.atomic
def seed(examples: Path, *, now: datetime, progress: Callable[[str, int, int], None] = say_nothing) -> list[DemoPerson]:
    """Write real places and published figures, then the invented network with its two rounds: all of it, or nothing.

    Parameters
    ----------
    examples
        Folder with the example city and the same city a year before.
    now
        The moment at which the story ends; everything else lies before it.
    progress
        Is told what is done, how many of how many.

    Returns
    -------
    list of DemoPerson
        The invented people, those whom a visitor may be first.
    """
    with at(now - timedelta(days=440)):
        progress("Real places and what others publish of them", 0, 2)
        seed_places()
        seed_real_networks()
        progress("Real places and what others publish of them", 1, 2)
        seed_published()
        progress("Real places and what others publish of them", 2, 2)
    people = seed_invented(examples, now=now, progress=progress)
    seed_network_pages(people, now=now)
    seed_meetings(people, now=now)
    seed_agreements(people, now=now)
    seed_plans(people, now=now)
    return people
