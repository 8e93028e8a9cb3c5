"""A declaration of the river cities and a round that asked three of its parts, answered in several ways."""

from __future__ import annotations

from datetime import date

from cast import Cast
from nagara.commitments.importer.propose import propose
from nagara_web.answers.actions import make_questionnaire
from nagara_web.declarations import actions as declarations
from nagara_web.declarations.queries.asked import commitment_parts
from nagara_web.figures.actions import define_source, publish
from nagara_web.figures.commitments import commitment_code
from nagara_web.figures.new_figure import NewFigure
from nagara_web.rounds import actions
from nagara_web.rounds.actions.commitments import define_commitments
from nagara_web.rounds.models import Round
from nagara_web.rounds.sources import round_source

DOCUMENT = "rivers-2025-declaration"
TEXT = """We commit to:

1. Close every open dump by 2030.

2. Protect the river by sorting waste, composting what rots, and reporting every year.
"""
Answers = tuple[tuple[str, int, str, str], ...]
"""City, place of the part, answer, reason."""
ANSWERS: Answers = (
    ("rivermouth", 0, "done", ""),
    ("rivermouth", 1, "under-way", ""),
    ("hilltop", 0, "done-before", ""),
    ("hilltop", 2, "not-applicable", "No river runs through it"),
)
ANSWERS_AGAIN: Answers = (
    ("rivermouth", 0, "done-before", ""),
    ("rivermouth", 1, "done", ""),
    ("harbour", 0, "planned", ""),
)


def adopt(cast: Cast) -> list[str]:
    """Publish the declaration; returns the codes of its parts."""
    forum = declarations.add_forum(slug="rivers", name="River Forum", is_invented=True)
    declarations.adopt_document(
        declarations.add_session(forum.slug, year=2025).pk,
        title="Declaration of the River Cities",
        adopted_on=date(2025, 5, 3),
        text=propose(TEXT, language="en"),
        network_id=cast.network.pk,
        person_id=cast.secretary.pk,
        published_by_id=cast.second_secretary.pk,
        role="secretariat",
    )
    return [each.code for each in commitment_parts()]


def answered_round(cast: Cast, parts: list[str]) -> Round:
    """Open a round over three parts, and publish four answers of two of its three cities."""
    codes = define_commitments(parts[:3])
    asked = make_questionnaire("promises", title="Promises", modules=(), indicators=codes)
    return _answered(cast, parts, 2025, asked.pk, ANSWERS)


def answered_again(cast: Cast, parts: list[str]) -> Round:
    """Ask the same parts a year later: one answer moves on, one is new, two fall silent, one stays."""
    asked = make_questionnaire("promises", title="Promises")
    return _answered(cast, parts, 2026, asked.pk, ANSWERS_AGAIN)


def _answered(cast: Cast, parts: list[str], year: int, asked_id: int, given: Answers) -> Round:
    made = actions.open_round(
        network_id=cast.network.pk,
        slug=f"promises-{year}",
        title=f"Promises of {year}",
        year=year,
        questionnaire_id=asked_id,
        opens_on=date(year + 1, 3, 1),
        closes_on=date(year + 1, 6, 30),
        person_id=cast.secretary.pk,
    )
    source = define_source(**round_source(made))
    for city, part, answer, because in given:
        publish(
            NewFigure(
                city_id=getattr(cast, city).pk,
                indicator=commitment_code(parts[part]),
                year=year,
                source=source.slug,
                method="reported",
                answer=answer,
                method_note=because,
                locator="https://example.org/decision",
            )
        )
    return made
