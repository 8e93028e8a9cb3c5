"""What happened in two rounds of an invented network: real moves by invented people, on days of the past."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile

from nagara_web.answers.actions import reply_to_finding
from nagara_web.answers.evidence import attach_evidence
from nagara_web.answers.queries import result_of
from nagara_web.demo.clock import at
from nagara_web.demo.filling import answer_own, fill, fill_half
from nagara_web.demo.varied import Tables
from nagara_web.rounds import actions as rounds
from nagara_web.rounds.queries import report as report_of
from nagara_web.rounds.verdicts import needing_verdicts

__all__ = ["Act", "CityYear", "OWN_ANSWERS", "Staff", "accept_figures", "play", "say_nothing", "tell"]

OWN_ANSWERS: Final[Mapping[str, Mapping[str, str]]] = {
    "separate_collection_level": {"answer": "in some districts"},
    "single_use_plastic_rule": {"answer": "yes"},
}
REASON: Final = "The weighbridge was repaired in two weeks of March; the gate book was used for these days."
CODE: Final = "gate-range-assumed"
PLACE: Final = "loads/LF1 / msw/tonnes_t"
RETURNED: Final = "sdg_11_6_1_frac"


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody does at a moment."""

    at: datetime
    do: Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Numbers of the people of the network who judge and publish."""

    secretary: int
    second_secretary: int
    reviewer: int
    focal_points: Mapping[str, int]


@dataclass(kw_only=True)
class CityYear:
    """One city in one round, and how far it goes.

    Parameters
    ----------
    round_id, city_id, iso3, officer, head
        Which, and who.
    tables
        Its answers.
    state
        Where its report ends: a state of the workflow, or ``not-begun``.
    begins
        When its officer begins.
    way
        How the answers come in.
    promises
        What the city answers to commitments, by code.
    """

    round_id: int
    city_id: int
    iso3: str
    officer: int
    head: int
    tables: Tables
    state: str
    begins: datetime
    way: str = "workbook"
    promises: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    report_id: int = field(default=0, init=False)

    @property
    def answer_set_id(self) -> int:
        """Its answers, once it has begun."""
        return report_of(self.report_id).answer_set_id

    def start(self) -> None:
        """Begin the report."""
        self.report_id = rounds.start_report(self.round_id, self.city_id, person_id=self.officer).pk

    def fill(self) -> None:
        """Bring the answers in, with a reason for a doubt and a file that shows where they come from."""
        note = "my-city.xlsx" if self.way == "workbook" else ""
        fill(self.answer_set_id, self.tables, person_id=self.officer, way=self.way, note=note)
        answer_own(self.answer_set_id, {**OWN_ANSWERS, **self.promises}, person_id=self.officer)
        reply_to_finding(self.answer_set_id, code=CODE, place=PLACE, reason=REASON, person_id=self.officer)
        self.attach()

    def attach(self) -> None:
        """Attach the pages of the weighbridge, invented like everything else."""
        lines = ["day,load,tonnes", *(f"{day},msw,{280 + 7 * (day % 5)}" for day in range(1, 32))]
        upload = SimpleUploadedFile("weighbridge-march (invented).csv", "\n".join(lines).encode())
        attach_evidence(self.answer_set_id, place="loads", upload=upload, person_id=self.officer)


def tell(city: CityYear, staff: Staff) -> Iterator[Act]:
    """All acts of one city in one round, up to the state where its story ends."""
    if city.state == "not-begun":
        return
    day = city.begins
    yield Act(day, city.start)
    if city.state == "draft":
        yield Act(_on(day, 1), lambda: fill_half(city.answer_set_id, city.tables, person_id=city.officer))
        yield Act(_on(day, 2), city.attach)
        return
    yield Act(_on(day, 2), city.fill)
    yield Act(_on(day, 3), lambda: rounds.send_to_head(city.report_id, person_id=city.officer))
    if city.state == "awaiting-signature":
        return
    yield Act(_on(day, 5), lambda: rounds.sign_and_submit(city.report_id, person_id=city.head))
    if city.state == "submitted":
        return
    judge = staff.secretary if city.state in {"accepted", "published"} else staff.reviewer
    yield Act(_on(day, 7), lambda: rounds.begin_review(city.report_id, person_id=judge))
    if seer := staff.focal_points.get(city.iso3):
        yield Act(_on(day, 7, 3), lambda: rounds.mark_seen(city.report_id, person_id=seer))
    yield from _judgement(city, judge, staff)


def _judgement(city: CityYear, judge: int, staff: Staff) -> Iterator[Act]:
    day = city.begins
    if city.state == "in-review":
        yield Act(_on(day, 8), lambda: accept_figures(city, judge, most=4))
        return
    if city.state == "returned":
        yield Act(_on(day, 8), lambda: accept_figures(city, judge, but=RETURNED))
        yield Act(_on(day, 8, 1), lambda: _return_one(city, judge))
        return
    yield Act(_on(day, 8), lambda: accept_figures(city, judge))
    yield Act(_on(day, 9), lambda: rounds.accept_report(city.report_id, person_id=judge))
    if city.state == "published":
        yield Act(_on(day, 10), lambda: rounds.publish_report(city.report_id, person_id=staff.second_secretary))


def accept_figures(city: CityYear, judge: int, *, most: int | None = None, but: str = "") -> None:
    """Accept figures one by one: the first few of them, all but one, or all."""
    result = result_of(city.answer_set_id)
    assert result is not None  # noqa: S101  (it was submitted)
    for code in [each for each in needing_verdicts(result) if each != but][:most]:
        rounds.judge_figure(city.report_id, code, "accept", person_id=judge)


def _return_one(city: CityYear, judge: int) -> None:
    words = (
        "The control of the North landfill was assessed as in the year before. "
        "Has anybody looked at it since the fence was taken down?"
    )
    rounds.judge_figure(city.report_id, RETURNED, "return", comment=words, person_id=judge)
    rounds.return_report(
        city.report_id, person_id=judge, comment="One figure needs a second look; all others are fine."
    )


def say_nothing(*_: object) -> None:
    """Tell nobody how far one is."""


def play(acts: Iterable[Act], step: Callable[[int, int], None] = say_nothing) -> int:
    """Let everything happen in the order of its days, telling how far one is; returns how many acts there were."""
    ordered = sorted(acts, key=lambda act: act.at)
    for number, act in enumerate(ordered, start=1):
        with at(act.at):
            act.do()
        step(number, len(ordered))
    return len(ordered)


def _on(day: datetime, days: int, hours: int = 0) -> datetime:
    return day + timedelta(days=days, hours=hours)
