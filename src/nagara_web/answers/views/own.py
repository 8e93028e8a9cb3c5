"""The network's own indicators: a list, and a page for each with the answer that fits its type."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nagara.commitments.principles import principle_of
from nagara.exchange.form import FormField
from nagara_web.accounts.requests import SignedInRequest
from nagara_web.answers.commitment_answers import is_commitment, shown_answer
from nagara_web.answers.form_queries import own_indicators_of, previous_row
from nagara_web.answers.forms import COMMITMENT, PRINCIPLE, label_of
from nagara_web.answers.models import Row
from nagara_web.answers.sums import amount, number_of
from nagara_web.answers.topics import Question, Topic, say
from nagara_web.answers.views.page import FormPage, Visit
from nagara_web.answers.views.row import answer_page
from nagara_web.figures.commitments import ANSWERS
from nagara_web.figures.principles import level_words
from nagara_web.figures.queries import IndicatorRow

__all__ = ["own_index", "own_page"]


def own_index(request: HttpRequest, visit: Visit, topic: Topic) -> HttpResponse:
    """The indicators with how each is answered."""
    rows = {row.cells.get("indicator", ""): row for row in reversed(visit.rows.get(topic.table, ()))}
    groups: dict[str, list[tuple[IndicatorRow, str]]] = {}
    for each in own_indicators_of(visit.answer_set):
        groups.setdefault(_group(each), []).append((each, _said(each, rows.get(each.code))))
    context = {
        "visit": visit,
        "topic": topic,
        "where": visit.step_words(topic),
        "groups": groups,
        "base": visit.address_of(topic),
    }
    return render(request, "answers/own_index.html", context)


def _group(indicator: IndicatorRow) -> str:
    """Heading under which an indicator stands in the list."""
    if is_commitment(indicator):
        return _("Promises")
    return _("Twelve principles") if principle_of(indicator.code) else _("Indicators")


def own_page(request: SignedInRequest, visit: Visit, topic: Topic, part: str) -> HttpResponse:
    """One indicator, or saving the answer to it."""
    indicators = own_indicators_of(visit.answer_set)
    indicator = next((each for each in indicators if each.code == part), None)
    if indicator is None:
        raise Http404
    row = next((row for row in visit.rows.get(topic.table, ()) if row.cells.get("indicator") == part), None)
    place = indicators.index(indicator) + 1
    base = visit.address_of(topic)
    last = previous_row(visit.answer_set, topic.table, {"indicator": part})
    page = FormPage(
        visit=visit,
        topic=topic,
        questions=_questions(indicator),
        row=row,
        heading=indicator.name,
        intro=indicator.definition,
        address=f"{base}{part}/",
        list_address=base,
        next_address=f"{base}{indicators[place].code}/" if place < len(indicators) else visit.address,
        fixed={"indicator": part},
        last=last.cells if last else {},
        options={
            "levels": [(word, word) for word in indicator.levels],
            PRINCIPLE: _levels(indicator),
            COMMITMENT: [(code, str(words).capitalize()) for code, words in ANSWERS.items()],
        },
    )
    return answer_page(request, page)


def _questions(indicator: IndicatorRow) -> tuple[Question, ...]:
    if is_commitment(indicator):
        return _commitment_questions()
    note = Question(asked=_field("note", "text", "Note"))
    match indicator.answer_type:
        case "yes-no" | "proportion-of-cities":
            answer = Question(asked=_field("answer", "yes_no", indicator.name), has_notation=True)
        case "level":
            listed = PRINCIPLE if principle_of(indicator.code) else "levels"
            answer = Question(asked=_field("answer", "ref", indicator.name, choices=listed), has_notation=True)
            return answer, _shows(), note
        case kind:
            is_share = kind == "share"
            unit = "" if is_share else indicator.unit
            low, high = (0.0, 1.0) if is_share else (indicator.low, indicator.high)
            number = "fraction" if is_share else "number"
            hint = "Shares are between 0 and 1: ten per cent is 0.1." if is_share else ""
            ends = [_field(end, number, f"Number, {end}", unit=unit, low=low, high=high) for end in ("low", "high")]
            value = _field("value", number, indicator.name, unit=unit, low=low, high=high, hint=hint)
            answer = Question(asked=value, low=ends[0], high=ends[1], has_notation=True)
    return answer, note


def _levels(indicator: IndicatorRow) -> list[tuple[str, str]]:
    """The levels of a principle, each with what a city that stands there has."""
    found = principle_of(indicator.code)
    levels = found.levels.items() if found else ()
    return [(level, f"{level_words(level).capitalize()}: {says}") for level, says in levels]


def _shows() -> Question:
    hint = _("A link, or the name and number of a decision; published with the answer.")
    return Question(asked=_field("evidence", "text", _("What shows it"), hint=hint))


def _commitment_questions() -> tuple[Question, ...]:
    because = _("Needed where it does not apply here or is the task of the nation; published with the answer.")
    day = _("The day on which it was done, or on which it is to be done.")
    return (
        Question(asked=_field("answer", "ref", _("What became of it in your city"), choices=COMMITMENT)),
        Question(asked=_field("because", "text", _("Because"), hint=because)),
        _shows(),
        Question(asked=_field("day", "date", _("Date"), hint=day)),
        Question(asked=_field("note", "text", say("Note"))),
    )


def _field(
    name: str,
    kind: str,
    label: str,
    *,
    choices: str = "",
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    hint: str = "",
) -> FormField:
    return FormField(
        name=name,
        kind=kind,
        unit=unit,
        is_required=False,
        choices=choices,
        low=low,
        high=high,
        label=label,
        hint=hint,
        example="",
    )


def _said(indicator: IndicatorRow, row: Row | None) -> str:
    cells = row.cells if row else {}
    if key := cells.get("notation", ""):
        return label_of("notation", key)
    if answer := str(cells.get("answer", "")):
        if is_commitment(indicator):
            return shown_answer(answer)
        return say(answer) if answer in {"yes", "no"} else level_words(answer) or answer
    text = str(cells.get("value", ""))
    number = number_of(text)
    if number is None:
        return text
    if indicator.answer_type == "share":
        return _("%(percent)s %%") % {"percent": amount(round(number * 100, 6))}
    return f"{amount(number)} {indicator.unit}".strip()
