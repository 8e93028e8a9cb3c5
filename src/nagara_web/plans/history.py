"""Versions of a plan: what each asked otherwise than the one before it, who changed it and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nagara.reports.language import language
from nagara.reports.said import Voice
from nagara_web.plans.models import Plan
from nagara_web.plans.words import TECHNOLOGY_WORDS, promise_words

__all__ = ["Version", "changes", "newest_of", "versions_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a plan, and what it changed."""

    plan: Plan
    changes: tuple[str, ...]


def versions_of(plan: Plan, seen: QuerySet[Plan]) -> list[Version]:
    """All versions of a plan that somebody may see, newest first; none where there is only this one.

    Parameters
    ----------
    plan
        Any of them.
    seen
        Plans of the city that the person may see.
    """
    if plan.before_id is None and not plan.after.exists():
        return []
    known = {each.pk: each for each in seen}
    line = [*reversed(list(_earlier(plan, known))), plan, *_later(plan, known)]
    if len(line) == 1:
        return []
    befores: list[Plan | None] = [None, *line[:-1]]
    return [Version(plan=each, changes=changes(before, each)) for before, each in zip(befores, line, strict=True)][::-1]


def newest_of(plan: Plan, seen: QuerySet[Plan]) -> Plan | None:
    """The version that replaces a plan, as far as somebody may see; ``None`` if it is the newest."""
    if not plan.after.exists():
        return None
    later = list(_later(plan, {each.pk: each for each in seen}))
    return later[-1] if later else None


def _earlier(plan: Plan, known: Mapping[int, Plan]) -> Iterator[Plan]:
    while plan.before_id is not None and plan.before_id in known:
        plan = known[plan.before_id]
        yield plan


def _later(plan: Plan, known: Mapping[int, Plan]) -> Iterator[Plan]:
    """What came after, along the newest where a version was changed twice."""
    after = {each.before_id: each for each in sorted(known.values(), key=lambda each: each.made_at)}
    while plan.pk in after:
        plan = after[plan.pk]
        yield plan


def changes(before: Plan | None, after: Plan) -> tuple[str, ...]:
    """What a version asks otherwise than the one before it, in sentences; nothing for the first."""
    if before is None:
        return ()
    voice = Voice(language(get_language() or "en"))
    said = [
        *(_("Promised: %(promise)s") % {"promise": promise_words(each)} for each in _added(before, after)),
        *(_("No longer promised: %(promise)s") % {"promise": promise_words(each)} for each in _added(after, before)),
    ]
    pairs = (
        (_("Name"), *(f"“{each.title}”" for each in (before, after))),
        (_("Records"), *(f"{each.answer_set.year}, {each.revision}" for each in (before, after))),
        (_("Last year of the plan"), str(before.last_year), str(after.last_year)),
        (_("Budget of a year"), *(_money(each.budget_usd_per_year, voice) for each in (before, after))),
        (_("What a tonne of CO₂e counts"), *(_money(each.carbon_usd_per_t, voice) for each in (before, after))),
        (_("Income of a household"), *(_usd(each.income_usd_per_year, voice) for each in (before, after))),
        (_("Area in which people live"), *(_area(each.area_km2, voice) for each in (before, after))),
        (_("Places file"), *(each.places_name or _("none") for each in (before, after))),
        (_("What may be built"), *(_built(each) for each in (before, after))),
    )
    said += [
        _("%(what)s: %(after)s, before %(before)s") % {"what": what, "before": old, "after": new}
        for what, old, new in pairs
        if old != new
    ]
    if before.places_name and before.places_name == after.places_name and before.places != after.places:
        said.append(_("Places file: another content under the same name"))
    return tuple(said) or (_("Asked again"),)


def _added(before: Plan, after: Plan) -> list[str]:
    return [each for each in after.promises if each not in before.promises]


def _money(value: float | None, voice: Voice) -> str:
    return _("no limit") if value is None else _("%(usd)s US dollars") % {"usd": voice.number(value)}


def _usd(value: float | None, voice: Voice) -> str:
    return _("not said") if value is None else _money(value, voice)


def _area(value: float | None, voice: Voice) -> str:
    return _("not said") if value is None else _("%(area)s km²") % {"area": voice.number(value)}


def _built(plan: Plan) -> str:
    return ", ".join(str(words) for code, words in TECHNOLOGY_WORDS.items() if code in plan.technologies)
