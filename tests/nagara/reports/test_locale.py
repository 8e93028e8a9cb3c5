"""Translations keep the gaps of their sentences, and a translated report is nearly whole."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from nagara.reports.language import LANGUAGES, language
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
