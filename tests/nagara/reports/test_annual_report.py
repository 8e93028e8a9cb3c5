"""The report says what the account says, in whole sentences, and says why where it has no figure."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from string import Formatter

import pytest

from invented_city_year import finding, invented_city_year
from nagara.indicators.phrases import Phrase
from nagara.indicators.result import Change, CityYear, Figure, Tier
from nagara.reports.annual_report import annual_report
from nagara.reports.language import Language, language
from nagara.reports.paper import Doubts, Items, Paper, Picture, Table
from nagara.reports.sentences import translatable_sentences

NBSP = "\N{NO-BREAK SPACE}"


def paper_of(year: CityYear) -> Paper:
    return annual_report(year, language("en"))


def blocks_of(year: CityYear, section: str):
    return next(part for part in paper_of(year).sections if part.id == section).blocks


def all_text(value: object) -> list[str]:
    """Every string of a paper."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for entry in value for text in all_text(entry)]
    if is_dataclass(value):
        return [text for entry in fields(value) for text in all_text(getattr(value, entry.name))]
    return []


def said(year: CityYear) -> str:
    return " ".join(all_text(paper_of(year))).replace(NBSP, " ")


def with_change(**values: object) -> CityYear:
    change = Change(
        figure="msw_collected_frac",
        earlier_year=2025,
        earlier_value=0.70,
        value=0.72,
        **{"change": 0.02, "low": 0.01, "high": 0.03, "probability_of_sign": 0.95, **values},
    )
    return replace(invented_city_year(), changes=(change,))


def sentence_of(year: CityYear) -> str:
    items = next(block for block in blocks_of(year, "changes") if isinstance(block, Items))
    return items.items[0].replace(NBSP, " ")


def test_no_source_of_doubt_is_named_where_nothing_varies() -> None:
    year = invented_city_year()
    still = replace(year, variance_shares=tuple(replace(share, first_order=0.0) for share in year.variance_shares))
    assert "The largest part of the doubt" in said(year)
    assert "The largest part of the doubt" not in said(still)


def test_answers_in_one_sentence():
    assert paper_of(invented_city_year()).answer.replace(NBSP, " ") == (
        "In 2026, Nakhon Sivilai collected 72 % of its municipal waste; 51 % of the waste was managed in "
        "controlled facilities (SDG 11.6.1)."
    )


def test_sections_stand_in_reading_order():
    assert [section.id for section in paper_of(invented_city_year()).sections] == [
        "headline",
        "flows",
        "survey",
        "composition",
        "facilities",
        "plastics",
        "climate",
        "changes",
        "doubts",
        "uncertainty",
        "sources",
        "figures",
    ]


def test_headline_has_its_interval_and_the_one_without_impossible_draws():
    text = said(invented_city_year())
    assert "51 % (44 to 58) of all municipal waste generated" in text
    assert "1.2 % of the draws say that more is collected than generated" in text
    assert "the interval of SDG 11.6.1 is 44 to 56 %" in text


@pytest.mark.parametrize(
    ("tier", "words"),
    [(Tier.CARRIED_FORWARD, "Not re-measured"), (Tier.RECORDS, "Records only, no survey")],
)
def test_a_year_without_survey_says_so_above_the_title(tier: Tier, words: str):
    strips = paper_of(invented_city_year(tier=tier)).strips
    assert [strip.tone for strip in strips] == ["example", "attention"]
    assert strips[1].words.startswith(words)


def test_a_real_city_bears_no_example_strip():
    year = invented_city_year()
    assert paper_of(replace(year, city=replace(year.city, is_invented=False))).strips == ()


def test_translation_says_that_it_awaits_a_reader():
    spoken = Language("id", "Bahasa Indonesia", "awaiting a native reader", {})
    strips = annual_report(invented_city_year(), spoken).strips
    assert strips[-1].words == "About this translation: awaiting a native reader."


def test_missing_headline_says_so():
    year = invented_city_year()
    gone = replace(year.figures["sdg_11_6_1_frac"], value=None, low=None, high=None)
    answer = paper_of(replace(year, figures={**year.figures, "sdg_11_6_1_frac": gone})).answer
    assert answer.startswith("The records of 2026 do not allow SDG 11.6.1 to be computed")


def test_absent_figure_says_why():
    assert "not estimated (NE): no record is kept" in said(invented_city_year())


def test_clear_change_names_its_probability():
    assert sentence_of(with_change()) == (
        "Collected: up 2.0 points (1.0 to 3.0) since 2025. Probability that the true change has this sign: 95 %."
    )


def test_fall_is_said_as_a_size():
    year = with_change(change=-0.02, low=-0.03, high=-0.01)
    assert sentence_of(year).startswith("Collected: down 2.0 points (1.0 to 3.0) since 2025.")


def test_nearly_sure_is_never_called_sure():
    assert sentence_of(with_change(probability_of_sign=1.0)).endswith("this sign: more than 99 %.")


@pytest.mark.parametrize("probability", [0.5, 0.7, 0.899])
def test_under_nine_in_ten_no_change_is_claimed(probability: float):
    year = with_change(low=-0.03, high=0.07, probability_of_sign=probability)
    assert sentence_of(year) == "Collected: no clear change since 2025: between 3 points down and 7 up."
    [table] = [block.table for block in blocks_of(year, "changes") if isinstance(block, Picture)]
    assert table.rows[0][3:5] == ("no clear change", "−3\xa0to\xa0+7")


