"""Pages that save by themselves: small answers, honest conflicts, nothing confirmed by the clock."""

from __future__ import annotations

from pathlib import Path

import pytest

from answer_sets import filled, opened
from nagara_web.answers.actions import lock
from nagara_web.answers.queries import rows_of

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def year(cast):
    return opened(cast)


def at(year, rest: str) -> str:
    return f"/work/answers/{year.pk}/{rest}"


def test_it_says_when_it_saved_and_which_version_stands(cast, year, client):
    client.force_login(cast.officer)
    row = rows_of(year.pk, "city")[0]
    answer = client.post(at(year, "city/population/"), {"version": row.version, "population": "๕๐๐"}, **JSON)
    said = answer.json()
    assert said["says"].startswith("Saved ")
    assert said["version"] == row.version + 1
    assert said["reads"] == {"population": "read as 500 persons"}


def test_a_new_row_gets_its_address_once(cast, year, client):
    client.force_login(cast.officer)
    first = client.post(at(year, "strata/new/"), {"stratum": "low"}, **JSON).json()
    row = rows_of(year.pk, "strata")[0]
    assert first["address"] == at(year, f"strata/{row.pk}/")
    client.post(first["address"], {"stratum": "low", "name": "Low", "version": first["version"]}, **JSON)
    assert [each.cells for each in rows_of(year.pk, "strata")] == [{"stratum": "low", "name": "Low"}]


def test_both_texts_come_back_on_a_conflict(cast, year, client):
    client.force_login(cast.officer)
    row = rows_of(year.pk, "city")[0]
    client.post(at(year, "city/population/"), {"version": row.version, "population": "500"}, **JSON)
    client.force_login(cast.second_officer)
    answer = client.post(at(year, "city/population/"), {"version": row.version, "population": "600"}, **JSON)
    assert answer.status_code == 409
    both = answer.json()["both"][0]
    assert (both["mine"], both["theirs"], both["by"]) == (
        "600\N{NO-BREAK SPACE}persons",
        "500\N{NO-BREAK SPACE}persons",
        "Olive Officer",
    )
    assert rows_of(year.pk, "city")[0].cells["population"] == "500"


def test_a_locked_year_is_said(cast, year, client):
    client.force_login(cast.officer)
    lock(year.pk, "submitted")
    answer = client.post(at(year, "city/population/"), {"version": "1", "population": "500"}, **JSON)
    assert answer.status_code == 423
    assert "submitted" in answer.json()["says"]


def test_carried_answers_are_not_confirmed_by_the_clock(cast, client):
    year = opened(cast, year=2027, previous=filled(cast))
    client.force_login(cast.officer)
    row = rows_of(year.pk, "city")[0]
    typed = {**row.cells, "version": row.version, "population": "820000"}
    client.post(at(year, "city/population/"), typed, **JSON)
    carried = rows_of(year.pk, "city")[0].carried
    assert "population" not in carried
    assert "population_basis" in carried


def test_a_grid_sends_back_what_stands_now(cast, client):
    year = filled(cast)
    client.force_login(cast.officer)
    area, household = rows_of(year.pk, "areas")[0], rows_of(year.pk, "households")[0]
    address = at(year, f"weighings/area-{area.pk}/")
    seen = client.get(address).context["seen_rows"]
    first = client.post(address, {"rows": seen, f"w-{household.pk}-1": "9"}, **JSON).json()
    second = client.post(address, {"rows": first["set"]["rows"], f"w-{household.pk}-1": "8"}, **JSON)
    assert second.status_code == 200
    assert second.json()["says"].startswith("Saved")


def test_the_script_is_small_and_the_page_needs_none(cast, year, client):
    from django.contrib.staticfiles import finders

    for name in ("autosave.js", "grid.js"):
        assert Path(finders.find(f"answers/{name}")).stat().st_size <= 4000
    client.force_login(cast.officer)
    page = client.get(at(year, "city/population/")).content.decode()
    assert "<script" in page
    assert "onclick" not in page
    assert 'name="go" value="on"' in page
