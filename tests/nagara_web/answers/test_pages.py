"""Pages of the form through the browser's eyes: who may see them, what a save does, and what it never does."""

from __future__ import annotations

import pytest
from django.test import Client

from answer_sets import filled, opened
from nagara_web.answers.actions import lock, share
from nagara_web.answers.queries import replies_of, rows_of

PAGES = (
    "",
    "city/population/",
    "strata/",
    "strata/new/",
    "weighings/",
    "control/",
    "leakage/collection_service/",
    "history/",
)


@pytest.fixture
def year(cast):
    return opened(cast)


@pytest.fixture
def signed_in(client):
    def as_person(person) -> Client:
        client.force_login(person)
        return client

    return as_person


def at(year, rest: str = "") -> str:
    return f"/work/answers/{year.pk}/{rest}"


def city(year) -> dict[str, str]:
    return rows_of(year.pk, "city")[0].cells


def population(year, **typed: str) -> dict[str, str]:
    return {"version": str(rows_of(year.pk, "city")[0].version), **typed}


@pytest.mark.parametrize("page", PAGES)
def test_an_officer_reads_every_page(cast, year, signed_in, page):
    found = signed_in(cast.officer).get(at(year, page))
    assert found.status_code == 200
    assert b"<h1>" in found.content


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["other_officer", "secretary", "focal_point", "observer", "stranger", "administrator"])
def test_a_draft_is_not_there_for_others(cast, year, signed_in, page, who):
    assert signed_in(getattr(cast, who)).get(at(year, page)).status_code == 404


def test_the_public_is_asked_to_sign_in(client, year):
    assert client.get(at(year)).status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_a_reviewer_reads_what_was_shared_and_changes_nothing(cast, year, signed_in, page):
    share(year.pk)
    browser = signed_in(cast.secretary)
    answer = browser.get(at(year, page), follow=True)
    assert answer.status_code == 200
    assert b"data-autosave" not in answer.content
    assert browser.post(at(year, "city/population/"), {"population": "5"}).status_code == 403


def test_the_head_reads_but_does_not_write(cast, year, signed_in):
    browser = signed_in(cast.head)
    assert b"can change these answers" in browser.get(at(year, "city/population/")).content
    assert browser.post(at(year, "city/population/"), {"population": "5"}).status_code == 403
    assert "population" not in city(year)


def test_a_locked_year_is_read_without_inputs_and_says_why(cast, year, signed_in):
    lock(year.pk, "submitted")
    browser = signed_in(cast.officer)
    page = browser.get(at(year, "city/population/")).content.decode()
    assert "The report is submitted" in page
    assert 'name="population"' not in page
    answer = browser.post(at(year, "city/population/"), population(year, population="5"), follow=True)
    assert "Not saved" in answer.content.decode()
    assert "population" not in city(year)


def test_save_and_continue_goes_to_the_next_topic(cast, year, signed_in):
    typed = population(year, population="812 000", population_basis="census", go="on")
    answer = signed_in(cast.officer).post(at(year, "city/population/"), typed)
    assert answer.headers["Location"] == at(year, "city/fieldwork/")
    assert (city(year)["population"], city(year)["population_basis"]) == ("812000", "census")


def test_save_and_go_to_list_goes_to_the_tasks(cast, year, signed_in):
    answer = signed_in(cast.officer).post(at(year, "city/population/"), population(year, population="5", go="tasks"))
    assert answer.headers["Location"] == at(year)


@pytest.mark.parametrize("typed", ["๘๑๒๐๐๐", "໘໑໒໐໐໐", "៨១២០០០", "၈၁၂၀၀၀"])
def test_native_digits_are_read(cast, year, signed_in, typed):
    signed_in(cast.officer).post(at(year, "city/population/"), population(year, population=typed))
    assert city(year)["population"] == "812000"


