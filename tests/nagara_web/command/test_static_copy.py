"""The static copy holds what the public reads, can be read from a disk, and says that it is a copy."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import typer
from django.test import override_settings

from nagara_web.command import static_copy
from nagara_web.command.reader import LINK
from nagara_web.command.static_copy import MARK, Copy

pytestmark = pytest.mark.django_db

FILTERS = ("city", "theme", "year")
ONE_OR_TWO = [*product(FILTERS, repeat=1), *product(FILTERS, repeat=2)]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """Return the copy of a very small site."""
    made = Copy(tmp_path / "copy", language="en", languages=("en", "th"))
    with override_settings(ROOT_URLCONF="killed_site.pages"):
        made.write()
    return made


def _links(file: Path) -> list[str]:
    return [match["address"] for match in LINK.finditer(file.read_text("utf-8"))]


def test_every_page_is_a_file_and_every_link_between_them_leads_to_one(copy: Copy) -> None:
    assert copy.pages == 5 + 1 + 3 + 9  # home, cities, a city, an indicator in two ways; promises by filters
    for page in copy.folder.rglob("*.html"):
        for link in _links(page):
            if urlsplit(link).scheme or link.startswith("#") or "th/index.html" in link:
                continue
            target = (page.parent / unquote(urlsplit(link).path)).resolve()
            assert target.is_file(), f"{page}: {link}"
    assert (copy.folder / "cities" / "vientiane" / "index.html").is_file()
    assert (copy.folder / "cities" / "vientiane" / "data.json").is_file()
    assert (copy.folder / "static" / "ui" / "site.css").is_file()


def test_two_questions_that_look_alike_on_a_disk_are_two_pages(copy: Copy) -> None:
    names = {page.name for page in (copy.folder / "indicators" / "sdg").glob("index--*.html")}
    assert len(names) == 2


def test_filters_that_can_be_joined_without_end_lead_to_the_site_itself(copy: Copy) -> None:
    asked = {page.stem for page in (copy.folder / "promises").glob("index--*.html")}
    assert asked == {f"index--{'-'.join(f'{each}=1' for each in each_of)}" for each_of in ONE_OR_TWO}
    links = _links(copy.folder / "promises" / "index--city=1-theme=1.html")
    assert "http://127.0.0.1:8000/promises/?city=1&amp;theme=1&amp;year=1" in links


def test_work_is_not_asked_for_and_leads_to_the_site_itself(copy: Copy) -> None:
    home = _links(copy.folder / "index.html")
    assert "http://127.0.0.1:8000/work/" in home
    assert "http://127.0.0.1:8000/language/" in home
    assert "https://example.org/a" in home
    assert "#top" in home
    assert "cities/vientiane/index.html#how" in home
    assert not (copy.folder / "work").exists()


def test_what_could_not_be_written_is_said_with_the_page_that_leads_there(copy: Copy) -> None:
    assert sorted(copy.broken) == [
        "/breaks/ answers 500, linked from /cities/",
        "/gone/ answers 404, linked from /cities/",
    ]
    assert "http://127.0.0.1:8000/gone/" in _links(copy.folder / "cities" / "index.html")


def test_it_is_told_how_far_one_is_and_ends_with_all(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    made = Copy(tmp_path / "copy", language="en")
    with override_settings(ROOT_URLCONF="killed_site.pages"):
        made.write(progress=lambda *said: told.append(said))
    last = {what: (done, count) for what, done, count in told}
    assert set(last) == {"Read, en", "Linked, en"}
    assert all(done == count for done, count in last.values())


def test_every_page_says_that_it_is_a_copy_and_where_the_other_language_is(copy: Copy) -> None:
    page = (copy.folder / "cities" / "vientiane" / "index.html").read_text("utf-8")
    assert "Copy of " in page
    assert 'href="http://127.0.0.1:8000/cities/vientiane/"' in page
    assert 'href="../../th/index.html"' in page


def test_the_command_writes_every_language_and_replaces_only_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(static_copy, "open_site", lambda: None)
    folder = tmp_path / "copy"
    folder.mkdir()
    with override_settings(ROOT_URLCONF="killed_site.pages"):
        for _ in range(2):
            with pytest.raises(typer.Exit) as ended:
                static_copy.run(folder, languages=["th"])
            assert ended.value.exit_code == 1, "two pages are broken"
        (folder / MARK).unlink()
        with pytest.raises(typer.Exit) as refused:
            static_copy.run(folder, languages=[])
        assert refused.value.exit_code == 2
        with pytest.raises(typer.Exit):
            static_copy.run(tmp_path / "other", languages=["xx"])
    assert " th</h1>" in (folder / "th" / "cities" / "index.html").read_text("utf-8")
    said = capsys.readouterr()
    assert "36 pages" in said.out
    assert "/gone/ answers 404, linked from /cities/ (th)" in said.err
    assert "xx" in said.err
