"""Laws of days, of charters and of undoing; nothing here asks for a page."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from cast import Cast
from nagara.commitments.importer.propose import propose
from nagara_web.accounts.standing import Holding, Role, Standing
from nagara_web.audit.queries import events_about, verify
from nagara_web.declarations.actions import add_forum, add_session, adopt_document
from nagara_web.declarations.queries.asked import commitment_parts
from nagara_web.figures.actions import define_indicator
from nagara_web.networks import access, actions, queries
from nagara_web.networks.actions.facts import Days
from nagara_web.networks.lines import work_lines
from nagara_web.networks.models import Change, Charter, FocalPoint, Group, GroupCity
from nagara_web.networks.refusals import NetworkRefusedError
from nagara_web.places.actions import add_network
from nagara_web.places.queries import network

pytestmark = pytest.mark.django_db
DAYS = Days(since=date(2024, 1, 1), source="Minutes of the invented meeting")
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
WORK = {"title": "Weigh together", "what": "", "owner_id": None, "state": "planned", "serves": ""}


def by(cast: Cast, second: bool = False) -> actions.By:
    return actions.By(person_id=(cast.second_secretary if second else cast.secretary).pk, role="secretariat")


def agreed(cast: Cast, day: date, **fields: object) -> Charter:
    """Write and publish a version."""
    said = {"not_zero_waste": ["landfilled", "leaked"], "target_frac": 0.9, "target_year": 2035, **fields}
    made = actions.write_charter(cast.network.pk, agreed_on=day, source="Minutes", by=by(cast), **said)  # type: ignore[arg-type]
    return actions.publish_charter(made.pk, by=by(cast, second=True))


def group(cast: Cast, kind: str = "theme") -> Group:
    return actions.add_group(
        cast.network.pk, slug="weighing", name="Weighing", kind=kind, days=DAYS, by=by(cast), theme="Weighbridges"
    )


# ---------------------------------------------------------------------------- charters


def test_a_new_version_never_changes_an_older_one(cast: Cast) -> None:
    first = agreed(cast, date(2024, 5, 1), definition="Nothing is buried.", sections=[{"head": "Aim", "text": "Less"}])
    before = first.fields()
    agreed(cast, date(2025, 5, 1), not_zero_waste=["landfilled", "burned-with-energy"], target_frac=0.8)
    first.refresh_from_db()
    assert first.fields() == before
    assert [each.number for each in queries.charters(cast.network.pk)] == [2, 1]


@given(st.lists(st.integers(0, 800), min_size=1, max_size=4).map(sorted), st.integers(-5, 805))
def test_what_holds_on_a_day_is_the_last_that_was_agreed_until_then(offsets: list[int], asked: int) -> None:
    begin = date(2024, 1, 1)
    days = [begin + timedelta(days=each) for each in offsets]
    with transaction.atomic():
        network_id = add_network(slug="law", name="Law", short_name="Law").pk
        for number, day in enumerate(days, start=1):
            Charter.objects.create(
                network_id=network_id, number=number, agreed_on=day, source="x", state="published", made_at=NOON
            )
        on = begin + timedelta(days=asked)
        holds = queries.charter_on(network_id, on)
        expected = [number for number, day in enumerate(days, start=1) if day <= on]
        assert (holds.number if holds else None) == (expected[-1] if expected else None)
        transaction.set_rollback(True)


def test_publication_takes_two_people(cast: Cast) -> None:
    draft = actions.write_charter(
        cast.network.pk, agreed_on=date(2024, 5, 1), source="Minutes", by=by(cast), definition="Nothing is buried."
    )
    with pytest.raises(NetworkRefusedError, match="Somebody else"):
        actions.publish_charter(draft.pk, by=by(cast))
    assert queries.charter_on(cast.network.pk) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Charter.objects.filter(pk=draft.pk).update(published_by=cast.secretary.pk)
    actions.publish_charter(draft.pk, by=by(cast, second=True))
    with pytest.raises(NetworkRefusedError, match="no draft"):
        actions.publish_charter(draft.pk, by=by(cast, second=True))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"target_frac": 1.2}, "from 0 to 100"),
        ({"target_frac": 0.9, "not_zero_waste": []}, "does not count"),
        ({"target_frac": None}, "Enter the target"),
        ({"not_zero_waste": ["vanished"]}, "fates of the list"),
        ({"agreed_on": date(2023, 1, 1)}, "cannot be older"),
        ({"source": " "}, "known from"),
    ],
)
def test_a_definition_that_means_nothing_is_refused(cast: Cast, fields: dict[str, object], says: str) -> None:
    agreed(cast, date(2024, 5, 1))
    said = {"agreed_on": date(2025, 5, 1), "source": "Minutes", "target_frac": 0.9, "target_year": 2035}
    with pytest.raises(NetworkRefusedError, match=says):
        actions.write_charter(
            cast.network.pk,
            **{"not_zero_waste": ["leaked"], **said, **fields},
            by=by(cast),  # type: ignore[arg-type]
        )


def test_a_report_can_name_the_definition(cast: Cast) -> None:
    agreed(cast, date(2024, 5, 1), definition="Nothing is buried.")
    found = queries.definition_on(cast.network.pk, date(2024, 5, 1))
    assert found is not None
    assert (found.code, found.address) == ("river-cities.charter.1", "/networks/river-cities/charter/1/")
    assert found.sentence == "Not zero waste: what is landfilled, leaked into the surroundings."
    assert found.target == "Target: by 2035, 90 % of the waste generated ends in none of these ways."
    assert queries.definition_on(cast.network.pk, date(2024, 4, 30)) is None


# ---------------------------------------------------------------------------- days


def test_nothing_ends_before_it_begins_nor_twice(cast: Cast) -> None:
    backwards = replace(DAYS, until=date(2023, 1, 1))
    with pytest.raises(NetworkRefusedError, match="before the first day"):
        actions.add_work(cast.network.pk, days=backwards, by=by(cast), **WORK)  # type: ignore[arg-type]
    made = actions.add_focal_point(cast.network.pk, cast.rivermouth.pk, office="Mayor", days=DAYS, by=by(cast))
    actions.end_fact(made, until=date(2024, 6, 30), by=by(cast), source="A letter")
    with pytest.raises(NetworkRefusedError, match="ended already"):
        actions.end_fact(made, until=date(2024, 7, 30), by=by(cast))


def test_a_focal_point_follows_another_and_never_stands_beside_it_in_one_office(cast: Cast) -> None:
    first = actions.add_focal_point(cast.network.pk, cast.rivermouth.pk, office="Mayor", days=DAYS, by=by(cast))
    later = replace(DAYS, since=date(2024, 7, 1))
    with pytest.raises(NetworkRefusedError, match="already"):
        actions.add_focal_point(cast.network.pk, cast.rivermouth.pk, office="mayor", days=later, by=by(cast))
    actions.end_fact(first, until=date(2024, 6, 30), by=by(cast))
    actions.add_focal_point(cast.network.pk, cast.rivermouth.pk, office="Mayor", days=later, by=by(cast))
    assert [each.since for each in queries.offices(cast.network.pk)] == [date(2024, 7, 1)]
    assert [each.since for each in queries.offices(cast.network.pk, date(2024, 6, 30))] == [date(2024, 1, 1)]


def test_who_is_no_member_has_no_focal_point(cast: Cast) -> None:
    with pytest.raises(NetworkRefusedError, match="not a member"):
        actions.add_focal_point(cast.other_network.pk, cast.rivermouth.pk, office="Mayor", days=DAYS, by=by(cast))


def test_a_group_has_one_lead_at_a_time(cast: Cast) -> None:
    made = group(cast)
    actions.add_to_group(made, cast.rivermouth.pk, days=DAYS, by=by(cast), is_lead=True)
    with pytest.raises(NetworkRefusedError, match="Another city leads"):
        actions.add_to_group(made, cast.hilltop.pk, days=DAYS, by=by(cast), is_lead=True)
    lead = GroupCity.objects.get(group=made, is_lead=True)
    actions.end_fact(lead, until=date(2024, 12, 31), by=by(cast))
    actions.add_to_group(made, cast.hilltop.pk, days=replace(DAYS, since=date(2025, 1, 1)), by=by(cast), is_lead=True)
    assert [each.city for each in queries.group(cast.network.pk, "weighing").cities_now] == [cast.hilltop]  # type: ignore[attr-defined]


def test_a_corridor_may_hold_cities_that_are_no_members_and_a_thematic_group_not(cast: Cast) -> None:
    made = actions.add_group(cast.other_network.pk, slug="a", name="A", kind="cities", days=DAYS, by=by(cast))
    actions.add_to_group(made, cast.rivermouth.pk, days=DAYS, by=by(cast))
    themed = actions.add_group(cast.other_network.pk, slug="b", name="B", kind="theme", days=DAYS, by=by(cast))
    with pytest.raises(NetworkRefusedError, match="not a member"):
        actions.add_to_group(themed, cast.rivermouth.pk, days=DAYS, by=by(cast))


def test_an_own_indicator_belongs_to_its_network(cast: Cast) -> None:
    define_indicator("parks_m2", name="Parks", unit="m2/person", network_id=cast.other_network.pk)
    with pytest.raises(NetworkRefusedError, match="another network"):
        actions.choose_indicator(cast.network.pk, "parks_m2", reason="We like parks", days=DAYS, by=by(cast))


def test_work_serves_a_promise_of_the_register_or_none(cast: Cast) -> None:
    with pytest.raises(NetworkRefusedError, match="no part"):
        actions.add_work(cast.network.pk, days=DAYS, by=by(cast), **{**WORK, "serves": "no-such.1.a"})  # type: ignore[arg-type]


# ---------------------------------------------------------------------------- history


def newest(cast: Cast) -> Change:
    return Change.objects.filter(network=cast.network).latest("pk")


def test_undoing_gives_back_what_was_said_and_can_be_undone(cast: Cast) -> None:
    item = actions.add_work(cast.network.pk, days=DAYS, by=by(cast), **WORK)  # type: ignore[arg-type]
    before = item.fields()
    actions.change_work(item.pk, days=replace(DAYS, until=date(2026, 1, 1)), by=by(cast), **{**WORK, "state": "done"})  # type: ignore[arg-type]
    after = queries.work_item(cast.network.pk, item.pk).fields()
    actions.undo(newest(cast), by(cast))
    assert queries.work_item(cast.network.pk, item.pk).fields() == before
    actions.undo(newest(cast), by(cast))
    assert queries.work_item(cast.network.pk, item.pk).fields() == after
    assert [each.act for each in Change.objects.order_by("pk")] == ["added", "changed", "undone", "undone"]
    assert verify().is_whole


def test_what_was_added_by_mistake_is_taken_out_and_stays_in_the_history(cast: Cast) -> None:
    made = actions.add_focal_point(cast.network.pk, cast.rivermouth.pk, office="Mayer", days=DAYS, by=by(cast))
    actions.undo(newest(cast), by(cast))
    assert queries.offices(cast.network.pk) == []
    assert FocalPoint.objects.get(pk=made.pk).is_withdrawn
    assert [step.change.act for step in queries.history(cast.network.pk)] == ["undone", "added"]


def test_only_the_last_change_of_a_thing_is_undone(cast: Cast) -> None:
    item = actions.add_work(cast.network.pk, days=DAYS, by=by(cast), **WORK)  # type: ignore[arg-type]
    first = newest(cast)
    actions.change_work(item.pk, days=DAYS, by=by(cast), **{**WORK, "state": "done"})  # type: ignore[arg-type]
    with pytest.raises(NetworkRefusedError, match="changed since"):
        actions.undo(first, by(cast))
    assert [step.can_undo for step in queries.history(cast.network.pk)] == [True, False]


def test_undoing_breaks_no_law(cast: Cast) -> None:
    """The end of one lead is undone while another one leads already."""
    made = group(cast)
    lead = actions.add_to_group(made, cast.rivermouth.pk, days=DAYS, by=by(cast), is_lead=True)
    actions.end_fact(lead, until=date(2024, 12, 31), by=by(cast))
    end = newest(cast)
    actions.add_to_group(made, cast.hilltop.pk, days=replace(DAYS, since=date(2025, 1, 1)), by=by(cast), is_lead=True)
    with pytest.raises(NetworkRefusedError, match="Another city leads"):
        actions.undo(end, by(cast))


def test_a_published_charter_is_not_undone(cast: Cast) -> None:
    agreed(cast, date(2024, 5, 1))
    with pytest.raises(NetworkRefusedError, match="stays as it is"):
        actions.undo(newest(cast), by(cast))
    assert not any(step.can_undo for step in queries.history(cast.network.pk))


def test_saying_the_same_again_is_no_change(cast: Cast) -> None:
    item = actions.add_work(cast.network.pk, days=DAYS, by=by(cast), **WORK)  # type: ignore[arg-type]
    actions.change_work(item.pk, days=DAYS, by=by(cast), **WORK)  # type: ignore[arg-type]
    assert Change.objects.count() == 1


def test_the_log_names_no_person_of_a_focal_point(cast: Cast) -> None:
    actions.add_focal_point(
        cast.network.pk, cast.rivermouth.pk, office="Mayor", days=DAYS, by=by(cast), person_id=cast.officer.pk
    )
    event = events_about(f"network:{cast.network.pk}")[0]
    assert event.action == "network.fact-added"
    assert set(event.data) == {"kind", "number"}


# ---------------------------------------------------------------------------- who keeps a network


def test_who_founds_a_network_keeps_its_pages_and_gains_nothing_else(cast: Cast) -> None:
    actions.found_network(
        slug="zero", name="Zero", short_name="Zero", by_network_id=cast.network.pk, by=by(cast), on=date(2025, 1, 1)
    )
    made = network("zero")
    secretary = Standing(
        person_id=cast.secretary.pk,
        holdings=frozenset({Holding(role=Role.SECRETARIAT, network_id=cast.network.pk)}),
    )
    other = replace(secretary, holdings=frozenset({Holding(role=Role.SECRETARIAT, network_id=cast.other_network.pk)}))
    assert access.may_keep(secretary, made.pk)
    assert not access.may_keep(other, made.pk)
    assert [each.slug for each in access.kept_networks(secretary)] == ["river-cities", "zero"]
    assert made.pk not in secretary.networks(Role.SECRETARIAT)
    assert cast.secretary.appointments.count() == 1


def test_work_names_the_promise_it_serves(cast: Cast) -> None:
    forum = add_forum(slug="rivers", name="River Forum", is_invented=True)
    adopted = adopt_document(
        add_session(forum.slug, year=2025).pk,
        title="Declaration",
        adopted_on=date(2025, 5, 3),
        text=propose("We commit to:\n\n1. Plant trees by 2030.", language="en"),
        network_id=cast.network.pk,
        person_id=cast.secretary.pk,
        published_by_id=cast.second_secretary.pk,
    )
    code = commitment_parts()[0].code
    actions.add_work(cast.network.pk, days=DAYS, by=by(cast), **{**WORK, "serves": code})  # type: ignore[arg-type]
    line = work_lines(queries.work_items(cast.network.pk), date(2026, 1, 1))[0]
    assert line.promise is not None
    assert line.promise_address.startswith(f"/declarations/{adopted.slug}/1/#part-")
