"""Tell the right people, each in their own language: a notice always, a letter where something waits for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nagara_web.accounts.queries import holders
from nagara_web.accounts.standing import Role
from nagara_web.jobs.actions import write_letter
from nagara_web.notices.actions import tell
from nagara_web.ui.days import until_words

if TYPE_CHECKING:
    from nagara_web.rounds.models import Report

__all__ = [
    "LETTERS",
    "Addressee",
    "Words",
    "heads_of",
    "inform",
    "network_people",
    "city_people",
    "values_of",
    "written",
]


class Addressee(Protocol):
    """Somebody who can be told something."""

    pk: int
    name: str
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and text of a letter, with named gaps."""

    subject: str | Promise
    body: str | Promise


LETTERS: Final[Mapping[str, Words]] = {
    "round-opened": Words(
        _("%(round)s is open"),
        _(
            "Dear %(name)s,\n\n%(round)s is open for %(city)s. It asks for figures of %(year)s and closes on "
            "%(until)s. Last year's answers are already in it, if there are any.\n\nStart here: %(url)s\n"
        ),
    ),
    "signature-asked": Words(
        _("%(city)s %(year)s waits for your signature"),
        _(
            "Dear %(name)s,\n\n%(who)s has sent you the report of %(city)s for %(year)s. Read the figures and sign, "
            "or send it back.\n\nRead and sign here: %(url)s\n"
        ),
    ),
    "report-returned": Words(
        _("The report of %(city)s for %(year)s was returned"),
        _(
            "Dear %(name)s,\n\nthe reviewer has returned the report of %(city)s for %(year)s: figures to look at "
            "again: %(count)s. The comments stand at the figures. The answers are open again.\n\n%(reason)s\n\n"
            "See what is asked: %(url)s\n"
        ),
    ),
    "report-accepted": Words(
        _("The report of %(city)s for %(year)s is accepted"),
        _(
            "Dear %(name)s,\n\nthe report of %(city)s for %(year)s is accepted. A second person publishes it. You can "
            "hand it on to your statistics office now.\n\nSee it here: %(url)s\n"
        ),
    ),
    "extension-answered": Words(
        _("More time for %(city)s: the answer"),
        _("Dear %(name)s,\n\n%(reason)s\n\nLast day for %(city)s: %(until)s.\n\nGo on here: %(url)s\n"),
    ),
    "reminder": Words(
        _("%(round)s: %(city)s has until %(until)s"),
        _(
            "Dear %(name)s,\n\nthe report of %(city)s for %(year)s is not submitted yet. The last day is %(until)s, "
            "where you are.\n\nNobody in the office? Ask for more time, or ask a coordinator to report for "
            "you.\n\nGo on here: %(url)s\n"
        ),
    ),
}
"""Letters by kind; kinds without one are told as a notice only."""


def city_people(city_id: int) -> list[Addressee]:
    """Who writes and signs for a city today."""
    return list(holders(Role.CITY_OFFICER, Role.HEAD_OF_CITY, city_id=city_id))


def heads_of(city_id: int) -> list[Addressee]:
    """Who signs for a city today."""
    return list(holders(Role.HEAD_OF_CITY, city_id=city_id))


def network_people(network_id: int, *roles: Role) -> list[Addressee]:
    """Who holds one of the roles for a network today."""
    return list(holders(*roles, network_id=network_id))


def values_of(report: Report, **more: str) -> dict[str, str]:
    """What fills the sentences about a report."""
    return {
        "city": report.city.name,
        "round": report.round.title,
        "year": str(report.round.year),
        "who": "",
        "reason": "",
        "until": "",
        "zone": report.city.time_zone,
        "count": "",
        **more,
    }


def written(words: Words, values: Mapping[str, str]) -> tuple[str, str]:
    """Subject and body of a letter in the language that is active, its gaps filled.

    Parameters
    ----------
    words
        Of :data:`LETTERS`, or a network's own; gaps are ``{name}`` or ``%(name)s``.
    values
        What fills them; a day is written in full.
    """
    filled = dict(values)
    filled["until"] = until_words(filled.get("until", ""), filled.get("zone", ""))
    said = [with_braces(str(words.subject)), with_braces(str(words.body))]
    for name, value in filled.items():  # a text that people typed may hold any other brace or percent sign
        said = [text.replace(f"{{{name}}}", value) for text in said]
    return " ".join(said[0].split()), said[1]


def with_braces(text: str) -> str:
    """Write the gaps of a text as people read them: ``{name}``."""
    return re.sub(r"%\((\w+)\)s", r"{\1}", text)


def inform(
    people: Iterable[Addressee],
    kind: str,
    *,
    key: str,
    values: Mapping[str, str],
    url: str,
    but_not: int | None = None,
    own: Callable[[str], Words] | None = None,
) -> None:
    """Give each person a notice, and a letter if the kind has one.

    Parameters
    ----------
    people
        Whom.
    kind
        Kind of notice.
    key
        What makes it one; told again under the same key, nothing happens.
    values
        What fills the sentences.
    url
        Path of the page that it leads to.
    but_not
        Who did it, and need not be told.
    own
        By language, words of the letter in place of the usual ones, with the same gaps.
    """
    for person in people:
        if person.pk == but_not:
            continue
        tell(person.pk, kind, key=key, values=values, url=url, has_letter=kind in LETTERS)
        if kind in LETTERS:
            filled = {**values, "name": person.name, "url": f"{settings.SITE_URL}{url}"}
            with translation.override(person.language):
                subject, body = written(own(person.language) if own else LETTERS[kind], filled)
            write_letter(
                f"{key}:{person.pk}"[:200], to=person.email, subject=subject, body=body, language=person.language
            )
