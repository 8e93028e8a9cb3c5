from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from cast import Cast
from nagara_web.accounts.models import Person
from nagara_web.figures.actions import define_account_indicators
from nagara_web.jobs.models import Mail
from nagara_web.notices.actions import follow, happened, tell, unfollow
from nagara_web.notices.job_handlers import write_daily_letters
from nagara_web.notices.models import Notice
from nagara_web.notices.queries import inbox, is_following, newest_happenings, unread_count
from nagara_web.notices.sentences import SENTENCES, sentence
from nagara_web.notices.unsubscribing import person_of_word, stop_link

VALUES = {"city": "Rivermouth", "year": "2025", "round": "Round 2025", "until": "2026-07-31", "reason": "a reason"}


def published(key: str = "one") -> None:
    happened(
        "report-published",
        key=key,
        values=VALUES,
        url="/cities/rivermouth/",
        city="rivermouth",
        round="round-2025",
        indicators=["sdg_11_6_1_frac", "msw_collected_frac"],
    )


def test_whoever_follows_a_city_hears_of_it_once(cast: Cast) -> None:
    follow(cast.stranger.pk, "city", "rivermouth")
    follow(cast.stranger.pk, "round", "round-2025")
    follow(cast.stranger.pk, "indicator", "msw_collected_frac")
    follow(cast.observer.pk, "city", "hilltop")
    follow(cast.officer.pk, "indicator", "sdg_11_6_1_frac")
    published()
    published()
    assert unread_count(cast.officer.pk) == 1, "a report is news of every indicator that it holds"
    assert [each.sentence for each in inbox(cast.stranger.pk)] == ["Rivermouth has published its figures for 2025"]
    assert unread_count(cast.observer.pk) == 0
    assert len(newest_happenings(5)) == len(newest_happenings(5, "city", "rivermouth")) == 1
    assert newest_happenings(5, "city", "hilltop") == []


def test_whoever_stops_following_hears_nothing_more(cast: Cast) -> None:
    follow(cast.stranger.pk, "city", "rivermouth")
    unfollow(cast.stranger.pk, "city", "rivermouth")
    published()
    assert inbox(cast.stranger.pk) == []


@pytest.mark.parametrize("kind", SENTENCES)
def test_every_kind_has_a_sentence_that_no_missing_value_breaks(kind: str) -> None:
    assert "%(" not in sentence(kind, {})
    assert "31 July 2026" in sentence("reminder", VALUES)
    with translation.override("lo"):
        assert sentence(kind, VALUES)


def test_a_kind_that_nobody_knows_is_still_said() -> None:
    assert "new-thing" in sentence("new-thing", {})


# ---------------------------------------------------------------------------- pages


def test_the_inbox_is_for_those_who_signed_in(cast: Cast, client: Client) -> None:
    assert client.get("/notices/").status_code == 302
    client.force_login(cast.stranger)
    page = client.get("/notices/").content.decode()
    assert "Nothing here yet." in page
    assert "Choose a city" in page


def test_unread_notices_stand_first_and_are_counted_in_the_header(cast: Cast, client: Client) -> None:
    client.force_login(cast.officer)
    tell(cast.officer.pk, "report-returned", key="a", values=VALUES, url="/work/reports/1/")
    tell(cast.officer.pk, "reminder", key="b", values=VALUES, url="/work/reports/1/")
    page = client.get("/notices/").content.decode()
    assert "2 notices that you have not read." in page
    assert '<span class="count">2' in page
    newest = inbox(cast.officer.pk)[0]
    assert client.post("/notices/read/", {"notice": newest.id}).status_code == 302
    assert [each.is_read for each in inbox(cast.officer.pk)] == [False, True]
    client.post("/notices/read/")
    page = client.get("/notices/").content.decode()
    assert "You have read everything." in page
    assert '<span class="count">' not in page


def test_nobody_marks_the_notices_of_another(cast: Cast, client: Client) -> None:
    tell(cast.officer.pk, "reminder", key="b", values=VALUES, url="/work/")
    client.force_login(cast.stranger)
    client.post("/notices/read/", {"notice": inbox(cast.officer.pk)[0].id})
    assert unread_count(cast.officer.pk) == 1


def test_the_button_follows_and_leads_back(cast: Cast, client: Client) -> None:
    asked = {"topic": "city", "slug": "rivermouth", "wanted": "yes", "next": "/cities/rivermouth/"}
    assert client.post("/notices/follow/", asked).status_code == 302
    assert not is_following(None, "city", "rivermouth")
    client.force_login(cast.stranger)
    answer = client.post("/notices/follow/", asked)
    assert answer.headers["Location"] == "/cities/rivermouth/"
    assert is_following(cast.stranger.pk, "city", "rivermouth")
    client.post("/notices/follow/", {**asked, "wanted": "no"})
    assert not is_following(cast.stranger.pk, "city", "rivermouth")


