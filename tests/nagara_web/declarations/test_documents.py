"""Documents: confirmed by one person, published by another; adopted by a meeting; laid beside another language."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from cast import Cast
from nagara.commitments.importer.propose import propose
from nagara_web.declarations import actions, queries
from nagara_web.declarations.actions.clauses import confirm_above
from nagara_web.declarations.actions.documents import send_back
from nagara_web.declarations.actions.importing import keep_text, publish_text, receive_text
from nagara_web.declarations.clause_page import clause_page
from nagara_web.declarations.desk_page import desk_page
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.models import Document, TextEdition
from nagara_web.declarations.parse_declaration import parsed

TODAY = date(2026, 11, 22)
MINUTES_TEXT = """Minutes of the Project Meeting
Present: A. Lim, B. Tan, C. Roy

1. Matters arising
The chair noted that the budget is late. It was agreed that Mr Tan will send the figures by 10 March 2026.
The team decided to buy two trucks. Action: Mr Lim to call the dealer by 15 March. The meeting closed at 16:00.
"""
SHORT = "We commit to:\n\n1. Plant trees by 2030.\n\n2. Share what we know."


def confirmed(cast: Cast, document: Document) -> None:
    confirm_above(document.pk, sure_frac=0.0, person_id=cast.secretary.pk)
    actions.confirm_document(document.pk, person_id=cast.secretary.pk)


def published(cast: Cast, document: Document) -> Document:
    confirmed(cast, document)
    return actions.publish_document(document.pk, person_id=cast.second_secretary.pk)


def test_nothing_is_published_before_a_person_has_confirmed_all_of_it(cast: Cast, proposed: Document) -> None:
    with pytest.raises(DeclarationRefusedError):
        actions.confirm_document(proposed.pk, person_id=cast.secretary.pk)
    with pytest.raises(DeclarationRefusedError):
        actions.publish_document(proposed.pk, person_id=cast.second_secretary.pk)
    with pytest.raises(Http404):
        queries.document(proposed.slug)
    assert queries.part(f"{proposed.slug}.2.b") is not None
    assert list(queries.documents()) == []


def test_publication_takes_two(cast: Cast, proposed: Document) -> None:
    confirmed(cast, proposed)
    with pytest.raises(DeclarationRefusedError):
        actions.publish_document(proposed.pk, person_id=cast.secretary.pk)
    actions.publish_document(proposed.pk, person_id=cast.second_secretary.pk)
    assert queries.document(proposed.slug).adopted_on == date(2026, 5, 3)
    with pytest.raises(DeclarationRefusedError):
        confirm_above(proposed.pk, person_id=cast.secretary.pk)


def test_who_sends_it_back_says_why(cast: Cast, proposed: Document) -> None:
    confirmed(cast, proposed)
    with pytest.raises(DeclarationRefusedError):
        send_back(proposed.pk, why=" ", person_id=cast.second_secretary.pk)
    assert send_back(proposed.pk, why="Clause 2", person_id=cast.second_secretary.pk).state == "draft"


def test_an_outcome_text_becomes_a_document_the_moment_it_is_adopted(cast: Cast, proposed: Document) -> None:
    published(cast, proposed)
    session = actions.add_session("rivers", year=2027)
    made = actions.adopt_document(
        session.pk,
        title="Declaration of 2027",
        adopted_on=date(2027, 5, 3),
        text=propose(SHORT, language="en"),
        links=[actions.NewLink(later="2", earlier=f"{proposed.slug}.2.c", relation="weakens")],
        network_id=cast.network.pk,
        person_id=cast.secretary.pk,
        published_by_id=cast.second_secretary.pk,
    )
    assert made.is_published
    assert all(each.is_confirmed for each in queries.clauses_of(made.pk))
    part = queries.part("rivers-2027-declaration.2.a")
    assert part is not None
    assert [(each.relation, each.earlier) for each in queries.links_of(part)] == [("weakens", f"{proposed.slug}.2.c")]
    assert [each.code for each in queries.thread_of(f"{made.slug}.2").steps] == [
        f"{proposed.slug}.2.c",
        f"{made.slug}.2",
    ]
    again = {"title": "The same", "adopted_on": date(2027, 5, 3), "text": propose(SHORT, language="en")}
    with pytest.raises(DeclarationRefusedError):
        actions.adopt_document(session.pk, **again)  # type: ignore[arg-type]


def test_adopted_by_one_person_it_waits_for_a_second(cast: Cast) -> None:
    actions.add_forum(slug="hills", name="Hill Forum")
    session = actions.add_session("hills", year=2026)
    text = propose(SHORT, language="en")
    made = actions.adopt_document(session.pk, title="Hills", adopted_on=TODAY, text=text, person_id=cast.secretary.pk)
    assert made.state == "confirmed"


def test_a_second_language_is_laid_beside_the_first_and_published_by_another_person(
    cast: Cast, proposed: Document
) -> None:
    published(cast, proposed)
    words = (
        queries.texts_of(proposed.pk)[0]
        .text.replace("Close every open dump", "Đóng cửa mọi bãi rác lộ thiên")
        .replace("3. Look forward to meeting again.\n\n", "")
    )
    edition = TextEdition(
        document=proposed, language="vi", file_name="vi.txt", made_by=cast.secretary, made_at=proposed.made_at
    )
    edition.file.save("vi.txt", SimpleUploadedFile("vi.txt", words.encode()))
    keep_text(edition.pk, parsed(Path(edition.file.path), "vi.txt", language="vi"))
    edition.refresh_from_db()
    assert "3" in edition.found["without_translation"]
    assert [language for language, _w, _v in clause_page(proposed, "1", TODAY).words] == ["en"]
    with pytest.raises(DeclarationRefusedError):
        publish_text(edition.pk, person_id=cast.secretary.pk)
    publish_text(edition.pk, person_id=cast.second_secretary.pk)
    said = {language: each for language, each, _v in clause_page(proposed, "1", TODAY).words}
    assert "Đóng cửa" in said["vi"]
    with pytest.raises(DeclarationRefusedError):
        receive_text(proposed.pk, SimpleUploadedFile("x.txt", b"again"), language="vi", person_id=cast.secretary.pk)


def test_a_file_without_clauses_is_refused_and_can_be_sent_again(cast: Cast) -> None:
    actions.add_forum(slug="hills", name="Hill Forum")
    document = actions.add_document(actions.add_session("hills", year=2026).pk, title="Hills")
    edition = receive_text(
        document.pk, SimpleUploadedFile("scan.pdf", b"%PDF-1.4\nnothing"), person_id=cast.secretary.pk
    )
    assert edition.state == TextEdition.State.REFUSED
    assert edition.refused_because
    again = receive_text(document.pk, SimpleUploadedFile("a.txt", SHORT.encode()), person_id=cast.secretary.pk)
    assert again.state == TextEdition.State.READ
    assert [each.key for each in queries.clauses_of(document.pk) if each.key.isdecimal()] == ["1", "2"]


def test_a_wrong_file_is_replaced_until_a_clause_is_confirmed_and_minutes_are_called_so(cast: Cast) -> None:
    actions.add_forum(slug="hills", name="Hill Forum")
    document = actions.add_document(actions.add_session("hills", year=2026).pk, title="Hills")
    wrong = TextEdition(document=document, file_name="a.txt", made_by=cast.secretary, made_at=document.made_at)
    wrong.file.save("a.txt", SimpleUploadedFile("a.txt", MINUTES_TEXT.encode()))
    keep_text(wrong.pk, parsed(Path(wrong.file.path), "a.txt", language="en"))
    assert desk_page(document, cast.secretary.pk).no_declaration == "minutes"
    assert confirm_above(document.pk, person_id=cast.secretary.pk) == 0
    right = receive_text(document.pk, SimpleUploadedFile("b.txt", SHORT.encode()), person_id=cast.secretary.pk)
    assert [each.pk for each in queries.texts_of(document.pk)] == [right.pk]
    assert "1" in {each.key for each in queries.clauses_of(document.pk)}
    assert desk_page(document, cast.secretary.pk).no_declaration == ""
    confirm_above(document.pk, sure_frac=0.0, person_id=cast.secretary.pk)
    with pytest.raises(DeclarationRefusedError):
        receive_text(document.pk, SimpleUploadedFile("c.txt", SHORT.encode()), person_id=cast.secretary.pk)
