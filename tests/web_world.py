"""The standing cast in the middle of its work: one city whose reports stand in every state that matters for access.

Rivermouth has published 2026, waits for a second person with 2025, is reviewed for 2024, and drafts 2027,
which carries 2026 forward. Hilltop and Harbour have done nothing yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from answer_sets import demo_edits, edited_workbook
from cast import Cast, make_cast
from nagara.commitments.importer.propose import propose
from nagara_web.accounts.actions import invite
from nagara_web.accounts.models import Appointment, Invitation, Role
from nagara_web.accounts.roles import Place
from nagara_web.answers import actions as answers
from nagara_web.answers.edits import RowEdit
from nagara_web.answers.evidence import attach_evidence
from nagara_web.answers.models import AnswerSet, Change, Evidence, Row, Upload
from nagara_web.answers.queries import rows_of
from nagara_web.answers.uploads import receive_upload
from nagara_web.declarations import actions as declarations
from nagara_web.declarations.actions import correcting
from nagara_web.declarations.actions.documents import edit_document
from nagara_web.declarations.models import Document, Request
from nagara_web.figures.actions import define_indicator
from nagara_web.figures.models import Figure
from nagara_web.jobs.actions import ask_for
from nagara_web.jobs.models import Job
from nagara_web.places.actions import add_boundary_edition, add_name, add_status
from nagara_web.places.facts import Fact
from nagara_web.places.models import CityStatus, Membership
from nagara_web.plans.models import Plan
from nagara_web.rounds import actions
from nagara_web.rounds.models import Extension, Handing, Report, Round
from nagara_web.rounds.verdicts import needing_verdicts, signed_result
from web_agreements import Signed, make_signed
from web_meetings import Room, make_room
from web_networks import NetworkPages, make_network_pages
from web_plans import make_plan

__all__ = ["PARKS", "World", "make_world", "open_round_of"]

PARKS, TRAINED = "parks_m2_per_cap", "staff_trained"
SQUARE = [[104.9, 9.9], [105.1, 9.9], [105.1, 10.1], [104.9, 10.1], [104.9, 9.9]]


@dataclass(frozen=True, kw_only=True)
class World:
    """What stands in it, by the words of a test."""

    cast: Cast
    published: Report
    accepted: Report
    in_review: Report
    draft: Report
    planned: Round
    extension: Extension
    handing: Handing
    figure: Figure
    upload: Upload
    evidence: Evidence
    change: Change
    rows: Mapping[str, Row]
    """One row of the draft by table."""
    invitation: Invitation
    appointment: Appointment
    """Of the second officer."""
    membership: Membership
    status: CityStatus
    job: Job
    """The officer waits for it."""
    signed: Signed
    """An agreement with obligations of Rivermouth and Hilltop, and a draft of another."""
    room: Room
    """A meeting that is being prepared."""
    kept: NetworkPages
    plan: Plan
    """What the network says of itself."""
    declaration: Document
    """Published, with a measure; its clause ``e1`` asks something of others."""
    declaration_draft: Document
    """Waits for a second person."""
    asked: Request

    @property
    def answers(self) -> AnswerSet:
        """The answers of the draft."""
        return self.draft.answer_set


def open_round_of(cast: Cast, slug: str, year: int, *, own_only: bool = False) -> Round:
    """Open a round of the river cities that began three weeks ago."""
    modules = {"modules": ("own-indicators",)} if own_only else {}
    questions = answers.make_questionnaire(slug, title=f"Questions {year}", indicators=(PARKS, TRAINED), **modules)
    today = timezone.localdate()
    return actions.open_round(
        network_id=cast.network.pk,
        slug=slug,
        title=f"Round of {year}",
        year=year,
        questionnaire_id=questions.pk,
        opens_on=today - timedelta(days=20),
        closes_on=today + timedelta(days=40),
        is_invented=True,
        person_id=cast.secretary.pk,
    )


def make_world() -> World:
    """Let it all happen, by the people of the cast."""
    cast = make_cast()
    define_indicator(PARKS, name="Parks", unit="m2/person", network_id=cast.network.pk)
    define_indicator(TRAINED, name="Staff trained", answer_type="proportion-of-cities", network_id=cast.network.pk)
    in_review = _begin_review(cast, _start(cast, "round-2024", 2024, own_only=True))
    accepted = _accept(cast, _begin_review(cast, _start(cast, "round-2025", 2025, own_only=True)))
    published = _start(cast, "round-2026", 2026)
    answers.apply(published.answer_set_id, demo_edits(), way="api", person_id=cast.officer.pk)
    published = _accept(cast, _begin_review(cast, published))
    handing = actions.hand_on(published.pk, "un-habitat", addressee="UN-Habitat", person_id=cast.head.pk)
    published = actions.publish_report(published.pk, person_id=cast.second_secretary.pk)
    actions.comment(in_review.pk, "The lake is no park.", person_id=cast.peer_reviewer.pk, indicator=PARKS)
    until = timezone.localdate() + timedelta(days=60)
    draft = _start(cast, "round-2027", 2027)
    extension = actions.ask_extension(draft.pk, person_id=cast.officer.pk, until=until, reason="Flood")
    change = _fill_draft(cast, draft)
    places = _places(cast)
    return World(
        cast=cast,
        published=published,
        accepted=accepted,
        in_review=in_review,
        draft=draft,
        planned=_plan(cast),
        extension=extension,
        handing=handing,
        figure=Figure.objects.filter(city=cast.rivermouth, indicator__code="sdg_11_6_1_frac").get(),
        upload=_send_file(cast, draft),
        evidence=attach_evidence(
            draft.answer_set_id,
            place="loads",
            upload=SimpleUploadedFile("weighbridge.csv", b"day,t\n1,280\n"),
            person_id=cast.officer.pk,
        ),
        change=change,
        rows={row.table: row for row in Row.objects.filter(answer_set=draft.answer_set_id, is_removed=False)},
        invitation=invite(
            "new.officer@example.org",
            name="Nora New",
            role=Role.CITY_OFFICER,
            place=Place(city_id=cast.rivermouth.pk),
            language="en",
            person_id=cast.head.pk,
        ),
        appointment=cast.second_officer.appointments.get(),
        job=ask_for("calculate", key="world", arguments={"answer_set": draft.answer_set_id}, person_id=cast.officer.pk),
        room=make_room(cast),
        signed=make_signed(cast),
        kept=make_network_pages(cast),
        plan=make_plan(draft.answer_set, person_id=cast.officer.pk),
        **places,
        **_declarations(cast),
    )


def _start(cast: Cast, slug: str, year: int, *, own_only: bool = False) -> Report:
    made = open_round_of(cast, slug, year, own_only=own_only)
    report = actions.start_report(made.pk, cast.rivermouth.pk, person_id=cast.officer.pk)
    for code, cells in ((PARKS, {"value": "9.5", "low": "9", "high": "10"}), (TRAINED, {"answer": "yes"})):
        row = next(each for each in rows_of(report.answer_set_id, "own_indicators") if each.cells["indicator"] == code)
        edit = RowEdit("own_indicators", row_id=row.pk, cells={"indicator": code, **cells})
        answers.apply(report.answer_set_id, [edit], way="form", person_id=cast.officer.pk)
    return report


def _begin_review(cast: Cast, report: Report) -> Report:
    actions.send_to_head(report.pk, person_id=cast.officer.pk)
    actions.sign_and_submit(report.pk, person_id=cast.head.pk)
    return actions.begin_review(report.pk, person_id=cast.peer_reviewer.pk)


def _accept(cast: Cast, report: Report) -> Report:
    for code in needing_verdicts(signed_result(report)):
        actions.judge_figure(report.pk, code, "accept", person_id=cast.peer_reviewer.pk)
    return actions.accept_report(report.pk, person_id=cast.secretary.pk)


def _fill_draft(cast: Cast, draft: Report) -> Change:
    """Answer what was not carried forward, so that every table has a row."""
    edits = [each for each in demo_edits() if not rows_of(draft.answer_set_id, each.table)]
    return answers.apply(draft.answer_set_id, edits, way="form", person_id=cast.officer.pk, note="Filled in")


def _send_file(cast: Cast, draft: Report) -> Upload:
    """A workbook with one number changed, read and not applied."""

    def change(rows: dict[str, list[dict[str, object]]]) -> None:
        rows["strata"][0]["population"] = 123_400

    with TemporaryDirectory() as folder:
        data = edited_workbook(draft.answer_set, Path(folder) / "my-city.xlsx", change)
    return receive_upload(draft.answer_set_id, SimpleUploadedFile("my-city.xlsx", data), person_id=cast.officer.pk)


def _places(cast: Cast) -> dict[str, Membership | CityStatus]:
    fact = Fact(source="Invented decree", since=date(2020, 1, 1))
    add_name(cast.rivermouth.pk, language="lo", name="ປາກແມ່ນ້ຳ", fact=fact)
    add_status(cast.rivermouth.pk, status="capital", fact=replace(fact))
    add_boundary_edition(
        cast.rivermouth.pk,
        kind="administrative",
        fact=fact,
        geojson={"type": "Polygon", "coordinates": [SQUARE]},
        area_km2=480.0,
        population_persons=970_000.0,
        population_year=2025,
        population_basis="census",
        person_id=cast.head.pk,
        role="head-of-city",
    )
    return {
        "membership": Membership.objects.get(city=cast.rivermouth),
        "status": CityStatus.objects.get(city=cast.rivermouth),
    }


def _declarations(cast: Cast) -> dict[str, Document | Request]:
    """One declaration that everybody reads, and one that waits for a second person."""
    text = propose("We commit to:\n\n1. Plant trees by 2030.\n\nENCOURAGING member states to help.", language="en")
    by = {"person_id": cast.secretary.pk, "role": "secretariat"}
    forum = declarations.add_forum(slug="rivers", name="River Forum", is_invented=True)
    made = [
        declarations.adopt_document(
            declarations.add_session(forum.slug, year=year).pk,
            title=f"Declaration of {year}",
            adopted_on=date(year, 5, 3),
            text=text,
            network_id=cast.network.pk,
            published_by_id=cast.second_secretary.pk if year == 2025 else None,
            **by,
        )
        for year in (2025, 2026)
    ]
    _corrected(cast, made[0].pk)
    asks = made[0].clauses.get(key="e1")
    asked = declarations.add_request(asks.pk, addressee="member states", asks="Help.", **by)
    return {"declaration": made[0], "declaration_draft": made[1], "asked": asked}


def _corrected(cast: Cast, document_id: int) -> None:
    """Correct who signed a declaration, so that it has a version that was replaced."""
    correction = correcting.open_correction(document_id, why="A name was left out.", person_id=cast.secretary.pk)
    said = {"title": correction.title, "adopted_on": correction.adopted_on, "signatories": ["River Forum"]}
    edit_document(correction.pk, **said, person_id=cast.secretary.pk)
    correcting.confirm_correction(correction.pk, person_id=cast.secretary.pk)
    correcting.publish_correction(correction.pk, person_id=cast.second_secretary.pk)


def _plan(cast: Cast) -> Round:
    today = timezone.localdate()
    questions = answers.make_questionnaire("round-2028", title="Questions 2028")
    return actions.plan_round(
        network_id=cast.network.pk,
        slug="round-2028",
        title="Round of 2028",
        year=2028,
        questionnaire_id=questions.pk,
        opens_on=today,
        closes_on=today + timedelta(days=90),
        is_invented=True,
        person_id=cast.secretary.pk,
    )
