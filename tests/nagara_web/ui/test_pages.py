"""What every page is made of: language, errors, weight, strict security policy."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

import nagara_web.ui
from cast import Cast
from nagara.reports.language import LANGUAGES
from nagara_web.ui.completeness import completeness, count
from nagara_web.ui.locale_files import broken_locale_files, compile_locale_files

STATIC = Path(nagara_web.ui.__file__).parent / "static" / "ui"


def test_style_sheet_weighs_at_most_12_kb_on_the_line() -> None:
    assert len(gzip.compress((STATIC / "site.css").read_bytes(), 9)) <= 12 * 1024


def test_own_script_weighs_at_most_1_kb() -> None:
    assert len((STATIC / "nagara.js").read_bytes()) <= 1024


def test_style_sheet_fetches_nothing_but_our_fonts_and_those_after_the_phones_own() -> None:
    css = (STATIC / "site.css").read_text("utf-8")
    assert "@import" not in css
    for address in re.findall(r"url\(([^)]*)\)", css):
        assert (STATIC / address).is_file()
    for face in re.findall(r"@font-face \{[^}]*\}", css):
        assert face.index("local(") < face.index("url(")
        assert "unicode-range" in face


def test_fonts_travel_with_their_licence() -> None:
    text = (STATIC / "fonts" / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in text
    for project in ("thai", "lao", "khmer", "myanmar"):
        assert f"notofonts/{project}" in text


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_every_language_can_be_chosen_before_it_is_translated(client: Client, db: None, code: str) -> None:
    client.post("/language/", {"language": code, "next": "/account/login/"})
    page = client.get("/account/login/")
    assert f'<html lang="{code}">' in page.content.decode()
    assert page["Content-Language"] == code


def test_language_of_the_browser_is_spoken(client: Client, db: None) -> None:
    page = client.get("/account/login/", headers={"accept-language": "lo,en;q=0.5"})
    assert '<html lang="lo">' in page.content.decode()


def test_languages_page_lists_each_under_its_own_name(client: Client, db: None) -> None:
    html = client.get("/languages/").content.decode()
    for code, name in LANGUAGES.items():
        assert code == "en" or f'<bdi lang="{code}">{name}</bdi>' in html
    assert html.count("awaiting a native reader") == len(LANGUAGES) - 1


def test_completeness_counts_what_is_said_and_not_doubtful() -> None:
    text = b"""
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "one"
msgstr "satu"

#, fuzzy
msgid "two"
msgstr "dua"

msgid "three"
msgstr ""

msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "%(n)s hari"
msgstr[1] ""
"""
    assert count(text) == (1, 4)
    assert all(each.reports[0] <= each.reports[1] for each in completeness())


def test_translations_are_compiled_when_they_change(tmp_path: Path) -> None:
    source, target = tmp_path / "po", tmp_path / "mo"
    file = source / "th" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid "Cities"\nmsgstr "เมือง"\n', "utf-8")
    assert compile_locale_files(source, target) == 1
    assert compile_locale_files(source, target) == 0
    compiled = target / "th" / "LC_MESSAGES" / "django.mo"
    assert "เมือง".encode() in compiled.read_bytes()
    file.write_text('msgid "Cities"\nmsgstr "นคร"\n', "utf-8")
    assert compile_locale_files(source, target) == 1
    assert "นคร".encode() in compiled.read_bytes()
    assert [each.name for each in compiled.parent.iterdir()] == ["django.mo"]


@pytest.mark.parametrize(
    "text",
    [
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=no-such-charset\\n"\nmsgid "a"\nmsgstr "b"\n',
        'msgid ""\nmsgstr "Plural-Forms: nplurals=x; plural=import os;\\n"\nmsgid "a"\nmsgstr "b"\n',
        'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n/0/;\\n"\nmsgid "a"\nmsgstr "b"\n',
        'msgid ""\nmsgstr "POT-Creation-Date: yesterday\\n"\nmsgid "a"\nmsgstr "b"\n',
        'msgid ""\nmsgstr "Content-Type: nonsense\\n"\n',
        "\x00\x01 not a file of sentences",
        'msgid "no end\nmsgstr',
    ],
)
def test_an_odd_file_of_sentences_stops_nothing_and_is_said(tmp_path: Path, text: str) -> None:
    source, target = tmp_path / "po", tmp_path / "mo"
    for language, content in (("th", text), ("vi", 'msgid "Cities"\nmsgstr "Thành phố"\n')):
        file = source / language / "LC_MESSAGES" / "django.po"
        file.parent.mkdir(parents=True)
        file.write_text(content, "utf-8")
    compile_locale_files(source, target)
    assert (target / "vi" / "LC_MESSAGES" / "django.mo").is_file()
    is_made = (target / "th" / "LC_MESSAGES" / "django.mo").is_file()
    assert set(broken_locale_files(source)) == (set() if is_made else {"th"})


def test_policy_allows_only_this_site(client: Client, db: None) -> None:
    policy = client.get("/account/login/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_components_page_shows_every_state(client: Client, db: None, code: str) -> None:
    client.cookies["language"] = code
    html = client.get("/account/components/").content.decode()
    assert html.count("<h1>") == 1
    assert " style=" not in html
    assert html.count("Enter how much waste the city collects, or choose why there is no number.") == 2
    assert 'aria-invalid="true"' in html


def test_components_page_is_only_for_those_who_build(client: Client, db: None, settings: Settings) -> None:
    settings.SHOWS_COMPONENTS = False
    assert client.get("/account/components/").status_code == 404


def test_unknown_address_says_so_in_our_voice(client: Client, db: None) -> None:
    page = client.get("/nothing/of/this/kind/")
    assert page.status_code == 404
    assert "There is nothing here" in page.content.decode()


def test_missing_secret_says_what_to_do(cast: Cast) -> None:
    page = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "x"})
    assert page.status_code == 403
    assert "Send it once more" in page.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403.html", "429.html", "500.html"])
def test_error_pages_render_without_anything_known(name: str) -> None:
    from django.template.loader import render_to_string

    html = render_to_string(name)
    assert html.count("<h1>") == 1
    assert "sorry" not in html.lower()
