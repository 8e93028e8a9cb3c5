"""Cities by commitments: the matrix, the page of one commitment, of a city and of a network."""

from __future__ import annotations

import json

import pytest

from nagara_web.figures.commitments import commitment_code
from rounds_of_commitments import adopt, answered_round


@pytest.fixture
def parts(cast):
    return adopt(cast)


@pytest.fixture
def answered(cast, parts):
    answered_round(cast, parts)
    return parts


def test_before_any_round_the_page_says_who_can_begin(cast, client):
    assert "No round has asked" in client.get("/commitments/").content.decode()


def test_every_cell_says_its_answer_in_words_and_leads_to_its_figure(answered, client):
    page = client.get("/commitments/")
    text = page.content.decode()
    assert "4 of 9 answered" in text
    lines = {line.city.slug: line.cells for line in page.context["page"].lines}
    assert [cell.words for cell in lines["hilltop"]] == ["done before", "not answered", "not applicable here"]
    assert {cell.words for cell in lines["harbour"]} == {"not answered"}
    for cells in lines.values():
        for cell in cells:
            assert bool(cell.figure) is (cell.kind != "not-answered")
            if cell.figure:
                assert client.get(f"/figures/{cell.figure}/").status_code == 200


def test_silence_is_never_printed_as_no(answered, client):
    text = client.get("/commitments/").content.decode()
    assert ">no<" not in text
    assert text.count("not answered") >= 5


@pytest.mark.parametrize(
    ("query", "cities", "columns"),
    [
        ("?country=XXB", 1, 3),
        ("?network=hill-cities", 0, 0),
        ("?document=rivers-2025-declaration&year=2025", 3, 3),
        ("?theme=no-such", 3, 0),
        ("?year=19999", 3, 3),
    ],
)
def test_what_is_chosen_is_shown(answered, client, query, cities, columns):
    page = client.get(f"/commitments/{query}").context["page"]
    assert (len(page.lines), len(page.columns)) == (cities, columns)


def test_the_data_hold_each_cell_with_its_reason_and_silence_as_silence(answered, client):
    data = json.loads(client.get("/commitments/data.json").content)
    assert data["counts"] == {
        "asked": 9,
        "not-answered": 5,
        "done": 1,
        "done-before": 1,
        "under-way": 1,
        "planned": 0,
        "not-applicable": 1,
        "national-competence": 0,
    }
    reasons = {row["because"] for row in data["rows"] if row["answer"] == "not-applicable"}
    assert reasons == {"No river runs through it"}
    table = client.get("/commitments/data.csv?country=XXB").content.decode().splitlines()
    assert len(table) == 4
    assert all(",not-answered," in line for line in table[1:])


def test_a_figure_leads_to_its_clause_and_the_clause_exists(answered, client):
    cell = client.get("/commitments/").context["page"].lines[1].cells[2]
    text = client.get(f"/figures/{cell.figure}/").content.decode()
    assert "No river runs through it" in text
    assert 'href="https://example.org/decision"' in text
    slug, clause, part = answered[2].split(".")
    address = f"/declarations/{slug}/{clause}/"
    assert f'href="{address}#part-{part}"' in text
    assert f'id="part-{part}"' in client.get(address).content.decode()


def test_the_page_of_a_commitment_says_what_each_city_answers_and_why(answered, client):
    text = client.get(f"/indicators/{commitment_code(answered[2])}/").content.decode()
    assert "No river runs through it" in text
    assert "1 of 3 answered" in text
    assert "Rivermouth" in text


def test_a_city_and_its_network_say_what_became_of_their_commitments(answered, client):
    text = client.get("/cities/hilltop/").content.decode()
    assert "2 of 3 answered" in text
    assert "No river runs through it" in text
    assert "4 of 9 answered" in client.get("/networks/river-cities/").content.decode()
    assert 'id="commitments"' not in client.get("/networks/hill-cities/").content.decode()