def test_a_reading_that_may_be_wrong_is_shown_before_going_on(cast, year, signed_in):
    browser = signed_in(cast.officer)
    new = {"origin": "markets", "t_per_day": "1,234", "go": "on"}
    answer = browser.post(at(year, "non_household/new/"), new, follow=True)
    page = answer.content.decode()
    assert "read as 1\N{NO-BREAK SPACE}234 t/day" in page
    row = rows_of(year.pk, "non_household")[0]
    assert row.cells["t_per_day"] == "1,234", "in doubt until somebody writes it plainly"
    seen = answer.context["seen"]
    again = {**new, "t_per_day": "1234", "version": str(row.version), "seen": seen}
    assert browser.post(at(year, f"non_household/{row.pk}/"), again).headers["Location"] == at(year, "non_household/")


def weighed(year, number: str, **more: str) -> dict[str, str]:
    return {"origin": "markets", "t_per_day": number, "go": "on", **more}


def test_three_digits_behind_a_dot_are_asked_about_with_both_readings(cast, year, signed_in):
    browser = signed_in(cast.officer)
    page = browser.post(at(year, "non_household/new/"), weighed(year, "25.790"), follow=True).content.decode()
    assert page.count("“25.790” was read as 25.79; it could also be 25790") == 2, "on top and at the field"
    assert "Write 25.79 or 25790 without a separator of thousands" in page
    row = rows_of(year.pk, "non_household")[0]
    reasoned = {"version": str(row.version), "reply:grouping-ambiguous@non_household/markets/t_per_day": "The scale."}
    answer = browser.post(at(year, f"non_household/{row.pk}/"), weighed(year, "25.790", **reasoned))
    assert answer.headers["Location"] == at(year, "non_household/"), "a reason settles it"


@pytest.mark.parametrize("plain", ["25.79", "25790"])
def test_a_number_written_plainly_is_not_asked_about(cast, year, signed_in, plain):
    browser = signed_in(cast.officer)
    answer = browser.post(at(year, "non_household/new/"), weighed(year, plain))
    assert answer.headers["Location"] == at(year, "non_household/")
    assert rows_of(year.pk, "non_household")[0].cells["t_per_day"] == plain


@pytest.mark.parametrize(("stands", "kept"), [("26.3", "25.79"), ("26300", "25.790")])
def test_the_number_that_stands_settles_a_doubt_or_bears_it_out(cast, year, signed_in, stands, kept):
    browser = signed_in(cast.officer)
    browser.post(at(year, "non_household/new/"), weighed(year, stands))
    row = rows_of(year.pk, "non_household")[0]
    browser.post(at(year, f"non_household/{row.pk}/"), weighed(year, "25.790", version=str(row.version)))
    assert rows_of(year.pk, "non_household")[0].cells["t_per_day"] == kept


def test_a_population_that_contradicts_the_strata_is_said_on_its_own_page_at_once(cast, year, signed_in):
    browser = signed_in(cast.officer)
    browser.post(at(year, "strata/new/"), {"stratum": "low", "population": "268000"})
    answer = browser.post(at(year, "city/population/"), population(year, population="612", go="on"), follow=True)
    page = answer.content.decode()
    assert page.count("The strata hold 268000 people, the city 612") == 2, "on top and at the field"
    stratum = browser.get(at(year, f"strata/{rows_of(year.pk, 'strata')[0].pk}/")).content.decode()
    assert "The strata hold 268000 people, the city 612" in stratum


def test_what_cannot_be_read_is_kept_and_said_at_its_field(cast, year, signed_in):
    browser = signed_in(cast.officer)
    answer = browser.post(at(year, "city/population/"), population(year, population="many"), follow=True)
    page = answer.content.decode()
    assert city(year)["population"] == "many"
    assert page.count("Population holds “many”, which is not a number") == 2
    seen = answer.context["seen"]
    again = browser.post(at(year, "city/population/"), population(year, population="many", seen=seen))
    assert again.headers["Location"] == at(year, "city/fieldwork/")


