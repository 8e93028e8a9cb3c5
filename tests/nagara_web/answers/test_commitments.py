"""A part of a commitment is answered like every own indicator: six answers, a reason where one is needed."""

from __future__ import annotations

import pytest

from nagara.commitments.answers import AnswerKind
from nagara_web.answers.actions import apply, calculate, make_questionnaire, open_answer_set
from nagara_web.answers.commitment_answers import kind_of
from nagara_web.answers.edits import RowEdit
from nagara_web.answers.handing_out import csv_folder_zip, workbook
from nagara_web.answers.queries import result_of, rows_of
from nagara_web.figures.actions import define_indicator
from nagara_web.figures.commitments import ANSWERS, commitment_code, part_code

PART = commitment_code("amf-2024-declaration.2.g")


@pytest.fixture
def year(cast):
    define_indicator(PART, name="Warn of every hazard", answer_type="commitment", definition="Clause 2, part g")
    asked = make_questionnaire("asked", title="Asked", modules=(), indicators=(PART,))
    return open_answer_set(city_id=cast.rivermouth.pk, year=2025, network_id=cast.network.pk, questionnaire_id=asked.pk)


@pytest.fixture
def signed_in(client):
    def sign(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign


def say(year, **cells):
    row = rows_of(year.pk, "own_indicators")[0]
    edit = RowEdit("own_indicators", row.pk, None, cells, is_partial=True)
    apply(year.pk, [edit], way="form", person_id=None)
    calculate(year.pk)
    return result_of(year.pk)


@pytest.mark.parametrize("code", ["amf-2024-declaration.2.g", "a" * 90 + ".1.a", "ü.1.a"])
def test_a_part_has_one_code_that_an_address_can_hold(code):
    made = commitment_code(code)
    assert len(made) <= 80
    assert made.isascii()
    assert made != commitment_code(code + "x")
    back = part_code(made)
    assert back is None or ".".join(back) == code


def test_silence_is_no_answer_that_a_city_can_give():
    assert set(ANSWERS) == {each.value for each in AnswerKind} - {"not-answered"}
    assert kind_of("not-answered") is None


@pytest.mark.parametrize(
    ("cells", "code", "field"),
    [
        ({}, "", ""),
        ({"answer": "Under way"}, "", ""),
        ({"answer": "done-before", "evidence": "https://example.org/decision", "day": "2024-05-01"}, "", ""),
        ({"answer": "perhaps"}, "choice-unknown", "answer"),
        ({"notation": "NE"}, "choice-unknown", "answer"),
        ({"answer": "not-applicable"}, "answer-without-reason", "because"),
        ({"answer": "national-competence", "because": "The ministry warns"}, "", ""),
        ({"answer": "planned", "day": "soon"}, "date-not-understood", "day"),
    ],
)
def test_an_answer_is_read_and_a_doubt_names_its_cell(year, cells, code, field):
    result = say(year, **cells) if cells else (calculate(year.pk), result_of(year.pk))[1]
    found = [(each.code, each.field) for each in result.findings if each.table == "own_indicators"]
    assert found == ([(code, field)] if code else [])
    has_figure = bool(cells) and code in {"", "date-not-understood"}
    assert (PART in result.figures) is has_figure


def test_reason_and_evidence_go_with_the_answer(year):
    figure = say(
        year, answer="national competence", because="The ministry warns", evidence="Law 12", day="2024-05-01"
    ).figures[PART]
    assert (figure.answer, figure.method_note, figure.locator, figure.value) == (
        "national-competence",
        "The ministry warns",
        "Law 12 · 2024-05-01",
        None,
    )
    assert figure.is_own


def test_what_was_done_last_year_was_done_before_until_somebody_says_otherwise(cast, year):
    say(year, answer="done", evidence="Law 12")
    again = open_answer_set(
        city_id=cast.rivermouth.pk,
        year=2026,
        network_id=cast.network.pk,
        questionnaire_id=year.questionnaire_id,
        previous_id=year.pk,
    )
    row = rows_of(again.pk, "own_indicators")[0]
    assert row.cells == {"indicator": PART, "answer": "done-before", "evidence": "Law 12"}
    assert set(row.carried) == {"answer", "evidence"}


def test_the_page_asks_with_buttons_and_keeps_what_is_said(cast, year, signed_in):
    browser, path = signed_in(cast.officer), f"/work/answers/{year.pk}/own_indicators/{PART}/"
    listed = browser.get(f"/work/answers/{year.pk}/own_indicators/")
    assert "Promises" in listed.context["groups"], "a promise stands under its own heading"
    page = browser.get(path)
    text = page.content.decode()
    assert text.count('type="radio"') == 7
    assert "National competence" in text
    version = page.context["row_version"]
    browser.post(path, {"version": version, "answer": "not-applicable"})
    assert "has no reason" in browser.get(path).content.decode()
    assert "not applicable here" in browser.get(path.removesuffix(f"{PART}/")).content.decode()


def test_workbook_and_folder_offer_the_words(year, tmp_path):
    import io
    import zipfile

    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(workbook(year, "en")))["Own indicators"]
    lists = [each.formula1 for each in sheet.data_validations.dataValidation if "under way" in (each.formula1 or "")]
    assert lists == ['"done,done before,under way,planned,not applicable here,national competence"']
    with zipfile.ZipFile(io.BytesIO(csv_folder_zip(year))) as folder:
        name = next(each for each in folder.namelist() if each.endswith("own_indicators.csv"))
        assert f"{PART}" in folder.read(name).decode()
        assert "because,evidence,day" in folder.read(name).decode()
