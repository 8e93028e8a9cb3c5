"""Measures, links and requests: two people, honest gaps, threads that are only added to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from cast import Cast
from nagara_web.declarations import actions, queries
from nagara_web.declarations.actions.clauses import confirm_above
from nagara_web.declarations.actions.promises import remove_link
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.measuring import measure_line, status_by_city
from nagara_web.declarations.models import Document, Part
from nagara_web.figures.actions import define_account_indicators

TODAY = date(2026, 11, 22)
MEASURE = actions.NewMeasure(
    owners=[{"kind": "city", "name": ""}],
    answer_type="indicator",
    indicator_code="recovery_frac",
    indicator_id="recovery_frac",
    unit="share",
    is_share=True,
    aim="at-least",
    target_value=0.5,
    due=date(2030, 12, 31),
    left_open=["baseline"],
)


@pytest.fixture
def document(cast: Cast, proposed: Document) -> Document:
    define_account_indicators()
    confirm_above(proposed.pk, sure_frac=0.0, person_id=cast.secretary.pk)
    actions.confirm_document(proposed.pk, person_id=cast.secretary.pk)
    return actions.publish_document(proposed.pk, person_id=cast.second_secretary.pk)


@pytest.fixture
def part(document: Document) -> Part:
    found = queries.part(f"{document.slug}/2.c")
    assert found is not None
    return found


def test_a_measure_is_read_once_a_second_person_agrees(cast: Cast, part: Part) -> None:
    new = replace(MEASURE, network_id=cast.network.pk)
    actions.write_measure(part.pk, new, person_id=cast.secretary.pk)
    assert queries.measure_of(part.pk) is None
    assert list(queries.parts_of_network(cast.network.pk)) == []
    with pytest.raises(DeclarationRefusedError):
        actions.publish_measure(part.pk, person_id=cast.secretary.pk)
    actions.publish_measure(part.pk, person_id=cast.second_secretary.pk)
    assert [each.pk for each in queries.parts_of_network(cast.network.pk)] == [part.pk]
    assert list(queries.parts_of_network(cast.other_network.pk)) == []
    actions.write_measure(part.pk, new, person_id=cast.secretary.pk)
    assert queries.measure_of(part.pk) is not None, "nothing was changed"
    actions.write_measure(part.pk, replace(new, target_value=0.6), person_id=cast.secretary.pk)
    assert queries.measure_of(part.pk) is None, "what was changed waits for a second person again"


def test_open_missing_and_said_are_three_things(cast: Cast, part: Part) -> None:
    made = actions.write_measure(part.pk, replace(MEASURE, due=None), person_id=cast.secretary.pk)
    line = measure_line(made, TODAY)
    states = {aspect: state for aspect, _said, state in line.said}
    assert states == {"owner": "said", "answering": "said", "target": "said", "due": "missing", "baseline": "open"}
    assert line.grade == "partly"
    assert any("reporting every year" in each.sentence or each.remedy for each in line.doubts)


def test_what_does_not_fit_together_is_refused(cast: Cast, part: Part) -> None:
    with pytest.raises(DeclarationRefusedError, match="share"):
        actions.write_measure(part.pk, replace(MEASURE, target_value=40.0), person_id=cast.secretary.pk)


def test_cities_without_figures_have_no_data(cast: Cast, part: Part) -> None:
    made = actions.write_measure(part.pk, replace(MEASURE, network_id=cast.network.pk), person_id=cast.secretary.pk)
    found = status_by_city(made, TODAY)
    assert [each.status for each in found] == ["no-data"]
    assert "Rivermouth" in " ".join(found[0].cities)


def test_a_link_leads_somewhere_and_takes_two_people(cast: Cast, document: Document) -> None:
    by = {"person_id": cast.secretary.pk}
    actions.add_session("rivers", year=2027)
    code = f"{document.slug}.1"
    with pytest.raises(DeclarationRefusedError):
        actions.add_link(code, "rivers-1999-declaration.1", relation="repeats", **by)
    with pytest.raises(DeclarationRefusedError):
        actions.add_link(code, code, relation="repeats", **by)
    made = actions.add_link(code, f"{document.slug}.3", relation="repeats", **by)
    assert queries.links_of_codes({code}) == []
    with pytest.raises(DeclarationRefusedError):
        actions.publish_link(made.pk, **by)
    actions.publish_link(made.pk, person_id=cast.second_secretary.pk)
    assert queries.links_of_codes({code}) == [made]
    remove_link(made.pk, **by)
    assert queries.links_of_codes({code}) == []


def test_a_request_stands_as_its_last_step_says(cast: Cast, document: Document) -> None:
    clause = queries.clause(document.pk, "e1")
    made = actions.add_request(
        clause.pk, addressee="Ministry", asks="Open the fund.", answer_by=TODAY, person_id=cast.secretary.pk
    )
    assert queries.requests_of(clause) == []
    with pytest.raises(DeclarationRefusedError):
        actions.add_entry(made.pk, kind="answered", on=TODAY)
    actions.add_entry(made.pk, kind="sent", on=TODAY - timedelta(days=40))
    assert queries.unanswered_requests(TODAY) == [made]
    actions.add_entry(made.pk, kind="reminded", on=TODAY, words="Please answer.")
    actions.add_entry(made.pk, kind="answered", on=TODAY, words="Yes.")
    assert queries.unanswered_requests(TODAY) == []
    assert [each.kind for each in made.entries.all()] == ["sent", "reminded", "answered"]


def test_a_clause_that_asks_opens_its_request_by_one_step_and_fulfilment_ends_it(
    cast: Cast, document: Document, client: Client
) -> None:
    clause = next(each for each in queries.clauses_of(document.pk) if each.kind == "Q")
    client.force_login(cast.secretary)
    everything = "/work/declarations/requests/"
    assert f'value="{document.slug}.{clause.key}"' in client.get(everything).content.decode()
    there = client.post(everything, {"clause": f"{document.slug}.{clause.key}"}).headers["Location"]
    (made,) = queries.requests_of(clause, sent_only=False)
    assert there == f"{everything}{made.pk}/"
    assert made.addressee == "member states"
    page = client.get(there).content.decode()
    assert f'href="/declarations/{document.slug}/{clause.key}/"' in page
    assert there in client.get(f"/work/declarations/{document.slug}/clauses/{clause.key}/").content.decode()
    actions.add_entry(made.pk, kind="sent", on=TODAY, person_id=cast.secretary.pk)
    later = actions.add_document(actions.add_session("rivers", year=2027).pk, title="Reply of the ministers")
    link = actions.add_link(
        later.slug, f"{document.slug}.{clause.key}", relation="fulfils", person_id=cast.secretary.pk
    )
    assert queries.requests_of(clause)[0].state == "sent"
    actions.publish_link(link.pk, person_id=cast.second_secretary.pk)
    (made,) = queries.requests_of(clause)
    assert (made.state, made.entries.last().words) == ("fulfilled", f"Fulfilled by {later.slug}.")  # type: ignore[union-attr]
    assert queries.unanswered_requests(TODAY) == []
    with pytest.raises(DeclarationRefusedError):
        actions.add_entry(made.pk, kind="reminded", on=TODAY)
    assert there in client.get(f"/declarations/{document.slug}/{clause.key}/").content.decode()
