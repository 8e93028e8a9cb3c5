"""The register of agreements with states of a day; the same few queries however many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from nagara.commitments.obligations import AgreementState, Standing, State
from nagara_web.agreements.models import Agreement, Entry, Obligation, Party
from nagara_web.agreements.nouns import Days, days_of, is_public, standing_on
from nagara_web.agreements.words import (
    AGREEMENT_STATES,
    AGREEMENT_TAGS,
    STATES,
    TAGS,
    due_words,
    every_words,
    state_words,
)

__all__ = [
    "AgreementLine",
    "Choices",
    "Duty",
    "Wanted",
    "agreement_line",
    "agreements_of_city",
    "agreements_of_network",
    "choices_of",
    "lines_of",
    "parties_of",
    "public_agreement",
    "register",
    "wanted_of",
    "whole",
    "whole_agreement",
]

LONGEST_WORD: Final = 120
LOUD: Final = (State.LATE, State.DUE_SOON, State.OPEN, State.DONE, State.RELEASED, State.LAPSED)
"""Order in which counts are said: what needs a hand first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the register is narrowed to; empty means all."""

    network: str = ""
    city: str = ""
    partner: str = ""
    state: str = ""
    kind: str = ""

    @property
    def is_anything(self) -> bool:
        """Whether something was chosen."""
        return any((self.network, self.city, self.partner, self.state, self.kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One obligation with its state and what was said of it.

    Parameters
    ----------
    obligation, standing
        The obligation, and how it stands.
    said
        What was said of it, newest first; unconfirmed things only where asked for.
    waiting
        What was said and waits for a second person.
    """

    obligation: Obligation
    standing: Standing
    said: tuple[Entry, ...]
    waiting: tuple[Entry, ...]

    @property
    def words(self) -> str:
        """Its state in words."""
        return state_words(self.standing)

    @property
    def tag(self) -> str:
        """With which tag its state is shown."""
        return TAGS[self.standing.state]

    @property
    def due(self) -> str:
        """When it falls due."""
        return due_words(self.obligation.first_due, self.obligation.every_months, self.standing.due)

    @property
    def every(self) -> str:
        """How often."""
        return every_words(self.obligation.every_months)

    @property
    def evidence(self) -> str:
        """What shows that it was done last."""
        return next((each.evidence for each in self.said if each.kind == Entry.Kind.DONE), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLine:
    """One agreement with its state, its parties and its obligations."""

    agreement: Agreement
    days: Days
    parties: tuple[Party, ...]
    duties: tuple[Duty, ...]
    happened: tuple[Entry, ...]
    """What was said of the whole agreement, newest first."""

    @property
    def words(self) -> str:
        """Its state in words."""
        return str(AGREEMENT_STATES[self.days.state])

    @property
    def tag(self) -> str:
        """With which tag its state is shown."""
        return AGREEMENT_TAGS[self.days.state]

    @property
    def counts(self) -> list[tuple[State, int, str]]:
        """How many of its obligations stand how, what needs a hand first."""
        found = Counter(each.standing.state for each in self.duties)
        return [(state, found[state], str(STATES[state])) for state in LOUD if found[state]]

    @property
    def late(self) -> list[Duty]:
        """Obligations past their day."""
        return [each for each in self.duties if each.standing.state is State.LATE]

    @property
    def between(self) -> str:
        """Names of the parties."""
        return " · ".join(each.name for each in self.parties)

    def duties_of_city(self, city_id: int) -> list[Duty]:
        """Obligations of one city."""
        return [each for each in self.duties if each.obligation.party.city_id == city_id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a reader may choose, as value and words: only what some agreement has."""

    networks: tuple[tuple[str, str], ...]
    cities: tuple[tuple[str, str], ...]
    partners: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]


def wanted_of(asked: Mapping[str, str]) -> Wanted:
    """What an address asks for."""
    return Wanted(
        **{name: asked.get(name, "")[:LONGEST_WORD] for name in ("network", "city", "partner", "state", "kind")}
    )


def whole(found: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Agreements with everything that their lines need, in five queries."""
    parties = Party.objects.select_related("city", "network", "partner")
    owners = Obligation.objects.select_related("party__city", "party__network", "party__partner")
    people = ("made_by", "published_by")
    return found.select_related("network", *people).prefetch_related(
        Prefetch("parties", parties),
        Prefetch("obligations", owners),
        Prefetch("entries", Entry.objects.select_related(*people)),
        "files",
    )


def agreement_line(agreement: Agreement, day: date) -> AgreementLine:
    """Work out the states of one agreement, as :func:`whole` fetches it.

    Parameters
    ----------
    agreement
        With its parties, obligations and entries.
    day
        The day that is asked about.
    """
    every = list(agreement.entries.all())
    counted = [each for each in every if is_public(each)]
    days = days_of(agreement, counted, day)

    def duty(obligation: Obligation) -> Duty:
        own = [each for each in every if each.obligation_id == obligation.pk]
        return Duty(
            obligation=obligation,
            standing=standing_on(obligation, counted, day, days.last_day),
            said=tuple(each for each in reversed(own) if is_public(each)),
            waiting=tuple(each for each in own if each.published_at is None),
        )

    return AgreementLine(
        agreement=agreement,
        days=days,
        parties=tuple(agreement.parties.all()),
        duties=tuple(map(duty, agreement.obligations.all())),
        happened=tuple(each for each in reversed(counted) if each.obligation_id is None),
    )


def lines_of(found: QuerySet[Agreement], day: date) -> list[AgreementLine]:
    """Several agreements with their states: what is late first, then what is in force, newest first."""
    order = list(AgreementState)
    lines = [agreement_line(each, day) for each in whole(found)]
    first = (AgreementState.IN_FORCE, AgreementState.AHEAD)
    return sorted(lines, key=lambda each: (not each.late, each.days.state not in first, order.index(each.days.state)))


def register(wanted: Wanted, day: date) -> list[AgreementLine]:
    """Published agreements that fit, with their states on a day."""
    found = _published()
    if wanted.network:
        of_network = Q(network__slug=wanted.network) | Q(parties__network__slug=wanted.network)
        found = found.filter(of_network)
    if wanted.city:
        found = found.filter(parties__city__slug=wanted.city)
    if wanted.partner:
        found = found.filter(parties__partner__slug=wanted.partner)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    lines = lines_of(found.distinct(), day)
    return [each for each in lines if _fits(each, wanted.state)]


def _fits(line: AgreementLine, state: str) -> bool:
    """Whether an agreement stands so, or one of its obligations does."""
    return not state or line.days.state == state or any(each.standing.state == state for each in line.duties)


def choices_of(lines: Iterable[AgreementLine]) -> Choices:
    """What may be chosen among some agreements."""
    every = list(lines)
    parties = [party for each in every for party in each.parties]
    networks = {(each.agreement.network.slug, each.agreement.network.name) for each in every if each.agreement.network}
    networks |= {(each.network.slug, each.network.name) for each in parties if each.network}
    states = {each.days.state for each in every}
    duties = {duty.standing.state for each in every for duty in each.duties}
    return Choices(
        networks=_by_name(networks),
        cities=_by_name({(each.city.slug, each.city.name) for each in parties if each.city}),
        partners=_by_name({(each.partner.slug, each.partner.name) for each in parties if each.partner}),
        states=(
            *((state.value, str(AGREEMENT_STATES[state])) for state in AGREEMENT_STATES if state in states),
            *((state.value, str(STATES[state])) for state in (State.LATE, State.DUE_SOON) if state in duties),
        ),
        kinds=_by_name({(each.agreement.kind, each.agreement.get_kind_display()) for each in every}),
    )


def _by_name(found: set[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(found, key=lambda each: each[1]))


def public_agreement(slug: str, day: date) -> AgreementLine:
    """One published agreement; 404 otherwise, for everybody."""
    found = whole(_published().filter(slug=slug)).first()
    if found is None:
        raise Http404
    return agreement_line(found, day)


def whole_agreement(agreement_id: int) -> Agreement:
    """One agreement with everything that its line needs; whoever asks has been let in before."""
    return whole(Agreement.objects.filter(pk=agreement_id)).get()


def parties_of(agreement_id: int) -> list[Party]:
    """Parties of an agreement, in the order in which they were added."""
    return list(Party.objects.filter(agreement_id=agreement_id).select_related("city", "network", "partner"))


def agreements_of_city(city_id: int, day: date) -> Sequence[AgreementLine]:
    """Published agreements that bind a city."""
    return lines_of(_published().filter(parties__city_id=city_id), day)


def agreements_of_network(network_id: int, day: date) -> Sequence[AgreementLine]:
    """Published agreements that stand under a network or bind it."""
    under = Q(network_id=network_id) | Q(parties__network_id=network_id)
    return lines_of(_published().filter(under).distinct(), day)


def _published() -> QuerySet[Agreement]:
    return Agreement.objects.filter(published_at__isnull=False)
