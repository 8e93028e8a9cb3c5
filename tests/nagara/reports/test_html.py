"""The page is one file, safe against what stands in it, and small."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from invented_city_year import finding, invented_city_year
from nagara.errors import UnknownCodeError
from nagara.findings import Place
from nagara.indicators.phrases import Phrase
from nagara.reports.html import render_html

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Outline(HTMLParser):
    """Tags, ids and headings of a page; a tag that is not closed in order fails."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def page() -> str:
    return render_html(invented_city_year())


@pytest.fixture(scope="module")
def outline(page: str) -> Outline:
    return Outline(page)


def test_tags_close_in_order(outline: Outline):
    assert outline.open == []


def test_weighs_less_than_a_hundred_kilobytes(page: str):
    assert len(page.encode()) < 100_000


def test_fetches_nothing_and_runs_nothing(page: str, outline: Outline):
    assert {"script", "link", "img", "iframe", "object"}.isdisjoint(name for name, _ in outline.tags)
    assert not re.search(r"url\(|@import|\bsrc=", page)
    assert all((attributes.get("href") or "#").startswith("#") for attributes in outline.named("a"))


def test_policy_allows_its_own_style_only(page: str, outline: Outline):
    policy = next(a["content"] for a in outline.named("meta") if a.get("http-equiv") == "Content-Security-Policy")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert " style=" not in page


def test_has_one_first_heading_and_skips_no_level(outline: Outline):
    levels = [int(name[1]) for name, _ in outline.tags if re.fullmatch(r"h[1-6]", name)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_ids_are_unique_and_links_find_them(outline: Outline):
    ids = [attributes["id"] for _, attributes in outline.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    assert {(a["href"] or "")[1:] for a in outline.named("a")} <= set(ids)


def test_every_drawing_is_named_by_what_stands_on_the_page(outline: Outline):
    ids = {attributes.get("id") for _, attributes in outline.tags}
    drawings = outline.named("svg")
    assert len(drawings) >= 14
    assert all(set((attributes["aria-labelledby"] or "").split()) <= ids for attributes in drawings)


def test_example_is_marked_before_everything_else(page: str):
    body = page.split("<body>")[1]
    assert body.index("Invented example: not a real city") < body.index("<h1>")


def test_whatever_a_city_writes_is_text():
    year = invented_city_year()
    group = Phrase("{facility}", {"facility": HOSTILE})
    hostile = replace(
        year,
        city=replace(year.city, city=HOSTILE, boundary_note=HOSTILE),
        facilities=tuple(replace(line, name=HOSTILE, override_reason=HOSTILE) for line in year.facilities),
        findings=(finding("ladder-overridden", Place(file=HOSTILE), facility=HOSTILE, reason=HOSTILE),),
        variance_shares=tuple(replace(share, label=group) for share in year.variance_shares),
    )
    outline = Outline(render_html(hostile))
    assert {"script", "img"}.isdisjoint(name for name, _ in outline.tags)
    assert not any(name.startswith("on") for _, attributes in outline.tags for name in attributes)


def test_local_names_carry_their_language():
    year = invented_city_year()
    page = render_html(replace(year, city=replace(year.city, city="Vientiane ວຽງຈັນ")))
    assert '<bdi lang="lo">ວຽງຈັນ</bdi>' in page


def test_page_says_its_language():
    assert '<html lang="th">' in render_html(invented_city_year(), language="th")


def test_numbers_follow_the_language():
    assert "750.000" in render_html(invented_city_year(), language="id")


def test_unknown_language_is_refused():
    with pytest.raises(UnknownCodeError, match="use one of: en, id"):
        render_html(invented_city_year(), language="xx")


def test_cells_name_their_column_for_a_phone(outline: Outline):
    assert sum(bool(attributes.get("data-h")) for attributes in outline.named("td")) > 100
    assert all(attributes.get("scope") for attributes in outline.named("th"))


def test_numbers_in_findings_take_the_decimal_sign_of_the_language():
    found = finding("load-left-out", facility="Hill", amount=1.488, load="construction")
    page = render_html(replace(invented_city_year(), findings=(found,)), language="id")
    assert "1,488" in page
    assert "1.488" not in page
