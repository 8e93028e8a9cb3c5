"""A round of the cast's network whose questions are two indicators of its own: quick to work out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from cast import Cast
from nagara_web.accounts.models import Person
from nagara_web.answers import actions as answers
from nagara_web.answers.edits import RowEdit
from nagara_web.answers.queries import rows_of
from nagara_web.figures.actions import define_indicator
from nagara_web.rounds import actions
from nagara_web.rounds.models import Report, Round

IN_TIME = datetime(2026, 4, 1, 3, tzinfo=UTC)
PARKS, TRAINED = "parks_m2_per_cap", "staff_trained"


@dataclass
class Play:
    """The cast in a round: moves in the words of a test."""

    cast: Cast
    round: Round

    def start(self, at: datetime = IN_TIME) -> Report:
        return actions.start_report(self.round.pk, self.cast.rivermouth.pk, person_id=self.cast.officer.pk, at=at)

    def answer(self, report: Report, code: str, value: str, person: Person | None = None, **cells: str) -> None:
        row = next(each for each in rows_of(report.answer_set_id, "own_indicators") if each.cells["indicator"] == code)
        filled = {"indicator": code, "value": value, **cells}
        edit = RowEdit("own_indicators", row_id=row.pk, cells={name: text for name, text in filled.items() if text})
        answers.apply(report.answer_set_id, [edit], way="form", person_id=(person or self.cast.officer).pk)

    def filled(self) -> Report:
        report = self.start()
        self.answer(report, PARKS, "9.5", low="9", high="10")
        self.answer(report, TRAINED, "", answer="yes")
        return report

    def sent(self) -> Report:
        return actions.send_to_head(self.filled().pk, person_id=self.cast.officer.pk, at=IN_TIME)

    def submitted(self) -> Report:
        return actions.sign_and_submit(self.sent().pk, person_id=self.cast.head.pk, at=IN_TIME)

    def in_review(self) -> Report:
        return actions.begin_review(self.submitted().pk, person_id=self.cast.peer_reviewer.pk, at=IN_TIME)

    def judge_all(self, report: Report, verdict: str = "accept") -> None:
        for code in (PARKS, TRAINED):
            actions.judge_figure(
                report.pk,
                code,
                verdict,
                person_id=self.cast.peer_reviewer.pk,
                comment="Look again" * (verdict != "accept"),
            )

    def returned(self) -> Report:
        report = self.in_review()
        actions.judge_figure(report.pk, TRAINED, "accept", person_id=self.cast.peer_reviewer.pk)
        actions.judge_figure(
            report.pk, PARKS, "return", person_id=self.cast.peer_reviewer.pk, comment="The lake is no park"
        )
        return actions.return_report(report.pk, person_id=self.cast.peer_reviewer.pk, at=IN_TIME)

    def accepted(self) -> Report:
        report = self.in_review()
        self.judge_all(report)
        return actions.accept_report(report.pk, person_id=self.cast.secretary.pk, at=IN_TIME)

    def published(self) -> Report:
        return actions.publish_report(self.accepted().pk, person_id=self.cast.second_secretary.pk, at=IN_TIME)


def make_round(cast: Cast, year: int = 2025, slug: str = "2026", person: Person | None = None) -> Round:
    """Open a round of the river cities over its own two indicators."""
    define_indicator(PARKS, name="Parks", unit="m2/person", network_id=cast.network.pk)
    define_indicator(TRAINED, name="Staff trained", answer_type="proportion-of-cities", network_id=cast.network.pk)
    questions = answers.make_questionnaire(
        f"own-{slug}", title="Own", modules=("own-indicators",), indicators=(PARKS, TRAINED)
    )
    return actions.open_round(
        network_id=cast.network.pk,
        slug=slug,
        title=f"Round {slug}",
        year=year,
        questionnaire_id=questions.pk,
        opens_on=date(2026, 3, 1),
        closes_on=date(2026, 6, 30),
        reminder_days=(30, 7),
        person_id=(person or cast.secretary).pk,
    )


@pytest.fixture
def play(cast: Cast) -> Play:
    """The cast, and a round that is open."""
    return Play(cast=cast, round=make_round(cast))
