"""Agreements of the demonstration: two real ones with their sources, four invented ones in every state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from nagara_web.agreements import actions
from nagara_web.agreements.actions import NewAgreement
from nagara_web.agreements.queries import Agreement, Obligation
from nagara_web.demo.clock import at
from nagara_web.demo.people import DemoPerson
from nagara_web.demo.tables import rows_of
from nagara_web.places.queries import city, network

__all__ = ["seed_agreements"]

NETWORK: Final = "river-capitals"
SECRETARIAT: Final = "Secretariat of River Capitals (invented)"
GAZETTE: Final = "Invented gazette 12"
PARTNERS: Final = (
    ("institute-of-soils", "Institute of Soils (invented)", "university", "https://example.org/soils"),
    ("bank-of-rivers", "Bank of Rivers (invented)", "bank", "https://example.org/bank"),
    ("port-elsewhere", "Port Elsewhere (invented)", "city-abroad", ""),
)
Duty = tuple[str, str, str, int | None, int]
"""Whose, to what, where in the text, due how many days from now, and every how many months."""
COMPOSTING: Final[tuple[Duty, ...]] = (
    ("hilltop", "Weigh what goes into the heap, and keep the book", "article 3", -24, 0),
    ("rivermouth", "Sort waste at the three large markets", "article 3", -90, 0),
    ("institute-of-soils", "Train ten people of each city", "article 4", -352, 12),
    ("hilltop", "Give the institute a plot of land beside the nursery", "article 5", 18, 0),
    ("rivermouth", "Share what was learned with the other cities", "article 6", None, 0),
)
PUMPS: Final[tuple[Duty, ...]] = (
    ("two-bridges", "Report on what was spent", "schedule 2", -200, 3),
    ("bank-of-rivers", "Pay the second instalment", "schedule 1", 25, 0),
    (NETWORK, "Publish the lessons of the first station", "clause 9", 210, 0),
)
SISTERS: Final[tuple[Duty, ...]] = (
    ("green-ferry", "Receive ten pupils in summer", "third paragraph", -420, 12),
    ("port-elsewhere", "Receive ten pupils in winter", "third paragraph", -240, 12),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Who keeps the register, and whom an agreement may bind."""

    now: datetime
    first: int
    second: int
    parties: Mapping[str, Mapping[str, Any]]
    network_id: int

    def day(self, days: int) -> date:
        return self.now.date() + timedelta(days=days)

    def enter(self, title: str, kind: str, duties: Sequence[Duty], **fields: Any) -> Agreement:  # noqa: ANN401
        given = {"source": GAZETTE, "network_id": self.network_id, "is_invented": True, **fields}
        made = actions.add_agreement(
            NewAgreement(title=title, kind=kind, **given), person_id=self.first, role="secretariat"
        )
        ids = {
            name: actions.add_party(made.pk, **self.parties[name], person_id=self.first, role="secretariat").pk
            for name in dict.fromkeys(duty[0] for duty in duties)
        }
        for whose, says, locator, days, months in duties:
            actions.keep_obligation(
                made.pk,
                party_id=ids[whose],
                says=says,
                locator=locator,
                first_due=None if days is None else self.day(days),
                every_months=months,
                person_id=self.first,
                role="secretariat",
            )
        return made

    def publish(self, made: Agreement) -> list[Obligation]:
        published = actions.publish_agreement(made.pk, person_id=self.second, role="secretariat")
        return list(published.obligations.all())

    def confirmed(self, agreement: Agreement, **said: Any) -> None:  # noqa: ANN401  (what an entry says)
        by = said.pop("by", self.first)
        made = actions.say(agreement, person_id=by, **{"said_for": SECRETARIAT, **said})
        actions.confirm(made.pk, person_id=self.second, role="secretariat")


def seed_agreements(people: Sequence[DemoPerson], *, now: datetime) -> None:
    """Bring the real agreements in, and let the invented secretariat keep four of its own.

    Parameters
    ----------
    people
        Everybody of the demonstration.
    now
        The end of the story.
    """
    with at(now - timedelta(days=60)):
        _real()
        desk = _desk(people, now)
        composting = _composting(desk)
        pumps = _pumps(desk)
        _sisters(desk)
    officers = {each.place: each.person_id for each in people if each.role == "City officer"}
    with at(now - timedelta(days=5)):
        _said(desk, composting, pumps, officers)
        desk.enter(
            "Letter of intent on a shared laboratory (invented)",
            "letter",
            (("saltmarsh", "Name a chemist", "", 60, 0), ("institute-of-soils", "Lend the instruments", "", 90, 0)),
            signed_on=desk.day(-8),
        )


