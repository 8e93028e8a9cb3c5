"""Promises as planning officers type them: read where only one thing can be meant, else refused with a remedy."""

import pytest

from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES, read_promise
from nagara.pathways.least_cost.question.refusals import PromiseError


@pytest.mark.parametrize(
    "written",
    [
        "sdg_11_6_1_frac>=0.9@2035",
        " sdg_11_6_1_frac >= 0.9 @ 2035 ",
        "sdg_11_6_1_frac>=90%@2035",
        "sdg_11_6_1_frac >= 90 % @ 2035",
        "SDG_11_6_1_frac≥0.9@2035",
        "sdg_11_6_1_frac=>0.9@2035",
    ],
)
def test_one_promise_may_be_written_in_many_ways(written):
    assert str(read_promise(written)) == "sdg_11_6_1_frac>=0.9@2035"


@pytest.mark.parametrize("figure", PROMISED_FIGURES.values(), ids=lambda figure: figure.code)
def test_every_figure_is_read_as_it_is_said(figure):
    said = f"{figure.code}{figure.relations[0]}{0.5 if figure.unit == 'frac' else 1250:g}@2040"
    assert str(read_promise(said)) == said


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("sdg_11_6_1>=0.9@2035", "Did you mean sdg_11_6_1_frac?"),
        ("open_burning_frac<=0@2033", "Did you mean open_burning_t_per_year"),
        ("happiness>=1@2033", "Known are sdg_11_6_1_frac, collected_frac"),
        ("collected_frac>=90@2035", "Write 90% or 0.9."),
        ("collected_frac>=0,9@2035", "Write 0.9 or 90%."),
        ("collected_frac>=120%@2035", "Write 0.9 or 90%."),
        ("collected_frac>=nan@2035", "Write 0.9 or 90%."),
        ("landfilled_t_per_year<=100,000@2035", "without spaces, commas or a unit: 100000"),
        ("landfilled_t_per_year<=100 000 t@2035", "without spaces, commas or a unit: 100000"),
        ("landfilled_t_per_year<=20%@2035", "without spaces, commas or a unit: 100000"),
        ("landfilled_t_per_year<=-5@2035", "Write it in the unit of its name."),
        ("landfilled_t_per_year<=inf@2035", "Write it in the unit of its name."),
        ("landfilled_t_per_year>=5@2035", "Write landfilled_t_per_year<=…"),
        ("collected_frac>=0.9", "Write it as figure, >= or <=, target, @, year"),
        ("", "Write it as figure, >= or <=, target, @, year"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_write_instead(written, remedy):
    with pytest.raises(PromiseError) as refused:
        read_promise(written)
    assert remedy in str(refused.value)
