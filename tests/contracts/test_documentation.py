"""The documentation keeps up: every code, table, question and command has its entry, and every example runs."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from generated_pages import pages

import nagara
from contracts.source_tree import ROOT, tracked_files
from nagara import errors
from nagara.commitments.alignment import codes
from nagara.commitments.lineage import threads
from nagara.commitments.register import documents, register
from nagara.evidence import codelist, sources, table, table_names
from nagara.exchange.form import form_tables
from nagara.findings import catalogue
from nagara.units import SUFFIXES

OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
COMMAND = re.compile(r"^(?:\.venv/bin/)?nagara (.+)$", re.MULTILINE)
MODULES = ["nagara"] + [
    entry.name for entry in pkgutil.walk_packages(nagara.__path__, "nagara.") if not entry.name.endswith("__main__")
]


def fenced(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text("utf-8"), re.DOTALL)


def commands(page: Path) -> list[str]:
    return [line for block in fenced(page, "sh") for line in COMMAND.findall(block)]


TEXTS = [path for path in tracked_files() if path.suffix == ".md"]
PAGES_WITH_EXAMPLES = [path for path in TEXTS if fenced(path, "python")]
PAGES_WITH_COMMANDS = [path for path in TEXTS if commands(path)]


@pytest.fixture(scope="module")
def reference() -> dict[str, str]:
    return pages()


@pytest.fixture
def beside_the_examples(tmp_path, monkeypatch) -> None:
    """Stand in a folder that has the examples and may be written into."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)


def test_every_finding_has_its_entry(reference):
    assert all(f"({code})=" in reference["findings.md"] for code in catalogue())


def test_every_error_has_its_entry(reference):
    codes = {error.code for error in vars(errors).values() if isinstance(error, type) and hasattr(error, "code")}
    assert all(f"`{code}`" in reference["errors.md"] for code in codes - {errors.NagaraError.code})


def test_every_published_number_has_its_entry(reference):
    for name in table_names():
        rows = reference["evidence.md"].split(f"Table `{name}`")[1].split("\n## ")[0]
        assert rows.count("\n| ") == len(table(name).factors) + 1
    assert all(f"### {key}" in reference["evidence.md"] for key in sources())


def test_every_question_has_its_entry(reference):
    for entry in form_tables().values():
        rows = reference["form.md"].split(f"Table `{entry.name}`")[1].split("\n## ")[0]
        assert all(f"`{question.name}`" in rows for question in entry.fields)


def test_every_level_of_leakage_has_its_entry(reference):
    rows = codelist("plastic_influencer_level").entries.values()
    assert all(f"`{row['level']}` | {row['label']} |" in reference["leakage-levels.md"] for row in rows)


def test_every_unit_has_its_entry(reference):
    assert all(f"`{suffix}`" in reference["units.md"] for suffix in SUFFIXES)


@pytest.mark.parametrize("page", PAGES_WITH_COMMANDS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_in_a_page_exists(page, reference):
    known = set(re.findall(r"^#{2,3} nagara ([a-z ]+)$", reference["cli.md"], re.MULTILINE))
    for line in commands(page):
        words = re.match(r"[a-z]+(?: [a-z]+)?", line)
        assert words, f"nagara {line}"
        assert known & {words[0], words[0].split()[0]}, f"nagara {line}"
        assert all(f"`{option}`" in reference["cli.md"] for option in set(re.findall(r"--[a-z-]+", line)) - {"--help"})


def test_conventions_are_numbered_without_gaps():
    text = (ROOT / "docs" / "reference" / "conventions.md").read_text("utf-8")
    assert [int(number) for number in re.findall(r"^## par\. (\d+) ", text, re.MULTILINE)] == list(
        range(1, text.count("\n## par. ") + 1)
    )


@pytest.mark.parametrize("page", PAGES_WITH_EXAMPLES, ids=lambda path: path.relative_to(ROOT).as_posix())
@pytest.mark.usefixtures("beside_the_examples")
def test_examples_in_a_page_run(page):
    text = "\n".join(fenced(page, "python"))
    examples = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    assert examples.examples
    result = doctest.DocTestRunner(optionflags=OPTIONS).run(examples)
    assert not result.failed


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.usefixtures("beside_the_examples")
def test_examples_in_docstrings_run(name):
    assert not doctest.testmod(importlib.import_module(name), optionflags=OPTIONS).failed


def test_every_clause_thread_and_code_has_its_entry(reference):
    assert all(f"`{each.key}` |" in reference["register.md"] for each in register().clauses.values())
    assert all(f"`{each.id}`" in reference["register.md"] for each in documents())
    assert all(f"`{each.key}` ·" in reference["threads.md"] for each in threads())
    assert all(f"| `{each}` |" in reference["frameworks.md"] for each in codes())
