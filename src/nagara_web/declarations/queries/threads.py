"""The thread of one promise: everything that hangs together by links, in order of time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from nagara_web.declarations.models import Clause, Document, Link, Milestone, Part, State, Thread

__all__ = ["Step", "ThreadPage", "thread_of", "threads"]

ENDS = frozenset({"fulfilled", "lapsed"})
"""What a milestone says of a promise that is over."""
ENDING = frozenset({Link.Relation.FULFILS, Link.Relation.LAPSES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One clause or part in a thread.

    Parameters
    ----------
    code
        Of the clause or part.
    document, clause, part
        What it is; ``part`` is ``None`` where the whole clause is meant.
    links
        What it does to earlier ones of the thread.
    milestones
        What is said to have happened to it since.
    is_over
        Whether it was fulfilled or lapsed.
    """

    code: str
    document: Document
    clause: Clause
    part: Part | None
    links: tuple[Link, ...]
    milestones: tuple[Milestone, ...]
    is_over: bool

    @property
    def year(self) -> int:
        """Year of its session."""
        return self.document.session.year

    @property
    def words(self) -> str:
        """The part, or the clause, in its first language."""
        if self.part is not None:
            return self.part.words
        words = self.clause.words
        return str(words.get(self.document.language) or next(iter(words.values()), ""))

    @property
    def address(self) -> str:
        """Of its page."""
        anchor = f"#part-{self.part.key}" if self.part else ""
        return f"/declarations/{self.document.slug}/{self.clause.key}/{anchor}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadPage:
    """A thread: its name if it has one, and its steps, the oldest first."""

    thread: Thread | None
    steps: tuple[Step, ...]

    @property
    def open_since(self) -> int | None:
        """Year of the oldest step that is neither fulfilled nor lapsed; ``None`` if all are."""
        return min((each.year for each in self.steps if not each.is_over), default=None)

    @property
    def rows(self) -> list[tuple[str, Step | None, Milestone | None]]:
        """Texts and what happened beside them, in order of time: when, and one of the two."""
        found: list[tuple[str, str, Step | None, Milestone | None]] = []
        for step in self.steps:
            day = step.document.adopted_on
            found.append((day.isoformat() if day else f"{step.year}-12", str(step.year), step, None))
            found += [(each.on, each.on, None, each) for each in step.milestones]
        return [row[1:] for row in sorted(found, key=lambda row: row[0])]

    @property
    def title(self) -> str:
        """Its name, or the words with which it begins."""
        return self.thread.title if self.thread else self.steps[0].words


def threads() -> QuerySet[Thread]:
    """Threads that have a name."""
    return Thread.objects.all()


def thread_of(slug_or_code: str, day: date | None = None) -> ThreadPage:
    """The thread with a name, or that of a clause or part; 404 if nothing has it.

    Parameters
    ----------
    slug_or_code
        As in ``formal-place`` or ``amf-2024-declaration.e1``.
    day
        Only what was made by this day; all of it if none is given.
    """
    named = Thread.objects.filter(slug=slug_or_code).first()
    root = named.root if named else slug_or_code
    links = Link.objects.filter(
        published_at__isnull=False, later_document__state=State.PUBLISHED, earlier_document__state=State.PUBLISHED
    ).filter(later__contains=".")
    codes = _together(root, list(links))
    steps = _steps(codes, list(links), day)
    if not steps:
        raise Http404
    if named is None:
        named = next((each for each in Thread.objects.all() if each.root in codes), None)
    return ThreadPage(thread=named, steps=steps)


def _together(root: str, links: list[Link]) -> set[str]:
    """Every code that links lead to from one."""
    beside: dict[str, set[str]] = defaultdict(set)
    for each in links:
        beside[each.later].add(each.earlier)
        beside[each.earlier].add(each.later)
    found, waiting = {root}, [root]
    while waiting:
        for code in beside[waiting.pop()] - found:
            found.add(code)
            waiting.append(code)
    return found


def _steps(codes: set[str], links: list[Link], day: date | None) -> tuple[Step, ...]:
    slugs = {code.partition(".")[0] for code in codes}
    keys = {code.split(".")[1] for code in codes if "." in code}
    clauses = Clause.objects.filter(document__slug__in=slugs, document__state=State.PUBLISHED, key__in=keys)
    known = {
        (each.document.slug, each.key): each
        for each in clauses.select_related("document__session__forum").prefetch_related("parts")
    }
    happened: dict[str, list[Milestone]] = defaultdict(list)
    for milestone in Milestone.objects.filter(code__in=codes):
        happened[milestone.code].append(milestone)
    over = {each.earlier for each in links if each.relation in ENDING}
    over |= {code for code, said in happened.items() if any(each.standing in ENDS for each in said)}
    found = []
    for code in codes:
        slug, _dot, rest = code.partition(".")
        key, _dot, letter = rest.partition(".")
        clause = known.get((slug, key))
        if clause is None or (day is not None and clause.document.session.year > day.year):
            continue
        part = next((each for each in clause.parts.all() if each.key == letter), None) if letter else None
        if letter and part is None:
            continue
        found.append(
            Step(
                code=code,
                document=clause.document,
                clause=clause,
                part=part,
                links=tuple(each for each in links if each.later == code),
                milestones=tuple(happened[code]),
                is_over=code in over,
            )
        )
    return tuple(sorted(found, key=lambda each: (each.year, each.document.adopted_on or date.max, each.code)))
