"""Letters of a secretariat before anybody sends them: to whom on which occasion, in which words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from nagara_web.accounts.queries import appointments_on
from nagara_web.accounts.standing import Role, Standing
from nagara_web.agreements.queries import DueSoon, due_soon_in_network
from nagara_web.meetings.models import Meeting, MeetingPaper, MessageText, SentMessage
from nagara_web.meetings.occasions import OCCASIONS
from nagara_web.meetings.queries.meetings import (
    delegations_of,
    next_meeting,
    overdue_decisions,
    public_papers_of,
)
from nagara_web.places.queries import City, Network
from nagara_web.rounds.access import Scope, console_for
from nagara_web.rounds.post import Addressee, Words, with_braces, written
from nagara_web.rounds.queries import console_of, contradictions_of, rounds_of_networks
from nagara_web.ui.days import day_words

__all__ = ["Letter", "Target", "last_sent", "letters", "own_words", "round_to_write_about", "targets", "words_of"]

WRITES_FOR_CITY: Final = (Role.CITY_OFFICER, Role.HEAD_OF_CITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A city that has cause to get a letter, and what fills its gaps."""

    city: City
    url: str
    values: Mapping[str, str]
    about: str = ""
    """Slug of the meeting or round that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter as its reader will get it."""

    target: Target
    person: Addressee
    subject: str
    body: str


def round_to_write_about(network_id: int, who: Standing) -> Scope | None:
    """The newest round of a network that is announced; ``None`` if there is none."""
    found = rounds_of_networks([network_id]).filter(is_published=True).first()
    return console_for(who, found.slug) if found is not None else None


def targets(network: Network, occasion: str, who: Standing, meeting: str = "") -> list[Target]:
    """Cities that have cause to get a letter today, by name, in the language that is active.

    Parameters
    ----------
    network, occasion
        Of which network, and which of :data:`OCCASIONS`.
    who
        A person of its secretariat.
    meeting
        Slug of the announced meeting that the letter is about; the next one if it is empty.
    """
    if occasion == "obligation-due":
        return _of_agreements(network)
    if occasion in {"silent", "overdue", "contradictory"}:
        scope = round_to_write_about(network.pk, who)
        return [] if scope is None else _of_round(scope, occasion)
    return _of_meeting(network, occasion, meeting)


def _of_round(scope: Scope, occasion: str) -> list[Target]:
    found = scope.round
    common = {"round": found.title, "year": str(found.year), "until": found.closes_on.isoformat(), "zone": ""}
    if occasion == "contradictory":
        return [
            Target(
                city=each.city,
                url=f"/work/reports/{each.report.pk}/",
                values=common | {"what": _listed(each.sentences)},
                about=found.slug,
            )
            for each in contradictions_of(scope)
        ]
    console = console_of(scope)
    rows = console.overdue if occasion == "overdue" else console.silent
    return [
        Target(
            city=row.city,
            url=f"/work/reports/{row.report.pk}/" if row.report else "/work/",
            values=common | {"until": row.last_day.isoformat(), "zone": row.city.time_zone},
            about=found.slug,
        )
        for row in rows
    ]


def _of_meeting(network: Network, occasion: str, slug: str) -> list[Target]:
    today = timezone.localdate()
    meeting = Meeting.objects.filter(network=network, slug=slug).first() if slug else next_meeting(network.pk, today)
    if meeting is None or not meeting.is_announced:
        return []
    common = {"meeting": meeting.title, "begins": day_words(meeting.starts_on)}
    url = f"/meetings/{meeting.slug}/"
    if occasion == "decision-late":
        late: dict[int, tuple[City, list[str]]] = {}
        for decision in overdue_decisions(network.pk, today):
            if decision.city is not None:
                late.setdefault(decision.city.pk, (decision.city, []))[1].append(decision.text)
        made = [
            Target(city=city, url=url, values=common | {"what": _listed(said)}, about=meeting.slug)
            for city, said in late.values()
        ]
        return sorted(made, key=lambda each: each.city.name)
    papers = public_papers_of(meeting) if occasion == "papers" else []
    if occasion == "papers" and not papers:
        return []
    told = dict(
        SentMessage.objects.filter(network=network.pk, occasion=occasion, about=meeting.slug)
        .values_list("city")
        .annotate(last=Max("sent_on"))
        .order_by()
    )
    invited = [each for each in delegations_of(meeting) if each.city is not None]
    return [
        Target(
            city=each.city,
            url=url,
            values=common | {"what": _listed([_issue(paper, told.get(each.city.pk)) for paper in papers])},
            about=meeting.slug,
        )
        for each in invited
        if each.city is not None and (occasion == "papers" or each.reply == "none")
    ]


