"""The repository itself: versions agree, commands exist, nothing of one machine is left in it."""

import re
import subprocess
import tomllib

import pytest

import nagara
from contracts.source_tree import ROOT, tracked_files

PAGES = [path for path in tracked_files() if path.suffix == ".md"]
TEXT = {".py", ".md", ".toml", ".csv", ".cff", ".css", ".html", ".typ", ".po", ".json", ".txt", ".yml", ""}
LEFTOVERS = re.compile("TO" + "DO|FIX" + "ME|HA" + "CK:")
SITE = (
    "officer|agreements|answers|cities|commitments|declarations|extensions|letters|log|meetings|networks|people|places|plans"
    "|reports|requests|rounds"
)
"""An invented officer has a home, and the pages of people who signed in stand below /work/."""
MACHINE_PATHS = re.compile(rf"(?<![\w.])/(?:work|root|home|Users)/(?!(?:{SITE})/)\w+/")
REGISTRY_HOSTS = re.compile(r"(?:files\.)?py" + r"thonhosted\.org|test\.py" + r"pi\.org|py" + r"pi\.org|registry\.npm")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())


@pytest.fixture(scope="module")
def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def offending_lines(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in tracked_files()
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_the_changelog_opens_with_this_version():
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == nagara.__version__


def test_the_citation_names_this_version():
    cited = re.search(r"^version: (\S+)", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    assert cited
    assert cited[1] == nagara.__version__


def test_the_licence_is_the_one_that_is_declared():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert declared["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")
    assert all((ROOT / name).is_file() for name in declared["license-files"])


@each_page
def test_every_make_command_in_a_page_exists(page, targets):
    named = set(re.findall(r"(?:`|^\s*\$?\s*)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE))
    assert named <= targets


def test_help_lists_every_target_that_is_meant_for_people(targets):
    listed = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert {"help", "demo", "test", "check", "bench", "long", "docs", "fix", "lock"} <= targets
    for target in targets - {"compiled", "fonts"}:
        assert f"make {target} " in listed.stdout


def test_nothing_is_left_to_do_in_a_comment():
    assert not offending_lines(LEFTOVERS)


def test_no_path_of_one_machine():
    assert not offending_lines(MACHINE_PATHS)


def test_no_registry_is_named():
    assert not offending_lines(REGISTRY_HOSTS)


def test_the_lock_file_holds_hashes_for_every_package():
    text = (ROOT / "requirements.lock").read_text("utf-8").replace("\\\n", " ")
    pins = [line for line in text.splitlines() if "==" in line and not line.lstrip().startswith("#")]
    assert pins
    assert all("--hash=sha256:" in line for line in pins)


def test_tests_leave_the_package_name_alone():
    packages = [path for name in ("nagara", "nagara_web") for path in (ROOT / "tests" / name).rglob("__init__.py")]
    assert not packages, "tests/nagara as a package would hide nagara"
