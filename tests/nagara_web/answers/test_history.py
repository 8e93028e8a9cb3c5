"""The history of answers: told in words, filtered, taken back, and never gone."""

from __future__ import annotations

import pytest

from answer_sets import opened
from nagara_web.answers.actions import apply
from nagara_web.answers.edits import RowEdit
from nagara_web.answers.models import Change
from nagara_web.answers.queries import rows_of


@pytest.fixture
def year(cast, client):
    made = opened(cast)
    client.force_login(cast.officer)
    return made


def at(year, rest: str = "") -> str:
    return f"/work/answers/{year.pk}/history/{rest}"


def write(year, cast, table: str, person=None, row_id: int | None = None, **cells: str) -> Change:
    edit = RowEdit(table, row_id=row_id, cells=cells, is_partial=True)
    return apply(year.pk, [edit], way="form", person_id=(person or cast.officer).pk)


def test_a_change_is_told_in_words(cast, year, client):
    write(year, cast, "city", population="812000", boundary="urban")
    page = client.get(at(year)).content.decode()
    assert "Olive Officer" in page
    assert "812,000" in page
    assert "Urban area only" in page


def test_a_change_is_told_without_a_code_where_the_form_has_a_word(cast, year, client):
    write(year, cast, "facilities", facility="LF1", name="North landfill", kind="landfill")
    write(year, cast, "loads", facility="LF1", load="msw", tonnes_t="25790")
    write(year, cast, "control", facility="LF1", criterion="cover", state="none")
    page = client.get(at(year)).content.decode()
    assert "LF1 – North landfill / Municipal solid waste" in page
    assert not [code for code in ("msw", "/ cover", "/ none") if code in page]


def test_only_the_changes_of_a_table_or_row_are_shown(cast, year, client):
    write(year, cast, "strata", stratum="low", name="Riverside people")
    write(year, cast, "city", population="812000")
    page = client.get(at(year) + "?table=strata").content.decode()
    assert "Riverside people" in page
    assert "812,000" not in page
    row = rows_of(year.pk, "strata")[0]
    assert "Riverside people" in client.get(at(year) + f"?table=strata&row={row.pk}").content.decode()


def test_a_page_shows_what_taking_back_would_do_before_it_is_done(cast, year, client):
    write(year, cast, "city", population="812000")
    change = write(year, cast, "city", population="5")
    page = client.get(at(year, f"{change.pk}/")).content.decode()
    assert "812,000" in page
    assert rows_of(year.pk, "city")[0].cells["population"] == "5"
    client.post(at(year, f"{change.pk}/"))
    assert rows_of(year.pk, "city")[0].cells["population"] == "812000"
    assert "Taken back" in client.get(at(year)).content.decode()


def test_what_was_changed_since_is_not_taken_back(cast, year, client):
    change = write(year, cast, "city", population="5")
    write(year, cast, "city", person=cast.second_officer, population="6")
    answer = client.post(at(year, f"{change.pk}/"))
    assert answer.status_code == 409
    assert "changed since" in answer.content.decode()
    assert rows_of(year.pk, "city")[0].cells["population"] == "6"


def test_taking_back_twice_is_said(cast, year, client):
    change = write(year, cast, "city", population="5")
    client.post(at(year, f"{change.pk}/"))
    assert "already" in client.post(at(year, f"{change.pk}/"), follow=True).content.decode()


def test_another_city_neither_reads_nor_takes_back(cast, year, client):
    change = write(year, cast, "city", population="5")
    client.force_login(cast.other_officer)
    assert client.get(at(year)).status_code == 404
    assert client.post(at(year, f"{change.pk}/")).status_code == 404
    assert rows_of(year.pk, "city")[0].cells["population"] == "5"


def test_a_change_of_other_answers_is_not_there(cast, year, client):
    other = opened(cast, year=2027)
    change = write(other, cast, "city", population="5")
    assert client.get(at(year, f"{change.pk}/")).status_code == 404
