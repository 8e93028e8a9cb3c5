"""Lists of questions with described answers: the control ladder of a facility, the leaks of a stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nagara.evidence import codelist
from nagara.exchange.form import choices
from nagara.exchange.phone.form import PHONE_TEXTS
from nagara.waste.control_ladder import CONTROLLED_FROM_LEVEL, NOT_OBSERVED, ladder, level_name
from nagara_web.accounts.requests import SignedInRequest
from nagara_web.answers.edits import RowEdit
from nagara_web.answers.forms import label_of
from nagara_web.answers.models import Row
from nagara_web.answers.topics import Topic, say
from nagara_web.answers.views.grid import save_grid, seen_in, seen_words
from nagara_web.answers.views.page import Visit
from nagara_web.answers.views.saving import is_autosave, remember

__all__ = ["guide_index", "guide_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer with its description."""

    code: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question of a list.

    Parameters
    ----------
    name
        Its field on the page.
    group
        Heading that it stands under.
    stands
        The answer as it stands.
    is_split
        Whether several rows answer it, each with a probability: those are changed row by row.
    """

    name: str
    label: str
    group: str
    options: tuple[Option, ...]
    fixed: Mapping[str, str]
    stands: str = ""
    is_split: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The questions of one facility or stage."""

    slug: str
    heading: str
    field: str
    asked: tuple[Asked, ...]
    rows: Mapping[str, Row]

    @property
    def answered(self) -> int:
        """How many are answered."""
        return sum(bool(each.stands) or each.is_split for each in self.asked)


def guide_index(request: HttpRequest, visit: Visit, topic: Topic) -> HttpResponse:
    """The facilities or stages, each with how much of it is answered."""
    after = visit.after(topic)
    context = {
        "visit": visit,
        "topic": topic,
        "where": visit.step_words(topic),
        "guides": _guides(visit, topic),
        "carried": sum(1 for row in visit.rows.get(topic.table, ()) if row.carried),
        "here": request.path,
        "base": visit.address_of(topic),
        "next": visit.address_of(after) if after else visit.address,
        "next_title": after.title if after else _("the list of tasks"),
        "without_kind": _without_kind(visit) if topic.kind == "control" else [],
    }
    return render(request, "answers/guide_index.html", context)


def guide_page(request: SignedInRequest, visit: Visit, topic: Topic, part: str) -> HttpResponse:
    """The questions of one facility or stage, or saving them."""
    guides = _guides(visit, topic)
    guide = next((each for each in guides if each.slug == part), None)
    if guide is None:
        raise Http404
    place = guides.index(guide) + 1
    base = visit.address_of(topic)
    address, following = f"{base}{part}/", guides[place] if place < len(guides) else None
    next_address = f"{base}{following.slug}/" if following else base
    if request.method == "POST":
        names = {row.pk: name for name, row in guide.rows.items()}
        return save_grid(
            request,
            visit,
            topic.table,
            _edits(request, topic, guide),
            standing_now=lambda rows: _standing(guide.asked, rows),
            name_of=lambda clash: names.get(clash.row_id, clash.field),
            address=address,
            next_address=next_address,
        )
    remember(request, visit, address, guide.heading)
    context = {
        "visit": visit,
        "topic": topic,
        "where": visit.step_words(topic),
        "guide": guide,
        "groups": _grouped(guide.asked),
        "seen_rows": seen_words(guide.rows),
        "address": address,
        "base": base,
        "next_heading": following.heading if following else "",
        "doubts": [
            each
            for each in visit.doubts
            if each.table == topic.table and each.row_id in {row.pk for row in guide.rows.values()}
        ],
        "source": next((row.cells["source"] for row in guide.rows.values() if row.cells.get("source")), ""),
        "has_source": topic.kind == "leakage",
    }
    return render(request, "answers/guide.html", context)


def _edits(request: SignedInRequest, topic: Topic, guide: Guide) -> list[RowEdit]:
    seen = seen_in(request.POST.get("rows", ""))
    source = request.POST.get("source", "").strip()
    edits = []
    for each in guide.asked:
        said = request.POST.get(each.name)
        if said is None or each.is_split:
            continue
        row = guide.rows.get(each.name)
        more = {"source": source} if topic.kind == "leakage" else {}
        if each.name not in seen:
            if said and row is None:
                edits.append(RowEdit(topic.table, cells={**each.fixed, guide.field: said, **more}, is_partial=True))
            elif said and row is not None and said != each.stands:  # somebody answered it meanwhile
                edits.append(_edit(topic, row.pk, 0, {guide.field: said, **more}))
            continue
        known = seen[each.name]
        if not said:
            edits.append(RowEdit(topic.table, row_id=known.row_id, expected_version=known.version))
        elif row is None or not is_autosave(request) or said != each.stands or _differs(row, more):
            held = {name: row.cells.get(name, "") for name in row.carried} if row and not is_autosave(request) else {}
            edits.append(_edit(topic, known.row_id, known.version, {**held, guide.field: said, **more}))
    return edits


