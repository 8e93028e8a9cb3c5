"""Plan a meeting, hand it over, announce it, hold it and close it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara_web.declarations import actions as declarations
from nagara_web.declarations import queries as registered
from nagara_web.meetings.actions.decisions import open_decisions
from nagara_web.meetings.actions.logging import log
from nagara_web.meetings.models import HandOverStep, Meeting
from nagara_web.meetings.refusals import NotReadyError
from nagara_web.notices.actions import happened

__all__ = [
    "announce_meeting",
    "change_meeting",
    "close_meeting",
    "hand_over",
    "hold_meeting",
    "plan_meeting",
]


@transaction.atomic
def plan_meeting(
    *,
    network_id: int,
    forum: str,
    title: str,
    starts_on: date,
    ends_on: date,
    place: str = "",
    host_city_id: int | None = None,
    time_zone: str = "UTC",
    is_invented: bool = False,
    person_id: int | None = None,
    role: str = "",
) -> Meeting:
    """Plan a meeting that only its secretariat and its host see; its session is added if there is none.

    Parameters
    ----------
    network_id
        Whose cities meet.
    forum
        Slug of the forum that it is a session of.
    title, starts_on, ends_on, place, host_city_id, time_zone
        What, when, where.
    is_invented
        Whether it exists only in the demonstration.
    person_id, role
        Who plans it.

    Raises
    ------
    NotReadyError
        If the session has a meeting already, or ends before it begins.
    """
    _check_days(starts_on, ends_on)
    session = registered.session(f"{forum}-{starts_on.year}") or declarations.add_session(
        forum, year=starts_on.year, place=place, starts_on=starts_on, ends_on=ends_on, person_id=person_id, role=role
    )
    if Meeting.objects.filter(slug=session.slug).exists():
        raise NotReadyError("slug-taken", _("This forum has a meeting in %(year)s already.") % {"year": session.year})
    before = Meeting.objects.filter(session__forum_id=session.forum_id, network_id=network_id, starts_on__lt=starts_on)
    made = Meeting.objects.create(
        network_id=network_id,
        session_id=session.pk,
        slug=session.slug,
        title=title.strip(),
        host_city_id=host_city_id,
        place=place.strip(),
        time_zone=time_zone,
        starts_on=starts_on,
        ends_on=ends_on,
        previous=before.order_by("-starts_on").first(),
        is_invented=is_invented or session.forum.is_invented,
    )
    log(made, "planned", person_id, role, {"starts_on": starts_on.isoformat()})
    return made


@transaction.atomic
def change_meeting(meeting_id: int, *, person_id: int | None, role: str = "", **fields: Any) -> Meeting:  # noqa: ANN401
    """Change what, when and where; the address stays."""
    found = Meeting.objects.select_for_update().get(pk=meeting_id)
    changed = {name: value for name, value in fields.items() if getattr(found, name) != value}
    for name, value in changed.items():
        setattr(found, name, value)
    _check_days(found.starts_on, found.ends_on)
    if changed:
        found.save()
        log(found, "changed", person_id, role, {name: str(value) for name, value in changed.items()})
    return found


@transaction.atomic
def announce_meeting(meeting_id: int, *, person_id: int | None, role: str = "") -> Meeting:
    """Let everybody see that the meeting takes place."""
    found = Meeting.objects.select_for_update().get(pk=meeting_id)
    if not found.is_announced:
        found.is_announced = True
        found.save(update_fields=["is_announced"])
        log(found, "announced", person_id, role)
        happened(
            "meeting-announced",
            key=f"meeting-announced:{found.slug}",
            values={"meeting": found.title, "until": found.starts_on.isoformat()},
            url=f"/meetings/{found.slug}/",
        )
    return found


@transaction.atomic
def hold_meeting(meeting_id: int, *, person_id: int | None, role: str = "") -> Meeting:
    """Say that the meeting has taken place: minutes and decisions are written now.

    Raises
    ------
    NotReadyError
        If it has not begun.
    """
    found = Meeting.objects.select_for_update().get(pk=meeting_id)
    if found.starts_on > timezone.localdate():
        raise NotReadyError("not-begun", _("The meeting has not begun. Change its days if it was held earlier."))
    return _move(found, Meeting.State.HELD, person_id, role)


@transaction.atomic
def close_meeting(meeting_id: int, *, person_id: int | None, role: str = "") -> Meeting:
    """Close the meeting: its decisions are open items from now on, and the next meeting finds them.

    Raises
    ------
    NotReadyError
        If it was not held.
    """
    found = Meeting.objects.select_for_update().get(pk=meeting_id)
    if found.state == Meeting.State.PLANNED:
        raise NotReadyError("not-held", _("Say first that the meeting was held."))
    open_decisions(found, person_id=person_id, role=role)
    return _move(found, Meeting.State.CLOSED, person_id, role)


@transaction.atomic
def hand_over(meeting_id: int, key: str, *, is_done: bool, person_id: int, role: str = "") -> None:
    """Tick a step of the hand-over from the host before, or take the tick away."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if is_done:
        HandOverStep.objects.get_or_create(
            meeting=meeting, key=key, defaults={"person_id": person_id, "at": timezone.now()}
        )
    else:
        HandOverStep.objects.filter(meeting=meeting, key=key).delete()
    log(meeting, "handed-over", person_id, role, {"step": key, "is_done": is_done})


def _move(meeting: Meeting, state: str, person_id: int | None, role: str) -> Meeting:
    if meeting.state != state:
        meeting.state = state
        meeting.save(update_fields=["state"])
        log(meeting, state, person_id, role)
    return meeting


def _check_days(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        text = _("The last day lies before the first. Change one of them.")
        raise NotReadyError("ends-before-it-begins", text)
