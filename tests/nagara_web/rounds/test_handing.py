"""Handing on a real account of the demonstration city: table, letter, signed page, receipt."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from answer_sets import demo_edits
from nagara_web.answers import actions as answers
from nagara_web.answers.queries import result_of
from nagara_web.figures.queries import figures_of_report
from nagara_web.places.actions import add_name
from nagara_web.places.facts import Fact
from nagara_web.rounds import actions
from nagara_web.rounds.models import Handing
from nagara_web.rounds.queries import figure_lines, progress_of_review
from nagara_web.rounds.refusals import NotReadyError, RefusedError
from nagara_web.rounds.verdicts import needing_verdicts, signed_result
from nagara_web.ui.numbers import printed

from .conftest import IN_TIME
from .test_pages import client_of


@pytest.fixture
def accepted(cast):
    """The demonstration city's account, reviewed and accepted."""
    questions = answers.make_questionnaire("waste", title="Waste")
    made = actions.open_round(
        network_id=cast.network.pk,
        slug="waste",
        title="Waste round",
        year=2026,
        questionnaire_id=questions.pk,
        opens_on=date(2026, 3, 1),
        closes_on=date(2026, 6, 30),
        person_id=cast.secretary.pk,
    )
    report = actions.start_report(made.pk, cast.rivermouth.pk, person_id=cast.officer.pk, at=IN_TIME)
    answers.apply(report.answer_set_id, demo_edits(), way="api", person_id=cast.officer.pk)
    actions.send_to_head(report.pk, person_id=cast.officer.pk, at=IN_TIME)
    actions.sign_and_submit(report.pk, person_id=cast.head.pk, at=IN_TIME)
    report = actions.begin_review(report.pk, person_id=cast.peer_reviewer.pk, at=IN_TIME)
    for code in needing_verdicts(signed_result(report)):
        actions.judge_figure(report.pk, code, "accept", person_id=cast.peer_reviewer.pk)
    return actions.accept_report(report.pk, person_id=cast.secretary.pk)


def test_an_account_goes_its_whole_way(accepted, cast):
    result = result_of(accepted.answer_set_id, accepted.revision_signed)
    lines = figure_lines(accepted, result)
    assert {each.code for each in lines} == set(result.figures)
    assert progress_of_review(accepted, result).is_complete
    for name in ("report", "report_review", "report_check", "report_handing"):
        assert client_of(cast, "officer").get(reverse(name, args=[accepted.pk])).status_code == 200

    handed = actions.hand_on(
        accepted.pk, "statistics-office", addressee="Statistics Office", person_id=cast.officer.pk, letter_language="en"
    )
    rows = list(csv.DictReader(io.StringIO(handed.table)))
    collected = next(row for row in rows if row["line"] == "Municipal waste collected, of generated")
    figure = result.figures["msw_collected_frac"]
    said = printed(figure.value, figure.low, figure.high, "share")
    assert [collected[name] for name in ("value", "low", "high")] == [said.value, said.low, said.high]
    assert collected["interval"] == "95 %"
    assert "Rivermouth hands you its figures" in handed.letter
    assert "Hanna Head" in handed.letter
    shared = actions.hand_on(accepted.pk, "un-habitat", addressee="UN-Habitat", person_id=cast.secretary.pk)
    controlled = next(row for row in csv.DictReader(io.StringIO(shared.table)) if row["line"] == "sdg_11_6_1_frac")
    assert controlled["interval"] == "95 %"
    assert max(len(controlled[name]) for name in ("value", "low", "high")) <= len("0.1234")

    client = client_of(cast, "officer")
    place = [accepted.pk, handed.pk]
    assert client.get(reverse("handing_table", args=place)).content.decode("utf-8-sig") == handed.table
    assert client.get(reverse("handing_letter", args=place)).content.decode() == handed.letter
    assert client.get(reverse("handing_letter_pdf", args=place)).content.startswith(b"%PDF-")
    assert client_of(cast, "other_officer").get(reverse("handing_letter", args=place)).status_code == 404
    page = SimpleUploadedFile("scan.pdf", b"%PDF-1.7 signed", content_type="application/pdf")
    assert client.post(reverse("handing_page", args=place), {"page": page}).status_code == 302
    assert b"".join(client.get(reverse("handing_page", args=place)).streaming_content) == b"%PDF-1.7 signed"
    received = reverse("handing_received", args=place)
    tomorrow = timezone.localdate() + timedelta(days=2)
    assert client.post(received, {"received_on": tomorrow.isoformat()}).status_code == 409
    assert client.post(received, {"received_on": timezone.localdate().isoformat(), "text": "Thanks"}).status_code == 302
    assert Handing.objects.get(pk=handed.pk).received_note == "Thanks"
    shown = client.get(reverse("report_handing", args=[accepted.pk])).content.decode()
    assert "Thanks" in shown
    assert "Scanned page" in shown

    published = actions.publish_report(accepted.pk, person_id=cast.second_secretary.pk)
    assert {row.indicator_code for row in figures_of_report(published.pk)} == set(result.figures)


def test_a_letter_is_written_in_the_citys_own_language(accepted, cast):
    add_name(cast.rivermouth.pk, language="vi", name="Cửa Sông", fact=Fact(source="The example"))
    form = client_of(cast, "officer").get(reverse("report_handing", args=[accepted.pk])).content.decode()
    assert '<option value="vi" selected>' in form
    handed = actions.hand_on(accepted.pk, "un-habitat", addressee="UN-Habitat", person_id=cast.officer.pk)
    assert "Cửa Sông" in handed.letter
    assert "municipal waste" not in handed.letter.lower()
    assert "Signature" not in handed.letter


@pytest.mark.parametrize("content", [b"<html>", b"MZ\x90", b""])
def test_only_a_page_that_is_a_page_is_kept(accepted, cast, content):
    handed = actions.hand_on(accepted.pk, "un-habitat", addressee="UN-Habitat", person_id=cast.officer.pk)
    with pytest.raises(NotReadyError, match="PDF, JPEG or PNG"):
        actions.keep_signed_page(handed.pk, SimpleUploadedFile("a.pdf", content), person_id=cast.officer.pk)


def test_reviewers_do_not_hand_on(accepted, cast):
    with pytest.raises(RefusedError, match="can hand on"):
        actions.hand_on(accepted.pk, "un-habitat", addressee="UN-Habitat", person_id=cast.peer_reviewer.pk)