@pytest.mark.parametrize("wrong", [{"topic": "person"}, {"slug": ""}, {"slug": "a/b"}])
def test_only_what_can_be_followed_is(cast: Cast, client: Client, wrong: dict[str, str]) -> None:
    client.force_login(cast.stranger)
    asked = {"topic": "city", "slug": "rivermouth", "wanted": "yes", **wrong}
    assert client.post("/notices/follow/", asked).status_code == 404


def test_the_button_leads_to_no_other_site(cast: Cast, client: Client) -> None:
    client.force_login(cast.stranger)
    asked = {"topic": "city", "slug": "rivermouth", "wanted": "yes", "next": "https://elsewhere.example/"}
    assert client.post("/notices/follow/", asked).headers["Location"] == "/notices/"


def test_a_change_needs_the_token_of_the_form(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.stranger)
    assert strict.post("/notices/read/").status_code == 403
    assert strict.post("/notices/follow/", {"topic": "city", "slug": "x", "wanted": "yes"}).status_code == 403
    assert strict.get("/notices/read/").status_code == 405


def test_the_inbox_asks_as_often_for_many_notices_as_for_few(
    cast: Cast, client: Client, django_assert_max_num_queries: object
) -> None:
    client.force_login(cast.officer)
    for number in range(60):
        tell(cast.officer.pk, "reminder", key=str(number), values=VALUES, url="/work/")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get("/notices/")


# ---------------------------------------------------------------------------- the daily letter


def write() -> int:
    day = (timezone.now() + timedelta(days=1)).date().isoformat()
    return write_daily_letters({"day": day}, lambda share, what: None)["letters"]


def test_one_letter_a_day_tells_each_person_what_they_have_not_read(cast: Cast) -> None:
    for each in (cast.stranger, cast.officer):
        follow(each.pk, "city", "rivermouth")
    published("one")
    published("two")
    tell(cast.officer.pk, "reminder", key="b", values=VALUES, url="/work/", has_letter=True)
    assert write() == 2
    letter = Mail.objects.get(to=cast.stranger.email)
    assert letter.subject == "2 new notices"
    assert letter.body.count("Rivermouth has published its figures for 2025") == 2
    assert "reminder" not in Mail.objects.get(to=cast.officer.email).body
    assert write() == 0
    assert Mail.objects.count() == 2


def test_who_wants_no_letter_or_has_read_everything_gets_none(cast: Cast) -> None:
    for each in (cast.stranger, cast.officer, cast.observer):
        follow(each.pk, "city", "rivermouth")
    Person.objects.filter(pk=cast.stranger.pk).update(wants_digest=False)
    Person.objects.filter(pk=cast.observer.pk).update(is_active=False)
    published()
    Notice.objects.filter(person=cast.officer).update(read_at=timezone.now())
    assert write() == 0


def test_the_link_in_the_letter_stops_it_with_one_press_and_without_signing_in(cast: Cast) -> None:
    follow(cast.stranger.pk, "city", "rivermouth")
    published()
    write()
    letter = Mail.objects.get()
    link = stop_link(cast.stranger.pk)
    assert link in letter.body
    assert letter.headers == {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    path = link.partition("127.0.0.1:8000")[2]
    strict = Client(enforce_csrf_checks=True)
    assert "Stop the daily letter?" in strict.get(path).content.decode()
    assert Person.objects.get(pk=cast.stranger.pk).wants_digest
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Person.objects.get(pk=cast.stranger.pk).wants_digest


def test_a_link_that_was_not_made_here_stops_nothing(cast: Cast, client: Client) -> None:
    assert person_of_word(f"{cast.officer.pk}:made-up") is None
    assert client.post(f"/notices/no-daily-letter/{cast.officer.pk}:made-up/").status_code == 404


def test_what_is_followed_is_listed_by_its_name_and_never_by_its_code(cast: Cast, client: Client) -> None:
    for topic, slug in (("city", cast.rivermouth.slug), ("indicator", "msw_collected_frac"), ("round", "gone")):
        follow(cast.stranger.pk, topic, slug)
    define_account_indicators()
    client.force_login(cast.stranger)
    page = client.get("/notices/").content.decode()
    assert f">{cast.rivermouth.name}</a>" in page
    assert ">Collected</a>" in page
    assert ">gone</a>" in page
    assert "msw_collected_frac</a>" not in page