def test_number_and_reason_together_are_asked_about_in_both_places(cast, year, signed_in):
    typed = {"origin": "markets", "t_per_day": "38", "notation": "NE"}
    page = signed_in(cast.officer).post(at(year, "non_household/new/"), typed)
    text = page.content.decode()
    assert text.count("38 or “Not estimated”? Choose which one to keep.") == 2
    assert 'name="keep"' in text
    assert 'href="#t_per_day"' in text
    assert rows_of(year.pk, "non_household") == []


def test_a_notation_key_is_kept_in_place_of_the_number(cast, year, signed_in):
    signed_in(cast.officer).post(at(year, "non_household/new/"), {"origin": "bulky", "notation": "NO", "t_per_day": ""})
    assert rows_of(year.pk, "non_household")[0].cells == {"origin": "bulky", "notation": "NO"}


def test_two_officers_on_different_answers_both_keep_theirs(cast, year, signed_in):
    stale = population(year)
    browser = signed_in(cast.officer)
    browser.post(at(year, "city/population/"), population(year, population="812000"))
    signed_in(cast.second_officer).post(
        at(year, "city/population/"), {**stale, "population": "", "population_basis": "census"}
    )
    assert (city(year)["population"], city(year)["population_basis"]) == ("812000", "census")


def test_two_officers_on_the_same_answer_choose_and_nothing_is_overwritten(cast, year, signed_in):
    stale = population(year)
    signed_in(cast.officer).post(at(year, "city/population/"), population(year, population="812000"))
    browser = signed_in(cast.second_officer)
    page = browser.post(at(year, "city/population/"), {**stale, "population": "900000", "population_source": "Census"})
    text = page.content.decode()
    assert page.status_code == 409
    assert "900,000\N{NO-BREAK SPACE}persons" in text
    assert "812,000\N{NO-BREAK SPACE}persons" in text
    assert "Olive Officer" in text
    assert city(year)["population"] == "812000"
    chosen = dict(page.context["hidden"]) | {"population": "900000"}
    browser.post(at(year, "city/population/"), chosen)
    assert (city(year)["population"], city(year)["population_source"]) == ("900000", "Census")


def test_a_row_is_added_copied_removed_and_brought_back(cast, year, signed_in):
    browser = signed_in(cast.officer)
    browser.post(at(year, "strata/new/"), {"stratum": "low", "name": "Low income", "population": "400"})
    row = rows_of(year.pk, "strata")[0]
    browser.post(at(year, f"strata/{row.pk}/copy/"))
    assert [each.cells.get("stratum", "") for each in rows_of(year.pk, "strata")] == ["low", ""]
    page = browser.post(at(year, f"strata/{row.pk}/remove/"), {"version": str(row.version)}, follow=True)
    assert "Bring it back" in page.content.decode()
    assert len(rows_of(year.pk, "strata")) == 1
    undo = page.content.decode().partition('<a href="')[2]
    change = next(part for part in page.content.decode().split('"') if "/history/" in part and part[-2].isdigit())
    assert undo
    assert "Low income" in browser.get(change).content.decode()
    browser.post(change)
    assert rows_of(year.pk, "strata")[0].cells["name"] == "Low income"


def test_what_was_typed_into_a_row_that_somebody_removed_is_not_lost(cast, year, signed_in):
    browser = signed_in(cast.officer)
    browser.post(at(year, "strata/new/"), {"stratum": "low", "name": "Low income"})
    row = rows_of(year.pk, "strata")[0]
    browser.post(at(year, f"strata/{row.pk}/remove/"), {"version": str(row.version)})
    browser = signed_in(cast.second_officer)
    typed = {"version": str(row.version), "stratum": "low", "name": "Poor households"}
    page = browser.post(at(year, f"strata/{row.pk}/"), typed)
    assert page.status_code == 409
    assert "Olive Officer removed this row" in page.content.decode()
    assert "Poor households" in page.content.decode()
    browser.post(page.context["address"], dict(page.context["hidden"]))
    assert [each.cells["name"] for each in rows_of(year.pk, "strata")] == ["Poor households"]
    assert browser.get(at(year, f"strata/{row.pk}/")).status_code == 302


