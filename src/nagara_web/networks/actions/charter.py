"""Write a charter and publish it: one person writes, another one publishes, and an older version stays as it was.

A charter binds every member and names the definition by which a report may call something zero waste. So it goes
the way of declarations and figures: publication takes two people. Lists that only say what is (focal points, work
plan, groups) are kept by one, with a history that can be undone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara_web.networks.actions.changes import By, keep, log
from nagara_web.networks.models import Charter
from nagara_web.networks.refusals import NetworkRefusedError

__all__ = ["publish_charter", "write_charter"]


@transaction.atomic
def write_charter(
    network_id: int,
    *,
    agreed_on: date,
    source: str,
    by: By,
    source_url: str = "",
    sections: Sequence[Mapping[str, str]] = (),
    not_zero_waste: Sequence[str] = (),
    target_frac: float | None = None,
    target_year: int | None = None,
    definition: str = "",
) -> Charter:
    """Write the draft of the next version, or write over the draft that waits; published versions stay.

    Parameters
    ----------
    network_id
        Whose charter.
    agreed_on
        The day on which the network agreed; the version holds from it on.
    source, source_url
        Who says so, and where.
    by
        Who writes; whoever wrote last cannot publish.
    sections
        ``head`` and ``text`` of each, in their order; empty ones are left out.
    not_zero_waste
        Fates (:class:`~nagara_web.networks.models.Fate`) that do not count as zero waste.
    target_frac, target_year
        Which share of the waste generated is to end in none of them [1], and by when.
    definition
        The definition in the network's own words.

    Raises
    ------
    NetworkRefusedError
        If it cannot stand.
    """
    drafts = Charter.objects.select_for_update().filter(network_id=network_id, state=Charter.State.DRAFT)
    draft = drafts.filter(is_withdrawn=False).first()
    last = Charter.objects.filter(network_id=network_id).aggregate(last=Max("number"))["last"] or 0
    row = draft or Charter(network_id=network_id, number=last + 1)
    row.agreed_on, row.source, row.source_url = agreed_on, source.strip(), source_url
    kept = ({"head": each["head"].strip(), "text": each["text"].strip()} for each in sections)
    row.sections = [each for each in kept if each["head"] or each["text"]]
    row.not_zero_waste = list(dict.fromkeys(not_zero_waste))
    row.target_frac, row.target_year, row.definition = target_frac, target_year, definition.strip()
    row.made_by_id, row.made_at = by.person_id, timezone.now()
    return keep(row, by)


@transaction.atomic
def publish_charter(charter_id: int, *, by: By) -> Charter:
    """Publish the draft; it holds from the day on which it was agreed, and can never be changed again.

    Raises
    ------
    NetworkRefusedError
        If it was published or taken out before, says nothing, or was written by the same person.
    """
    row = Charter.objects.select_for_update().get(pk=charter_id)
    if row.is_published or row.is_withdrawn:
        raise NetworkRefusedError(_("There is no draft that waits to be published."))
    if by.person_id is not None and row.made_by_id == by.person_id:
        raise NetworkRefusedError(_("You wrote this version. Somebody else of the secretariat publishes it."))
    if not row.sections and not row.definition and not row.not_zero_waste:
        raise NetworkRefusedError(_("The draft says nothing yet. Write a section or the definition first."))
    row.state, row.published_by_id, row.published_at = Charter.State.PUBLISHED, by.person_id, timezone.now()
    keep(row, by)
    log(row.network_id, "charter-published", by, number=row.number)
    return row
