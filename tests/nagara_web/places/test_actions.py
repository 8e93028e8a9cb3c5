from datetime import date

import pytest

from cast import Cast
from nagara_web.audit.queries import events_of_city, verify
from nagara_web.places import actions, queries
from nagara_web.places.facts import Fact, PlaceRefusedError

CHARTER = Fact(source="The charter", since=date(2024, 1, 1))


def test_every_fact_names_its_source(cast: Cast) -> None:
    with pytest.raises(PlaceRefusedError, match="known from"):
        actions.add_status(cast.rivermouth.pk, fact=Fact(source="  "))


def test_a_fact_does_not_end_before_it_begins(cast: Cast) -> None:
    backwards = Fact(source="The charter", since=date(2024, 5, 2), until=date(2024, 5, 1))
    with pytest.raises(PlaceRefusedError, match="before the first day"):
        actions.add_status(cast.rivermouth.pk, fact=backwards)


def test_a_city_is_not_twice_a_member_at_the_same_time(cast: Cast) -> None:
    with pytest.raises(PlaceRefusedError, match="already belongs"):
        actions.add_membership(cast.network.pk, cast.rivermouth.pk, fact=CHARTER)


def test_a_membership_that_ended_stays_and_another_may_begin(cast: Cast) -> None:
    held = queries.memberships_of(cast.rivermouth.pk).get()
    actions.end_membership(held.pk, until=date(2023, 12, 31), source="Minutes of 2023", person_id=cast.secretary.pk)
    actions.add_membership(cast.network.pk, cast.rivermouth.pk, fact=CHARTER, kind="observer")
    assert [each.kind for each in queries.memberships_of(cast.rivermouth.pk)] == ["member", "observer"]
    assert cast.rivermouth in queries.members_on(cast.network.pk, date(2023, 12, 31))
    assert cast.rivermouth not in queries.members_on(cast.network.pk, date(2024, 1, 1))
    with pytest.raises(PlaceRefusedError, match="already ended"):
        actions.end_membership(held.pk, until=date(2024, 1, 1), source="Again")


def test_an_endorsement_is_of_a_city_or_of_a_country(cast: Cast) -> None:
    made = actions.add_initiative(slug="clean-rivers", name="Clean rivers")
    with pytest.raises(PlaceRefusedError, match="not both"):
        actions.add_endorsement(made.pk, fact=CHARTER)
    actions.add_endorsement(made.pk, fact=CHARTER, country_id="XXA")
    assert [each.initiative.name for each in queries.endorsements_of(cast.rivermouth)] == ["Clean rivers"]


def test_boundary_editions_are_numbered_and_the_old_ones_stay(cast: Cast) -> None:
    for persons in (100_000.0, 120_000.0):
        actions.add_boundary_edition(
            cast.rivermouth.pk, kind="administrative", fact=CHARTER, population_persons=persons
        )
    assert [each.edition for each in queries.boundaries_of(cast.rivermouth.pk)] == [2, 1]
    newest = queries.boundary_of(cast.rivermouth.pk)
    assert newest is not None
    assert newest.population_persons == 120_000.0


def test_every_change_is_one_event_of_the_log(cast: Cast) -> None:
    actions.add_name(cast.rivermouth.pk, language="lo", name="ປາກນ້ຳ", fact=CHARTER, person_id=cast.secretary.pk)
    actions.edit_city(
        cast.rivermouth.pk,
        name="Rivermouth",
        country_id="XXA",
        time_zone="Asia/Vientiane",
        latitude_deg=10.0,
        longitude_deg=105.0,
        person_id=cast.secretary.pk,
    )
    events = list(events_of_city(cast.rivermouth.pk))
    assert [each.action for each in events] == ["city.edited", "city-name.added"]
    assert events[0].data == {"changed": {"time_zone": ["Asia/Bangkok", "Asia/Vientiane"]}}
    assert verify().is_whole


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ({"time_zone": "Bangkok"}, "no time zone"),
        ({"latitude_deg": 105.0}, "Latitude"),
        ({"slug": "hilltop"}, "belongs"),
    ],
)
def test_a_city_that_cannot_be_is_refused_in_words(cast: Cast, what: dict[str, object], says: str) -> None:
    good: dict[str, object] = {"slug": "new", "name": "New", "country_id": "XXA", "time_zone": "Asia/Bangkok"}
    with pytest.raises(PlaceRefusedError, match=says):
        actions.add_city(**{**good, **what})  # type: ignore[arg-type]