def _real() -> None:
    partners = {
        row["slug"]: actions.keep_partner(
            row["name"], kind=row["kind"], home_page=row["home_page"], slug=row["slug"]
        ).pk
        for row in rows_of("partners")
    }
    for row in rows_of("agreements"):
        new = NewAgreement(
            title=row["title"],
            kind=row["kind"],
            about=row["about"],
            signed_on=date.fromisoformat(row["signed_on"]) if row["signed_on"] else None,
            ends_on=date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
            source=row["source"],
            source_url=row["source_url"],
            confidence=row["confidence"],
        )
        made = actions.add_agreement(new, slug=row["slug"], person_id=None)
        for name in row["parties"].split():
            actions.add_party(made.pk, partner_id=partners[name], person_id=None)
        actions.publish_agreement(made.pk, person_id=None)


def _desk(people: Sequence[DemoPerson], now: datetime) -> _Desk:
    first, second = [each.person_id for each in people if each.role == "Secretariat"][:2]
    network_id = network(NETWORK).pk
    parties: dict[str, dict[str, Any]] = {NETWORK: {"network_id": network_id}}
    for slug, name, kind, home_page in PARTNERS:
        made = actions.keep_partner(
            name, kind=kind, home_page=home_page, slug=slug, is_invented=True, person_id=first, role="secretariat"
        )
        parties[slug] = {"partner_id": made.pk}
    for slug in ("hilltop", "rivermouth", "two-bridges", "green-ferry", "saltmarsh"):
        parties[slug] = {"city_id": city(slug).pk}
    return _Desk(now=now, first=first, second=second, parties=parties, network_id=network_id)


def _composting(desk: _Desk) -> Agreement:
    made = desk.enter(
        "Memorandum on composting market waste (invented)",
        "memorandum",
        COMPOSTING,
        about="Two cities learn from an institute how to compost what their markets leave.",
        signed_on=desk.day(-420),
        ends_on=desk.day(95),
        renewal="asked",
        notice_days=60,
    )
    _weigh, sort, train, _plot, _share = desk.publish(made)
    desk.confirmed(
        made,
        obligation=sort,
        kind="under-way",
        on=desk.day(-160),
        words="Two of three markets sort.",
        said_for="Rivermouth",
    )
    desk.confirmed(
        made,
        obligation=sort,
        kind="done",
        on=desk.day(-84),
        words="The third market began six days late.",
        evidence="https://example.org/markets",
        said_for="Rivermouth",
    )
    desk.confirmed(
        made, obligation=train, kind="done", on=desk.day(-340), due=desk.day(-352), evidence="List of 20 people"
    )
    return made


def _pumps(desk: _Desk) -> Agreement:
    made = desk.enter(
        "Grant for two transfer stations (invented)",
        "grant",
        PUMPS,
        about="The bank pays for two stations in Two Bridges; the network publishes what was learned.",
        signed_on=desk.day(-290),
        in_force_from=desk.day(-280),
        ends_on=desk.day(800),
        renewal="never",
    )
    report, *_others = desk.publish(made)
    desk.confirmed(
        made,
        obligation=report,
        kind="done",
        on=desk.day(-203),
        due=desk.day(-200),
        evidence="Report 1 (invented)",
        said_for="Two Bridges",
    )
    return made


def _sisters(desk: _Desk) -> None:
    made = desk.enter(
        "Sister cities Green Ferry and Port Elsewhere (invented)",
        "sister-cities",
        SISTERS,
        about="Pupils of both cities visit each other every year.",
        signed_on=desk.day(-900),
        renewal="by-itself",
    )
    summer, winter = desk.publish(made)
    for duty, days in ((summer, -415), (winter, -238)):
        desk.confirmed(made, obligation=duty, kind="done", on=desk.day(days), evidence="List of pupils (invented)")
    desk.confirmed(made, kind="ended", on=desk.day(-75), words="Port Elsewhere has no school any more (invented).")


def _said(desk: _Desk, composting: Agreement, pumps: Agreement, officers: Mapping[str, int]) -> None:
    """What cities said last; the second of the two waits for the secretariat."""
    weigh = composting.obligations.get(number=1)
    desk.confirmed(
        composting,
        obligation=weigh,
        kind="under-way",
        on=desk.day(-9),
        words="The scale has come; the book begins next month.",
        said_for=city("hilltop").name,
        by=officers["hilltop"],
    )
    actions.say(
        pumps,
        obligation=pumps.obligations.get(number=1),
        kind="done",
        on=desk.day(-6),
        evidence="Report 2 (invented)",
        said_for=city("two-bridges").name,
        person_id=officers["two-bridges"],
        role="city-officer",
    )