def test_as_many_queries_for_many_cities_as_for_few(cast, answered, client, django_assert_max_num_queries):
    from nagara_web.places.models import City, Membership

    made = City.objects.bulk_create(City(slug=f"c-{n}", name=f"City {n}", country_id="XXA") for n in range(40))
    Membership.objects.bulk_create(Membership(network=cast.network, city=each, source="x") for each in made)
    with django_assert_max_num_queries(12):
        page = client.get("/commitments/")
    assert len(page.context["page"].lines) == 43


def test_the_page_of_a_commitment_says_what_the_text_leaves_open(cast, answered, client):
    from nagara_web.declarations import actions as declarations
    from nagara_web.declarations.queries import part

    measure = declarations.NewMeasure(
        owners=[{"kind": "city", "name": ""}],
        answer_type="yes-no",
        question="Is every open dump closed?",
        left_open=["baseline", "target", "due"],
        network_id=cast.network.pk,
    )
    by = {"role": "secretariat"}
    found = part(answered[0])
    declarations.write_measure(found.pk, measure, person_id=cast.secretary.pk, **by)
    declarations.publish_measure(found.pk, person_id=cast.second_secretary.pk, **by)
    text = client.get(f"/indicators/{commitment_code(answered[0])}/").content.decode()
    assert text.count("the text leaves it open") == 3
    text = client.get(f"/indicators/{commitment_code(answered[1])}/").content.decode()
    assert "Nobody has said yet how this is measured" in text


@pytest.fixture
def two_years(cast, answered):
    """A second year: one city moved on, one fell silent, one answers for the first time."""
    from rounds_of_commitments import answered_again

    answered_again(cast, answered)
    return answered


def test_what_moved_since_last_year_is_counted_and_each_count_leads_to_its_answers(two_years, client):
    page = client.get("/commitments/?year=2026")
    moved = {each.move: each.count for each in page.context["page"].moved}
    assert moved == {"forward": 1, "new": 1, "fell-silent": 2}
    text = page.content.decode()
    assert "was: under way" in text
    for move, count in moved.items():
        assert f"year=2026&amp;move={move}" in text
        cells = client.get(f"/commitments/cells/?year=2026&move={move}").context["cells"]
        assert len(cells) == count
    assert not client.get("/commitments/?year=2025").context["page"].moved


def test_each_group_of_a_roll_up_leads_to_what_it_counts(two_years, client):
    page = client.get("/commitments/?year=2026").context["page"]
    sorts = {sort.field: sort for sort in page.added}
    assert "country" in sorts
    answers = {"kept": "kept", "under-way": "under_way", "no-task": "not_ours", "not-answered": "silent"}
    for sort in sorts.values():
        for value, _name, counts in sort.groups:
            for answer, field in answers.items():
                path = f"/commitments/cells/?year=2026&{sort.field}={value}&answer={answer}"
                assert client.get(path).context["count"] == getattr(counts, field), path


@pytest.mark.parametrize("by", ["network", "country", "document", "theme", "framework", "no-such"])
def test_year_by_year_says_what_each_year_says(two_years, client, by):
    page = client.get(f"/commitments/years/?by={by}").context["page"]
    assert page.years == (2026, 2025)
    for year, whole in zip(page.years, page.whole, strict=True):
        assert client.get(f"/commitments/?year={year}").context["page"].whole == whole


def test_commitments_stand_side_by_side_a_part_at_a_time(answered, client, monkeypatch):
    from nagara_web.pages.views import commitments as views

    every = [each.code for each in client.get("/commitments/").context["page"].columns]
    monkeypatch.setattr(views, "COMMITMENTS_ACROSS", 2)
    pages = [client.get(f"/commitments/?columns={number}").context["page"] for number in (1, 2)]
    assert [each.code for page in pages for each in page.columns] == every
    whole = {
        line.city.slug: [cell.words for cell in line.cells]
        for line in client.get("/commitments/").context["page"].lines
    }
    for line in pages[1].lines:
        assert len(line.cells) == 1
        assert line.counts.asked == 3
    assert len(whole["hilltop"]) == 2
