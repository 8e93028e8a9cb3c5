"""Who keeps the register of agreements, and who says what became of an obligation: asked here and nowhere else.

Everybody reads a published agreement. The secretariat of its network keeps it; one that stands under no network is
kept by every secretariat. Officers and heads of a city that is a party say what became of the obligations of their
own city, and of no other party. To everybody else the working pages do not exist.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from nagara_web.accounts.standing import Role, Standing
from nagara_web.agreements.models import Agreement, AgreementFile, Entry, Obligation, Partner, Party
from nagara_web.places.keeping import kept_beside

__all__ = [
    "Hand",
    "acting_role",
    "agreements_for",
    "cities_of",
    "file_for",
    "hand_on",
    "keeps_register",
    "must_keep_register",
    "networks_of",
    "partner_to_keep",
    "works_on",
]

SPEAKS = (Role.CITY_OFFICER, Role.HEAD_OF_CITY)


def keeps_register(standing: Standing) -> bool:
    """Whether somebody keeps agreements at all: a secretariat, or the administrator."""
    return standing.holds(Role.SECRETARIAT, Role.ADMINISTRATOR)


def must_keep_register(standing: Standing) -> None:
    """Answer 404 to everybody who does not."""
    if not keeps_register(standing):
        raise Http404


def acting_role(standing: Standing) -> str:
    """In which role somebody keeps the register."""
    held = (Role.SECRETARIAT, Role.ADMINISTRATOR)
    return next((each.value for each in held if standing.holds(each)), "")


def cities_of(standing: Standing) -> frozenset[int]:
    """Cities whose obligations a person may speak about."""
    return standing.cities(*SPEAKS)


def networks_of(standing: Standing) -> frozenset[int]:
    """Networks whose agreements somebody keeps: those of their secretariat, and those that it founded."""
    return kept_beside(standing.networks(Role.SECRETARIAT))


def _kept_by(standing: Standing) -> QuerySet[Agreement]:
    found = Agreement.objects.all()
    if standing.is_administrator:
        return found
    own = networks_of(standing)
    return found.filter(Q(network__isnull=True) | Q(network_id__in=own)) if own else found.none()


def agreements_for(standing: Standing) -> QuerySet[Agreement]:
    """Agreements on which somebody works: those that they keep, and published ones that bind their city."""
    own = cities_of(standing)
    bound = Q(parties__city_id__in=own, published_at__isnull=False)
    return Agreement.objects.filter(Q(pk__in=_kept_by(standing).values("pk")) | bound).distinct()


def works_on(standing: Standing, slug: str) -> bool:
    """Whether somebody works on one agreement."""
    return standing.person_id is not None and agreements_for(standing).filter(slug=slug).exists()


@dataclass(frozen=True)
class Hand:
    """One person on one agreement.

    Parameters
    ----------
    standing
        Of the person.
    agreement
        With its network.
    """

    standing: Standing
    agreement: Agreement

    @property
    def keeps(self) -> bool:
        """Whether the person keeps the agreement in the register."""
        if self.standing.is_administrator:
            return True
        own = networks_of(self.standing)
        return bool(own) if self.agreement.network_id is None else self.agreement.network_id in own

    @property
    def role(self) -> str:
        """In which role the person acts on it, for the log."""
        if self.keeps:
            return acting_role(self.standing)
        return next((each.value for each in reversed(SPEAKS) if self.standing.holds(each)), "")

    def must_keep(self) -> None:
        """Answer 404 to whoever does not keep it."""
        if not self.keeps:
            raise Http404

    def speaks_for(self, obligation: Obligation) -> bool:
        """Whether the person may say what became of an obligation."""
        return self.keeps or (
            self.agreement.published_at is not None and obligation.party.city_id in cities_of(self.standing)
        )

    def obligation(self, number: int) -> Obligation:
        """One of its obligations; 404 otherwise."""
        found = Obligation.objects.select_related("party__city", "party__network", "party__partner")
        one = found.filter(agreement=self.agreement, number=number).first()
        if one is None:
            raise Http404
        return one

    def obligation_to_say(self, number: int) -> Obligation:
        """One obligation of which the person may say what became; 404 otherwise."""
        one = self.obligation(number)
        if not self.speaks_for(one):
            raise Http404
        return one

    def entry(self, pk: int) -> Entry:
        """One thing that was said of it; 404 otherwise."""
        one = Entry.objects.select_related("obligation__party").filter(agreement=self.agreement, pk=pk).first()
        if one is None:
            raise Http404
        return one

    def party(self, pk: int) -> Party:
        """One of its parties; 404 otherwise."""
        one = Party.objects.filter(agreement=self.agreement, pk=pk).first()
        if one is None:
            raise Http404
        return one


def hand_on(standing: Standing, slug: str) -> Hand:
    """Put somebody before an agreement that they work on; 404 otherwise."""
    found = agreements_for(standing).select_related("network").filter(slug=slug).first()
    if found is None:
        raise Http404
    return Hand(standing, found)


def partner_to_keep(standing: Standing, slug: str) -> Partner:
    """One partner, for whoever keeps the register; 404 otherwise."""
    must_keep_register(standing)
    found = Partner.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def file_for(standing: Standing, slug: str, pk: int) -> AgreementFile:
    """One document: of a published agreement for everybody, of another for who keeps it; 404 otherwise."""
    found = AgreementFile.objects.select_related("agreement__network").filter(agreement__slug=slug, pk=pk).first()
    if found is None or not (found.agreement.published_at or Hand(standing, found.agreement).keeps):
        raise Http404
    return found
