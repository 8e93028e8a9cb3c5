"""Codes are stable, unique, used, and say what was found and how to mend it."""

import csv
import re
import string
from collections import Counter

import pytest

from contracts.source_tree import SOURCE, modules, strings
from nagara import errors
from nagara.findings import Severity, catalogue

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
COURTESY = re.compile(r"\b(please|sorry|oops|invalid|illegal|bad)\b", re.IGNORECASE)
CATALOGUE = SOURCE / "nagara" / "findings" / "catalogue"
NAMED = [
    error
    for error in vars(errors).values()
    if isinstance(error, type) and issubclass(error, errors.NagaraError) and error is not errors.NagaraError
]
each_code = pytest.mark.parametrize("entry", catalogue().values(), ids=lambda entry: entry.code)
each_error = pytest.mark.parametrize("error", NAMED, ids=lambda error: error.__name__)


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_no_code_stands_in_two_files():
    counted = Counter(
        row["code"]
        for path in sorted(CATALOGUE.glob("*.csv"))
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
    )
    assert not [code for code, count in counted.items() if count > 1]


@each_code
def test_a_code_is_a_kebab_noun(entry):
    assert KEBAB.fullmatch(entry.code)


@each_code
def test_a_finding_is_a_fact_and_its_remedy_a_second_sentence(entry):
    assert entry.sentence.endswith((".", "?"))
    assert entry.remedy.endswith((".", "}")) or (entry.severity is Severity.NOTE and not entry.remedy)


@each_code
def test_every_gap_of_a_sentence_has_a_name(entry):
    assert all(name.isidentifier() for name in gaps(entry.sentence) | gaps(entry.remedy))


@each_code
def test_nobody_is_begged_or_blamed(entry):
    assert not COURTESY.search(f"{entry.sentence} {entry.remedy}")


def test_every_code_is_raised_somewhere():
    said = {text for module in modules() for text in strings(module)}
    assert not [code for code in catalogue() if code not in said], "a code that nothing raises is a promise unkept"


@each_error
def test_an_error_is_also_one_that_python_knows(error):
    assert [base for base in error.__mro__ if base.__module__ == "builtins" and base not in (Exception, object)]


def test_error_codes_are_unique():
    codes = [error.code for error in NAMED]
    assert len(set(codes)) == len(codes)