def test_a_clear_change_whose_interval_reaches_the_other_side_is_called_likely():
    """At 0.92 a change is clear, and yet its 95 % interval reaches over zero: both are said in one sentence."""
    rise = sentence_of(with_change(change=0.05, low=-0.02, high=0.12, probability_of_sign=0.92))
    assert rise.startswith("Collected: likely up 5 points since 2025: between 2 points down and 12 up.")
    fall = sentence_of(with_change(change=-0.05, low=-0.12, high=0.02, probability_of_sign=0.92))
    assert fall.startswith("Collected: likely down 5 points since 2025: between 12 points down and 2 up.")


def test_no_change_is_told_across_a_break_of_method():
    nothing = dict.fromkeys(("change", "low", "high", "probability_of_sign"))
    year = with_change(**nothing, method_break=Phrase("the boundary is another"))
    assert sentence_of(year) == "Collected: not compared with 2025, because the boundary is another."


def test_findings_stand_by_weight_with_place_and_remedy():
    groups = [block for block in blocks_of(invented_city_year(), "doubts") if isinstance(block, Doubts)]
    assert [group.tone for group in groups] == ["attention", "note"]
    assert groups[0].doubts[0].place == "nakhon-sivilai-2026.xlsx, sheet Facilities, cell F7"
    assert all(doubt.remedy for group in groups for doubt in group.doubts)


def test_many_findings_of_a_kind_are_counted_and_not_all_printed():
    many = tuple(finding("ladder-overridden", facility=f"F{n}") for n in range(50))
    (group,) = (block for block in blocks_of(replace(invented_city_year(), findings=many), "doubts")[1:])
    assert len(group.doubts) == 8
    assert group.heading == "Good to know: 50"
    assert group.rest == "42 more of these kinds stand in report.json."


def test_every_default_names_its_source_and_place():
    tables = [block for block in blocks_of(invented_city_year(), "sources") if isinstance(block, Table)]
    assert "UN-Habitat" in tables[0].rows[0][4]
    assert "0.10 in 28 of 38 cities" in tables[0].rows[0][4]


def test_every_picture_has_its_table():
    pictures = [b for s in paper_of(invented_city_year()).sections for b in s.blocks if isinstance(b, Picture)]
    assert len(pictures) >= 7
    assert all(picture.table.rows for picture in pictures)


def test_every_row_is_as_wide_as_its_head():
    tables = [b for s in paper_of(invented_city_year()).sections for b in s.blocks if isinstance(b, Table | Picture)]
    for block in tables:
        table = block.table if isinstance(block, Picture) else block
        assert {len(row) for row in table.rows} == {len(table.columns)}, table.caption


def test_all_figures_stand_in_the_last_table():
    (table,) = blocks_of(invented_city_year(), "figures")
    assert len(table.rows) == len(invented_city_year().figures)


def test_no_gap_of_a_sentence_stays_open():
    assert "{" not in said(invented_city_year())


def test_sums_that_need_not_add_up_are_said_to():
    assert "The shares do not add up to 100 %" in said(invented_city_year())


def test_an_empty_year_is_still_a_report():
    year = invented_city_year()
    bare = replace(
        year,
        figures={"sdg_11_6_1_frac": Figure(
            name="sdg_11_6_1_frac", value=None, low=None, high=None, unit="share", method="no facility", source="none"
        )},
        household_composition=None,
        disposal_composition=None,
        city_composition=None,
        facilities=(),
        flows=(),
        strata=(),
        ladder_scenarios=(),
        variance_shares=(),
        next_measurements=(),
        changes=(),
        findings=(),
    )  # fmt: skip
    text = said(bare)
    for words in ("No waste was sorted", "No facility was recorded", "no change is told", "found nothing"):
        assert words in text


class Recorder(dict[str, str]):
    """Sentences that were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, key: str, default: object = None) -> str | None:  # type: ignore[override]
        self.asked.add(key)
        return None


def test_every_sentence_of_the_report_can_be_translated():
    recorder = Recorder()
    year = invented_city_year(tier=Tier.RECORDS)
    annual_report(year, Language("en", "English", "", recorder))
    of_the_city = {
        *(figure.method for figure in year.figures.values()),
        *(part for figure in year.figures.values() for part in figure.source.split(" + ")),
        *(gap for entry in year.findings for gap in entry.values.values() if isinstance(gap, str)),
        *(gap for change in year.changes if change.method_break for gap in change.method_break.values.values()),
        *(entry.label.text for entry in (*year.variance_shares, *year.next_measurements)),
        *(text for used in year.provenance.defaults for text in (used.what_for, used.note)),
        *(change.method_break.text for change in year.changes if change.method_break),
        *(code.replace("_", " ") for line in year.facilities for code in line.not_observed),
        *(code for line in year.facilities for code in line.not_observed),
    }
    assert recorder.asked - set(translatable_sentences()) - of_the_city == set()


def test_sentences_are_listed_once_and_have_sound_gaps():
    sentences = translatable_sentences()
    assert len(sentences) == len(set(sentences))
    for sentence in sentences:
        gaps = [gap for _, gap, _, _ in Formatter().parse(sentence) if gap is not None]
        assert all(gap.isidentifier() for gap in gaps), sentence