def test_a_row_that_somebody_changed_is_removed_only_when_said_again(cast, year, signed_in):
    browser = signed_in(cast.officer)
    browser.post(at(year, "strata/new/"), {"stratum": "low", "name": "Low income"})
    row = rows_of(year.pk, "strata")[0]
    browser.post(at(year, f"strata/{row.pk}/"), {"version": str(row.version), "stratum": "low", "name": "Poor"})
    page = browser.post(at(year, f"strata/{row.pk}/remove/"), {"version": str(row.version)})
    assert page.status_code == 409
    assert len(rows_of(year.pk, "strata")) == 1
    browser.post(page.context["address"], dict(page.context["hidden"]))
    assert rows_of(year.pk, "strata") == []


@pytest.mark.parametrize("page", [*PAGES, "one-stratum/", "one-area/", "one-change/", "weighings/all/"])
def test_no_page_misses_a_variable(cast, signed_in, settings, page):
    year = filled(cast)
    templates = dict(settings.TEMPLATES[0])
    templates["OPTIONS"] = {**templates["OPTIONS"], "string_if_invalid": "MISSING(%s)"}
    settings.TEMPLATES = [templates]
    if page == "one-stratum/":
        page = f"strata/{rows_of(year.pk, 'strata')[0].pk}/"
    if page == "one-change/":
        page = f"history/{year.changes.first().pk}/"
    if page == "one-area/":
        page = f"weighings/area-{rows_of(year.pk, 'areas')[0].pk}/"
    text = signed_in(cast.officer).get(at(year, page)).content.decode()
    main = text.partition("<main")[2]
    assert main
    assert "MISSING(" not in main, main[main.index("MISSING(") - 80 :][:160]


def test_an_empty_new_row_is_not_written(cast, year, signed_in):
    signed_in(cast.officer).post(at(year, "strata/new/"), {"stratum": ""})
    assert rows_of(year.pk, "strata") == []


def test_a_row_of_another_city_is_not_there(cast, year, signed_in):
    other = opened(cast, year=2027)
    signed_in(cast.officer).post(at(year, "strata/new/"), {"stratum": "low"})
    row = rows_of(year.pk, "strata")[0]
    assert signed_in(cast.officer).get(at(other, f"strata/{row.pk}/")).status_code == 404
    assert signed_in(cast.other_officer).get(at(year, f"strata/{row.pk}/")).status_code == 404


@pytest.mark.parametrize(
    "page", ["nonsense/", "city/nonsense/", "strata/999999/", "weighings/area-999/", "control/at-1/"]
)
def test_what_is_not_asked_is_not_there(cast, year, signed_in, page):
    assert signed_in(cast.officer).get(at(year, page)).status_code == 404


def test_a_doubt_is_answered_with_a_reason_that_stays(cast, year, signed_in):
    browser = signed_in(cast.officer)
    typed = population(year, population="1000", population_low="1200", population_high="1300")
    browser.post(at(year, "city/population/"), typed)
    doubts = list(browser.get(at(year, "city/population/")).context["page"].doubts())
    doubt = next((each for each in doubts if each.severity == "warning"), None)
    name = f"reply:{doubt.code}@{doubt.place}" if doubt else "reply:population-odd@city//population"
    browser.post(at(year, "city/population/"), population(year, population="1000", **{name: "New census tract"}))
    kept = [each.reason for replies in replies_of(year.pk).values() for each in replies]
    assert kept == ["New census tract"]


def test_where_somebody_was_is_offered_again(cast, year, signed_in):
    browser = signed_in(cast.officer)
    browser.get(at(year, "city/climate/"))
    page = browser.get(at(year)).content.decode()
    assert "Go on with Climate and burning" in page
    assert at(year, "city/climate/") in page


