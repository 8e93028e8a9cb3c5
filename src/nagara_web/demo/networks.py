"""What networks agreed on: of real ones only what a source says, of the invented one an example of every part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from nagara_web.declarations.queries.asked import commitment_parts
from nagara_web.demo.clock import at
from nagara_web.demo.people import DemoPerson
from nagara_web.demo.tables import rows_of
from nagara_web.networks import actions
from nagara_web.networks.actions.facts import Days
from nagara_web.places.queries import Network, city, network

__all__ = ["seed_network_pages", "seed_real_networks"]

NETWORK: Final = "river-capitals"
MINUTES: Final = "Minutes of the invented forum in Hilltop"
STATES: Final = {"done": 400, "under-way": 300, "planned": 60}
"""First day of an example by its state, so many days ago [day]."""


def seed_real_networks() -> None:
    """Write the groups of real networks, each with who says so; what no source says stays empty and says so."""
    for row in rows_of("network_groups"):
        actions.add_group(
            network(row["network"]).pk,
            slug=row["slug"],
            name=row["name"],
            kind=row["kind"],
            theme=row["theme"],
            mandate=row["mandate"],
            days=_days(row),
            by=actions.SITE,
        )


def _days(row: Mapping[str, str]) -> Days:
    since = date.fromisoformat(row["since"]) if row["since"] else None
    return Days(since=since, source=row["source"], source_url=row["source_url"])


def seed_network_pages(people: Sequence[DemoPerson], *, now: datetime) -> None:
    """Give the invented network a charter of two versions, focal points, a plan, a set of indicators and groups.

    Parameters
    ----------
    people
        Everybody of the demonstration.
    now
        The end of the story.
    """
    first, second = [each.person_id for each in people if each.role == "Secretariat"][:2]
    writes = actions.By(person_id=first, role="secretariat")
    publishes = actions.By(person_id=second, role="secretariat")
    found = network(NETWORK)
    with at(now - timedelta(days=410)):
        _charter(found, now - timedelta(days=420), ("landfilled", "leaked"), 0.5, writes, publishes)
        _indicators(found, writes, now)
        _groups(found, writes, now)
    with at(now - timedelta(days=45)):
        fates = ("landfilled", "burned-without-energy", "leaked")
        _charter(found, now - timedelta(days=50), fates, 0.7, writes, publishes)
        _work(found, writes, now)
    officers = {each.place: each.person_id for each in people if each.role == "City officer"}
    with at(now - timedelta(days=30)):
        _focal_points(found, officers, writes, now)
        _found_another(found, writes, now)


def _charter(
    found: Network,
    agreed: datetime,
    fates: Sequence[str],
    target_frac: float,
    writes: actions.By,
    publishes: actions.By,
) -> None:
    draft = actions.write_charter(
        found.pk,
        agreed_on=agreed.date(),
        source=MINUTES,
        not_zero_waste=fates,
        target_frac=target_frac,
        target_year=2035,
        definition="Waste is zero where nothing of it ends in the ways named here (invented definition).",
        sections=[
            {"head": "Aim (invented)", "text": "To weigh what we throw away, to say so every year, and to waste less."},
            {
                "head": "Members (invented)",
                "text": "A capital joins by a letter of its head and leaves by another one.",
            },
            {
                "head": "Secretariat (invented)",
                "text": "Two people in the city of the host, appointed for three years.",
            },
        ],
        by=writes,
    )
    actions.publish_charter(draft.pk, by=publishes)


def _indicators(found: Network, by: actions.By, now: datetime) -> None:
    days = Days(since=(now - timedelta(days=400)).date(), source=MINUTES)
    for code, reason in (
        ("sdg_11_6_1_frac", "Invented reason: every member promised to report it each year."),
        ("separate_collection_level", "Invented reason: food waste is half of what we collect."),
    ):
        actions.choose_indicator(found.pk, code, reason=reason, days=days, by=by)


def _groups(found: Network, by: actions.By, now: datetime) -> None:
    days = Days(since=(now - timedelta(days=390)).date(), source=MINUTES)
    themed = actions.add_group(
        found.pk,
        slug="food-waste",
        name="Food waste (invented)",
        kind="theme",
        theme="Food waste collected apart",
        mandate="Try three ways of collecting food waste apart, and say what each costs (invented).",
        days=days,
        by=by,
    )
    for slug, is_lead in (("two-bridges", True), ("hilltop", False), ("rivermouth", False)):
        actions.add_to_group(themed, city(slug).pk, days=days, by=by, is_lead=is_lead)
    corridor = actions.add_group(
        found.pk,
        slug="long-river",
        name="Long River Corridor (invented)",
        kind="cities",
        theme="One river",
        mandate="Four cities on one river keep plastic out of it together (invented).",
        days=days,
        by=by,
    )
    for slug in ("rivermouth", "two-bridges", "old-kiln", "saltmarsh"):
        actions.add_to_group(corridor, city(slug).pk, days=days, by=by)
    for code in ("sdg_11_6_1_frac", "msw_collected_frac"):
        actions.choose_indicator(
            found.pk,
            code,
            reason="Invented reason: what is not collected ends in the river.",
            days=days,
            by=by,
            group_id=corridor.pk,
        )
    actions.add_work(
        found.pk,
        title="Floating barrier at the last bridge (invented)",
        what="One barrier for four cities; each pays by what it weighs.",
        owner_id=city("rivermouth").pk,
        state="under-way",
        serves="",
        days=Days(since=days.since, until=(now + timedelta(days=200)).date(), source=MINUTES),
        by=by,
        group_id=corridor.pk,
    )


def _work(found: Network, by: actions.By, now: datetime) -> None:
    told = {
        "done": "Six people of four cities have learned it; the next course is theirs to give (invented).",
        "under-way": "Three of nine cities have sent what they call controlled (invented).",
    }
    own = [each.code for each in commitment_parts() if each.is_invented]
    for (title, owner, state, due), serves in zip(_plan(), [*own, "", ""], strict=False):
        item = actions.add_work(
            found.pk,
            title=title,
            what="",
            owner_id=city(owner).pk if owner else None,
            state=state,
            serves=serves,
            days=Days(
                since=(now - timedelta(days=STATES[state])).date(),
                until=(now + timedelta(days=due)).date(),
                source=MINUTES,
            ),
            by=by,
        )
        if state != "planned":
            on = (now - timedelta(days=46)).date()
            actions.add_note(item, on=on, words=told[state], by=by)


def _plan() -> Iterator[tuple[str, str, str, int]]:
    yield "One definition of a controlled site (invented)", "", "under-way", -20
    yield "Training at the weighbridge (invented)", "two-bridges", "done", -60
    yield "Common questions for markets (invented)", "hilltop", "planned", 120


def _focal_points(found: Network, officers: dict[str, int], by: actions.By, now: datetime) -> None:
    days = Days(since=(now - timedelta(days=380)).date(), source="Letter of the city (invented)")
    for slug in ("hilltop", "rivermouth", "two-bridges", "old-kiln"):
        actions.add_focal_point(
            found.pk,
            city(slug).pk,
            office="Head of the waste department (invented)",
            person_id=officers.get(slug),
            days=days,
            by=by,
        )


def _found_another(found: Network, by: actions.By, now: datetime) -> None:
    actions.found_network(
        slug="zero-waste-towns",
        name="Network of Zero Waste Towns (invented)",
        short_name="Zero Waste Towns (invented)",
        about="An invented network, founded to show what a page says before anybody has filled it.",
        by_network_id=found.pk,
        by=by,
        on=(now - timedelta(days=30)).date(),
        is_invented=True,
    )
