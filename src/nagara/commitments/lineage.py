"""How a promise goes through the years: the thread of everything that hangs together by links.

What happened outside all texts stands in it as a milestone. Nothing is closed by time alone: a clause is
fulfilled or lapsed only where a link or a milestone says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from nagara.commitments.links import ENDING, ENDS, Link, Milestone, Standing, links, milestones
from nagara.commitments.register import RegisteredClause, clause, find, register
from nagara.commitments.rows import Row, rows

__all__ = ["Step", "Thread", "open_since", "thread", "threads"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One point of a thread: a clause with its links to earlier ones, or a milestone.

    Parameters
    ----------
    on
        Its day, for order.
    year
        Its year.
    clause
        The clause that was made, or that the milestone is about.
    links
        What the clause does to earlier ones of the thread.
    milestone
        What happened; ``None`` where the step is a clause.
    """

    on: date
    year: int
    clause: RegisteredClause
    links: tuple[Link, ...] = ()
    milestone: Milestone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The story of one promise, in order of time.

    Parameters
    ----------
    key, title, question
        Short name, title in own words, and what a reader wants to know; empty for a thread without a name.
    steps
        Clauses and milestones.
    """

    key: str
    title: str
    question: str
    steps: tuple[Step, ...]

    @property
    def clauses(self) -> tuple[RegisteredClause, ...]:
        """Its clauses, in order of time."""
        return tuple(step.clause for step in self.steps if step.milestone is None)

    def ended(self, on: date | None = None) -> Mapping[str, tuple[date, Standing]]:
        """Clauses that were fulfilled or lapsed by a day (or at all), with the day and the standing."""
        ends: dict[str, tuple[date, Standing]] = {}
        for step in self.steps:
            if on is not None and step.on > on:
                continue
            if step.milestone is not None and step.milestone.standing in ENDS:
                ends[step.clause.id] = (step.on, step.milestone.standing)
            for link in step.links:
                if link.relation in ENDING:
                    ends[link.earlier] = (step.on, ENDING[link.relation])
        return MappingProxyType(ends)

    def standing(self, on: date | None = None) -> Standing:
        """Open as long as one of its clauses is; otherwise what the last end says."""
        made = [each for each in self.clauses if on is None or register().made_on(each.id) <= on]
        ends = self.ended(on)
        if any(each.id not in ends and not _closes(each.id) for each in made) or not ends:
            return Standing.OPEN
        return max(ends.values(), key=lambda end: end[0])[1]

    def open_since(self, on: date | None = None) -> date | None:
        """Day of the earliest clause that is still open; ``None`` if none is.

        The day is that of :meth:`nagara.commitments.register.Register.made_on`.
        """
        ends = self.ended(on)
        days = (register().made_on(each.id) for each in self.clauses if each.id not in ends and not _closes(each.id))
        return min((day for day in days if on is None or day <= on), default=None)


def thread(clause_id: str) -> Thread:
    """The story of the promise that a clause belongs to.

    Parameters
    ----------
    clause_id
        Permanent id or an alias of one clause, or the short name of a thread that has one.

    Raises
    ------
    UnknownCodeError
        If the register has no such clause.

    Examples
    --------
    >>> [(step.year, step.clause.id) for step in thread("VTE24-E4").steps][0]
    (2017, 'amf-2017-action-agenda/1')
    >>> thread("formal-place").title == thread("VTE24-E4").title
    True
    """
    named = {row["key"]: row["root"] for row in rows("threads")}
    return _threads()[_id_of(named.get(clause_id, clause_id))]


def threads() -> tuple[Thread, ...]:
    """All threads that have a name, in the order of their table."""
    return tuple(_threads()[row["root"]] for row in rows("threads"))


def open_since(clause_id: str, on: date | None = None) -> date | None:
    """Since when the promise of a clause is open: the day of the earliest open clause that it goes back to.

    Parameters
    ----------
    clause_id
        Permanent id, or an alias of one clause.
    on
        Day at which it is asked; without it all that is known counts.

    Returns
    -------
    date | None
        ``None`` if the clause was fulfilled or lapsed, or was not made yet. A day that no source names is
        the last one that it can be.
    """
    known, id_ = register(), _id_of(clause_id)
    ends = thread(id_).ended(on)
    if id_ in ends or (on is not None and known.made_on(id_) > on):
        return None
    behind = _behind(id_)
    return min(known.made_on(each) for each in (id_, *behind) if each not in ends)


def _id_of(clause_id: str) -> str:
    named = [each for each in find(clause_id) if isinstance(each, RegisteredClause)]
    return named[0].id if named else clause(clause_id).id


def _behind(id_: str) -> set[str]:
    """All clauses that one goes back to."""
    seen: set[str] = set()
    waiting = [id_]
    while waiting:
        at = waiting.pop()
        for link in links():
            if link.later == at and link.earlier not in seen and "/" in link.earlier:
                seen.add(link.earlier)
                waiting.append(link.earlier)
    return seen


def _closes(id_: str) -> bool:
    """Whether a clause only says that another one is done with."""
    mine = [link for link in links() if link.later == id_]
    return bool(mine) and all(link.relation in ENDING for link in mine)


@cache
def _threads() -> Mapping[str, Thread]:
    """The thread of each clause."""
    group = {id_: {id_} for id_ in register().clauses}
    for link in links():
        if "/" in link.later:
            both = group[link.later] | group[link.earlier]
            group.update(dict.fromkeys(both, both))
    named: dict[int, Row] = {}
    for row in rows("threads"):
        if row["root"] not in group:
            raise row.refused(f"clause {row['root']!r} is not in the register")
        if named.setdefault(id(group[row["root"]]), row) is not row:
            raise row.refused(f"it is one thread with {named[id(group[row['root']])]['key']}")
    return MappingProxyType({id_: _thread(ids, named.get(id(ids))) for id_, ids in group.items()})


def _thread(ids: set[str], name: Row | None) -> Thread:
    known = register()
    order = list(known.clauses)
    steps = [
        Step(
            on=known.made_on(id_),
            year=known.documents[known.clauses[id_].document].year,
            clause=known.clauses[id_],
            links=tuple(link for link in links() if link.later == id_),
        )
        for id_ in sorted(ids, key=order.index)
    ]
    steps += [
        Step(on=each.latest, year=each.latest.year, clause=known.clauses[each.clause], milestone=each)
        for each in milestones()
        if each.clause in ids
    ]
    return Thread(
        key=name.said("key") if name else "",
        title=name.said("title") if name else "",
        question=name.said("question") if name else "",
        steps=tuple(sorted(steps, key=lambda step: (step.on, _depth(step)))),
    )


def _depth(step: Step) -> int:
    """Behind how many others a step of one day comes; a milestone comes after its clause."""
    return len(_behind(step.clause.id)) + (step.milestone is not None) * len(register().clauses)