def test_going_on_leads_to_the_first_task_with_something_left(cast, year, signed_in):
    browser = signed_in(cast.officer)
    begin = browser.get(at(year)).context["go_on"]
    done = {"city": "Rivermouth", "country_iso3": "XXA", "year": "2026", "boundary": "urban", "is_invented": "yes"}
    browser.post(at(year, "city/place/"), {**population(year), **done, "go": "tasks"})
    page = browser.get(at(year))
    tasks = {task.address: task.status for task in page.context["progress"].tasks}
    assert tasks[at(year, "city/place/")] == "completed", "although it was the page that was seen last"
    assert begin[0] == at(year, "city/place/")
    assert tasks[page.context["go_on"][0]] not in {"completed", "optional", "cannot-start"}


def test_last_years_answer_stands_beside_and_saving_confirms_it(cast, signed_in):
    before = filled(cast)
    year = opened(cast, year=2027, previous=before)
    browser = signed_in(cast.officer)
    page = browser.get(at(year, "city/population/")).content.decode()
    assert "Last year: 812,000" in page
    assert "from last year" in page
    row = rows_of(year.pk, "city")[0]
    assert "population" in row.carried
    browser.post(at(year, "city/population/"), {"version": str(row.version), **row.cells})
    assert "population" not in rows_of(year.pk, "city")[0].carried


def test_bags_are_written_in_the_grid_and_untouched_places_are_not(cast, signed_in):
    year = filled(cast)
    before = {(each.cells["household"], each.cells["day"]): each for each in rows_of(year.pk, "weighings")}
    places = [(each, day) for each in rows_of(year.pk, "households") for day in range(2, 9)]
    household, missing = next((each, day) for each, day in places if (each.cells["household"], str(day)) not in before)
    code = household.cells["household"]
    area = next(each for each in rows_of(year.pk, "areas") if each.cells["area"] == household.cells["area"])
    address = at(year, f"weighings/area-{area.pk}/")
    browser = signed_in(cast.officer)
    page = browser.get(address)
    typed = {f"w-{household.pk}-1": "9,25", f"w-{household.pk}-{missing}": "", f"n-{household.pk}-{missing}": "yes"}
    browser.post(address, {"rows": page.context["seen_rows"], **typed})
    after = {(each.cells["household"], each.cells["day"]): each for each in rows_of(year.pk, "weighings")}
    assert after[code, "1"].cells["weight_kg"] == "9.25"
    assert after[code, str(missing)].cells["nothing_today"] == "yes"
    assert after[code, str(missing)].cells["weight_kg"] == "0"
    changed = {key for key in after if key not in before or before[key].version != after[key].version}
    assert changed == {(code, "1"), (code, str(missing))}


def test_the_date_over_a_column_is_written_only_where_it_was_changed(cast, signed_in):
    year = filled(cast)
    area, household = rows_of(year.pk, "areas")[0], rows_of(year.pk, "households")[0]
    address = at(year, f"weighings/area-{area.pk}/")
    browser = signed_in(cast.officer)
    page = browser.get(address)
    date = dict(page.context["days"])[1]
    place = f"w-{household.pk}-1"
    weight = next(cell.weight for cell in page.context["lines"][0][1] if cell.day == 1)
    seen = {"rows": page.context["seen_rows"]}
    browser.post(address, {**seen, place: weight, "d-1": date})
    assert year.changes.count() == type(year).objects.get(pk=year.pk).revision == year.revision
    browser.post(address, {**seen, place: weight, "d-1": "9/3/2569"})
    row = next(
        each for each in rows_of(year.pk, "weighings") if each.cells["household"] == household.cells["household"]
    )
    assert row.cells["date"] == "2026-03-09"


