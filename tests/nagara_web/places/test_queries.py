from datetime import date

import pytest
from django.http import Http404

from cast import Cast
from nagara_web.places import actions, queries
from nagara_web.places.facts import Fact

SAID = Fact(source="The city")


def test_the_own_name_comes_with_its_language(cast: Cast) -> None:
    actions.add_name(cast.rivermouth.pk, language="en", name="Rivermouth", fact=SAID)
    actions.add_name(cast.rivermouth.pk, language="lo", name="ປາກ\u200bນ້ຳ", fact=SAID)
    assert queries.own_name(queries.city("rivermouth")) == ("ປາກ\u200bນ້ຳ", "lo")
    assert queries.own_name(queries.city("hilltop")) == ("", "")


def test_a_name_out_of_use_is_not_the_own_name(cast: Cast) -> None:
    old = Fact(source="The city", until=date(1990, 1, 1))
    actions.add_name(cast.rivermouth.pk, language="lo", name="ເກົ່າ", fact=old)
    assert queries.own_name(queries.city("rivermouth")).name == ""
    assert queries.own_name(queries.city("rivermouth"), date(1980, 1, 1)).name == "ເກົ່າ"


@pytest.mark.parametrize("sought", ["ha noi", "HÀ NỘI", "hanoi", "Hà\u200bNội", "ນ້ຳ", "đong", "DONG"])
def test_search_forgives_accents_case_blanks_and_invisible_marks(cast: Cast, sought: str) -> None:
    actions.add_name(cast.rivermouth.pk, language="vi", name="Hà\u200b Nội", fact=SAID)
    actions.add_name(cast.rivermouth.pk, language="lo", name="ປາກ\u200bນ້ຳ", fact=SAID)
    actions.add_name(cast.rivermouth.pk, language="vi", name="Đông", kind="alias", fact=SAID)
    assert [each.slug for each in queries.search(sought)] == ["rivermouth"]


def test_search_puts_names_that_begin_with_the_text_first(cast: Cast) -> None:
    assert [each.slug for each in queries.search("h")] == ["harbour", "hilltop", "rivermouth"]
    assert queries.search(" \u200b") == []


def test_what_is_not_there_answers_404(cast: Cast) -> None:
    for ask in (queries.city, queries.country, queries.network):
        with pytest.raises(Http404):
            ask("nowhere")
    assert queries.country("xxa").name == "Exampleland"


def test_capital_and_member_are_two_facts(cast: Cast) -> None:
    actions.add_status(cast.rivermouth.pk, fact=Fact(source="Law", since=date(2020, 1, 1), until=date(2024, 12, 31)))
    assert queries.is_capital(cast.rivermouth.pk, date(2024, 12, 31))
    assert not queries.is_capital(cast.rivermouth.pk, date(2025, 1, 1))
    assert queries.capitals(date(2022, 1, 1)) == {cast.rivermouth.pk}
    assert cast.rivermouth in queries.members_on(cast.network.pk, date(2025, 1, 1))


def test_cities_come_with_names_and_countries_in_two_queries(cast: Cast, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        for each in queries.cities():
            queries.own_name(each)
            assert each.country.name