def _differs(row: Row, cells: Mapping[str, str]) -> bool:
    return any(row.cells.get(name, "") != text for name, text in cells.items())


def _edit(topic: Topic, row_id: int, version: int, cells: Mapping[str, str]) -> RowEdit:
    return RowEdit(topic.table, row_id=row_id, expected_version=version, cells=cells, is_partial=True)


def _guides(visit: Visit, topic: Topic) -> list[Guide]:
    rows = visit.rows.get(topic.table, [])
    return _ladders(visit, rows) if topic.kind == "control" else _stages(rows)


def _ladders(visit: Visit, rows: Sequence[Row]) -> list[Guide]:
    known = codelist("facility_kind").entries
    found = []
    for facility in visit.rows.get("facilities", ()):
        code, kind = facility.cells.get("facility", ""), facility.cells.get("kind", "")
        if not code or kind not in known:
            continue
        asked = []
        for criterion in ladder(kind).criteria.values():
            levels = criterion.levels
            name = level_name(levels[0]) if levels else ""
            group = (
                _("From level %(level)s, %(name)s") % {"level": levels[0], "name": say(name)} if levels else _("Other")
            )
            options = [
                Option(code=state.code, label=say(state.label), note=_levels(state.levels))
                for state in criterion.states.values()
            ]
            options.append(Option(code=NOT_OBSERVED, label=say(PHONE_TEXTS["not_observed"])))
            fixed = {"facility": code, "criterion": criterion.code}
            asked.append(
                (
                    levels[0] if levels else 9,
                    _asked(criterion.code, say(criterion.label), group, options, fixed, "state", rows),
                )
            )
        questions = tuple(each for _level, each in sorted(asked, key=lambda pair: pair[0]))
        heading = " – ".join(part for part in (code, facility.cells.get("name", "")) if part)
        found.append(
            Guide(
                slug=f"at-{facility.pk}",
                heading=heading,
                field="state",
                asked=questions,
                rows=_standing(questions, rows),
            )
        )
    return found


def _stages(rows: Sequence[Row]) -> list[Guide]:
    by_stage: dict[str, dict[str, list[Option]]] = {}
    for entry in codelist("plastic_influencer_level").entries.values():
        option = Option(code=entry["level"], label=label_of("leakage_level", entry["level"]), note=say(entry["label"]))
        by_stage.setdefault(entry["stage"], {}).setdefault(entry["influencer"], []).append(option)
    found = []
    for stage in choices("leakage_stage"):
        questions = tuple(
            _asked(
                influencer,
                label_of("leakage_influencer", influencer),
                "",
                options,
                {"stage": stage.code, "influencer": influencer},
                "level",
                rows,
            )
            for influencer, options in by_stage.get(stage.code, {}).items()
        )
        found.append(
            Guide(
                slug=stage.code,
                heading=say(stage.label),
                field="level",
                asked=questions,
                rows=_standing(questions, rows),
            )
        )
    return [each for each in found if each.asked]


def _asked(
    name: str,
    label: str,
    group: str,
    options: Sequence[Option],
    fixed: Mapping[str, str],
    field: str,
    rows: Sequence[Row],
) -> Asked:
    mine = [row for row in rows if _is_of(row, fixed)]
    is_split = len(mine) > 1
    stands = mine[0].cells.get(field, "") if len(mine) == 1 else ""
    if stands and stands not in {each.code for each in options}:
        options = [*options, Option(code=stands, label=stands, note=_("not one of the listed answers"))]
    return Asked(
        name=f"q-{name}",
        label=label,
        group=group,
        options=tuple(options),
        fixed=fixed,
        stands=stands,
        is_split=is_split,
    )


def _standing(asked: Sequence[Asked], rows: Sequence[Row]) -> dict[str, Row]:
    """The one row of each question that has one."""
    found: dict[str, Row] = {}
    for each in asked:
        mine = [row for row in rows if _is_of(row, each.fixed)]
        if len(mine) == 1:
            found[each.name] = mine[0]
    return found


def _is_of(row: Row, fixed: Mapping[str, str]) -> bool:
    return all(row.cells.get(name) == code for name, code in fixed.items())


def _grouped(asked: Sequence[Asked]) -> list[tuple[str, list[Asked]]]:
    groups: dict[str, list[Asked]] = {}
    for each in asked:
        groups.setdefault(each.group, []).append(each)
    return list(groups.items())


def _levels(levels: Sequence[int]) -> str:
    """Which boxes a state ticks, in words."""
    if not levels:
        return _("ticks no box")
    named = ", ".join(str(level) for level in levels)
    words = _("level %(levels)s") % {"levels": named}
    return f"{words} ({_('controlled')})" if min(levels) >= CONTROLLED_FROM_LEVEL else words


def _without_kind(visit: Visit) -> list[Row]:
    known = codelist("facility_kind").entries
    return [row for row in visit.rows.get("facilities", ()) if row.cells.get("kind", "") not in known]
