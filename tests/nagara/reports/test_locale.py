"""Translations keep the gaps of their sentences, and a translated report is nearly whole."""

from __future__ import annotations

import re
from importlib import resources
from io import BytesIO

import pytest
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from nagara.evidence import table
from nagara.exchange.form import choices
from nagara.meetings.words import sentences
from nagara.reports import words
from nagara.reports.language import LANGUAGES, language
from nagara.reports.said import Voice
from nagara.reports.sentences import translatable_sentences

GAP = re.compile(r"\{\w+\}")
TRANSLATED = tuple(code for code in LANGUAGES if code != "en")
REPORTED = tuple(
    code
    for code in TRANSLATED
    if "\n# report\n" in (resources.files("nagara") / "locale" / code / "nagara.po").read_text("utf-8")
)
"""Languages whose file has a section for the report."""


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_gap_of_a_sentence_is_kept(code: str):
    kept = {english: set(GAP.findall(said)) for english, said in language(code).sentences.items()}
    assert kept == {english: set(GAP.findall(english)) for english in kept}


@pytest.mark.parametrize("code", REPORTED)
def test_nearly_every_sentence_of_the_report_is_translated(code: str):
    wanted = translatable_sentences()
    missing = [sentence for sentence in wanted if sentence not in language(code).sentences]
    assert len(missing) <= 0.05 * len(wanted), missing[:20]


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_file_of_a_language_lists_every_sentence_of_the_papers_of_meetings(code: str):
    file = (resources.files("nagara") / "locale" / code / "nagara.po").read_bytes()
    listed = {message.id for message in read_po(BytesIO(file))}
    wanted = {each for each in sentences() if any(letter.isalpha() for letter in GAP.sub("", each))}
    assert wanted <= listed, sorted(wanted - listed)


@pytest.mark.parametrize(
    "sentence",
    [
        "not translated yet",
        "Sorted samples at disposal, pooled by weight.",
        "Area served by the city",
        *(factor.note for factor in table("account_default").factors.values()),
    ],
)
def test_what_the_report_prints_beside_its_sentences_can_be_translated(sentence: str):
    assert sentence in translatable_sentences()


@pytest.mark.parametrize(("name", "labels"), [("season", words.SEASONS), ("load", words.LOADS)])
def test_codes_in_findings_are_called_as_in_the_form(name: str, labels: dict[str, str]):
    assert labels == {choice.code: choice.label for choice in choices(name)}


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [("season", "dry", "dry"), ("load", "cover-soil", "cover soil"), ("group", "organic", "organic")],
)
def test_a_code_in_a_finding_is_said_by_its_label(name: str, code: str, said: str):
    assert Voice(language("en")).gap(name, code) == said


@pytest.mark.parametrize("code", REPORTED)
@pytest.mark.parametrize(("name", "gap"), [("season", "dry"), ("load", "cover-soil"), ("group", "organic")])
def test_a_code_in_a_finding_is_said_in_the_language(code: str, name: str, gap: str):
    assert Voice(language(code)).gap(name, gap).casefold() not in {gap, gap.replace("-", " ")}


@pytest.mark.parametrize("code", REPORTED)
def test_what_somebody_typed_is_never_translated(code: str):
    """A stratum called "low" is called low in every language, although low is a word of the report."""
    assert Voice(language(code)).gap("stratum", "low") == "low"


@given(
    st.sampled_from(sorted(LANGUAGES)),
    st.floats(-1e19, 1e19) | st.floats(-1e6, 1e6).map(lambda value: round(value, 3)) | st.integers(-(10**18), 10**18),
    st.integers(0, 6),
)
def test_numbers_are_written_as_babel_writes_them(code: str, value: float, digits: int):
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    locale = "en_GB" if code == "en" else code
    expected = format_decimal(value, format=pattern, locale=locale, numbering_system="latn")
    assert language(code).number(value, digits=digits) == expected


@pytest.mark.parametrize("code", ["en", "km"])
def test_a_mistyped_number_of_any_size_is_written_out_and_stops_no_page(code: str):
    written = language(code).number(1e59, digits=2)
    assert sum(sign.isdigit() for sign in written) == 60 + 2
    assert language(code).number(float("inf")) == "∞"
