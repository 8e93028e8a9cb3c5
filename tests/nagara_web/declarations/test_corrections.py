"""A published document is corrected by two people; the version before and every address stay readable."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from cast import Cast
from nagara_web.declarations import actions, queries
from nagara_web.declarations.actions import clauses
from nagara_web.declarations.actions.correcting import (
    confirm_correction,
    give_up_correction,
    open_correction,
    publish_correction,
)
from nagara_web.declarations.actions.documents import edit_document
from nagara_web.declarations.differences import differences
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.models import Document

WHY = "Clause 1 was typed wrongly."


@pytest.fixture
def published(cast: Cast, proposed: Document) -> Document:
    clauses.confirm_above(proposed.pk, sure_frac=0.0, person_id=cast.secretary.pk)
    actions.confirm_document(proposed.pk, person_id=cast.secretary.pk)
    return actions.publish_document(proposed.pk, person_id=cast.second_secretary.pk)


def words_of(document: Document, key: str) -> str:
    return str(queries.clause(document.pk, key).words["en"])


def corrected(cast: Cast, document: Document) -> Document:
    made = open_correction(document.pk, why=WHY, person_id=cast.secretary.pk)
    clauses.set_words(made.pk, "1", "1. Close every open and burning dump by 2031.", person_id=cast.secretary.pk)
    place = queries.clause(made.pk, "2").places["en"]
    start = queries.texts_of(made.pk)[0].text.index("sorting waste")
    assert place[0] < start < place[1]
    clauses.set_parts(made.pk, "2", [[[start, start + len("sorting waste")]]], person_id=cast.secretary.pk)
    confirm_correction(made.pk, person_id=cast.secretary.pk)
    return publish_correction(made.pk, person_id=cast.second_secretary.pk)


def test_everybody_reads_the_old_words_until_a_second_person_agrees(cast: Cast, published: Document) -> None:
    made = open_correction(published.pk, why=WHY, person_id=cast.secretary.pk)
    with pytest.raises(DeclarationRefusedError):
        open_correction(published.pk, why=WHY, person_id=cast.secretary.pk)
    with pytest.raises(DeclarationRefusedError):
        confirm_correction(made.pk, person_id=cast.secretary.pk)
    clauses.set_words(made.pk, "1", "1. Close every dump by 2031.", person_id=cast.secretary.pk)
    assert words_of(published, "1") == "1. Close every open dump by 2030."
    confirm_correction(made.pk, person_id=cast.secretary.pk)
    with pytest.raises(DeclarationRefusedError):
        publish_correction(made.pk, person_id=cast.secretary.pk)
    with pytest.raises(DeclarationRefusedError):
        actions.publish_document(made.pk, person_id=cast.second_secretary.pk)
    assert queries.correction_of(published) == made
    assert list(queries.documents()) == [published]


def test_the_corrected_text_stands_and_the_register_says_what_was_changed(cast: Cast, published: Document) -> None:
    part_id = queries.part(f"{published.slug}.2.a").pk  # type: ignore[union-attr]
    now = corrected(cast, published)
    assert (now.pk, now.version, now.state) == (published.pk, 2, "published")
    assert words_of(now, "1") == "1. Close every open and burning dump by 2031."
    assert queries.clause(now.pk, "1").deadlines[0]["on"] == "2031-12-31"
    text = queries.texts_of(now.pk)[0].text
    for clause in queries.clauses_of(now.pk):
        start, stop = clause.places["en"]
        assert clause.words["en"].split()[-1] in text[start:stop]
        for part in clause.parts.all():
            assert text[slice(*part.place)] in part.words
    assert queries.part(f"{published.slug}.2.a").pk == part_id  # type: ignore[union-attr]  # what hangs on it stays
    (version,) = queries.versions_of(now)
    assert (version.number, version.because) == (1, WHY)
    changed = {(each["key"], each["what"]): (each["before"], each["after"]) for each in version.changed}
    assert changed["1", "deadlines"] == ("2030-12-31", "2031-12-31")
    assert changed["1", "words"][0] == "1. Close every open dump by 2030."
    assert changed["2", "part b"][1] == ""
    assert not Document.objects.exclude(corrects=None).exists()


def test_old_addresses_lead_to_the_version_that_has_them(cast: Cast, published: Document, client: Client) -> None:
    corrected(cast, published)
    here = f"/declarations/{published.slug}/"
    page = client.get(here).content.decode()
    assert "Version 2, corrected on" in page
    assert WHY in page
    old = client.get(f"{here}versions/1/")
    assert "Replaced on" in old.content.decode()
    assert "Close every open dump by 2030." in old.content.decode()
    assert client.get(f"{here}2.b/").headers["Location"] == f"{here}versions/1/#part-2.b"
    assert client.get(f"{here}versions/2/").headers["Location"] == here
    assert client.get(f"{here}versions/9/").status_code == client.get(f"{here}77/").status_code == 404
    assert "corrected on" in client.get("/declarations/").content.decode()


def test_a_mended_word_is_taken_back_and_a_correction_given_up(cast: Cast, published: Document) -> None:
    made = open_correction(published.pk, why=WHY, person_id=cast.secretary.pk)
    clauses.set_words(made.pk, "2", "2. Protect the river.", person_id=cast.secretary.pk)
    assert differences(published, made)
    clauses.take_back(made.pk, person_id=cast.secretary.pk)
    made.refresh_from_db()
    assert differences(published, made) == []
    assert queries.texts_of(made.pk)[0].text == queries.texts_of(published.pk)[0].text
    edit_document(made.pk, title="River Declaration", adopted_on=date(2026, 5, 3), signatories=[], person_id=None)
    made.refresh_from_db()
    assert [each["what"] for each in differences(published, made)] == ["title"]
    give_up_correction(made.pk, person_id=cast.secretary.pk)
    assert queries.correction_of(published) is None
    with pytest.raises(DeclarationRefusedError):
        clauses.set_words(published.pk, "1", "Other words", person_id=cast.secretary.pk)


def test_the_desk_leads_through_a_correction(cast: Cast, published: Document, client: Client) -> None:
    client.force_login(cast.secretary)
    desk = f"/work/declarations/{published.slug}/"
    assert "Correct this document" in client.get(desk).content.decode()
    there = client.post(f"{desk}correct/", {"why": WHY}).headers["Location"]
    assert there == f"/work/declarations/{published.slug}-correction-2/"
    assert client.get(f"{desk}correct/").headers["Location"] == there
    client.post(f"{there}clauses/1/", {"do": "words", "words": "1. Close every dump by 2030."})
    assert "Close every dump by 2030." in client.get(there).content.decode()
    client.post(there, {"do": "confirm-document"})
    client.force_login(cast.second_secretary)
    assert client.post(there, {"do": "publish"}).headers["Location"] == desk
    assert words_of(published, "1") == "1. Close every dump by 2030."
    client.force_login(cast.officer)
    assert client.get(f"{desk}correct/").status_code == 404
