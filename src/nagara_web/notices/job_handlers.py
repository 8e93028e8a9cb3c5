"""The daily letter: one to each person, with everything new that they have not read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import Any, Final

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nagara_web.jobs.actions import write_letter
from nagara_web.jobs.registry import Progress, handles
from nagara_web.notices.models import Notice
from nagara_web.notices.queries import due_for_mail
from nagara_web.notices.sentences import sentence
from nagara_web.notices.unsubscribing import stop_link

__all__ = ["write_daily_letters"]

MOST_LINES: Final = 40


@handles("daily-digest")
def write_daily_letters(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Write to everybody who wants it what is new before the day began; whoever has nothing new gets no letter."""
    day = date.fromisoformat(arguments["day"])
    due = due_for_mail(datetime.combine(day, time.min, tzinfo=UTC))
    letters = 0
    for person, group in groupby(due, key=lambda each: each.person):
        notices = list(group)
        with translation.override(person.language):
            subject, body = _letter(person.name, person.pk, notices)
        write_letter(
            f"daily-letter:{day.isoformat()}:{person.pk}",
            to=person.email,
            subject=subject,
            body=body,
            language=person.language,
            headers={
                "List-Unsubscribe": f"<{stop_link(person.pk)}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )
        Notice.objects.filter(pk__in=[each.pk for each in notices]).update(mailed_at=timezone.now())
        letters += 1
    return {"letters": letters}


def _letter(name: str, person_id: int, notices: Sequence[Notice]) -> tuple[str, str]:
    subject = ngettext("%(count)s new notice", "%(count)s new notices", len(notices)) % {"count": len(notices)}
    lines = [f"- {sentence(each.kind, each.values)}\n  {settings.SITE_URL}{each.url}" for each in notices[:MOST_LINES]]
    parts = [_("Dear %(name)s,") % {"name": name}, _("this is new since the last letter:"), "\n".join(lines)]
    if len(notices) > MOST_LINES:
        parts.append(_("And %(count)s more.") % {"count": len(notices) - MOST_LINES})
    parts += [
        _("All notices: %(url)s") % {"url": f"{settings.SITE_URL}/notices/"},
        _("Stop this daily letter: %(url)s") % {"url": stop_link(person_id)},
    ]
    return subject, "\n\n".join(parts) + "\n"
