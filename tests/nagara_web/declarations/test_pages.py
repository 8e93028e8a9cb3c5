"""The desk of the secretariat, pressed button by button, without a script."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines
from django.test import Client

from cast import Cast
from nagara_web.declarations import queries
from nagara_web.declarations.models import Document

MISSING = "‹missing›"
SHORT = "We commit to:\n\n1. Plant trees by 2030.\n\n2. Share what we know."


def as_(client: Client, person: Any) -> Client:
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_from_the_file_to_everybody(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", MISSING)
    as_(client, cast.secretary)
    meeting = {"new_forum": "River Forum", "new_slug": "rivers", "year": "2026", "place": "Rivermouth"}
    answer = client.post("/work/declarations/meeting/", meeting)
    session = answer["Location"].rpartition("=")[2]
    assert f'value="{session}" selected' in client.get(answer["Location"]).content.decode()
    file = SimpleUploadedFile("rivers.txt", SHORT.encode())
    given = {"session": session, "title": "River Declaration", "kind": "declaration", "language": "en", "file": file}
    desk = client.post("/work/declarations/new/", given)["Location"]
    page = client.get(desk).content.decode()
    assert MISSING not in page
    assert "Plant trees by 2030" in page
    assert "Nobody else sees them yet" in page
    clause = f"{desk}clauses/1/"
    assert MISSING not in client.get(clause).content.decode()
    client.post(clause, {"do": "kind", "kind": "C", "addressees": ""})
    client.post(clause, {"do": "parts", "first-1": "2", "last-1": "3"})
    document = queries.on_desk(_standing(cast)).get(slug="rivers-2026-declaration")
    assert [each.words for each in queries.clause(document.pk, "1").parts.all()] == ["Plant trees"]
    client.post(desk, {"do": "confirm-above"})
    for each in queries.clauses_of(document.pk):
        client.post(f"{desk}clauses/{each.key}/", {"do": "confirm"})
    client.post(desk, {"do": "confirm-document"})
    assert "You had a hand in it" in client.get(desk).content.decode()
    client.post(desk, {"do": "publish"})
    assert client.get("/declarations/rivers-2026-declaration/").status_code == 404
    client.logout()
    as_(client, cast.second_secretary).post(desk, {"do": "publish"})
    client.logout()
    public = client.get("/declarations/rivers-2026-declaration/").content.decode()
    assert "Plant trees by 2030" in public
    assert MISSING not in public
    xml = client.get("/declarations/rivers-2026-declaration/akn.xml").content
    assert b"akomaNtoso" in xml
    assert b"Plant trees" in xml


def _standing(cast: Cast) -> Any:
    from nagara_web.accounts.queries import standing_of

    return standing_of(cast.secretary)


def test_a_measure_shows_what_is_missing_before_it_is_saved(cast: Cast, client: Client, proposed: Document) -> None:
    as_(client, cast.secretary)
    path = f"/work/declarations/{proposed.slug}/clauses/2/c/measure/"
    given = {"owners": ["city"], "answer_type": "yes-no", "question": "Did it report?", "do": "check"}
    page = client.post(path, given).content.decode()
    assert "Nothing is saved yet" in page
    part = queries.part(f"{proposed.slug}.2.c")
    assert part is not None
    assert queries.measure_of(part.pk, published_only=False) is None
    assert client.post(path, {**given, "do": "save"}).status_code == 302
    assert queries.measure_of(part.pk, published_only=False) is not None


def test_a_wrong_target_is_said_at_the_form_and_kept(cast: Cast, client: Client, proposed: Document) -> None:
    as_(client, cast.secretary)
    path = f"/work/declarations/{proposed.slug}/clauses/2/c/measure/"
    given = {"answer_type": "yes-no", "question": "Did it report?", "aim": "at-most", "target_value": "3"}
    page = client.post(path, given).content.decode()
    assert "There is a problem" in page
    assert 'value="Did it report?"' in page


@pytest.mark.parametrize("do", ["split", "join", "parts", "kind", "confirm"])
def test_a_press_without_an_answer_breaks_nothing(cast: Cast, client: Client, proposed: Document, do: str) -> None:
    as_(client, cast.secretary)
    path = f"/work/declarations/{proposed.slug}/clauses/a1/"
    answer = client.post(path, {"do": do, "at": "²", "first-1": "999", "shared-1": "-5-x 9-1"}, follow=True)
    assert answer.status_code == 200
    assert client.get(f"/work/declarations/{proposed.slug}/").status_code == 200


def test_the_desk_is_not_there_for_others(cast: Cast, client: Client, proposed: Document) -> None:
    for person in (cast.officer, cast.head, cast.host, cast.peer_reviewer):
        as_(client, person)
        for path in ("", f"{proposed.slug}/", f"{proposed.slug}/clauses/1/"):
            assert client.get(f"/work/declarations/{path}").status_code == 404, (person, path)
        assert client.post(f"/work/declarations/{proposed.slug}/", {"do": "confirm-above"}).status_code == 404
