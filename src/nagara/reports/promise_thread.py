"""The thread of a promise as one picture with its table, in words that can be given in any language."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from nagara.commitments.lineage import Step, Thread
from nagara.commitments.links import Standing
from nagara.commitments.register import RegisteredClause, register
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.charts.thread import Mark, Point, ThreadPicture, draw
from nagara.reports.language import language
from nagara.reports.paper import Column, Picture, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ThreadWords", "end_of", "picture", "table"]

_RELATIONS = {
    "first": "first said",
    "reaffirms": "reaffirms",
    "repeats": "repeats",
    "sharpens": "sharpens",
    "weakens": "weakens",
    "fulfils": "fulfils",
    "lapses": "lapses",
    "event": "what happened",
}
_STANDINGS = {
    "happened": "happened",
    "disputed": "accounts differ",
    "no-record": "no record",
    "fulfilled-in-part": "fulfilled in part",
    "fulfilled": "fulfilled",
    "lapsed": "lapsed",
}
_EVENTS = {Standing.FULFILLED: Mark.FULFILS, Standing.LAPSED: Mark.LAPSES}
_ENDS = {Standing.OPEN: Mark.OPEN, **_EVENTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadWords:
    """Everything that the picture says beside names and contents; the site gives its own language.

    Gaps in braces are filled in.
    """

    language: str = "en"
    label: str = "{when} · {name}"
    described: str = "{title}: {count} texts from {first} to {last}. {end}"
    open_since: str = "Open since {day}"
    fulfilled_on: str = "Fulfilled, {day}"
    lapsed_on: str = "Lapsed, {day}"
    reported: str = "hollow: known from a report only"
    relations: Mapping[str, str] = field(default_factory=lambda: _RELATIONS)
    standings: Mapping[str, str] = field(default_factory=lambda: _STANDINGS)
    columns: tuple[str, ...] = ("When", "Text", "What it does", "What it says", "Known from")
    text: str = "its text"
    report: str = "a report"


def picture(thread: Thread, until: date, words: ThreadWords | None = None) -> Picture:
    """Draw a thread for page and phone, with its table.

    Parameters
    ----------
    thread
        The thread.
    until
        The day at which its standing is asked.
    words
        The words of the reader's language; English where none are given.
    """
    words = words or ThreadWords()
    steps = _until(thread, until)
    title = thread.title or steps[0].clause.says
    end = end_of(thread, until, words)
    described = words.described.format(
        title=title,
        count=len([step for step in steps if step.milestone is None]),
        first=steps[0].year,
        last=steps[-1].year,
        end=end,
    )
    drawn = ThreadPicture(
        frame=Frame(
            id=f"thread-{thread.key or steps[0].clause.id.replace('/', '-')}", title=title, description=described
        ),
        points=tuple(_point(step, words) for step in steps),
        end=_ENDS[thread.standing(until)],
        end_said=end,
        until=until,
        legend=tuple((Mark(key), said) for key, said in words.relations.items()),
        reported=words.reported,
    )
    return Picture(
        title=title,
        description=described,
        wide=draw(drawn, WIDE),
        narrow=draw(drawn, NARROW),
        table=table(thread, until, words),
    )


def table(thread: Thread, until: date, words: ThreadWords | None = None) -> Table:
    """The same steps as rows."""
    words = words or ThreadWords()
    return Table(
        caption=thread.title or thread.steps[0].clause.says,
        columns=tuple(Column(label=label) for label in words.columns),
        rows=tuple(_row(step, words) for step in _until(thread, until)),
    )


def end_of(thread: Thread, on: date, words: ThreadWords | None = None) -> str:
    """How a thread stands on a day, in words."""
    words = words or ThreadWords()
    standing, voice = thread.standing(on), language(words.language)
    since = thread.open_since(on)
    if standing is Standing.OPEN:
        return words.open_since.format(day=voice.date(since)) if since else ""
    ended = max(day for day, _ in thread.ended(on).values())
    sentence = words.fulfilled_on if standing is Standing.FULFILLED else words.lapsed_on
    return sentence.format(day=voice.date(ended))


def _until(thread: Thread, until: date) -> tuple[Step, ...]:
    """The steps that were known by a day; the first one in any case."""
    return tuple(step for number, step in enumerate(thread.steps) if step.on <= until or number == 0)


def _point(step: Step, words: ThreadWords) -> Point:
    return Point(
        on=step.on,
        label=words.label.format(when=_when(step), name=_name(step, words)),
        said=step.milestone.says if step.milestone else _does(step, words),
        mark=_mark(step),
        is_reported=step.milestone is None and step.clause.is_reported,
    )


def _does(step: Step, words: ThreadWords) -> str:
    """The relation before what is said, since a shape alone has to be looked up."""
    return f"{words.relations[_mark(step).value]}: {step.clause.says}" if step.links else step.clause.says


def _row(step: Step, words: ThreadWords) -> tuple[str, ...]:
    if step.milestone is not None:
        publishers = dict.fromkeys(source.publisher for source in step.milestone.sources)
        said = "; ".join((step.milestone.says, *(each.says for each in step.milestone.statements)))
        return (_when(step), _title(step.clause), _name(step, words), said, ", ".join(publishers))
    reported = words.report if step.clause.is_reported else words.text
    return (
        _when(step),
        f"{_title(step.clause)}, {step.clause.key}",
        words.relations[_mark(step).value],
        step.clause.says,
        reported,
    )


def _when(step: Step) -> str:
    return step.milestone.when if step.milestone else str(step.year)


def _name(step: Step, words: ThreadWords) -> str:
    return words.standings[step.milestone.standing.value] if step.milestone else _title(step.clause)


def _title(clause: RegisteredClause) -> str:
    return register().documents[clause.document].title


def _mark(step: Step) -> Mark:
    """The shape of a step: what it does to the newest text that it takes up."""
    if step.milestone is not None:
        return _EVENTS.get(step.milestone.standing, Mark.EVENT)
    if not step.links:
        return Mark.FIRST
    return Mark(max(step.links, key=lambda link: register().made_on(link.earlier)).relation.value)