def _issue(paper: MeetingPaper, told_on: date | None) -> str:
    """A paper with its issue and since when it is there; what came after the last letter is marked."""
    issue = paper.distributed[0]
    day = issue.distributed_on
    said = [_("distributed %(on)s") % {"on": day_words(day)}] if day else []
    if told_on is not None and day is not None and day >= told_on:
        said.append(_("revised") if issue.revision else _("new"))
    return f"{issue}  {paper.title} ({', '.join(said)})"


def _of_agreements(network: Network) -> list[Target]:
    """Cities with something that falls due soon, each with all that it is, the first day first."""
    due: dict[int, tuple[City, list[DueSoon]]] = {}
    for each in due_soon_in_network(network.pk, timezone.localdate()):
        due.setdefault(each.city.pk, (each.city, []))[1].append(each)
    return sorted(
        (
            Target(
                city=city,
                url=f"/work/agreements/{some[0].slug}/"
                if len({each.slug for each in some}) == 1
                else "/work/agreements/",
                values={"what": _listed([f"{day_words(each.due)}: {each.says} ({each.title})" for each in some])},
            )
            for city, some in due.values()
        ),
        key=lambda each: each.city.name,
    )


def _listed(lines: Collection[str]) -> str:
    return "\n".join(f"- {each}" for each in lines)


def words_of(network_id: int, occasion: str, language: str) -> tuple[Words, bool]:
    """Words of a letter in one language, and whether they are the network's own; gaps stand in braces."""
    kept = MessageText.objects.filter(network=network_id, occasion=occasion, language=language).first()
    if kept is not None:
        return Words(kept.subject, kept.body), True
    usual = OCCASIONS[occasion].words
    with translation.override(language):
        return Words(with_braces(str(usual.subject)), with_braces(str(usual.body))), False


def own_words(network_id: int, occasion: str) -> Callable[[str], Words]:
    """Words by language, each looked up once."""
    found: dict[str, Words] = {}

    def by_language(language: str) -> Words:
        if language not in found:
            found[language] = words_of(network_id, occasion, language)[0]
        return found[language]

    return by_language


def letters(
    network: Network, occasion: str, who: Standing, city_ids: Collection[int], meeting: str = ""
) -> list[Letter]:
    """The letters to the officers and heads of some cities, each in its reader's language.

    Parameters
    ----------
    network, occasion, who, meeting
        As for :func:`targets`.
    city_ids
        Which of those cities.
    """
    found = appointments_on(timezone.localdate()).filter(role__in=WRITES_FOR_CITY, city__in=city_ids)
    held = {(each.city_id, each.person): None for each in found.select_related("person").order_by("city", "pk")}
    words = own_words(network.pk, occasion)
    made = []
    for language in sorted({person.language for _city, person in held}):
        with translation.override(language):
            by_city = {each.city.pk: each for each in targets(network, occasion, who, meeting)}
            made += [
                _letter(by_city[city_id], person, words(language))
                for city_id, person in held
                if person.language == language and city_id in by_city
            ]
    return sorted(made, key=lambda each: each.target.city.name)


def _letter(target: Target, person: Addressee, words: Words) -> Letter:
    more = {"city": target.city.name, "name": person.name, "url": f"{settings.SITE_URL}{target.url}"}
    subject, body = written(words, {**target.values, **more})
    return Letter(target=target, person=person, subject=subject, body=body)


def last_sent(network_id: int) -> dict[tuple[str, int], date]:
    """Day of the last letter by occasion and city."""
    found = SentMessage.objects.filter(network=network_id).values_list("occasion", "city")
    return {(occasion, city): day for occasion, city, day in found.annotate(last=Max("sent_on")).order_by()}
