"""Manners of the web apps that imports cannot say: who fetches, what is migrated, how sentences are written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.template import engines
from django.test import Client

from contracts.source_tree import SOURCE, Module, modules

WEB = SOURCE / "nagara_web"
GETTEXT = {"_", "gettext", "gettext_lazy", "pgettext", "ngettext", "ngettext_lazy", "npgettext"}
FETCHES = {"objects", "_default_manager", "get_object_or_404", "get_list_or_404"}
SHOWN = {"label", "help_text", "empty_label", "initial_text"}
"""Names of what a form shows to people."""
NOT_SHOWN = re.compile(r"^[\W\d_]*$|^[a-z0-9_.:/-]+$")
"""Signs, numbers and codes need no translation."""
POSITIONAL = re.compile(r"%(?!\(|%)[#0\-+]*[\d.]*[sdifr]|\{\d*\}")
SHOW_CASE = "nagara_web/ui/views.py"
"""Shows every component in every state, to those who build pages."""
LONGEST_TEMPLATE_LINES = 150

web_modules = [each for each in modules() if each.path.is_relative_to(WEB) and "migrations" not in each.path.parts]
each_web_module = pytest.mark.parametrize("module", web_modules, ids=lambda module: module.name)
views = [each for each in web_modules if each.path.stem == "views" or each.path.parent.name == "views"]
OUR_APPS = [
    each.split(".")[-1] for each in [app.name for app in apps.get_app_configs()] if each.startswith("nagara_web.")
]


@pytest.mark.parametrize("module", views, ids=lambda module: module.name)
def test_only_queries_and_access_fetch(module: Module) -> None:
    fetched = {node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)} & FETCHES
    fetched |= {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)} & FETCHES
    assert fetched == set(), "a view asks queries and access; it never reaches for the database itself"


def test_views_are_found() -> None:
    assert len(views) > 20
    assert {"rounds", "answers", "accounts", "places", "jobs"} <= set(OUR_APPS)


@pytest.mark.parametrize("label", OUR_APPS)
def test_every_app_with_models_has_migrations(label: str) -> None:
    app = apps.get_app_config(label)
    if not list(app.get_models()):
        return
    folder = WEB / label / "migrations"
    names = sorted(each.stem for each in folder.glob("0*.py"))
    assert names[0].startswith("0001_")
    assert not [each for each in names if "auto" in each], "a migration is named by hand after what it does"


@pytest.mark.django_db
def test_models_and_migrations_say_the_same() -> None:
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert "No changes" in said.getvalue()


def templates() -> list[str]:
    return sorted(str(each.relative_to(WEB)) for each in WEB.rglob("templates/**/*.html"))


@pytest.mark.parametrize("path", templates())
def test_every_template_can_be_read(path: str) -> None:
    text = (WEB / path).read_text("utf-8")
    engines["django"].from_string(text)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=[\"']|<script(?![^>]*(?:src=|type=\"application/json\"))", text)
    assert "http://" not in re.sub(r"http://www\.w3\.org/\S+", "", text), "nothing is fetched from elsewhere"
    name = path.split("/")[-1]
    assert not (name.startswith("_") and "{% extends" in text), "a fragment never extends"
    assert text.count("\n") <= LONGEST_TEMPLATE_LINES, "find the fragment"


@each_web_module
def test_sentences_are_whole_and_name_their_values(module: Module) -> None:
    wrong = []
    for call, texts in _sentences(module):
        wrong += [ast.unparse(call)[:80] for each in texts if not isinstance(each, ast.Constant)]
        wrong += [each.value for each in texts if isinstance(each, ast.Constant) and POSITIONAL.search(str(each.value))]
    assert wrong == []


def _sentences(module: Module) -> Iterator[tuple[ast.Call, list[ast.expr]]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
            many = 2 if node.func.id.startswith(("n", "p")) else 1
            yield node, node.args[:many]


@each_web_module
def test_what_people_read_can_be_translated(module: Module) -> None:
    if "/demo/" in module.name or "/command/" in module.name or module.name == SHOW_CASE:
        return  # invented content, and words of the terminal
    assert [text for text in _shown(module) if not NOT_SHOWN.match(text)] == []


def _shown(module: Module) -> Iterator[str]:
    """Plain strings at places that people see: messages, labels of forms, errors of fields."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        given: list[ast.expr] = []
        if called.startswith("messages.") or called.endswith(".add_error"):
            given += node.args[1:2]
        if called.split(".")[-1] == "ValidationError":
            given += node.args[:1]
        if called.startswith("forms."):
            given += [each.value for each in node.keywords if each.arg in SHOWN]
        for each in given:
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                yield each.value
            if isinstance(each, ast.JoinedStr):
                yield "".join(str(part.value) for part in each.values if isinstance(part, ast.Constant))


def test_a_page_that_is_not_there_says_so_in_our_words() -> None:
    response = Client().get("/no-such-address-at-all")
    assert response.status_code == 404
    assert "nagara" in response.content.decode()


@pytest.mark.parametrize("catalogue", sorted((WEB / "locale").rglob("*.po")), ids=lambda path: path.parts[-3])
def test_no_guess_of_a_program_stands_as_a_translation(catalogue: Path) -> None:
    """A tool that finds a sentence changed offers the translation of another one like it."""
    guesses = [line for line in catalogue.read_text("utf-8").splitlines() if re.match(r"#, .*fuzzy|# ?\| msgid", line)]
    assert guesses == []
