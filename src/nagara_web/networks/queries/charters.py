"""Charters by version, the one that holds on a day, and the definition of zero waste that it gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from nagara_web.networks.models import Charter
from nagara_web.networks.words import definition_sentence, target_words

__all__ = [
    "ZeroWasteDefinition",
    "charter",
    "charter_draft",
    "charter_on",
    "charters",
    "definition_of",
    "definition_on",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ZeroWasteDefinition:
    """What a network calls zero waste, so that a report can name it.

    Parameters
    ----------
    code
        Names the version of the charter that gives it, as in ``mgmac.charter.2``.
    not_zero_waste
        Fates that do not count as zero waste.
    target_frac, target_year
        Which share of the waste generated is to end in none of them [1], and by when.
    words
        The definition in the network's own words.
    agreed_on, source
        When it was agreed, and who says so.
    """

    code: str
    network: str
    number: int
    not_zero_waste: tuple[str, ...]
    target_frac: float | None
    target_year: int | None
    words: str
    agreed_on: date
    source: str

    @property
    def address(self) -> str:
        """Path that always shows this version."""
        return f"/networks/{self.network}/charter/{self.number}/"

    @property
    def sentence(self) -> str:
        """What does not count, in words; empty where the charter does not say."""
        return definition_sentence(self.not_zero_waste)

    @property
    def target(self) -> str:
        """The target in words; empty where there is none."""
        return target_words(self.target_frac, self.target_year)


def charters(network_id: int) -> QuerySet[Charter]:
    """Published versions, the newest first."""
    return Charter.objects.filter(
        network_id=network_id, state=Charter.State.PUBLISHED, is_withdrawn=False
    ).select_related("network", "made_by", "published_by")


def charter(network_id: int, number: int) -> Charter:
    """One published version; 404 otherwise."""
    found = charters(network_id).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def charter_on(network_id: int, day: date | None = None) -> Charter | None:
    """The version that holds on a day, today if none is given: the last one that was agreed until then."""
    agreed = charters(network_id).filter(agreed_on__lte=day or timezone.localdate())
    return agreed.order_by("-agreed_on", "-number").first()


def charter_draft(network_id: int) -> Charter | None:
    """The draft that waits, for those who keep the network."""
    found = Charter.objects.filter(network_id=network_id, state=Charter.State.DRAFT, is_withdrawn=False)
    return found.select_related("network", "made_by").first()


def definition_of(found: Charter) -> ZeroWasteDefinition | None:
    """The definition that a version gives; ``None`` where it gives none."""
    if not found.not_zero_waste and not found.definition:
        return None
    return ZeroWasteDefinition(
        code=f"{found.network.slug}.charter.{found.number}",
        network=found.network.slug,
        number=found.number,
        not_zero_waste=tuple(found.not_zero_waste),
        target_frac=found.target_frac,
        target_year=found.target_year,
        words=found.definition,
        agreed_on=found.agreed_on,
        source=found.source,
    )


def definition_on(network_id: int, day: date | None = None) -> ZeroWasteDefinition | None:
    """What a network calls zero waste on a day; ``None`` where it has not agreed on a definition."""
    found = charter_on(network_id, day)
    return definition_of(found) if found else None
