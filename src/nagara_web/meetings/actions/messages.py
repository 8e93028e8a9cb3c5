"""Send letters that a person has read before, and keep a network's own words for them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara_web.accounts.standing import Role, Standing
from nagara_web.audit.actions import record
from nagara_web.jobs.actions import write_letter
from nagara_web.meetings.models import MessageText, SentMessage
from nagara_web.meetings.occasions import REMINDS, unknown_gaps
from nagara_web.meetings.queries.messages import (
    Letter,
    Target,
    letters,
    own_words,
    round_to_write_about,
    targets,
)
from nagara_web.meetings.refusals import NotReadyError
from nagara_web.notices.actions import tell
from nagara_web.places.queries import Network
from nagara_web.rounds.actions import remind

__all__ = ["drop_words", "keep_own_words", "send_letters"]


@transaction.atomic
def send_letters(
    network: Network, occasion: str, city_ids: Collection[int], *, who: Standing, person_id: int, meeting: str = ""
) -> int:
    """Write to the officers and heads of some cities; a city that got this letter today gets no second one about it.

    Parameters
    ----------
    network, occasion
        In whose name, and why.
    city_ids
        To which of the cities that have cause to get it.
    who, person_id
        The person of the secretariat who sends it.
    meeting
        Slug of the meeting that it is about; the next one if it is empty.

    Returns
    -------
    int
        To how many cities.

    Raises
    ------
    NotReadyError
        If no city that has cause to get it was chosen.
    """
    today = timezone.localdate()
    due = [each for each in targets(network, occasion, who, meeting) if each.city.pk in set(city_ids)]
    if not due:
        raise NotReadyError("nobody-chosen", _("Choose at least one city."))
    new = [each.city.pk for each in due if _is_new(network, occasion, each, today, person_id)]
    scope = round_to_write_about(network.pk, who)
    if occasion in REMINDS and scope is not None and new:
        remind(scope.round.pk, new, person_id=person_id, own=own_words(network.pk, occasion))
    elif new:
        for each in letters(network, occasion, who, new, meeting):
            _send(network, occasion, each, today.isoformat())
    _record(network, "letters-sent", person_id, {"occasion": occasion, "cities": new})
    return len(new)


def _is_new(network: Network, occasion: str, target: Target, today: date, person_id: int) -> bool:
    """Note that the letter goes out; ``False`` if it did today already."""
    _noted, is_new = SentMessage.objects.get_or_create(
        network_id=network.pk,
        occasion=occasion,
        about=target.about,
        city_id=target.city.pk,
        sent_on=today,
        defaults={"person_id": person_id},
    )
    return is_new


def _send(network: Network, occasion: str, letter: Letter, day: str) -> None:
    target = letter.target
    about = sha256(target.about.encode()).hexdigest()[:8] if target.about else ""
    key = f"letter:{network.slug}:{occasion}:{about}:{target.city.pk}:{day}"
    values = {"network": network.short_name, "title": letter.subject}
    tell(letter.person.pk, "secretariat-letter", key=key, values=values, url=target.url, has_letter=True)
    write_letter(
        f"{key}:{letter.person.pk}"[:200],
        to=letter.person.email,
        subject=letter.subject,
        body=letter.body,
        language=letter.person.language,
    )


@transaction.atomic
def keep_own_words(
    network: Network, occasion: str, language: str, *, subject: str, body: str, person_id: int
) -> MessageText:
    """Keep a network's own words for an occasion in one language.

    Raises
    ------
    NotReadyError
        If a gap in braces is none that can be filled.
    """
    unknown = unknown_gaps(occasion, f"{subject}\n{body}")
    if unknown:
        text = _("Nothing fills %(gaps)s. Correct it, or leave it out.") % {"gaps": ", ".join(unknown)}
        raise NotReadyError("unknown-gap", text)
    values = {"subject": subject.strip(), "body": body.replace("\r\n", "\n"), "at": timezone.now()}
    kept, _is_new = MessageText.objects.update_or_create(
        network_id=network.pk, occasion=occasion, language=language, defaults=values | {"person_id": person_id}
    )
    _record(network, "words-kept", person_id, {"occasion": occasion, "language": language})
    return kept


@transaction.atomic
def drop_words(network: Network, occasion: str, language: str, *, person_id: int) -> None:
    """Go back to the usual words."""
    gone, _rows = MessageText.objects.filter(network_id=network.pk, occasion=occasion, language=language).delete()
    if gone:
        _record(network, "words-dropped", person_id, {"occasion": occasion, "language": language})


def _record(network: Network, what: str, person_id: int, data: dict[str, object]) -> None:
    record(
        f"network.{what}",
        actor_id=person_id,
        role=Role.SECRETARIAT.value,
        subject=f"network:{network.pk}",
        data={"network": network.slug, **data},
    )
