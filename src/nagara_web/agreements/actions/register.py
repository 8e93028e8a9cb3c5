"""Partners, agreements, their parties and obligations; a second person publishes.

What everybody reads is not changed behind their backs: an agreement is taken back with a reason, corrected, and
published again by somebody else.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from nagara_web.agreements.actions.logging import log
from nagara_web.agreements.models import Agreement, Obligation, Partner, Party
from nagara_web.agreements.refusals import AgreementRefusedError
from nagara_web.audit.actions import record

__all__ = [
    "NewAgreement",
    "add_agreement",
    "add_party",
    "change_agreement",
    "keep_obligation",
    "keep_partner",
    "publish_agreement",
    "remove_obligation",
    "remove_party",
    "take_back_agreement",
]

LONGEST_SLUG: Final = 70
FEWEST_PARTIES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgreement:
    """What an agreement says of itself.

    Parameters
    ----------
    title, kind
        Its name, and one of :class:`Agreement.Kind`.
    network_id
        Under which network it stands; ``None`` for none.
    language, about
        Of its text; what it is for, in own words.
    signed_on, in_force_from, ends_on
        Its days; ``None`` where nobody knows it or there is none.
    renewal, notice_days
        What the text says of going on, and how long before the last day notice is given [days].
    source, source_url, confidence
        Who says so, and how sure it is.
    """

    title: str
    kind: str
    network_id: int | None = None
    language: str = "en"
    about: str = ""
    signed_on: date | None = None
    in_force_from: date | None = None
    ends_on: date | None = None
    renewal: str = Agreement.Renewal.SILENT
    notice_days: int | None = None
    source: str = ""
    source_url: str = ""
    confidence: str = "confirmed"
    is_invented: bool = False


@transaction.atomic
def keep_partner(
    name: str,
    *,
    kind: str,
    home_page: str = "",
    slug: str = "",
    is_invented: bool = False,
    person_id: int | None = None,
    role: str = "",
) -> Partner:
    """Write a partner down, or change one by its slug; the same again does nothing."""
    fields = {"name": name.strip(), "kind": kind, "home_page": home_page, "is_invented": is_invented}
    found = Partner.objects.filter(slug=slug).first() if slug else None
    if found is None:
        if Partner.objects.filter(name__iexact=fields["name"]).exists():
            raise AgreementRefusedError(_("A partner of this name is there already. Choose it in the list."), "name")
        found = Partner(slug=slug or _free_slug(name, Partner))
    elif all(getattr(found, each) == value for each, value in fields.items()):
        return found
    for each, value in fields.items():
        setattr(found, each, value)
    found.save()
    record(
        "agreement.partner-kept", actor_id=person_id, role=role, subject=f"partner:{found.slug}", data={"name": name}
    )
    return found


@transaction.atomic
def add_agreement(new: NewAgreement, *, person_id: int | None, role: str = "", slug: str = "") -> Agreement:
    """Enter an agreement; it waits for its parties, its obligations and a second person.

    Raises
    ------
    AgreementRefusedError
        If its days contradict each other.
    """
    _check_days(new)
    made = Agreement.objects.create(
        **asdict(new), slug=slug or _free_slug(new.title, Agreement), made_by_id=person_id, made_at=timezone.now()
    )
    log(made, "entered", person_id, role, {"title": made.title, "kind": made.kind})
    return made


@transaction.atomic
def change_agreement(agreement_id: int, new: NewAgreement, *, person_id: int | None, role: str = "") -> Agreement:
    """Change what an unpublished agreement says of itself.

    Raises
    ------
    AgreementRefusedError
        If it is published, or its days contradict each other.
    """
    found = _draft(agreement_id)
    _check_days(new)
    fields = asdict(new)
    changed = sorted(name for name, value in fields.items() if getattr(found, name) != value)
    for name, value in fields.items():
        setattr(found, name, value)
    _by(found, person_id)
    if changed:
        log(found, "changed", person_id, role, {"fields": changed})
    return found


@transaction.atomic
def add_party(
    agreement_id: int,
    *,
    city_id: int | None = None,
    network_id: int | None = None,
    partner_id: int | None = None,
    party_role: str = "",
    person_id: int | None,
    role: str = "",
) -> Party:
    """Say whom an unpublished agreement binds: a city, a network or a partner; the same again does nothing.

    Raises
    ------
    AgreementRefusedError
        If not exactly one of the three is given, or the agreement is published.
    """
    found = _draft(agreement_id)
    named = {"city_id": city_id, "network_id": network_id, "partner_id": partner_id}
    if sum(value is not None for value in named.values()) != 1:
        raise AgreementRefusedError(_("Choose one: a city, a network or a partner."), "city")
    made, is_new = found.parties.get_or_create(**named, defaults={"role": party_role.strip()})
    if is_new:
        _by(found, person_id)
        log(found, "party-added", person_id, role, {"party": made.name}, city_id)
    return made


@transaction.atomic
def remove_party(party: Party, *, person_id: int | None, role: str = "") -> None:
    """Take a party out of an unpublished agreement.

    Raises
    ------
    AgreementRefusedError
        If it is obliged to something, or the agreement is published.
    """
    found = _draft(party.agreement_id)
    if party.obligations.exists():
        raise AgreementRefusedError(_("This party is obliged to something. Take its obligations out first."))
    log(found, "party-removed", person_id, role, {"party": party.name}, party.city_id)
    party.delete()
    _by(found, person_id)


@transaction.atomic
def keep_obligation(
    agreement_id: int,
    *,
    party_id: int,
    says: str,
    locator: str = "",
    first_due: date | None = None,
    every_months: int = 0,
    number: int | None = None,
    person_id: int | None,
    role: str = "",
) -> Obligation:
    """Write down what an unpublished agreement obliges one party to, or change it by its number.

    Raises
    ------
    AgreementRefusedError
        If the party is none of the agreement, a repetition has no first day, or the agreement is published.
    """
    found = _draft(agreement_id)
    if not found.parties.filter(pk=party_id).exists():
        raise AgreementRefusedError(_("Choose one of the parties."), "party")
    if every_months and first_due is None:
        raise AgreementRefusedError(_("Enter the first day: what comes again is counted from it."), "first_due")
    fields = {
        "party_id": party_id,
        "says": says.strip(),
        "locator": locator.strip(),
        "first_due": first_due,
        "every_months": every_months,
    }
    if number is None:
        last: int | None = found.obligations.aggregate(last=Max("number"))["last"]
        number = (last or 0) + 1
    made, _is_new = found.obligations.update_or_create(number=number, defaults=fields)
    _by(found, person_id)
    log(found, "obligation-kept", person_id, role, {"number": number, "says": made.says[:120]}, made.party.city_id)
    return made


@transaction.atomic
def remove_obligation(obligation: Obligation, *, person_id: int | None, role: str = "") -> None:
    """Take an obligation out of an unpublished agreement.

    Raises
    ------
    AgreementRefusedError
        If something was said of it, or the agreement is published.
    """
    found = _draft(obligation.agreement_id)
    if obligation.entries.exists():
        raise AgreementRefusedError(
            _("Something was said of this obligation, so it stays. If it no longer binds, say so of it.")
        )
    log(found, "obligation-removed", person_id, role, {"number": obligation.number, "says": obligation.says[:120]})
    obligation.delete()
    _by(found, person_id)


@transaction.atomic
def publish_agreement(agreement_id: int, *, person_id: int | None, role: str = "") -> Agreement:
    """Let everybody read an agreement that somebody else wrote down.

    What the site brings along itself is written and published by nobody: its source answers for it.

    Raises
    ------
    AgreementRefusedError
        If it has fewer than two parties, or this person changed it last.
    """
    found = Agreement.objects.select_for_update().get(pk=agreement_id)
    if found.published_at is not None:
        return found
    if found.parties.count() < FEWEST_PARTIES:
        raise AgreementRefusedError(_("An agreement has at least two parties. Add them first."))
    if not found.source and not found.source_url and not found.files.exists():
        raise AgreementRefusedError(_("Say where it can be read: a source, its address or its document."))
    if person_id is not None and found.made_by_id == person_id:
        raise AgreementRefusedError(_("Publication takes two people: ask a colleague."))
    found.published_by_id, found.published_at = person_id, timezone.now()
    found.save(update_fields=["published_by", "published_at"])
    log(found, "published", person_id, role, {"title": found.title})
    return found


@transaction.atomic
def take_back_agreement(agreement_id: int, because: str, *, person_id: int | None, role: str = "") -> Agreement:
    """Take a published agreement off the public pages to correct it; the log keeps why.

    Raises
    ------
    AgreementRefusedError
        If no reason is given.
    """
    if not because.strip():
        raise AgreementRefusedError(_("Say what has to be corrected. The log keeps it."), "because")
    found = Agreement.objects.select_for_update().get(pk=agreement_id)
    if found.published_at is not None:
        found.published_by, found.published_at = None, None
        found.save(update_fields=["published_by", "published_at"])
        _by(found, person_id)
        log(found, "taken-back", person_id, role, {"because": because.strip()})
    return found


def _draft(agreement_id: int) -> Agreement:
    found = Agreement.objects.select_for_update().get(pk=agreement_id)
    if found.published_at is not None:
        raise AgreementRefusedError(_("Everybody reads this agreement. Take it back first, then correct it."))
    return found


def _by(agreement: Agreement, person_id: int | None) -> None:
    """Whoever changed it last cannot be the one who publishes it."""
    agreement.made_by_id, agreement.made_at = person_id, timezone.now()
    agreement.save()


def _check_days(new: NewAgreement) -> None:
    begins = new.in_force_from or new.signed_on
    if begins and new.ends_on and new.ends_on < begins:
        raise AgreementRefusedError(_("The last day lies before the first. Change one of them."), "ends_on")
    if new.signed_on and new.in_force_from and new.in_force_from < new.signed_on:
        raise AgreementRefusedError(
            _("It cannot be in force before it was signed. Change one of the two days."), "in_force_from"
        )
    if new.notice_days and new.ends_on is None:
        raise AgreementRefusedError(_("Notice is counted from the last day. Enter the last day."), "ends_on")


def _free_slug(text: str, model: Any) -> str:  # noqa: ANN401  (one of two models)
    begin = slugify(text)[:LONGEST_SLUG].strip("-") or "agreement"
    taken = {"new", *model.objects.filter(slug__startswith=begin).values_list("slug", flat=True)}
    every = (begin if number == 1 else f"{begin}-{number}" for number in range(1, len(taken) + 2))
    return next(each for each in every if each not in taken)
