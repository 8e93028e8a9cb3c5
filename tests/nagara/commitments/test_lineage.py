"""Links run forward, never in a circle, and end in the register; a thread tells one promise in order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.commitments import links as chain_of_texts
from nagara.commitments.documents import Confidence
from nagara.commitments.lineage import open_since, thread, threads
from nagara.commitments.links import (
    Basis,
    Link,
    Relation,
    Standing,
    broken_laws,
    links,
    links_of,
    milestones,
)
from nagara.commitments.register import register
from nagara.commitments.rows import parse_rows
from nagara.errors import EvidenceError, UnknownCodeError

FIRST = date(2011, 1, 1)


def link(later: str, earlier: str, relation: Relation = Relation.REPEATS) -> Link:
    return Link(
        later=later,
        relation=relation,
        earlier=earlier,
        basis=Basis.READING,
        reason="invented",
        made_on=FIRST,
        confidence=Confidence.UNCONFIRMED,
        sources=(),
        locator="",
    )


def test_the_laws_hold_for_all_links():
    known = register()
    days = {id_: known.made_on(id_) for id_ in (*known.documents, *known.clauses)}
    assert broken_laws(links(), days) == ()
    assert all(each.made_on == days[each.later] for each in links())
    assert [each.made_on for each in links()] == sorted(each.made_on for each in links())


def test_every_link_has_a_source_and_a_reason():
    assert all(each.reason and each.sources and each.locator for each in links())
    assert all(each.says and each.sources and each.locator for each in milestones())


@pytest.mark.parametrize(
    ("chain", "why"),
    [
        ([("b/1", "nowhere/1")], "nowhere/1 is not in the register"),
        ([("a/1", "b/1")], "turn the link round"),
        ([("b/1", "b/1")], "in a circle"),
        ([("b/1", "b/2"), ("b/2", "b/3"), ("b/3", "b/1")], "in a circle"),
        ([("b", "a/1")], "link two of a kind"),
        ([("b", "a")], "link its clauses"),
    ],
)
def test_a_link_that_cannot_be_is_named(chain, why):
    days = {"a": FIRST, "a/1": FIRST, **dict.fromkeys(("b", "b/1", "b/2", "b/3"), FIRST + timedelta(days=365))}
    assert any(why in fault for fault in broken_laws([link(*ends) for ends in chain], days))


def test_only_documents_continue_each_other():
    days = {"a/1": FIRST, "b/1": FIRST}
    assert "only documents" in broken_laws([link("b/1", "a/1", Relation.CONTINUES)], days)[0]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=12))
def test_links_without_fault_can_be_put_in_order(ends):
    """Whatever passes the laws is a graph that can be walked from the new to the old and comes to an end."""
    made = {f"d/{n}": FIRST + timedelta(days=n // 2) for n in range(8)}
    kept: list[Link] = []
    for later, earlier in ends:
        if not broken_laws([*kept, new := link(f"d/{later}", f"d/{earlier}")], made):
            kept.append(new)
    behind = {each: {x.earlier for x in kept if x.later == each} for each in made}
    while free := [each for each, others in behind.items() if not others]:
        for each in free:
            del behind[each]
        behind = {each: others - set(free) for each, others in behind.items()}
    assert behind == {}


def test_seven_declarations_are_reaffirmed_in_2024():
    made = [each for each in links_of("amf-2024-declaration") if each.later == "amf-2024-declaration"]
    assert len(made) == 7
    assert {each.relation for each in made} == {Relation.REAFFIRMS}
    assert {each.basis for each in made} == {Basis.TEXT}


def test_a_formal_place_is_followed_from_2017_to_2025():
    story = thread("VTE24-E4")
    assert [each.id for each in story.clauses] == [
        "amf-2017-action-agenda/1",
        "mgmac-2023-joint-declaration/r1",
        "amf-2024-declaration/e1.d",
        "mgmac-2025-communique/r11.a",
        "amf-2025-declaration/r13.c",
    ]
    assert story.standing() is Standing.OPEN
    assert story.open_since() == date(2017, 7, 27)
    accounts = [step.milestone for step in story.steps if step.milestone and step.milestone.standing == "disputed"]
    assert len(accounts[0].statements) == 4


@pytest.mark.parametrize(
    ("alias", "since"),
    [
        ("VTE24-E4", date(2017, 7, 27)),
        ("VTE24-3.a", date(2017, 7, 27)),
        ("VTE24-2.g", date(2024, 9, 19)),
        ("HAN25-9b", date(2025, 8, 13)),
        ("HAN25-11b", date(2015, 9, 10)),
        ("VTE24-L1", None),
        ("VTE24-P4", None),
    ],
)
def test_since_when_a_promise_is_open(alias, since):
    assert open_since(alias) == since


def test_no_promise_is_open_since_a_day_after_it_was_made():
    known = register()
    assert all((open_since(id_) or date.min) <= known.made_on(id_) for id_ in known.clauses)


def test_what_came_later_is_not_known_before():
    assert open_since("VTE24-P4", date(2025, 1, 1)) == date(2024, 9, 19)
    assert thread("VTE24-P4").standing(date(2025, 1, 1)) is Standing.OPEN
    assert thread("VTE24-P4").standing(date(2025, 6, 1)) is Standing.FULFILLED
    assert open_since("HAN25-9b", date(2025, 1, 1)) is None


def test_a_promise_stays_open_where_a_later_text_takes_it_up():
    story = thread("amf-2017-action-agenda/3")
    assert story.ended()["amf-2017-action-agenda/3"][1] is Standing.LAPSED
    assert story.standing() is Standing.OPEN
    assert story.open_since() == date(2024, 9, 19)


@pytest.mark.parametrize("story", threads(), ids=lambda story: story.key)
def test_a_thread_is_told_in_order_and_begins_with_its_root(story):
    assert [step.on for step in story.steps] == sorted(step.on for step in story.steps)
    assert len(story.clauses) > 1
    places = {each.id: number for number, each in enumerate(story.clauses)}
    for step in story.steps:
        assert all(places[each.earlier] < places[each.later] for each in step.links)
    assert not story.steps[0].links
    assert story.title
    assert story.question


def test_the_threads_that_a_secretariat_asks_for_have_names():
    assert {each.key for each in threads()} >= {
        "formal-place",
        "annual-meetings",
        "connectivity",
        "resilience",
        "waste-reporting",
        "finance-access",
        "knowledge-sharing",
    }


def test_every_linked_clause_stands_in_a_named_thread():
    named = {each.id for story in threads() for each in story.clauses}
    assert {end for each in links() for end in (each.later, each.earlier) if "/" in end} == named


def test_a_clause_without_links_is_a_thread_of_its_own():
    assert [each.id for each in thread("VTE24-2.d").clauses] == ["amf-2024-declaration/2.d"]
    assert thread("VTE24-2.d").key == ""


def test_a_clause_that_is_not_there_is_refused():
    with pytest.raises(UnknownCodeError):
        thread("VTE24-99")


@pytest.mark.parametrize(
    ("table", "read", "row", "why"),
    [
        (
            "links",
            links,
            "amf-2015-declaration/r1,repeats,amf-2024-declaration/e2,reading,why,partly,nagara-reading,x",
            "turn the link round",
        ),
        (
            "links",
            links,
            "amf-2024-declaration/1,eats,amf-2024-declaration/2,reading,why,partly,nagara-reading,x",
            "eats",
        ),
        (
            "milestones",
            milestones,
            "amf-2024-declaration/p4,2023,fulfilled,done,,partly,nagara-reading,x",
            "before the clause was made",
        ),
        ("milestones", milestones, "nowhere/1,2023,fulfilled,done,,partly,nagara-reading,x", "not in the register"),
    ],
)
def test_a_row_that_breaks_a_law_is_refused_by_line(monkeypatch, table, read, row, why):
    heads = {
        "links": "later,relation,earlier,basis,reason,confidence,sources,locator",
        "milestones": "clause,on,standing,says,disputed_in,confidence,sources,locator",
    }
    monkeypatch.setattr(chain_of_texts, "rows", lambda name: tuple(parse_rows(name, f"{heads[table]}\n{row}\n")))
    with pytest.raises(EvidenceError, match=f"commitments/{table}, line 2: .*{why}"):
        read.__wrapped__()
