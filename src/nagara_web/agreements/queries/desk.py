"""What waits for those who keep agreements, and for the cities that are bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nagara.commitments.obligations import State
from nagara_web.accounts.standing import Standing
from nagara_web.agreements.access import Hand, agreements_for, cities_of, keeps_register
from nagara_web.agreements.models import Agreement, Entry, Obligation, Partner
from nagara_web.agreements.queries.register import AgreementLine, Duty, lines_of
from nagara_web.places.queries import City

__all__ = [
    "DueSoon",
    "MyAgreements",
    "Waiting",
    "due_soon_in_network",
    "late_in_network",
    "my_agreements",
    "partners",
    "voice_of",
    "waiting_entries",
]

LOUD = (State.LATE, State.DUE_SOON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What needs a hand in one network.

    Parameters
    ----------
    late
        Obligations past their day with their agreements, those that wait longest first.
    notices
        Agreements that end soon, of which nobody has said whether they go on.
    to_confirm
        What was said and waits for a second person.
    """

    late: tuple[tuple[AgreementLine, Duty], ...]
    notices: tuple[AgreementLine, ...]
    to_confirm: tuple[Entry, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing needs a hand."""
        return not (self.late or self.notices or self.to_confirm)


@dataclass(frozen=True, slots=True, kw_only=True)
class MyAgreements:
    """What one person has to do with agreements.

    Parameters
    ----------
    keeps
        Whether they keep the register.
    lines
        All agreements on which they work.
    own
        Obligations of their cities that are open, late ones first, with their agreements.
    """

    keeps: bool
    lines: tuple[AgreementLine, ...]
    own: tuple[tuple[AgreementLine, Duty], ...]

    @property
    def loud(self) -> list[tuple[AgreementLine, Duty]]:
        """Those of their cities' obligations that are late or due soon."""
        return [each for each in self.own if each[1].standing.state in LOUD]

    @property
    def drafts(self) -> list[AgreementLine]:
        """Agreements that wait for a second person."""
        return [each for each in self.lines if each.agreement.published_at is None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSoon:
    """One obligation of a city that falls due soon.

    Parameters
    ----------
    city, due, says
        Whose it is, when it falls due, and what it obliges to.
    title, slug
        Of the agreement.
    """

    city: City
    due: date
    says: str
    title: str
    slug: str


def my_agreements(standing: Standing, day: date) -> MyAgreements:
    """What somebody has to do with agreements on a day."""
    lines = lines_of(agreements_for(standing), day)
    cities = cities_of(standing)
    own = [
        (line, duty)
        for line in lines
        if line.agreement.published_at is not None
        for duty in line.duties
        if duty.obligation.party.city_id in cities and duty.standing.state in (*LOUD, State.OPEN)
    ]
    own.sort(key=lambda each: (-each[1].standing.days_late, each[1].standing.due or date.max))
    return MyAgreements(keeps=keeps_register(standing), lines=tuple(lines), own=tuple(own))


def late_in_network(network_id: int, day: date) -> Waiting:
    """What needs a hand in the published agreements of one network."""
    found = Agreement.objects.filter(network_id=network_id, published_at__isnull=False)
    lines = lines_of(found, day)
    late = [(line, duty) for line in lines for duty in line.late]
    late.sort(key=lambda each: -each[1].standing.days_late)
    return Waiting(
        late=tuple(late),
        notices=tuple(each for each in lines if each.days.is_notice_open),
        to_confirm=tuple(waiting_entries(found)),
    )


def due_soon_in_network(network_id: int, day: date) -> list[DueSoon]:
    """What the cities of a network's published agreements have to do soon, by day."""
    found = Agreement.objects.filter(network_id=network_id, published_at__isnull=False)
    soon = [
        DueSoon(city=city, due=due, says=duty.obligation.says, title=line.agreement.title, slug=line.agreement.slug)
        for line in lines_of(found, day)
        for duty in line.duties
        if duty.standing.state is State.DUE_SOON
        and (city := duty.obligation.party.city) is not None
        and (due := duty.standing.due) is not None
    ]
    return sorted(soon, key=lambda each: (each.due, each.slug, each.says))


def waiting_entries(found: QuerySet[Agreement]) -> Sequence[Entry]:
    """What was said of some agreements and waits for a second person, oldest first."""
    waiting = Entry.objects.filter(agreement__in=found, published_at__isnull=True, set_aside_because="")
    return list(waiting.select_related("agreement", "obligation__party__city", "made_by").order_by("made_at", "pk"))


def partners() -> QuerySet[Partner]:
    """All partners, by name."""
    return Partner.objects.all()


def voice_of(hand: Hand, obligation: Obligation | None = None) -> str:
    """For whom somebody speaks: their city where it is the one that is obliged, else the secretariat.

    Parameters
    ----------
    hand
        The person on the agreement.
    obligation
        What they speak about; ``None`` for the whole agreement.
    """
    if obligation is not None and obligation.party.city_id in cities_of(hand.standing):
        return obligation.party.name
    network = hand.agreement.network
    return _("Secretariat of %(network)s") % {"network": network.short_name} if network else _("Secretariat")
