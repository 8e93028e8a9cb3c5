"""The register of the library in the database: whole, the same when written twice, read by everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from cast import make_cast
from nagara.commitments import alignment, links, register
from nagara_web.declarations import queries
from nagara_web.declarations.actions import seed_register
from nagara_web.declarations.actions.importing import keep_text, publish_text
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.models import Alignment, Clause, Link, Part, TextEdition
from nagara_web.declarations.nouns import document_noun, same_code
from nagara_web.declarations.parse_declaration import parsed

pytestmark = pytest.mark.django_db
OFFICIAL = """We hereby declare our commitments to:

1. Strengthen connectivity across ASEAN cities by embracing technology, implementing smart solutions.

2. Embrace climate and disaster resilience.
"""


@pytest.fixture(scope="module", autouse=True)
def _register(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        seed_register()
        yield
        transaction.set_rollback(True)


def test_every_document_of_the_library_comes_back_as_it_was() -> None:
    written = {each.slug: document_noun(each) for each in queries.documents()}
    known = {each.id: each for each in register.documents()}
    assert set(written) == set(known)
    for slug, noun in known.items():
        back = written[slug]
        assert (back.id, back.kind, back.adopted_on) == (noun.id, noun.kind, noun.adopted_on)
        assert [each.says for each in back.statements] == [each.says for each in noun.statements]
        assert [each.text for each in back.names] == [each.text for each in noun.names] or not noun.names


def test_every_clause_and_link_of_the_library_is_there() -> None:
    for entry in register.register().clauses.values():
        slug, _dot, rest = same_code(entry.id).partition(".")
        key, _dot, letter = rest.partition(".")
        found = Part.objects.filter(clause__document__slug=slug, clause__key=key, key=letter)
        assert found.exists() if letter else Clause.objects.filter(document__slug=slug, key=key).exists(), entry.id
    assert Link.objects.count() == len(links.links())
    assert Alignment.objects.count() == sum(map(len, alignment.alignments().values()))


def test_written_again_it_is_the_same() -> None:
    before = sorted(Clause.objects.values_list("pk", "key", "sought"))
    seed_register()
    assert sorted(Clause.objects.values_list("pk", "key", "sought")) == before


def test_a_formal_place_is_open_since_2017() -> None:
    thread = queries.thread_of("formal-place")
    assert thread.open_since == 2017
    assert thread.steps[0].code == "amf-2017-action-agenda.1"
    assert "amf-2024-declaration.e1.d" in {each.code for each in thread.steps}
    years = [each.year for each in queries.thread_of("formal-place", date(2023, 12, 31)).steps]
    assert max(years) <= 2023


def test_documents_are_found_by_forum_kind_year_and_words() -> None:
    assert {each.session.forum.slug for each in queries.documents(forum="mgmac")} == {"mgmac"}
    assert "amf-2024-declaration" in {each.slug for each in queries.documents(kind="Q")}
    assert {each.slug for each in queries.documents(sought="early WARNING", year=2024)} >= {"amf-2024-declaration"}
    assert list(queries.documents(sought="no such words anywhere")) == []


def test_everybody_reads_every_document_and_a_clause_of_each(client: Client) -> None:
    for document in queries.documents():
        assert client.get(f"/declarations/{document.slug}/").status_code == 200, document
        clause = queries.clauses_of(document.pk).last()
        if clause is not None:
            assert client.get(f"/declarations/{document.slug}/{clause.key}/").status_code == 200, clause
    assert client.get("/threads/formal-place/").status_code == 200
    assert client.get("/threads/no-such-thread/").status_code == 404


def test_the_permalink_of_a_part_leads_to_its_place(client: Client) -> None:
    answer = client.get("/declarations/amf-2024-declaration/2.g/")
    assert answer["Location"] == "/declarations/amf-2024-declaration/2/#part-g"
    assert 'id="part-g"' in client.get(answer["Location"]).content.decode()
    assert client.get("/declarations/amf-2024-declaration/2.z/").status_code == 404


def test_what_no_indicator_fits_is_said_and_codes_are_followed(client: Client) -> None:
    page = client.get("/declarations/amf-2015-declaration/r1/").content.decode()
    assert "No international indicator fits" in page
    assert "comes after" in client.get("/declarations/amf-2024-declaration/p3/").content.decode()


def test_the_register_is_data_too(client: Client) -> None:
    rows = client.get("/declarations/amf-2024-declaration/data.json").json()["rows"]
    assert {"amf-2024-declaration.2", "amf-2024-declaration.2.g"} <= {each["code"] for each in rows}
    table = client.get("/declarations/data.csv").content.decode()
    assert table.startswith("document,title,forum")
    assert table.count("\r\n") == queries.documents().count() + 1
    thread = client.get("/threads/formal-place/data.json").json()
    assert thread["open_since"] == 2017
    assert {"texts", "milestones"} == {"milestones" if each.get("standing") else "texts" for each in thread["rows"]}


def test_the_official_text_takes_its_place_in_the_register_once_two_people_agree(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    cast = make_cast()
    document = queries.document("amf-2024-declaration")
    (tmp_path / "text.txt").write_text(OFFICIAL, encoding="utf-8")
    edition = TextEdition(document=document, file_name="text.txt", made_by=cast.secretary, made_at=document.made_at)
    edition.file.save("text.txt", SimpleUploadedFile("text.txt", OFFICIAL.encode()))
    keep_text(edition.pk, parsed(tmp_path / "text.txt", "text.txt", language="en"))
    assert "In our own words" in client.get("/declarations/amf-2024-declaration/1/").content.decode()
    with pytest.raises(DeclarationRefusedError):
        publish_text(edition.pk, person_id=cast.secretary.pk)
    publish_text(edition.pk, person_id=cast.second_secretary.pk)
    seed_register()
    clause = queries.clause(document.pk, "1")
    assert clause.words["en"].startswith("1. Strengthen connectivity across ASEAN cities")
    assert clause.words["en-x-own"] == "Bind cities more closely to each other"
    kept = queries.texts_of(document.pk)[0].text
    places = {each.key: kept[slice(*each.place)] for each in clause.parts.all() if each.place}
    assert places["b"] == "implementing smart solutions"
    page = client.get("/declarations/amf-2024-declaration/1/").content.decode()
    assert "Text of the document, English" in page
    assert b"akomaNtoso" in client.get("/declarations/amf-2024-declaration/akn.xml").content
