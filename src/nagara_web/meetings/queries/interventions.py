"""The archive of interventions: by meeting, item of the agenda and delegation, and by their words."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from nagara_web.meetings.models import Intervention, Meeting
from nagara_web.ui.asked import number_in

__all__ = ["Archive", "archive", "intervention", "interventions_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What a reader may find, and what the filters offer.

    Parameters
    ----------
    rows
        Interventions that fit, the newest first.
    meetings
        Address part and title of each meeting of which something may be read.
    speakers
        Value and name of each delegation that said something.
    """

    rows: QuerySet[Intervention]
    meetings: list[tuple[str, str]]
    speakers: list[tuple[str, str]]


def interventions_of(
    meeting: Meeting, *, words: str = "", item: str = "", is_open_only: bool = False
) -> QuerySet[Intervention]:
    """What was said at one meeting, in the order of time.

    Parameters
    ----------
    words
        All of them stand in the text or in its file, in any writing.
    item
        Number of an item of the agenda; empty for all.
    is_open_only
        Whether closed ones are left out, as for everybody.
    """
    found = meeting.interventions.select_related("city", "agenda_item", "meeting")
    if is_open_only:
        found = found.filter(is_public=True)
    if (number := number_in(item)) is not None:
        found = found.filter(agenda_item=number)
    return found.filter(_holds(words))


def archive(rooms: list[int], *, words: str = "", meeting: str = "", speaker: str = "") -> Archive:
    """What was said at all meetings: public statements, and closed ones of meetings that the reader takes part in.

    Parameters
    ----------
    rooms
        Keys of the meetings whose working rooms exist for the reader.
    words, meeting, speaker
        What is asked for; empty for all.
    """
    seen = Q(is_public=True, meeting__is_announced=True) | Q(meeting__in=rooms)
    may_read = Intervention.objects.filter(seen).select_related("city", "agenda_item", "meeting")
    found = may_read.filter(_holds(words))
    if meeting:
        found = found.filter(meeting__slug=meeting)
    if speaker:
        found = found.filter(Q(city__slug=speaker) | Q(city=None, organisation=speaker))
    told = may_read.order_by("-meeting__starts_on").values_list(
        "meeting__slug", "meeting__title", "city__slug", "city__name", "organisation"
    )
    lines = list(told.distinct())
    speakers = {city or name: city_name or name for _slug, _title, city, city_name, name in lines}
    return Archive(
        rows=found.order_by("-meeting__starts_on", "-at"),
        meetings=list({slug: title for slug, title, *_rest in lines}.items()),
        speakers=sorted(speakers.items(), key=lambda each: each[1]),
    )


def intervention(pk: int) -> Intervention:
    """One intervention, for the worker that reads its file."""
    return Intervention.objects.get(pk=pk)


def _holds(words: str) -> Q:
    """All words stand in what is searched, or in the name of whoever said it."""
    asked = Q()
    for word in words.casefold().split():
        asked &= Q(searched__contains=word) | Q(organisation__icontains=word) | Q(city__name__icontains=word)
    return asked