def test_two_people_on_one_bag_choose(cast, signed_in):
    year = filled(cast)
    area, household = rows_of(year.pk, "areas")[0], rows_of(year.pk, "households")[0]
    address = at(year, f"weighings/area-{area.pk}/")
    browser = signed_in(cast.officer)
    seen = browser.get(address).context["seen_rows"]
    browser.post(address, {"rows": seen, f"w-{household.pk}-1": "9"})
    answer = browser.post(address, {"rows": seen, f"w-{household.pk}-1": "8"})
    assert answer.status_code == 409
    chosen = dict(answer.context["hidden"]) | {f"w-{household.pk}-1": "8"}
    browser.post(address, chosen)
    row = next(
        each for each in rows_of(year.pk, "weighings") if each.cells["household"] == household.cells["household"]
    )
    assert row.cells["weight_kg"] == "8"


def test_a_ladder_is_answered_changed_and_emptied(cast, year, signed_in):
    browser = signed_in(cast.officer)
    browser.post(at(year, "facilities/new/"), {"facility": "LF1", "name": "North", "kind": "landfill"})
    facility = rows_of(year.pk, "facilities")[0]
    address = at(year, f"control/at-{facility.pk}/")
    for said, kept in (("none", ["none"]), ("daily", ["daily"]), ("", [])):
        seen = browser.get(address).context["seen_rows"]
        browser.post(address, {"rows": seen, "q-cover": said})
        assert [each.cells["state"] for each in rows_of(year.pk, "control")] == kept


def test_a_level_of_leakage_is_kept_with_its_stage_and_source(cast, year, signed_in):
    address = at(year, "leakage/collection_service/")
    signed_in(cast.officer).post(address, {"rows": "", "q-containment": "low", "q-loading": "", "source": "A walk"})
    assert [each.cells for each in rows_of(year.pk, "leakage")] == [
        {"stage": "collection_service", "influencer": "containment", "level": "low", "source": "A walk"}
    ]


@pytest.mark.parametrize("language", ["lo", "th", "km", "my", "vi"])
def test_a_page_speaks_the_language_of_its_reader(cast, year, signed_in, language):
    cast.officer.language = language
    cast.officer.save()
    page = signed_in(cast.officer).get(at(year, "city/population/"))
    assert f'<html lang="{language}"' in page.content.decode()
    assert "Everybody living inside the boundary" not in page.content.decode()


@pytest.fixture
def own_year(cast):
    from nagara_web.figures.models import Indicator

    made = {"network": cast.network, "definition": "At the end of the year."}
    Indicator.objects.create(code="bins", name="Litter bins", unit="bins", answer_type="quantity", **made)
    Indicator.objects.create(code="plan", name="Waste plan in force", answer_type="yes-no", **made)
    Indicator.objects.create(
        code="rule", name="Rule enforced", answer_type="level", levels=["nowhere", "everywhere"], **made
    )
    return opened(cast, indicators=("bins", "plan", "rule"))


@pytest.mark.parametrize(
    ("code", "typed", "shown"),
    [
        ("bins", {"value": "๑๒๐", "low": "100", "high": "130"}, "120 bins"),
        ("bins", {"notation": "C"}, "Confidential"),
        ("plan", {"answer": "yes"}, "yes"),
        ("rule", {"answer": "everywhere"}, "everywhere"),
    ],
)
def test_an_indicator_of_the_network_is_answered_in_its_own_way(cast, own_year, signed_in, code, typed, shown):
    browser = signed_in(cast.officer)
    page = browser.get(at(own_year, f"own_indicators/{code}/"))
    assert "At the end of the year." in page.content.decode()
    version = page.context["row_version"]
    answer = browser.post(at(own_year, f"own_indicators/{code}/"), {"version": version, **typed})
    assert answer.status_code == 302
    assert shown in browser.get(at(own_year, "own_indicators/")).content.decode()
    assert signed_in(cast.other_officer).get(at(own_year, "own_indicators/")).status_code == 404
