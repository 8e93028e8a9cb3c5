"""Jobs of the site itself: letters are sent, and what nobody needs any more is cleared away."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date, timedelta
from email.utils import parseaddr
from importlib import import_module
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from nagara_web.jobs.models import Job, Mail
from nagara_web.jobs.registry import Progress, handles, handles_in_two

__all__ = ["clear_away", "message_id_of", "without_links"]

LINK: Final = re.compile(r"(?P<site>https?://[^\s/]+)(?P<path>/[^\s]*)")
SECRET: Final = ("/account/invitation/", "/account/password/reset/key/", "/account/confirm-email/", "/no-daily-letter/")
"""Places whose links open something for whoever holds them."""
KEPT_DAYS: Final = 90
"""How long a job that is done stays to be looked up."""
MAIL_ATTEMPTS: Final = 20
"""With pauses that double up to an hour, a mail server may be out of reach for half a day."""


def message_id_of(mail: Mail) -> str:
    """The same for every copy of a letter, so that mail programs show one."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{hashlib.sha256(mail.key.encode()).hexdigest()[:40]}@{host}>"


def _send(arguments: Mapping[str, Any], progress: Progress) -> int:
    mail = Mail.objects.get(pk=arguments["mail"])
    if mail.sent_at is None:
        EmailMessage(
            subject=" ".join(mail.subject.split()),
            body=mail.body,
            to=[mail.to],
            headers={
                "Message-ID": message_id_of(mail),
                "Content-Language": mail.language,
                "Auto-Submitted": "auto-generated",
                **mail.headers,
            },
        ).send()
    return mail.pk


@handles_in_two("send-mail", first=_send, attempts=MAIL_ATTEMPTS)
def _mark_as_sent(arguments: Mapping[str, Any], mail_id: int) -> Mapping[str, Any]:
    mail = Mail.objects.select_for_update().get(pk=mail_id)
    if mail.sent_at is None:
        mail.sent_at = timezone.now()
        if not settings.IS_DEMO:  # there the outbox is where letters are read
            mail.body, mail.headers = without_links(mail.body), {}
        mail.save(update_fields=["sent_at", "body", "headers"])
    return {}


def without_links(body: str) -> str:
    """A letter that was sent, without the words that open something once: a backup must not hold keys.

    Examples
    --------
    >>> without_links("Come in: https://a.example/account/invitation/Zk3-x81/ (until Monday)")
    'Come in: https://a.example/… (until Monday)'
    >>> without_links("See https://a.example/work/reports/12/")
    'See https://a.example/work/reports/12/'
    """

    def without(found: re.Match[str]) -> str:
        return f"{found['site']}/…" if any(each in found["path"] for each in SECRET) else found[0]

    return LINK.sub(without, body)


@handles("daily-clear-away")
def clear_away(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Delete sessions that ended, and jobs that were done long ago."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    before = date.fromisoformat(arguments["day"]) - timedelta(days=KEPT_DAYS)
    old = Job.objects.filter(state=Job.State.DONE, ended_at__date__lt=before)
    return {"jobs": old.delete()[0]}
