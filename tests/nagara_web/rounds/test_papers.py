"""The annual report: papers of the signed revision, public from publication on, without any single household."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.urls import reverse

from answer_sets import demo_edits
from cast import Cast
from nagara_web.answers import actions as answers
from nagara_web.answers.account_at import rows_at
from nagara_web.answers.edits import RowEdit
from nagara_web.answers.queries import result_of, rows_of
from nagara_web.audit.queries import verify
from nagara_web.jobs.work import do_waiting
from nagara_web.places.actions import add_name
from nagara_web.places.facts import Fact
from nagara_web.rounds import actions
from nagara_web.rounds.models import Report
from nagara_web.rounds.papers import find_lost_papers
from nagara_web.rounds.queries import papers_of
from nagara_web.rounds.queries.papers import folder_of
from nagara_web.rounds.verdicts import needing_verdicts

SECRET = "Family-of-the-blue-gate"
KINDS = ("html", "pdf", "json", "xlsx", "vi.html", "vi.pdf", "vi.xlsx")


@dataclass
class Year:
    """A waste account in a round, moved to where a test wants it."""

    cast: Cast
    report: Report

    def address(self, kind: str, revision: int | None = None) -> str:
        place = ["2026", "rivermouth"]
        return (
            reverse("annual_report", args=[*place, kind])
            if revision is None
            else reverse("annual_report_at", args=[*place, revision, kind])
        )

    def accept(self) -> None:
        pk, cast = self.report.pk, self.cast
        actions.send_to_head(pk, person_id=cast.officer.pk)
        actions.sign_and_submit(pk, person_id=cast.head.pk)
        actions.begin_review(pk, person_id=cast.peer_reviewer.pk)
        result = result_of(self.report.answer_set_id)
        assert result is not None
        for code in needing_verdicts(result):
            actions.judge_figure(pk, code, "accept", person_id=cast.peer_reviewer.pk)
        actions.accept_report(pk, person_id=cast.secretary.pk)

    def publish(self) -> int:
        published = actions.publish_report(self.report.pk, person_id=self.cast.second_secretary.pk)
        do_waiting()
        assert published.revision_signed is not None
        return published.revision_signed


@pytest.fixture
def year(cast: Cast, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Year:
    """The example's answers in a round, with somebody's secret in every free text of a household."""
    settings.MEDIA_ROOT = tmp_path
    questions = answers.make_questionnaire("waste-26", title="Waste", modules=("waste",), indicators=())
    round_ = actions.open_round(
        network_id=cast.network.pk,
        slug="2026",
        title="Round 2026",
        year=2026,
        questionnaire_id=questions.pk,
        opens_on=date(2026, 1, 1),
        closes_on=date(2099, 12, 31),
        person_id=cast.secretary.pk,
    )
    add_name(cast.rivermouth.pk, language="vi", name="Cửa Sông", fact=Fact(source="The charter of the example"))
    report = actions.start_report(round_.pk, cast.rivermouth.pk, person_id=cast.officer.pk)
    answers.apply(report.answer_set_id, demo_edits(), way="workbook", person_id=cast.officer.pk)
    household = rows_of(report.answer_set_id, "households")[0]
    reason = RowEdit("households", household.pk, None, {"drop_out_reason": SECRET}, is_partial=True)
    answers.apply(report.answer_set_id, [reason], way="form", person_id=cast.officer.pk)
    answers.calculate(report.answer_set_id)
    return Year(cast=cast, report=report)


def test_papers_are_public_from_publication_on_and_a_correction_keeps_the_old_ones(year, client):
    year.accept()
    do_waiting()
    assert {client.get(year.address(kind)).status_code for kind in KINDS} == {404}
    first = year.publish()
    found = {kind: client.get(year.address(kind)) for kind in KINDS}
    assert {each.status_code for each in found.values()} == {200}
    assert found["pdf"].content.startswith(b"%PDF-")
    assert found["vi.pdf"].content != found["pdf"].content
    figures = json.loads(found["json"].content)["figures"]
    result = result_of(year.report.answer_set_id)
    assert {code: each["value"] for code, each in figures.items()} == {
        code: result.figures[code].value for code in figures
    }
    assert b'lang="vi"' in found["vi.html"].content
    page = client.get("/cities/rivermouth/").content.decode()
    assert all(year.address(kind) in page for kind in KINDS)
    assert year.address("html") in client.get("/rounds/2026/").content.decode()
    client.force_login(year.cast.officer)
    assert year.address("pdf") in client.get(f"/work/reports/{year.report.pk}/").content.decode()
    client.logout()

    actions.reopen_report(year.report.pk, person_id=year.cast.secretary.pk, reason="A load was counted twice")
    assert client.get(year.address("html")).content == found["html"].content  # what is published stays readable
    load = rows_of(year.report.answer_set_id, "loads")[0]
    less = RowEdit("loads", load.pk, None, {"tonnes_t": str(0.98 * float(load.cells["tonnes_t"]))}, is_partial=True)
    answers.apply(year.report.answer_set_id, [less], way="form", person_id=year.cast.officer.pk)
    answers.calculate(year.report.answer_set_id)
    year.accept()
    second = year.publish()
    assert second > first
    assert client.get(year.address("html")).content != found["html"].content
    assert client.get(year.address("html", first)).content == found["html"].content
    assert client.get(year.address("json", second)).content == client.get(year.address("json")).content
    assert client.get(year.address("html", second + 1)).status_code == 404
    assert [address for papers in papers_of([year.report]) for _, address in papers.earlier] == [
        year.address("html", first)
    ]

    kept = {path.name: path.read_bytes() for path in folder_of(year.report.pk, first).iterdir()}
    for path in folder_of(year.report.pk, first).iterdir():
        path.unlink()
    folder_of(year.report.pk, first).rmdir()
    assert find_lost_papers() == 1
    do_waiting()
    assert {path.name: path.read_bytes() for path in folder_of(year.report.pk, first).iterdir()} == kept
    assert find_lost_papers() == 0
    assert verify().is_whole


def test_no_household_stands_in_any_paper(year, client):
    households = [each.cells["household"] for each in rows_of(year.report.answer_set_id, "households")]
    doubted = result_of(year.report.answer_set_id).findings
    assert any(each.table in {"households", "weighings"} and each.row_id for each in doubted)
    year.accept()
    year.publish()
    papers = {kind: client.get(year.address(kind)).content for kind in ("html", "json", "xlsx")}
    with ZipFile(BytesIO(papers["xlsx"])) as book:
        papers["xlsx"] = b"\n".join(book.read(name) for name in book.namelist())
    for kind, content in papers.items():
        assert SECRET.encode() not in content, kind
        assert not [each for each in households if f">{each}<".encode() in content], kind
        assert not [each for each in households if f" {each} ".encode() in content], kind
        assert not [each for each in households if f'"{each}"'.encode() in content], kind
        assert not [each for each in households if f" {each}:".encode() in content], kind


def test_the_page_may_run_its_own_style_and_nothing_else(year, client):
    year.accept()
    year.publish()
    response = client.get(year.address("html"))
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "script-src" not in policy
    content = response.content.decode()
    assert "<script" not in content
    assert " style=" not in content
    assert client.post(year.address("html")).status_code == 405
    for name in ("exe", "html.html", "xx.html", "../../secret", "th.json"):
        assert client.get(f"/rounds/2026/rivermouth/report.{name}").status_code == 404


def test_rows_of_an_earlier_revision_are_those_that_stood_then(year):
    pk = year.report.answer_set_id
    year.report.answer_set.refresh_from_db()
    revision = year.report.answer_set.revision
    before = {table: [each.cells for each in rows] for table, rows in rows_at(pk, revision).items()}
    first = rows_of(pk, "loads")[0]
    answers.apply(pk, [RowEdit("loads", first.pk, None, None)], way="form", person_id=year.cast.officer.pk)
    answers.apply(
        pk, [RowEdit("areas", None, None, {"area": "new"}, position=1)], way="form", person_id=year.cast.officer.pk
    )
    after = {table: [each.cells for each in rows] for table, rows in rows_at(pk, revision + 2).items()}
    assert {table: [each.cells for each in rows] for table, rows in rows_at(pk, revision).items()} == before
    assert after["loads"] == before["loads"][1:]
    assert {"area": "new"} in after["areas"]
    assert len(after["areas"]) == len(before["areas"]) + 1
